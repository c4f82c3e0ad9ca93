//! Dates at the edge: what ends on the day asked of, starts of which only a bound is known, members that end,
//! predecessors.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::support::{Folder, Run};

const EDGES: &str = "\
dataset: {title: Edges, as-of: 2010-12-31}
organizations:
  - {id: a, name: A, founded: 1950, dissolved: 2008-06-30}
  - {id: b, name: B, founded: 1950}
  - {id: c, name: C, founded: 1950}
  - {id: old, name: Old, founded: 1950, dissolved: 1999-12-31}
  - {id: new, name: New, founded: 2000-01-01, succeeds: [old]}
partnerships:
  - between: [A, B]
    phases:
      formal: [{phase: contact, from: 2001, to: 2008-06-30, cite: [s]}]
  - between: [B, C]
    phases:
      formal: [{phase: contact, from: ../1990-05-01, cite: [s]}]
      activity: [{phase: ad-hoc, from: 1995, cite: [s]}]
    motives:
      - {motive: shared-values, of: B, from: 1992?, to: 2004-12-31, statement: It says so., cite: [s]}
    milestones:
      - {date: 200X, kind: summit, title: They meet, cite: [s]}
  - between: [B, New]
    phases:
      formal:
        - {phase: contact, from: 1970, through: [old], cite: [s]}
        - {phase: ad-hoc, from: 2003, cite: [s]}
operations:
  - id: lost
    name: Lost
    start: 2001
    end: unknown
    cite: [s]
    participations:
      - {organization: A, role: lead}
  - id: over
    name: Over
    start: 2002
    end: 2004-12-31
    cite: [s]
    participations:
      - {organization: A, role: lead}
      - {organization: B, role: support, from: 2003?, to: 2004}
sources: {s: {title: S}}
";

fn ask(line: &str) -> Run {
    let folder = Folder::new();
    folder.write("edges.yaml", EDGES);
    let words = line.split(' ').chain(["--data", "edges.yaml"]);
    folder.run(&words.collect::<Vec<_>>())
}

fn words(line: &str) -> String {
    let text = ask(line).text().to_owned();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the rows of a table as maps from heading to value.
fn rows(line: &str) -> Vec<BTreeMap<String, String>> {
    let text = ask(line).text().to_owned();
    let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned));
    let heads: Vec<String> = lines.next().expect("there is a heading").collect();
    lines
        .map(|row| heads.iter().cloned().zip(row).collect())
        .collect()
}

fn of<'r>(
    rows: &'r [BTreeMap<String, String>],
    year: &str,
    members: [&str; 2],
) -> &'r BTreeMap<String, String> {
    let is_it = |row: &&BTreeMap<String, String>| {
        row["year"] == year && [row["a"].as_str(), row["b"].as_str()] == members
    };
    rows.iter().find(is_it).expect("there is such a row")
}

#[test]
fn what_ends_on_a_day_is_over_after_it() {
    assert_eq!(ask("changes 2004-12-30 2004-12-31").status, 1);
    let told = words("changes 2004-12-31 2005-01-01");
    assert!(
        told.contains("1 motive ceased. 1 operation ended."),
        "{told}"
    );
    assert!(!words("changes 2003 2004").contains("ceased"));
    assert!(words("changes 2008-06-30 2008-07-01").contains("Organizations ended: A."));
}

#[test]
fn the_end_of_a_member_is_no_return() {
    let told = words("changes 1999 2009");
    let over = "A–B began, and ended because a member ceased to exist (begin 2001-01-01; dissolution 2008-06-30).";
    assert!(told.contains(over), "{told}");
    let told = words("changes 2005 2009");
    assert!(
        told.contains("A–B ended because a member ceased to exist, previously contact"),
        "{told}"
    );
}

#[test]
fn dates_that_may_lie_on_either_side_are_counted() {
    let told = words("changes 1991 2005");
    assert!(
        told.contains("(motives 1, milestones 1)") || told.contains("motives 1, milestones 1."),
        "{told}"
    );
}

#[test]
fn a_start_of_which_only_a_bound_is_known_may_lie_earlier() {
    let spells = rows("export spells");
    let bound = spells.iter().find(|row| row["from"] == "../1990-05-01");
    let bound = bound.expect("the spell is there");
    assert_eq!(bound["start"], "unknown");
    assert_eq!(bound["start_latest"], "1990-05-01");
    assert_eq!(bound["days"], "-9");
    let years = rows("export dyad-years --between B C");
    let early = of(&years, "1980", ["b", "c"]);
    assert_eq!(early["formal_phase"], "unknown");
    assert_eq!(early["activity_phase"], "none");
    assert_eq!(early["motive_shared_values"], "-9");
    assert_eq!(early["years_since_contact"], "-9");
    let late = of(&years, "1990", ["b", "c"]);
    assert_eq!(late["formal_phase"], "contact");
    assert_eq!(
        of(&rows("export dyad-years --between A B"), "1980", ["a", "b"])["motive_shared_values"],
        "-7"
    );
}

#[test]
fn a_part_that_ended_at_an_unknown_time_does_not_go_on() {
    let parts = rows("export participations");
    let part = |operation: &str, organization: &str| {
        let is_it = |row: &&BTreeMap<String, String>| {
            row["operation"] == operation && row["organization"] == organization
        };
        parts.iter().find(is_it).expect("the part is there")
    };
    let lost = part("lost", "a");
    assert_eq!(
        [&*lost["stop"], &*lost["censored"], &*lost["to"]],
        ["unknown", "0", "unknown"]
    );
    let over = part("over", "b");
    assert_eq!(
        [&*over["from"], &*over["to"], &*over["sources"]],
        ["2003?", "2004", "1"]
    );
    assert_eq!(
        [&*over["start"], &*over["stop"], &*over["censored"]],
        ["2003-01-01", "2004-12-31", "0"]
    );
}

#[test]
fn a_predecessor_has_the_partners_of_its_time() {
    let years = rows("export organization-years");
    let partners = |year: &str, organization: &str| {
        let mut rows = years.iter();
        let row = rows.find(|row| row["year"] == year && row["organization"] == organization);
        row.map(|row| row["formal_partners"].clone())
    };
    assert_eq!(partners("1980", "old").as_deref(), Some("1"));
    assert_eq!(partners("1960", "old").as_deref(), Some("0"));
    assert_eq!(partners("1980", "new"), None);
    // Of B and C it is only known that they had a relation by 1990.
    assert_eq!(partners("1980", "b").as_deref(), Some("-9"));
    assert_eq!(partners("2000", "b").as_deref(), Some("2"));
    let recorded = rows("export dyad-years --recorded");
    assert_eq!(
        of(&recorded, "1980", ["b", "old"])["formal_phase"],
        "contact"
    );
    assert!(
        !recorded
            .iter()
            .any(|row| row["a"] == "a" && row["b"] == "old")
    );
}

#[test]
fn a_coding_that_is_named_chooses_the_partnerships_of_tables() {
    let dyads = |line: &str| -> Vec<String> {
        let rows = rows(line);
        let mut dyads: Vec<_> = rows
            .iter()
            .map(|row| row["a"].clone() + &row["b"])
            .collect();
        dyads.dedup();
        dyads
    };
    assert_eq!(
        dyads("export spells --phase ad-hoc --coding activity"),
        ["bc"]
    );
    assert_eq!(dyads("export spells --phase ad-hoc"), ["bc", "bnew"]);
}

#[test]
fn chains_run_over_who_acts_at_the_time() {
    let run = ask("path B Old --at 1980 --format json");
    let chains: Json = serde_json::from_slice(&run.stdout).expect("it is JSON");
    assert_eq!(chains[0]["steps"], 1, "{}", run.text());
    assert_eq!(ask("path B New --at 1980").status, 1);
    let run = ask("path B New --respect-time --format json");
    let chains: Json = serde_json::from_slice(&run.stdout).expect("it is JSON");
    assert_eq!(chains[0]["dates"][0], "2000-01-01", "{}", run.text());
}

#[test]
fn a_time_beyond_the_record_is_told() {
    const BEYOND: &str = "the dataset tells of the time up to 2010-12-31";
    for line in [
        "links --at 2050",
        "changes 2005 2050",
        "measures --at 2012",
        "show B --at 2011",
    ] {
        assert!(ask(line).stderr.contains(BEYOND), "{line}");
    }
    for line in ["links --at 2010", "links --during 2000..", "measures"] {
        assert_eq!(ask(line).stderr, "", "{line}");
    }
}
