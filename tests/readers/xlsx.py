"""Compares a workbook, as openpyxl reads it, with the same tables in SQLite, and prints what it finds as JSON."""

import datetime
import json
import sqlite3
import sys

from openpyxl import load_workbook

workbook, database = load_workbook(sys.argv[1]), sqlite3.connect(sys.argv[2])
FIRST_DATE = "1900-03-01"


def plain(cell):
    """A cell as SQLite has its value: days as texts, booleans as numbers."""
    if isinstance(cell.value, datetime.datetime):
        day = cell.value.date().isoformat()
        assert day >= FIRST_DATE and cell.number_format == "yyyy-mm-dd", (day, cell.number_format)
        return day
    return int(cell.value) if isinstance(cell.value, bool) else cell.value


def expected(row, columns):
    """The values of a row of SQLite without the columns of reasons, and with the codes of missing values."""
    values = dict(zip(columns, row))
    for column, value in values.items():
        if f"{column}_missing" in values and value is None:
            value = CODES.get((columns[column], values[f"{column}_missing"]), values[f"{column}_missing"])
        if column.endswith("_missing") and column.removesuffix("_missing") in values:
            continue
        # openpyxl reads an empty text as no value.
        yield None if value == "" else value


codebook = [[cell.value for cell in row] for row in workbook.worksheets[-1].rows]
CODES = {("INTEGER", row[1]): int(row[2]) for row in codebook if row[0] == "missing value"}
CODES |= {("REAL", word): code for (_, word), code in CODES.items()}
TEXTS = {(row[0], row[1]) for row in codebook if (row[2] or "").startswith("text")}
names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'dataset_record'")]
differences = []
late_texts = []
for name in names:
    sheet = workbook[name]
    columns = {column: kind for _, column, kind, *_ in database.execute(f"PRAGMA table_info({name})")}
    # In columns of free texts, nothing is written if there is none.
    types = {column: "SILENT" if (name, column) in TEXTS else kind for column, kind in columns.items()}
    CODES[("SILENT", "none")] = None
    dates = [number for number, column in enumerate(cell.value for cell in sheet[1]) if columns[column] == "DATE"]
    days = [row[number] for row in sheet.iter_rows(min_row=2, values_only=True) for number in dates]
    late_texts += [day for day in days if isinstance(day, str) and day >= FIRST_DATE and day[0].isdigit()]
    header, *rows = [[plain(cell) for cell in row] for row in sheet.rows]
    stored = [list(expected(row, types)) for row in database.execute(f"SELECT * FROM {name} ORDER BY rowid")]
    own = [column for column in columns if not (column.endswith("_missing") and column[:-8] in columns)]
    if header != own or rows != stored or [row[1] for row in codebook if row[0] == name][1:] != own:
        differences.append(name)

cells = [cell for sheet in workbook.worksheets for row in sheet.rows for cell in row]
values = [cell.value for cell in cells]
spell = workbook["spell"]
print(
    json.dumps(
        {
            "sheets": len(workbook.sheetnames),
            "last": workbook.sheetnames[-1],
            "longest_name": max(map(len, workbook.sheetnames)),
            "differences": differences,
            "formulas": sum(cell.data_type == "f" for cell in cells),
            "like_formulas": [cell.value for cell in cells if isinstance(cell.value, str) and cell.value.startswith("=")],
            "frozen": sorted({sheet.freeze_panes for sheet in workbook.worksheets}),
            "filtered": all(sheet.auto_filter.ref == sheet.dimensions for sheet in workbook.worksheets),
            "bold": all(cell.font.bold for cell in spell[1]) and not any(cell.font.bold for cell in spell[2]),
            "late_texts": late_texts,
            "open_starts": values.count("0001-01-01"),
            "created": workbook.properties.created.isoformat(),
            "note": any("1900-03-01" in (row[4] or "") for row in codebook if row[0] == "note"),
        }
    )
)
