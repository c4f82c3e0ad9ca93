#!/usr/bin/env python3
"""Kills the program while it writes, lets its system calls fail, and checks what is left.

Usage: faults.py PROGRAM [--seconds N | --rounds N] [--seed N]

After each fault a file must be the old one or the new one, both whole; no hidden file may be left after the next run that
writes there; and the exit status and the message must fit what happened. It needs nothing but the standard library of
Python. With `strace`, it also kills the program at every system call of a write, and injects errors there. The kinds that
need strace, or root, say "skipped" where that is missing.

The last line of the output is `N faults, M failures`. The exit status is 1 if there is a failure.
"""

import argparse
import collections
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

# The user without rights on most systems.
NOBODY = 65534

HIDDEN = re.compile(r"\.interorg-\d+-\d+\.tmp")

# A small dataset whose keys are out of order, so that `fmt` writes it.
DATASET = """\
sources: {s: {title: T}}
# the organizations
organizations:
  - {name: Alpha, id: a, founded: 1950, cite: [s]}
  - {name: Beta, id: b, founded: 1960, cite: [s]}
partnerships:
  - milestones:
      - {date: 2003, kind: summit, title: Second, cite: [s]}
      - {date: 2001, kind: summit, title: First, cite: [s]}
    between: [a, b]
"""
TABLE = "Country,Mission\nA,One\nB,One\nB,Two\n"
OLD = "the old file\n" * 50


class Case:
    """A command that writes files, each of which is there before or not."""

    def __init__(self, name, arguments, outputs, is_new=False):
        self.name = name
        self.arguments = arguments
        # The files that are written. The first one names the file of messages.
        self.outputs = outputs
        self.is_new = is_new
        self.expected = {}

    def prepare(self, folder):
        """Fills an empty folder."""
        write(folder, "data.yaml", DATASET)
        write(folder, "table.csv", TABLE)
        for name in self.outputs:
            if not self.is_new and name != "data.yaml":
                write(folder, name, OLD)

    def old(self, name):
        """Returns the content of an output before the command, or None."""
        if name == "data.yaml":
            return DATASET.encode()
        return None if self.is_new else OLD.encode()


CASES = [
    Case("fmt", ["fmt", "data.yaml"], ["data.yaml"]),
    Case("diagram", ["diagram", "--data", "data.yaml", "-o", "a.svg"], ["a.svg"]),
    Case("diagram, new", ["diagram", "--data", "data.yaml", "-o", "a.svg"], ["a.svg"], is_new=True),
    Case(
        "export with stamp",
        ["export", "milestones", "--stamp", "--data", "data.yaml", "-o", "a.csv"],
        ["a.csv", "a.csv.stamp.json"],
    ),
    Case("export package", ["export", "package", "--data", "data.yaml", "-o", "pack"], ["pack/*"], is_new=True),
    Case("import", ["import", "table.csv", "--as", "two-mode", "--org", "Country", "--operation", "Mission", "-o", "i.yaml"], ["i.yaml"]),
    Case("build", ["build", "--data", "data.yaml", "-o", "a.interorg"], ["a.interorg"]),
    Case("init", ["init", "new"], ["new/dataset.yaml", "new/interorg.schema.json"], is_new=True),
]


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def read(folder, name):
    try:
        with open(os.path.join(folder, name), "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def hidden_files(folder):
    found = []
    for parent, _, names in os.walk(folder):
        found += [os.path.join(parent, name) for name in names if HIDDEN.fullmatch(name)]
    return found


def files_below(folder):
    found = []
    for parent, _, names in os.walk(folder):
        found += [os.path.relpath(os.path.join(parent, name), folder) for name in names]
    return sorted(found)


class Faults:
    def __init__(self, program, seed):
        self.program = os.path.abspath(program)
        self.random = random.Random(seed)
        self.root = tempfile.mkdtemp(prefix="interorg-faults-")
        os.chmod(self.root, 0o755)
        # Kind of fault -> outcome -> number.
        self.outcomes = collections.defaultdict(collections.Counter)
        self.skipped = {}
        self.failures = []
        self.count = 0
        for case in CASES:
            self.learn(case)

    def learn(self, case):
        """Runs a case without faults, to know the new files and how long it takes."""
        folder = self.folder(case)
        start = time.monotonic()
        run = self.run(case, folder)
        case.seconds = time.monotonic() - start
        if run.returncode != 0:
            sys.exit(f"{case.name} fails without faults: {run.stderr.decode()}")
        for pattern in list(case.outputs):
            if pattern.endswith("/*"):
                below = pattern[:-1]
                names = files_below(os.path.join(folder, below))
                case.outputs.remove(pattern)
                case.outputs += [below + name for name in names]
        case.expected = {name: read(folder, name) for name in case.outputs}
        shutil.rmtree(folder)

    def folder(self, case):
        folder = tempfile.mkdtemp(dir=self.root)
        os.chmod(folder, 0o755)
        case.prepare(folder)
        return folder

    def command(self, case):
        return [self.program] + case.arguments

    def run(self, case, folder, before=(), **options):
        return subprocess.run(
            list(before) + self.command(case),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=300,
            **options,
        )

    def fail(self, kind, case, reason):
        self.failures.append(f"{kind}, {case.name}: {reason}")

    def check_files(self, kind, case, folder):
        """Checks that each file is whole, and returns whether all are old, all new, or some of each."""
        found = set()
        for name in case.outputs:
            content = read(folder, name)
            if content == case.expected[name]:
                found.add("new")
            elif content == case.old(name):
                found.add("old")
            else:
                self.fail(kind, case, f"`{name}` is neither the old file nor the new one")
                found.add("broken")
        known = set(case.outputs) | {"data.yaml", "table.csv"}
        for name in files_below(folder):
            if name not in known and not HIDDEN.fullmatch(os.path.basename(name)):
                self.fail(kind, case, f"`{name}` was not there before")
        return found.pop() if len(found) == 1 else "some old, some new"

    def check_end(self, kind, case, folder, status, stderr, may_leave_hidden):
        """Checks files, status and message after a fault, and that the next run makes all good."""
        self.count += 1
        state = self.check_files(kind, case, folder)
        left = hidden_files(folder)
        if left and not may_leave_hidden:
            self.fail(kind, case, f"hidden files are left: {left}")
        text = stderr.decode(errors="replace")
        if "panicked" in text:
            self.fail(kind, case, text)
        if ".interorg-" in text:
            self.fail(kind, case, f"the message names a hidden file: {text}")
        if status == 0 and state != "new":
            self.fail(kind, case, f"exit status 0, but the files are {state}")
        if status > 0 and (status != 2 or "error: " not in text):
            self.fail(kind, case, f"exit status {status}: {text!r}")
        if status < 0:
            end = signal.Signals(-status).name
        else:
            end = "error" if status else "done"
        hidden = ", hidden file" if left else ""
        self.outcomes[kind][f"{end}: {state}{hidden}"] += 1
        again = self.run(case, folder)
        if again.returncode != 0:
            self.fail(kind, case, f"it cannot be repeated: {again.stderr.decode()}")
        elif self.check_files(kind, case, folder) != "new":
            self.fail(kind, case, "the repeated run did not write the new files")
        if state != "new" and hidden_files(folder):
            self.fail(kind, case, "the next run leaves hidden files")
        elif hidden_files(folder) and case.name != "fmt":
            self.fail(kind, case, "the next run leaves hidden files")
        shutil.rmtree(folder, ignore_errors=True)

    # Kinds of faults.

    def kill_at_random(self, name):
        case = self.random.choice(CASES)
        folder = self.folder(case)
        process = subprocess.Popen(
            self.command(case),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        time.sleep(self.random.uniform(0, case.seconds * 1.1))
        process.send_signal(getattr(signal, name))
        _, stderr = process.communicate(timeout=300)
        self.check_end(f"{name} at random", case, folder, process.returncode, stderr, name == "SIGKILL")

    def size_limit(self, _):
        case = self.random.choice([case for case in CASES if case.name not in ("fmt", "import")])
        folder = self.folder(case)
        largest = max(len(content) for content in case.expected.values())
        limit = self.random.randrange(0, largest)

        def restrict():
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        run = self.run(case, folder, preexec_fn=restrict)
        if run.returncode == 0:
            self.fail("file-size limit", case, "no error")
        self.check_message("file-size limit", case, run)
        self.check_end("file-size limit", case, folder, run.returncode, run.stderr, False)

    def check_message(self, kind, case, run):
        text = run.stderr.decode(errors="replace")
        if not any(name in text for name in case.outputs) and case.arguments[-1] not in text:
            self.fail(kind, case, f"the message does not name the file: {text!r}")

    def closed_pipe(self, _):
        case = self.random.choice(CASES)
        folder = self.folder(case)
        reader, writer = os.pipe()
        os.close(reader)
        run = subprocess.run(
            self.command(case), cwd=folder, stdin=subprocess.DEVNULL, stdout=writer, stderr=subprocess.PIPE, timeout=300
        )
        os.close(writer)
        self.check_end("closed pipe", case, folder, run.returncode, run.stderr, False)

    def two_writers(self, _):
        case = self.random.choice([case for case in CASES if case.name != "init"])
        folder = self.folder(case)
        processes = [
            subprocess.Popen(
                self.command(case), cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
            )
            for _ in range(2)
        ]
        ends = [(process.communicate(timeout=300)[1], process.returncode) for process in processes]
        status = max(status for _, status in ends)
        self.check_end("two writers", case, folder, status, b"".join(text for text, _ in ends), False)

    def read_only_folder(self, _):
        case = self.random.choice([case for case in CASES if "/" not in case.outputs[0]])
        folder = self.folder(case)
        options = {}
        if os.geteuid() == 0:
            # Root may write everywhere, so another user runs the program.
            options = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
            for name in [".", *os.listdir(folder)]:
                os.chown(os.path.join(folder, name), NOBODY, NOBODY)
        os.chmod(folder, 0o555)
        try:
            run = self.run(case, folder, **options)
        except PermissionError:
            shutil.rmtree(folder)
            return "another user cannot run the program"
        os.chmod(folder, 0o755)
        if run.returncode != 2:
            self.fail("read-only folder", case, f"exit status {run.returncode}")
        self.check_message("read-only folder", case, run)
        self.check_end("read-only folder", case, folder, run.returncode, run.stderr, False)
        return None

    def full_disk(self, _):
        if os.geteuid() != 0:
            return "needs root"
        case = self.random.choice(CASES)
        folder = tempfile.mkdtemp(dir=self.root)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], stderr=subprocess.DEVNULL)
        if mounted.returncode != 0:
            return "no file system can be mounted"
        try:
            case.prepare(folder)
            # Some pages are left, so that the disk is full before, during or after the writing.
            page = 4096
            left = self.random.randint(0, sum(len(content) // page + 2 for content in case.expected.values()))
            filler = os.path.join(folder, "filler")
            with open(filler, "wb", buffering=0) as file:
                try:
                    while True:
                        file.write(b"." * page)
                except OSError:
                    pass
                file.truncate(max(0, file.tell() - left * page))
            run = self.run(case, folder)
            if run.returncode != 0:
                self.check_message("full disk", case, run)
            os.unlink(filler)
            self.check_end("full disk", case, folder, run.returncode, run.stderr, False)
        finally:
            subprocess.run(["umount", folder], check=False)
            shutil.rmtree(folder, ignore_errors=True)
        return None

    # Faults at system calls.

    CALLS = "open,openat,write,fsync,fdatasync,fchmod,fchown,flock,ftruncate,linkat,link,rename,renameat,renameat2,unlink,mkdir,close"
    MAX_CALLS = 100
    ERRORS = {
        "ENOSPC": "open,openat,write,fsync,linkat,rename,mkdir",
        "EIO": "open,openat,write,fsync,fchmod,linkat,rename,unlink",
        "EXDEV": "linkat,rename",
        "EPERM": "open,openat,fchmod,fchown,flock,linkat,rename,mkdir",
        "EINTR": "open,openat,write,fsync,fchmod,flock,linkat,rename",
        "EOPNOTSUPP": "open,flock,fsync,linkat",
    }

    def system_calls(self, case):
        """Returns the system calls of a run from the first one that concerns the output: names with their numbers."""
        folder = self.folder(case)
        trace = os.path.join(self.root, "trace")
        self.run(case, folder, before=["strace", "-f", "-o", trace, "-e", "trace=" + self.CALLS])
        counts = collections.Counter()
        calls = []
        is_writing = False
        with open(trace, errors="replace") as lines:
            for line in lines:
                match = re.match(r"\d+ +(\w+)\(", line)
                if not match:
                    continue
                name = match[1]
                counts[name] += 1
                # The files without a name, and the folders of new files, begin the writing.
                is_writing = is_writing or "O_TMPFILE" in line or name == "mkdir" or ".interorg-" in line
                if is_writing:
                    calls.append((name, counts[name]))
        shutil.rmtree(folder)
        os.unlink(trace)
        return calls

    def inject(self, case, call, fault, number):
        """Runs a case with a fault at a system call, counted from 1."""
        folder = self.folder(case)
        trace = os.path.join(self.root, "trace")
        arguments = [
            "strace", "-f", "-qq", "-o", trace, "-e", f"trace={call}",
            "-e", f"inject={call}:{fault}:when={number}",
        ]
        run = self.run(case, folder, before=arguments)
        return folder, run

    def at_system_calls(self, deadline):
        """Goes through all system calls of all cases, in random order, until the time is over."""
        if not shutil.which("strace"):
            self.skipped["faults at system calls"] = "strace is missing"
            return
        todo = []
        for case in CASES:
            calls = self.system_calls(case)
            if not calls:
                self.skipped["faults at system calls"] = "strace cannot trace"
                return
            # A package writes the same way many times.
            if len(calls) > self.MAX_CALLS:
                calls = self.random.sample(calls, self.MAX_CALLS)
            for call, number in calls:
                todo.append((case, call, "signal=KILL", number))
                if call != "close":
                    todo.append((case, call, "signal=TERM", number))
                for error, names in self.ERRORS.items():
                    if call in names.split(","):
                        todo.append((case, call, f"error={error}", number))
        self.random.shuffle(todo)
        for case, call, fault, number in todo:
            if time.monotonic() > deadline:
                break
            self.at_system_call(case, call, fault, number)

    def at_system_call(self, case, call, fault, number):
        folder, run = self.inject(case, call, fault, number)
        name = fault.split("=")[1]
        kind = f"{'SIG' if fault.startswith('signal') else ''}{name} at a system call"
        # What is printed on standard output has no name.
        if run.returncode == 2 and not (call == "write" and case.name == "init"):
            self.check_message(kind, case, run)
        # strace ends as the program does, by the same signal.
        self.check_end(kind, case, folder, run.returncode, run.stderr, name == "KILL" or call in ("unlink", "close"))

    def without_unnamed_files(self, _):
        """Kills the program at random on a file system without unnamed files, as strace pretends."""
        if not shutil.which("strace"):
            return "strace is missing"
        case = self.random.choice(CASES)
        folder = self.folder(case)
        name = self.random.choice(["SIGKILL", "SIGTERM", "SIGINT"])
        call = self.random.choice(["fsync", "rename", "flock", "write"])
        number = self.random.randint(1, 3)
        trace = os.path.join(self.root, "trace")
        arguments = [
            "strace", "-f", "-qq", "-o", trace, "-e", f"trace=open,{call}",
            "-e", "inject=open:error=EOPNOTSUPP",
            "-e", f"inject={call}:signal={name}:when={number}",
        ]
        run = self.run(case, folder, before=arguments)
        self.check_end("named files, killed", case, folder, run.returncode, run.stderr, name == "SIGKILL")
        return None

    def random_kinds(self):
        return [
            ("SIGKILL at random", self.kill_at_random, "SIGKILL"),
            ("SIGTERM at random", self.kill_at_random, "SIGTERM"),
            ("SIGINT at random", self.kill_at_random, "SIGINT"),
            ("SIGHUP at random", self.kill_at_random, "SIGHUP"),
            ("file-size limit", self.size_limit, None),
            ("closed pipe", self.closed_pipe, None),
            ("two writers", self.two_writers, None),
            ("read-only folder", self.read_only_folder, None),
            ("full disk", self.full_disk, None),
            ("named files, killed", self.without_unnamed_files, None),
        ]

    def go(self, rounds, seconds):
        """Does each random kind of fault once per round, for a number of rounds or half of the time, then system calls."""
        start = time.monotonic()
        done = 0
        while done < rounds if seconds is None else time.monotonic() - start < seconds / 2:
            for kind, fault, argument in self.random_kinds():
                if kind in self.skipped:
                    continue
                reason = fault(argument)
                if reason:
                    self.skipped[kind] = reason
            done += 1
        self.at_system_calls(float("inf") if seconds is None else start + seconds)

    def table(self):
        lines = ["| fault | number | outcomes |", "|---|---|---|"]
        for kind in sorted(self.outcomes):
            outcomes = self.outcomes[kind]
            shown = "; ".join(f"{end} {count}" for end, count in sorted(outcomes.items()))
            lines.append(f"| {kind} | {sum(outcomes.values())} | {shown} |")
        for kind, reason in sorted(self.skipped.items()):
            lines.append(f"| {kind} | skipped | {reason} |")
        return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=10, help="rounds of the random faults; then every system call once")
    parser.add_argument("--seconds", type=float, help="how long it may take instead: half for random faults")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    # A file that others write to must not be ignored by the processes that are started here.
    for name in ("SIGINT", "SIGHUP", "SIGTERM"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    faults = Faults(arguments.program, arguments.seed)
    try:
        faults.go(arguments.rounds, arguments.seconds)
    finally:
        shutil.rmtree(faults.root, ignore_errors=True)
    print(faults.table())
    for failure in faults.failures[:20]:
        print(f"failure: {failure}")
    print(f"{faults.count} faults, {len(faults.failures)} failures")
    sys.exit(1 if faults.failures else 0)


if __name__ == "__main__":
    main()
