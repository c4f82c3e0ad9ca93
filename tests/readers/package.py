"""Validates a data package with Frictionless, as it is and after damage, and prints what is found as JSON."""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from frictionless import Package, validate

folder = Path(sys.argv[1])


def errors(path):
    report = validate(str(path / "datapackage.json"))
    return sorted({error.type for task in report.tasks for error in task.errors} | {error.type for error in report.errors})


def damaged(name, old, new, keeps_checksums):
    """The errors after the first occurrence of a text in a file was replaced, with or without its checksums."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "package"
        shutil.copytree(folder, copy)
        file = copy / name
        text = file.read_text(encoding="utf-8")
        assert old in text, (name, old)
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        if not keeps_checksums:
            description = copy / "datapackage.json"
            package = json.loads(description.read_text(encoding="utf-8"))
            for resource in package["resources"]:
                resource.pop("hash", None), resource.pop("bytes", None)
            description.write_text(json.dumps(package), encoding="utf-8")
        return errors(copy)


package = Package(str(folder / "datapackage.json"))
tables = [resource for resource in package.resources if resource.path.endswith(".csv")]
rows = {resource.name: resource.read_rows() for resource in tables}
spell = next(row for row in rows["spell"] if row["actor"] is None)
print(
    json.dumps(
        {
            "valid": errors(folder),
            "rows": {name: len(rows) for name, rows in rows.items()},
            "spell": [type(spell["first_day"]).__name__, spell["actor_missing"], type(spell["absent"]).__name__],
            "broken_key": damaged("data/spell.csv", ",formal,", ",no-such-coding,", False),
            "changed": damaged("data/about.csv", "4,", "5,", True),
            "changed_file": damaged("datacite.json", "Dataset", "Datasex", True),
        }
    )
)
