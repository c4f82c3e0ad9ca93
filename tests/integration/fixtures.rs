//! Every code has a fixture that triggers one finding and nothing else. Sound datasets trigger no finding.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use interorg::dataset::{self, Finding, FindingKind, Input, Report};
use interorg::model::{Date, End};

/// For each fixture in `invalid/`, the text that its finding marks and, for a conflict, the text of the other end. The
/// marked text is empty where there is no character to mark.
const MARKED: [(&str, &str, Option<&str>); 83] = [
    ("accessed-twice", "2010-01-02", None),
    ("ambiguous-name", "au", Some("AU")),
    ("attested-outside", "2004", None),
    ("beyond-limit", "*p", None),
    ("cut-off-text", "#3 of the group", None),
    ("date-after-as-of", "2006-11-16", Some("2006-06")),
    ("date-before-founding", "1965-11-15", Some("2002")),
    (
        "duplicate-dataset",
        "{title: The other}",
        Some("{title: The one}"),
    ),
    ("duplicate-dyad", "[AU, UN]", Some("[UN, AU]")),
    ("duplicate-id", "UN", Some("un")),
    ("duplicate-key", "seat", Some("seat")),
    ("duplicate-source", "report-somalia", Some("report-2008")),
    ("duplicate-view", "figure-1", Some("figure-1")),
    (
        "duplicate-membership",
        "{organization: UN, from: 2005}",
        None,
    ),
    ("empty-dataset", "", None),
    ("empty-text", "\"\"", None),
    ("end-before-start", "1962", Some("1963-05-25")),
    ("ends-at-opposite", "au", None),
    ("event-in-silence", "dormant", None),
    ("existence-out-of-order", "{from: 1950}", None),
    (
        "existence-twice",
        "[{from: 1945, to: 1950}, {from: 1960}]",
        None,
    ),
    ("far-date", "0206-11-16", None),
    ("fixed-severity", "unknown-organization", None),
    ("foreign-actor", "EU", Some("[UN, AU]")),
    ("foreign-motive", "EU", Some("[UN, AU]")),
    ("invalid-amount", "\"22,126\"", None),
    ("invalid-choice", "certain", None),
    ("invalid-date", "1945-06-31", None),
    ("invalid-id", "African Union", None),
    ("joint-field", "[{what: troops, value: 5}]", None),
    ("look-alike-name", "\"United Nations \"", None),
    ("member-of-itself", "[au]", Some("[un]")),
    ("membership-outside", "1999", None),
    ("missing-key", "id: un", None),
    (
        "motive-found-too",
        "\"shared-values\"",
        Some("shared-values"),
    ),
    ("no-condition", "[]", None),
    ("not-a-pair", "[UN]", None),
    ("not-a-predecessor", "WEU", Some("[UN, AU]")),
    ("not-utf8", "", None),
    ("overlapping-phases", "2005", Some("2006")),
    ("partial-pass", "[AU, UN]", None),
    ("part-of-itself", "[au]", Some("[un]")),
    (
        "participation-in-gap",
        "1992",
        Some("[{from: 1980, to: 1989}, {from: 1995}]"),
    ),
    ("participation-outside", "2005", Some("2007")),
    ("phase-beside-operation", "contact", None),
    ("phase-after-dissolution", "1965", Some("2002")),
    (
        "phase-in-gap",
        "1992",
        Some("[{from: 1980, to: 1989}, {from: 1995}]"),
    ),
    ("phase-before-founding", "1965", Some("2002")),
    ("phases-out-of-order", "2006-10", Some("2006-11")),
    (
        "phases-twice",
        "{formal: [{phase: contact, from: 2005, cite: [report-2008]}]}",
        None,
    ),
    ("recorded-after-as-of", "2007", Some("2006-06")),
    ("self-pair", "UNO", Some("un")),
    ("succession-cycle", "[OAU]", Some("[AU]")),
    ("syntax", "", None),
    ("summed-stock", "sum", None),
    (
        "uncited-claim",
        "{date: 2006-11-16, kind: declaration, title: Ten-year programme}",
        None,
    ),
    ("uncited-fall", "ad-hoc", None),
    ("unmarked-silence", "2003", None),
    ("undirected-phase", "AU", None),
    ("unknown-amount", "trops", None),
    ("unknown-check", "end-before-begin", None),
    ("unknown-coder", "second-pas", None),
    ("unknown-coding", "formalities", None),
    ("unknown-condition", "paused", None),
    ("unknown-key", "foundd", None),
    ("unknown-kind", "continental", None),
    ("unknown-lesson-group", "money", None),
    ("unknown-motive", "shared-norms", None),
    ("unknown-motive-family", "ideal", None),
    ("unknown-operation", "amison", None),
    ("unknown-organization", "NTAO", None),
    ("unknown-phase", "institutionalised", None),
    ("unknown-role", "leader", None),
    ("unknown-series", "sumits", None),
    ("unknown-source", "report-2080", None),
    ("unknown-source-tier", "primary", None),
    ("unknown-standard", "skeched", None),
    ("unknown-strength", "steted", None),
    ("unreadable-snapshot", "", None),
    ("unsafe-link", "\"javascript:alert(1)\"", None),
    ("unused-source", "report-2008", None),
    ("view-without-format", "[]", None),
    ("wrong-type", "ONU", None),
];

/// The code of texts that the loader refuses although no check finds a fault in them. It has no fixture: such a text
/// would show that a check is missing.
const LAST_RESORT: &str = "malformed";

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

/// Returns the names of the YAML files in a folder, without their extension.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).expect("the folder exists");
    entries
        .map(|entry| {
            let name = entry.expect("it can be listed").file_name();
            let name = name.to_str().expect("names are UTF-8");
            let stem = name.strip_suffix(".yaml").expect("fixtures are YAML");
            stem.to_owned()
        })
        .collect()
}

fn check(path: &Path) -> Report {
    dataset::check(dataset::read_inputs([path]).expect("it can be read")).report
}

/// Returns the path and the report of an invalid fixture.
fn invalid(code: &str) -> (PathBuf, Report) {
    let path = folder("invalid").join(format!("{code}.yaml"));
    let report = check(&path);
    (path, report)
}

/// Returns the text that a finding marks, and the text of the other end of a conflict.
fn marked<'r>(report: &'r Report, finding: &Finding) -> (&'r str, Option<&'r str>) {
    let place = finding.place.as_ref().expect("it has a place");
    let other = finding.related.as_ref().map(|(place, _)| place);
    let text = |place: &dataset::Place| &report.texts()[place.text].text[place.span.clone()];
    (text(place), other.map(text))
}

#[test]
fn every_code_has_a_fixture_and_every_fixture_has_a_code() {
    let rules = FindingKind::rules().into_iter();
    let mut codes: BTreeSet<String> = rules.map(|rule| rule.code.to_owned()).collect();
    assert!(codes.remove(LAST_RESORT));
    assert_eq!(names(&folder("invalid")), codes);
}

#[test]
fn every_invalid_fixture_has_one_finding_at_its_place() {
    for (code, marked_text, other) in MARKED {
        let (path, report) = invalid(code);
        let [finding] = report.findings() else {
            panic!("{code} has other findings:\n{}", report.render(false));
        };
        assert_eq!(finding.kind.code(), code);
        assert_eq!(marked(&report, finding), (marked_text, other), "{code}");
        let place = finding.place.as_ref().expect("it has a place");
        let source = &report.texts()[place.text];
        assert_eq!(source.name, path.display().to_string());
        let before = &source.text[..place.span.start];
        assert_eq!(place.line, before.matches('\n').count() + 1, "{code}");
        let line = before.rsplit('\n').next().unwrap_or_default();
        assert_eq!(place.column, line.chars().count() + 1, "{code}");
    }
}

#[test]
fn every_message_is_a_phrase_and_every_hint_a_sentence() {
    for (code, ..) in MARKED {
        for finding in invalid(code).1.findings() {
            let message = finding.kind.to_string();
            assert!(!message.is_empty() && !message.ends_with('.'), "{message}");
            let hint = finding.kind.hint();
            assert!(hint.ends_with(['.', '?']), "{hint}");
            assert!(hint.starts_with(|c: char| c.is_uppercase()), "{hint}");
        }
    }
}

#[test]
fn a_rendered_finding_has_its_caret_under_the_place() {
    for (code, ..) in MARKED {
        let (path, report) = invalid(code);
        let place = report.findings()[0].place.as_ref().expect("it has a place");
        let rendered = report.render(false);
        let address = format!("--> {}:{}:{}", path.display(), place.line, place.column);
        assert!(rendered.contains(&address), "{code}: {address}\n{rendered}");
        let mut lines = rendered.lines();
        let number = format!("{} |", place.line);
        let excerpt = lines.find(|line| line.trim_start().starts_with(&number));
        let excerpt = excerpt.unwrap_or_else(|| panic!("{code} has no excerpt:\n{rendered}"));
        let gutter = excerpt.find('|').expect("a gutter ends in a bar") + 2;
        let carets = lines.next().expect("an excerpt has marks below it");
        assert_eq!(
            carets.find('^'),
            Some(gutter + place.column - 1),
            "{code}:\n{rendered}"
        );
    }
}

#[test]
fn a_rendered_conflict_shows_both_ends() {
    for (code, ..) in MARKED.into_iter().filter(|(_, _, other)| other.is_some()) {
        let (path, report) = invalid(code);
        let (other, label) = report.findings()[0].related.as_ref().expect("it has one");
        let rendered = report.render(false);
        let address = format!(":: {}:{}:{}", path.display(), other.line, other.column);
        let mark = rendered.lines().find(|line| line.ends_with(label));
        assert!(
            rendered.contains(&address) && mark.is_some_and(|line| line.contains('-')),
            "{code}: {address}\n{rendered}"
        );
        let related = &report.to_json()[0]["related"];
        assert_eq!(related["line"], other.line, "{code}");
        assert_eq!(related["message"], *label, "{code}");
    }
}

#[test]
fn hints_list_the_choices_and_say_what_to_write() {
    let hint = |text: &str| {
        let report = dataset::check(vec![Input::new("text", text)]).report;
        let Some(finding) = report.findings().first() else {
            panic!("no finding: {text}");
        };
        finding.kind.hint().into_owned()
    };
    let spell = |more: &str| {
        format!(
            "organizations: [{{id: un, name: U}}, {{id: au, name: A}}]
partnerships: [{{between: [un, au], phases: {{formal: [{{from: 2001, cite: [s], {more}}}]}}}}]
sources: {{s: {{title: T}}}}"
        )
    };
    for (text, words) in [
        (
            "- {id: un, name: U}\n",
            "Begin the file with a key such as `organizations:`",
        ),
        (
            "just a text\n",
            "Begin the file with a key such as `organizations:`",
        ),
        ("organizations: {id: un}\n", "Write a list"),
        ("organizations: [un]\n", "Write keys with their values"),
        ("organizations: [{id: un, name: [a]}]\n", "Write one text"),
        (
            "organizations: [{id: un, name: U, founded: [a]}]\n",
            "Write dates as 2003",
        ),
        ("organizations: [~]\n", "Write a value after the key"),
        (
            "organizations: [{id: un, name: U}\n",
            "Close the list with `]`",
        ),
        (
            "organizations: [{id: un, name: U]\n",
            "Close the mapping with `}`",
        ),
        (
            "organizations: [{id: un, name: \"U}]\n",
            "Close the open quotation mark",
        ),
        ("organizations: *all\n", "Mark a value with `&name`"),
        (
            "organizations: - {id: un}\n",
            "Begin the list on a line of its own",
        ),
        (
            "organizations: [{id: un, name: \"\\q\"}]\n",
            "for a backslash",
        ),
        (
            &spell("phase: contact, condition: paused"),
            "Write `active`, `strained`, `stalled` or `dormant`.",
        ),
        (
            &spell("phase: contact, condition: staled"),
            "Did you mean `stalled`?",
        ),
        (
            &spell("phase: contact, confidence: sure"),
            "Write `high`, `medium` or `low`, or leave",
        ),
        (
            &spell("phase: contact").replace("formal", "x"),
            "Did you mean `formal` or `activity`?",
        ),
    ] {
        let hint = hint(text);
        assert!(hint.contains(words), "{text}: {hint}");
    }
}

#[test]
fn both_ends_of_a_conflict_may_be_in_different_files() {
    let report = dataset::check(vec![
        Input::new("a", "organizations: [{id: un, name: U, founded: 1945}]\n"),
        Input::new("b", "organizations:\n  - {id: au, name: A, succeeds: [au]}\n"),
        Input::new("c", "partnerships:\n- between: [un, au]\n  phases: {formal: [{phase: contact, from: 1944, cite: [s]}]}\nsources: {s: {title: T}}\n"),
    ]).report;
    let ends: Vec<_> = report
        .findings()
        .iter()
        .map(|finding| {
            let place =
                |place: &dataset::Place| (report.texts()[place.text].name.clone(), place.line);
            let related = finding
                .related
                .as_ref()
                .map(|(other, label)| (place(other), *label));
            (
                finding.kind.code(),
                finding.place.as_ref().map(place),
                related,
            )
        })
        .collect();
    assert_eq!(
        ends,
        [
            (
                "succession-cycle",
                Some(("b".to_owned(), 2)),
                Some((("b".to_owned(), 2), "it succeeds itself"))
            ),
            (
                "phase-before-founding",
                Some(("c".to_owned(), 3)),
                Some((("a".to_owned(), 1), "founded here"))
            ),
        ]
    );
}

#[test]
fn the_valid_fixtures_have_no_findings() {
    let folder = folder("valid");
    for name in names(&folder) {
        let report = check(&folder.join(format!("{name}.yaml")));
        assert!(
            report.findings().is_empty(),
            "{name}:\n{}",
            report.render(false)
        );
    }
}

#[test]
fn the_date_fixtures_have_the_expected_days() {
    let dataset = dataset::load([folder("valid").join("dates.yaml")]).expect("it is sound");
    let span = |date: &Date| {
        let day = |day: Option<interorg::model::Day>| {
            day.map_or_else(|| "?".to_owned(), |day| day.to_string())
        };
        format!("{} to {}", day(date.earliest()), day(date.latest()))
    };
    let expected = [
        ("year", "2003-01-01 to 2003-12-31", "ongoing"),
        ("month", "2003-05-01 to 2003-05-31", "unknown"),
        (
            "day",
            "2003-05-12 to 2003-05-12",
            "2011-07-09 to 2011-07-09",
        ),
        (
            "approximate",
            "2003-01-01 to 2003-12-31 (about)",
            "2011-07-01 to 2011-07-31 (about)",
        ),
        (
            "uncertain",
            "2003-01-01 to 2003-12-31 (about)",
            "2011-07-09 to 2011-07-09 (about)",
        ),
        (
            "both",
            "2003-01-01 to 2003-12-31 (about)",
            "2011-07-01 to 2011-07-31 (about)",
        ),
        (
            "decade",
            "1990-01-01 to 1999-12-31",
            "2000-01-01 to 2009-12-31",
        ),
        (
            "century",
            "1900-01-01 to 1999-12-31",
            "2000-01-01 to 2099-12-31",
        ),
        (
            "some-month",
            "2003-01-01 to 2003-12-31",
            "2003-01-01 to 2003-12-31",
        ),
        (
            "some-day",
            "2003-05-01 to 2003-05-31",
            "2003-06-01 to 2003-06-30",
        ),
        (
            "interval",
            "2003-09-01 to 2003-09-03",
            "2004-01-01 to 2005-06-30",
        ),
        ("not-later", "? to 2011-12-31", "? to 2012-07-09"),
        ("not-earlier", "2003-01-01 to ?", "2004-02-01 to ?"),
        ("unknown-start", "? to 2011-12-31", "? to 2012-12-31"),
        ("unknown-end", "2003-01-01 to ?", "2004-01-01 to ?"),
        (
            "qualified",
            "1994-01-01 to 1996-12-31 (about)",
            "2011-01-01 to 2011-12-31",
        ),
        ("leap", "2004-02-29 to 2004-02-29", "ongoing"),
        ("old", "0962-01-01 to 0962-12-31", "ongoing"),
        ("zero", "0000-01-01 to 0000-12-31", "ongoing"),
        ("before", "-0043-03-15 to -0043-03-15", "ongoing"),
    ];
    let with_doubt = |date: &Date| {
        let doubt = if date.is_qualified() { " (about)" } else { "" };
        span(date) + doubt
    };
    for (id, founded, dissolved) in expected {
        let organization = dataset.organizations().find(id).expect("it is in the file");
        let start = organization
            .founded
            .as_ref()
            .expect("every organization has a start");
        let end = match &organization.dissolved {
            End::Ongoing => "ongoing".to_owned(),
            End::Unknown => "unknown".to_owned(),
            End::On(date) => with_doubt(date),
        };
        assert_eq!(
            (with_doubt(start).as_str(), end.as_str()),
            (founded, dissolved),
            "{id}"
        );
    }
    let far = dataset
        .organizations()
        .find("far")
        .expect("it is in the file");
    assert_eq!(far.founded.and_then(|date| date.year()), Some(-10_000));
    let listed = dataset.organizations().len();
    assert_eq!(
        listed,
        expected.len() + 2,
        "every organization in the file is expected"
    );
}
