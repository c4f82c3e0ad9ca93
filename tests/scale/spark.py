"""A million partnerships on Apache Spark: makes the tables, asks the printed questions of two workers, and asks the last one again while
a worker is killed.

    spark.py INTERORG PARTNERSHIPS [SEED]

Needs SPARK_REMOTE and INTERORG_SPARK_MASTER (see tests/readers/engines.sh), and pyarrow. network.py has the rows; spark.txt has the
result of a run. The rows of an answer stay in Spark, which counts them and returns one number that depends on all of them.
Fails if the answer is another one with a worker less.
"""

import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

import pyarrow
import pyarrow.parquet
from pyspark.sql import SparkSession

import network

INTERORG, COUNT = os.path.abspath(sys.argv[1]), int(sys.argv[2])
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
MASTER = os.environ["INTERORG_SPARK_MASTER"]
TYPES = {"BIGINT": pyarrow.int64(), "DOUBLE": pyarrow.float64(), "BOOLEAN": pyarrow.bool_(), "DATE": pyarrow.date32(), "STRING": pyarrow.string()}
# The last one is asked again.
QUESTIONS = (
    ["partners", "o1", "--at", "2005"],
    ["links", "--motive", "materialist", "--during", "2000..2010"],
    ["dyad-years"],
)
BATCH = 100_000


def printed(*words):
    command = [INTERORG, "sql", *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def schemas():
    """The tables of the projection: for each the schema, and what a column has that is left out."""
    for statement in printed("--schema", "spark").split(";\n"):
        created = re.search(r"CREATE TABLE (\w+) \(\n(.*)\n\)$", statement, re.S)
        if not created:
            continue
        columns = [line.split()[:4] for line in created.group(2).split("\n")]
        fields = [pyarrow.field(name, TYPES[kind.rstrip(",")]) for name, kind, *_ in columns]
        left_out = {
            name: network.missing(kind.rstrip(",").lower()) if more[:2] == ["NOT", "NULL"] else None for name, kind, *more in columns
        }
        yield created.group(1), pyarrow.schema(fields), left_out


def write(path, schema, left_out, rows):
    with pyarrow.parquet.ParquetWriter(path, schema) as file:
        batch = []
        for row in rows:
            batch.append({**left_out, **row})
            if len(batch) == BATCH:
                file.write_table(pyarrow.Table.from_pylist(batch, schema))
                batch = []
        file.write_table(pyarrow.Table.from_pylist(batch, schema))


def workers():
    """The workers that have a core in use."""
    with urllib.request.urlopen(f"{MASTER}/json/") as page:
        state = json.load(page)
    return [worker for worker in state["workers"] if worker["state"] == "ALIVE" and worker["coresused"] > 0]


def processes():
    """The arguments and the parent of each process."""
    for place in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes().decode(errors="replace").split("\0")
            parent = int((place / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        yield int(place.name), words, parent


def kill_a_worker():
    """Kills one of the workers of this cluster and its executors, as a machine that fails."""
    master = "spark://127.0.0.1:" + str(int(MASTER.rsplit(":", 1)[1]) - 1)
    found = list(processes())
    worker = next(pid for pid, words, _ in found if "org.apache.spark.deploy.worker.Worker" in words and master in words)
    executors = [pid for pid, _, parent in found if parent == worker]
    assert executors, "the worker has no executor"
    for pid in (worker, *executors):
        os.kill(pid, signal.SIGKILL)
    print(f"killed a worker and {len(executors)} executor of it", flush=True)


def answer(session, statement):
    """The number of rows of a statement, and one number that depends on all of them."""
    counted = session.sql(f"SELECT COUNT(*), BIT_XOR(xxhash64(*)) FROM (\n{statement}\n)")
    return tuple(counted.collect()[0])


def main():
    folder = tempfile.TemporaryDirectory()
    started = time.time()
    rows = dict([*network.vocabularies(), *network.Network(COUNT, SEED).tables()])
    session = SparkSession.builder.remote(os.environ["SPARK_REMOTE"]).getOrCreate()
    session.conf.set("spark.sql.ansi.enabled", "true")
    for name, schema, left_out in schemas():
        path = f"{folder.name}/{name}.parquet"
        write(path, schema, left_out, rows.get(name, ()))
        # The executors may run as another user.
        os.chmod(folder.name, 0o755)
        session.read.parquet(path).createOrReplaceTempView(name)
    size = sum(file.stat().st_size for file in pathlib.Path(folder.name).iterdir())
    print(f"made {size / 1e6:.0f} MB of Parquet in {time.time() - started:.0f} s", flush=True)

    def ask(words):
        statement = printed(*words, "--data", network.NAMES)
        started = time.time()
        found = answer(session, statement)
        taken = time.time() - started
        print(f"{' '.join(words):55} {found[0]:10} rows {taken:8.1f} s", flush=True)
        return found, taken

    for words in QUESTIONS:
        found, taken = ask(words)
        assert len(workers()) == 2, workers()
    threading.Timer(0.4 * taken, kill_a_worker).start()
    again, _ = ask(QUESTIONS[-1])
    assert len(workers()) == 1, workers()
    assert again == found, (again, found)
    print("the answer with one worker is the same")


main()
