"""Prints a dataset with what is rare in real ones: uncertain and contradictory dates, predecessors, gaps in existence,
withdrawn claims, several coding passes, records of three organizations.

    random_dataset.py SEED [PARTNERSHIPS]

It has at most seven organizations, or as many partnerships as are named, among a fifth as many organizations, of which the first have
most. Then it is known when every organization was founded, because dyad-years are no question in SQL otherwise. The same seed gives the
same dataset. Most are sound, because contradictions of dates are no errors in them; `interorg check` says of
the others what is wrong. Everything after the key of a list is JSON, which is YAML too.
"""

import itertools
import json
import random
import sys

# Contradictions of dates, which count as warnings here.
LOWERED = (
    "end-before-start",
    "overlapping-phases",
    "phases-out-of-order",
    "phase-before-founding",
    "phase-after-dissolution",
)
FIRST, LAST = 1950, 2010


class Writer:
    def __init__(self, seed, size=None):
        self.chance = random.Random(seed)
        self.size = size
        self.sloppy = self.happens(0.5)

    def happens(self, probability):
        return self.chance.random() < probability

    def day(self, first, last):
        year = self.chance.randint(first, max(first, last))
        month, day = self.chance.randint(1, 12), self.chance.randint(1, 28)
        return self.chance.choice([f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}"])

    def date(self, first=FIRST, last=LAST):
        """A date, often one of which little is known."""
        plain = self.day(first, last)
        year = int(plain[:4])
        return self.chance.choice(
            [plain] * 12
            + [f"{plain}?", f"{plain}~", f"{plain}%", f"{plain[:3]}X", f"../{plain}", f"{plain}/..", f"/{plain}", f"{plain}/"]
            + [f"{year}-21", f"{year}-XX", f"{year}/{year + 3}", f"{year}?/{year + 2}-05"]
        )

    def end(self, first=FIRST, last=LAST):
        return self.chance.choice(["unknown", "..", None, None] + [self.date(first, last)] * 4)

    def some(self, record, likely, **fields):
        """Adds fields to a record, each by chance; those without a value are left out."""
        for name, value in fields.items():
            if self.happens(likely) and value is not None:
                record[name.rstrip("_").replace("_", "-")] = value
        return record

    def claim(self, record):
        self.some(record, 0.25, confidence=self.chance.choice(["low", "medium", "high"]))
        self.some(record, 0.08, recorded=self.day(2000, 2005), withdrawn=self.day(2006, 2012))
        return self.some(record, 0.2, cite=[self.chance.choice(["s", "t"])], rivals=[{"says": "Another.", "from": self.date()}])

    def organizations(self):
        if self.size:
            ids = [f"o{number}" for number in range(max(20, self.size // 5))]
        else:
            ids = ["a", "b", "c", "a-b", "d", "e", "f"][: self.chance.randint(3, 7)]
        found = []
        for place, one in enumerate(ids):
            record = {"id": one, "name": f"Organization {one}"}
            if self.happens(0.2):
                resumed = self.chance.randint(1960, 1990)
                record["exists"] = [{"from": "1940", "to": f"{resumed - 1}-06"}, {"from": f"{resumed}"}]
            else:
                self.some(record, 1 if self.size else 0.7, founded=self.date(FIRST - 10, FIRST + 30))
                self.some(record, 0.25, dissolved=self.end(FIRST + 31, LAST + 3))
            if place:
                before = self.chance.choice(ids[:place])
                self.some(record, 0.3, succeeds=[before])
                self.some(record, 0.15, part_of=[before], covered_from=None if self.size else self.day(FIRST, LAST))
                self.some(record, 0.15, member_of=[{"organization": before, "from": self.date()}])
            found.append(record)
        return found

    def spells(self, through):
        phases = ["none", "contact", "ad-hoc", "formalized", "institutionalized"]
        years = sorted(self.chance.randint(FIRST, LAST) for _ in range(self.chance.choice([1, 1, 2, 3, 5])))
        found = []
        for year in years:
            record = self.claim({"phase": self.chance.choice(phases), "from": self.date(year, year + 1)})
            self.some(record, 0.35, condition=self.chance.choice(["active", "strained", "stalled", "dormant"]))
            self.some(record, 0.3, to=self.end(year + 1, year + 8))
            self.some(record, 0.6, through=[self.chance.choice(through)] if through else None)
            found.append(record)
        return found

    def motive(self, members):
        names = ["organizational-survival", "resource-dependence", "legitimization", "shared-values"]
        year = self.chance.randint(FIRST, LAST)
        record = {"motive": self.chance.choice(names), "of": self.chance.choice(members), "statement": f"Reason {year}."}
        self.some(record, 0.5, from_=self.date(year, year + 2), to=self.end(year - 5 * self.sloppy, year + 15))
        self.some(record, 0.4, attested=[self.date(year, year + 8)], strength=self.chance.choice(["stated", "inferred"]))
        return self.claim(record)

    def milestone(self, members):
        kind = self.chance.choice(["declaration", "agreement", "summit"])
        record = {"date": self.date(), "kind": kind, "title": f"Event {self.chance.randint(0, 99)}"}
        return self.claim(self.some(record, 0.3, of=self.chance.choice(members)))

    def partnership(self, members, predecessors):
        record = {"between": members}
        through = [one for member in members for one in predecessors.get(member, [])]
        codings = [coding for coding in ("formal", "activity") if self.happens(0.6)]
        if len(members) == 2 or self.happens(0.1):
            self.some(record, 0.9, phases={coding: self.spells(through) for coding in codings} or None)
        several = lambda one: [one(members) for _ in range(self.chance.randint(1, 3))]
        return self.some(record, 0.6, motives=several(self.motive), milestones=several(self.milestone))

    def pairs(self, ids):
        """Two of the organizations each, with the likelihood that they have a partnership."""
        if not self.size:
            return [(pair, 0.5) for pair in itertools.combinations(ids, 2)]
        found = {}
        while len(found) < self.size:
            pair = tuple(sorted((int(len(ids) * self.chance.random() ** 3), self.chance.randrange(len(ids)))))
            if pair[0] != pair[1]:
                found[pair] = None
        return [((ids[a], ids[b]), 1) for a, b in found]

    def partnerships(self, organizations):
        ids = [one["id"] for one in organizations]
        predecessors = {one["id"]: one.get("succeeds", []) for one in organizations}
        found = []
        for (a, b), likely in self.pairs(ids):
            members = self.chance.choice([[a, b], [b, a]])
            if self.happens(likely):
                found.append(self.partnership(members, predecessors))
            if self.happens(0.12):
                found.append(self.partnership(members, predecessors) | {"coder": "second-pass"})
        if self.happens(0.5):
            found.append(self.partnership(self.chance.sample(ids, 3), predecessors))
        if self.size:
            # A phase that goes on while a member does not exist is always an error.
            gapped = {one["id"] for one in organizations if "exists" in one}
            for record in found:
                if gapped.intersection(record["between"]):
                    record.pop("phases", None)
        self.chance.shuffle(found)
        return found

    def operation(self, name, organizations):
        year = self.chance.randint(FIRST, LAST)
        record = self.claim({"id": name, "name": f"Operation {name}"})
        self.some(record, 0.8, start=self.date(year, year + 1), end=self.end(year + 1, year + 12))
        self.some(record, 0.6, countries=self.chance.sample(["Ruritania", "Zubrowka", "Côte d'Or"], 2))
        participations = []
        for _ in range(self.chance.randint(0, 5)):
            role = self.chance.choice(["lead", "support", "funding", "endorsing", "opposed", "airlift"])
            part = {"organization": self.chance.choice(organizations)["id"], "role": role}
            self.some(part, 0.3, from_=self.date(year, year + 6), to=self.end(year + 2, year + 10))
            participations.append(self.claim(self.some(part, 0.1, status="unknown")))
        return self.some(record, 1, participations=participations or None)

    def dataset(self):
        header = {"title": "Random", "cite": ["s"], "checks": {code: "warning" for code in LOWERED}}
        self.some(header, 0.7, as_of=self.chance.choice(["2010", "2010-06", "2005-03-15", "2010?", "2009/2010"]))
        self.some(header, 0.3, from_=self.day(FIRST - 5, FIRST + 20))
        organizations = self.organizations()
        return {
            "dataset": header,
            "organizations": organizations,
            "partnerships": self.partnerships(organizations) if self.happens(0.95) else [],
            "operations": [self.operation(f"op{n}", organizations) for n in range(self.size or self.chance.randint(0, 4))],
            "sources": {"s": {"title": "S"}, "t": {"title": "T", "date": 2001}},
        }


for name, records in Writer(*map(int, sys.argv[1:])).dataset().items():
    if isinstance(records, list):
        print(f"{name}:" if records else f"{name}: []")
        for record in records:
            print("  -", json.dumps(record, ensure_ascii=False))
    else:
        print(f"{name}:", json.dumps(records, ensure_ascii=False))
