//! Filters narrow what is shown, and what a minimum confidence leaves out is unknown.

use serde_json::Value as Json;

use super::support::{self, Folder, Run, list, texts};

/// Two operations in different countries, two motives, and phases of which the middle one is of low confidence.
const DATA: &str = "\
dataset: {title: Narrow, as-of: 2012-12-31}
organizations:
  - {id: a, name: A, founded: 1990}
  - {id: b, name: B, founded: 2002-07-01, succeeds: [old]}
  - {id: old, name: Old, founded: 1980, dissolved: 2002-06-30}
partnerships:
  - between: [a, b]
    phases:
      formal:
        - {phase: contact, from: 1995, through: [old], cite: [phases]}
        - {phase: contact, condition: stalled, from: 2003, confidence: low, cite: [doubt]}
        - {phase: formalized, from: 2006~, cite: [phases]}
        - {phase: institutionalized, from: 2010, cite: [phases]}
    motives:
      - {motive: shared-values, of: a, from: 2000, statement: A shares values., cite: [values]}
      - {motive: resource-dependence, of: b, from: 2003, statement: B needs money., cite: [money]}
    milestones:
      - {date: 1994-05-05, kind: agreement, title: An early letter, cite: [letter]}
      - {date: 2006, kind: agreement, title: An accord, cite: [accord]}
operations:
  - {id: mali, name: In Mali, countries: [Mali], start: 2007, cite: [of-mali],
     participations: [{organization: a, role: funding, cite: [of-mali]}, {organization: b, role: lead, cite: [of-mali]}]}
  - {id: chad, name: In Chad, countries: [Chad], start: 2008, cite: [of-chad],
     participations: [{organization: a, role: lead, cite: [of-chad]}, {organization: b, role: lead, cite: [of-chad]}]}
sources:
  phases: {title: On phases}
  doubt: {title: On doubt}
  values: {title: On values}
  money: {title: On money}
  letter: {title: On the letter}
  accord: {title: On the accord}
  of-mali: {title: On Mali}
  of-chad: {title: On Chad}
";

fn run(line: &str) -> Run {
    let folder = Folder::new();
    folder.write("data.yaml", DATA);
    let words: Vec<&str> = line.split(' ').chain(["--data", "data.yaml"]).collect();
    folder.run(&words)
}

fn json(line: &str) -> Json {
    support::json(&run(&format!("{line} --format json")))
}

#[test]
fn operations_and_motives_of_a_row_match_the_filters() {
    let row = &json("links --country Mali --motive shared-values")["rows"][0];
    assert_eq!(row["operations"], serde_json::json!(["mali"]));
    let motives = (list(&row["a_motives"]), list(&row["b_motives"]));
    assert_eq!(
        (&row["a"], motives.0.len(), motives.1.len()),
        (&"a".into(), 1, 0)
    );
    // Phase and start keep their meaning.
    assert_eq!(
        (&row["since"], &row["phase"]),
        (&"1995".into(), &"institutionalized".into())
    );
    let text = run("links --country Mali --role funding");
    assert!(
        text.text().contains("mali (A: funding)") || text.text().contains("In Mali (A: funding)")
    );
    assert!(
        text.text().contains("operations in Mali · role funding"),
        "{}",
        text.text()
    );
}

#[test]
fn a_role_is_one_of_either_side_unless_both_are_requested() {
    let operations = |line: &str| json(line)["rows"][0]["operations"].clone();
    assert_eq!(
        operations("links --role lead"),
        serde_json::json!(["mali", "chad"])
    );
    assert_eq!(
        operations("links --role lead --both-sides"),
        serde_json::json!(["chad"])
    );
}

#[test]
fn a_dossier_has_the_matching_parts_and_counts_the_others() {
    let dossier = json("show A B --motive shared-values --held-by A");
    let motives = dossier["motives"].as_array().expect("it has motives");
    assert_eq!(motives.len(), 1);
    assert!(list(&dossier["operations"]).is_empty() && list(&dossier["phases"]).is_empty());
    let text = run("show A B --motive shared-values --held-by A");
    assert!(
        text.text()
            .contains("Left out by the filters: 4 phases, 1 motive, 2 milestones, 2 operations."),
        "{}",
        text.text()
    );
    let phases = json("show A B --condition stalled --at 2004");
    assert_eq!(phases["phases"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_bibliography_has_the_sources_of_what_matches() {
    let ids = |line: &str| -> Vec<String> {
        let run = run(&format!("{line} --style csl-json"));
        let items: Json = serde_json::from_slice(&run.stdout).expect("it is JSON");
        let items = items.as_array().expect("it is a list").iter();
        items
            .map(|item| item["id"].as_str().expect("it has an id").to_owned())
            .collect()
    };
    assert_eq!(ids("cite --country Mali"), ["of-mali"]);
    assert_eq!(ids("cite --motive resource-dependence"), ["money"]);
    assert_eq!(ids("cite --condition stalled --at 2004"), ["doubt"]);
    let mut both = ids("cite --country Chad --held-by A");
    both.sort();
    assert_eq!(both, ["of-chad", "values"]);
}

#[test]
fn statistics_count_the_cases_of_a_filter_and_end_them_by_the_whole_record() {
    let spells = run("export spells --phase formalized");
    let rows: Vec<&str> = spells.text().lines().skip(1).collect();
    assert_eq!(rows.len(), 1, "{}", spells.text());
    assert!(
        rows[0].contains(",formalized,") && rows[0].contains(",advance,false,"),
        "{}",
        rows[0]
    );
    let years = run("export dyad-years --phase formalized");
    let years: Vec<&str> = years.text().lines().skip(1).map(|row| &row[..4]).collect();
    // From 2006 to 2009: at the end of 2010 the next phase has begun.
    assert_eq!(years, ["2006", "2007", "2008", "2009"]);
    let highest = json("findings --phase institutionalized");
    let count = |measure: &str| {
        let mut rows = list(&highest["transitions"]).iter();
        let row = rows.find(|row| row["measure"] == measure);
        row.expect("it is counted")["count"].clone()
    };
    // Only the advance into the phase: the others neither begin nor end in it.
    let counted = ["begin", "setback", "advance"].map(count);
    assert_eq!(counted, [0, 0, 1].map(Json::from));
    let findings = json("findings --phase formalized");
    let stays = findings["stays"].as_array().expect("there are stays");
    assert_eq!(stays.len(), 1);
    assert_eq!(
        (&stays[0]["stays"], &stays[0]["ended"]),
        (&1.into(), &1.into())
    );
}

#[test]
fn claims_of_too_low_a_confidence_make_a_state_unknown() {
    // In 2004 only a phase of low confidence is recorded.
    let row = &json("links --at 2004 --min-confidence high")["rows"][0];
    assert_eq!(
        (&row["phase"], &row["phase_missing"], &row["since"]),
        (&Json::Null, &"unknown".into(), &Json::Null)
    );
    let text = run("links --at 2008 --min-confidence high");
    assert!(text.text().contains("2006~ or earlier"), "{}", text.text());
    assert!(
        text.text()
            .contains("1 claim of less than high confidence is left out"),
        "{}",
        text.text()
    );
    let diagram = run("diagram --at 2004 --min-confidence high --format svg");
    assert!(
        diagram
            .stderr
            .contains("1 partnership whose phase is unknown"),
        "{}",
        diagram.stderr
    );
    let missed = run("links --condition stalled --at 2004 --min-confidence high");
    assert!(
        missed
            .stderr
            .contains("1 partnership is left out, because what would match has less confidence"),
        "{}",
        missed.stderr
    );
    let changes = json("changes 2002 2004 --min-confidence high");
    assert_eq!(changes["phases"][0]["after_phase"], Json::Null);
    assert_eq!(changes["phases"][0]["after_phase_missing"], "unknown");
}

#[test]
fn approximate_dates_stay_approximate_and_early_ones_name_the_predecessor() {
    let svg = run("diagram --at 2008 --min-confidence high --format svg");
    assert!(
        svg.text().contains("since 2006~ or earlier"),
        "{}",
        svg.text()
    );
    let text = run("links");
    let note = "Dates before 2002-07-01 are those of OLD, a predecessor of B.";
    assert!(text.text().contains(note), "{}", text.text());
    assert!(run("path A B").text().contains(note));
}

#[test]
fn pictures_state_what_they_leave_out() {
    let timeline = run("diagram timeline --format svg");
    let note = "1 milestone outside the period of the axis is not drawn.";
    assert!(timeline.text().contains(note) && timeline.stderr.contains(note));
    let network = run("diagram --at 1994 --format svg");
    assert_eq!(network.status, 1, "{}", network.text());
}

#[test]
fn an_answer_without_matches_says_which_filter_excludes_them() {
    let run = run("links --at 1990 --country Mali");
    assert_eq!(run.status, 1);
    assert!(
        run.stderr
            .contains("1 partnership matches without --at or --during"),
        "{}",
        run.stderr
    );
    assert!(
        !run.stderr.contains("without --operation"),
        "{}",
        run.stderr
    );
}

#[test]
fn the_evidence_of_a_row_is_that_of_what_the_row_shows() {
    let row = &json("links --country Mali --held-by A --evidence")["rows"][0];
    let mut sources = texts(list(&row["evidence"]), "source");
    sources.sort_unstable();
    sources.dedup();
    assert_eq!(sources, ["of-mali", "phases", "values"]);
}

#[test]
fn every_kind_of_picture_shows_or_states_what_is_unknown() {
    let matrix = |options: &str| run(&format!("diagram matrix --of phases --format svg{options}"));
    assert!(!matrix("").text().contains(">Unknown<"));
    let unsure = matrix(" --min-confidence high");
    // The years 2003 to 2005, and the sample of the legend.
    assert_eq!(unsure.text().matches(">?</text>").count(), 4);
    assert!(unsure.text().contains(">Unknown<"));
    let note = "1 claim of less than high confidence is left out";
    for picture in [
        "diagram",
        "diagram timeline",
        "diagram evolution --at 2008,2011",
        "diagram matrix --of motives",
    ] {
        let run = run(&format!("{picture} --min-confidence high --format svg"));
        assert!(run.text().contains(note), "{picture}: {}", run.text());
    }
}

#[test]
fn near_misses_are_partnerships_of_the_organization() {
    let run = run("partners OLD --at 1990");
    assert_eq!(run.status, 1);
    assert!(!run.stderr.contains("without --at"), "{}", run.stderr);
    let text = self::run("partners A --at 1990").stderr;
    assert!(
        text.contains("1 partnership matches without --at or --during"),
        "{text}"
    );
}

#[test]
fn lessons_are_those_of_matching_operations() {
    let folder = Folder::new();
    let lessons = "    lessons:
      - {group: mandates, operation: mali, statement: Of Mali., cite: [of-mali]}
      - {group: mandates, operation: chad, statement: Of Chad., cite: [of-chad]}
      - {group: mandates, statement: Of none., cite: [accord]}
operations:
";
    folder.write("data.yaml", DATA.replacen("operations:\n", lessons, 1));
    let shown = |line: &str| {
        let words: Vec<&str> = line.split(' ').chain(["--data", "data.yaml"]).collect();
        let run = folder.run(&words);
        let text = run.text().to_owned();
        ["Of Mali.", "Of Chad.", "Of none."].map(|lesson| text.contains(lesson))
    };
    assert_eq!(shown("show A B"), [true; 3]);
    assert_eq!(shown("show A B --country Mali"), [true, false, false]);
    assert_eq!(shown("show A B --held-by A"), [false; 3]);
}

/// Asserts that the output of a line on a dataset contains a text.
#[track_caller]
fn states(data: &str, line: &str, text: &str) {
    let folder = Folder::new();
    folder.write("data.yaml", data);
    let words: Vec<&str> = line.split(' ').chain(["--data", "data.yaml"]).collect();
    let run = folder.run(&words);
    assert!(run.text().contains(text), "{line}: {}", run.text());
}

#[test]
fn what_matches_anyway_is_not_noted_as_left_out() {
    let links = run("links --country Mali --min-confidence high");
    assert!(
        !links.stderr.contains("is left out, because"),
        "{}",
        links.stderr
    );
}

#[test]
fn operations_that_are_not_drawn_are_counted() {
    let before_the_axis = "operations:
  - {id: early, name: Early, countries: [Chad], start: 1991, end: 1992, cite: [of-chad],
     participations: [{organization: a, role: lead}, {organization: b, role: lead}]}
";
    let data = DATA
        .replacen("operations:\n", before_the_axis, 1)
        .replace("founded: 2002-07-01, succeeds: [old]", "founded: 1985")
        .replace(", through: [old]", "");
    states(
        &data,
        "diagram timeline --operations --format svg",
        "1 milestone and 1 operation outside the period of the axis are not drawn.",
    );
    let alone = "operations:
  - {id: alone, name: Alone, countries: [Chad], start: 2010, cite: [of-chad], participations: [{organization: a, role: lead}]}
";
    states(
        &DATA.replacen("operations:\n", alone, 1),
        "diagram --operations --format svg",
        "Left out: 1 operation that no two partners of the picture share.",
    );
}

#[test]
fn organizations_without_a_tie_count_while_they_exist() {
    let data = DATA.replacen(
        "organizations:\n",
        "organizations:\n  - {id: gone, name: Gone, founded: 1950, dissolved: 1960}\n  - {id: alone, name: Alone, founded: 1950}\n",
        1,
    );
    states(
        &data,
        "diagram --format svg",
        "Left out: 1 organization without a tie.",
    );
}

#[test]
fn an_organization_tied_elsewhere_is_not_called_without_a_tie() {
    let data = "organizations:
  - {id: a, name: A}
  - {id: b, name: B}
  - {id: c, name: C}
  - {id: d, name: D}
dataset: {title: T, as-of: 2000-12-31}
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: formalized, from: 1990, cite: [s]}]}
  - between: [c, d]
    phases: {formal: [{phase: contact, from: 1990, cite: [s]}]}
sources: {s: {title: S}}
";
    let folder = Folder::new();
    folder.write("data.yaml", data);
    for options in ["--ego a", "--keep 1"] {
        let line = format!("diagram {options} --format svg --data data.yaml");
        let words: Vec<&str> = line.split(' ').collect();
        let run = folder.run(&words);
        let picture = run.text();
        assert!(
            picture.contains(">A<") && !picture.contains(">D<"),
            "{options}"
        );
        assert!(!picture.contains("without a tie"), "{options}");
    }
}

#[test]
fn years_that_a_matrix_of_phases_cuts_are_counted() {
    let data = "organizations:
  - {id: a, name: A, founded: 1600}
  - {id: b, name: B, founded: 1600}
dataset: {title: Old, as-of: 2000-12-31}
partnerships:
  - between: [a, b]
    phases: {formal: [{phase: contact, from: 1741, cite: [s]}]}
sources: {s: {title: S}}
";
    states(
        data,
        "diagram matrix --of phases --format svg",
        "10 earlier years are left out.",
    );
}

#[test]
fn changes_have_the_milestones_of_partnerships_without_a_phase() {
    let data = "dataset: {title: Bare, as-of: 2012-12-31}
organizations: [{id: a, name: A, founded: 1990}, {id: b, name: B, founded: 1990}]
partnerships:
  - {between: [a, b], milestones: [{date: 2010-05-01, kind: agreement, title: They sign, cite: [s]}]}
sources: {s: {title: S}}
";
    states(data, "changes 2009 2011", "They sign");
}

#[test]
fn a_timeline_names_the_predecessor() {
    states(
        DATA,
        "diagram timeline --format svg",
        "Dates before 2002-07-01 are those of OLD, a predecessor of B.",
    );
}
