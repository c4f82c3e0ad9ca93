"""Asks the printed statements in an engine, and compares the rows with the answers of the program.

    sql_engines.py INTERORG ENGINE COUNT SEED [DATASET]

ENGINE is sqlite, duckdb, postgres (with INTERORG_POSTGRES) or spark (with SPARK_REMOTE and INTERORG_SPARK_MASTER): see
engines.sh. COUNT questions are asked per subcommand, with filters drawn from the names of the dataset. Prints what
was compared as JSON: the questions, the rows, and the first differences.
"""

import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter

import questions
import sql_answers

INTERORG, ENGINE, COUNT, SEED = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
DATA = ["--data", sys.argv[5]] if len(sys.argv) > 5 else []


def interorg(*words, fails=False):
    done = subprocess.run([INTERORG, *words, *DATA], capture_output=True, text=True)
    if done.returncode not in (0, 1) and not fails:
        raise SystemExit(f"interorg {' '.join(words)}: {done.stderr}")
    return done


# --- the tables, as a database file has them


def tables():
    path = os.path.join(tempfile.mkdtemp(), "tables.sqlite")
    interorg("export", "sqlite", "-o", path)
    return sqlite3.connect(path)


SOURCE = tables()


def table_names():
    names = SOURCE.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in names]


def content(name):
    columns = SOURCE.execute(f"PRAGMA table_info({name})").fetchall()
    rows = SOURCE.execute(f"SELECT * FROM {name}").fetchall()
    booleans = [index for index, column in enumerate(columns) if column[2] == "BOOLEAN"]
    if booleans:
        rows = [[bool(v) if i in booleans else v for i, v in enumerate(row)] for row in rows]
    return [column[1] for column in columns], rows


# --- engines


class Sqlite:
    """The library of SQLite that Python has; days are texts there."""

    def ask(self, statement):
        return SOURCE.execute(re.sub(r"DATE ('\d)", r"\1", statement)).fetchall()


class Connected:
    """An engine with a connection as Python usually has it."""

    def ask(self, statement):
        return self.database.execute(statement).fetchall()

    def kept(self, statement):
        """The rows of a table that the engine makes of a statement."""
        self.database.execute(f"CREATE TEMPORARY TABLE kept AS {statement}")
        rows = self.database.execute("SELECT * FROM kept").fetchall()
        self.database.execute("DROP TABLE kept")
        return rows


class DuckDb(Connected):
    def __init__(self):
        import duckdb
        import pyarrow

        self.database = duckdb.connect()
        self.database.execute(interorg("sql", "--schema", "duckdb").stdout)
        for name in table_names():
            columns, rows = content(name)
            if rows:
                # Row by row, thousands take minutes.
                found = pyarrow.table(list(map(list, zip(*rows))), names=columns)
                self.database.execute(f"INSERT INTO {name} SELECT * FROM found")


class Postgres(Connected):
    def __init__(self):
        import psycopg

        self.database = psycopg.connect(os.environ.get("INTERORG_POSTGRES", ""), autocommit=True)
        schema = f"interorg_{os.getpid()}"
        self.database.execute(f"CREATE SCHEMA {schema}")
        self.database.execute(f"SET search_path TO {schema}")
        self.database.execute(interorg("sql", "--schema", "postgres").stdout)
        for name in table_names():
            _, rows = content(name)
            with self.database.cursor().copy(f"COPY {name} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        self.database.execute("ANALYZE")


class Spark:
    def __init__(self):
        from pyspark.sql import SparkSession

        self.session = SparkSession.builder.remote(os.environ["SPARK_REMOTE"]).getOrCreate()
        self.session.conf.set("spark.sql.ansi.enabled", "true")
        self.assert_two_workers()
        schema = interorg("sql", "--schema", "spark").stdout
        for statement in schema.split(";\n"):
            created = re.search(r"CREATE TABLE (\w+) \(\n(.*)\n\)$", statement, re.S)
            if created:
                self.load(created.group(1), created.group(2))

    def assert_two_workers(self):
        """One process on one machine would not show that the statements run on a cluster."""
        import urllib.request

        with urllib.request.urlopen(f"{os.environ['INTERORG_SPARK_MASTER']}/json/") as page:
            state = json.load(page)
        alive = [worker for worker in state["workers"] if worker["state"] == "ALIVE"]
        busy = [worker for worker in alive if worker["coresused"] > 0]
        assert len(busy) == 2, [(worker["id"], worker["state"], worker["coresused"]) for worker in state["workers"]]

    def load(self, name, definitions):
        import datetime

        columns, rows = content(name)
        types = dict(line.split()[:2] for line in definitions.split("\n"))
        days = [index for index, column in enumerate(columns) if types[column].startswith("DATE")]
        rows = [
            [datetime.date.fromisoformat(v) if i in days and v else v for i, v in enumerate(row)] for row in rows
        ]
        ddl = ", ".join(f"`{column}` {types[column].rstrip(',')}" for column in columns)
        frame = self.session.createDataFrame([tuple(row) for row in rows], ddl)
        frame.createOrReplaceTempView(name)

    def ask(self, statement):
        return [tuple(row) for row in self.session.sql(statement).collect()]


NAMES = questions.names(SOURCE)
DYADS = {name: f"{a}-{b}" for name, a, b in SOURCE.execute("SELECT id, a, b FROM partnership")}
# In answers, ties that follow from shared operations have ids like those of partnerships.
DYADS |= {
    f"{a}~{b}": f"{a}-{b}"
    for a, b in SOURCE.execute(
        "SELECT DISTINCT x.organization, y.organization FROM participation AS x JOIN participation AS y ON y.operation = x.operation"
    )
}
CODINGS = [coding for (coding,) in SOURCE.execute("SELECT id FROM coding ORDER BY ordinal")]
ORDINALS = dict(SOURCE.execute("SELECT id, ordinal FROM motive_kind"))


def rows_of(answer):
    answer = json.loads(answer)
    return answer["cells"] if "cells" in answer else answer["rows"]


def main():
    engine = {"sqlite": Sqlite, "duckdb": DuckDb, "postgres": Postgres, "spark": Spark}[ENGINE]()
    chance = random.Random(SEED)
    result = {"engine": ENGINE, "questions": 0, "rows": 0, "refused": 0, "not_in_sql": 0, "differences": []}
    # The others take minutes each on a small cluster.
    verbs = ("links", "partners", "motives", "operations") if ENGINE == "spark" else sql_answers.VERBS
    for verb in verbs:
        for _ in range(COUNT):
            own = chance.choice(NAMES["ORG"])
            filters = questions.filters(chance, NAMES)
            if verb == "path" and chance.random() < 0.7:
                # With many filters there is hardly a chain.
                filters = filters[:2] if filters[:1] != ["--between"] else []
            if verb in ("dyad-years", "matrix") and len(NAMES["ORG"]) == questions.MOST:
                filters = ["--with", own, *filters]  # There would be a million rows or cells.
            words = [verb, *sql_answers.arguments(verb, chance, own, NAMES["ORG"]), *filters]
            command = {"dyad-years": ["export", *words], "path": [*words, "--limit", "10000"]}.get(verb, words)
            answer = interorg(*command, "--format", "json", fails=True)
            max_steps = chance.choice([4, 4, 1, 3, 6])
            more = ["--max-steps", str(max_steps)] if verb == "path" else []
            statement = interorg("sql", *words, *more, fails=True)
            if "cannot be printed as SQL" in statement.stderr:
                result["not_in_sql"] += 1
                continue
            if answer.returncode == 2 or statement.returncode == 2:
                assert answer.returncode == statement.returncode, (words, answer.stderr, statement.stderr)
                result["refused"] += 1
                continue
            want = sql_answers.expected(verb, rows_of(answer.stdout), own, ORDINALS, CODINGS, max_steps)
            try:
                rows = engine.ask(statement.stdout)
                got = sql_answers.found(verb, rows, DYADS)
                if verb == "dyad-years" and hasattr(engine, "kept") and Counter(engine.kept(statement.stdout)) != Counter(rows):
                    got = ["the table that is made of the statement has other rows"]
            except Exception as error:  # any engine, any error
                got = [str(error)[:300]]
            result["questions"] += 1
            result["rows"] += len(want)
            if got != want:
                want, got = (sorted(rows, key=str) if isinstance(rows, set) else rows for rows in (want, got))
                first = next(
                    (pair for pair in zip(want + [None] * len(got), got + [None] * len(want)) if pair[0] != pair[1]), None
                )
                result["differences"].append({"words": words, "expected": first[0], "found": first[1], "more": more})
    result["different"] = len(result["differences"])
    result["differences"] = result["differences"][:8]
    print(json.dumps(result))


main()
