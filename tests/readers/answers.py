"""Validates answers against their JSON Schemas (jsonschema). Reads a list of lines: name, schema file, answer file, with
tabs between. Prints the number of valid answers; an invalid one is an error. So is a schema that accepts an answer with a
field too few or too many, or with a value of another type."""

import copy
import json
import sys

import jsonschema



def damaged(answer):
    """Returns copies of an answer, each with one fault in its first row."""
    parts = [name for name, value in answer.items() if isinstance(value, list) and value]
    parts = [name for name in parts if isinstance(answer[name][0], dict)]
    for part in parts[:1]:
        for change in (
            lambda row: row.pop(next(iter(row))),
            lambda row: row.update({"unknown_field": 1}),
            lambda row: row.update({next(iter(row)): {}}),
        ):
            faulty = copy.deepcopy(answer)
            change(faulty[part][0])
            yield faulty


schemas = {}
count = 0
for line in open(sys.argv[1], encoding="UTF-8"):
    name, schema, answer = line.rstrip("\n").split("\t")
    if schema not in schemas:
        content = json.load(open(schema, encoding="UTF-8"))
        jsonschema.Draft7Validator.check_schema(content)
        schemas[schema] = jsonschema.Draft7Validator(content)
    content = json.load(open(answer, encoding="UTF-8"))
    errors = list(schemas[schema].iter_errors(content))
    for error in errors[:3]:
        path = "/".join(map(str, error.absolute_path))
        print(f"{name}: {path}: {error.message[:300]}", file=sys.stderr)
    if errors:
        sys.exit(1)
    # Long answers are not copied: a short one of the same kind has the same faults.
    if len(json.dumps(content)) < 50_000:
        for faulty in damaged(content):
            if schemas[schema].is_valid(faulty):
                sys.exit(f"{name}: the schema accepts a damaged answer")
    count += 1
print(count)
