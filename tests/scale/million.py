"""A million partnerships in PostgreSQL: makes the tables, asks the printed questions, and prints the times.

    million.py INTERORG PARTNERSHIPS [SEED]

Needs INTERORG_POSTGRES (see tests/readers/engines.sh). For a fifth of the organizations as partnerships, twice as many spells
and motives and five times as many participations, most organizations have few partners and one has many (the hub). The rows have
no statements and no evidence: what is measured are the questions of `interorg sql`. million.txt has the result of a run.
"""

import datetime
import os
import random
import subprocess
import sys
import time

import psycopg

INTERORG, COUNT = sys.argv[1], int(sys.argv[2])
chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
ORGANIZATIONS, OPERATIONS = COUNT // 5, COUNT
FIRST, OPEN, NEVER = datetime.date(1945, 1, 1), datetime.date(9999, 12, 31), datetime.date(1, 1, 1)
PHASES = ["none", "contact", "ad-hoc", "formalized", "institutionalized"]
MOTIVES = [("organizational-survival", "materialist"), ("neutralizing-competition", "materialist"),
           ("resource-dependence", "materialist"), ("legitimization", "ideational"),
           ("shared-values", "ideational"), ("organizational-learning", "ideational")]
ROLES = ["lead", "support", "funding", "training", "airlift", "parallel"]
DOUBTS = {"start_doubt_day": NEVER, "start_sure_day": NEVER, "end_doubt_day": NEVER, "end_sure_day": NEVER}


def day(earliest=FIRST, years=75):
    return earliest + datetime.timedelta(days=chance.randrange(years * 365))


def organization():
    """The one with number 1 is the hub; low numbers are frequent."""
    return 1 + int(ORGANIZATIONS * chance.random() ** 3)


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
            default = None if nullable == "YES" else {"bigint": 0, "boolean": False, "date": NEVER}.get(kind, "none")
            self.columns.setdefault(table, {})[name] = default

    def fill(self, table, rows):
        columns = self.columns[table]
        with self.database.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row({**columns, **row}.values())

    def finish(self):
        self.database.execute("CREATE INDEX" + self.indexes)
        self.database.execute("ANALYZE")


def names(number):
    return f"o{number}"


def partnerships():
    seen = set()
    while len(seen) < COUNT:
        a, b = sorted((organization(), 1 + chance.randrange(ORGANIZATIONS)))
        if a != b:
            seen.add((a, b))
    return sorted(seen)


def spells(pairs):
    for a, b in pairs:
        start, rung = day(), chance.randrange(1, 4)
        for number in (1, 2):
            end = OPEN if number == 2 else day(start, 20) + datetime.timedelta(days=1)
            yield {"partnership": f"o{a}--o{b}", "number": number, "statement": f"s{number}", "coding": "formal",
                   "phase": PHASES[rung], "rung": rung, "condition": "active", "from_edtf": str(start),
                   "to_edtf_missing": "none", "first_day": start, "end_day": end, "confidence_rank": 3, **DOUBTS}
            start, rung = end, min(4, rung + 1)


def motives(pairs):
    for a, b in pairs:
        for number in (1, 2):
            motive, family = chance.choice(MOTIVES)
            yield {"partnership": f"o{a}--o{b}", "number": number, "statement": f"m{number}", "holder": f"o{chance.choice((a, b))}",
                   "motive": motive, "family": family, "says": "It says so.", "first_day": day(), "end_day": OPEN,
                   "confidence_rank": 3, **DOUBTS}


def operations():
    for number in range(1, OPERATIONS + 1):
        start = day()
        yield number, start, day(start, 10) + datetime.timedelta(days=1)


def participations(spans):
    for number, start, end in spans:
        for place in range(1, 6):
            yield {"operation": f"p{number}", "number": place, "part": 1, "statement": f"t{place}", "organization": names(organization()),
                   "role": chance.choice(ROLES), "makes_tie": True, "status": "recorded", "first_day": start, "end_day": end,
                   "confidence_rank": 3, **DOUBTS}


def main():
    started = time.time()
    tables = Tables()
    vocabulary = zip(range(1, 9), PHASES)
    tables.fill("phase", ({"rung": row - 1, "id": phase, "label": phase, "absent": row == 1} for row, phase in vocabulary))
    tables.fill("motive_kind", ({"ordinal": row, "id": motive, "label": motive, "family": family} for row, (motive, family) in enumerate(MOTIVES, 1)))
    numbers = range(1, ORGANIZATIONS + 1)
    tables.fill("organization", ({"ordinal": n, "id": names(n), "abbreviation": names(n), "name": names(n), "first_day": FIRST, "end_day": OPEN, **DOUBTS} for n in numbers))
    tables.fill("lifetime", ({"organization": names(n), "number": 1, "first_day": FIRST, "end_day": OPEN} for n in numbers))
    pairs = partnerships()
    tables.fill("partnership", ({"ordinal": row, "id": f"o{a}--o{b}", "a": names(a), "b": names(b), "first_pass": True, "has_phases": True, "first_day": FIRST, "end_day": OPEN} for row, (a, b) in enumerate(pairs, 1)))
    tables.fill("spell", spells(pairs))
    tables.fill("motive", motives(pairs))
    spans = list(operations())
    tables.fill("operation", ({"ordinal": n, "id": f"p{n}", "label": f"p{n}", "name": f"p{n}", "first_day": start, "end_day": end, "confidence_rank": 3, **DOUBTS} for n, start, end in spans))
    tables.fill("participation", participations(spans))
    tables.finish()
    print(f"loaded in {time.time() - started:.0f} s")
    hub = tables.database.execute("SELECT COUNT(*) FROM partnership WHERE a = 'o1' OR b = 'o1'").fetchone()[0]
    print(f"the hub has {hub} partners")
    data = os.path.join(os.path.dirname(os.path.abspath(__file__)), "two.yaml")
    for words in (["partners", "o1", "--at", "2005"], ["partners", "o77", "--at", "2005"], ["links", "--with", "o1", "--at", "2005"],
                  ["links", "--between", "o1", "o2", "o3"], ["links", "--motive", "materialist", "--during", "2000..2010"],
                  ["operations", "--with", "o1", "--at", "2005"], ["motives", "--with", "o1"]):
        statement = subprocess.run([INTERORG, "sql", *words, "--data", data], capture_output=True, text=True, check=True).stdout
        started = time.time()
        rows = tables.database.execute(statement).fetchall()
        print(f"{' '.join(words):55} {len(rows):9} rows {time.time() - started:8.2f} s", flush=True)


main()
