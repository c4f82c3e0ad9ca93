"""Finds the program and runs it."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Union

from ._errors import Finding, error_of

# A path, several paths, or a dataset as it is written in YAML.
Data = Union[str, "os.PathLike[str]", Sequence[Union[str, "os.PathLike[str]"]], Mapping[str, Any], None]

# The variable of the environment that names another program than the one that was installed with this module.
PROGRAM = "INTERORG_PROGRAM"

# The options that take several values at once.
SEVERAL_VALUES = ("between",)


@dataclass(frozen=True)
class Run:
    """A run of the program that did not fail: its exit status, what it printed, and its messages.

    The status is 1 if nothing matched, if ``check`` found errors, ``diff`` differences or ``stale`` stale files.
    """

    status: int
    output: bytes
    messages: str

    @property
    def text(self) -> str:
        """What the program printed, as text."""
        return self.output.decode("utf-8")


def program() -> str:
    """Returns the path of the program: the one that the variable ``INTERORG_PROGRAM`` names, or else the one that was
    installed with this module, or else the first one in ``PATH``."""
    named = os.environ.get(PROGRAM)
    if named:
        return named
    name = "interorg.exe" if sys.platform == "win32" else "interorg"
    for folder in _folders():
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    found = shutil.which("interorg")
    if found:
        return found
    raise FileNotFoundError(f"the program interorg is not installed; {PROGRAM} can name another place of it")


def run(*arguments: Any, data: Data = None, input: bytes | None = None, **options: Any) -> Run:
    """Runs the program with a subcommand, its arguments, a dataset and options.

    Raises InterorgError if the program fails. Its findings are those of the dataset, if that has errors.

    >>> run("list", "codings", format="csv").text.splitlines()[0]
    'id,label,about,count,counted'
    """
    named, text = _dataset(data)
    given = input if text is None else text
    ended = _start([*map(str, arguments), *_arguments(options), *named], given)
    status, messages = ended.returncode, ended.stderr.decode("utf-8", "replace")
    if status in (0, 1):
        return Run(status, ended.stdout, messages)
    raise error_of(messages, status, [] if data is None else _errors_in(data))


def findings(data: Data) -> tuple[bool, list[Finding]]:
    """Returns ``True`` if the check of a dataset finds errors, and all findings. Fails if it cannot be read."""
    named, text = _dataset(data)
    # The check takes paths as arguments.
    ended = _start(["check", "--format", "json", *named[1::2]], text)
    if ended.returncode not in (0, 1):
        raise error_of(ended.stderr.decode("utf-8", "replace"), ended.returncode)
    rows = json.loads(ended.stdout)["rows"]
    return ended.returncode == 1, [Finding(**row) for row in rows]


def _errors_in(data: Data) -> list[Finding]:
    """Returns the findings of a dataset that has errors, and none of one that is valid or cannot be read."""
    try:
        is_invalid, found = findings(data)
    except Exception:
        # The first error is the one to report.
        return []
    return found if is_invalid else []


def _folders() -> Iterator[str]:
    """Returns where an installer may have put the program."""
    yield sysconfig.get_path("scripts")
    user = "nt_user" if os.name == "nt" else "posix_user"
    if sys.platform == "darwin" and sys._framework:
        user = "osx_framework_user"
    yield sysconfig.get_path("scripts", user)
    # Beside the packages: `pip install --target`.
    yield str(Path(__file__).resolve().parent.parent / "bin")


def _start(arguments: Sequence[str], given: bytes | None) -> subprocess.CompletedProcess[bytes]:
    """Runs the program without colours."""
    environment = {**os.environ, "NO_COLOR": "1"}
    environment.pop("CLICOLOR_FORCE", None)
    return subprocess.run(
        [program(), *arguments],
        input=given if given is not None else b"",
        capture_output=True,
        env=environment,
        check=False,
    )


def _dataset(data: Data) -> tuple[list[str], bytes | None]:
    """Returns the options that name a dataset, and what is given on standard input."""
    if data is None:
        return [], None
    if isinstance(data, Mapping):
        text = json.dumps(data, ensure_ascii=False, default=_date)
        return ["--data", "-"], text.encode("utf-8")
    paths = [data] if isinstance(data, (str, os.PathLike)) else list(data)
    return [part for path in paths for part in ("--data", os.fspath(path))], None


def _date(value: Any) -> str:
    """Returns a date as text; YAML readers make dates of some texts."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    raise TypeError(f"a dataset cannot contain {value!r}")


def _arguments(options: Mapping[str, Any]) -> Iterator[str]:
    """Returns options as arguments of the command."""
    for name, value in options.items():
        option = "--" + name.rstrip("_").replace("_", "-")
        several = isinstance(value, Sequence) and not isinstance(value, str)
        if value is None or value is False:
            continue
        if value is True:
            yield option
        elif several and name in SEVERAL_VALUES:
            yield from (option, *map(str, value))
        else:
            yield from (f"{option}={item}" for item in (value if several else [value]))
