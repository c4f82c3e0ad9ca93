"""Reads a CSL-JSON file (citeproc-py) and prints id, type and first author of every item; what the
reader does not know of items is an error."""

import json
import pathlib
import sys
import warnings

from citeproc.source.json import CiteProcJSON

warnings.simplefilter("error")
items = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="UTF-8"))
for key, item in CiteProcJSON(items).items():
    authors = item.get("author", [])
    first = authors[0] if authors else {}
    print(item.get("id", key), item.type, first.get("literal") or first.get("family") or "", sep="\t")
