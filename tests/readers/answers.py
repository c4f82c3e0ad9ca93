"""Validates answers against their JSON Schemas (jsonschema). Reads a list of lines: name, schema file, answer file, with
tabs between. Prints the number of valid answers; an invalid one is an error."""

import json
import sys

import jsonschema

schemas = {}
count = 0
for line in open(sys.argv[1], encoding="UTF-8"):
    name, schema, answer = line.rstrip("\n").split("\t")
    if schema not in schemas:
        content = json.load(open(schema, encoding="UTF-8"))
        jsonschema.Draft7Validator.check_schema(content)
        schemas[schema] = jsonschema.Draft7Validator(content)
    errors = list(schemas[schema].iter_errors(json.load(open(answer, encoding="UTF-8"))))
    for error in errors[:3]:
        path = "/".join(map(str, error.absolute_path))
        print(f"{name}: {path}: {error.message[:300]}", file=sys.stderr)
    if errors:
        sys.exit(1)
    count += 1
print(count)
