"""Asks the program with an engine, and compares what it prints with its answers from the dataset itself.

    slices.py INTERORG COUNT SEED ENGINE [DATASET]

ENGINE is the command of an engine that has the tables of the dataset; without any, SQLite is one. COUNT questions are
asked per subcommand. Prints what was compared as JSON.
"""

import json
import os
import random
import shlex
import sqlite3
import subprocess
import sys
import tempfile

import questions

INTERORG, COUNT, SEED, ENGINE = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
DATA = ["--data", sys.argv[5]] if len(sys.argv) > 5 else []
PATH = os.path.join(tempfile.mkdtemp(), "tables.sqlite")
subprocess.run([INTERORG, "export", "sqlite", "-o", PATH, *DATA], check=True)
NAMES = questions.names(sqlite3.connect(PATH))
if not ENGINE:
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sqlite_engine.py")
    ENGINE = shlex.join([sys.executable, script, PATH])


def run(words, source):
    done = subprocess.run([INTERORG, *words, *source], capture_output=True)
    return done.returncode, done.stdout, done.stderr


def operands(verb, chance):
    organization = lambda: chance.choice(NAMES["ORG"])
    return {
        "partners": lambda: [organization()],
        "show": lambda: chance.choice([[organization()], [organization(), organization()]]),
        "path": lambda: [organization(), organization()],
        "changes": lambda: [str(chance.randint(1950, 1999)), str(chance.randint(2000, 2025))],
        "find": lambda: [chance.choice(NAMES["ORG"] + NAMES["OPERATION"])],
        "matrix": lambda: ["organization", "motive"],
    }.get(verb, list)()


def main():
    chance = random.Random(SEED)
    result = {"questions": 0, "bytes": 0, "refused": 0, "differences": []}
    verbs = sys.argv[6:] or ["partners", "links", "operations", "motives", "milestones", "show", "changes", "path", "find"]
    for verb in verbs:
        for _ in range(COUNT):
            words = [verb, *operands(verb, chance)]
            if verb != "find":
                found = questions.filters(chance, NAMES)
                if verb == "changes":
                    found = [w for i, w in enumerate(found) if not {"--at", "--during"} & set(found[max(i - 1, 0) : i + 1])]
                words += found
                words += chance.choice([[], ["--ties", "both"], [], []])
                words += chance.choice([[], ["--evidence"]])
            words += ["--format", chance.choice(["table", "json", "csv", "markdown"])]
            ours, theirs = run(words, DATA), run(words, ["--engine", ENGINE, "--whole-up-to", "0"])
            result["refused"] += ours[0] == 2
            result["questions"] += 1
            result["bytes"] += len(ours[1])
            if ours != theirs:
                parts = [name for name, a, b in zip(["status", "stdout", "stderr"], ours, theirs) if a != b]
                first = next((pair for pair in zip(ours[1].splitlines(), theirs[1].splitlines()) if pair[0] != pair[1]), ())
                errors = [text.decode()[:300] for text in (ours[2], theirs[2])]
                result["differences"].append(
                    {"words": shlex.join(words), "in": parts, "lines": [line.decode()[:200] for line in first], "stderr": errors}
                )
    result["different"] = len(result["differences"])
    result["differences"] = result["differences"][:12]
    print(json.dumps(result, ensure_ascii=False))


main()
