"""Asserts what the Python module returns: values, types, missing values, errors and pictures.

Arguments: the program and the folder of the module, or none if the package is installed. Prints the kinds of tables
that are installed, and the program.
"""

import datetime
import os
import re
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

sys.dont_write_bytecode = True
if len(sys.argv) > 1:
    os.environ["INTERORG_PROGRAM"] = sys.argv[1]
    sys.path.insert(0, sys.argv[2])
import interorg  # noqa: E402

DATASET = """
dataset: { title: Two partnerships, as-of: 2006-06-30 }
organizations:
  - { id: un, abbreviation: UN, name: United Nations, founded: 1945-10-24 }
  - { id: eu, abbreviation: EU, name: European Union, founded: 1993-11-01 }
  - { id: au, abbreviation: AU, name: Union africaine – الاتحاد الأفريقي, founded: 2002-07-09 }
partnerships:
  - between: [UN, EU]
    phases:
      formal:
        - { phase: contact, from: 2003~, because: first talks, cite: [joint] }
        - { phase: formalized, from: 2004-05-01, because: joint declaration, cite: [joint] }
    motives:
      - { motive: resource-dependence, of: UN, statement: It needs troops., from: 2004-05-01, cite: [joint] }
  - between: [UN, AU]
    phases:
      formal:
        - { phase: contact, from: 2005-03, because: a visit, cite: [joint] }
sources:
  joint: { type: report, title: Joint declaration, date: 2004 }
"""

# A dataset whose days are before the year 1, as a mapping. It has a warning.
ANCIENT = {
    "dataset": {"title": "Leagues", "as-of": "-0044-03-15"},
    "organizations": [{"id": "aet", "abbreviation": "AET", "name": "Aetolian League", "founded": "-0290"}],
    "sources": {"polybius": {"title": "Histories", "type": "book"}},
}

INVALID = DATASET.replace("phase: formalized", "phase: formalised")

# An amount of 0.1 and one of 0.7, which are 0.8; from the year 0, as of the year 12000.
AMOUNTS = {
    "dataset": {"title": "Amounts", "as-of": "Y12000"},
    "vocabularies": {"amounts": [{"id": "money", "label": "Money", "kind": "flow", "definition": "paid"}]},
    "organizations": [{"id": "b", "name": "Beta"}, {"id": "c", "name": "Gamma"}],
    "partnerships": [
        {
            "between": ["b", "c"],
            "amounts": [
                {"what": "money", "value": 0.1, "from": 2001, "to": 2001},
                {"what": "money", "value": 0.7, "from": 2002, "to": 2002},
            ],
            "phases": {
                "formal": [
                    {"phase": "contact", "from": "0000-06-01", "to": "0003-06-01", "cite": ["s"]},
                    {"phase": "contact", "from": 2001, "cite": ["s"]},
                ]
            },
        }
    ],
    "sources": {"s": {"title": "Histories", "type": "book"}},
}

# The names of the types of each kind of table.
DTYPES = {
    "pandas": ["Int64", "Float64", "boolean", "string", "datetime64[s]", "object"],
    "polars": ["Int64", "Float64", "Boolean", "String", "Date", "List(String)"],
    "pyarrow": ["int64", "double", "bool", "string", "date32[day]", "list<item: string>"],
}
KINDS = [kind for kind in DTYPES if find_spec(kind)]


def equal(found, expected, what=""):
    if found != expected:
        raise AssertionError(f"{what}: expected {expected!r}, found {found!r}")


def values(table, kind, column):
    """Returns a column as a list in which `None` is what the kind of table takes as missing."""
    if kind == "records":
        return [row[column] for row in table]
    if kind == "pandas":
        missing = table[column].isna()
        return [None if gone else value for value, gone in zip(table[column], missing)]
    return table[column].to_list() if kind == "polars" else table[column].to_pylist()


def dtype(table, kind, column):
    if kind == "pyarrow":
        # What an item of a list is called depends on the release.
        return str(table.schema.field(column).type).replace("element:", "item:")
    return str(table[column].dtype)


def columns_of(table, kind):
    if kind == "records":
        return list(table[0])
    return table.column_names if kind == "pyarrow" else list(table.columns)


def day(value, kind):
    return value.date() if kind == "pandas" else value


def check_years(kind, data):
    years = interorg.table("dyad-years", data=data, during="2003..2005", as_=kind)
    column = lambda name: values(years, kind, name)  # noqa: E731
    equal(column("year"), [2003, 2004, 2005] * 2)
    equal(column("b"), ["eu"] * 3 + ["au"] * 3)
    # A contact since 2003, formalized since May 2004; the other one has a contact since March 2005.
    equal(column("formal_rung"), [1, 3, 3, None, None, 1])
    equal(column("formal_rung_missing"), [None, None, None, "none", "none", None])
    equal(column("years_since_contact"), [0, 1, 2, None, None, 0])
    equal(column("years_since_contact_missing"), [None] * 3 + ["not-applicable"] * 2 + [None])
    equal([list(items) for items in column("formal_transitions")], [["begin"], ["advance"], [], [], [], ["begin"]])
    # Nothing is coded by what was done.
    equal(column("activity_phase"), [None] * 6)
    equal(column("activity_phase_missing"), ["unknown"] * 6)
    # No year is missing, so there are no reasons.
    equal("year_missing" in columns_of(years, kind), False)
    if kind != "records":
        integer, _, _, text, _, texts = DTYPES[kind]
        names = ["year", "formal_rung", "activity_rung", "activity_phase", "formal_rung_missing", "formal_transitions"]
        equal([dtype(years, kind, name) for name in names], [integer] * 3 + [text] * 2 + [texts], kind)
    else:
        # Numbers are not taken for true and false, and the other way round.
        equal({type(value) for value in column("year")}, {int})


def check_spells(kind, data):
    spells = interorg.table("spells", data=[data], between=["UN", "EU"], as_=kind)
    column = lambda name: values(spells, kind, name)  # noqa: E731
    equal(column("from_edtf"), ["2003~", "2004-05-01"])
    date = datetime.date
    equal([day(value, kind) for value in column("first_day")], [date(2003, 1, 1), date(2004, 5, 1)])
    equal([day(value, kind) for value in column("end_day")], [date(2004, 5, 1), date(9999, 12, 31)])
    equal(column("observed_days"), [486, 791])
    equal(column("censored"), [False, True])
    equal(column("event"), ["advance", None])
    if kind != "records":
        integer, _, boolean, text, days, _ = DTYPES[kind]
        names = ["observed_days", "censored", "absent", "from_edtf", "first_day"]
        equal([dtype(spells, kind, name) for name in names], [integer, boolean, boolean, text, days], kind)


def check_measures(kind, data):
    measures = interorg.ask("measures", data=data, at=2005, network=True, as_=kind)
    # Two of three pairs are tied.
    equal([round(value, 6) for value in values(measures, kind, "density")], [0.666667])
    equal(values(measures, kind, "organizations"), [3])
    if kind != "records":
        equal(dtype(measures, kind, "density"), DTYPES[kind][1])


def check_links(kind, data):
    links = interorg.ask("links", data=data, with_="EU", evidence=True, as_=kind)
    equal(values(links, kind, "phase"), ["formalized"])
    (motives,) = values(links, kind, "a_motives")
    equal(list(motives), ["resource-dependence"])
    (evidence,) = values(links, kind, "evidence")
    equal({item["source"] for item in evidence}, {"joint"})
    counts = interorg.ask("matrix", "motive", "dyad", data=data, as_=kind)
    equal([count for count in values(counts, kind, "count") if count], [1])


def check_empty(kind, data):
    """Types do not depend on the values, nor on whether there are any."""
    for directed, ends in ((False, ["a", "b"]), (True, ["from", "to"])):
        empty = interorg.table("dyad-years", data=data, during="1800..1801", directed=directed, as_=kind)
        if kind == "records":
            equal(empty, [])
            continue
        equal(columns_of(empty, kind)[:3], ["year", *ends])
        equal(dtype(empty, kind, "year"), DTYPES[kind][0])
        filled = interorg.table("dyad-years", data=data, directed=directed, as_=kind)
        for name in columns_of(empty, kind):
            equal(dtype(empty, kind, name), dtype(filled, kind, name), name)
    links = interorg.ask("links", data=data, at=1950, as_=kind)
    if kind != "records":
        equal(columns_of(links, kind)[:4], ["a", "a_label", "b", "b_label"])
    # Columns that depend on options are there without rows, too.
    for subcommand, options, without_rows in (
        ("links", {"evidence": True, "ties": "both"}, {"at": 1950}),
        ("links", {"weight": "shared-operations"}, {"at": 1950}),
        ("measures", {"every": "5y"}, {"during": "1800..1801"}),
        ("measures", {}, {"at": 1800}),
        ("measures", {"measure": ["degree", "core"]}, {"at": 1800}),
    ):
        empty = interorg.ask(subcommand, data=data, **options, **without_rows, as_=kind)
        if kind == "records":
            equal(empty, [])
            continue
        filled = interorg.ask(subcommand, data=data, **options, as_=kind)
        names = [name for name in columns_of(filled, kind) if not name.endswith("_missing")]
        if subcommand == "measures" and "every" not in options:
            equal("degree" in names, True)
        equal(columns_of(empty, kind), names, options)
        for name in names:
            equal(dtype(empty, kind, name), dtype(filled, kind, name), name)


def check_amounts(kind):
    measures = interorg.ask("measures", data=AMOUNTS, weight="money", during="2001..2002", as_=kind)
    equal(values(measures, kind, "weighted_degree"), [0.8, 0.8])
    equal(values(measures, kind, "ties_of_unknown_weight"), [0, 0])
    # Days outside the calendar of engines are its first and last one, and the dates of Python have all of them.
    spells = interorg.table("spell", data=AMOUNTS, as_=kind)
    date = datetime.date
    for name, days in (
        ("first_day", [date(1, 1, 1), date(3, 6, 2), date(2001, 1, 1)]),
        ("latest_first_day", [date(1, 1, 1), date(3, 6, 2), date(2001, 12, 31)]),
        ("observed_end_day", [date(3, 6, 2), date(2001, 1, 1), date(9999, 12, 31)]),
    ):
        found = [day(value, kind) for value in values(spells, kind, name)]
        equal([found[0], found[-1]], [days[0], days[-1]], name)
    about = interorg.table("about", data=AMOUNTS, as_=kind)
    equal([day(value, kind) for value in values(about, kind, "as_of_day")], [date(9999, 12, 31)])


def check_ancient(kind):
    """Days before the year 1, which the dates of Python lack, are texts in records."""
    about = interorg.table("about", data=ANCIENT, as_=kind)
    if kind == "polars":
        found = about["as_of_day"].cast(str)[0]
    elif kind == "pyarrow":
        found = about["as_of_day"].cast("string")[0].as_py()
    elif kind == "pandas":
        import numpy

        equal((about.as_of_day.to_numpy() == numpy.datetime64("-0044-03-15")).tolist(), [True])
        return
    else:
        found = about[0]["as_of_day"]
    equal(found, "-0044-03-15", kind)


def check_errors(folder):
    invalid = folder / "invalid.yaml"
    invalid.write_text(INVALID, encoding="utf-8")
    error = refused(interorg.table, "dyad-years", data=invalid)
    equal((error.status, error.message), (2, "the dataset has 1 error"))
    (finding,) = error.findings
    equal((finding.code, finding.severity, finding.file), ("unknown-phase", "error", str(invalid)))
    equal((finding.line, finding.hint), (12, "Did you mean `formalized`?"))
    equal("unknown phase `formalised`" in str(error), True)
    equal(interorg.check(invalid), error.findings)
    equal(interorg.check(folder / "data.yaml"), [])
    # An error that is not one of the dataset has no findings.
    unknown = refused(interorg.ask, "partners", "EUU", data=folder / "data.yaml")
    equal((unknown.message, unknown.hint), ("unknown organization `EUU`", "Did you mean `EU`?"))
    equal(unknown.findings, [])
    # Nor has one whose dataset has only warnings.
    equal([(finding.code, finding.severity) for finding in interorg.check(ANCIENT)], [("unused-source", "warning")])
    equal(refused(interorg.ask, "partners", "EUU", data=ANCIENT).findings, [])
    nothing = refused(interorg.diagram, data=folder / "data.yaml", at=1950)
    equal(nothing.status, 1)
    # The names on the lines after an error belong to it.
    for arguments, names in ((["partners"], "<ORG>"), (["path", "EU"], "<B>")):
        message = f"the following required arguments were not provided: {names}"
        equal(refused(interorg.ask, *arguments).message, message)
    message = refused(interorg.run, "schema", of="links", table="spell", rdf="shapes").message
    equal(message, "the argument '--of <ANSWER>' cannot be used with: --table <TABLE> --rdf <WHAT>")
    option = refused(interorg.ask, "links", minphase="contact")
    equal(option.hint, "a similar argument exists: '--min-phase'")
    missing = refused(interorg.check, folder / "missing.yaml")
    equal((missing.status, missing.findings), (2, []))
    # An option that exists only in the command is refused by its name.
    equal("nonsense" in refused(interorg.columns, "dyad-years", nonsense=1).message, True)
    for call in (
        lambda: interorg.table("dyad-years", as_="excel"),
        lambda: interorg.ask("show", "EU"),
        lambda: interorg.ask("check", coverage=True),
        lambda: interorg.ask("find", "EU", output=str(folder / "found.json")),
        lambda: interorg.answer("links", format="json"),
        lambda: interorg.table("dyad-years", codebook=True),
        lambda: interorg.table("dyad-years", format="csv"),
        lambda: interorg.diagram("timeline", output=str(folder / "found.svg")),
        lambda: interorg.diagram("timeline", format="png"),
        lambda: interorg.check(folder / "data.yaml", coverage=True),
        # An empty list is not the shipped dataset, nor no filter.
        lambda: interorg.table("spell", data=[]),
        lambda: interorg.check([]),
        lambda: interorg.ask("links", with_=[]),
        lambda: interorg.ask("links", between=[]),
        lambda: interorg.ask("links", motive=set()),
    ):
        try:
            call()
        except ValueError:
            continue
        raise AssertionError("this is not refused")
    equal([path.name for path in folder.glob("found.*")], [])
    try:
        interorg.table("spell", data=folder.glob("*.yaml"))
    except TypeError:
        return
    raise AssertionError("an iterator is not refused")


def check_arguments(folder):
    """Arguments are texts and never options, and options have the values of Python and of numpy."""
    data = folder / "data.yaml"
    for text in ("--output=found.json", "-zzzz", "--help", "--"):
        equal(interorg.ask("find", text, data=data, as_="records"), [], text)
    equal(Path("found.json").exists(), False)
    equal(refused(interorg.check, "-missing.yaml").status, 2)
    equal("-missing.yaml" in refused(interorg.check, "-missing.yaml").message, True)
    equal(interorg.run("sql", "partners", "EU", data=data).status, 0)
    pairs = lambda **options: [  # noqa: E731
        (row["a"], row["b"]) for row in interorg.ask("links", data=data, as_="records", **options)
    ]
    for both in (["EU", "AU"], ("EU", "AU"), {"EU", "AU"}, {"EU": 1, "AU": 2}.keys()):
        equal(pairs(with_=both), [("un", "eu"), ("un", "au")], both)
    at = datetime.datetime(2004, 5, 1)
    equal(pairs(at=at), pairs(at=at.date()))
    message = refused(interorg.ask, "links", at=datetime.datetime(2004, 5, 1, 12)).message
    equal("a time of day is not supported" in message, True)
    if find_spec("pandas"):
        import numpy
        import pandas

        both = ["EU", "AU"]
        for values_ in (numpy.array(both), pandas.Series(both), pandas.Index(both)):
            equal(pairs(with_=values_), [("un", "eu"), ("un", "au")])
        equal(pairs(at=pandas.Timestamp("2004-05-01")), pairs(at="2004-05-01"))
        equal(pairs(at=numpy.int64(2003)), pairs(at=2003))
        (row,) = interorg.ask("links", data=data, at=2004, evidence=numpy.True_, as_="records")
        equal("evidence" in row, True)


def check_limits(folder):
    """The options that limit how a dataset is read apply to each run on it."""
    large = folder / "large.yaml"
    large.write_text(DATASET + "# " + "-" * (1 << 20), encoding="utf-8")
    for limits, is_read in (({"max_size": 1}, False), ({"max_size": 2}, True)):
        for call in (
            lambda: interorg.check(large, **limits),
            lambda: interorg.columns("spell", data=large, **limits),
            lambda: interorg.table("spell", data=large, as_="records", **limits),
        ):
            equal(refused_or_none(call) is None, is_read, limits)
    # The findings of an invalid dataset are found within the same limits.
    large.write_text(INVALID + "# " + "-" * (1 << 20), encoding="utf-8")
    error = refused(interorg.table, "spell", data=large, max_size=2, max_read_memory=4000, threads=1)
    equal([finding.code for finding in error.findings], ["unknown-phase"])
    # The columns of a table depend on all options of the program that say how a dataset is read.
    of_data = interorg.run("schema", help=True).text.split("\nData:\n")[1]
    names = re.findall("^ +--([a-z-]+)", of_data, re.MULTILINE)
    equal({name.replace("-", "_") for name in names} - {"data"}, set(interorg._answers.DATA_OPTIONS))


def refused_or_none(call):
    try:
        call()
    except interorg.InterorgError as error:
        return error
    return None


def refused(call, *arguments, **options):
    try:
        call(*arguments, **options)
    except interorg.InterorgError as error:
        return error
    raise AssertionError(f"{arguments} {options} is not refused")


def check_pictures(folder):
    picture = interorg.diagram("timeline", data=folder / "data.yaml", theme="dark", with_=["EU", "AU"])
    equal(picture.svg.startswith("<?xml"), True)
    equal(picture._repr_svg_().startswith("<svg"), True)
    equal("الاتحاد" in interorg.diagram(data=folder / "data.yaml", at=2005).svg, True)
    saved = picture.save(folder / "picture.svg")
    equal(saved.read_bytes().decode("utf-8"), picture.svg)
    equal(picture.save(folder / "picture.png").read_bytes()[:4], b"\x89PNG")
    equal(picture.save(str(folder / "picture.pdf")).read_bytes()[:4], b"%PDF")
    # Options of a format are given where its file is written. A picture of twice the scale has twice the width.
    width = lambda path: int.from_bytes(path.read_bytes()[16:20], "big")  # noqa: E731
    single = width(picture.save(folder / "single.png", scale=1))
    double = width(picture.save(folder / "double.png", scale=2))
    equal(abs(double - 2 * single) <= 2, True, (single, double))
    with_fonts = interorg.diagram("timeline", data=folder / "data.yaml", embed_fonts=True)
    equal(with_fonts.save(folder / "fonts.png", embed_fonts=None).read_bytes()[:4], b"\x89PNG")
    network = interorg.diagram(data=folder / "data.yaml", at=2005)
    equal("pos=" in network.save(folder / "network.dot", positions=True).read_text(encoding="utf-8"), True)
    light = picture.save(folder / "light.svg", theme="light").read_text(encoding="utf-8")
    equal(light != picture.svg and "<svg" in light, True)
    missing = refused(picture.save, folder / "missing" / "picture.svg")
    equal((missing.status, missing.message.startswith("cannot write")), (2, True))
    equal(len({picture, network, picture}), 2)


def check_program(folder):
    names = interorg.run("list", "organizations", data=folder / "data.yaml", format="csv")
    equal("Union africaine – الاتحاد الأفريقي" in names.text, True)
    equal(interorg.run("links", data=folder / "data.yaml", at=1950).status, 1)
    answer = interorg.answer("links", data=folder / "data.yaml", at=datetime.date(2004, 5, 1))
    equal([(row["a"], row["b"], row["phase"]) for row in answer["rows"]], [("un", "eu", "formalized")])
    column = interorg.columns("spell", data=folder / "data.yaml")[0]
    equal((column.name, str(column.type), column.meaning), ("partnership", "text", "Id of the partnership."))


with tempfile.TemporaryDirectory() as temporary:
    folder = Path(temporary)
    (folder / "data.yaml").write_text(DATASET, encoding="utf-8")
    for kind in [*KINDS, "records"]:
        check_years(kind, folder / "data.yaml")
        check_spells(kind, folder / "data.yaml")
        check_measures(kind, folder / "data.yaml")
        check_links(kind, folder / "data.yaml")
        check_empty(kind, folder / "data.yaml")
        check_ancient(kind)
        check_amounts(kind)
    chosen = interorg.table("calendar", data=folder / "data.yaml")
    first = (KINDS or ["builtins"])[0]
    equal(type(chosen).__module__.split(".")[0], first)
    check_errors(folder)
    check_arguments(folder)
    check_limits(folder)
    check_pictures(folder)
    check_program(folder)
print(*KINDS, "records", interorg.program())
