"""The rows of the tables of a network that is generated: `tables` has them table by table.

For a fifth of the organizations as partnerships, twice as many spells and motives and five times as many participations, most
organizations have few partners and one has many (the hub, `o1`). The rows have no statements and no evidence: what is measured are the
questions of `interorg sql`. Columns that are left out have the value that `missing` gives.
"""

import datetime
import os
import random

FIRST, OPEN, NEVER = datetime.date(1945, 1, 1), datetime.date(9999, 12, 31), datetime.date(1, 1, 1)
PHASES = ["none", "contact", "ad-hoc", "formalized", "institutionalized"]
MOTIVES = [("organizational-survival", "materialist"), ("neutralizing-competition", "materialist"),
           ("resource-dependence", "materialist"), ("legitimization", "ideational"),
           ("shared-values", "ideational"), ("organizational-learning", "ideational")]
ROLES = ["lead", "support", "funding", "training", "airlift", "parallel"]
DOUBTS = {"start_doubt_day": NEVER, "start_sure_day": NEVER, "end_doubt_day": NEVER, "end_sure_day": NEVER}

# A dataset that names the organizations of the questions.
NAMES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "two.yaml")


def missing(kind):
    """What a column that may not be NULL has where nothing is known: by its type, in lower case."""
    return {"bigint": 0, "boolean": False, "date": NEVER}.get(kind, "none")


class Network:
    def __init__(self, partnerships, seed):
        self.count = partnerships
        self.chance = random.Random(seed)
        self.organizations, self.operations = max(partnerships // 5, 100), partnerships

    def day(self, earliest=FIRST, years=75):
        return earliest + datetime.timedelta(days=self.chance.randrange(years * 365))

    def organization(self):
        """The one with number 1 is the hub; low numbers are frequent."""
        return 1 + int(self.organizations * self.chance.random() ** 3)

    def pairs(self):
        seen = set()
        while len(seen) < self.count:
            a, b = sorted((self.organization(), 1 + self.chance.randrange(self.organizations)))
            if a != b:
                seen.add((a, b))
        return sorted(seen)

    def spells(self, pairs):
        for a, b in pairs:
            start, rung = self.day(), self.chance.randrange(1, 4)
            for number in (1, 2):
                end = OPEN if number == 2 else self.day(start, 20) + datetime.timedelta(days=1)
                yield {"partnership": f"o{a}--o{b}", "number": number, "statement": f"s{number}", "coding": "formal",
                       "phase": PHASES[rung], "rung": rung, "condition": "active", "from_edtf": str(start),
                       "to_edtf_missing": "none", "first_day": start, "end_day": end, "confidence_rank": 3, **DOUBTS}
                start, rung = end, min(4, rung + 1)

    def motives(self, pairs):
        for a, b in pairs:
            for number in (1, 2):
                motive, family = self.chance.choice(MOTIVES)
                yield {"partnership": f"o{a}--o{b}", "number": number, "statement": f"m{number}",
                       "holder": f"o{self.chance.choice((a, b))}", "motive": motive, "family": family, "says": "It says so.",
                       "first_day": self.day(), "end_day": OPEN, "confidence_rank": 3, **DOUBTS}

    def spans(self):
        for number in range(1, self.operations + 1):
            start = self.day()
            yield number, start, self.day(start, 10) + datetime.timedelta(days=1)

    def participations(self, spans):
        for number, start, end in spans:
            for place in range(1, 6):
                yield {"operation": f"p{number}", "number": place, "part": 1, "statement": f"t{place}",
                       "organization": f"o{self.organization()}", "role": self.chance.choice(ROLES), "makes_tie": True,
                       "status": "recorded", "first_day": start, "end_day": end, "confidence_rank": 3, **DOUBTS}

    def tables(self):
        """The name and the rows of each table that has more than a vocabulary."""
        names = [f"o{number}" for number in range(1, self.organizations + 1)]
        yield "organization", (
            {"ordinal": row, "id": name, "abbreviation": name, "name": name, "first_day": FIRST, "end_day": OPEN, **DOUBTS}
            for row, name in enumerate(names, 1)
        )
        yield "lifetime", ({"organization": name, "number": 1, "first_day": FIRST, "end_day": OPEN} for name in names)
        pairs = self.pairs()
        yield "partnership", (
            {"ordinal": row, "id": f"o{a}--o{b}", "a": f"o{a}", "b": f"o{b}", "first_pass": True, "has_phases": True,
             "first_day": FIRST, "end_day": OPEN}
            for row, (a, b) in enumerate(pairs, 1)
        )
        yield "spell", self.spells(pairs)
        yield "motive", self.motives(pairs)
        spans = list(self.spans())
        yield "operation", (
            {"ordinal": n, "id": f"p{n}", "label": f"p{n}", "name": f"p{n}", "first_day": start, "end_day": end,
             "confidence_rank": 3, **DOUBTS}
            for n, start, end in spans
        )
        yield "participation", self.participations(spans)


def vocabularies():
    """The name and the rows of the vocabularies that the questions need."""
    yield "phase", ({"rung": row, "id": phase, "label": phase, "absent": row == 0} for row, phase in enumerate(PHASES))
    yield "motive_kind", (
        {"ordinal": row, "id": motive, "label": motive, "family": family} for row, (motive, family) in enumerate(MOTIVES, 1)
    )
    yield "coding", ({"ordinal": row, "id": coding, "label": coding} for row, coding in enumerate(["formal", "behavioural"], 1))
    yield "condition", iter([{"ordinal": 1, "id": "active", "label": "active"}])
    yield "role", ({"ordinal": row, "id": role, "label": role, "makes_tie": True} for row, role in enumerate(ROLES, 1))
    yield "calendar", (
        {"year": year, "first_day": datetime.date(year, 1, 1), "end_day": datetime.date(year + 1, 1, 1)} for year in range(1900, 2101)
    )
