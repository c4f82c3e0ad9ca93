"""Tables of pandas, Polars and Apache Arrow, or of none of them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any, Callable

from ._columns import Column, Type

Row = dict[str, Any]


def library(as_: str | None) -> str:
    """Returns the kind of table that was requested, or else the first that is installed."""
    if as_ is None:
        return next(name for name in KINDS if name == "records" or find_spec(name))
    if as_ not in KINDS:
        raise ValueError(f"as_ must be one of {', '.join(KINDS)}, not {as_!r}")
    return as_


def made(columns: Sequence[Column], rows: Sequence[Row], as_: str | None) -> Any:
    """Returns a table with these columns."""
    values = {column.name: [_value(row.get(column.name), column.type) for row in rows] for column in columns}
    return KINDS[library(as_)]({column.name: column.type for column in columns}, values)


def _value(value: Any, of: Type) -> Any:
    """Returns a value of JSON as one of Python."""
    if value is None:
        return None
    if of.name == "number":
        return float(value)
    if of.item:
        return [_value(item, of.item) for item in value]
    if of.fields:
        return {name: _value(value.get(name), field) for name, field in of.fields}
    return value


def _records(types: dict[str, Type], values: dict[str, list[Any]]) -> list[Row]:
    for name in (name for name, of in types.items() if of.name == "date"):
        values[name] = [day and _date(day) for day in values[name]]
    return [dict(zip(types, row)) for row in zip(*values.values())]


def _date(day: str) -> datetime.date | str:
    """Returns a day as a date; the dates of Python have no days before the year 1, which remain texts."""
    try:
        return datetime.date.fromisoformat(day)
    except ValueError:
        return day


def _days_since_1970(day: str | None) -> int | None:
    """Returns a day of any year as a number. The calendar repeats itself every 400 years, which have 146,097 days."""
    if day is None:
        return None
    year, month, date = map(int, day.rsplit("-", 2))
    cycles, year = divmod(year, 400)
    same = datetime.date(2000 + year, month, date).toordinal() - datetime.date(1970, 1, 1).toordinal()
    return same + (cycles - 5) * 146_097


def _pandas(types: dict[str, Type], values: dict[str, list[Any]]) -> Any:
    import pandas

    # Open ends are in the years 1 and 9999, which nanoseconds cannot count.
    dtypes = {"integer": "Int64", "number": "Float64", "boolean": "boolean", "text": "string", "date": "datetime64[s]"}
    return pandas.DataFrame(
        {name: pandas.Series(values[name], dtype=dtypes.get(of.name, "object")) for name, of in types.items()}
    )


def _polars(types: dict[str, Type], values: dict[str, list[Any]]) -> Any:
    import polars

    dtypes = {
        "integer": polars.Int64,
        "number": polars.Float64,
        "boolean": polars.Boolean,
        "text": polars.String,
    }

    def dtype(of: Type) -> Any:
        if of.item:
            return polars.List(dtype(of.item))
        if of.fields:
            return polars.Struct({name: dtype(field) for name, field in of.fields})
        return dtypes[of.name]

    def series(name: str, of: Type) -> Any:
        if of.name == "date":
            return polars.Series(name, map(_days_since_1970, values[name]), dtype=polars.Int32).cast(polars.Date)
        return polars.Series(name, values[name], dtype=dtype(of))

    return polars.DataFrame([series(name, of) for name, of in types.items()])


def _pyarrow(types: dict[str, Type], values: dict[str, list[Any]]) -> Any:
    import pyarrow

    plain = {
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "text": pyarrow.string(),
    }

    def data_type(of: Type) -> Any:
        if of.item:
            return pyarrow.list_(data_type(of.item))
        if of.fields:
            return pyarrow.struct([(name, data_type(field)) for name, field in of.fields])
        return plain[of.name]

    def array(name: str, of: Type) -> Any:
        if of.name == "date":
            return pyarrow.array(map(_days_since_1970, values[name]), pyarrow.int32()).cast(pyarrow.date32())
        return pyarrow.array(values[name], data_type(of))

    return pyarrow.table({name: array(name, of) for name, of in types.items()})


# The kinds of tables, in the order in which they are tried.
KINDS: dict[str, Callable[[dict[str, Type], dict[str, list[Any]]], Any]] = {
    "pandas": _pandas,
    "polars": _polars,
    "pyarrow": _pyarrow,
    "records": _records,
}
