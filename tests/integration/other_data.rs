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
    let flags = flags
        .iter()
        .map(|row| format!("{}{}", row["adverse"], row["ties"]));
    assert_eq!(
        flags.collect::<Vec<_>>(),
        ["01", "01", "00", "01", "00", "01"]
    );
}
