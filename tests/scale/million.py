"""A million partnerships in PostgreSQL: makes the tables, asks the printed questions, and prints the times.

    million.py INTERORG PARTNERSHIPS [SEED]

Needs INTERORG_POSTGRES (see tests/readers/engines.sh). network.py has the rows; million.txt has the result of a run.
"""

import os
import subprocess
import sys
import time

import psycopg

import network

INTERORG, COUNT = sys.argv[1], int(sys.argv[2])
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
QUESTIONS = (
    ["partners", "o1", "--at", "2005"],
    ["partners", "o77", "--at", "2005"],
    ["links", "--with", "o1", "--at", "2005"],
    ["links", "--between", "o1", "o2", "o3"],
    ["links", "--motive", "materialist", "--during", "2000..2010"],
    ["operations", "--with", "o1", "--at", "2005"],
    ["motives", "--with", "o1"],
)


class Tables:
    def __init__(self):
        self.database = psycopg.connect(os.environ["INTERORG_POSTGRES"], autocommit=True)
        self.database.execute("DROP SCHEMA IF EXISTS scale CASCADE")
        self.database.execute("CREATE SCHEMA scale")
        self.database.execute("SET search_path TO scale")
        # Compiling the plan of a statement takes longer than any of these statements.
        self.database.execute("SET jit = off")
        schema = subprocess.run([INTERORG, "sql", "--schema", "postgres"], capture_output=True, text=True, check=True)
        tables, self.indexes = schema.stdout.split("\nCREATE INDEX", 1)
        self.database.execute(tables)
        columns = "SELECT table_name, column_name, is_nullable, data_type FROM information_schema.columns WHERE table_schema = 'scale' ORDER BY ordinal_position"
        self.columns = {}
        for table, name, nullable, kind in self.database.execute(columns):
            default = None if nullable == "YES" else network.missing(kind)
            self.columns.setdefault(table, {})[name] = default

    def fill(self, table, rows):
        columns = self.columns[table]
        with self.database.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row({**columns, **row}.values())

    def finish(self):
        self.database.execute("CREATE INDEX" + self.indexes)
        self.database.execute("ANALYZE")


def main():
    started = time.time()
    tables = Tables()
    for name, rows in (*network.vocabularies(), *network.Network(COUNT, SEED).tables()):
        tables.fill(name, rows)
    tables.finish()
    print(f"loaded in {time.time() - started:.0f} s")
    hub = tables.database.execute("SELECT COUNT(*) FROM partnership WHERE a = 'o1' OR b = 'o1'").fetchone()[0]
    print(f"the hub has {hub} partners")
    for words in QUESTIONS:
        statement = subprocess.run([INTERORG, "sql", *words, "--data", network.NAMES], capture_output=True, text=True, check=True).stdout
        started = time.time()
        rows = tables.database.execute(statement).fetchall()
        print(f"{' '.join(words):55} {len(rows):9} rows {time.time() - started:8.2f} s", flush=True)


main()
