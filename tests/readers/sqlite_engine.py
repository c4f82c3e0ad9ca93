"""A database of SQLite as an engine: reads a statement from standard input, and writes its rows as CSV."""

import csv
import re
import sqlite3
import sys

if len(sys.argv) < 2:
    sys.exit()
statement = sys.stdin.read().rstrip().removesuffix(";")
# SQLite has days as texts.
rows = sqlite3.connect(sys.argv[1]).execute(re.sub(r"DATE ('\d)", r"\1", statement))
writer = csv.writer(sys.stdout, lineterminator="\n")
writer.writerow([column[0] for column in rows.description])
writer.writerows(rows)
