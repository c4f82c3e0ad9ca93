"""Validates values against JSON Schemas: schema_cases.py FOLDER, which has `schemas.json`, a list, and `cases.jsonl`: on each
line a list of the number of a schema and a value.

Prints one line per value: `yes`, or `no` and the first complaint.
"""

import json
import os
import sys

import jsonschema

with open(os.path.join(sys.argv[1], "schemas.json"), encoding="utf-8") as file:
    schemas = json.load(file)
for schema in schemas:
    jsonschema.Draft7Validator.check_schema(schema)
validators = [jsonschema.Draft7Validator(schema) for schema in schemas]
with open(os.path.join(sys.argv[1], "cases.jsonl"), encoding="utf-8") as file:
    for line in file:
        number, value = json.loads(line)
        error = next(validators[number].iter_errors(value), None)
        print("yes" if error is None else f"no {list(error.absolute_path)} {error.message[:120]!r}")
