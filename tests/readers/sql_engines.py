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

import questions

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


class DuckDb:
    def __init__(self):
        import duckdb

        self.database = duckdb.connect()
        self.database.execute(interorg("sql", "--schema", "duckdb").stdout)
        for name in table_names():
            columns, rows = content(name)
            if rows:
                places = ", ".join("?" * len(columns))
                self.database.executemany(f"INSERT INTO {name} VALUES ({places})", rows)

    def ask(self, statement):
        return self.database.execute(statement).fetchall()


class Postgres:
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

    def ask(self, statement):
        return self.database.execute(statement).fetchall()


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
        self.session.catalog.cacheTable(name)

    def ask(self, statement):
        return [tuple(row) for row in self.session.sql(statement).collect()]


NAMES = questions.names(SOURCE)


# --- the answers of the program as rows


def present(row, name):
    return row[name] if row[name] is not None else row[f"{name}_missing"]


def facts(row, head, sides):
    """The facts of a partnership: kind, holder, id, date, doubt."""
    doubts = {(one["kind"], one["id"], one["holder"]): True for one in row["uncertain"]}
    bound = next((one["kind"] for one in row["uncertain"] if one["kind"] in ("start", "end")), "none")
    found = [("partnership", "none", None, "none", "none")]
    if row["since"] is not None:
        doubt = "or-earlier" if row["since_or_earlier"] else "none"
        found.append(("since", "none", "none", row["since"], doubt))
    if row["phase"] is not None:
        found.append(("phase", row.get("phase_of") or "none", row["phase"], row["phase_since"], bound))
    if row["condition"] is not None:
        found.append(("condition", "none", row["condition"], row["condition_since"], None))
    if row["ended"] is not None or row["ended_missing"] != "none":
        found.append(("ended", "none", "none", present(row, "ended"), "none"))
    held = [(motive, side) for side, name in sides for motive in row[name]]
    found += [
        ("motive", side, motive, "none", "uncertain" if ("motive", motive, side) in doubts else "none")
        for motive, side in held
    ]
    found += [("possible-motive", one["holder"], one["id"], "none", "possible") for one in row["possible_motives"]]
    found += [
        ("operation", "none", one, "none", "uncertain" if ("operation", one, None) in doubts else "none")
        for one in row["operations"]
    ]
    return [(*head, *fact) for fact in found]


ORDINALS = {motive: ordinal for motive, ordinal in SOURCE.execute("SELECT id, ordinal FROM motive_kind")}


def in_order(found):
    """The motives of both sides in the order of a statement: by the vocabulary, then by the id of the holder."""
    kinds = ["partnership", "since", "phase", "condition", "ended", "motive", "possible-motive", "operation"]
    order = lambda fact: (kinds.index(fact[-5]), ORDINALS.get(fact[-3], 0), fact[-4]) if "motive" in fact[-5] else (
        kinds.index(fact[-5]),)
    return sorted(found, key=order)


def expected(verb, rows, own):
    if verb == "links":
        return [
            fact
            for row in rows
            for fact in in_order(facts(row, (row["a"], row["b"]), [(row["a"], "a_motives"), (row["b"], "b_motives")]))
        ]
    if verb == "partners":
        return [
            fact
            for row in rows
            for fact in in_order(
                facts(row, (row["partner"],), [(own, "own_motives"), (row["partner"], "partner_motives")])
            )
        ]
    rank = {"low": 1, "medium": 2, "high": 3}
    if verb == "motives":
        return [
            (row["a"], row["b"], row["holder"], row["motive"], row["family"], present(row, "from"), present(row, "to"),
             row["statement"], rank[row["confidence"]], "possible" if row["is_possible"] else "none")
            for row in rows
        ]
    return [
        (row["operation"], present(row, "start"), present(row, "end"), rank[row["confidence"]], one["organization"],
         one["role"], one["status"], present(one, "from"), present(one, "to"))
        for row in rows
        for one in row["participations"]
        or [dict.fromkeys(["organization", "role", "status", "from", "to"], "none")]
    ]


def found(verb, rows):
    """The rows of a statement without sort keys, which answers do not have."""
    if verb in ("links", "partners"):
        # The id of a partnership is not in the answer, and neither is the doubt of a condition.
        width = 2 if verb == "links" else 1
        result = []
        for row in rows:
            head, (fact, _, holder, one, date, doubt) = row[1 : 1 + width], row[1 + width :]
            one = None if fact == "partnership" else one
            result.append((*head, fact, holder, one, date, None if fact == "condition" else doubt))
        return result
    if verb == "motives":
        return [(*row[1:3], *row[4:]) for row in rows]
    return [(*row[1:5], *row[6:]) for row in rows]


def main():
    engine = {"sqlite": Sqlite, "duckdb": DuckDb, "postgres": Postgres, "spark": Spark}[ENGINE]()
    chance = random.Random(SEED)
    result = {"engine": ENGINE, "questions": 0, "rows": 0, "refused": 0, "not_in_sql": 0, "differences": []}
    for verb in ("links", "partners", "motives", "operations"):
        for _ in range(COUNT):
            own = chance.choice(NAMES["ORG"])
            words = [verb, *([own] if verb == "partners" else []), *questions.filters(chance, NAMES)]
            answer = interorg(*words, "--format", "json", fails=True)
            statement = interorg("sql", *words, fails=True)
            if "cannot be printed as SQL" in statement.stderr:
                result["not_in_sql"] += 1
                continue
            if answer.returncode == 2 or statement.returncode == 2:
                assert answer.returncode == statement.returncode, (words, answer.stderr, statement.stderr)
                result["refused"] += 1
                continue
            want = expected(verb, json.loads(answer.stdout)["rows"], own)
            try:
                got = found(verb, engine.ask(statement.stdout))
            except Exception as error:  # any engine, any error
                got = [str(error)[:300]]
            result["questions"] += 1
            result["rows"] += len(want)
            if got != want:
                first = next(
                    (pair for pair in zip(want + [None] * len(got), got + [None] * len(want)) if pair[0] != pair[1]), None
                )
                result["differences"].append({"words": words, "expected": first[0], "found": first[1]})
    result["different"] = len(result["differences"])
    result["differences"] = result["differences"][:8]
    print(json.dumps(result))


main()
