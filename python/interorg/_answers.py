"""Answers of the program as tables and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from . import _tables
from ._columns import Column, Description, descriptions
from ._errors import Finding, InterorgError, error_of
from ._program import LIMITS, Data, findings, refuse, run

# The options that say where a dataset is and how it is read: the columns of a table depend on them, too.
DATA_OPTIONS = (
    "as_recorded",
    "engine",
    "engine_schema",
    "engine_timeout",
    "lang",
    "max_records",
    "whole_up_to",
    *LIMITS,
)

# The options of the program that change what is written, and where.
WRITING_OPTIONS = ("codebook", "format", "output")

# The options that make another answer of a subcommand, with a schema of its own.
OTHER_ANSWERS = ("coverage", "definitions")


def table(name: str, *, data: Data = None, as_: str | None = None, **options: Any) -> Any:
    """Returns a table of ``interorg export``, such as ``dyad-years`` or ``spells``.

    ``as_`` is ``"pandas"``, ``"polars"``, ``"pyarrow"`` or ``"records"``, a list of dictionaries. Without it, the table
    is of the first of these that is installed. Every column has the type that the codebook states, whatever is in it. A
    missing value is missing; if there are any, the column whose name ends in ``_missing`` has the reasons. A table
    without rows has all columns and no reasons.

    >>> years = table("dyad-years", between=["UN", "EU"], during="2003..2004", as_="records")
    >>> [(year["year"], year["formal_phase"]) for year in years]
    [(2003, 'formalized'), (2004, 'formalized')]
    """
    _tables.library(as_)
    described = _table_descriptions(name, data, options)
    rows = answer("export", name, data=data, **options)["rows"]
    return _made(described, rows, bool(options.get("directed")), as_)


def ask(subcommand: str, *arguments: Any, data: Data = None, as_: str | None = None, **options: Any) -> Any:
    """Returns the answer of a subcommand as a table, of the types that `table` has.

    The columns depend on the options, and not on the rows: a table without rows has the same. Only a ``matrix`` without
    cells has no more than the columns that every matrix has.

    The subcommands are those whose answer is one table: ``partners``, ``links``, ``operations``, ``motives``,
    ``milestones``, ``list``, ``find``, ``path``, ``matrix`` and ``measures``. For the others there is `answer`.

    >>> [row["b_label"] for row in ask("links", between=["UN", "NATO", "EU"], as_="records")]
    ['EU', 'EU', 'NATO']
    """
    _tables.library(as_)
    part = "cells" if subcommand == "matrix" else "rows"
    others = [name for name in OTHER_ANSWERS if options.get(name)]
    described = descriptions(_schema_of((others or [subcommand])[0]), part)
    if len(described) == 0:
        raise ValueError(f"the answer of {subcommand!r} is not one table; interorg.answer has all of it")
    rows = answer(subcommand, *arguments, data=data, **options)[part]
    if not rows and part == "rows":
        header = _header(subcommand, *arguments, data=data, **options)
        names = max((one.named_in(header) for one in described), key=len)
        return _tables.made(_variant(described, names, False).columns(names), rows, as_)
    return _made(described, rows, False, as_)


def answer(subcommand: str, *arguments: Any, data: Data = None, **options: Any) -> dict[str, Any]:
    """Returns the whole answer of a subcommand: the query, the dataset, notes, and rows or parts, as JSON has them.

    >>> answer("matrix", "motive", "dyad")["unit"]
    'motives'
    """
    refuse(options, WRITING_OPTIONS, "interorg.run has it")
    ended = run(subcommand, *arguments, data=data, format="json", **options)
    if not ended.output.strip():
        raise error_of(ended.messages, ended.status)
    found: dict[str, Any] = json.loads(ended.output)
    return found


def columns(name: str, *, data: Data = None, directed: bool = False, **options: Any) -> list[Column]:
    """Returns the columns of a table of ``interorg export``, with their types and meanings.

    The options are those of `table`.

    >>> print(columns("dyad-years")[0].type)
    integer
    """
    refuse(options, WRITING_OPTIONS, "interorg.run has it")
    described = _table_descriptions(name, data, options)
    if not options.keys() <= set(DATA_OPTIONS):
        # The program refuses options that the table does not have.
        run("export", name, data=data, codebook=True, directed=directed, **options)
    return _variant(described, (), directed).columns()


def check(data: Data, **options: Any) -> list[Finding]:
    """Returns all findings of the check of a dataset; none if it is flawless.

    Raises InterorgError if it cannot be read.
    """
    refuse(options, (*WRITING_OPTIONS, "coverage"), "interorg.run has it")
    return findings(data, options)[1]


def _table_descriptions(name: str, data: Data, options: Mapping[str, Any]) -> list[Description]:
    reading = {option: options[option] for option in DATA_OPTIONS if option in options}
    schema = json.loads(run("schema", data=data, table=name, **reading).output)
    return descriptions(schema, "rows")


@cache
def _schema_of(subcommand: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(run("schema", of=subcommand).output)
    return schema


def _header(subcommand: str, *arguments: Any, data: Data, **options: Any) -> list[str]:
    """Returns the names of the columns as CSV has them, which names those of a table without rows too."""
    try:
        text = run(subcommand, *arguments, data=data, format="csv", **options).text
    except InterorgError:
        # The findings of a check cannot be written as CSV; they have the same columns always.
        return []
    return next(csv.reader(io.StringIO(text)), [])


def _made(described: list[Description], rows: list[dict[str, Any]], directed: bool, as_: str | None) -> Any:
    # Rows have the same fields, but for reasons.
    found = list(dict.fromkeys(name for row in rows for name in row))
    return _tables.made(_variant(described, found, directed).columns(found), rows, as_)


def _variant(described: list[Description], found: Iterable[str], directed: bool) -> Description:
    """Returns the description that rows with these fields satisfy. A table by year has one of dyads and one of directed
    dyads; if there are no rows, only the option distinguishes them."""
    unknown = [(one.unknown(found), one) for one in described]
    fitting = [one for names, one in unknown if not names]
    if not fitting:
        names = min((names for names, _ in unknown), key=len)
        raise RuntimeError(f"the program wrote columns that its schema does not have: {', '.join(names)}")
    return fitting[-1] if directed else fitting[0]
