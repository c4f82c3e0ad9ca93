//! Datasets that are loaded into an engine in parts, and records that are replaced there.

use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use crate::readers::python;
use crate::support::{Folder, Run, json, records, rows};

/// What all parts have.
const HEAD: &str = "dataset: {title: Parts, as-of: 2020-12-31}\nvocabularies: {standards: [{id: full, label: Full, definition: All.}]}\n";
const SOURCES: [(&str, &str); 3] = [
    ("s", "  s: {title: S, type: report, date: 2000}\n"),
    ("t", "  t: {title: T, type: report, date: 2001}\n"),
    ("u", "  u: {title: U, type: report, date: 2002}\n"),
];
/// Organizations in the order of their ids. `new` takes the place of `old`.
const ORGANIZATIONS: [(&str, &str); 6] = [
    (
        "hub",
        "  - {id: hub, name: Hub, founded: 1950, aliases: [Centre]}\n",
    ),
    (
        "new",
        "  - {id: new, name: New, founded: 1990, succeeds: [old]}\n",
    ),
    (
        "old",
        "  - {id: old, name: Old, founded: 1950, dissolved: 1989}\n",
    ),
    ("w", "  - {id: w, name: West, founded: 1960}\n"),
    (
        "x",
        "  - {id: x, name: X, founded: 1960, part-of: [{organization: w, from: 1970}]}\n",
    ),
    ("y", "  - {id: y, name: Y, founded: 1960}\n"),
];
const OPERATIONS: [(&str, &str); 2] = [
    (
        "far",
        "  - {id: far, name: Far, start: 1995, end: 1996, countries: [Zubrowka], cite: [u], participations: [{organization: x, role: lead}, {organization: hub, role: support}]}\n",
    ),
    (
        "near",
        "  - {id: near, name: Near, start: 1980, end: 1981, countries: [Ruritania], cite: [s], participations: [{organization: old, role: lead}, {organization: hub, role: funding}, {organization: y, role: support}]}\n",
    ),
];
const PARTNERSHIPS: [(&str, &str); 4] = [
    (
        "hub--new",
        "  - {between: [hub, new], standard: full, phases: {formal: [{phase: contact, from: 1992, cite: [s]}, {phase: formalized, from: 2005, cite: [t]}]}}\n",
    ),
    (
        "hub--y",
        "  - {between: [hub, y], phases: {formal: [{phase: contact, from: 1975, cite: [s]}]}, lessons: [{group: mandates, operation: near, statement: L., cite: [t]}]}\n",
    ),
    (
        "hub--x",
        "  - {between: [x, hub], phases: {formal: [{phase: formalized, from: 1991, cite: [u]}]}, motives: [{motive: shared-values, of: x, statement: M., from: 1993, cite: [u]}]}\n",
    ),
    (
        "x--y",
        "  - {between: [x, y, w], milestones: [{date: 1999-07, kind: summit, title: Three meet, cite: [u]}]}\n",
    ),
];

/// Returns a dataset of records with these ids, in this order.
fn dataset(
    sources: &[&str],
    organizations: &[&str],
    operations: &[&str],
    partnerships: &[&str],
) -> String {
    let of = |all: &[(&str, &str)], ids: &[&str]| -> String {
        let texts = ids.iter().map(|id| {
            let found = all.iter().find(|(one, _)| one == id);
            found.unwrap_or_else(|| panic!("{id} is a record")).1
        });
        texts.collect()
    };
    format!(
        "{HEAD}sources:\n{}organizations:\n{}operations:\n{}partnerships:\n{}",
        of(&SOURCES, sources),
        of(&ORGANIZATIONS, organizations),
        of(&OPERATIONS, operations),
        of(&PARTNERSHIPS, partnerships)
    )
}

/// Returns a folder with two parts, which have `hub`, `old`, `y`, `s` and `near` in common, and with the whole.
fn parts() -> Folder {
    let folder = Folder::new();
    let (first, second) = (["hub--new", "hub--y"], ["hub--x", "x--y"]);
    // The first part has its organizations in another order.
    let organizations = ["y", "old", "new", "hub"];
    folder.write(
        "1.yaml",
        dataset(&["s", "t"], &organizations, &["near"], &first),
    );
    folder.write(
        "2.yaml",
        dataset(
            &["u", "s"],
            &["hub", "old", "w", "x", "y"],
            &["far", "near"],
            &second,
        ),
    );
    folder.write(
        "whole.yaml",
        dataset(
            &["s", "t", "u"],
            &["hub", "new", "old", "w", "x", "y"],
            &["near", "far"],
            &[first, second].concat(),
        ),
    );
    folder
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/readers")
        .join(name)
}

/// The database of a folder with this name, as an engine.
struct Tables<'f> {
    folder: &'f Folder,
    name: &'static str,
}

impl Tables<'_> {
    fn engine(&self) -> String {
        let script = script("duckdb_engine.py");
        format!("python3 '{}' {}", script.display(), self.name)
    }

    fn run(&self, words: &[&str]) -> Run {
        let engine = self.engine();
        self.folder.run(&[words, &["--engine", &engine]].concat())
    }

    fn load(&self, words: &[&str]) -> Run {
        self.run(&[&["load", "--dialect", "duckdb"], words].concat())
    }

    fn loaded(&self, words: &[&str]) {
        let run = self.load(words);
        assert_eq!(run.status, 0, "{words:?}: {}", run.stderr);
    }

    fn change(&self, statement: &str) {
        let line = format!("echo \"{statement}\" | {}", self.engine());
        let run = self.folder.shell(&line);
        assert_eq!(run.status, 0, "{statement}: {}", run.stderr);
    }

    fn assert_sound(&self) {
        let checked = self.run(&["check"]);
        let sound = "the tables are complete and fit together\n";
        assert_eq!(checked.text(), sound, "{}", checked.stderr);
    }

    /// Asserts that answers are those of a dataset in a file, to the byte.
    fn assert_answers(&self, file: &str, questions: &[&str]) {
        for question in questions {
            let words: Vec<&str> = question.split(' ').collect();
            let expected = self.folder.run(&[&words[..], &["--data", file]].concat());
            assert!(expected.status < 2, "{question}: {}", expected.stderr);
            let found = self.run(&[&words[..], &["--whole-up-to", "0"]].concat());
            assert_eq!(
                found.text(),
                expected.text(),
                "{question}: {}",
                found.stderr
            );
            assert_eq!(found.stderr, expected.stderr, "{question}");
        }
    }

    /// Returns how the rows of another database differ, and how many there are.
    fn compared(&self, other: &str, with_ordinals: bool) -> (Json, u64) {
        let (own, other) = (self.folder.path(self.name), self.folder.path(other));
        let flag = Path::new("ordinals");
        let arguments: &[&Path] = &[&own, &other, flag];
        let arguments = &arguments[..2 + usize::from(with_ordinals)];
        let found = python("same_tables.py", &["duckdb"], arguments).expect("it was there");
        let found: Json = serde_json::from_str(&found).expect("it is JSON");
        (
            found["differences"].clone(),
            found["rows"].as_u64().expect("it is a number"),
        )
    }
}

fn has_duckdb() -> bool {
    python("duckdb_engine.py", &["duckdb"], &[]).is_some()
}

const QUESTIONS: [&str; 9] = [
    "partners hub --at 2006 --evidence",
    "partners old --evidence",
    "links --at 2000 --evidence",
    "show hub --evidence",
    "show hub y --evidence",
    "operations --with hub --evidence",
    "milestones --with y",
    "list organizations",
    "list sources",
];

#[test]
fn parts_that_are_loaded_in_any_order_are_the_whole() {
    if !has_duckdb() {
        return;
    }
    let folder = parts();
    let tables = |name| Tables {
        folder: &folder,
        name,
    };
    let (whole, first, second) = (tables("whole.db"), tables("12.db"), tables("21.db"));
    whole.loaded(&["--data", "whole.yaml"]);
    for (tables, order) in [(&first, ["1", "2"]), (&second, ["2", "1"])] {
        for part in order {
            tables.loaded(&["--part", part, "--data", &format!("{part}.yaml")]);
        }
        tables.assert_sound();
        let (differences, rows) = whole.compared(tables.name, false);
        assert_eq!(differences, serde_json::json!({}));
        assert!(rows > 300, "{rows}");
    }
    let (differences, _) = first.compared("21.db", true);
    assert_eq!(differences, serde_json::json!({}));
    second.assert_answers("whole.yaml", &QUESTIONS);
    // A part that is there already adds nothing, unless its records of more than two organizations are.
    first.loaded(&["--part", "1", "--data", "1.yaml"]);
    assert_eq!(first.compared("21.db", true).0, serde_json::json!({}));
    first
        .load(&["--part", "2", "--data", "2.yaml"])
        .refused("`x--y` is there, and a record of more than two organizations is about it");
    assert_eq!(first.compared("21.db", true).0, serde_json::json!({}));
    // Records that are in two parts have the sort keys of the one with the lower number.
    let (up, down) = (tables("19.db"), tables("91.db"));
    for (tables, order) in [(&up, ["1", "9"]), (&down, ["9", "1"])] {
        for part in order {
            tables.loaded(&["--part", part, "--data", "1.yaml"]);
        }
    }
    assert_eq!(up.compared("91.db", true).0, serde_json::json!({}));
}

#[test]
fn a_part_that_contradicts_the_tables_is_refused() {
    if !has_duckdb() {
        return;
    }
    let folder = parts();
    let tables = Tables {
        folder: &folder,
        name: "parts.db",
    };
    tables.loaded(&["--part", "1", "--data", "1.yaml"]);
    tables.loaded(&["--part", "9", "--data", "1.yaml"]);
    std::fs::copy(folder.path("parts.db"), folder.path("before.db")).expect("it can be copied");
    let second = String::from_utf8(folder.read("2.yaml")).expect("it is UTF-8");
    for (from, to, reason) in [
        (
            "name: Hub,",
            "name: Hub of all,",
            "`hub` of organizations has other content there",
        ),
        (
            "type: report, date: 2000",
            "type: report, date: 1999",
            "`s` of sources has other content there",
        ),
        (
            "end: 1981",
            "end: 1982",
            "`near` of operations has other content there",
        ),
        (
            "title: Parts",
            "title: Other",
            "the description of the dataset has other content there",
        ),
        (
            "definition: All.",
            "definition: Most.",
            "`standards` of vocabularies has other content there",
        ),
        (
            "{standards: [{id: full, label: Full, definition: All.}]}",
            "{standards: []}",
            "`standards` of vocabularies has other content there",
        ),
        (
            "id: w, name: West",
            "id: w, name: West, abbreviation: NEW",
            "`w` has an id or abbreviation of `new` there",
        ),
        (", as-of: 2020-12-31", "", "the dataset has no `as-of`"),
    ] {
        assert!(second.contains(from), "{from}");
        folder.write("wrong.yaml", second.replace(from, to));
        let refused = tables.load(&["--part", "2", "--data", "wrong.yaml"]);
        refused.refused(reason);
        let (differences, _) = tables.compared("before.db", true);
        assert_eq!(differences, serde_json::json!({}), "{reason}");
    }
    // Another part has the number.
    tables
        .load(&["--part", "1", "--data", "2.yaml"])
        .refused("the part has the number of another one");
    tables.loaded(&["--part", "2", "--data", "2.yaml"]);
    tables.change("DELETE FROM about");
    tables
        .load(&["--part", "3", "--data", "1.yaml"])
        .refused("the tables in the engine are incomplete");
    let whole = Tables {
        folder: &folder,
        name: "whole.db",
    };
    whole.loaded(&["--data", "whole.yaml"]);
    whole
        .load(&["--part", "1", "--data", "1.yaml"])
        .refused("the tables are those of a whole dataset");
    folder
        .run(&[
            "load",
            "--part",
            "1",
            "--dialect",
            "spark",
            "--engine",
            "true",
        ])
        .refused("--part does not apply to Spark");
}

#[test]
fn an_engine_that_goes_on_after_an_error_is_noticed() {
    let folder = parts();
    // It answers as an engine without tables, and adds nothing.
    let engine = r#"statement=$(cat)
case "$statement" in
  *probe_comma*) printf 'probe_comma,probe_quote,probe_letter,probe_number\n"a, b","say ""c""",é,7\n';;
  *'FROM about'*) printf 'projection_version,as_of_day,in_parts\n4,2020-12-31,1\n';;
  'SELECT COUNT'*) printf 'found\n0\n';;
  'SELECT record_text'*) printf 'record_text\n';;
esac
"#;
    folder.write("engine.sh", engine);
    let load = [
        "load",
        "--dialect",
        "postgres",
        "--part",
        "1",
        "--data",
        "1.yaml",
        "--engine",
        "sh engine.sh",
    ];
    folder
        .run(&load)
        .refused("the engine ended without an error, and the record of `t` is not in its tables");
}

#[test]
fn the_files_of_parts_have_keys_that_can_be_united() {
    let folder = parts();
    for part in ["1", "2"] {
        let file = format!("{part}.yaml");
        let words = [
            "export", "tables", "--part", part, "--data", &file, "-o", part,
        ];
        let run = folder.run(&words);
        assert_eq!(run.status, 0, "{}", run.stderr);
    }
    let table = |part: &str, name: &str| records(&folder.read(&format!("{part}/{name}.csv")));
    let ordinals = |part: &str, name: &str| -> Vec<(String, String)> {
        let rows = table(part, name);
        rows.iter()
            .map(|row| (row["id"].clone(), row["ordinal"].clone()))
            .collect()
    };
    let pairs = |expected: &[(&str, &str)]| -> Vec<(String, String)> {
        let expected = expected.iter();
        expected
            .map(|(id, ordinal)| ((*id).to_owned(), (*ordinal).to_owned()))
            .collect()
    };
    assert_eq!(
        ordinals("1", "partnership"),
        pairs(&[("hub--new", "1000000001"), ("hub--y", "1000000002")])
    );
    assert_eq!(
        ordinals("2", "source"),
        pairs(&[("u", "2000000001"), ("s", "2000000002")])
    );
    assert_eq!(table("2", "about")[0]["in_parts"], "true");
    assert_eq!(table("2", "about")[0]["fingerprint"], "unknown");
    // Rows that both have are equal but for their sort keys.
    let without_ordinal = |part: &str, name: &str| {
        let rows = table(part, name).into_iter();
        let rows = rows.filter(|row| row.get("id").is_none_or(|id| id == "hub"));
        rows.map(|mut row| {
            row.remove("ordinal");
            row
        })
        .collect::<Vec<_>>()
    };
    assert_eq!(without_ordinal("1", "organization").len(), 1);
    assert_eq!(
        without_ordinal("1", "organization"),
        without_ordinal("2", "organization")
    );
    assert_eq!(
        without_ordinal("1", "calendar"),
        without_ordinal("2", "calendar")
    );
    folder
        .run(&["export", "sqlite", "--part", "1", "-o", "x.sqlite"])
        .refused("`--part` applies to `export tables` and `export parquet` only");
    folder
        .run(&["export", "graphml", "--part", "1"])
        .refused("`--part` does not apply to graphml");
}

/// Changes of every kind: an organization whose life changes what others do, one that is new, abbreviations in place of ids, a new country.
const CHANGED: &str = r#"
organizations:
  - {id: old, name: Older, founded: 1950, dissolved: 1985}
  - {id: z, name: Zed, founded: 1970, succeeds: [w]}
sources:
  t: {title: "Another T; it's 50% – § 5?\r\nR&D", type: report, date: 2010}
  v: {title: V, type: report, date: 2011}
operations:
  - {id: far, name: Far, start: 1994, end: 1999, countries: [Graustark], cite: [v], participations: [{organization: Z, role: lead}, {organization: HUB, role: support}]}
partnerships:
  - {between: [Y, HUB], phases: {formal: [{phase: formalized, from: 1980, cite: [v]}]}}
  - {between: [z, hub], phases: {formal: [{phase: contact, from: 1993, cite: [t]}]}, lessons: [{group: mandates, operation: far, statement: "K.; it's a – 50%", cite: [s]}]}
"#;

/// Returns the whole dataset with the changes in the places of what they replace, and without its record of three.
fn changed() -> (String, String) {
    let partnerships = ["hub--new", "hub--y", "hub--x"];
    let organizations = ["hub", "new", "old", "w", "x", "y"];
    let before = dataset(
        &["s", "t", "u"],
        &organizations,
        &["near", "far"],
        &partnerships,
    );
    let lines: Vec<&str> = CHANGED.lines().collect();
    let mut after = before.clone();
    for (records, start, line, is_last) in [
        (&ORGANIZATIONS[..], "old", lines[2], false),
        (&ORGANIZATIONS[..], "y", lines[3], true),
        (&SOURCES[..], "t", lines[5], false),
        (&SOURCES[..], "u", lines[6], true),
        (&OPERATIONS[..], "far", lines[8], false),
        (&PARTNERSHIPS[..], "hub--y", lines[10], false),
        (&PARTNERSHIPS[..], "hub--x", lines[11], true),
    ] {
        let found = records.iter().find(|(id, _)| *id == start);
        let (_, text) = found.expect("it is a record");
        let kept = if is_last { text } else { "" };
        assert!(after.contains(text), "{text}");
        after = after.replace(text, &format!("{kept}{line}\n"));
    }
    (before, after)
}

#[test]
fn replaced_records_give_the_answers_of_the_changed_dataset() {
    if !has_duckdb() {
        return;
    }
    let folder = Folder::new();
    let (before, after) = changed();
    folder.write("before.yaml", before);
    folder.write("after.yaml", after);
    folder.write("changed.yaml", CHANGED);
    let tables = |name| Tables {
        folder: &folder,
        name,
    };
    let (whole, part, expected) = (tables("whole.db"), tables("part.db"), tables("after.db"));
    whole.loaded(&["--data", "before.yaml"]);
    part.loaded(&["--part", "4", "--data", "before.yaml"]);
    expected.loaded(&["--data", "after.yaml"]);
    let questions = QUESTIONS.iter().filter(|one| !one.contains("milestones"));
    let questions: Vec<&str> = questions
        .copied()
        .chain(["show z --evidence", "links --country Graustark --evidence"])
        .collect();
    for tables in [&whole, &part] {
        tables.loaded(&["--replace", "--data", "changed.yaml"]);
        tables.assert_sound();
        assert_eq!(
            expected.compared(tables.name, false).0,
            serde_json::json!({})
        );
        // A second time nothing changes.
        tables.loaded(&["--replace", "--data", "changed.yaml"]);
        assert_eq!(
            expected.compared(tables.name, false).0,
            serde_json::json!({})
        );
    }
    assert_eq!(whole.compared("after.db", true).0, serde_json::json!({}));
    // The rows are the same, so that one of the two is enough for the other answers.
    whole.assert_answers("after.yaml", &questions);
    part.assert_answers(
        "after.yaml",
        &["partners old --evidence", "links --evidence"],
    );
}

#[test]
fn records_that_cannot_be_replaced_are_refused() {
    if !has_duckdb() {
        return;
    }
    let folder = parts();
    let tables = Tables {
        folder: &folder,
        name: "whole.db",
    };
    tables.loaded(&["--data", "whole.yaml"]);
    std::fs::copy(folder.path("whole.db"), folder.path("before.db")).expect("it can be copied");
    for (changes, reason) in [
        (
            "dataset: {title: New}",
            "`dataset` is of the dataset as a whole",
        ),
        ("views: []", "`views` is of the dataset as a whole"),
        (
            "organizations: [{id: w, name: West, founded: 1961}]",
            "the rows of `joint:x--y--w`, a record of more than two organizations, would change",
        ),
        (
            "partnerships: [{between: [hub, new, x]}]",
            "the rows of `joint:hub--new--x`",
        ),
        (
            "partnerships: [{between: [hub, nobody]}]",
            "unknown organization `nobody`",
        ),
        ("organizations: [{id: q, name: Q, nam: R}]", "unknown-key"),
        (
            "organizations: [{id: q, name: Q, abbreviation: HUB}]",
            "duplicate-id",
        ),
    ] {
        folder.write("changed.yaml", changes);
        tables
            .load(&["--replace", "--data", "changed.yaml"])
            .refused(reason);
        assert_eq!(
            tables.compared("before.db", true).0,
            serde_json::json!({}),
            "{changes}"
        );
    }
    folder.write(
        "changed.yaml",
        "organizations: [{id: hub, name: Hub, founded: 1951}]",
    );
    let few = ["--replace", "--data", "changed.yaml", "--max-records", "2"];
    tables.load(&few).refused("and the limit is 2");
    folder
        .run(&[
            "load",
            "--replace",
            "--dialect",
            "spark",
            "--data",
            "changed.yaml",
            "--engine",
            "true",
        ])
        .refused("--replace does not apply to Spark");
    tables.load(&["--replace"]).refused("--data");
    let both = ["--replace", "--part", "1", "--data", "1.yaml"];
    tables.load(&both).refused("cannot be used with");
}

#[test]
fn links_of_any_number_are_written_while_they_are_read() {
    if !has_duckdb() {
        return;
    }
    let folder = parts();
    let tables = Tables {
        folder: &folder,
        name: "parts.db",
    };
    for part in ["2", "1"] {
        tables.loaded(&["--part", part, "--data", &format!("{part}.yaml")]);
    }
    // A batch has two partnerships.
    let limits = ["--max-records", "20", "--whole-up-to", "0"];
    for (filters, format) in [
        ("links --evidence", "csv"),
        ("links --at 1995 --evidence", "json"),
        ("links --with hub --during 1993..1996", "csv"),
        ("links --country Zubrowka", "json"),
        ("links --motive shared-values --held-by x", "csv"),
        ("links --between x y w", "json"),
        ("links --at now --condition stalled", "csv"),
    ] {
        let words: Vec<&str> = filters.split(' ').collect();
        let words = [&words[..], &["--format", format]].concat();
        let expected = folder.run(&[&words[..], &["--data", "whole.yaml"]].concat());
        let found = tables.run(&[&words[..], &limits].concat());
        assert_eq!(found.status, expected.status, "{filters}: {}", found.stderr);
        if format == "csv" {
            assert_eq!(found.text(), expected.text(), "{filters}");
            continue;
        }
        assert_eq!(rows(&found), rows(&expected), "{filters}");
        for key in ["title", "query"] {
            assert_eq!(json(&found)[key], json(&expected)[key], "{filters}");
        }
        assert!(json(&found)["stamp"].is_null());
    }
    let run = |more: &[&str]| tables.run(&[&["links"], more, &limits[..]].concat());
    // An answer without a row has the names of its columns, and is JSON.
    for filter in [["--at", "1900"], ["--with", "old"]] {
        let whole = |format: &str| {
            let words = ["links", "--data", "whole.yaml", "--format", format];
            folder.run(&[&words[..], &filter].concat())
        };
        let nobody = run(&[&["--format", "csv"], &filter[..]].concat());
        assert_eq!((nobody.status, nobody.text()), (1, whole("csv").text()));
        let nobody = run(&[&["--format", "json"], &filter[..]].concat());
        assert_eq!((nobody.status, rows(&nobody).len()), (1, 0));
        assert_eq!(json(&nobody)["title"], json(&whole("json"))["title"]);
    }
    run(&[]).refused("Partnerships as CSV or JSON have no limit");
    run(&["--format", "markdown"]).refused("the answer needs");
    run(&["--format", "csv", "--ties", "both"]).refused("the answer needs");
    run(&["--format", "csv", "--with", "nobody"])
        .refused("no organization in the engine is named `nobody`");
    // An error in the middle leaves no file.
    tables.change("UPDATE dataset_record SET record_text = '{' WHERE id = 'hub--x'");
    run(&["-o", "links.csv"]).refused("the record of `hub--x` is not JSON");
    assert!(!folder.path("links.csv").exists());
}
