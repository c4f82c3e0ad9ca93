"""Compares files of Parquet, as DuckDB reads them, with the same tables in SQLite, and prints what it finds as JSON."""

import datetime
import json
import sqlite3
import sys
from pathlib import Path

import duckdb

folder, database = Path(sys.argv[1]), sqlite3.connect(sys.argv[2])
engine = duckdb.connect()
TYPES = {"INTEGER": "BIGINT", "REAL": "DOUBLE", "BOOLEAN": "BOOLEAN", "DATE": "DATE", "TEXT": "VARCHAR"}


def plain(value):
    """A value as SQLite has it: days as texts, booleans as numbers."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def ask(sql):
    return [[plain(value) for value in row] for row in engine.execute(sql).fetchall()]


differences = []
rows = {}
names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
for name in names:
    engine.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{folder / name}.parquet')")
    columns = [[column, TYPES[kind]] for _, column, kind, *_ in database.execute(f"PRAGMA table_info({name})")]
    found = [list(row[:2]) for row in engine.execute(f"DESCRIBE {name}").fetchall()]
    stored = [list(row) for row in database.execute(f"SELECT * FROM {name} ORDER BY rowid")]
    if found != columns or ask(f"SELECT * FROM {name}") != stored:
        differences.append(name)
    rows[name] = len(stored)

print(
    json.dumps(
        {
            "others": sorted({path.stem for path in folder.iterdir()} ^ set(names)),
            "differences": differences,
            "rows": rows,
            "spells": ask("SELECT actor, actor_missing, to_edtf, to_edtf_missing, absent, first_day FROM spell"),
            # Days are numbers of days, so they can be subtracted.
            "days_of_all_time": ask("SELECT max(end_day) - min(end_sure_day) FROM spell"),
            "created_by": ask(f"SELECT DISTINCT created_by FROM parquet_file_metadata('{folder}/*.parquet')"),
            "compression": ask(f"SELECT DISTINCT compression FROM parquet_metadata('{folder}/*.parquet')"),
        }
    )
)
