"""Reads a dataset and a library of Hayagriva (PyYAML, which follows YAML 1.1) and prints their texts as JSON."""

import json
import sys

import yaml


def read(path):
    with open(path, encoding="UTF-8") as file:
        return yaml.safe_load(file)


dataset, library = map(read, sys.argv[1:])
organization = dataset["organizations"][0]
dates = [organization["founded"], organization["dissolved"]]
# A date among the texts cannot be written as JSON, and ends this program.
print(json.dumps({
    "list": dataset["dataset"]["conventions"],
    "mapping": list(organization["identifiers"].items()),
    "titles": [source["title"] for source in dataset["sources"].values()],
    "keys": list(dataset["sources"]),
    "library": list(library),
    "numbers": list(library["s"]["serial-number"].items()),
    "dates": [type(date).__name__ for date in dates],
}))
