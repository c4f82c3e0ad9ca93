"""Reads a CSV file with Python's csv module and prints its rows as JSON, one object of texts per row.

Arguments: the file, and the name of the encoding.
"""

import csv
import json
import sys

with open(sys.argv[1], encoding=sys.argv[2], newline="") as file:
    print(json.dumps(list(csv.DictReader(file, strict=True))))
