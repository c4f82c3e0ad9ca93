//! Organizations that vanish for a time, and organizations that belong to others.

use crate::support::{Folder, Run, json, list};

/// B does not exist in 1990–1994, and is a member of C until 1985.
const DATA: &str = "\
dataset: {title: Gaps, as-of: 2000-12-31}
organizations:
  - {id: a, abbreviation: A, name: Alpha, founded: 1980}
  - id: b
    abbreviation: B
    name: Beta
    exists: [{from: 1980, to: 1989}, {from: 1995}]
    member-of: [{organization: c, to: 1985, cite: [s]}]
    part-of: [a]
  - {id: c, abbreviation: C, name: Gamma, founded: 1970}
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: contact, from: 1985, to: 1989, cite: [s]}, {phase: contact, from: 1995, cite: [s]}]}
operations:
  - id: treaty
    name: Treaty
    start: 1982
    cite: [s]
    participations:
      - {organization: a, role: lead}
      - {organization: b, role: support}
      - {organization: c, role: support}
sources:
  s: {title: S}
";

fn ask(line: &str) -> Run {
    let folder = Folder::new();
    folder.write("gaps.yaml", DATA);
    let words: Vec<&str> = line.split(' ').chain(["--data", "gaps.yaml"]).collect();
    folder.run(&words)
}

/// Returns the years of a table of the exports, of the rows that contain a text.
fn years(line: &str, text: &str) -> Vec<u16> {
    let table = ask(line);
    let lines = table.text().lines().skip(1);
    let years = lines.filter(|line| line.contains(text));
    years
        .map(|line| {
            line.split(',')
                .next()
                .expect("a line has cells")
                .parse()
                .expect("a year")
        })
        .collect()
}

#[test]
fn in_a_gap_an_organization_does_not_exist() {
    assert_eq!(ask("links --at 1989").status, 0);
    assert_eq!(ask("links --at 1992").status, 1);
    assert_eq!(ask("links --at 1995").status, 0);
    // A period that only touches the gap has days on which both exist.
    assert_eq!(ask("links --during 1992..1996").status, 0);
}

#[test]
fn tables_by_year_have_no_rows_for_a_gap() {
    let expected: Vec<u16> = (1980..=1989).chain(1995..=2000).collect();
    assert_eq!(years("export dyad-years", ",a,b,"), expected);
    assert_eq!(years("export organization-years", ",b,"), expected);
    let balanced = years("export dyad-years --balanced", ",a,b,");
    assert!((1990..=1994).all(|year| balanced.contains(&year)));
    let table = ask("export dyad-years --balanced");
    let row = table
        .text()
        .lines()
        .find(|row| row.starts_with("1992,a,b,"));
    let cells: Vec<&str> = row.expect("there is a row").split(',').collect();
    assert_eq!(cells[3], "0", "they do not exist together");
}

#[test]
fn nothing_is_shared_in_a_gap() {
    let shared = |date: &str| {
        ask(&format!(
            "links --ties operations --between B C --at {date}"
        ))
        .status
    };
    assert_eq!([shared("1989"), shared("1992"), shared("1996")], [0, 1, 0]);
}

#[test]
fn a_gap_is_an_end_and_a_beginning() {
    let changes = json(&ask("changes 1988 1996 --format json"));
    let organizations = list(&changes["organizations"]).iter();
    let moves: Vec<String> = organizations
        .map(|one| {
            format!("{} {} {}", one["organization"], one["change"], one["date"]).replace('"', "")
        })
        .collect();
    assert_eq!(moves, ["b ended 1989", "b founded 1995"]);
}

#[test]
fn memberships_are_shown_on_both_sides_while_they_last() {
    let of_b = json(&ask("show B --format json"));
    let kinds: Vec<String> = list(&of_b["memberships"])
        .iter()
        .map(|one| format!("{} {}", one["kind"], one["organization"]).replace('"', ""))
        .collect();
    assert_eq!(kinds, ["part-of a", "member-of c"]);
    let of_c = |line: &str| list(&json(&ask(line))["members"]).len();
    assert_eq!(of_c("show C --at 1984 --format json"), 1);
    assert_eq!(of_c("show C --at 1986 --format json"), 0);
    let table = ask("export memberships");
    assert_eq!(table.text().lines().count(), 3);
    assert!(table.text().contains("b,member-of,c,"), "{}", table.text());
}
