"""Knowledge graphs of partnerships between international organizations, from Python.

The program ``interorg`` comes with this package and does the work; this module calls it and gives its answers the types
that the program states for them. Nothing else need be installed. ::

    import interorg

    years = interorg.table("dyad-years", during="1990..2010")
    partners = interorg.ask("partners", "EU", at=2005)
    interorg.diagram("timeline")  # shows itself in a notebook

Keyword arguments are the options of the program, with ``_`` for ``-``: ``min_phase="formalized"`` is ``--min-phase
formalized``. A list repeats an option, ``True`` is an option without a value, and ``None`` and ``False`` leave one out.
An empty list is an error. Other arguments are never options, whatever they begin with.
An option whose name is a word of Python ends in ``_``: ``with_=["EU", "AU"]``.

``data`` is the path of a dataset (a file or directory), a list of paths, or a dataset as a mapping. Without it, the
dataset that comes with the program is used.
"""

from ._answers import answer, ask, check, columns, table
from ._columns import Column, Type
from ._diagram import Diagram, diagram
from ._errors import Finding, InterorgError
from ._program import Run, program, run

__all__ = [
    "Column",
    "Diagram",
    "Finding",
    "InterorgError",
    "Run",
    "Type",
    "answer",
    "ask",
    "check",
    "columns",
    "diagram",
    "program",
    "run",
    "table",
]
