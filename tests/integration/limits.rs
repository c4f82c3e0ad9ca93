//! Notes on the limits of an answer: what may match too because of uncertain dates, and what matches without one of the filters.

use crate::support::{Folder, Run};

/// One partnership under either coding. Each advances from low to high on an unknown day of 2001 to 2009.
const UNCERTAIN: &str = "\
dataset: {title: Uncertain, as-of: 2010-12-31}
vocabularies:
  phases:
    - {id: low, label: Low, definition: The first.}
    - {id: high, label: High, definition: The second.}
  codings:
    - {id: formal, label: Formal, definition: By texts.}
    - {id: activity, label: Activity, definition: By deeds.}
organizations:
  - {id: a, abbreviation: AA, name: Alpha, founded: 1950}
  - {id: b, abbreviation: BB, name: Beta, founded: 1950}
  - {id: c, abbreviation: CC, name: Gamma, founded: 1950}
partnerships:
  - between: [AA, BB]
    phases:
      formal: [{phase: low, from: 2001, cite: [s]}, {phase: high, from: 200X, cite: [s]}]
  - between: [AA, CC]
    phases:
      activity: [{phase: low, from: 2001, cite: [s]}, {phase: high, from: 200X, cite: [s]}]
sources: {s: {type: web, title: S, date: 2010}}
";

fn run(line: &str) -> Run {
    let folder = Folder::new();
    folder.write("data.yaml", UNCERTAIN);
    let words = line.split(' ').chain(["--data", "data.yaml"]);
    folder.run(&words.collect::<Vec<_>>())
}

#[track_caller]
fn assert_notes(line: &str, status: i32, notes: &[&str]) {
    let answer = run(line);
    assert_eq!(answer.status, status, "{line}: {}", answer.stderr);
    for note in notes {
        let printed = answer.stderr.matches(&format!("note: {note}\n")).count();
        assert_eq!(printed, 1, "{line}: {note}: {}", answer.stderr);
    }
}

#[test]
fn an_answer_on_states_names_what_may_match_under_its_coding() {
    const NOTES: [&str; 2] = [
        "1 partnership matches without --phase or --min-phase",
        "1 partnership may match too, because its dates are uncertain: AA–BB",
    ];
    for subcommand in [
        "links",
        "partners AA",
        "motives",
        "operations",
        "show AA",
        "show AA BB",
        "cite",
        "cite AA",
        "cite AA BB",
        "path AA BB",
        "path AA BB --respect-time",
        "matrix dyad phase",
        "diagram -o picture.svg",
        "diagram --ego AA -o picture.svg",
        "diagram timeline -o picture.svg",
        "diagram matrix -o picture.svg",
        "diagram evolution -o picture.svg",
        "export graphml",
    ] {
        assert_notes(&format!("{subcommand} --phase low --at 2004"), 1, &NOTES);
    }
    // Every organization has a row, with ties or without.
    assert_notes("measures --phase low --at 2004", 0, &NOTES);
    let yearly = "--phase low --during 2004..2005";
    assert_notes(&format!("measures --every 1y {yearly}"), 0, &NOTES);
    assert_notes(
        &format!("export gexf --by-year -o waves {yearly}"),
        1,
        &NOTES,
    );
    assert_notes("changes 2003 2004 --phase low", 1, &NOTES[1..]);
}

#[test]
fn an_answer_on_courses_names_what_may_match_under_any_coding() {
    for subcommand in [
        "milestones",
        "findings",
        "export spells",
        "export dyad-years",
        "export organization-years",
        "export turtle --base https://example.org/",
        "export cypher",
    ] {
        let notes = [
            "2 partnerships match without --at or --during",
            "2 partnerships match without --phase or --min-phase",
            "2 partnerships may match too, because their dates are uncertain: AA–BB, AA–CC",
        ];
        assert_notes(&format!("{subcommand} --phase low --at 2004"), 1, &notes);
        let notes = [
            "1 partnership may match too, because its dates are uncertain: AA–CC",
            "1 partnership is left out, because only another coding covers it: AA–BB",
        ];
        let line = format!("{subcommand} --phase low --at 2004 --coding activity");
        assert_notes(&line, 1, &notes);
    }
}

#[test]
fn a_page_of_what_matches_on_any_day_names_nothing_for_its_date() {
    let run = run("explore --only -o page.html --phase low --at 2004");
    assert_eq!((run.status, &*run.stderr), (0, ""));
    let notes = ["2 partnerships match without --condition"];
    assert_notes("explore --only -o page.html --condition dormant", 1, &notes);
}

#[test]
fn the_notes_of_a_dossier_are_about_its_own_partnerships() {
    let other = "1 partnership is left out, because only another coding covers it: AA–CC";
    for subcommand in ["show CC", "show AA CC", "cite CC", "partners CC"] {
        let line = format!("{subcommand} --phase low --at 2004");
        assert_notes(&line, 1, &[other]);
        assert!(!run(&line).stderr.contains("AA–BB"), "{line}");
    }
    // A time alone excludes no dossier of a dyad, so nothing is left out.
    let shown = run("show AA BB --at 2000");
    assert_eq!((shown.status, &*shown.stderr), (0, ""));
}

#[test]
fn operations_need_no_partnership_that_may_match() {
    let links = run("links --at 2000");
    assert!(links.stderr.contains("may match too"), "{}", links.stderr);
    let operations = run("operations --at 2000");
    assert!(
        !operations.stderr.contains("may match too"),
        "{}",
        operations.stderr
    );
}

#[test]
fn programs_read_the_notes_of_an_empty_dossier() {
    let answer = run("show AA BB --phase low --at 2004 --format json");
    let notes = crate::support::json(&answer)["notes"].to_string();
    assert!(notes.contains("may match too"), "{notes}");
}
