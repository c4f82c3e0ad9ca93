"""The answers of the program as the rows of the statements that `interorg sql` prints."""

VERBS = ("links", "partners", "motives", "milestones", "dyad-years", "matrix", "path", "operations")


def present(row, name):
    return row[name] if row[name] is not None else row[f"{name}_missing"]


def facts(row, head, sides):
    """The facts of a partnership: kind, holder, id, date, doubt."""
    doubts = {(one["kind"], one["id"], one["holder"]): True for one in row["uncertain"]}
    bound = next((one["kind"] for one in row["uncertain"] if one["kind"] in ("start", "end")), "none")
    found = [("partnership", "none", None, "none", "none")]
    if row["since"] is not None:
        doubt = "or-earlier" if row["since_or_earlier"] else "none"
        found.append(("since", "none", "none", row["since"], doubt))
    if row["phase"] is not None:
        found.append(("phase", row.get("phase_of") or "none", row["phase"], row["phase_since"], bound))
    if row["condition"] is not None:
        found.append(("condition", "none", row["condition"], row["condition_since"], None))
    if row["ended"] is not None or row["ended_missing"] != "none":
        found.append(("ended", "none", "none", present(row, "ended"), "none"))
    held = [(motive, side) for side, name in sides for motive in row[name]]
    found += [
        ("motive", side, motive, "none", "uncertain" if ("motive", motive, side) in doubts else "none")
        for motive, side in held
    ]
    found += [("possible-motive", one["holder"], one["id"], "none", "possible") for one in row["possible_motives"]]
    found += [
        ("operation", "none", one, "none", "uncertain" if ("operation", one, None) in doubts else "none")
        for one in row["operations"]
    ]
    if "weight" in row:
        found.append(("weight", "none", str(row["weight"]), "none", "none"))
    return [(*head, *fact) for fact in found]


def in_order(found, ordinals):
    """The motives of both sides in the order of a statement: by the vocabulary, then by the id of the holder."""
    kinds = ["partnership", "since", "phase", "condition", "ended", "motive", "possible-motive", "operation", "weight"]
    order = lambda fact: (kinds.index(fact[-5]), ordinals.get(fact[-3], 0), fact[-4]) if "motive" in fact[-5] else (
        kinds.index(fact[-5]),)
    return sorted(found, key=order)


def dyad_year(row, codings):
    """A dyad-year without the columns that no statement has. No recorded phase is rung 0, and an unknown one has no rung."""
    found = [row["year"], row["a"], row["b"]]
    for coding in codings:
        rung, missing = row[f"{coding}_rung"], row.get(f"{coding}_rung_missing")
        found += [0 if missing == "none" and rung is None else rung]
        found += [present(row, f"{coding}_phase"), present(row, f"{coding}_condition")]
    for count in ("operations", "milestones"):
        found += [row[count], row[f"{count}_missing"] if row[count] is None else "none"]
    return tuple(found)


MATRIX = {
    "motives": ("dyad", "organization", "motive", "motive-family"),
    "participations": ("organization", "operation", "role", "country"),
    "shared-operations": ("dyad", "organization", "operation", "role", "country"),
}


def arguments(verb, chance, own, organizations):
    """The arguments of a question before its filters."""
    if verb == "partners":
        return [own]
    if verb == "path":
        return chance.sample(organizations, 2)
    if verb == "matrix":
        unit = chance.choice(sorted(MATRIX))
        return [*chance.sample(MATRIX[unit], 2), "--count", unit]
    return []


def chain_ties(chains, max_steps):
    """The ties of the shortest chains, each with its step; longer chains are in no statement."""
    steps = min((chain["steps"] for chain in chains), default=0)
    return {
        (step + 1, *chain["organizations"][step : step + 2], tie["kind"], tie["operation"] or f"{tie['a']}-{tie['b']}")
        for chain in chains
        if chain["steps"] == steps <= max_steps
        for step, tie in enumerate(chain["ties"])
    }


def of_partnerships(ties):
    """The ties that an answer shows: over a common partner, only chains of two partnerships, if there are any."""
    legs = [{tie[2 - step] for tie in ties if tie[0] == step + 1 and tie[3] == "partnership"} for step in (0, 1)]
    common = legs[0] & legs[1]
    if max((tie[0] for tie in ties), default=0) != 2 or not common:
        return ties
    return {tie for tie in ties if tie[3] == "partnership" and tie[3 - tie[0]] in common}


def expected(verb, rows, own, ordinals, codings, max_steps):
    """The rows of an answer; `own` is the organization of the question, `ordinals` are the places of motives in their vocabulary."""
    if verb == "links":
        return [
            fact
            for row in rows
            for fact in in_order(facts(row, (row["a"], row["b"]), [(row["a"], "a_motives"), (row["b"], "b_motives")]), ordinals)
        ]
    if verb == "partners":
        return [
            fact
            for row in rows
            for fact in in_order(
                facts(row, (row["partner"],), [(own, "own_motives"), (row["partner"], "partner_motives")]), ordinals
            )
        ]
    rank = {"low": 1, "medium": 2, "high": 3}
    if verb == "motives":
        return [
            (row["a"], row["b"], row["holder"], row["motive"], row["family"], present(row, "from"), present(row, "to"),
             row["statement"], rank[row["confidence"]], "possible" if row["is_possible"] else "none")
            for row in rows
        ]
    if verb == "milestones":
        return [
            (row["a"], row["b"], row["date"], row["kind"], row["title"], row["actor"] or "none", row["series"] or "none",
             rank[row["confidence"]])
            for row in rows
        ]
    if verb == "path":
        return chain_ties(rows, max_steps)
    if verb == "matrix":
        return [(cell["row"], cell["column"], cell["count"]) for cell in rows if cell["count"]]
    if verb == "dyad-years":
        return [dyad_year(row, codings) for row in rows]
    return [
        (row["operation"], present(row, "start"), present(row, "end"), rank[row["confidence"]], one["organization"],
         one["role"], one["status"], present(one, "from"), present(one, "to"))
        for row in rows
        for one in row["participations"]
        or [dict.fromkeys(["organization", "role", "status", "from", "to"], "none")]
    ]


def found(verb, rows, dyads):
    """The rows of a statement without sort keys, which answers do not have."""
    if verb in ("links", "partners"):
        # The id of a partnership is not in the answer, and neither is the doubt of a condition.
        width = 2 if verb == "links" else 1
        result = []
        for row in rows:
            head, (fact, _, holder, one, date, doubt) = row[1 : 1 + width], row[1 + width :]
            one = None if fact == "partnership" else one
            result.append((*head, fact, holder, one, date, None if fact == "condition" else doubt))
        return result
    if verb in ("motives", "milestones"):
        return [(*row[1:3], *row[4:]) for row in rows]
    if verb == "path":
        return of_partnerships({(*row[:4], dyads.get(row[4], row[4])) for row in rows})
    if verb == "matrix":
        # Partnerships of all coding passes have one id for their dyad in an answer.
        return [(dyads.get(row[0], row[0]), dyads.get(row[1], row[1]), row[2]) for row in rows]
    if verb == "dyad-years":
        return [tuple(row) for row in rows]
    return [(*row[1:5], *row[6:]) for row in rows]
