"""Reads a database of the relational tables with SQLite itself, and prints what it finds as JSON."""

import json
import sqlite3
import sys

database = sqlite3.connect(sys.argv[1])
ask = lambda sql: [list(row) for row in database.execute(sql)]
if len(sys.argv) > 2:
    # A query, printed as the shell of SQLite does.
    with open(sys.argv[2], encoding="utf-8") as query:
        for row in ask(query.read()):
            print("|".join(map(str, row)))
    sys.exit()

tables = [name for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'table'")]

PARTNERS = """
SELECT v.a, v.b, v.phase, v.condition
FROM partnership_phase AS v JOIN partnership AS p ON p.id = v.partnership
WHERE v.coding = (SELECT id FROM coding WHERE ordinal = 1) AND 'un' IN (v.a, v.b) AND NOT v.absent
  AND v.first_day <= '2005-12-31' AND '2005-12-31' < v.end_day
ORDER BY p.ordinal
"""
SHARED = """
SELECT count(DISTINCT operation) FROM shared_operation
WHERE (a, b) = ('un', 'au') AND first_day <= '2005-12-31' AND '2005-12-31' < end_day
"""


def refused():
    """Which wrong rows are refused."""
    database.execute("PRAGMA foreign_keys = ON")
    changes = {
        "foreign key": "UPDATE spell SET phase = 'no-such-phase'",
        "reason": "UPDATE spell SET actor = NULL, actor_missing = NULL",
    }
    found = []
    for name, change in changes.items():
        try:
            database.execute(change)
        except sqlite3.IntegrityError:
            found.append(name)
    return found


print(
    json.dumps(
        {
            "foreign_key_check": ask("PRAGMA foreign_key_check"),
            "integrity_check": ask("PRAGMA integrity_check"),
            "counts": {name: ask(f"SELECT count(*) FROM {name}")[0][0] for name in tables},
            "spells": ask("SELECT actor, actor_missing, to_edtf, to_edtf_missing, absent, first_day FROM spell"),
            "types": [
                ask("SELECT typeof(first_day) FROM spell")[0][0],
                ask("SELECT typeof(rung) FROM spell")[0][0],
                ask("SELECT coalesce((SELECT typeof(value) FROM amount), 'real')")[0][0],
            ],
            "partners_of_the_un": ask(PARTNERS),
            "shared_by_un_and_au": ask(SHARED)[0][0],
            "refused": refused(),
        }
    )
)
