//! Severities that a dataset changes: which errors it can lower, and how contradictory records are read then.

use interorg::dataset::{self, FindingKind, Input, LoadError, Rule, Severity, parse, to_yaml};

use crate::support::{Folder, json, list, rows, texts};

/// A dataset with one partnership, a shared operation and a motive. `PHASES` stands for the phases.
const DATASET: &str = "\
dataset: {title: Leagues, as-of: 2020-12-31, cite: [s], CHECKS}
organizations:
  - {id: a, abbreviation: AA, name: Alpha, founded: 1990}
  - {id: b, abbreviation: BB, name: Beta, founded: 1980, dissolved: 2015}
partnerships:
  - between: [a, b]
    phases: {formal: [PHASES]}
    motives: [{motive: shared-values, of: a, statement: They agree., from: 2001, to: MOTIVE}]
operations:
  - id: watch
    name: Watch
    start: 2000
    end: 2010
    participations:
      - {organization: a, role: lead, from: 2001, to: PART}
      - {organization: b, role: support, from: 2001, to: 2009}
sources: {s: {title: S, author: 'Xu, X', date: 2000}}
";

/// The phases of a dataset with one kind of contradiction.
const CONTRADICTIONS: [(&str, &str); 5] = [
    (
        "end-before-start",
        "{phase: contact, from: 2001, to: 2003}, {phase: ad-hoc, from: 2005, to: 2004}, {phase: formalized, from: 2008, to: 2010}",
    ),
    (
        "overlapping-phases",
        "{phase: contact, from: 2001, to: 2006}, {phase: ad-hoc, from: 2004, to: 2010}",
    ),
    (
        "phases-out-of-order",
        "{phase: ad-hoc, from: 2004, to: 2010}, {phase: contact, from: 2001, to: 2003}",
    ),
    (
        "phase-before-founding",
        "{phase: contact, from: 1985, to: 2003}, {phase: ad-hoc, from: 2004, to: 2010}",
    ),
    (
        "phase-after-dissolution",
        "{phase: contact, from: 2001, to: 2003}, {phase: ad-hoc, from: 2004, to: 2018}",
    ),
];

const ANSWERS: [&str; 30] = [
    "partners AA",
    "partners AA --at 2005 --evidence",
    "links",
    "links --at 2005",
    "links --during ..2030",
    "links --ties both",
    "operations",
    "operations --at 2005",
    "motives",
    "motives --at 2002",
    "milestones",
    "show AA",
    "show AA BB --evidence",
    "show watch",
    "path AA BB",
    "path AA BB --respect-time",
    "changes 1980 2020",
    "matrix dyad phase",
    "matrix phase year",
    "matrix motive decade",
    "findings --cases",
    "measures",
    "measures --every 5y --network",
    "check --coverage",
    "export dyad-years --balanced",
    "export organization-years",
    "export spells",
    "export participations",
    "diagram timeline --operations",
    "diagram evolution --at 1985,2005,2016",
];

fn yaml(checks: &str, phases: &str, motive: &str, part: &str) -> String {
    let text = DATASET.replace("CHECKS", checks).replace("PHASES", phases);
    text.replace("MOTIVE", motive).replace("PART", part)
}

/// Returns a dataset with the contradictions of a code.
fn contradictory(code: &str, severity: Option<Severity>) -> String {
    let phases = CONTRADICTIONS.iter().find(|(other, _)| *other == code);
    let (_, phases) = phases.unwrap_or_else(|| panic!("{code} has no example"));
    let checks = severity.map_or_else(String::new, |one| format!("checks: {{{code}: {one}}}"));
    let (motive, part) = match code {
        "end-before-start" => ("2000", "2000"),
        _ => ("2010", "2009"),
    };
    yaml(&checks, phases, motive, part)
}

/// Returns the errors that a dataset can lower.
fn lowerable() -> Vec<Rule> {
    let rules = FindingKind::rules().into_iter();
    let errors = rules.filter(|rule| rule.severity == Severity::Error);
    errors
        .filter(|rule| rule.lowest < Severity::Error)
        .collect()
}

#[test]
fn an_error_about_contradictory_dates_can_be_lowered() {
    let mut codes: Vec<&str> = lowerable().iter().map(|rule| rule.code).collect();
    codes.sort_unstable();
    let mut expected = CONTRADICTIONS.map(|(code, _)| code);
    expected.sort_unstable();
    assert_eq!(codes, expected);
    for code in codes {
        let check = |severity| {
            let input = Input::new("data.yaml", contradictory(code, severity));
            dataset::check(vec![input])
        };
        let usual = check(None);
        assert!(
            usual.dataset.is_none() && usual.report.errors() > 0,
            "{code}"
        );
        let count = usual.report.findings().iter();
        let count = count.filter(|finding| finding.kind.code() == code).count();
        let lowered = check(Some(Severity::Warning));
        assert!(
            lowered.dataset.is_some(),
            "{code}: {}",
            lowered.report.render(false)
        );
        let warnings = lowered.report.by_code();
        let of_code = warnings
            .iter()
            .find(|one| one.code == code)
            .expect("it is counted");
        assert_eq!(
            (of_code.severity, of_code.findings),
            (Severity::Warning, count),
            "{code}"
        );
        assert!(
            check(Some(Severity::Warning)).report.strict().errors() >= count,
            "{code}"
        );
        let noted = check(Some(Severity::Note));
        assert_eq!(
            (noted.report.errors(), noted.report.notes()),
            (0, count),
            "{code}"
        );
        let dataset = lowered.dataset.expect("it is there");
        assert_eq!(
            parse(&to_yaml(&dataset)).expect("it is sound"),
            dataset,
            "{code}"
        );
    }
}

#[test]
fn every_answer_reads_contradictory_records() {
    let folder = Folder::new();
    for (code, _) in CONTRADICTIONS {
        folder.write("data.yaml", contradictory(code, Some(Severity::Warning)));
        for line in ANSWERS {
            let words: Vec<&str> = line.split(' ').collect();
            let run = folder.run(&[&words, &["--data", "data.yaml"][..]].concat());
            assert!(run.status <= 1, "{code}: `{line}`: {}", run.stderr);
            assert!(
                !run.stderr.contains("panicked"),
                "{code}: `{line}`: {}",
                run.stderr
            );
        }
    }
}

/// Returns the phase of the partnership at the end of a year; `None` if there is none.
#[track_caller]
fn phase(folder: &Folder, year: &str) -> Option<String> {
    let line = [
        "links",
        "--at",
        year,
        "--data",
        "data.yaml",
        "--format",
        "json",
    ];
    texts(&rows(&folder.run(&line)), "phase").pop()
}

#[test]
fn what_ends_before_it_starts_holds_on_no_day() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        contradictory("end-before-start", Some(Severity::Warning)),
    );
    let phases = ["2002", "2004", "2005", "2009"].map(|year| phase(&folder, year));
    assert_eq!(
        phases.each_ref().map(Option::as_deref),
        [Some("contact"), None, None, Some("formalized")]
    );
    let run = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        folder.run(&[&words, &["--data", "data.yaml", "--format", "json"][..]].concat())
    };
    // The participation of AA ends before it starts, so that the two share no operation, and the motive is never held.
    for year in 1999..=2009 {
        assert_eq!(
            rows(&run(&format!("motives --at {year}"))).len(),
            0,
            "{year}"
        );
    }
    assert_eq!(rows(&run("links --ties operations")).len(), 0);
    assert_eq!(
        rows(&run("motives")).len(),
        1,
        "without a time, the record is shown"
    );
    let links = run("links").text().to_owned();
    assert!(
        links.contains("1 phase ends before it starts, and counts on no day"),
        "{links}"
    );
    let spells = rows(&run("export spells"));
    assert_eq!(texts(&spells, "phase"), ["contact", "formalized"]);
}

#[test]
fn overlapping_and_unordered_phases_follow_one_another() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        contradictory("overlapping-phases", Some(Severity::Warning)),
    );
    let found = ["2003", "2005"].map(|year| phase(&folder, year));
    assert_eq!(
        found.each_ref().map(Option::as_deref),
        [Some("contact"), Some("ad-hoc")]
    );
    folder.write(
        "data.yaml",
        contradictory("phases-out-of-order", Some(Severity::Warning)),
    );
    let found = ["2002", "2005"].map(|year| phase(&folder, year));
    assert_eq!(
        found.each_ref().map(Option::as_deref),
        [Some("contact"), Some("ad-hoc")]
    );
}

#[test]
fn phases_outside_a_lifetime_count_but_not_in_tables_by_year() {
    let folder = Folder::new();
    let years = |code: &str| {
        folder.write("data.yaml", contradictory(code, Some(Severity::Warning)));
        let run = folder.run(&[
            "export",
            "dyad-years",
            "--data",
            "data.yaml",
            "--format",
            "json",
        ]);
        let years: Vec<i64> = rows(&run)
            .iter()
            .filter_map(|row| row["year"].as_i64())
            .collect();
        (years[0], years[years.len() - 1])
    };
    assert_eq!(years("phase-before-founding"), (1990, 2015));
    assert_eq!(phase(&folder, "1986").as_deref(), Some("contact"));
    assert_eq!(years("phase-after-dissolution"), (1990, 2015));
    assert_eq!(phase(&folder, "2017").as_deref(), Some("ad-hoc"));
}

#[test]
fn no_other_error_can_be_lowered() {
    let rules = FindingKind::rules().into_iter();
    let fixed: Vec<Rule> = rules
        .filter(|rule| rule.lowest == Severity::Error)
        .collect();
    assert!(fixed.len() > 30);
    for rule in fixed {
        let checks = format!("checks: {{{}: warning}}", rule.code);
        let text = yaml(&checks, "", "2010", "2009");
        let report = dataset::check(vec![Input::new("data.yaml", text)]).report;
        let errors = report
            .findings()
            .iter()
            .filter(|one| report.severity(one) == Severity::Error);
        let codes: Vec<&str> = errors.map(|one| one.kind.code()).collect();
        assert_eq!(codes, ["fixed-severity"], "{}", rule.code);
    }
}

#[test]
fn warnings_can_be_raised_and_silent_ones_are_looked_for() {
    let unused = "dataset: {checks: {unused-source: error}}\norganizations: [{id: a, name: A}]\nsources: {s: {title: S}}\n";
    let cut_off = "dataset: {checks: {cut-off-text: error}}\norganizations:\n  - id: a\n    name: see #3 of the list\n";
    for text in [unused, cut_off] {
        let Err(LoadError::Invalid(report)) = parse(text) else {
            panic!("it is an error here: {text}");
        };
        assert_eq!(report.errors(), 1);
        assert!(parse(&text.replace("error", "warning")).is_ok());
        assert!(parse(&text.replace("error", "note")).is_ok());
    }
}

#[test]
fn a_check_counts_by_code_and_says_what_is_changed() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        contradictory("end-before-start", Some(Severity::Warning)),
    );
    let run = folder.run(&["check", "data.yaml"]);
    assert_eq!(run.status, 0);
    let text = run.text();
    assert!(text.contains("warning[end-before-start]"), "{text}");
    let last: Vec<&str> = text.lines().rev().take(2).collect();
    let changed = "note: the dataset changes severities: `end-before-start` is of severity warning here (error by default)";
    assert_eq!(last, ["3 warnings", changed]);
    assert_eq!(folder.run(&["check", "--strict", "data.yaml"]).status, 1);
    let answer = json(&folder.run(&["check", "data.yaml", "--format", "json"]));
    let counts = list(&answer["by_code"]);
    assert_eq!(counts[0]["findings"], 3);
    assert_eq!(answer["changed_severities"][0]["usual"], "error");
    let with_unused = contradictory("end-before-start", None) + "  t: {title: T}\n";
    let with_unused = with_unused.replace(
        "sources: {s: {title: S, author: 'Xu, X', date: 2000}}",
        "sources:\n  s: {title: S}",
    );
    folder.write("data.yaml", with_unused);
    let run = folder.run(&["check", "data.yaml"]);
    let text = run.text();
    assert!(
        text.contains(
            "3  error    end-before-start\n1  warning  unused-source\n\n3 errors and 1 warning\n"
        ),
        "{text}"
    );
}
