//! Uncertain, unknown and contradictory dates: answers mark them, and never state them as certain.

use crate::support::{Folder, Run};

const DATA: &str = "\
dataset: {title: Uncertain dates, as-of: 2019-12-31}
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

/// Returns the cells of one column in the rows of a CSV answer that contain a text.
fn column(line: &str, column: &str, containing: &str) -> Vec<String> {
    let text = run(line).text().to_owned();
    let mut lines = text.lines();
    let mut headers = lines.next().expect("there is a header").split(',');
    let index = headers
        .position(|header| header == column)
        .unwrap_or_else(|| panic!("{column} is a column"));
    lines
        .filter(|row| row.contains(containing))
        .map(|row| row.split(',').nth(index).unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_minimum_confidence_excludes_no_ended_partnership() {
    for confidence in ["low", "medium", "high"] {
        let links = run(&format!("links --min-confidence {confidence} --format csv"));
        let table = links.text();
        assert_eq!(table.lines().count(), 5, "{confidence}: {table}");
    }
}

#[test]
fn a_relation_that_ends_before_its_member_does_not_end_by_dissolution() {
    let changes = output("changes 1985 2000");
    assert!(
        changes.contains("C–D began and ended again (begin 1990~; end 1995?)."),
        "{changes}"
    );
    assert_eq!(
        column("export dyad-years", "formal_transitions", "1996,c,d"),
        ["end"]
    );
    let event = column("export spells", "event", "phase:c--d:formal:");
    assert_eq!(event, ["end"]);
}

#[test]
fn a_period_is_uncertain_at_its_own_bounds() {
    let phase = "links --with B --with A --between A B";
    assert!(
        output(&format!("{phase} --during 1990-12-31..1994")).contains("(end 1990? uncertain)")
    );
    assert!(output(&format!("{phase} --during 1990-12-31..")).contains("(end 1990? uncertain)"));
    assert!(!output(&format!("{phase} --during 1985..1990-06")).contains("uncertain)"));
    let period = "path B C --during 1956..1957";
    assert!(
        output(period).contains("operation Two (date uncertain)"),
        "{}",
        output(period)
    );
    assert!(!output("path B C --during 1956..1970").contains("uncertain"));
    let tie = output("path C D --at 1995");
    assert!(
        tie.contains("partnership C–D (since 1990~, contact, end 1995? uncertain)"),
        "{tie}"
    );
}

#[test]
fn motives_with_uncertain_dates_are_marked_and_possible_ones_are_noted() {
    let links = output("links --at 1985-05 --motive shared-values");
    assert!(
        links.contains("A: SV?") && !links.contains("A: SV? OL"),
        "{links}"
    );
    assert!(
        links.contains("?: whether the motive was held then rests on an uncertain date."),
        "{links}"
    );
    let uncertain = ["uncertain_kind", "uncertain_id", "uncertain_holder"].map(|name| {
        column(
            "links --at 1985-05 --motive shared-values --format csv",
            name,
            "a,A,b,B",
        )
    });
    assert_eq!(uncertain, [["motive"], ["shared-values"], ["a"]]);
    assert!(!output("links --at 1988 --motive shared-values").contains("SV?"));
    let links = run("links --at 1982 --motive legitimization");
    assert_eq!(links.status, 1);
    let note = "1 partnership may match too, because its dates are uncertain: A–B";
    assert!(links.stderr.contains(note), "{}", links.stderr);
    let path = run("path A B --at 1978");
    assert_eq!(path.status, 1);
    assert!(path.stderr.contains(": A–B\n"), "{}", path.stderr);
}

#[test]
fn the_phase_is_unknown_after_a_spell_with_an_unknown_end() {
    let phases = column("export dyad-years", "activity_phase", ",a,b,");
    let (before, after) = (&phases[..55], &phases[55..]);
    assert!(before.iter().all(|phase| phase == "none"), "{before:?}");
    assert!(after.iter().all(|phase| phase == "unknown"), "{after:?}");
    let timeline = run("diagram timeline --coding activity --format mermaid");
    let label = "Ad hoc cooperation, vague dates :";
    let bar = timeline.text().lines().find(|line| line.contains(label));
    assert!(
        bar.is_some_and(|bar| bar.ends_with("2005-03-01, 2010-12-31")),
        "{bar:?}"
    );
}

#[test]
fn a_relation_ends_in_the_year_of_its_first_day_without_it() {
    let table = "export dyad-years --between A D";
    assert_eq!(column(table, "formal_transitions", "2010,a,d"), [""]);
    assert_eq!(column(table, "formal_transitions", "2011,a,d"), ["end"]);
    assert_eq!(column(table, "formal_rung", "2010,a,d"), ["1"]);
    assert_eq!(column(table, "formal_rung", "2011,a,d"), ["0"]);
    assert_eq!(
        column("export spells --between A D", "event", "a--d"),
        ["end", "none"]
    );
}

#[test]
fn participations_that_contradict_their_operation_are_findings_and_not_ties() {
    let check = run("check data.yaml");
    let findings = check.text();
    for (date, bound) in [
        ("1965", "1970"),
        ("1987", "1985"),
        ("1950", "1956"),
        ("..", "1984"),
    ] {
        let message = format!("outside the operation: `{date}` is beyond `{bound}`");
        assert!(findings.contains(&message), "{message} in {findings}");
    }
    let table = "export participations";
    let contradictory = ["9999-12-31"];
    assert_eq!(column(table, "first_day", ":one:2,b,"), contradictory);
    assert_eq!(column(table, "observed_end_day", ":one:3,d,"), ["unknown"]);
    // The participation of C is ongoing by its own record, and lasts as long as C exists.
    assert_eq!(
        column(table, "observed_end_day", ":two:2,c,"),
        ["1999-07-01"]
    );
    assert_eq!(column(table, "first_day", ":two:3,d,"), ["1960-01-01"]);
    let shared = column("export dyad-years --between A B", "operations", ",a,b,");
    assert!(shared.iter().all(|count| count == "0"), "{shared:?}");
    let path = run("path A B --respect-time --coding formal");
    assert!(!path.text().contains("operation One"));
}

#[test]
fn a_participation_counts_only_while_its_organization_exists() {
    let matrix =
        run("matrix organization year --count participations --format csv --operation three");
    assert_eq!(
        matrix.text().lines().next(),
        Some("organization,organization_label,1995,1996,1997,1998,1999,total"),
        "{}",
        matrix.text()
    );
}

#[test]
fn a_motive_without_dates_is_unknown_if_no_relation_is_recorded() {
    let values = column("export dyad-years", "motive_shared_values", "1990,b,d");
    assert_eq!(values, ["-9"]);
    let before = "export dyad-years --between A B";
    assert_eq!(column(before, "motive_legitimization", "1965,a,b"), ["-7"]);
}

#[test]
fn decades_are_dates_on_the_command_line() {
    for line in [
        "links --at 199X",
        "links --during 198X",
        "changes 198X 2005",
        "links --at 2003-XX",
    ] {
        assert_ne!(run(line).status, 2, "{line}");
    }
}

#[test]
fn a_partnership_that_only_another_coding_covers_is_noted() {
    let data = DATA.replace(
        "  - between: [B, D]\n",
        "  - between: [B, D]\n    phases: {activity: [{phase: contact, from: 1990, to: 2009, cite: [s]}]}\n",
    );
    let folder = Folder::new();
    folder.write("data.yaml", data);
    let links = ["links", "--at", "1992", "--data", "data.yaml"];
    let formal = folder.run(&links);
    let note = "note: 1 partnership is left out, because only another coding covers it: B–D\n";
    assert!(formal.stderr.contains(note), "{}", formal.stderr);
    let activity = folder.run(&[&links[..], &["--coding", "activity"]].concat());
    assert!(!activity.stderr.contains("B–D"), "{}", activity.stderr);
}
