"""Computes the agreement of two coding passes again, from two tables of dyad-years, and compares it with `findings`.

Alpha is that of the package krippendorff; kappa is computed from its definition with numpy. Arguments: the output of
`findings` as JSON, and the tables of dyad-years as CSV, of the first and of the second pass. Prints how many numbers agree.
"""

import csv
import json
import sys

import krippendorff
import numpy as np

agreed = 0


def agree(what, mine, theirs):
    """Counts two equal values, and exits if they differ."""
    global agreed
    if mine is None or theirs is None or abs(mine - theirs) > 1e-9:
        sys.exit(f"{what}: {mine} here, {theirs} in findings")
    agreed += 1


def rungs(path, coding):
    """Returns the rung of each dyad-year: a number, `none` or `unknown`. No phase of the data is the absence of a relation."""
    rows = csv.DictReader(open(path, encoding="utf-8"))
    missing = ["none", "unknown"]
    return {
        (row["a"], row["b"], row["year"]): row[f"{coding}_phase"]
        if row[f"{coding}_phase"] in missing
        else int(row[f"{coding}_rung"])
        for row in rows
    }


def kappa(pairs, power):
    """Returns Cohen's kappa with weights by a power of the distance."""
    size = int(pairs.max()) + 1
    table = np.zeros((size, size))
    for first, second in pairs:
        table[first, second] += 1
    table /= table.sum()
    weights = np.abs(np.subtract.outer(np.arange(size), np.arange(size))) ** power
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    return 1 - (weights * table).sum() / (weights * expected).sum()


findings = json.load(open(sys.argv[1], encoding="utf-8"))
for row in findings["agreement"]:
    coding = row["coding"]
    first, second = (rungs(path, coding) for path in sys.argv[2:4])
    pairs, unknown = [], 0
    for unit in first.keys() & second.keys():
        values = [first[unit], second[unit]]
        if values == ["none", "none"]:
            continue
        if "unknown" in values:
            unknown += 1
            continue
        pairs.append([0 if value == "none" else value for value in values])
    pairs = np.array(pairs)
    agree("years", len(pairs), row["years"])
    agree("same", int((pairs[:, 0] == pairs[:, 1]).sum()), row["same"])
    if row["alpha"] is None:
        continue
    agree("unknown years", unknown, row["unknown_years"])
    alpha = krippendorff.alpha(reliability_data=pairs.T, level_of_measurement="ordinal")
    agree("alpha", alpha, row["alpha"])
    agree("linear kappa", kappa(pairs, 1), row["kappa_linear"])
    agree("quadratic kappa", kappa(pairs, 2), row["kappa_quadratic"])
print(agreed)
