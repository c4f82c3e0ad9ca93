//! Records of more than two organizations: they count in each of their dyads, and once in totals.

use interorg::dataset;
use serde_json::{Value as Json, json};

use crate::support::{Folder, Run, json as parsed, list, rows};

/// A, B and C set up a task force in 2017; A and B have a partnership of their own.
const DATA: &str = "\
dataset: {title: Three, as-of: 2020-12-31}
organizations:
  - {id: a, abbreviation: A, name: Alpha}
  - {id: b, abbreviation: B, name: Beta}
  - {id: c, abbreviation: C, name: Gamma}
partnerships:
  - between: [a, b]
    milestones:
      - {date: 2001, kind: summit, title: Two meet, series: meetings, cite: [s]}
    series:
      - {id: meetings, title: Meetings, completeness: All.}
  - between: [c, a, b]
    phases: {formal: [{phase: contact, from: 2017, cite: [s]}]}
    motives:
      - {motive: shared-values, of: b, statement: It says so., from: 2017, cite: [s]}
    milestones:
      - {date: 2017-05, kind: summit, title: Three meet, series: force, cite: [s]}
      - {date: 2018, kind: summit, title: C invites, of: c, cite: [s]}
    series:
      - {id: force, title: Task force, completeness: The first meeting alone.}
    lessons:
      - {group: mandates, statement: They must be clear., cite: [s]}
sources:
  s: {title: S}
";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("three.yaml", DATA);
    folder
}

fn ask(line: &str) -> Run {
    let words: Vec<&str> = line.split(' ').chain(["--data", "three.yaml"]).collect();
    folder().run(&words)
}

/// Returns the values of two columns of an answer.
fn pairs(line: &str, columns: [&str; 2]) -> Vec<String> {
    let rows = rows(&ask(&format!("{line} --format json")));
    let row = |row: &Json| columns.map(|column| row[column].as_str().unwrap_or("-").to_owned());
    rows.iter().map(|one| row(one).join(" ")).collect()
}

#[test]
fn a_record_of_three_counts_in_each_of_its_dyads() {
    assert_eq!(pairs("links --at 2019", ["a", "b"]), ["a b", "a c", "b c"]);
    // The motive of B is one towards A and towards C; the dyad of A and C has none.
    assert_eq!(pairs("motives", ["a", "b"]), ["a b", "b c"]);
    // C's invitation concerns the dyads of C.
    let titles = |pair: &str| pairs(&format!("milestones --between {pair}"), ["date", "title"]);
    assert_eq!(titles("A B"), ["2001 Two meet", "2017-05 Three meet"]);
    let text = ask("milestones");
    let note = "3 rows repeat claims on more than two organizations, which count once in totals.";
    assert!(text.text().contains(note), "{}", text.text());
    assert_eq!(titles("B C"), ["2017-05 Three meet", "2018 C invites"]);
}

#[test]
fn series_are_those_of_the_record_that_a_milestone_comes_from() {
    assert_eq!(
        pairs("milestones --between A B", ["date", "series"]),
        ["2001 meetings", "2017-05 force"]
    );
    assert_eq!(
        pairs("milestones --between A C", ["date", "series"]),
        ["2017-05 force", "2018 -"]
    );
}

#[test]
fn totals_count_it_once() {
    let count = |kind: &str, id: &str| {
        let rows = rows(&ask(&format!("list {kind} --format json")));
        let row = rows.iter().find(|row| row["id"] == id);
        row.expect("it is listed")["count"].clone()
    };
    assert_eq!(count("milestone-kinds", "summit"), 3);
    assert_eq!(count("motives", "shared-values"), 1);
    assert_eq!(count("lesson-groups", "mandates"), 1);
    assert_eq!(count("phases", "contact"), 1);
    let findings = parsed(&ask("findings --format json"));
    let motives = list(&findings["motives"]).iter();
    let claims: u64 = motives
        .filter(|row| row["by"] == "all")
        .filter_map(|row| row["claims"].as_u64())
        .sum();
    assert_eq!(claims, 1);
    // In a matrix, it counts once in a cell, and in the cells of all its dyads.
    let total = |line: &str| {
        let matrix = parsed(&ask(&format!("matrix {line} --format json")));
        let headings = list(&matrix["row_headings"]).iter();
        headings
            .filter_map(|one| one["total"].as_u64())
            .sum::<u64>()
    };
    assert_eq!(total("motive motive-family"), 1);
    assert_eq!(total("dyad lesson-group"), 3);
    let text = ask("matrix dyad lesson-group");
    assert!(
        text.text().contains("(1) may count in several cells"),
        "{}",
        text.text()
    );
    let changes = ask("changes 2016 2019");
    assert!(
        changes
            .text()
            .contains("2 milestones are recorded in between"),
        "{}",
        changes.text()
    );
}

#[test]
fn the_record_is_written_as_it_was_read() {
    let whole = ask("export dataset");
    assert_eq!(whole.text().matches("Three meet").count(), 1);
    let folder = folder();
    folder.write("again.yaml", &whole.stdout);
    let run = folder.run(&["diff", "three.yaml", "again.yaml"]);
    assert_eq!(run.status, 0, "{}{}", run.text(), run.stderr);
    let json = folder.run(&[
        "export",
        "dataset",
        "--format",
        "json",
        "--data",
        "again.yaml",
    ]);
    let between = parsed(&json)["partnerships"][1]["between"].clone();
    assert_eq!(between, json!(["c", "a", "b"]));
}

#[test]
fn whoever_is_named_twice_or_is_no_member_is_reported() {
    let folder = folder();
    folder.write("twice.yaml", DATA.replace("[c, a, b]", "[c, a, b, a]"));
    assert!(
        folder
            .run(&["check", "twice.yaml"])
            .text()
            .contains("self-pair")
    );
    folder.write(
        "foreign.yaml",
        DATA.replace("of: c,", "of: d,")
            .replace("partnerships:", "  - {id: d, name: Delta}\npartnerships:"),
    );
    assert!(
        folder
            .run(&["check", "foreign.yaml"])
            .text()
            .contains("foreign-actor")
    );
}

#[test]
fn a_change_of_the_record_makes_every_figure_of_its_dyads_stale() {
    let folder = folder();
    let draw = [
        "diagram",
        "-o",
        "bc.svg",
        "--between",
        "b",
        "c",
        "--data",
        "three.yaml",
    ];
    assert_eq!(folder.run(&draw).status, 0);
    folder.write(
        "three.yaml",
        DATA.replace("from: 2017, cite", "from: 2016, cite"),
    );
    assert_eq!(
        folder
            .run(&["stale", "bc.svg", "--data", "three.yaml"])
            .status,
        1
    );
}

#[test]
fn findings_count_by_partnership_and_say_so() {
    let text = ask("findings")
        .text()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let note = "3 of 3 spells come from 1 phase recorded of more than two organizations. Transitions, years and stays are \
                counted by partnership, so that such a phase counts in each of its dyads.";
    assert!(text.contains(note), "{text}");
    let one = ask("findings --between B C");
    assert!(
        !one.text().contains("recorded of more than two"),
        "it counts once there"
    );
}

#[test]
fn passes_are_compared_by_partnership_and_say_so() {
    let folder = Folder::new();
    let second = "  - between: [a, b, c]
    coder: second-pass
    phases: {formal: [{phase: contact, from: 2018, cite: [s]}]}
sources:
";
    folder.write("three.yaml", DATA.replace("sources:\n", second));
    let run = folder.run(&["findings", "--data", "three.yaml"]);
    let text = run.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let note = "3 of 3 partnerships have phases recorded of more than two organizations";
    assert!(text.contains(note), "{text}");
}

#[test]
fn the_record_is_found_by_its_remarks_and_its_claims_are_found_once() {
    let folder = Folder::new();
    folder.write(
        "three.yaml",
        DATA.replace(
            "    phases:",
            "    notes: [They share a clubhouse.]\n    phases:",
        ),
    );
    let find = |text: &str| {
        let found = folder.run(&["find", text, "--format", "json", "--data", "three.yaml"]);
        let found = rows(&found).into_iter();
        let found = found.map(|row| {
            let things: Vec<String> = list(&row["things"])
                .iter()
                .map(|one| one.as_str().unwrap_or_default().to_owned())
                .collect();
            format!(
                "{} {}",
                row["kind"].as_str().unwrap_or_default(),
                things.join(" ")
            )
        });
        found.collect::<Vec<String>>()
    };
    assert_eq!(find("clubhouse"), ["partnership c a b"]);
    assert_eq!(find("three meet"), ["milestone c a b"]);
    assert_eq!(find("task force")[0], "series c a b");
    assert_eq!(find("two meet")[0], "milestone a b");
    let dossier = folder.run(&["show", "A", "C", "--data", "three.yaml"]);
    assert!(dossier.text().contains("They share a clubhouse."));
}

#[test]
fn a_source_lists_and_counts_its_claims_once() {
    let dossier = parsed(&ask("show s --format json"));
    let claims = list(&dossier["claims"]).iter();
    let about = claims.map(|row| row["about"].as_str().unwrap_or_default());
    // The milestone of the two, then the phase, the motive, two milestones and the lesson of the three.
    let of_three = ["C–A–B"; 5];
    let expected = [of_three[0], of_three[1], "A–B"];
    let about: Vec<&str> = about.collect();
    assert_eq!(about.len(), 6, "{about:?}");
    assert!(about.iter().all(|one| expected.contains(one)), "{about:?}");
    let sources = rows(&ask("list sources --format json"));
    assert_eq!(sources[0]["count"], 6);
}

#[test]
fn two_records_of_the_same_members_are_compared_one_by_one() {
    let force = |title: &str, date: &str| {
        format!(
            "  - between: [b, a, c]\n    milestones: [{{date: {date}, kind: summit, title: {title}, cite: [s]}}]\n"
        )
    };
    let with = |records: &[String]| {
        let records: String = records.concat();
        DATA.replace("sources:\n", &format!("{records}sources:\n"))
    };
    let (first, second) = (force("First", "2018"), force("Second", "2019"));
    let before = with(&[first.clone(), second.clone()]);
    let differences = |after: &[String]| {
        let [before, after] =
            [&before, &with(after)].map(|text| dataset::parse(text).expect("it is sound"));
        let rows = dataset::diff(&before, &after).differences.into_iter();
        let rows = rows.map(|row| {
            let [before, after] =
                [row.before, row.after].map(|text| text.unwrap_or("-".to_owned()));
            format!("{}: {before} {after}", row.record)
        });
        rows.collect::<Vec<String>>()
    };
    assert!(differences(&[second.clone(), first]).is_empty());
    let changed = force("First", "2020");
    // The record of the fixture is the first one of the three.
    assert_eq!(
        differences(&[changed, second.clone()]),
        ["a–b–c (2): 2018 2020"]
    );
    assert_eq!(differences(&[second]), ["a–b–c (2): milestones: 1 -"]);
}

#[test]
fn a_motive_of_one_record_contradicts_one_that_was_not_found_in_another() {
    let folder = Folder::new();
    let sought = "    motives-not-found: [{motive: shared-values, of: b, searched: All of it.}]\n    milestones:\n      - {date: 2001,";
    folder.write(
        "three.yaml",
        DATA.replace("    milestones:\n      - {date: 2001,", sought),
    );
    let report = folder.run(&["check", "three.yaml"]);
    let text = report.text();
    assert!(
        text.contains("warning[motive-found-too]: the motive `shared-values` of B was not found"),
        "{text}"
    );
    assert_eq!(text.matches("warning[").count(), 1, "{text}");
}
