//! What is uncertain, unknown or contradictory: it is said, and never told as certain.

use crate::support::{Folder, Run};

const DATA: &str = "\
dataset: {title: Doubts, as-of: 2019-12-31}
organizations:
  - {id: a, name: A, founded: 1950}
  - {id: b, name: B, founded: 1950, dissolved: 2010}
  - {id: c, name: C, founded: 1950, dissolved: 1999-06-30}
  - {id: d, name: D, founded: 1960}
partnerships:
  - between: [A, B]
    phases:
      formal:
        - {phase: contact, from: 1970, to: 1975-06-30, cite: [s]}
        - {phase: formalized, from: 1980~, to: 1990?, cite: [s]}
      activity: [{phase: ad-hoc, from: 2005-03-01, to: unknown, cite: [s]}]
    motives:
      - {motive: shared-values, of: A, statement: It says so., from: 1985?, to: 1989, cite: [s]}
      - {motive: legitimization, of: B, statement: It says so., from: ../1984, cite: [s]}
      - {motive: organizational-learning, of: A, statement: It says so., cite: [s], confidence: low}
  - between: [C, D]
    phases:
      formal: [{phase: contact, from: 1990~, to: 1995?, cite: [s]}]
  - between: [A, D]
    phases:
      formal: [{phase: contact, from: 2000, to: 2010, cite: [s]}, {phase: none, from: 2011, to: 2015, cite: [s]}]
  - between: [B, D]
    motives:
      - {motive: shared-values, of: B, statement: It says so., cite: [s]}
operations:
  - id: one
    name: One
    start: 1970
    end: 1985
    cite: [s]
    participations:
      - {organization: A, role: lead}
      - {organization: B, role: support, to: 1965}
      - {organization: D, role: support, from: 1987}
  - id: two
    name: Two
    start: 1956
    end: 1984
    cite: [s]
    participations:
      - {organization: B, role: lead, from: 1956?}
      - {organization: C, role: support, from: 1950, to: '..'}
      - {organization: D, role: support, from: 1955}
  - id: three
    name: Three
    start: 1995
    cite: [s]
    participations:
      - {organization: C, role: lead, from: 1995}
sources: {s: {title: S}}
";

fn ask(line: &str) -> Run {
    let folder = Folder::new();
    folder.write("doubts.yaml", DATA);
    let words = line.split(' ').chain(["--data", "doubts.yaml"]);
    folder.run(&words.collect::<Vec<_>>())
}

fn words(line: &str) -> String {
    let text = ask(line).text().to_owned();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the cells of one column in the rows of a CSV answer that contain a text.
fn column(line: &str, column: &str, containing: &str) -> Vec<String> {
    let text = ask(line).text().to_owned();
    let mut lines = text.lines();
    let heads = lines.next().expect("there is a heading").split(',');
    let place = heads.clone().position(|head| head == column);
    let place = place.unwrap_or_else(|| panic!("{column} is a column"));
    let rows = lines.filter(|row| row.contains(containing));
    rows.map(|row| row.split(',').nth(place).unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_grade_leaves_claims_aside_and_no_partnership_that_has_ended() {
    for grade in ["low", "medium", "high"] {
        let run = ask(&format!("links --min-confidence {grade} --format csv"));
        assert_eq!(run.text().lines().count(), 5, "{grade}: {}", run.text());
    }
}

#[test]
fn a_relation_that_ended_before_its_member_did_not_end_by_dissolution() {
    let told = words("changes 1985 2000");
    assert!(
        told.contains("C–D began and ended again (begin 1990-01-01; end 1995-12-31)."),
        "{told}"
    );
    assert_eq!(
        column("export dyad-years", "formal_transitions", "1996,c,d"),
        ["end"]
    );
    let event = column("export spells", "event", "c,d,formal");
    assert_eq!(event, ["end"]);
}

#[test]
fn a_period_is_uncertain_at_its_own_bounds() {
    let phase = "links --with B --with A --between A B";
    assert!(words(&format!("{phase} --during 1990-12-31..1994")).contains("(end 1990? uncertain)"));
    assert!(words(&format!("{phase} --during 1990-12-31..")).contains("(end 1990? uncertain)"));
    assert!(!words(&format!("{phase} --during 1985..1990-06")).contains("uncertain)"));
    let period = "path B C --during 1956..1957";
    assert!(
        words(period).contains("operation Two (date uncertain)"),
        "{}",
        words(period)
    );
    assert!(!words("path B C --during 1956..1970").contains("uncertain"));
    let tie = words("path C D --at 1995");
    assert!(
        tie.contains("partnership C–D (since 1990~, contact, end 1995? uncertain)"),
        "{tie}"
    );
}

#[test]
fn a_motive_of_an_uncertain_date_is_marked_and_one_that_may_hold_is_told_of() {
    let told = words("links --at 1985-05 --motive shared-values");
    assert!(told.contains("A: SV? OL;"), "{told}");
    assert!(
        told.contains("?: whether the motive was held then rests on an uncertain date."),
        "{told}"
    );
    let of_program = column(
        "links --at 1985-05 --motive shared-values --format csv",
        "uncertain",
        "a,b",
    );
    assert_eq!(of_program, ["motive shared-values of a"]);
    assert!(!words("links --at 1988 --motive shared-values").contains("SV?"));
    let run = ask("links --at 1982 --motive legitimization");
    assert_eq!(run.status, 1);
    assert!(
        run.stderr
            .contains("1 partnership may match too, for its dates are uncertain: A–B")
    );
    let run = ask("path A B --at 1978");
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains(": A–B\n"), "{}", run.stderr);
}

#[test]
fn nothing_is_known_of_a_phase_after_it_may_be_over() {
    let phases = column("export dyad-years", "activity_phase", ",a,b,");
    let (before, after) = (&phases[..55], &phases[55..]);
    assert!(before.iter().all(|phase| phase == "none"), "{before:?}");
    assert!(after.iter().all(|phase| phase == "unknown"), "{after:?}");
    let drawn = ask("diagram timeline --coding activity --format mermaid");
    let bar = "Ad hoc cooperation, vague dates :";
    let bar = drawn.text().lines().find(|line| line.contains(bar));
    assert!(
        bar.is_some_and(|bar| bar.ends_with("2005-03-01, 2010-12-31")),
        "{bar:?}"
    );
}

#[test]
fn a_relation_ends_in_the_year_of_the_first_day_without_it_however_that_is_written() {
    let table = "export dyad-years --between A D";
    assert_eq!(column(table, "formal_transitions", "2010,a,d"), ["none"]);
    assert_eq!(column(table, "formal_transitions", "2011,a,d"), ["end"]);
    assert_eq!(column(table, "formal_rung", "2010,a,d"), ["1"]);
    assert_eq!(column(table, "formal_rung", "2011,a,d"), ["0"]);
    assert_eq!(
        column("export spells --between A D", "event", "a,d"),
        ["end", "none"]
    );
}

#[test]
fn parts_that_contradict_their_operation_make_no_tie_and_are_found() {
    let found = ask("check doubts.yaml");
    let told = found.text();
    for (date, bound) in [
        ("1965", "1970"),
        ("1987", "1985"),
        ("1950", "1956"),
        ("..", "1984"),
    ] {
        let message = format!("outside the operation: `{date}` is beyond `{bound}`");
        assert!(told.contains(&message), "{message} in {told}");
    }
    let parts = "export participations";
    assert_eq!(column(parts, "start", "one,b"), ["unknown"]);
    assert_eq!(column(parts, "stop", "one,d"), ["unknown"]);
    // It says itself that it goes on, and lasts as long as its organization.
    assert_eq!(column(parts, "stop", "two,c"), ["1999-06-30"]);
    assert_eq!(column(parts, "start", "two,d"), ["1960-01-01"]);
    let shared = column("export dyad-years --between A B", "operations", ",a,b,");
    assert!(shared.iter().all(|count| count == "0"), "{shared:?}");
    assert_eq!(
        ask("path A B --respect-time --coding formal")
            .text()
            .matches("operation One")
            .count(),
        0
    );
}

#[test]
fn a_part_is_counted_in_the_years_of_its_organization_alone() {
    let years = "matrix organization year --count participations --format csv --operation three";
    let table = ask(years).text().to_owned();
    let mut lines = table.lines();
    assert_eq!(
        lines.next(),
        Some("organization,1995,1996,1997,1998,1999,total"),
        "{table}"
    );
}

#[test]
fn motives_without_dates_are_unknown_where_no_relation_is_recorded() {
    let values = column("export dyad-years", "motive_shared_values", "1990,b,d");
    assert_eq!(values, ["-9"]);
    let before = "export dyad-years --between A B";
    assert_eq!(column(before, "motive_legitimization", "1965,a,b"), ["-7"]);
}

#[test]
fn decades_are_dates_on_the_command_line_too() {
    for line in [
        "links --at 199X",
        "links --during 198X",
        "changes 198X 2005",
        "links --at 2003-XX",
    ] {
        assert_ne!(ask(line).status, 2, "{line}");
    }
}

#[test]
fn a_partnership_that_only_another_coding_reads_is_named() {
    let data = DATA.replace(
        "  - between: [B, D]\n",
        "  - between: [B, D]\n    phases: {activity: [{phase: contact, from: 1990, to: 2009, cite: [s]}]}\n",
    );
    let folder = Folder::new();
    folder.write("doubts.yaml", data);
    let run = folder.run(&["links", "--at", "1992", "--data", "doubts.yaml"]);
    let note = "note: 1 partnership is left out, because only another coding reads it: B–D\n";
    assert!(run.stderr.contains(note), "{}", run.stderr);
    let run = folder.run(&[
        "links",
        "--at",
        "1992",
        "--coding",
        "activity",
        "--data",
        "doubts.yaml",
    ]);
    assert!(!run.stderr.contains("B–D"), "{}", run.stderr);
}
