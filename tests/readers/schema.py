"""Checks YAML files against a JSON Schema: schema.py SCHEMA FILE...

Prints one line a file: `yes` or `no` and the first complaint; `unread` if PyYAML, which knows only
YAML 1.1, cannot read it.
"""

import json
import re
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """Reads dates and words such as `no` as texts, as YAML 1.2 does."""


BOOLEAN = ("tag:yaml.org,2002:bool", re.compile("^(true|false)$"))
Loader.yaml_implicit_resolvers = {
    letter: [known for known in resolvers if known[0].rsplit(":", 1)[1] in ("int", "null")]
    + ([BOOLEAN] if letter in "tf" else [])
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
for path in sys.argv[2:]:
    try:
        with open(path, encoding="utf-8-sig") as file:
            documents = list(yaml.load_all(file, Loader))
    except (yaml.YAMLError, UnicodeError):
        print("unread", path)
        continue
    errors = [error for document in documents for error in validator.iter_errors(document)]
    print("no" if errors else "yes", path, errors[0].message[:80] if errors else "")
