"""Checks files of metadata against the JSON Schema of DataCite: datacite.py SCHEMA FILE... Prints the complaints as JSON."""

import json
import sys

from jsonschema import Draft201909Validator

with open(sys.argv[1], encoding="utf-8") as file:
    validator = Draft201909Validator(json.load(file))
complaints = []
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        complaints.append(sorted(error.message for error in validator.iter_errors(json.load(file))))
print(json.dumps(complaints))
