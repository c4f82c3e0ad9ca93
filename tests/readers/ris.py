"""Reads a RIS file (rispy) and prints the id, the year and the number of authors and editors of every record."""

import sys

import rispy

with open(sys.argv[1], encoding="UTF-8") as file:
    for record in rispy.load(file):
        people = len(record.get("authors", [])) + len(record.get("secondary_authors", [])) + len(record.get("editors", []))
        print(record["id"], record.get("year", "")[:4], people, sep="\t")
