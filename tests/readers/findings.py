"""Computes the three observations again, from the table of spells only, and compares them with `findings`.

Proportions use scipy's exact intervals, durations lifelines' Kaplan-Meier estimate. Arguments: the output of `findings`
as JSON, the table of spells as CSV, and the as-of date of the dataset. Prints how many numbers agree.
"""

import csv
import json
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta

from lifelines import KaplanMeierFitter
from scipy.stats import binomtest

CONDITIONS = ["active", "strained", "stalled", "dormant"]
findings = json.load(open(sys.argv[1], encoding="utf-8"))
as_of = date.fromisoformat(sys.argv[3])
agreed = 0


def agree(what, mine, theirs, tolerance=1e-9):
    """Counts two equal values, and exits if they differ."""
    global agreed
    same = mine == theirs or (
        isinstance(mine, float) and isinstance(theirs, (int, float)) and abs(mine - theirs) <= tolerance
    )
    if not same:
        sys.exit(f"{what}: {mine} here, {theirs} in findings")
    agreed += 1


# The spells of each dyad under each coding.
histories = defaultdict(lambda: defaultdict(list))
for row in csv.DictReader(open(sys.argv[2], encoding="utf-8")):
    row["first"] = date.fromisoformat(row["first_day"])
    row["last"] = date.fromisoformat(row["observed_end_day"]) - timedelta(1)
    if row["censored"] == "true":
        row["last"] = date.max
    row["rung"] = int(row["rung"])
    histories[row["coding"]][row["partnership"]].append(row)


def transitions(spells):
    """Yields the kind, the first day of the new state, and the rungs before and after."""
    before = None
    for index, spell in enumerate(spells):
        if before and before["last"] + timedelta(1) < spell["first"]:
            before = None
        was = before["rung"] if before else 0
        now = spell["rung"]
        if was == 0 and now > 0:
            yield "begin", spell["first"], was, now
        elif now == 0 and was > 0:
            yield "end", spell["first"], was, now
        elif now > was:
            yield "advance", spell["first"], was, now
        elif now < was:
            yield "reversal", spell["first"], was, now
        elif now:
            worse = CONDITIONS.index(spell["condition"]) - CONDITIONS.index(before["condition"])
            if worse:
                yield ("setback" if worse > 0 else "recovery"), spell["first"], was, now
        following = spells[index + 1] if index + 1 < len(spells) else None
        if now and spell["last"] < as_of:
            if not following or spell["last"] + timedelta(1) < following["first"]:
                kind = "dissolution" if spell["event"] == "dissolution" else "end"
                yield kind, spell["last"] + timedelta(1), now, 0
        before = spell


def proportion(what, theirs, cases, total):
    agree(what, cases, theirs["count"])
    agree(what, total, theirs["total"])
    if total:
        interval = binomtest(cases, total).proportion_ci(confidence_level=0.95, method="exact")
        agree(what, cases / total, theirs["share"])
        agree(what, float(interval.low), theirs["low"], 1e-8)
        agree(what, float(interval.high), theirs["high"], 1e-8)


def find(section, **fields):
    """Returns the one row of a section with these values."""
    rows = [row for row in findings[section] if all(row[name] == value for name, value in fields.items())]
    if len(rows) != 1:
        sys.exit(f"{section} {fields}: {len(rows)} rows")
    return rows[0]


for coding, dyads in histories.items():
    counts, phase_changes, fallen, years, falls = Counter(), Counter(), 0, 0, 0
    reached = defaultdict(list)
    for spells in dyads.values():
        found = list(transitions(spells))
        counts.update(kind for kind, *_ in found)
        phase_changes.update((was, now if kind != "dissolution" else kind) for kind, _, was, now in found if was != now)
        dissolved = [day.year for kind, day, *_ in found if kind == "dissolution"]
        own_falls = [day for kind, day, *_ in found if kind in ("reversal", "end")]
        fallen += bool(own_falls)
        last_covered = as_of.year if (as_of.month, as_of.day) == (12, 31) else as_of.year - 1
        for year in range(1, last_covered):
            day = date(year, 12, 31)
            # If a member ceases to exist in the next year, it is unknown whether the relation would have fallen.
            if year + 1 in dissolved:
                continue
            if any(s["rung"] and s["first"] <= day <= s["last"] for s in spells):
                years += 1
                falls += any(fall.year == year + 1 for fall in own_falls)
        related = [s for s in spells if s["rung"]]
        for rung in range(1, 5):
            starts = [s["first"] for s in related if s["rung"] >= rung]
            if starts:
                reached[rung].append((starts[0] - related[0]["first"]).days / 365.25)
    agree("partnerships", len(dyads), find("transitions", coding=coding, measure="partnerships")["count"])
    for kind in ("begin", "advance", "recovery", "setback", "reversal", "end", "dissolution"):
        agree(kind, counts[kind], find("transitions", coding=coding, measure=kind)["count"])
    proportion("ever", find("transitions", coding=coding, measure="ever reversed or ended"), fallen, len(dyads))
    measure = "partnership-years followed by a fall"
    proportion("years", find("transitions", coding=coding, measure=measure), falls, years)

    names = {}
    for spells in dyads.values():
        names.update({s["rung"]: s["phase"] for s in spells})
    names.update({0: "none", "dissolution": "dissolution"})
    theirs = {}
    for row in findings["phase_transitions"]:
        if row["coding"] == coding:
            after = "dissolution" if row["is_dissolution"] else row["to"] or row["to_missing"]
            theirs[row["from"] or row["from_missing"], after] = row["count"]
    agree("phase transitions", {(names[a], names[b]): n for (a, b), n in phase_changes.items()}, theirs)

    stays = defaultdict(list)
    for spells in dyads.values():
        run = []
        for spell in spells + [None]:
            goes_on = run and spell and spell["rung"] == run[-1]["rung"]
            if goes_on and run[-1]["last"] + timedelta(1) >= spell["first"]:
                run.append(spell)
                continue
            if run and run[0]["rung"]:
                last = min(run[-1]["last"], as_of)
                length = ((last - run[0]["first"]).days + 1) / 365.25
                ended = run[-1]["last"] < as_of and run[-1]["event"] != "dissolution"
                stays[run[0]["rung"]].append((length, ended))
            run = [spell]
    for rung, lengths in sorted(stays.items()):
        row = find("stays", coding=coding, phase=names[rung])
        agree("stays", len(lengths), row["stays"])
        agree("ended", sum(ended for _, ended in lengths), row["ended"])
        fitted = KaplanMeierFitter().fit([l for l, _ in lengths], [e for _, e in lengths])
        limits = fitted.confidence_interval_
        for curve, other in (
            (fitted.survival_function_.iloc[:, 0], "median"),
            (limits.iloc[:, 0], "low"),
            (limits.iloc[:, 1], "high"),
        ):
            # lifelines' own median misses one half where rounding makes it slightly more.
            below = curve.index[curve <= 0.5 + 1e-9]
            mine = float(below[0]) if len(below) else "not-reached"
            theirs = row[other] if row[other] is not None else row[other + "_missing"]
            agree(f"{coding} {names[rung]} {other}", mine, theirs)
    for rung, lengths in reached.items():
        row = find("ascent", coding=coding, phase=names[rung])
        lengths.sort()
        middle = (lengths[(len(lengths) - 1) // 2] + lengths[len(lengths) // 2]) / 2
        agree("reached", len(lengths), row["reached_by"])
        agree("out of", len(dyads), row["partnerships"])
        agree("shortest", lengths[0], row["shortest"])
        agree("median", middle, row["median"])
        agree("longest", lengths[-1], row["longest"])

for row in findings["transitions"]:
    if row["total"] is not None:
        # A proportion lists the cases of its total in a column of its own.
        agree("cases", row["total"] > 0, bool(row["of"]))
        agree("names", [], [case for case in row["cases"] if not (case["a"] and case["b"])])

for section in ("transitions", "phase_transitions", "stays", "ascent", "motives", "lessons"):
    for row in findings[section]:
        counted = row.get("count", row.get("stays", row.get("claims", row.get("lessons", 1))))
        if counted and not row["cases"]:
            sys.exit(f"{section}: a number without cases: {row}")
        if counted and not row["evidence"]:
            sys.exit(f"{section}: a number without evidence: {row}")
        agreed += 1
print(agreed)
