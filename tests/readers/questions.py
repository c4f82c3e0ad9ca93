"""Filters of questions, drawn from the names of a dataset."""

# Of more organizations, those with most partnerships are asked about.
MOST = 100


def names(database):
    """The names that filters take, from a database of the relational tables."""

    def ids(table, column="id"):
        return [str(value) for (value,) in database.execute(f"SELECT {column} FROM {table}")]

    organizations = ids("organization")
    if len(organizations) > MOST:
        organizations = ids(
            f"(SELECT a AS id FROM partnership UNION ALL SELECT b AS id FROM partnership) GROUP BY id ORDER BY COUNT(*) DESC, id LIMIT {MOST}"
        )
    return {
        "ORG": organizations,
        "PHASE": ids("phase"),
        "CONDITION": ids("condition"),
        "MOTIVE": ids("motive_kind") + ids("motive_family"),
        "OPERATION": ids("operation"),
        "COUNTRY": ids("country", "name"),
        "ROLE": ids("role"),
        "CODING": ids("coding"),
        "PASS": [coder for (coder,) in database.execute("SELECT DISTINCT coder FROM partnership WHERE coder IS NOT NULL")],
        "STRENGTH": ids("strength"),
        "AMOUNT": ["shared-operations"] + ids("quantity"),
    }


def filters(chance, names):
    """Words of a command line, by a generator of random numbers."""

    def some(option, values, likely, several=False):
        if values and chance.random() < likely:
            count = chance.randint(1, 2) if several else 1
            return [word for value in chance.choices(values, k=count) for word in (option, value)]
        return []

    year, length = chance.randint(1945, 2030), chance.randint(0, 30)
    day = f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    time = chance.choice(
        [[], ["--at", str(year)], ["--at", day], ["--at", day], ["--during", f"{year}..{year + length}"],
         ["--during", f"{day}.."], ["--during", f"..{year}"], ["--during", ".."]]
    )
    words = time + some("--coding", names["CODING"], 0.4)
    words += some("--with", names["ORG"], 0.3, True)
    if chance.random() < 0.15 and len(names["ORG"]) > 1:
        words += ["--between", *chance.sample(names["ORG"], 2)]
    words += chance.choice([[], [], some("--phase", names["PHASE"], 0.6, True), some("--min-phase", names["PHASE"], 0.6)])
    words += some("--condition", names["CONDITION"], 0.15, True)
    words += some("--motive", names["MOTIVE"], 0.25, True)
    words += some("--held-by", names["ORG"], 0.15)
    words += some("--operation", names["OPERATION"], 0.1, True)
    words += some("--country", names["COUNTRY"], 0.15, True)
    roles = some("--role", names["ROLE"], 0.25, True)
    words += roles + (["--both-sides"] if roles and chance.random() < 0.3 else [])
    words += some("--min-shared", ["1", "2", "3"], 0.15)
    words += some("--weight", names["AMOUNT"], 0.1)
    words += some("--min-weight", ["0", "1", "2", "2.5", "4"], 0.1)
    words += some("--ties", ["partnerships", "operations", "both"], 0.3)
    words += some("--min-confidence", ["low", "medium", "high"], 0.3)
    words += some("--min-strength", names["STRENGTH"], 0.1)
    words += some("--coder", names["PASS"], 0.2)
    return words
