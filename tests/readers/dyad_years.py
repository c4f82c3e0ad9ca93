"""Counts shared operations a year anew, from the dataset itself, and compares every cell of the table.

By the day for every dyad; and where the dataset dates by whole years, by the product of the matrix of
organizations and operations with its transpose, too. Arguments: the dataset as YAML, the table of dyad-years
as CSV. Prints how many cells agree.
"""

import csv
import sys
from collections import defaultdict
from datetime import date
from itertools import combinations

import numpy
import yaml
from scipy.sparse import csr_matrix


def days(text):
    parts = [int(part) for part in str(text).split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    return date(*parts), date(*parts)


data = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
as_of = days(data["dataset"]["as-of"])[1]
exists = {}
for organization in data["organizations"]:
    first = days(organization["founded"])[0]
    last = days(organization["dissolved"])[1] if "dissolved" in organization else as_of
    exists[organization["id"]] = first, min(last, as_of)

parts = defaultdict(list)
coarse = True
for operation in data["operations"]:
    end = operation["end"]
    for part in operation["participations"]:
        start, stop = part.get("from", operation["start"]), part.get("to", end)
        stop = end if stop == ".." else stop
        coarse &= all(len(str(text)) <= 4 for text in (start, stop))
        first, last = days(start)[0], as_of if stop == ".." else min(days(stop)[1], as_of)
        # A part lasts only while its organization exists.
        alive = exists[part["organization"]]
        first, last = max(first, alive[0]), min(last, alive[1])
        if part["role"] != "opposed" and first <= last:
            parts[part["organization"]].append((operation["id"], first, last))

expected = {}
for a, b in combinations(exists, 2):
    first, last = max(exists[a][0], exists[b][0]), min(exists[a][1], exists[b][1])
    shared = defaultdict(set)
    theirs = defaultdict(list)
    for operation, start, stop in parts[b]:
        theirs[operation].append((start, stop))
    for operation, start, stop in parts[a]:
        for other_start, other_stop in theirs[operation]:
            for year in range(max(start, other_start).year, min(stop, other_stop).year + 1):
                if max(start, other_start) <= min(stop, other_stop):
                    shared[year].add(operation)
    if first <= last:
        for year in range(first.year, last.year + 1):
            expected[a, b, year] = len(shared[year])

found = {}
for row in csv.DictReader(open(sys.argv[2], encoding="utf-8")):
    key = row["a"], row["b"], int(row["year"])
    if key in found:
        sys.exit(f"{key} stands twice")
    found[key] = int(row["operations"])
if found.keys() != expected.keys():
    sys.exit(f"rows differ: {sorted(found.keys() ^ expected.keys())[:5]}")
wrong = [(key, found[key], expected[key]) for key in found if found[key] != expected[key]]
if wrong:
    sys.exit(f"cells differ: {wrong[:5]}")

if coarse:
    rows = {name: number for number, name in enumerate(exists)}
    columns = {operation["id"]: number for number, operation in enumerate(data["operations"])}
    for year in sorted({year for *_, year in found}):
        member = {
            (rows[name], columns[operation])
            for name, taken in parts.items()
            for operation, start, stop in taken
            if start.year <= year <= stop.year
        }
        down, across = zip(*sorted(member)) if member else ((), ())
        matrix = csr_matrix((numpy.ones(len(down), int), (down, across)), (len(rows), len(columns)))
        product = (matrix @ matrix.T).toarray()
        for (a, b, of), count in found.items():
            if of == year and product[rows[a], rows[b]] != count:
                sys.exit(f"{a} {b} {year}: {count}, by the product {product[rows[a], rows[b]]}")
print(len(found))
