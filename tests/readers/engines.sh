#!/bin/sh
# Starts PostgreSQL and an Apache Spark cluster of one master and two workers, each a process of its own, runs a command
# with INTERORG_POSTGRES and SPARK_REMOTE set, and stops them again.
#
#     engines.sh PYTHON COMMAND...
#
# PYTHON is an interpreter that has pyspark with its Connect client. Needs PostgreSQL and Java 17 or later.
set -eu

python=$1
shift
work=$(mktemp -d)
started=
stop() {
  for pid in $started; do kill "$pid" 2>/dev/null || true; done
  [ -z "${data:-}" ] || as_postgres "$bin/pg_ctl" -D "$data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c '"$@"' -- sh "$@"; else "$@"; fi
}

# Six ports that nobody uses, so that several of these scripts can run at once.
port=$("$python" - <<'PORTS'
import random, socket

def is_free(port):
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) != 0

while True:
    first = random.randrange(20000, 50000)
    if all(is_free(first + offset) for offset in range(6)):
        print(first)
        break
PORTS
)

wait_for() { # port, name
  for _ in $(seq 240); do
    if "$python" -c "import socket; socket.create_connection(('127.0.0.1', $1), 1)" 2>/dev/null; then return; fi
    sleep 0.5
  done
  echo "$2 does not answer on port $1" >&2
  tail -5 "$work"/*.log >&2
  exit 1
}

# --- PostgreSQL
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)
bin=${bin:-$(dirname "$(command -v initdb)")}
mkdir "$work/postgres"
[ "$(id -u)" != 0 ] || chown postgres "$work" "$work/postgres"
chmod 755 "$work"
data=$work/postgres/data
as_postgres "$bin/initdb" -D "$data" -A trust -U interorg -E UTF8 --locale=C.UTF-8 >"$work/initdb.log" 2>&1
as_postgres "$bin/pg_ctl" -D "$data" -l "$work/postgres/server.log" \
  -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$work/postgres -c fsync=off" start >/dev/null
wait_for "$port" PostgreSQL
INTERORG_POSTGRES="host=127.0.0.1 port=$port user=interorg dbname=postgres"
PGHOST=127.0.0.1 PGPORT=$port PGUSER=interorg
export INTERORG_POSTGRES PGHOST PGPORT PGUSER

# --- Spark
SPARK_HOME=$("$python" -c "import os, pyspark; print(os.path.dirname(pyspark.__file__))")
SPARK_LOCAL_IP=127.0.0.1
SPARK_NO_DAEMONIZE=1
PYSPARK_PYTHON=$python
export SPARK_HOME SPARK_LOCAL_IP SPARK_NO_DAEMONIZE PYSPARK_PYTHON
cd "$work"
spark() { # name, arguments
  name=$1
  shift
  "$SPARK_HOME/bin/$@" >"$work/$name.log" 2>&1 &
  started="$! $started"
}
SPARK_MASTER_OPTS=-Dspark.master.rest.enabled=false
export SPARK_MASTER_OPTS
master=spark://127.0.0.1:$((port + 1))
spark master spark-class org.apache.spark.deploy.master.Master --host 127.0.0.1 --port $((port + 1)) --webui-port $((port + 2))
wait_for $((port + 1)) "the master of Spark"
for number in 1 2; do
  spark "worker$number" spark-class org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores 1 --memory 2g \
    --webui-port $((port + 2 + number)) "$master"
done
# The memory of the server is SPARK_DAEMON_MEMORY, whatever --driver-memory says.
SPARK_DAEMON_MEMORY=2g
export SPARK_DAEMON_MEMORY
spark connect spark-submit --class org.apache.spark.sql.connect.service.SparkConnectServer --master "$master" \
  --conf spark.executor.cores=1 --conf spark.executor.memory=1g --conf spark.cores.max=2 \
  --conf spark.connect.grpc.binding.address=127.0.0.1 --conf spark.connect.grpc.binding.port=$((port + 5)) \
  --conf spark.sql.shuffle.partitions=2 --conf spark.ui.enabled=false --conf spark.log.level=ERROR
wait_for $((port + 5)) "the Connect server of Spark"
SPARK_REMOTE="sc://127.0.0.1:$((port + 5))"
INTERORG_SPARK_MASTER="http://127.0.0.1:$((port + 2))"
export SPARK_REMOTE INTERORG_SPARK_MASTER
cd - >/dev/null

"$@"
