"""DuckDB as an engine: reads statements from standard input, and writes the rows of the last one as CSV."""

import csv
import sys

import duckdb

if len(sys.argv) < 2:
    sys.exit()
answer = duckdb.connect(sys.argv[1]).execute(sys.stdin.read())
rows = answer.fetchall()
if answer.description and answer.description[0][0] != "Count":
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([column[0] for column in answer.description])
    writer.writerows(rows)
