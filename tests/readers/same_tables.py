"""Compares the rows of all tables in two databases of DuckDB, and prints the tables that differ as JSON.

    same_tables.py FIRST SECOND [ORDINALS]

Sort keys are compared only with ORDINALS; of the fingerprint and the flag of parts nothing is compared.
"""

import json
import sys

import duckdb

FIRST, SECOND = sys.argv[1:3]
LEFT_OUT = {"in_parts", "fingerprint", "fingerprint_missing"} | (set() if sys.argv[3:] else {"ordinal", "joint"})


def tables(path):
    database = duckdb.connect(path, read_only=True)
    names = [name for (name,) in database.execute("SELECT table_name FROM information_schema.tables ORDER BY 1").fetchall()]
    found = {}
    for name in names:
        columns = [row[0] for row in database.execute(f"DESCRIBE {name}").fetchall()]
        columns = [column for column in columns if column not in LEFT_OUT]
        rows = database.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall()
        found[name] = sorted(map(str, rows))
    return found


first, second = tables(FIRST), tables(SECOND)
differences = {}
for name in sorted(first.keys() | second.keys()):
    a, b = first.get(name, []), second.get(name, [])
    if a != b:
        differences[name] = [sorted(set(a) - set(b))[:2], sorted(set(b) - set(a))[:2], len(a), len(b)]
print(json.dumps({"tables": len(first), "rows": sum(map(len, first.values())), "differences": differences}))
