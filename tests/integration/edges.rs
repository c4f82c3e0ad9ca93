//! Edges of time: records that end on the day of a query, starts with an upper bound only, dissolved members,
//! predecessors.

use serde_json::Value as Json;

use crate::support::{self, Folder, Record, Run, records};

const DATA: &str = "\
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

/// Runs a command line on the dataset.
fn run(line: &str) -> Run {
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    let arguments = line.split(' ').chain(["--data", "data.yaml"]);
    folder.run(&arguments.collect::<Vec<_>>())
}

/// Returns the output of a command line with single spaces.
fn output(line: &str) -> String {
    let words: Vec<String> = run(line)
        .text()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    words.join(" ")
}

/// Returns the rows of a CSV answer.
fn rows(line: &str) -> Vec<Record> {
    records(&run(line).stdout)
}

/// Returns the row of a dyad in a year.
fn dyad_year<'r>(rows: &'r [Record], year: &str, members: [&str; 2]) -> &'r Record {
    rows.iter()
        .find(|row| row["year"] == year && [&*row["a"], &*row["b"]] == members)
        .expect("there is such a row")
}

#[test]
fn records_last_until_the_end_of_their_last_day() {
    assert_eq!(run("changes 2004-12-30 2004-12-31").status, 1);
    let changes = output("changes 2004-12-31 2005-01-01");
    assert!(
        changes.contains("1 motive ceased. 1 operation ended."),
        "{changes}"
    );
    assert!(!output("changes 2003 2004").contains("ceased"));
    assert!(output("changes 2008-06-30 2008-07-01").contains("Organizations ended: A."));
}

#[test]
fn the_dissolution_of_a_member_is_not_a_reversal() {
    let changes = output("changes 1999 2009");
    let over = "A–B began, and ended because a member ceased to exist (begin 2001; dissolution 2008-06-30).";
    assert!(changes.contains(over), "{changes}");
    let changes_since_2005 = output("changes 2005 2009");
    assert!(
        changes_since_2005
            .contains("A–B ended because a member ceased to exist, previously contact"),
        "{changes_since_2005}"
    );
}

#[test]
fn records_that_may_be_before_or_after_a_date_are_counted() {
    let changes = output("changes 1991 2005");
    let counts = ["(motives 1, milestones 1)", "motives 1, milestones 1."];
    assert!(
        counts.iter().any(|count| changes.contains(count)),
        "{changes}"
    );
}

#[test]
fn a_start_with_an_upper_bound_only_may_be_earlier() {
    let spells = rows("export spells");
    let spell = spells
        .iter()
        .find(|row| row["from_edtf"] == "../1990-05-01")
        .expect("the table has the spell");
    assert_eq!(spell["start_doubt_day"], "0001-01-01");
    assert_eq!(spell["start_sure_day"], "1990-05-01");
    assert_eq!(spell["observed_days"], "-9");
    let years = rows("export dyad-years --between B C");
    let early = dyad_year(&years, "1980", ["b", "c"]);
    assert_eq!(early["formal_phase"], "unknown");
    assert_eq!(early["activity_phase"], "none");
    assert_eq!(early["motive_shared_values"], "-9");
    assert_eq!(early["years_since_contact"], "-9");
    let late = dyad_year(&years, "1990", ["b", "c"]);
    assert_eq!(late["formal_phase"], "contact");
    let other_years = rows("export dyad-years --between A B");
    let other = dyad_year(&other_years, "1980", ["a", "b"]);
    assert_eq!(other["motive_shared_values"], "-7");
}

#[test]
fn a_participation_with_an_unknown_end_is_not_ongoing() {
    let participations = rows("export participations");
    let participation = |operation: &str, organization: &str| {
        participations
            .iter()
            .find(|row| row["operation"] == operation && row["organization"] == organization)
            .expect("the table has the participation")
    };
    let lost = participation("lost", "a");
    assert_eq!(
        [&*lost["observed_end_day"], &*lost["censored"]],
        ["unknown", "false"]
    );
    let over = participation("over", "b");
    assert_eq!([&*over["from_edtf"], &*over["to_edtf"]], ["2003?", "2004"]);
    assert_eq!(
        [
            &*over["first_day"],
            &*over["observed_end_day"],
            &*over["censored"]
        ],
        ["2003-01-01", "2005-01-01", "false"]
    );
}

#[test]
fn a_predecessor_has_the_partners_of_its_successor_until_its_own_end() {
    let years = rows("export organization-years");
    let partners = |year: &str, organization: &str| {
        let row = years
            .iter()
            .find(|row| row["year"] == year && row["organization"] == organization)?;
        Some(&*row["formal_partners"])
    };
    assert_eq!(partners("1980", "old"), Some("1"));
    assert_eq!(partners("1960", "old"), Some("0"));
    assert_eq!(partners("1980", "new"), None);
    // B and C had a relation by 1990; since when is unknown.
    assert_eq!(partners("1980", "b"), Some("-9"));
    assert_eq!(partners("2000", "b"), Some("2"));
    let recorded = rows("export dyad-years");
    assert_eq!(
        dyad_year(&recorded, "1980", ["b", "old"])["formal_phase"],
        "contact"
    );
    assert!(
        !recorded
            .iter()
            .any(|row| row["a"] == "a" && row["b"] == "old")
    );
}

#[test]
fn a_named_coding_selects_the_partnerships_of_tables() {
    let dyads = |line: &str| -> Vec<String> {
        let rows = rows(line).into_iter();
        let mut dyads: Vec<String> = rows.map(|row| row["partnership"].clone()).collect();
        dyads.dedup();
        dyads
    };
    assert_eq!(
        dyads("export spells --phase ad-hoc --coding activity"),
        ["b--c"]
    );
    assert_eq!(dyads("export spells --phase ad-hoc"), ["b--c", "b--new"]);
}

#[test]
fn chains_lead_over_the_predecessors_that_act_at_the_time() {
    let chains = |line: &str| -> Vec<Json> { support::rows(&run(line)) };
    let to_old = chains("path B Old --at 1980 --format json");
    assert_eq!(to_old[0]["steps"], 1, "{to_old:?}");
    assert_eq!(run("path B New --at 1980").status, 1);
    let to_new = chains("path B New --respect-time --format json");
    assert_eq!(to_new[0]["ties"][0]["date"], "2000-01-01", "{to_new:?}");
}

#[test]
fn a_time_after_the_evidence_is_noted() {
    const NOTE: &str = "the evidence ends on 2010-12-31";
    for line in [
        "links --at 2050",
        "changes 2005 2050",
        "measures --at 2012",
        "show B --at 2011",
    ] {
        assert!(run(line).stderr.contains(NOTE), "{line}");
    }
    for line in ["links --at 2010", "links --during 2000..", "measures"] {
        assert_eq!(run(line).stderr, "", "{line}");
    }
}
