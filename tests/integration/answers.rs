//! Every answer against its JSON Schema, by an independent validator; and the tables that list and find things.

use std::fmt::Write as _;

use interorg::analysis::tables::TABLE_NAMES;
use interorg::export::Answer;
use interorg::view::panel::PanelKind;
use serde_json::Value as Json;

use crate::readers::python;
use crate::support::{Folder, json, rows, texts};

/// Lines of the command with the name of their schema. `ORG` stands for an organization of each dataset, and `OTHER` for a
/// partner of it.
const ANSWERS: [(&str, &str); 42] = [
    ("partners", "partners ORG"),
    ("partners", "partners ORG --evidence --at 2005"),
    ("links", "links"),
    ("links", "links --evidence --during 1990..2005"),
    ("links", "links --condition stalled --coding activity"),
    ("links", "links --at 1800"),
    ("operations", "operations"),
    ("operations", "operations --with ORG --evidence"),
    ("motives", "motives"),
    ("motives", "motives --held-by ORG --evidence"),
    ("milestones", "milestones"),
    ("milestones", "milestones --evidence --during 2000..2005"),
    ("list", "list"),
    ("list", "list organizations"),
    ("list", "list countries"),
    ("list", "list sources"),
    ("find", "find union"),
    ("find", "find zzzz"),
    ("show", "show ORG"),
    ("show", "show ORG OTHER --evidence"),
    ("show", "show RD"),
    ("show", "show ideational --evidence"),
    ("show", "show ORG OTHER --phase contact --at 1800"),
    ("path", "path ORG OTHER"),
    ("path", "path ORG OTHER --respect-time --evidence"),
    ("changes", "changes 1990 2010 --evidence"),
    ("changes", "changes 1800 1801"),
    ("matrix", "matrix dyad motive --share row"),
    ("matrix", "matrix phase year --evidence"),
    ("findings", "findings"),
    (
        "findings",
        "findings --cases --evidence --min-confidence high",
    ),
    ("measures", "measures"),
    ("measures", "measures --network --every 10y"),
    ("measures", "measures --measure degree"),
    ("measures", "measures --motives"),
    ("definitions", "measures --definitions"),
    ("coverage", "check --coverage"),
    ("stale", "stale stamped.svg"),
    ("links", "links --with ORG --stamp"),
    ("links", "links --ties both --evidence"),
    ("partners", "partners ORG --ties operations"),
    ("measures", "measures --ties both"),
];

/// Arguments of `--data`, with an organization and a partner.
const DATASETS: [(&str, [&str; 2]); 3] = [
    ("data", ["UN", "AU"]),
    ("examples/wider-network.yaml", ["EU", "ECOWAS"]),
    ("tests/fixtures/small.yaml", ["AAA", "BBB"]),
];

#[test]
fn every_answer_is_valid_by_its_schema() {
    let folder = Folder::new();
    let mut manifest = String::new();
    let picture = folder.run(&["diagram", "--stamp", "-o", "stamped.svg"]);
    assert_eq!(picture.status, 0, "{}", picture.stderr);
    for answer in Answer::ALL {
        let schema = answer.schema().to_string();
        folder.write(&format!("{answer}.schema.json"), schema);
    }
    let mut count = 0;
    for (data, [organization, other]) in DATASETS {
        let data = format!("{}/{data}", env!("CARGO_MANIFEST_DIR"));
        let lines = answers(&data, organization, other);
        for (schema, line) in lines {
            let words: Vec<&str> = line.split(' ').chain(["--format", "json"]).collect();
            let run = folder.run(&words);
            assert!(run.status < 2, "{line}: {}", run.stderr);
            count += 1;
            folder.write(&format!("{count}.json"), &run.stdout);
            let [schema, answer] = [format!("{schema}.schema.json"), format!("{count}.json")]
                .map(|name| folder.path(&name));
            writeln!(
                manifest,
                "{line}\t{}\t{}",
                schema.display(),
                answer.display()
            )
            .expect("a text can be written");
        }
    }
    folder.write("manifest", &manifest);
    let valid = python("answers.py", &["jsonschema"], &[&folder.path("manifest")]);
    assert!(valid.is_none_or(|valid| valid.trim() == count.to_string()));
}

/// Returns the lines on a dataset, each with the name of its schema.
fn answers(data: &str, organization: &str, other: &str) -> Vec<(&'static str, String)> {
    let with_names = |line: &str| line.replace("ORG", organization).replace("OTHER", other);
    let answers = ANSWERS.iter();
    let mut lines: Vec<(&str, String)> = answers
        .map(|(schema, line)| (*schema, format!("{} --data {data}", with_names(line))))
        .collect();
    lines.push(("check", format!("check {data}")));
    lines.push(("diff", format!("diff shipped {data}")));
    lines
}

#[test]
fn answers_weighed_by_an_amount_are_valid_by_their_schemas() {
    const MONEY: &str = "\
dataset: {title: Money, as-of: 2006-06-30}
vocabularies: {amounts: [{id: money, label: Money, kind: flow, definition: Paid.}]}
organizations: [{id: b, abbreviation: B, name: Beta}, {id: c, abbreviation: C, name: Gamma}]
partnerships:
  - between: [b, c]
    amounts: [{what: money, value: 2, from: 2001, to: 2001}]
    phases: {formal: [{phase: contact, from: 2001, to: 2004, cite: [s]}]}
sources: {s: {title: S}}
";
    let folder = Folder::new();
    folder.write("money.yaml", MONEY);
    let lines = [
        ("links", "links"),
        ("partners", "partners B"),
        ("matrix", "matrix dyad year"),
        ("matrix", "matrix dyad year --mean"),
        ("measures", "measures"),
        ("measures", "measures --network"),
        ("measures", "measures --every 1y"),
        ("measures", "measures --network --every 1y"),
        ("measures", "measures --measure weighted-degree --sources 2"),
    ];
    let mut manifest = String::new();
    for (number, (schema, line)) in lines.iter().enumerate() {
        let schema = folder.run(&["schema", "--of", schema]);
        let line =
            format!("{line} --weight money --during 2001..2002 --data money.yaml --format json");
        let answer = folder.run(&line.split(' ').collect::<Vec<_>>());
        assert_eq!(answer.status, 0, "{line}: {}", answer.stderr);
        let names = [format!("{number}.schema.json"), format!("{number}.json")];
        folder.write(&names[0], &schema.stdout);
        folder.write(&names[1], &answer.stdout);
        let [schema, answer] = names.map(|name| folder.path(&name));
        let (schema, answer) = (schema.display(), answer.display());
        writeln!(manifest, "{line}\t{schema}\t{answer}").expect("a text can be written");
    }
    folder.write("manifest", &manifest);
    let valid = python("answers.py", &["jsonschema"], &[&folder.path("manifest")]);
    assert!(valid.is_none_or(|valid| valid.trim() == lines.len().to_string()));
}

#[test]
fn every_schema_is_used_by_a_test() {
    let used: Vec<&str> = answers("data", "A", "B")
        .into_iter()
        .map(|(schema, _)| schema)
        .collect();
    for answer in Answer::ALL {
        assert!(used.contains(&answer.name()), "{answer}");
    }
}

#[test]
fn a_schema_is_printed_as_the_library_makes_it() {
    let printed = Folder::new().run(&["schema", "--of", "links"]);
    let printed: Json = serde_json::from_slice(&printed.stdout).expect("it is JSON");
    assert_eq!(printed, Answer::Links.schema());
}

#[test]
fn a_schema_says_which_columns_have_days() {
    let schema = json(&Folder::new().run(&["schema", "--table", "spell"]));
    let columns = &schema["properties"]["rows"]["items"]["properties"];
    for (column, format) in [("first_day", Some("date")), ("from_edtf", None)] {
        assert_eq!(columns[column]["format"].as_str(), format, "{column}");
    }
}

#[test]
fn tables_for_statistics_are_valid_by_their_schemas() {
    let folder = Folder::new();
    let mut manifest = String::new();
    let panels = PanelKind::ALL.iter().map(|kind| kind.name());
    let tables = panels.chain(TABLE_NAMES);
    let lines = tables.map(|name| (name, name.to_owned()));
    let name = PanelKind::DyadYears.name();
    let directed = format!("{name} --directed --balanced --every-pair");
    for (number, (name, line)) in lines.chain([(name, directed)]).enumerate() {
        let schema = folder.run(&["schema", "--table", name]);
        let line = format!("export {line} --format json");
        let words: Vec<&str> = line.split(' ').collect();
        let answer = folder.run(&words);
        let names = [format!("{number}.schema.json"), format!("{number}.json")];
        folder.write(&names[0], &schema.stdout);
        folder.write(&names[1], &answer.stdout);
        let [schema, answer] = names.map(|name| folder.path(&name));
        writeln!(
            manifest,
            "{line}\t{}\t{}",
            schema.display(),
            answer.display()
        )
        .expect("a text can be written");
    }
    folder.write("manifest", &manifest);
    let valid = python("answers.py", &["jsonschema"], &[&folder.path("manifest")]);
    let count = PanelKind::ALL.len() + TABLE_NAMES.len() + 1;
    assert!(valid.is_none_or(|valid| valid.trim() == count.to_string()));
}

/// Runs a line on the shipped dataset.
fn ask(line: &str) -> Vec<Json> {
    let words: Vec<&str> = line.split(' ').chain(["--format", "json"]).collect();
    rows(&Folder::new().run(&words))
}

#[test]
fn well_known_things_are_found() {
    let found = ask("find Berlin Plus");
    assert_eq!(found[0]["things"], serde_json::json!(["nato", "eu"]));
    let milestone = found.iter().find(|row| row["kind"] == "milestone");
    let milestone = milestone.expect("the arrangements are a milestone");
    assert_eq!(milestone["text"], "Berlin Plus arrangements adopted");
    let found = ask("find somalia --limit 100");
    let shown: Vec<&str> = found
        .iter()
        .filter_map(|row| row["things"][0].as_str())
        .collect();
    for operation in ["amisom", "atalanta", "eutm-somalia", "unosom-ii"] {
        let is_recorded = ask("list operations")
            .iter()
            .any(|row| row["id"] == operation);
        assert!(!is_recorded || shown.contains(&operation), "{operation}");
    }
    assert!(shown.contains(&"amisom"));
    let found = ask("find UNION AFRICAINE");
    assert_eq!(found[0]["things"], serde_json::json!(["au"]));
}

#[test]
fn what_is_not_found_in_full_is_counted() {
    let run = Folder::new().run(&["find", "Somalia", "--limit", "2", "--format", "json"]);
    let answer = json(&run);
    let all = ask("find Somalia --limit 100000").len();
    assert_eq!(rows(&run).len(), 2);
    assert_eq!(
        answer["notes"][0],
        format!("{} more are found; --limit shows more.", all - 2)
    );
}

#[test]
fn unknown_names_suggest_what_a_search_finds() {
    let folder = Folder::new();
    folder
        .run(&["show", "Berlin Plus"])
        .refused("Did you mean `NATO–EU`");
    folder
        .run(&["links", "--country", "Darfur"])
        .refused("Did you mean `Sudan`?");
    folder.run(&["partners", "Brussels"]).refused("`NATO`");
}

#[test]
fn lists_count_what_the_tables_have() {
    let folder = Folder::new();
    let count_of = |table: &str| rows(&folder.run(&["export", table, "--format", "json"])).len();
    for (kind, table) in [
        ("motives", "motives"),
        ("lesson-groups", "lessons"),
        ("roles", "participations"),
    ] {
        let counts = ask(&format!("list {kind}"));
        let sum: u64 = counts.iter().filter_map(|row| row["count"].as_u64()).sum();
        assert_eq!(usize::try_from(sum), Ok(count_of(table)), "{kind}");
    }
    let kinds = ask("list");
    for (kind, table) in [
        ("organizations", "organizations"),
        ("operations", "operations"),
        ("sources", "sources"),
    ] {
        let listed = kinds
            .iter()
            .find(|row| row["id"] == kind)
            .expect("it is a kind");
        assert_eq!(listed["count"], count_of(table), "{kind}");
    }
}

/// A partnership that is strained, then stalled while it advances.
const STALLED: &str = "organizations:
  - {id: a, name: A}
  - {id: b, name: B}
dataset: {title: T, as-of: 2010-12-31}
partnerships:
  - between: [a, b]
    phases:
      formal:
        - {phase: contact, from: 2000, cite: [s]}
        - {phase: contact, condition: stalled, from: 2003-05, because: They quarrel., cite: [s]}
        - {phase: formalized, condition: stalled, from: 2006, because: They sign., cite: [s]}
    motives:
      - {motive: shared-values, of: a, statement: They share them., from: 2001, cite: [s]}
    milestones:
      - {date: 2006-02, kind: agreement, title: They sign it, cite: [s]}
      - {date: 2001-07, kind: summit, title: They meet, cite: [s]}
operations:
  - id: one
    name: One
    start: 2002
    end: 2004
    cite: [s]
    participations: [{organization: a, role: lead, to: 2003}, {organization: b, role: support}]
sources: {s: {title: S}}
";

fn of_stalled(line: &str) -> Vec<Json> {
    let folder = Folder::new();
    folder.write("data.yaml", STALLED);
    let options = ["--data", "data.yaml", "--format", "json"];
    let words: Vec<&str> = line.split(' ').chain(options).collect();
    rows(&folder.run(&words))
}

#[test]
fn a_condition_comes_with_its_start_and_reason() {
    let links = of_stalled("links --condition stalled");
    assert_eq!(links[0]["phase_since"], "2006");
    assert_eq!(links[0]["condition_since"], "2003-05");
    assert_eq!(links[0]["because"], "They sign.");
    let folder = Folder::new();
    folder.write("data.yaml", STALLED);
    let shown = folder.run(&[
        "links",
        "--condition",
        "stalled",
        "--at",
        "2004",
        "--data",
        "data.yaml",
    ]);
    assert!(shown.text().contains("They quarrel."), "{}", shown.text());
    let plain = folder.run(&["links", "--at", "2004", "--data", "data.yaml"]);
    assert!(!plain.text().contains("They quarrel."), "{}", plain.text());
}

#[test]
fn motives_milestones_and_operations_are_listed_across_partnerships() {
    assert_eq!(
        texts(&of_stalled("motives"), "statement"),
        ["They share them."]
    );
    assert!(of_stalled("motives --held-by b").is_empty());
    assert_eq!(
        texts(&of_stalled("milestones"), "title"),
        ["They meet", "They sign it"]
    );
    assert_eq!(
        texts(&of_stalled("milestones --during 2006"), "title"),
        ["They sign it"]
    );
    let operations = of_stalled("operations");
    let participations = operations[0]["participations"].as_array().expect("a list");
    let found: Vec<[&Json; 4]> = participations
        .iter()
        .map(|one| {
            [
                &one["organization"],
                &one["role"],
                &one["to"],
                &one["to_missing"],
            ]
        })
        .collect();
    assert_eq!(
        found[0].map(|value| value.as_str()),
        [Some("a"), Some("lead"), Some("2003"), None]
    );
    assert_eq!(
        found[1].map(|value| value.as_str()),
        [Some("b"), Some("support"), None, Some("none")]
    );
    let narrowed = of_stalled("operations --role support");
    assert_eq!(
        narrowed[0]["participations"].as_array().map(Vec::len),
        Some(1)
    );
    assert!(of_stalled("operations --at 2008").is_empty());
    // A leads the operation until 2003 only.
    assert_eq!(of_stalled("operations --with a --at 2003").len(), 1);
    assert!(of_stalled("operations --with a --at 2004").is_empty());
    assert!(of_stalled("operations --role lead --at 2004").is_empty());
    assert!(of_stalled("operations --between a b --at 2004").is_empty());
    assert_eq!(of_stalled("operations --with b --at 2004").len(), 1);
}

#[test]
fn tables_of_records_can_be_joined() {
    let folder = Folder::new();
    folder.write("data.yaml", STALLED);
    let table = |name: &str| {
        rows(&folder.run(&["export", name, "--data", "data.yaml", "--format", "json"]))
    };
    let organizations = table("organizations");
    assert_eq!(texts(&organizations, "id"), ["a", "b"]);
    assert_eq!(organizations[0]["end_day"], "9999-12-31");
    let motives = table("motives");
    assert_eq!(
        (&motives[0]["partnership"], &motives[0]["number"]),
        (&"a--b".into(), &1.into())
    );
    assert_eq!(
        (&motives[0]["first_day"], &motives[0]["family"]),
        (&"2001-01-01".into(), &"ideational".into())
    );
    let operations = table("operations");
    assert_eq!(
        (&operations[0]["first_day"], &operations[0]["end_day"]),
        (&"2002-01-01".into(), &"2005-01-01".into())
    );
    let milestones = table("milestones");
    assert_eq!(texts(&milestones, "title"), ["They sign it", "They meet"]);
    let claims: Vec<Json> = table("statements")
        .into_iter()
        .filter(|row| row["kind"] != "definition")
        .collect();
    assert_eq!(
        texts(&claims, "kind"),
        [
            "phase",
            "phase",
            "phase",
            "motive",
            "milestone",
            "milestone",
            "operation",
            "participation",
            "participation"
        ]
    );
    // Three phases, a motive, two milestones and the operation cite it; the participations have no citation of their own.
    let citations = table("citations");
    assert_eq!(citations.len(), 7);
}

#[test]
fn a_matrix_of_operations_has_the_roles_at_its_time() {
    let support = "{organization: b, role: support}";
    let later = format!("{support}, {{organization: b, role: funding, from: 2003-06}}");
    let folder = Folder::new();
    folder.write("data.yaml", STALLED.replace(support, &later));
    let drawn = |date: &str| {
        let line =
            format!("diagram matrix --of operations --at {date} --format svg --data data.yaml");
        let words: Vec<&str> = line.split(' ').collect();
        folder.run(&words).text().to_owned()
    };
    let early = drawn("2002");
    assert!(early.contains("B in One: support"));
    assert!(!early.contains("funding"));
    assert!(drawn("2003").contains("B in One: support, funding"));
}

#[test]
fn findings_are_those_of_a_named_coding() {
    let codings = |line: &str| {
        let words: Vec<&str> = line.split(' ').chain(["--format", "json"]).collect();
        let answer = json(&Folder::new().run(&words));
        let mut codings = texts(answer["transitions"].as_array().expect("a list"), "coding");
        codings.dedup();
        codings
    };
    assert_eq!(codings("findings"), ["formal", "activity"]);
    assert_eq!(codings("findings --coding activity"), ["activity"]);
}
