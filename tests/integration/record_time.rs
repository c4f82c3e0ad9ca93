//! When claims were written into the dataset and withdrawn, as opposed to when they hold.

use std::path::Path;

use serde_json::json;

use crate::readers::python;
use crate::support::{Folder, Run, json as parsed, list, texts};

/// In 2024, the start of the contact was corrected from 1999 to 2001, a motive was withdrawn, and a treaty was added.
const DATA: &str = "\
dataset: {title: Corrections, as-of: 2020-12-31}
organizations:
  - {id: a, abbreviation: A, name: Alpha}
  - {id: b, abbreviation: B, name: Beta}
partnerships:
  - between: [a, b]
    phases:
      formal:
        - {phase: contact, from: 1999, cite: [s], recorded: 2020-03-01, withdrawn: 2024-06}
        - {phase: contact, from: 2001, cite: [s], recorded: 2024-06}
        - {phase: formalized, from: 2010, cite: [s]}
    motives:
      - {motive: shared-values, of: a, statement: It says so., from: 2001, cite: [s], withdrawn: 2024}
    lessons:
      - {group: mandates, statement: They must be clear., operation: treaty, cite: [s]}
operations:
  - id: mission
    name: Mission
    start: 2002
    cite: [s]
    participations:
      - {organization: a, role: lead}
      - {organization: b, role: lead, withdrawn: 2025}
  - {id: treaty, name: Treaty, start: 2003, cite: [s], recorded: 2024-06, participations: [{organization: a, role: lead}]}
sources:
  s: {title: S}
";

fn ask(line: &str) -> Run {
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    let words: Vec<&str> = line.split(' ').chain(["--data", "data.yaml"]).collect();
    folder.run(&words)
}

/// Returns since when the two have cooperated, how many motives they hold, and which operations they share.
fn links(options: &str) -> [serde_json::Value; 3] {
    let answer = parsed(&ask(&format!("links --format json{options}")));
    let row = &answer["rows"][0];
    [
        row["since"].clone(),
        list(&row["a_motives"]).len().into(),
        row["operations"].clone(),
    ]
}

#[test]
fn withdrawn_claims_count_only_as_recorded_before_they_were_withdrawn() {
    assert_eq!(links(""), [json!("2001"), json!(0), json!([])]);
    assert_eq!(
        links(" --as-recorded 2023-12-31"),
        [json!("1999"), json!(1), json!(["mission"])]
    );
    // The correction was made in June 2024; in May, the motive might have been withdrawn already, but not for certain.
    assert_eq!(links(" --as-recorded 2024-05-31")[0], "1999");
    assert_eq!(links(" --as-recorded 2024-06-30")[0], "2001");
    // In 2019, neither start was recorded, and the phase without a date of record counts as always there.
    assert_eq!(links(" --as-recorded 2019")[0], "2010");
}

#[test]
fn a_withdrawn_phase_counts_earlier_even_if_nothing_was_written_since() {
    let folder = Folder::new();
    let data = "\
organizations: [{id: a, name: A}, {id: b, name: B}]
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: contact, from: 1999, cite: [s], withdrawn: 2024}]}
sources: {s: {title: S}}
";
    folder.write("data.yaml", data);
    let status = |line: &str| {
        let words: Vec<&str> = line.split(' ').chain(["--data", "data.yaml"]).collect();
        folder.run(&words).status
    };
    assert_eq!(status("links --at 2010 --phase contact"), 1);
    assert_eq!(
        status("links --at 2010 --phase contact --as-recorded 2020"),
        0
    );
    assert_eq!(
        status("links --at 2010 --phase contact --as-recorded 2025"),
        1
    );
}

#[test]
fn operations_and_what_refers_to_them_follow_the_record() {
    let operations = |options: &str| {
        list(&parsed(&ask(&format!("operations --format json{options}")))["rows"]).len()
    };
    assert_eq!([operations(""), operations(" --as-recorded 2020")], [2, 1]);
    let lesson = |options: &str| {
        parsed(&ask(&format!("show A B --format json{options}")))["lessons"][0]["operation"].clone()
    };
    assert_eq!(lesson(""), "treaty");
    assert_eq!(lesson(" --as-recorded 2020"), json!(null));
}

#[test]
fn an_answer_as_of_an_earlier_record_counts_the_claims_without_a_date() {
    let text = ask("links --as-recorded 2023-12-31");
    let text = text.text();
    // Of nine claims, the two spells that were recorded later, the treaty and its participation are not there or dated.
    assert!(
        text.contains("As recorded on 2023-12-31: 6 of 7 claims have no date of record and count as always there."),
        "{text}"
    );
    assert!(!ask("links").text().contains("recorded on"));
}

#[test]
fn withdrawn_claims_stay_in_the_file() {
    let whole = ask("export dataset");
    assert!(
        whole.text().contains("withdrawn: 2024-06"),
        "{}",
        whole.text()
    );
    let folder = Folder::new();
    folder.write("whole.yaml", &whole.stdout);
    assert_eq!(folder.run(&["check", "whole.yaml", "--strict"]).status, 0);
    // The record of an earlier day is a dataset of its own: what was withdrawn later counts in it.
    let earlier = ask("export dataset --as-recorded 2023-12-31");
    assert!(!earlier.text().contains("2024-06"), "{}", earlier.text());
    folder.write("earlier.yaml", &earlier.stdout);
    let since = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        parsed(&folder.run(&words))["rows"][0]["since"].clone()
    };
    assert_eq!(since("links --format json --data earlier.yaml"), "1999");
}

#[test]
fn an_open_date_of_record_is_used_by_its_known_side() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        DATA.replace("recorded: 2020-03-01", "recorded: 2020-03-01/.."),
    );
    let run = folder.run(&[
        "links",
        "--format",
        "json",
        "--as-recorded",
        "2010",
        "--data",
        "data.yaml",
    ]);
    assert_eq!(parsed(&run)["rows"][0]["since"], "2010");
}

#[test]
fn every_answer_and_picture_says_as_of_when_the_record_is_read() {
    for line in [
        "links",
        "measures",
        "matrix dyad motive",
        "changes 2000 2011",
        "findings",
        "show A B",
        "diagram --format svg",
    ] {
        let run = ask(&format!("{line} --as-recorded 2023-12-31"));
        let text = run.text().to_lowercase();
        assert!(text.contains("as recorded on 2023-12-31"), "{line}: {text}");
    }
}

#[test]
fn an_answer_in_json_states_as_of_when_and_in_which_language_it_is() {
    for line in ["links", "list organizations", "matrix dyad motive"] {
        let answer = parsed(&ask(&format!(
            "{line} --as-recorded 2023 --lang fr --format json"
        )));
        let arguments = &answer["query"]["arguments"];
        assert_eq!(arguments["as_recorded"], "2023-12-31", "{line}");
        assert_eq!(arguments["lang"], "fr", "{line}");
    }
}

#[test]
fn a_stamp_remembers_as_of_when_the_record_was_read() {
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    let draw = "diagram -o old.svg --as-recorded 2023-12-31 --data data.yaml";
    assert_eq!(folder.run(&draw.split(' ').collect::<Vec<_>>()).status, 0);
    // What is recorded later does not make it stale.
    folder.write(
        "later.yaml",
        DATA.replace(
            "from: 2001, cite: [s], recorded",
            "from: 2002, cite: [s], recorded",
        ),
    );
    assert_eq!(
        folder
            .run(&["stale", "old.svg", "--data", "later.yaml"])
            .status,
        0
    );
    folder.write("other.yaml", DATA.replace("from: 1999", "from: 1998"));
    assert_eq!(
        folder
            .run(&["stale", "old.svg", "--data", "other.yaml"])
            .status,
        1
    );
}

#[test]
fn a_claim_cannot_be_withdrawn_before_it_was_recorded() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        DATA.replace("withdrawn: 2024-06", "withdrawn: 2019"),
    );
    let run = folder.run(&["check", "data.yaml"]);
    assert_eq!(run.status, 1);
    assert!(run.text().contains("end-before-start"), "{}", run.text());
}

/// Returns the lines of the phases at which a check finds an overlap, counted from 1.
fn overlaps(phases: &[&str]) -> Vec<usize> {
    let folder = Folder::new();
    let phases: String = phases
        .iter()
        .map(|one| format!("        - {{phase: contact, cite: [s], {one}}}\n"))
        .collect();
    let data = format!(
        "organizations: [{{id: a, name: A}}, {{id: b, name: B}}]\npartnerships:\n  - between: [a, b]\n    phases:\n      \
         formal:\n{phases}sources: {{s: {{title: S}}}}\n"
    );
    folder.write("data.yaml", &data);
    let found = parsed(&folder.run(&["check", "data.yaml", "--format", "json"]));
    let found = list(&found["rows"]).iter();
    let found = found.filter(|one| one["code"] == "overlapping-phases");
    found
        .map(|one| {
            usize::try_from(one["line"].as_u64().expect("it has a line")).expect("it is small") - 5
        })
        .collect()
}

#[test]
fn phases_that_were_in_the_record_together_must_not_overlap() {
    // The second one was recorded when the first one was withdrawn, so that they were never there together.
    let replaced = "from: 1999, to: 2005, withdrawn: 2024-06";
    assert!(overlaps(&[replaced, "from: 2001, recorded: 2024-06"]).is_empty());
    // Recorded earlier, it was there together with the first one.
    assert_eq!(overlaps(&[replaced, "from: 2001, recorded: 2024-05"]), [2]);
    assert_eq!(overlaps(&[replaced, "from: 2001"]), [2]);
    // So are two that were withdrawn later, at the same time or not; where they are in the list has no meaning.
    assert_eq!(overlaps(&[replaced, "from: 2003, withdrawn: 2025"]), [2]);
    assert_eq!(overlaps(&["from: 2003, withdrawn: 2025", replaced]), [1]);
    assert!(overlaps(&["from: 2006", replaced]).is_empty());
    // A phase without an end ends when the next one begins.
    assert!(overlaps(&["from: 1999, withdrawn: 2024", "from: 2001"]).is_empty());
    // What was withdrawn before the other one was recorded is in nobody's way.
    let (first, second) = (
        "from: 1999, to: 2005, withdrawn: 2010",
        "from: 2001, to: 2003, recorded: 2011, withdrawn: 2012",
    );
    assert!(overlaps(&[first, second]).is_empty());
}

#[test]
fn phases_may_move_from_a_dyad_to_a_record_of_three() {
    let codes = |withdrawn: &str| {
        let folder = Folder::new();
        let data = format!(
            "organizations: [{{id: a, name: A}}, {{id: b, name: B}}, {{id: c, name: C}}]\npartnerships:\n  \
             - {{between: [a, b], phases: {{formal: [{{phase: contact, from: 2001, cite: [s]{withdrawn}}}]}}}}\n  \
             - {{between: [a, b, c], phases: {{formal: [{{phase: contact, from: 2002, cite: [s], recorded: 2024}}]}}}}\n\
             sources: {{s: {{title: S}}}}\n"
        );
        folder.write("data.yaml", &data);
        folder
            .run(&["check", "data.yaml"])
            .text()
            .contains("phases-twice")
    };
    assert!(codes("") && codes(", withdrawn: 2025") && !codes(", withdrawn: 2024"));
}

#[test]
fn what_was_recorded_after_the_as_of_date_is_reported() {
    let report = {
        let folder = Folder::new();
        folder.write("data.yaml", DATA);
        folder.run(&["check", "data.yaml"])
    };
    // Three dates of withdrawal and two of record are after 2020.
    assert_eq!(
        report.text().matches("note[recorded-after-as-of]").count(),
        5,
        "{}",
        report.text()
    );
    assert!(
        report
            .text()
            .contains("changed at `2024-06`, after the as-of date `2020-12-31`")
    );
}

#[test]
fn now_is_the_record_as_it_is() {
    let now = ask("links --format csv --as-recorded now");
    assert_eq!(
        (now.status, now.text()),
        (0, ask("links --format csv").text())
    );
    assert_eq!(
        ask("links --format csv --as-recorded today").text(),
        now.text()
    );
    assert_eq!(ask("links --as-recorded never").status, 2);
}

#[test]
fn an_engine_gives_what_was_withdrawn_later() {
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    let export = "export sqlite --data data.yaml -o tables.sqlite";
    assert_eq!(folder.run(&export.split(' ').collect::<Vec<_>>()).status, 0);
    if python("sqlite_engine.py", &["sqlite3"], &[]).is_none() {
        return;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/sqlite_engine.py");
    let engine = format!("python3 '{}' tables.sqlite", script.display());
    let question = "partners b --as-recorded 2024-12-31 --format csv";
    let question: Vec<&str> = question.split(' ').collect();
    let run = |more: &[&str]| folder.run(&[&question[..], more].concat());
    let whole = run(&["--data", "data.yaml"]);
    assert!(
        whole.text().contains("mission"),
        "the participation was withdrawn in 2025"
    );
    let from_engine = ["--engine", &engine, "--whole-up-to", "0"];
    assert_eq!(run(&from_engine).text(), whole.text());
    // The tables do not say which records that needs.
    let few = run(&[&from_engine[..], &["--max-records", "5"]].concat());
    assert_eq!(few.status, 2);
    let statement = folder.run(&[
        "sql",
        "links",
        "--as-recorded",
        "2024",
        "--data",
        "data.yaml",
    ]);
    assert_eq!(statement.status, 2);
    assert!(
        statement
            .stderr
            .contains("`interorg export tables --as-recorded DATE`"),
        "{}",
        statement.stderr
    );
}

/// An uncertain date does not show which of two phases is the first: the order in the file does.
#[test]
fn a_withdrawn_claim_changes_nothing_elsewhere() {
    let data = |withdrawn: &str| {
        format!(
            "\
dataset: {{title: T, as-of: 2010, cite: [s]}}
organizations: [{{id: aa, name: A}}, {{id: bb, name: B}}, {{id: cc, name: C}}]
partnerships:
  - between: [aa, bb]
    phases:
      formal:
        - {{phase: formalized, from: 1991-06-19}}
        - {{phase: institutionalized, from: 199X}}
  - {{between: [aa, cc], milestones: [{{date: 1996, kind: agreement, title: Event{withdrawn}}}]}}
sources: {{s: {{title: S}}}}
"
        )
    };
    let answer = |withdrawn: &str| {
        let folder = Folder::new();
        folder.write("data.yaml", data(withdrawn));
        let words = "links --with bb --format csv --data data.yaml";
        folder
            .run(&words.split(' ').collect::<Vec<_>>())
            .text()
            .to_owned()
    };
    assert!(answer("").contains("institutionalized"));
    assert_eq!(answer(", withdrawn: 2009"), answer(""));
}

/// Phases that are withdrawn are written after the others, where one without an end would be the last.
#[test]
fn a_withdrawn_phase_may_stand_anywhere() {
    let withdrawn = "{phase: contact, from: 1960, withdrawn: 2010}";
    let other = "{phase: ad-hoc, from: 1970, to: 1980}";
    let text = |phases: [&str; 2]| {
        format!(
            "\
dataset: {{title: T, as-of: 2015, cite: [s]}}
organizations: [{{id: aa, name: A, founded: 1950}}, {{id: bb, name: B, founded: 1950, dissolved: 2000}}]
partnerships: [{{between: [aa, bb], phases: {{formal: [{}]}}}}]
sources: {{s: {{title: S}}}}
",
            phases.join(", ")
        )
    };
    let folder = Folder::new();
    let codes = |name: &str| {
        let report = folder.run(&["check", name, "--format", "json"]);
        texts(list(&parsed(&report)["rows"]), "code")
    };
    for (name, phases) in [
        ("first.yaml", [withdrawn, other]),
        ("last.yaml", [other, withdrawn]),
    ] {
        folder.write(name, text(phases));
        assert!(
            !codes(name).contains(&"phase-after-dissolution".to_owned()),
            "{name}"
        );
        let written = folder.run(&["export", "dataset", "--data", name]);
        folder.write("written.yaml", written.text());
        assert!(!codes("written.yaml").contains(&"phase-after-dissolution".to_owned()));
    }
    // The last of the others goes on without an end, although a withdrawn one follows.
    folder.write(
        "open.yaml",
        text(["{phase: ad-hoc, from: 1970}", withdrawn]),
    );
    assert!(codes("open.yaml").contains(&"phase-after-dissolution".to_owned()));
}
