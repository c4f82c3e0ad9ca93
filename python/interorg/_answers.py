"""Answers of the program as tables and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from . import _tables
from ._columns import Column, Description, descriptions
from ._errors import Finding, error_of
from ._program import Data, findings, run

# The options that say where a dataset is and how it is read: the columns of a table depend on them, too.
DATA_OPTIONS = (
    "as_recorded",
    "engine",
    "engine_schema",
    "engine_timeout",
    "lang",
    "max_records",
    "max_size",
    "whole_up_to",
)


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

    The subcommands are those whose answer is one table: ``partners``, ``links``, ``operations``, ``motives``,
    ``milestones``, ``list``, ``find``, ``path``, ``matrix`` and ``measures``. For the others there is `answer`.

    >>> [row["b_label"] for row in ask("links", between=["UN", "NATO", "EU"], as_="records")]
    ['EU', 'EU', 'NATO']
    """
    _tables.library(as_)
    part = "cells" if subcommand == "matrix" else "rows"
    described = descriptions(_schema_of(subcommand), part)
    if len(described) == 0:
        raise ValueError(f"the answer of {subcommand!r} is not one table; interorg.answer has all of it")
    rows = answer(subcommand, *arguments, data=data, **options)[part]
    return _made(described, rows, False, as_)


def answer(subcommand: str, *arguments: Any, data: Data = None, **options: Any) -> dict[str, Any]:
    """Returns the whole answer of a subcommand: the query, the dataset, notes, and rows or parts, as JSON has them.

    >>> answer("matrix", "motive", "dyad")["unit"]
    'motives'
    """
    ended = run(subcommand, *arguments, data=data, format="json", **options)
    if not ended.output.strip():
        raise error_of(ended.messages, ended.status)
    found: dict[str, Any] = json.loads(ended.output)
    return found


def columns(name: str, *, data: Data = None, directed: bool = False, **options: Any) -> list[Column]:
    """Returns the columns of a table of ``interorg export``, with their types and meanings.

    >>> print(columns("dyad-years")[0].type)
    integer
    """
    described = _table_descriptions(name, data, options)
    return _variant(described, (), directed).columns()


def check(data: Data) -> list[Finding]:
    """Returns all findings of the check of a dataset; none if it is flawless.

    Raises InterorgError if it cannot be read.
    """
    return findings(data)[1]


def _table_descriptions(name: str, data: Data, options: Mapping[str, Any]) -> list[Description]:
    reading = {option: options[option] for option in DATA_OPTIONS if option in options}
    schema = json.loads(run("schema", data=data, table=name, **reading).output)
    return descriptions(schema, "rows")


@cache
def _schema_of(subcommand: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(run("schema", of=subcommand).output)
    return schema


def _made(described: list[Description], rows: list[dict[str, Any]], directed: bool, as_: str | None) -> Any:
    # Rows have the same fields, but for reasons.
    found = dict.fromkeys(name for row in rows for name in row)
    return _tables.made(_variant(described, found, directed).columns(found), rows, as_)


def _variant(described: list[Description], found: Any, directed: bool) -> Description:
    """Returns the description that rows with these fields satisfy. A table by year has one of dyads and one of directed
    dyads; if there are no rows, only the option distinguishes them."""
    fitting = [one for one in described if one.has(found)]
    return fitting[-1] if directed else fitting[0]
