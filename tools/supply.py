#!/usr/bin/env python3
"""What is in the program: its licences, and a bill of materials.

    tools/supply.py licences                 writes LICENSE-THIRD-PARTY, for all features and platforms
    tools/supply.py sbom [OPTION...]         prints a CycloneDX 1.5 SBOM; options go to `cargo metadata`, such as
                                             --features parquet,xlsx or --filter-platform x86_64-unknown-linux-gnu

Both read the locked graph of dependencies. Cargo downloads the crates of other platforms if they are missing.
Needs Python 3.11.
"""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections import defaultdict

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# Files of others in the program that are not crates: name, version (or where it is read), SPDX expression, what to know,
# the crate that brings it (or none), and the file with its licence.
EMBEDDED = [
    (
        "Noto Sans",
        "1.04",
        "OFL-1.1",
        "The fonts NotoSans-Regular.ttf and NotoSans-Bold.ttf, for pictures.\n"
        "Copyright 2012 Google Inc. All Rights Reserved. Noto is a trademark of Google Inc.\n"
        "The crate notosans carries them with the text below. The files themselves name the Apache License 2.0.",
        "notosans",
        "fonts/LICENSE_OFL.txt",
    ),
    (
        "DejaVu Sans",
        "2.37",
        "Bitstream-Vera",
        "The fonts DejaVuSans.ttf and DejaVuSans-Bold.ttf, for scripts that Noto Sans lacks.",
        "dejavu",
        "assets/dejavu-fonts-ttf-2.37/LICENSE",
    ),
    (
        "Styles and languages of the Citation Style Language",
        None,
        "CC-BY-SA-3.0",
        "For bibliographies, from https://github.com/citation-style-language/styles and /locales. Each names its authors.\n"
        "The crate hayagriva stores them as CBOR. The licence: https://creativecommons.org/licenses/by-sa/3.0/legalcode",
        "hayagriva",
        "NOTICE",
    ),
    (
        "SQLite",
        ("sqlite3/sqlite3.h", r'#define SQLITE_VERSION +"([0-9.]+)"'),
        "blessing",
        "For databases, compiled from C. SQLite is in the public domain: https://sqlite.org/copyright.html",
        "libsqlite3-sys",
        None,
    ),
    (
        "mimalloc",
        ("c_src/mimalloc/v2/include/mimalloc.h", r"#define MI_MALLOC_VERSION (\d+)(\d\d)(\d\d)\b"),
        "MIT",
        "The allocator of the command, compiled from C.",
        "libmimalloc-sys",
        "c_src/mimalloc/v2/LICENSE",
    ),
    (
        "preact",
        ("page/package-lock.json", "node_modules/preact"),
        "MIT",
        "In the script of the interactive page. Every page that is written has this licence too.",
        None,
        "page/licences/preact.txt",
    ),
    (
        "@preact/signals, @preact/signals-core",
        ("page/package-lock.json", "node_modules/@preact/signals", "node_modules/@preact/signals-core"),
        "MIT",
        "In the script of the interactive page. Every page that is written has this licence too.",
        None,
        "page/licences/preact-signals.txt",
    ),
]

# Licences in folders of crates whose files are not in the program.
NOT_IN_PROGRAM = {
    ("fontdb", "tests/fonts/LICENSE.txt"),
    ("libmimalloc-sys", "c_src/mimalloc/v3/LICENSE"),
    ("libsqlite3-sys", "sqlcipher/LICENSE"),
    ("petgraph", "assets/images/LICENSE.md"),
}

LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|unlicense|copyright)([-_. ].*)?$", re.IGNORECASE)
APACHE_END = "END OF TERMS AND CONDITIONS"
# A longer text may have several licences, and is kept as it is.
MAX_SHORT_LICENCE = 4000


def main():
    match sys.argv[1:]:
        case ["licences"]:
            path = os.path.join(ROOT, "LICENSE-THIRD-PARTY")
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(third_party(Graph(["--all-features"])))
        case ["sbom", *options]:
            json.dump(bill(Graph(options)), sys.stdout, indent=2, ensure_ascii=False)
            print()
        case _:
            sys.exit(__doc__)


class Graph:
    """The crates of the program: what it depends on, but not for its build script and its tests."""

    def __init__(self, options):
        command = ["cargo", "metadata", "--format-version=1", "--locked", *options]
        text = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
        metadata = json.loads(text)
        self.packages = {package["id"]: package for package in metadata["packages"]}
        nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
        self.root = metadata["resolve"]["root"]
        self.edges = {}
        pending = [self.root]
        while pending:
            crate = pending.pop()
            if crate not in self.edges:
                deps = [dep for dep in nodes[crate]["deps"] if any(kind["kind"] is None for kind in dep["dep_kinds"])]
                self.edges[crate] = sorted({dep["pkg"] for dep in deps}, key=self.order)
                pending += self.edges[crate]
        self.crates = sorted(self.edges.keys() - {self.root}, key=self.order)
        with open(os.path.join(ROOT, "deny.toml"), "rb") as file:
            clarified = tomllib.load(file)["licenses"]["clarify"]
        self.clarified = {item["crate"]: item["expression"] for item in clarified}

    def order(self, crate):
        return (self.packages[crate]["name"], self.packages[crate]["version"])

    def name(self, crate):
        return f"{self.packages[crate]['name']} {self.packages[crate]['version']}"

    def folder(self, crate):
        return os.path.dirname(self.packages[crate]["manifest_path"])

    def licence(self, crate):
        """Returns the SPDX expression of a crate: as `deny.toml` clarifies it, or else as the crate states it."""
        package = self.packages[crate]
        expression = self.clarified.get(package["name"]) or package["license"]
        if not expression:
            sys.exit(f"{self.name(crate)} states no licence: clarify it in deny.toml")
        return re.sub(r" */ *", " OR ", expression)

    def embedded(self):
        """Yields the files of others as name, version, SPDX expression, what to know, crate and text."""
        crates = {self.packages[crate]["name"]: crate for crate in self.crates}
        for name, version, licence, about, crate, file in EMBEDDED:
            if crate is None or crate in crates:
                folder = ROOT if crate is None else self.folder(crates[crate])
                text = file and read(os.path.join(folder, file))
                yield name, version_in(folder, version), licence, about, crates.get(crate), text

    def texts(self, crate):
        """Yields the licence files of a crate, without those of what it embeds."""
        name = self.packages[crate]["name"]
        known = NOT_IN_PROGRAM | {(crate, file) for *_, crate, file in EMBEDDED}
        files = []
        for folder, folders, names in os.walk(self.folder(crate)):
            folders.sort()
            files += [os.path.join(folder, name) for name in sorted(names) if LICENCE_FILE.match(name)]
        for path in files:
            inner = os.path.relpath(path, self.folder(crate)).replace(os.sep, "/")
            if inner.endswith((".rs", ".html", ".py")) or (name, inner) in known:
                continue
            if "/" in inner:
                sys.exit(f"{self.name(crate)} has {inner}: is what it licenses in the program? List it in {__file__}")
            yield read(path)


def version_in(folder, version):
    """Returns the version of an embedded file: as it is, or as a file states it."""
    if not isinstance(version, tuple):
        return version
    path, *keys = version
    text = read(os.path.join(folder, path))
    if path.endswith(".json"):
        return ", ".join(json.loads(text)["packages"][key]["version"] for key in keys)
    return ".".join(part.lstrip("0") or "0" for group in re.search(keys[0], text).groups() for part in group.split("."))


def read(path):
    """Returns the text of a file with line feeds only, without blanks at the ends of lines."""
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip() for line in file.read().splitlines()]
    return "\n".join(lines).strip("\n\f")


# Licences.


def parted(text):
    """Returns the lines of a licence that name the holders of the copyright, and the rest, which many crates share."""
    if text.lstrip().startswith("Apache License") and APACHE_END in text:
        body, _, rest = text.partition(APACHE_END)
        if not rest.strip() or rest.strip().startswith("APPENDIX"):
            lines = [line.strip() for line in rest.splitlines() if line.strip().startswith("Copyright")]
            return [line for line in lines if "[yyyy]" not in line and "{yyyy}" not in line], body + APACHE_END
    if len(text) > MAX_SHORT_LICENCE:
        return [], text
    is_holder = re.compile(r"\s*(Portions )?(Copyright|\([cC]\)|©)\s")
    holders = [line.strip() for line in text.splitlines() if is_holder.match(line)]
    rest = "\n".join(line for line in text.splitlines() if not is_holder.match(line))
    return holders, re.sub(r"\n{3,}", "\n\n", rest).strip("\n")


def key(body):
    """Returns what is the same in two copies of a licence: the words, but not the title, case, blanks and quotes."""
    words = re.sub(r"[\s\"'`“”‘’*#=-]+", " ", body.lower().replace("https:", "http:")).strip()
    return re.sub(r"^(the )?mit license( \(mit\))? (?=permission)", "", words)


def third_party(graph):
    bodies, users, entries = {}, defaultdict(int), []
    for crate in graph.crates:
        holders, keys = [], []
        for text in graph.texts(crate):
            named, body = parted(text)
            holders += [holder for holder in named if holder not in holders]
            if key(body) and key(body) not in keys:
                bodies.setdefault(key(body), body)
                users[key(body)] += 1
                keys.append(key(body))
        if not keys:
            package = graph.packages[crate]
            authors = ", ".join(re.sub(r" *<.*?>", "", author) for author in package["authors"])
            by = f", by {authors}" if authors else ""
            holders.append(f"The crate has no text of its licence: {package['repository']}{by}")
        entries.append((crate, holders, keys))
    number = {body: index for index, body in enumerate(sorted(users, key=lambda body: (-users[body], body)), 1)}
    lines = [
        "THIRD-PARTY SOFTWARE AND FILES IN INTERORG, AND THEIR LICENCES",
        "",
        "Written by tools/supply.py from Cargo.lock and the texts in the crates. A program has what its platform and features",
        "need; this list is of all platforms and features.",
        "",
        heading("Fonts, styles, scripts and libraries"),
    ]
    for name, version, licence, about, _, text in graph.embedded():
        title = f"{name} {version}" if version else name
        lines += ["", f"{title}: {licence}", "", about, *([] if text is None else ["", indented(text)])]
    lines += [
        "",
        heading("Crates"),
        "",
        "Name, version, SPDX expression, numbers of the texts below; holders of the copyright as their texts name them.",
        "The standard library of Rust is MIT OR Apache-2.0, copyright (c) The Rust Project Contributors.",
        "",
    ]
    for crate, holders, keys in entries:
        numbers = ", ".join(str(index) for index in sorted(number[body] for body in keys))
        lines += [f"{graph.name(crate)}: {graph.licence(crate)}" + (f" [{numbers}]" if keys else "")]
        lines += [f"    {holder}" for holder in holders]
    lines += ["", heading("Texts of the licences of crates")]
    for body, index in number.items():
        lines += ["", f"[{index}]", "", indented(bodies[body])]
    lines += ["", heading("Crates that only build or test the program"), ""]
    with open(os.path.join(ROOT, "Cargo.lock"), "rb") as file:
        locked = {(package["name"], package["version"]) for package in tomllib.load(file)["package"]}
    inside = {graph.order(crate) for crate in graph.edges}
    lines += [" ".join(package) for package in sorted(locked - inside)]
    return "\n".join(lines) + "\n"


def heading(text):
    return f"{'=' * 80}\n{text}\n{'=' * 80}"


def indented(text):
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())


# The bill of materials.


def bill(graph):
    with open(os.path.join(ROOT, "Cargo.lock"), "rb") as file:
        locked = {(package["name"], package["version"]): package for package in tomllib.load(file)["package"]}
    components, dependencies = [], []
    parts = defaultdict(list)
    for name, version, licence, _, crate, _ in graph.embedded():
        names = name.split(", ") if version and ", " in version else [name]
        for name, version in zip(names, [version] if len(names) == 1 else version.split(", ")):
            components.append(part(name, version, licence, crate is None))
            parts[crate or graph.root].append(components[-1]["bom-ref"])
    for crate in graph.crates:
        checksum = locked[graph.order(crate)]["checksum"]
        components.append(component(graph, crate, "library") | {"hashes": [{"alg": "SHA-256", "content": checksum}]})
    for crate in sorted(graph.edges, key=graph.order):
        refs = [purl(graph, dep) for dep in graph.edges[crate]] + parts[crate]
        dependencies.append({"ref": purl(graph, crate), "dependsOn": sorted(refs)})
    root = component(graph, graph.root, "application")
    root["licenses"] = [{"expression": f"({graph.licence(graph.root)}) AND CC-BY-4.0"}]
    tool = {"type": "application", "name": "tools/supply.py"}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"tools": {"components": [tool]}, "component": root},
        "components": sorted(components, key=lambda item: item["bom-ref"]),
        "dependencies": dependencies + [{"ref": ref} for ref in sorted(sum(parts.values(), []))],
    }


def purl(graph, crate):
    package = graph.packages[crate]
    return f"pkg:cargo/{package['name']}@{package['version'].replace('+', '%2B')}"


def component(graph, crate, kind):
    package = graph.packages[crate]
    entry = {"type": kind, "bom-ref": purl(graph, crate), "name": package["name"], "version": package["version"]}
    if package["description"]:
        entry["description"] = " ".join(package["description"].split())
    entry |= {"licenses": [{"expression": graph.licence(crate)}], "purl": purl(graph, crate)}
    if package["repository"]:
        entry["externalReferences"] = [{"type": "vcs", "url": package["repository"]}]
    return entry


def part(name, version, licence, is_script):
    """Returns the component of something that is embedded and is not a crate."""
    entry = {"type": "library", "name": name}
    if is_script:
        entry["purl"] = f"pkg:npm/{name.replace('@', '%40')}@{version}"
    elif licence in ("OFL-1.1", "Bitstream-Vera", "CC-BY-SA-3.0"):
        entry["type"] = "file"
    entry["bom-ref"] = entry.get("purl") or re.sub(r"\W+", "-", name.lower())
    if version:
        entry["version"] = version
    return entry | {"licenses": [{"license": {"id": licence}}]}


main()
