"""Pictures that show themselves in notebooks."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ._errors import error_of
from ._program import Data, run


@dataclass(frozen=True)
class Diagram:
    """A picture of the partnerships that match."""

    kind: str
    svg: str = field(repr=False)
    _data: Data = field(repr=False)
    _options: Mapping[str, Any] = field(repr=False)

    def _repr_svg_(self) -> str:
        # Notebooks put it into HTML, which has no declarations of XML.
        return self.svg[self.svg.index("<svg") :]

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Writes the picture to a file, in the format of its extension: SVG, PDF, PNG, Mermaid or DOT.

        A format other than SVG is drawn again from the dataset, which must still be there. Returns the path.
        """
        target = Path(path)
        if target.suffix.lower() == ".svg":
            target.write_bytes(self.svg.encode("utf-8"))
        else:
            run("diagram", self.kind, data=self._data, output=target, **self._options)
        return target


def diagram(kind: str = "network", *, data: Data = None, **options: Any) -> Diagram:
    """Draws a ``network``, a ``timeline``, an ``evolution`` or a ``matrix`` of the partnerships that match.

    Raises InterorgError if nothing matches.

    >>> diagram("timeline", between=["UN", "EU"])
    Diagram(kind='timeline')
    """
    drawn = run("diagram", kind, data=data, format="svg", **options)
    if not drawn.output:
        raise error_of(drawn.messages, drawn.status)
    return Diagram(kind, drawn.text, data, dict(options))
