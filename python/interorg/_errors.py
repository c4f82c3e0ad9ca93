"""What the program refuses, and what its check finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Finding:
    """A problem of a dataset, as ``interorg check`` reports it.

    ``related`` is the other end of a conflict: a message, a file, a line, a column and an excerpt.
    """

    severity: str
    code: str
    message: str
    hint: str | None
    file: str | None
    line: int | None
    column: int | None
    excerpt: str | None
    related: Mapping[str, Any] | None

    def __str__(self) -> str:
        place = [self.file, self.line, self.column]
        known = ":".join(str(part) for part in place if part is not None)
        hint = f" ({self.hint})" if self.hint else ""
        return f"{known + ': ' if known else ''}{self.severity}[{self.code}]: {self.message}{hint}"


class InterorgError(Exception):
    """Something that the program could not do.

    ``message`` says what, ``hint`` what to do about it, if the program knows. ``status`` is the exit status of the
    program: 2 for an error, 1 if nothing matched. ``findings`` are those of the check, if the dataset has errors.
    """

    def __init__(self, message: str, hint: str | None, status: int, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message, hint, status, findings)
        self.message = message
        self.hint = hint
        self.status = status
        self.findings = list(findings)

    def __str__(self) -> str:
        lines = [self.message, *(str(finding) for finding in self.findings)]
        if self.hint and not self.findings:
            lines.append(self.hint)
        return "\n".join(lines)


# How the lines begin that have an error, and those that say what to do about it. Some of the latter are indented.
ERROR = "error: "
HINTS = ("hint: ", "tip: ", "[possible values: ")

# How the lines begin that are not about the error before them.
OTHERS = ("note: ", "warning: ")


def error_of(messages: str, status: int, findings: Sequence[Finding] = ()) -> InterorgError:
    """Returns the error that the messages of the program describe."""
    errors: list[str] = []
    hints: list[str] = []
    # Lines with names, such as those of missing arguments, belong to the error before them.
    goes_on = False
    for line in map(str.strip, messages.splitlines()):
        if line.startswith(ERROR):
            errors.append(line[len(ERROR) :])
            goes_on = True
        elif goes_on and line and not line.startswith((*HINTS, *OTHERS)):
            errors[-1] += f" {line}"
        else:
            goes_on = False
        if line.startswith(HINTS):
            hints.append(line if line.startswith("[") else line.split(": ", 1)[1])
    if not errors:
        errors = [messages.strip() or f"the program ended with status {status}"]
    return InterorgError(errors[-1], "\n".join(hints) or None, status, findings)
