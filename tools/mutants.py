#!/usr/bin/env python3
"""Plants faults in a copy of the program, one at a time, and lists those that the tests do not notice.

    tools/mutants.py --sample 300 --seed 1             # a sample, from all layers
    tools/mutants.py --sample 300 --seed 1 --shard 0/4 # a quarter of it
    tools/mutants.py --file src/query/path.rs          # all faults of one file
    tools/mutants.py --missed --tests by_hand          # what was missed, with the tests that have this in their names
    tools/mutants.py --report --seed 1                 # what has been found so far

The faults are those that `cargo mutants --list` proposes. To compile the program once and not once for each fault, all of them
are compiled into one copy, in which a variable of the environment chooses the one that is on. A first pass finds out which
faults each test reaches. A fault is then tried with the tests that reach it: those of its own layer first, the quick ones first,
until one fails or takes too long. Tests that take longer than `--max-seconds` alone are not used: most of them compare with other
programs, and a fault that is missed would wait for all of them. Faults that do not compile in this form are left out and counted.

Results are appended to `target/mutants/SEED/results.jsonl`, and what is there is not run again: an interrupted run goes on where
it was. If a file of the project has changed, the faults are listed and the tests run again. `tools/mutants.txt` lists faults that no test can notice, each with the reason.

Needs cargo-mutants (`cargo install cargo-mutants --locked`) and, from PyPI, tree-sitter and tree-sitter-rust.
"""

import argparse
import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import threading
import time

import tree_sitter
import tree_sitter_rust

ROOT = pathlib.Path(__file__).resolve().parent.parent
LAYERS = ("model", "dataset", "graph", "query", "analysis")
SWITCH = """\
//! Faults that are planted for a test of the tests.

use std::io::Write;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

static CHOSEN: LazyLock<usize> = LazyLock::new(|| std::env::var("INTERORG_FAULT").map_or(0, |id| id.parse().unwrap_or(0)));
static REACHED: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];

/// Returns whether a fault is on, and notes that it was reached.
pub(crate) fn on(id: usize) -> bool {
    if !REACHED[id].load(Ordering::Relaxed) && !REACHED[id].swap(true, Ordering::Relaxed) {
        if let Some(path) = std::env::var_os("INTERORG_REACHED") {
            if let Ok(mut file) = std::fs::OpenOptions::new().append(true).create(true).open(path) {
                let _ = file.write_all(format!("{id}\\n").as_bytes());
            }
        }
    }
    id == *CHOSEN
}
"""


def layer(file):
    """The layer of a source file: `query` of `src/query/path.rs`."""
    return pathlib.PurePath(file).parts[1].removesuffix(".rs")


def proposed(path):
    """All faults that cargo-mutants proposes, with ids from 1."""
    if not path.exists():
        listed = subprocess.run(
            ["cargo", "mutants", "--list", "--json", "--file", "src/**"],
            cwd=ROOT, capture_output=True, text=True,
            env={**os.environ, "PATH": f"{ROOT}/target/tools/bin:{os.environ['PATH']}"},
        )
        if listed.returncode != 0:
            sys.exit(listed.stderr)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(listed.stdout)
    faults = [fault for fault in json.loads(path.read_text()) if fault["file"].startswith("src/")]
    for fault in faults:
        del fault["diff"]
    return faults


def copied(place):
    """Copies the files of the project that have changed. Forgets what rests on them, and returns the copy."""
    tree, store = place / "tree", place / "digest"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    digest = hashlib.sha256()
    names = [name for name in listed.stdout.split("\0") if name]
    kept = {*names, "src/fault.rs"}
    for old in [path for path in tree.rglob("*") if path.is_file() and str(path.relative_to(tree)) not in kept]:
        old.unlink()
    for name in names:
        content = (ROOT / name).read_bytes()
        digest.update(name.encode() + b"\0" + content)
        copy = tree / name
        # What has not changed keeps its time, so that it is not compiled again.
        if not copy.exists() or copy.read_bytes() != content:
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy)
    if not store.exists() or store.read_text() != digest.hexdigest():
        for old in [place / "proposed.json", *place.glob("reached-*.json")]:
            old.unlink(missing_ok=True)
        store.write_text(digest.hexdigest())
    return tree


class Edit:
    """A piece of source text that is written in several ways, of which a fault chooses one."""

    def __init__(self, start, end, render):
        self.start, self.end, self.render = start, end, render
        self.faults = []


class File:
    """A source file with the places of its faults."""

    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_rust.language()))

    def __init__(self, path):
        self.text = path.read_bytes()
        self.tree = self.parser.parse(self.text)
        self.lines = [0]
        for line in self.text.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))
        self.edits = {}

    def offset(self, place):
        """The byte of a line and column, both from 1, of which columns count characters."""
        start = self.lines[place["line"] - 1]
        line = self.text[start:self.lines[place["line"]]].decode()
        return start + len(line[:place["column"] - 1].encode())

    def add(self, fault):
        """Plants a fault. Returns whether it can be switched."""
        start, end = self.offset(fault["span"]["start"]), self.offset(fault["span"]["end"])
        found = getattr(self, "find_" + re.sub(r"(?<!^)(?=[A-Z])", "_", fault["genre"]).lower())(start, end)
        if found is None:
            return False
        start, end, kind, render = found
        edit = self.edits.setdefault((start, -end, kind), Edit(start, end, render))
        edit.faults.append(fault)
        return True

    def node(self, start, end, *kinds):
        """The smallest node of some kinds that contains a piece of text."""
        node = self.tree.root_node.descendant_for_byte_range(start, end)
        while node is not None and node.type not in kinds:
            node = node.parent
        return node

    def find_fn_value(self, start, end):
        def render(edit, part):
            chosen = "".join(
                f"if crate::fault::on({fault['id']}) {{ return {fault['replacement'] or '()'}; }} " for fault in edit.faults
            )
            return chosen + part(edit.start, edit.end)
        return start, end, 0, render

    def find_binary_operator(self, start, end):
        node = self.node(start, end, "binary_expression", "compound_assignment_expr")
        if node is None or node.child_by_field_name("operator").start_byte != start:
            return None
        operator = node.child_by_field_name("operator")

        def render(edit, part):
            left, right = part(edit.start, operator.start_byte), part(operator.end_byte, edit.end)
            text = "("
            for fault in edit.faults:
                text += f"if crate::fault::on({fault['id']}) {{ {left} {fault['replacement']} {right} }} else "
            return text + "{ " + left + operator.text.decode() + right + " })"
        return node.start_byte, node.end_byte, 1, render

    def find_unary_operator(self, start, end):
        node = self.node(start, end, "unary_expression")
        if node is None or node.start_byte != start:
            return None

        def render(edit, part):
            operand = part(end, edit.end)
            return f"(if crate::fault::on({edit.faults[0]['id']}) {{ {operand} }} else {{ {self.text[start:end].decode()}{operand} }})"
        return node.start_byte, node.end_byte, 1, render

    def find_match_arm_guard(self, start, end):
        def render(edit, part):
            text = "("
            for fault in edit.faults:
                text += f"if crate::fault::on({fault['id']}) {{ {fault['replacement']} }} else "
            return text + "{ " + part(edit.start, edit.end) + " })"
        return start, end, 1, render

    def find_match_arm(self, start, end):
        node = self.node(start, end, "match_arm")
        if node is None:
            return None
        pattern = node.child_by_field_name("pattern")
        guard = pattern.child_by_field_name("condition")

        def render(edit, part):
            off = f"!crate::fault::on({edit.faults[0]['id']})"
            return f"{off} && ({part(edit.start, edit.end)})" if guard else part(edit.start, edit.end) + f" if {off}"
        place = guard or pattern
        return place.start_byte, place.end_byte, 0, render

    def find_struct_field(self, start, end):
        node = self.node(start, end, "field_initializer", "shorthand_field_initializer")
        fields = node and self.node(node.start_byte, node.end_byte, "field_initializer_list")
        base = fields and next((child for child in fields.children if child.type == "base_field_initializer"), None)
        if base is None or node.start_byte != start:
            return None
        name = node.child_by_field_name("field") or next(child for child in node.children if child.type == "identifier")
        value = node.child_by_field_name("value") or name

        def render(edit, part):
            rest = base.text.decode().removeprefix("..")
            other = f"({rest}).{name.text.decode()}"
            return f"{name.text.decode()}: (if crate::fault::on({edit.faults[0]['id']}) {{ {other} }} else {{ {part(value.start_byte, value.end_byte)} }})"
        return node.start_byte, node.end_byte, 1, render

    def planted(self):
        """The text with all faults, each between marks."""
        edits = [self.edits[key] for key in sorted(self.edits)]

        def part(start, end, within):
            text, at = "", start
            for index, edit in enumerate(within):
                if edit.start < at or edit.end > end:
                    continue
                inner = within[index + 1:]
                text += self.text[at:edit.start].decode()
                ids = ",".join(str(fault["id"]) for fault in edit.faults)
                text += f"/*<{ids}*/" + edit.render(edit, lambda s, e, inner=inner: part(s, e, inner)) + f"/*{ids}>*/"
                at = edit.end
            return text + self.text[at:end].decode()

        return part(0, len(self.text), edits)


def plant(faults, tree):
    """Plants faults in a copy of the sources. Returns those that have a switch."""
    planted = []
    for name, of_file in grouped(faults, lambda fault: fault["file"]).items():
        file = File(ROOT / name)
        planted += [fault for fault in of_file if file.add(fault)]
        (tree / name).write_text(file.planted())
    (tree / "src/fault.rs").write_text(SWITCH.replace("COUNT", str(max([0, *(fault["id"] for fault in faults)]) + 1)))
    for root in ("src/lib.rs", "src/main.rs"):
        (tree / root).write_text((ROOT / root).read_text() + "\n#[allow(dead_code)]\nmod fault;\n")
    (tree / "build.rs").write_text((ROOT / "build.rs").read_text() + '\n#[path = "src/fault.rs"]\n#[allow(dead_code)]\nmod fault;\n')
    return planted


def grouped(values, key):
    groups = collections.defaultdict(list)
    for value in values:
        groups[key(value)].append(value)
    return groups


def cargo(tree, *words):
    env = {**os.environ, "CARGO_TARGET_DIR": str(tree.parent / "built")}
    env.pop("INTERORG_FAULT", None)
    return subprocess.run(["cargo", *words, "--message-format", "json"], cwd=tree, env=env, capture_output=True, text=True)


def to_blame(message, tree):
    """The faults of the edit that contains an error, or of the nearest one."""
    for span in sorted(message["spans"], key=lambda span: not span["is_primary"]):
        path = tree / span["file_name"]
        if not path.is_relative_to(tree) or not path.exists():
            continue
        text = path.read_bytes()
        edits = []
        for mark in re.finditer(rb"/\*<([\d,]+)\*/", text):
            end = text.index(b"/*" + mark[1] + b">*/", mark.end())
            edits.append((mark.start(), end, mark[1]))
        start = span["byte_start"]
        around = [edit for edit in edits if edit[0] <= start <= edit[1]]
        nearest = max(around) if around else min(edits, key=lambda edit: min(abs(edit[0] - start), abs(edit[1] - start)), default=None)
        if nearest:
            return {int(id) for id in nearest[2].split(b",")}
    return set()


def compiled(faults, tree):
    """Plants the faults that compile, and returns them."""
    files = {fault["file"] for fault in faults}
    while True:
        for file in files:
            shutil.copy2(ROOT / file, tree / file)
        planted = plant(faults, tree)
        print(f"{len(planted)} faults are compiled", flush=True)
        checked = cargo(tree, "check", "--lib", "--bin", "interorg")
        messages = [json.loads(line) for line in checked.stdout.splitlines()]
        errors = [entry["message"] for entry in messages if entry["reason"] == "compiler-message" and entry["message"]["level"] == "error"]
        blamed = set().union(*(to_blame(error, tree) for error in errors)) if errors else set()
        if checked.returncode == 0:
            return planted
        if not blamed:
            sys.exit("\n".join(error["rendered"] for error in errors) or checked.stderr)
        faults = [fault for fault in planted if fault["id"] not in blamed]


def built(tree):
    """Builds the tests, and returns their programs: unit tests and integration tests."""
    built = cargo(tree, "test", "--no-run", "--lib", "--bin", "interorg", "--test", "integration")
    if built.returncode != 0:
        sys.exit(built.stderr)
    messages = [json.loads(line) for line in built.stdout.splitlines()]
    return sorted({
        entry["executable"] for entry in messages
        if entry["reason"] == "compiler-artifact" and entry.get("executable") and entry["profile"]["test"]
    })


def run(program, names, tree, seconds, **variables):
    """Runs tests. Returns whether they pass in time."""
    env = {**os.environ, "INSTA_UPDATE": "no", "RUST_BACKTRACE": "0", "PROPTEST_CASES": "32", "CARGO_TARGET_DIR": str(tree.parent / "built"), **variables}
    process = subprocess.Popen(
        [program, *names, "--exact", "--test-threads", "1"], cwd=tree, env=env,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )
    try:
        return process.wait(timeout=seconds) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        try:
            os.killpg(process.pid, 9)
        except ProcessLookupError:
            pass


def reached(programs, tree, store, words, workers):
    """Runs every test alone that has one of some words in its name, with no fault on. Returns the tests that pass, each with its time and the
    faults that it reaches."""
    if store.exists():
        return json.loads(store.read_text())
    names = [
        (program, line.removesuffix(": test"))
        for program in programs
        for line in subprocess.run([program, "--list"], cwd=tree, capture_output=True, text=True).stdout.splitlines()
        if line.endswith(": test") and any(word in line for word in words or [""])
    ]

    def one(index):
        program, name = names[index]
        note = tree.parent / f"reached-{index}"
        note.unlink(missing_ok=True)
        start = time.monotonic()
        passes = run(program, [name], tree, 240, INTERORG_REACHED=str(note))
        seconds = time.monotonic() - start
        faults = sorted({int(id) for id in note.read_text().split()}) if note.exists() else []
        note.unlink(missing_ok=True)
        return {"program": program, "name": name, "passes": passes, "seconds": seconds, "faults": faults}

    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        tests = list(pool.map(one, range(len(names))))
    for test in tests:
        if not test["passes"]:
            print(f"not used, because it fails or takes too long without a fault: {test['name']}")
    tests = [test for test in tests if test["passes"]]
    store.write_text(json.dumps(tests))
    return tests


def tried(fault, tests, tree):
    """Runs the tests that reach a fault. Returns what happened."""
    own = layer(fault["file"])
    tests = [test for test in tests if fault["id"] in test["faults"]]
    tests.sort(key=lambda test: (not test["name"].startswith(f"{own}::"), test["seconds"]))
    outcome = {"name": fault["name"], "tests": len(tests), "caught": False}
    at, size = 0, 1
    while at < len(tests):
        batch = [tests[at]]
        while len(batch) < size and at + len(batch) < len(tests) and tests[at + len(batch)]["program"] == batch[0]["program"]:
            batch.append(tests[at + len(batch)])
        seconds = 10 + 5 * sum(test["seconds"] for test in batch)
        if not run(batch[0]["program"], [test["name"] for test in batch], tree, seconds, INTERORG_FAULT=str(fault["id"])):
            return {**outcome, "caught": True, "by": [test["name"] for test in batch]}
        at, size = at + len(batch), min(2 * size, 24)
    return outcome


def excused():
    """The faults that no test can notice: the name without its line, and the reason."""
    reasons = {}
    path = ROOT / "tools/mutants.txt"
    for line in path.read_text().splitlines() if path.exists() else []:
        if line and not line.startswith("#"):
            name, reason = line.split(" | ", 1)
            reasons[name.strip()] = reason.strip()
    return reasons


def unplaced(name):
    """The name of a fault without line and column, so that it lasts when lines move."""
    return re.sub(r"^([^:]+):\d+:\d+", r"\1", name)


def report(results):
    reasons = excused()
    rows = collections.defaultdict(collections.Counter)
    missed = []
    for result in results:
        of = layer(result["name"].split(":")[0])
        kind = "caught" if result["caught"] else "equivalent" if unplaced(result["name"]) in reasons else "missed"
        for row in (of, "core" if of in LAYERS else "elsewhere"):
            rows[row][kind] += 1
        if kind == "missed":
            missed.append(result)
    print(f"{'layer':12} {'caught':>7} {'missed':>7} {'equivalent':>11} {'share':>7}")
    order = [*LAYERS, "core", *sorted(row for row in rows if row not in (*LAYERS, "core", "elsewhere")), "elsewhere"]
    for row in (row for row in order if row in rows):
        caught, not_caught = rows[row]["caught"], rows[row]["missed"]
        share = 100 * caught / max(1, caught + not_caught)
        print(f"{row:12} {caught:7} {not_caught:7} {rows[row]['equivalent']:11} {share:6.1f}%")
    for result in sorted(missed, key=lambda result: result["name"]):
        print(f"missed ({result['tests']} tests reach it): {result['name']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, help="how many faults to try, two thirds of them in the five layers of the model")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the sample, and the name of the folder of its results")
    parser.add_argument("--shard", default="0/1", metavar="K/N", help="every Nth fault of the sample, from the Kth")
    parser.add_argument("--file", action="append", default=[], help="only faults of this file")
    parser.add_argument("--missed", action="store_true", help="only the faults that were missed before, once more")
    parser.add_argument("--tests", action="append", default=[], metavar="WORD", help="only tests with this in their names")
    parser.add_argument("--max-seconds", type=float, default=10, help="use no test that takes longer than this alone")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="how many tests run at a time")
    parser.add_argument("--report", action="store_true", help="only print what has been found")
    arguments = parser.parse_args()

    place = ROOT / "target/mutants" / str(arguments.seed)
    store = place / "results.jsonl"
    results = {}
    if store.exists():
        results = {result["name"]: result for result in map(json.loads, store.read_text().splitlines())}
    if arguments.report:
        report(results.values())
        return

    tree = copied(place)
    all_faults = proposed(place / "proposed.json")
    chosen = [fault for fault in all_faults if not arguments.file or fault["file"] in arguments.file]
    chance = random.Random(arguments.seed)
    chance.shuffle(chosen)
    if arguments.sample:
        core = [fault for fault in chosen if layer(fault["file"]) in LAYERS]
        other = [fault for fault in chosen if layer(fault["file"]) not in LAYERS]
        in_core = 2 * arguments.sample // 3
        chosen = core[:in_core] + other[:arguments.sample - in_core]
    if arguments.missed:
        missed = {unplaced(result["name"]) for result in results.values() if not result["caught"]}
        chosen = [fault for fault in all_faults if unplaced(fault["name"]) in missed]
        results = {}
    shard, shards = map(int, arguments.shard.split("/"))
    chosen = chosen[shard::shards]
    for id, fault in enumerate(chosen, 1):
        fault["id"] = id

    planted = compiled(chosen, tree)
    print(f"{len(planted)} of {len(chosen)} faults compile; the others are left out", flush=True)
    programs = built(tree)
    kind = "-".join([str(len(chosen)), str(shard), *arguments.tests])
    tests = reached(programs, tree, place / f"reached-{kind}.json", arguments.tests, arguments.workers)
    tests = [test for test in tests if test["seconds"] <= arguments.max_seconds]
    print(f"{len(tests)} tests, {sum(test['seconds'] for test in tests):.0f} s one after another", flush=True)

    lock = threading.Lock()

    def one(fault):
        if fault["name"] in results:
            return
        result = tried(fault, tests, tree)
        with lock:
            results[fault["name"]] = result
            with store.open("a") as file:
                file.write(json.dumps(result) + "\n")
            print(f"{len(results)} {'caught' if result['caught'] else 'MISSED'} {fault['name']}", flush=True)

    with concurrent.futures.ThreadPoolExecutor(arguments.workers) as pool:
        for _ in pool.map(one, planted):
            pass
    report([results[fault["name"]] for fault in planted])


if __name__ == "__main__":
    main()
