"""Pictures that show themselves in notebooks."""

from __future__ import annotations

import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ._errors import InterorgError, error_of
from ._program import Data, refuse, run

# The options of the program that `save` decides about.
WRITING_OPTIONS = ("format", "output")


@dataclass(frozen=True, eq=False)
class Diagram:
    """A picture of the partnerships that match."""

    kind: str
    svg: str = field(repr=False)
    _data: Data = field(repr=False)
    _options: Mapping[str, Any] = field(repr=False)

    def _repr_svg_(self) -> str:
        # Notebooks put it into HTML, which has no declarations of XML.
        return self.svg[self.svg.index("<svg") :]

    def save(self, path: str | os.PathLike[str], **options: Any) -> Path:
        """Writes the picture to a file, in the format of its extension: SVG, PDF, PNG, Mermaid or DOT.

        Options are those of the drawing, and those of the format, such as ``scale=4`` for PNG; ``None`` leaves out one of
        the drawing. With options, or in a format other than SVG, the picture is drawn again from the dataset, which must
        still be there. Returns the path.
        """
        refuse(options, WRITING_OPTIONS, "the extension of the path names the format")
        target = Path(path)
        if target.suffix.lower() == ".svg" and not options:
            _write(target, self.svg)
        else:
            run("diagram", self.kind, data=self._data, output=target, **{**self._options, **options})
        return target


def diagram(kind: str = "network", *, data: Data = None, **options: Any) -> Diagram:
    """Draws a ``network``, a ``timeline``, an ``evolution`` or a ``matrix`` of the partnerships that match.

    Raises InterorgError if nothing matches.

    >>> diagram("timeline", between=["UN", "EU"])
    Diagram(kind='timeline')
    """
    refuse(options, WRITING_OPTIONS, "Diagram.save writes files")
    drawn = run("diagram", kind, data=data, format="svg", **options)
    if not drawn.output:
        raise error_of(drawn.messages, drawn.status)
    return Diagram(kind, drawn.text, data, dict(options))


def _write(target: Path, text: str) -> None:
    """Writes a file as a whole: if that fails, the file that was there before remains."""
    whole = Path(os.path.realpath(target))
    part = whole.with_name(f"{uuid.uuid4().hex}.part")
    try:
        part.write_bytes(text.encode("utf-8"))
        os.replace(part, whole)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InterorgError(f"cannot write `{target}`: {error.strerror}", None, 2) from error
