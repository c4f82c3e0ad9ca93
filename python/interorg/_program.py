"""Finds the program and runs it."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping, Sequence
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

# The options that limit how a dataset is read.
LIMITS = ("max_read_memory", "max_size", "threads")

# The subcommands that have subcommands of their own.
NESTED = ("sql",)


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
    words = [_text(argument) for argument in arguments]
    commands = 2 if words[:1] and words[0] in NESTED else 1
    # What follows is no option, whatever its first character.
    values = ["--", *words[commands:]] if words[commands:] else []
    ended = _start([*words[:commands], *_arguments(options), *named, *values], given)
    status, messages = ended.returncode, ended.stderr.decode("utf-8", "replace")
    if status in (0, 1):
        return Run(status, ended.stdout, messages)
    limits = {name: options[name] for name in LIMITS if name in options}
    raise error_of(messages, status, [] if data is None else _errors_in(data, limits))


def findings(data: Data, options: Mapping[str, Any]) -> tuple[bool, list[Finding]]:
    """Returns ``True`` if the check of a dataset finds errors, and all findings. Fails if it cannot be read."""
    named, text = _dataset(data)
    ended = _start(["check", "--format", "json", *_arguments(options), *named], text)
    if ended.returncode not in (0, 1):
        raise error_of(ended.stderr.decode("utf-8", "replace"), ended.returncode)
    rows = json.loads(ended.stdout)["rows"]
    return ended.returncode == 1, [Finding(**row) for row in rows]


def refuse(options: Mapping[str, Any], names: Sequence[str], instead: str) -> None:
    """Fails if one of these options is given. The text says what to use in its place."""
    for name in options:
        if name.rstrip("_") in names:
            raise ValueError(f"{name!r} is not an option here; {instead}")


def _errors_in(data: Data, limits: Mapping[str, Any]) -> list[Finding]:
    """Returns the findings of a dataset that has errors, and none of one that is valid or cannot be read."""
    try:
        is_invalid, found = findings(data, limits)
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
        return ["--data=-"], text.encode("utf-8")
    if isinstance(data, Iterator):
        raise TypeError("data is an iterator, which can be read only once; list(data) is a list")
    paths = [data] if isinstance(data, (str, os.PathLike)) else list(data)
    if not paths:
        raise ValueError("data is an empty list; without data, the dataset that comes with the program is used")
    return [f"--data={os.fspath(path)}" for path in paths], None


def _date(value: Any) -> str:
    """Returns a date as text; YAML readers make dates of some texts."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    raise TypeError(f"a dataset cannot contain {value!r}")


def _arguments(options: Mapping[str, Any]) -> Iterator[str]:
    """Returns options as arguments of the command."""
    for name, value in options.items():
        option = "--" + name.rstrip("_").replace("_", "-")
        value = _plain(value)
        if value is None or value is False:
            continue
        if value is True:
            yield option
        elif isinstance(value, Iterable) and not isinstance(value, (str, bytes, os.PathLike)):
            texts = [_text(item) for item in value]
            if not texts:
                raise ValueError(f"{name} is an empty list; None leaves the option out")
            if isinstance(value, (set, frozenset)):
                texts.sort()
            yield from (option, *texts) if name in SEVERAL_VALUES else (f"{option}={text}" for text in texts)
        else:
            yield f"{option}={_text(value)}"


def _plain(value: Any) -> Any:
    """Returns a single value of numpy as one of Python, and other values as they are."""
    is_single = type(value).__module__ == "numpy" and getattr(value, "shape", None) == ()
    return value.item() if is_single else value


def _text(value: Any) -> str:
    """Returns a value as text. A time at midnight, as those of pandas, is a day."""
    value = _plain(value)
    if isinstance(value, datetime.datetime):
        return (value.date() if value.time() == datetime.time() else value).isoformat()
    return str(value)
