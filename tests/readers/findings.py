"""Computes the findings anew, from the table of spells alone, and compares them.

Shares by scipy's exact intervals, durations by lifelines' Kaplan-Meier estimate. Arguments: the answer of
`findings` as JSON, the table of spells as CSV, the as-of date of the dataset. Prints how many numbers agree.
"""

import csv
import json
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta

from lifelines import KaplanMeierFitter
from scipy.stats import binomtest

CONDITIONS = ["active", "strained", "stalled", "dormant"]
found = json.load(open(sys.argv[1], encoding="utf-8"))
as_of = date.fromisoformat(sys.argv[3])
agreed = 0


def agree(what, mine, theirs, close=1e-9):
    global agreed
    same = mine == theirs or (
        isinstance(mine, float) and isinstance(theirs, (int, float)) and abs(mine - theirs) <= close
    )
    if not same:
        sys.exit(f"{what}: {mine} here, {theirs} there")
    agreed += 1


courses = defaultdict(lambda: defaultdict(list))
for row in csv.DictReader(open(sys.argv[2], encoding="utf-8")):
    row["first"], row["last"] = date.fromisoformat(row["start"]), date.fromisoformat(row["stop"])
    if row["censored"] == "1":
        row["last"] = date.max
    row["rung"] = int(row["rung"])
    courses[row["coding"]][row["a"], row["b"]].append(row)


def steps(spells):
    """Yields kind, first day of the new state, rung before and after."""
    before = None
    for place, spell in enumerate(spells):
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
        following = spells[place + 1] if place + 1 < len(spells) else None
        if now and spell["last"] < as_of:
            if not following or spell["last"] + timedelta(1) < following["first"]:
                kind = "dissolution" if spell["event"] == "dissolution" else "end"
                yield kind, spell["last"] + timedelta(1), now, 0
        before = spell


def share(what, theirs, cases, of):
    agree(what, cases, theirs["cases"])
    agree(what, of, theirs["of"])
    if of:
        interval = binomtest(cases, of).proportion_ci(confidence_level=0.95, method="exact")
        agree(what, cases / of, theirs["share"])
        agree(what, float(interval.low), theirs["low"], 1e-8)
        agree(what, float(interval.high), theirs["high"], 1e-8)


def value(section, **fields):
    rows = [row for row in found[section] if all(row[name] == value for name, value in fields.items())]
    if len(rows) != 1:
        sys.exit(f"{section} {fields}: {len(rows)} rows")
    return rows[0]


for coding, dyads in courses.items():
    counts, moves, fallen, years, falls = Counter(), Counter(), 0, 0, 0
    reached = defaultdict(list)
    for spells in dyads.values():
        taken = list(steps(spells))
        counts.update(kind for kind, *_ in taken)
        moves.update((was, now if kind != "dissolution" else kind) for kind, _, was, now in taken if was != now)
        gone = [day.year for kind, day, *_ in taken if kind == "dissolution"]
        down = [day for kind, day, *_ in taken if kind in ("reversal", "end")]
        fallen += bool(down)
        last_covered = as_of.year if (as_of.month, as_of.day) == (12, 31) else as_of.year - 1
        for year in range(1, last_covered):
            day = date(year, 12, 31)
            # In a year in which a member ceases to exist, the relation cannot be seen to fall or to last.
            if year + 1 in gone:
                continue
            if any(s["rung"] and s["first"] <= day <= s["last"] for s in spells):
                years += 1
                falls += any(fall.year == year + 1 for fall in down)
        related = [s for s in spells if s["rung"]]
        for rung in range(1, 5):
            there = [s["first"] for s in related if s["rung"] >= rung]
            if there:
                reached[rung].append((there[0] - related[0]["first"]).days / 365.25)
    agree("partnerships", len(dyads), value("transitions", coding=coding, measure="partnerships")["value"])
    for kind in ("begin", "advance", "recovery", "setback", "reversal", "end", "dissolution"):
        agree(kind, counts[kind], value("transitions", coding=coding, measure=kind)["value"])
    share("ever", value("transitions", coding=coding, measure="ever reversed or ended")["value"], fallen, len(dyads))
    measure = "partnership-years followed by a fall"
    share("years", value("transitions", coding=coding, measure=measure)["value"], falls, years)

    names = {}
    for spells in dyads.values():
        names.update({s["rung"]: s["phase"] for s in spells})
    names.update({0: "none", "dissolution": "dissolution"})
    theirs = {(row["from"], row["to"]): row["count"] for row in found["phase-transitions"] if row["coding"] == coding}
    agree("phase transitions", {(names[a], names[b]): n for (a, b), n in moves.items()}, theirs)

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
        row = value("stays", coding=coding, phase=names[rung])
        agree("stays", len(lengths), row["stays"])
        agree("ended", sum(ended for _, ended in lengths), row["ended"])
        fitted = KaplanMeierFitter().fit([l for l, _ in lengths], [e for _, e in lengths])
        limits = fitted.confidence_interval_
        for curve, other in (
            (fitted.survival_function_.iloc[:, 0], row["median"]),
            (limits.iloc[:, 0], row["interval"]["low"]),
            (limits.iloc[:, 1], row["interval"]["high"]),
        ):
            # lifelines' own median looks for less than a half where rounding makes a half a little more.
            below = curve.index[curve <= 0.5 + 1e-9]
            mine = float(below[0]) if len(below) else "not-reached"
            agree(f"{coding} {names[rung]} median", mine, other)
    for rung, lengths in reached.items():
        row = value("ascent", coding=coding, phase=names[rung])
        lengths.sort()
        middle = (lengths[(len(lengths) - 1) // 2] + lengths[len(lengths) // 2]) / 2
        agree("reached", len(lengths), row["reached"]["cases"])
        agree("shortest", lengths[0], row["shortest"])
        agree("median", middle, row["median"])
        agree("longest", lengths[-1], row["longest"])

for row in found["transitions"]:
    if isinstance(row["value"], dict):
        # What a share is out of stands apart from its cases, and what is a case is named as such alone.
        agree("cases", row["value"]["of"] > 0, bool(row["of"]))
        agree("prose", [], [case for case in row["cases"] if case.startswith("of ")])

for section in ("transitions", "phase-transitions", "stays", "ascent", "motives", "lessons"):
    for row in found.get(section, []):
        number = row.get("value", row.get("count", row.get("stays", row.get("claims", row.get("lessons", 1)))))
        counted = number["cases"] if isinstance(number, dict) else number
        if counted and not row["cases"]:
            sys.exit(f"{section}: a number without its cases: {row}")
        if counted and not row["evidence"]:
            sys.exit(f"{section}: a number without evidence: {row}")
        agreed += 1
print(agreed)
