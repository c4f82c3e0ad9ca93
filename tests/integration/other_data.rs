//! What datasets of other subjects need: roles without ties, and so on. Each expected value can be counted in the YAML.

use crate::support::{Folder, Run, records};
use interorg::dataset;

/// Runs the command on a dataset.
fn ask(yaml: &str, arguments: &str) -> Run {
    let folder = Folder::new();
    folder.write("data.yaml", yaml);
    let arguments: Vec<&str> = arguments.split(' ').collect();
    let run = folder.run(&[&arguments[..], &["--data", "data.yaml"]].concat());
    assert_eq!(run.stderr, "", "{arguments:?}");
    run
}

/// Asserts that a dataset is the same after it was written and read, as YAML and as a snapshot.
fn assert_round_trip(yaml: &str) {
    let parsed = dataset::parse(yaml).expect("the dataset is valid");
    let written = dataset::to_yaml(&parsed);
    let again = dataset::parse(&written).expect("what is written can be read");
    assert!(again == parsed, "{written}");
    assert_eq!(dataset::to_yaml(&again), written);
}

/// A is a member from 2000 on, B from 2001 on; C observes the whole time, and is a member of the second in 2003.
const OBSERVER: &str = "
dataset: {title: Memberships, as-of: 2003}
vocabularies:
  roles:
    - {id: full, label: Full member, definition: It votes.}
    - {id: observer, label: Observer, definition: It listens., ties: false}
organizations:
  - {id: a, name: A, founded: 2000}
  - {id: b, name: B, founded: 2000}
  - {id: c, name: C, founded: 2000}
operations:
  - id: first
    name: First
    start: 2000
    cite: [s]
    participations:
      - {organization: a, role: full}
      - {organization: b, role: full, from: 2001}
      - {organization: c, role: observer}
  - id: second
    name: Second
    start: 2003
    cite: [s]
    participations:
      - {organization: a, role: full}
      - {organization: c, role: observer}
      - {organization: c, role: full}
sources: {s: {title: S}}
";

#[test]
fn a_role_without_ties_is_counted_in_its_own_column_alone() {
    assert_round_trip(OBSERVER);
    let run = ask(OBSERVER, "export organization-years");
    let rows = records(&run.stdout);
    let counts = |organization: &str| -> Vec<[String; 4]> {
        let rows = rows
            .iter()
            .filter(|row| row["organization"] == organization);
        let columns = ["year", "operations", "role_full", "role_observer"];
        rows.map(|row| columns.map(|column| row[column].clone()))
            .collect()
    };
    let expected = |rows: &[[i32; 4]]| -> Vec<[String; 4]> {
        rows.iter().map(|row| row.map(|n| n.to_string())).collect()
    };
    assert_eq!(
        counts("c"),
        expected(&[
            [2000, 0, 0, 1],
            [2001, 0, 0, 1],
            [2002, 0, 0, 1],
            [2003, 1, 1, 2]
        ])
    );
    assert_eq!(counts("b")[0], ["2000", "0", "0", "0"]);
    assert_eq!(counts("b")[1], ["2001", "1", "1", "0"]);
}

#[test]
fn a_role_without_ties_makes_no_joint_participation() {
    let run = ask(OBSERVER, "export dyad-years --every-pair");
    let rows = records(&run.stdout);
    assert!(!rows[0].contains_key("role_observer"));
    let shared = |a: &str, b: &str| -> Vec<&str> {
        let rows = rows.iter().filter(|row| row["a"] == a && row["b"] == b);
        rows.map(|row| row["operations"].as_str()).collect()
    };
    assert_eq!(shared("a", "b"), ["0", "1", "1", "1"]);
    assert_eq!(shared("a", "c"), ["0", "0", "0", "1"]);
    assert_eq!(shared("b", "c"), ["0", "0", "0", "0"]);
    let run = ask(OBSERVER, "export participations");
    let flags = records(&run.stdout);
    let flags = flags.iter().map(|row| row["makes_tie"].as_str());
    assert_eq!(
        flags.collect::<Vec<_>>(),
        ["true", "true", "false", "true", "false", "true"]
    );
}

/// Two treaties with the fields of other registers; the second has none of them.
const TREATIES: &str = "
dataset: {title: Treaties, as-of: 2003}
vocabularies:
  operation-kinds:
    - {id: bilateral, label: Bilateral treaty, definition: Two parties.}
organizations:
  - {id: a, name: A, founded: 2000, attributes: {web-theme: peace, members: 12}}
  - {id: b, name: B, founded: 2000}
partnerships:
  - between: [a, b]
    attributes: {language: French}
operations:
  - id: trade
    name: Treaty on trade
    names: {fr: Traité de commerce}
    aliases: [Pact of 2001]
    kind: bilateral
    start: 2001
    identifiers: {iea: IEA-4927, wikidata: Q42}
    url: https://example.org/4927
    attributes: {sessions: 4}
    cite: [s]
    participations:
      - {organization: a, role: lead, attributes: {reservation: yes, rank: 1.50}}
      - {organization: b, role: lead}
  - id: water
    name: Treaty on water
    start: 2002
    cite: [s]
sources: {s: {title: S}}
";

#[test]
fn operations_have_identifiers_a_kind_an_address_and_names() {
    assert_round_trip(TREATIES);
    let run = ask(TREATIES, "export operations");
    let rows = records(&run.stdout);
    let field = |row: usize, column: &str| rows[row][column].clone();
    assert_eq!(field(0, "kind"), "bilateral");
    assert_eq!(field(0, "url"), "https://example.org/4927");
    assert_eq!(field(1, "kind"), "none");
    let texts = |table: &str, columns: [&str; 3]| -> Vec<String> {
        let run = ask(TREATIES, &format!("export {table}"));
        let rows = records(&run.stdout);
        let rows = rows.iter();
        rows.map(|row| columns.map(|one| row[one].as_str()).join(" "))
            .collect()
    };
    assert_eq!(
        texts("identifiers", ["thing", "scheme", "value"]),
        ["trade iea IEA-4927", "trade wikidata Q42"]
    );
    let labels = texts("labels", ["thing", "lang", "label"]);
    assert!(
        labels.contains(&"trade not-applicable Pact of 2001".to_owned()),
        "{labels:?}"
    );
    for words in ["IEA-4927", "commerce", "2001"] {
        let run = ask(TREATIES, &format!("find {words}"));
        assert!(
            run.text().contains("Treaty on trade"),
            "{words}: {}",
            run.text()
        );
    }
    let run = ask(TREATIES, "show trade");
    for words in ["Bilateral treaty", "iea: IEA-4927", "Pact of 2001"] {
        assert!(run.text().contains(words), "{words}: {}", run.text());
    }
}

#[test]
fn free_attributes_are_shown_and_exported_as_they_are_written() {
    for (arguments, words) in [
        ("show A", "web-theme: peace, members: 12"),
        ("show A", "reservation: yes, rank: 1.50"),
        ("show A B", "language: French"),
        ("show trade", "sessions: 4"),
    ] {
        let run = ask(TREATIES, arguments);
        assert!(run.text().contains(words), "{arguments}: {}", run.text());
    }
    let run = ask(TREATIES, "export attributes --missing empty");
    let rows = records(&run.stdout);
    let columns = ["organization", "operation", "partnership", "name", "value"];
    let rows = rows
        .iter()
        .map(|row| columns.map(|one| row[one].as_str()).join(","));
    assert_eq!(
        rows.collect::<Vec<_>>(),
        [
            "a,,,web-theme,peace",
            "a,,,members,12",
            ",trade,,sessions,4",
            ",,a--b,language,French",
            "a,trade,,reservation,yes",
            "a,trade,,rank,1.50",
        ]
    );
    let run = ask(TREATIES, "find French");
    assert!(
        run.text().contains("language") || run.text().contains("French"),
        "{}",
        run.text()
    );
}

#[test]
fn the_name_of_an_attribute_is_an_id() {
    let yaml = TREATIES.replace("web-theme", "Web theme");
    let checked = dataset::check(vec![dataset::Input::new("data.yaml", yaml)]);
    let codes = checked.report.findings().iter().map(|one| one.kind.code());
    assert_eq!(codes.collect::<Vec<_>>(), ["invalid-id"]);
}

/// Shared operations alone: no phases, codings, motives and milestones.
const TWO_MODE: &str = "
dataset: {title: Mini, as-of: 2001}
vocabularies: {phases: [], codings: [], motives: [], milestone-kinds: []}
organizations:
  - {id: a, name: Alpha, founded: 2000}
  - {id: b, name: Beta, founded: 2000}
partnerships:
  - {between: [a, b]}
operations:
  - id: o
    name: O
    start: 2000
    cite: [s]
    participations:
      - {organization: a, role: lead}
      - {organization: b, role: lead}
sources: {s: {title: S}}
";

#[test]
fn an_empty_vocabulary_means_none_and_one_left_out_the_default() {
    assert_round_trip(TWO_MODE);
    let parsed = dataset::parse(TWO_MODE).expect("the dataset is valid");
    let own = parsed.vocabularies();
    assert!(own.conditions.is_empty() && own.motive_families.is_empty());
    let shipped = dataset::builtin();
    assert_eq!(own.roles.len(), shipped.vocabularies().roles.len());
    assert_eq!(
        own.lesson_groups.len(),
        shipped.vocabularies().lesson_groups.len()
    );
    let run = ask(TWO_MODE, "export dyad-years --every-pair");
    let header = run.text().lines().next().unwrap_or_default();
    let columns = header.split(',').filter(|name| !name.starts_with("role_"));
    assert_eq!(
        columns.collect::<Vec<_>>(),
        ["year", "a", "b", "exists", "operations"]
    );
    assert_eq!(records(&run.stdout)[1]["operations"], "1");
}

#[test]
fn without_codings_no_answer_speaks_of_one() {
    for arguments in [
        "links",
        "partners A",
        "show A",
        "show A B",
        "operations",
        "changes 1999 2001",
        "findings",
        "measures",
        "matrix dyad phase",
        "matrix organization operation",
        "path A B",
        "motives",
        "diagram --format dot",
        "diagram timeline --format svg",
        "diagram evolution --format svg",
        "diagram matrix --format svg",
        "export spells",
        "export statements",
        "export organization-years",
        "diagram --format graphml",
    ] {
        let folder = Folder::new();
        folder.write("data.yaml", TWO_MODE);
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let run = folder.run(&[&arguments[..], &["--data", "data.yaml"]].concat());
        assert!(
            !run.stderr.contains("panicked"),
            "{arguments:?}: {}",
            run.stderr
        );
        assert!(
            !run.text().contains("oding:"),
            "{arguments:?}: {}",
            run.text()
        );
    }
}

/// A leads all operations. It is unknown whether B took part in the first in 2001, and it took part in the second in 2002.
/// C is recorded from 2002 on.
const UNKNOWN: &str = "
dataset: {title: Missing values, from: 2000, as-of: 2003}
organizations:
  - {id: a, name: A, founded: 1990}
  - {id: b, name: B, founded: 1995}
  - {id: c, name: C, founded: 1990, covered-from: 2002}
operations:
  - id: first
    name: First
    start: 1998
    cite: [s]
    participations:
      - {organization: a, role: lead}
      - {organization: b, role: support, from: 2001, to: 2001, status: unknown}
  - id: second
    name: Second
    start: 1999
    cite: [s]
    participations:
      - {organization: a, role: lead}
      - {organization: b, role: support, from: 2002, to: 2002}
      - {organization: b, role: funding, from: 2002, to: 2003, status: unknown}
sources: {s: {title: S}}
";

/// Returns fields of the rows of a table of dyad-years that match a pair.
fn of_pair(run: &Run, pair: [&str; 2], columns: &[&str]) -> Vec<String> {
    let rows = records(&run.stdout);
    let rows = rows
        .iter()
        .filter(|row| row["a"] == pair[0] && row["b"] == pair[1]);
    rows.map(|row| {
        columns
            .iter()
            .map(|one| row[*one].as_str())
            .collect::<Vec<_>>()
            .join(" ")
    })
    .collect()
}

#[test]
fn an_unknown_participation_counts_as_unknown_and_never_as_none() {
    assert_round_trip(UNKNOWN);
    let run = ask(UNKNOWN, "export dyad-years --every-pair");
    let columns = [
        "year",
        "operations",
        "operations_unknown",
        "role_support",
        "role_funding",
    ];
    assert_eq!(
        of_pair(&run, ["a", "b"], &columns),
        [
            "2000 0 0 0 0",
            "2001 -9 1 -9 0",
            "2002 1 0 1 -9",
            "2003 -9 1 0 -9"
        ]
    );
    let run = ask(UNKNOWN, "export organization-years --with B");
    let rows = records(&run.stdout);
    let rows = rows.iter().map(|row| {
        ["year", "operations", "operations_unknown", "role_support"].map(|one| row[one].as_str())
    });
    assert_eq!(
        rows.collect::<Vec<_>>(),
        [
            ["2000", "0", "0", "0"],
            ["2001", "-9", "1", "-9"],
            ["2002", "1", "0", "1"],
            ["2003", "-9", "1", "0"]
        ]
    );
    let run = ask(UNKNOWN, "export participations");
    let rows = records(&run.stdout);
    let rows = rows
        .iter()
        .map(|row| [row["status"].as_str(), row["makes_tie"].as_str()]);
    assert_eq!(
        rows.collect::<Vec<_>>(),
        [
            ["recorded", "true"],
            ["unknown", "false"],
            ["recorded", "true"],
            ["recorded", "true"],
            ["unknown", "false"]
        ]
    );
}

#[test]
fn an_unknown_participation_makes_no_tie_and_is_shown_as_unknown() {
    let run = ask(UNKNOWN, "operations --with B");
    assert!(!run.text().contains("First"), "{}", run.text());
    let run = ask(UNKNOWN, "show first");
    assert!(run.text().contains("unknown"), "{}", run.text());
    let run = ask(UNKNOWN, "matrix organization role --count participations");
    assert!(
        run.text().contains("unknown whether it took place (2)"),
        "{}",
        run.text()
    );
    let wrong = UNKNOWN.replace("status: unknown}", "status: perhaps}");
    let checked = dataset::check(vec![dataset::Input::new("data.yaml", wrong)]);
    let codes = checked.report.findings().iter().map(|one| one.kind.code());
    assert_eq!(codes.collect::<Vec<_>>(), ["invalid-choice"; 2]);
}

#[test]
fn nothing_is_claimed_about_the_time_before_the_record_begins() {
    let run = ask(UNKNOWN, "export dyad-years --every-pair");
    assert_eq!(
        of_pair(&run, ["a", "c"], &["year", "operations"]),
        ["2002 0", "2003 0"]
    );
    let run = ask(
        UNKNOWN,
        "export dyad-years --every-pair --balanced --during 1998..2002",
    );
    assert_eq!(
        of_pair(&run, ["a", "c"], &["year", "exists", "operations"]),
        [
            "1998 1 -9",
            "1999 1 -9",
            "2000 1 -9",
            "2001 1 -9",
            "2002 1 0"
        ]
    );
    let folder = Folder::new();
    folder.write("data.yaml", UNKNOWN);
    let run = folder.run(&["operations", "--at", "1999", "--data", "data.yaml"]);
    let said = format!("{}{}", run.text(), run.stderr);
    assert!(said.contains("The record begins on 2000"), "{said}");
}

/// Both milestones rest on the source of the dataset, the operation on that of its file, and the participations on the
/// operation.
const DEFAULT_CITATIONS: &str = "
dataset: {title: Events, as-of: 2003, cite: [events]}
organizations:
  - {id: a, name: A}
  - {id: b, name: B}
partnerships:
  - between: [a, b]
    milestones:
      - {date: 2001, kind: agreement, title: One}
      - {date: 2002, kind: agreement, title: Two, cite: [other]}
      - {date: 2003, kind: agreement, title: Three, cite: [{source: events, at: p. 3}]}
sources: {events: {title: Events}, other: {title: Other}, file: {title: File}}
---
cite: [file]
operations:
  - id: o
    name: O
    start: 2001
    participations:
      - {organization: a, role: lead}
";

#[test]
fn claims_inherit_the_citations_of_their_file_or_dataset() {
    assert_round_trip(DEFAULT_CITATIONS);
    let run = ask(DEFAULT_CITATIONS, "export statements");
    let rows = records(&run.stdout);
    let sources = |kind: &str| -> Vec<&str> {
        let rows = rows.iter().filter(|row| row["kind"] == kind);
        rows.map(|row| row["sources"].as_str()).collect()
    };
    assert_eq!(sources("milestone"), ["events", "other", "events"]);
    assert_eq!(sources("operation")[0], "file");
    let parsed = dataset::parse(DEFAULT_CITATIONS).expect("the dataset is valid");
    let written = dataset::to_yaml(&parsed);
    // The header has the source, the first milestone inherits it, and the operation states what its file stated.
    let count = |text: &str| written.matches(text).count();
    assert_eq!(
        [
            count("- events\n"),
            count("source: events\n"),
            count("- file\n")
        ],
        [1, 1, 1]
    );
    assert!(
        parsed
            .operations()
            .iter()
            .all(|one| one.participations[0].claim.citations.is_empty())
    );
    let bare = DEFAULT_CITATIONS.replace(", cite: [events]}", "}");
    let checked = dataset::check(vec![dataset::Input::new("data.yaml", bare)]);
    let codes = checked.report.findings().iter().map(|one| one.kind.code());
    assert_eq!(codes.collect::<Vec<_>>(), ["uncited-claim"]);
}

/// A panel of troops by year, with a year of which the number is unknown, and payments.
const TROOPS: &str = "
dataset: {title: Troops, as-of: 2016}
vocabularies:
  amounts:
    - {id: troops, label: Troops, definition: Soldiers., unit: persons}
    - {id: aid, label: Aid, definition: Payments., unit: USD, kind: flow}
organizations:
  - {id: a, name: A}
  - {id: b, name: B}
partnerships:
  - between: [a, b]
    phases:
      formal:
        - {phase: contact, from: 2014, amounts: [{what: aid, value: 0.25}], cite: [s]}
    amounts: [{what: aid, value: 7, from: 2014, to: 2014, cite: [t]}]
operations:
  - id: o
    name: O
    start: 2013
    cite: [s]
    participations:
      - organization: a
        role: lead
        amounts:
          - {what: troops, value: 550, from: 2014, to: 2014}
          - {what: troops, value: 22126, from: 2015, to: 2015, cite: [t]}
          - {what: troops, value: unknown, from: 2016, to: 2016}
          - {what: aid, value: 10, from: 2014, to: 2014}
          - {what: aid, value: 2.5, from: 2015, to: 2015}
      - organization: b
        role: lead
        amounts: [{what: troops, value: unknown}]
sources: {s: {title: S}, t: {title: T}}
";

#[test]
fn a_panel_of_amounts_comes_out_as_it_went_in() {
    assert_round_trip(TROOPS);
    let run = ask(TROOPS, "export amounts");
    let rows = records(&run.stdout);
    let columns = [
        "operation",
        "organization",
        "partnership",
        "quantity",
        "value",
        "from_edtf",
        "to_edtf",
    ];
    let rows = rows
        .iter()
        .map(|row| columns.map(|one| row[one].as_str()).join(" "));
    assert_eq!(
        rows.collect::<Vec<_>>(),
        [
            "not-applicable not-applicable a--b aid 7 2014 2014",
            "not-applicable not-applicable a--b aid 0.25 2014 none",
            "o a not-applicable troops 550 2014 2014",
            "o a not-applicable troops 22126 2015 2015",
            "o a not-applicable troops -9 2016 2016",
            "o a not-applicable aid 10 2014 2014",
            "o a not-applicable aid 2.5 2015 2015",
            "o b not-applicable troops -9 2013 ongoing",
        ]
    );
}

#[test]
fn a_stock_is_not_summed_and_an_unknown_amount_is_not_0() {
    let run = ask(TROOPS, "show O");
    for words in [
        "troops: 550 persons (2014)",
        "aid: 2.5 USD (2015)",
        "troops: unknown persons",
    ] {
        assert!(run.text().contains(words), "{words}: {}", run.text());
    }
    let run = ask(TROOPS, "show A B");
    assert!(run.text().contains("aid: 7 USD (2014)"), "{}", run.text());
}

#[test]
fn a_changed_amount_is_a_difference() {
    let folder = Folder::new();
    folder.write("before.yaml", TROOPS);
    folder.write("after.yaml", TROOPS.replace("value: 22126", "value: 22127"));
    let run = folder.run(&["diff", "before.yaml", "after.yaml"]);
    assert_eq!(run.status, 1);
    assert!(run.text().contains("22127"), "{}", run.text());
}

#[test]
fn output_for_people_is_in_the_words_of_the_dataset() {
    let labels = "labels: {operation: treaty, operations: treaties, participation: membership}";
    let yaml = TREATIES.replace("title: Treaties,", &format!("title: Treaties, {labels},"));
    assert_round_trip(&yaml);
    let heading = |arguments: &str| {
        let run = ask(&yaml, arguments);
        run.text().lines().take(3).collect::<Vec<_>>().join(" ")
    };
    assert!(
        heading("operations").starts_with("Treaties, at any time"),
        "{}",
        heading("operations")
    );
    assert!(
        heading("operations").contains("Treaty"),
        "{}",
        heading("operations")
    );
    let run = ask(&yaml, "show A");
    assert!(
        run.text().contains("Treaties") && !run.text().contains("Operations"),
        "{}",
        run.text()
    );
    let run = ask(&yaml, "operations --format csv");
    assert!(run.text().starts_with("operation,"), "{}", run.text());
    let picture = "diagram --operations --at 2002 --format svg";
    let folder = Folder::new();
    folder.write("data.yaml", &yaml);
    let arguments: Vec<&str> = picture.split(' ').chain(["--data", "data.yaml"]).collect();
    let run = folder.run(&arguments);
    assert!(!run.text().contains(">Operation<"), "{}", run.text());
    assert!(
        run.status != 0 || run.text().contains("reaty"),
        "{}",
        run.text()
    );
}
