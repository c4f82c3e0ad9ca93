//! Statements that `interorg sql` prints, on a dataset whose answers can be read from its text.

use serde_json::{Value as Json, json};

use crate::support::{Folder, rows};

/// The founding of C is later than that of its predecessor D.
const DATASET: &str = "
dataset: {title: T, as-of: 2010-12-31, cite: [s]}
sources: {s: {type: report, title: T, tier: official, date: 2000}}
organizations:
  - {id: a, name: A, founded: 2000}
  - {id: b, name: B, founded: 2000}
  - {id: c, name: C, founded: 2005-07-01, succeeds: [d]}
  - {id: d, name: D, founded: 1990, dissolved: 2005-06-30}
partnerships:
  - between: [a, b]
    phases:
      formal:
        - {phase: contact, from: 2001-03-01}
        - {phase: formalized, from: 2003-03-01}
    motives:
      - {motive: shared-values, of: a, from: 2002-01-01, to: 2002-12-31, statement: They share them.}
    milestones:
      - {date: 2003-03, kind: agreement, title: They agree}
      - {date: 2001-03-01, kind: summit, title: They meet, of: a}
  - between: [b, c]
    phases:
      formal:
        - {phase: contact, from: 2002-01-01, through: [d]}
        - {phase: none, from: 2008-01-01}
    milestones:
      - {date: 2003-01-01, kind: summit, title: B and D meet}
operations:
  - id: o
    name: O
    start: 2002-01-01
    end: 2004-12-31
    participations:
      - {organization: a, role: lead}
      - {organization: b, role: funding, from: 2003-01-01}
";

/// Returns the rows that a question has when its statement runs in `query`.
fn answer(words: &[&str]) -> Vec<Json> {
    let folder = Folder::new();
    folder.write("data.yaml", DATASET);
    let data = ["--data", "data.yaml"];
    let printed = folder.run(&[&["sql"], words, &data].concat());
    assert_eq!(printed.status, 0, "{words:?}: {}", printed.stderr);
    let query = [&["query", "-", "--format", "json"][..], &data].concat();
    rows(&folder.run_in(&[], &query, printed.text().as_bytes()))
}

/// Returns some columns of the rows.
fn columns(rows: &[Json], names: &[&str]) -> Json {
    let rows = rows.iter().map(|row| {
        let values = names.iter().map(|name| row[*name].clone());
        Json::Array(values.collect())
    });
    Json::Array(rows.collect())
}

#[test]
fn milestones_are_in_order_of_time() {
    let all = answer(&["milestones"]);
    assert_eq!(
        columns(&all, &["date_edtf", "a", "b", "kind", "actor"]),
        json!([
            ["2001-03-01", "a", "b", "summit", "a"],
            ["2003-01-01", "b", "c", "summit", "none"],
            ["2003-03", "a", "b", "agreement", "none"],
        ])
    );
    // Both partnerships are relations on this day, and one milestone is later.
    let by_then = answer(&["milestones", "--at", "2003-02-01"]);
    assert_eq!(
        columns(&by_then, &["title"]),
        json!([["They meet"], ["B and D meet"]])
    );
    let formalized = answer(&["milestones", "--phase", "formalized"]);
    assert_eq!(
        columns(&formalized, &["title"]),
        json!([["They meet"], ["They agree"]])
    );
}
