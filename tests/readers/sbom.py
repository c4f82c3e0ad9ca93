"""Validates the bill of materials of `tools/supply.py` with the schema of CycloneDX, and looks for every crate in it."""

import json
import os
import subprocess
import sys

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
rustc = subprocess.run(["rustc", "-vV"], check=True, capture_output=True, text=True).stdout
host = next(line.split()[1] for line in rustc.splitlines() if line.startswith("host: "))
# Crates of other platforms may not be there, and the network is not used.
command = [sys.executable, os.path.join(root, "tools", "supply.py"), "sbom", "--offline", "--filter-platform", host]
texts = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(2)]
assert texts[0] == texts[1], "it is the same each time"

error = JsonStrictValidator(SchemaVersion.V1_5).validate_str(texts[0])
assert error is None, error
bill = json.loads(texts[0])

with open(sys.argv[1], encoding="utf-8") as file:
    crates = file.read().splitlines()
parts = {item["bom-ref"]: item for item in bill["components"]}
assert len(parts) == len(bill["components"])
names = {f"{item['name']} {item['version']}" for item in parts.values() if item.get("purl", "").startswith("pkg:cargo/")}
assert set(crates) <= names, set(crates) - names
assert all(item["licenses"] for item in parts.values())
assert all("hashes" in item for ref, item in parts.items() if ref.startswith("pkg:cargo/"))
for name in ["Noto Sans", "DejaVu Sans", "SQLite", "mimalloc", "preact", "@preact/signals-core"]:
    assert any(item["name"] == name for item in parts.values()), name

# Every component is reached from the program.
edges = {item["ref"]: item.get("dependsOn", []) for item in bill["dependencies"]}
pending, reached = [bill["metadata"]["component"]["bom-ref"]], set()
while pending:
    ref = pending.pop()
    if ref not in reached:
        reached.add(ref)
        pending += edges[ref]
assert reached - {bill["metadata"]["component"]["bom-ref"]} == set(parts)
print(f"valid, with all {len(crates)} crates")
