"""Counts the shared operations of every dyad-year from the dataset itself, and compares them with the table.

The first count compares participations day by day. If the dataset has only dates of whole years, a second count
multiplies the matrix of organizations and operations with its transpose. Arguments: the dataset as YAML, the table of
dyad-years as CSV. Prints the number of cells that agree.
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

participations = defaultdict(list)
coarse = True
for operation in data["operations"]:
    end = operation["end"]
    for participation in operation["participations"]:
        start, stop = participation.get("from", operation["start"]), participation.get("to", end)
        stop = end if stop == ".." else stop
        coarse &= all(len(str(text)) <= 4 for text in (start, stop))
        first, last = days(start)[0], as_of if stop == ".." else min(days(stop)[1], as_of)
        # A participation is limited to the lifetime of its organization.
        alive = exists[participation["organization"]]
        first, last = max(first, alive[0]), min(last, alive[1])
        if participation["role"] != "opposed" and first <= last:
            participations[participation["organization"]].append((operation["id"], first, last))

expected = {}
for a, b in combinations(exists, 2):
    first, last = max(exists[a][0], exists[b][0]), min(exists[a][1], exists[b][1])
    shared = defaultdict(set)
    theirs = defaultdict(list)
    for operation, start, stop in participations[b]:
        theirs[operation].append((start, stop))
    for operation, start, stop in participations[a]:
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
        sys.exit(f"two rows for {key}")
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
            for name, taken in participations.items()
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
