"""The columns of an answer, as the program describes them in JSON Schemas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# The types of JSON Schema that are values here, with their names.
VALUES = {"integer": "integer", "number": "number", "boolean": "boolean", "string": "text"}

# The endings of the columns that accompany a value: the label of a term, and the reason why the value is missing.
LABEL = "_label"
REASON = "_missing"


@dataclass(frozen=True)
class Type:
    """The type of a column: ``integer``, ``number``, ``boolean``, ``text``, ``date`` (a day), ``list`` or ``record``.

    Dates as recorded, which may be uncertain or coarse (EDTF), are texts.
    """

    name: str
    item: Type | None = None
    fields: tuple[tuple[str, Type], ...] = ()

    def __str__(self) -> str:
        if self.item:
            return f"list of {self.item}"
        fields = ", ".join(f"{name}: {of}" for name, of in self.fields)
        return f"{self.name} of {fields}" if fields else self.name


@dataclass(frozen=True)
class Column:
    """A column of a table: its name, its type, and what it means."""

    name: str
    type: Type
    meaning: str


class Description:
    """The description of the rows of an answer."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self._properties: Mapping[str, Any] = row["properties"]
        self._required = set(row["required"])

    def unknown(self, names: Iterable[str]) -> list[str]:
        """Returns those of these fields that no row has."""
        return [name for name in names if name not in self._properties]

    def named_in(self, header: Iterable[str]) -> list[str]:
        """Returns the names of the columns whose fields are all in the header of a CSV file."""
        header = set(header)
        return [name for name, schema in self._properties.items() if header.issuperset(_fields(name, schema))]

    def columns(self, found: Iterable[str] = ()) -> list[Column]:
        """Returns the columns of a table in whose rows these fields are found. Columns that depend on options and
        reasons are among them only if they are found."""
        found = set(found)
        return [
            Column(name, _type(schema), schema.get("description", ""))
            for name, schema in self._properties.items()
            if name in found or name in self._required or self._is_label(name)
        ]

    def _is_label(self, name: str) -> bool:
        """Returns ``True`` for the label of a column that every row has."""
        return name.endswith(LABEL) and name[: -len(LABEL)] in self._required


def descriptions(schema: Mapping[str, Any], part: str) -> list[Description]:
    """Returns the descriptions of the rows in a part of an answer; several if they depend on options."""
    variants = schema.get("anyOf", [schema])
    parts = [variant["properties"].get(part) for variant in variants]
    return [Description(rows["items"]) for rows in parts if rows]


def _fields(name: str, schema: Mapping[str, Any]) -> list[str]:
    """Returns the fields of a column in a CSV file: a record has one for each of its values."""
    while "items" in schema:
        schema = schema["items"]
    properties: Mapping[str, Any] = schema.get("properties", {})
    parts = [(key, value) for key, value in properties.items() if not key.endswith(REASON)]
    return [field for key, value in parts for field in _fields(f"{name}_{key}", value)] or [name]


def _type(schema: Mapping[str, Any]) -> Type:
    # A reason is one of some words.
    names = schema.get("type", "string")
    name = next(name for name in ([names] if isinstance(names, str) else names) if name != "null")
    if name == "array":
        return Type("list", item=_type(schema["items"]))
    if name == "object":
        properties: dict[str, Any] = schema["properties"]
        return Type("record", fields=tuple((key, _type(value)) for key, value in properties.items()))
    return Type("date" if schema.get("format") == "date" else VALUES[name])
