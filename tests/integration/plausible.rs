//! Dates that are probably wrong, and datasets without dates.

use interorg::analysis::{DyadYearOptions, dyad_years, organization_years};
use interorg::dataset::{self, Input, Severity};
use interorg::graph::Graph;
use interorg::query::Filter;

use crate::support::Folder;

/// Returns the findings in a text: code, marked text, message and hint.
fn found(text: &str) -> Vec<[String; 4]> {
    let report = dataset::check(vec![Input::new("data.yaml", text)]).report;
    let findings = report.findings().iter();
    findings
        .map(|finding| {
            assert_eq!(finding.kind.severity(), Severity::Warning);
            let place = finding.place.as_ref().expect("it has a place");
            let marked = &report.texts()[0].text[place.span.clone()];
            [
                finding.kind.code().to_owned(),
                marked.to_owned(),
                finding.kind.to_string(),
                finding.kind.hint().into_owned(),
            ]
        })
        .collect()
}

/// Returns the codes and marked texts of the findings in a text.
fn marked(text: &str) -> Vec<(String, String)> {
    let found = found(text).into_iter();
    found.map(|[code, marked, ..]| (code, marked)).collect()
}

fn graph(text: &str) -> Graph {
    Graph::new(dataset::parse(text).expect("the dataset is valid"))
}

/// Two organizations of 1990 and 1991 with a contact of 2001, other records of theirs, and other keys.
fn dataset(about: &str, records: &str, more: &str) -> String {
    format!(
        "dataset: {{title: T{about}}}\n\
         organizations:\n  - {{id: aa, name: Alpha, founded: 1990}}\n  - {{id: bb, name: Beta, founded: 1991}}\n\
         partnerships:\n  - between: [aa, bb]\n    phases: {{formal: [{{phase: contact, from: 2001, cite: [s]}}]}}\n{records}\
         {more}sources: {{s: {{title: S}}}}\n"
    )
}

fn milestone(date: &str) -> String {
    format!("    milestones: [{{date: {date}, kind: agreement, title: T, cite: [s]}}]\n")
}

fn motive(from: &str, to: &str) -> String {
    format!(
        "    motives: [{{motive: shared-values, of: aa, statement: S, from: {from}, to: {to}, cite: [s]}}]\n"
    )
}

fn operation(start: &str) -> String {
    format!(
        "operations: [{{id: o, name: O, start: {start}, cite: [s], participations: [{{organization: aa, role: lead}}]}}]\n"
    )
}

#[test]
fn a_start_after_the_as_of_date_is_found_and_an_end_is_not() {
    let about = ", as-of: 2020-06";
    let after = |date: &str| [("date-after-as-of".to_owned(), date.to_owned())];
    for date in ["2020-07-01", "2021", "2021~"] {
        assert_eq!(marked(&dataset(about, &milestone(date), "")), after(date));
        assert_eq!(
            marked(&dataset(about, &motive(date, ".."), "")),
            after(date)
        );
        assert_eq!(marked(&dataset(about, "", &operation(date))), after(date));
    }
    for date in ["2020", "2020-06-30", "../2021"] {
        assert_eq!(marked(&dataset(about, &milestone(date), "")), []);
    }
    assert_eq!(marked(&dataset(about, &motive("2003", "2030"), "")), []);
    let source = |fields: &str| {
        let text = dataset(about, "", "");
        text.replace("title: S}", &format!("title: S, {fields}}}"))
    };
    assert_eq!(marked(&source("date: 2999")), after("2999"));
    assert_eq!(
        marked(&source(
            "url: {value: \"https://example.org\", date: 3000-01-01}"
        )),
        after("3000-01-01")
    );
    assert_eq!(
        marked(&source("date: 2999, note: Cited for its recitals")),
        []
    );
    assert_eq!(
        marked(&source("date: 1066")),
        [],
        "sources are checked against the as-of date only"
    );
}

#[test]
fn a_date_before_those_existed_who_acted_is_found() {
    let before = |date: &str| [("date-before-founding".to_owned(), date.to_owned())];
    for date in ["1989-12-31", "1990", "1990-12-31"] {
        assert_eq!(
            marked(&dataset("", &milestone(date), "")),
            before(date),
            "one member did not exist"
        );
        assert_eq!(marked(&dataset("", &motive(date, ".."), "")), before(date));
    }
    for date in ["1991", "1991-06", "../1991", "199X"] {
        assert_eq!(marked(&dataset("", &milestone(date), "")), []);
    }
    assert_eq!(marked(&dataset("", "", &operation("1980"))), before("1980"));
    assert_eq!(marked(&dataset("", "", &operation("1990"))), []);
    let both = operation("1980").replace(
        "participations: [",
        "participations: [{organization: cc, role: lead}, ",
    );
    let third = |founded: &str| {
        dataset("", "", &both).replace(
            "partnerships:",
            &format!("  - {{id: cc, name: Gamma{founded}}}\npartnerships:"),
        )
    };
    assert_eq!(
        marked(&third(", founded: 1970")),
        [],
        "one participant existed"
    );
    assert_eq!(
        marked(&third("")),
        [],
        "nobody knows since when one participant existed"
    );
    assert_eq!(marked(&third(", founded: 1985")), before("1980"));
}

#[test]
fn predecessors_count() {
    let with_predecessor = |founded: &str, date: &str| {
        dataset("", &milestone(date), "").replace(
            "founded: 1991}",
            &format!(
                "founded: 1991, succeeds: [old]}}\n  - {{id: old, name: Old, succeeds: [oldest]}}\n  - {{id: oldest, name: Oldest{founded}}}"
            ),
        )
    };
    let founded = |old: &str, oldest: &str, date: &str| {
        with_predecessor(oldest, date).replace("name: Old,", &format!("name: Old{old},"))
    };
    assert_eq!(
        marked(&founded(", founded: 1980", ", founded: 1960", "1990-06-01")),
        []
    );
    assert_eq!(
        marked(&founded("", "", "1990-06-01")),
        [],
        "nobody knows since when they existed"
    );
    let found = marked(&founded(", founded: 1980", ", founded: 1960", "1959"));
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn a_year_far_from_all_others_is_found_with_what_was_meant() {
    for (date, meant) in [
        ("0203-05-12", "Did you mean `2003-05-12`?"),
        ("3001", "Did you mean `2001`?"),
        ("2101", "Did you mean `2011` or `2001`?"),
        ("1203", "Correct the year if it is an error of typing."),
        (
            "0001-01-01",
            "Leave the date out if it is not known. Write `..` for an end that has not come.",
        ),
    ] {
        for about in ["", ", as-of: 2020"] {
            let recent = "operations: [{id: r, name: R, start: 2003, end: 2012, cite: [s]}]\n";
            for text in [
                dataset(about, &milestone(date), recent),
                dataset(about, &motive(date, ".."), recent),
                dataset(about, &milestone("2005"), &operation(date))
                    .replace("operations: [", &recent.replace("]\n", ", ")),
            ] {
                let found = found(&text);
                let [[code, marked, _, hint]] = found.as_slice() else {
                    panic!("{text}: {found:?}");
                };
                assert_eq!(
                    (code.as_str(), marked.as_str(), hint.as_str()),
                    ("far-date", date, meant),
                    "{text}"
                );
            }
        }
    }
    let end = found(&dataset("", &motive("2003", "9999-12-31"), ""));
    assert_eq!(end.len(), 1);
    assert_eq!(end[0][0], "far-date");
    assert!(end[0][2].contains("which are in 1990 to 2003"), "{end:?}");
    let as_of = found(&dataset(", as-of: 2102", &milestone("2005"), ""));
    assert_eq!(as_of[0][..2], ["far-date".to_owned(), "2102".to_owned()]);
    assert_eq!(
        as_of.len(),
        1,
        "a wrong as-of date says nothing about the others"
    );
}

#[test]
fn a_rival_date_is_far_by_its_distance_to_the_other_dates() {
    // The other dates are of 1990 to 2001.
    let rival = |from: &str| {
        let rivals = format!("from: 2001, rivals: [{{says: It was then., from: {from}}}]");
        marked(&dataset("", "", "").replace("from: 2001", &rivals))
    };
    assert_eq!(rival("2002"), []);
    assert_eq!(rival("1950"), []);
    assert_eq!(rival("0202"), [("far-date".to_owned(), "0202".to_owned())]);
}

#[test]
fn an_old_organization_is_not_a_typing_error() {
    let old = |founded: &str| {
        let text = dataset("", "", "");
        marked(&text.replace(
            "partnerships:",
            &format!("  - {{id: cc, name: Gamma, founded: {founded}}}\npartnerships:"),
        ))
    };
    assert_eq!(old("1815"), []);
    assert_eq!(old("0962"), []);
    assert_eq!(old("2203"), [("far-date".to_owned(), "2203".to_owned())]);
}

#[test]
fn a_far_date_does_not_set_the_as_of_date() {
    for date in ["2101", "3003", "9999-12-31"] {
        let graph = graph(&dataset("", &milestone(date), ""));
        assert_eq!(graph.as_of().to_string(), "2001-12-31", "{date}");
    }
    assert_eq!(
        graph(&dataset("", &milestone("2051"), ""))
            .as_of()
            .to_string(),
        "2051-12-31"
    );
    assert_eq!(
        graph(&dataset(", as-of: 2101", "", "")).as_of().to_string(),
        "2101-12-31",
        "it is stated"
    );
}

const UNDATED: &str = "\
organizations:
  - {id: aa, name: Alpha}
  - {id: bb, name: Beta}
partnerships:
  - between: [aa, bb]
    motives: [{motive: shared-values, of: aa, statement: S, cite: [s]}]
operations:
  - {id: o, name: O, cite: [s], participations: [{organization: aa, role: lead}, {organization: bb, role: lead}]}
sources: {s: {title: S}}
";

#[test]
fn a_dataset_without_dates_has_no_date_in_its_output() {
    let folder = Folder::new();
    folder.write("data.yaml", UNDATED);
    folder.write(
        "less.yaml",
        "organizations: [{id: aa, name: Alpha}, {id: bb, name: Beta}]\n",
    );
    assert_eq!(graph(UNDATED).as_of().bounded(), None);
    for arguments in [
        "links",
        "partners aa",
        "show aa",
        "show aa bb",
        "show o",
        "path aa bb",
        "path aa bb --respect-time",
        "changes 2000 2010",
        "findings",
        "measures",
        "measures --ties operations",
        "measures --every 1y",
        "measures --at 2005",
        "matrix phase year",
        "matrix motive year",
        "matrix operation decade",
        "matrix role organization",
        "export organization-years",
        "export dyad-years",
        "export dyad-years --balanced",
        "export spells",
        "export participations",
        "export events",
        "cite",
        "diagram --format svg",
        "diagram --format dot",
        "diagram --format mermaid",
        "diagram timeline --format svg",
        "diagram timeline --operations --format svg",
        "diagram evolution --format svg",
        "diagram matrix --format svg",
        "diagram matrix --of phases --format svg",
        "diagram matrix --of operations --format svg",
    ] {
        for file in ["data.yaml", "less.yaml"] {
            let mut arguments: Vec<&str> = arguments.split(' ').collect();
            arguments.extend(["--data", file]);
            let run = folder.run(&arguments);
            let output = run.text().to_owned() + &run.stderr;
            // 5881580 is the year of the last day that can be represented.
            for year in ["1970", "588158", "As of", "as of"] {
                assert!(!output.contains(year), "{arguments:?}: {output}");
            }
        }
    }
    assert_eq!(
        folder
            .run(&["export", "organization-years", "--data", "data.yaml"])
            .text()
            .lines()
            .count(),
        1
    );
}

#[test]
fn without_a_founding_an_organization_begins_with_its_first_record() {
    let text = "\
dataset: {title: T, as-of: 2010}
organizations:
  - {id: aa, name: Alpha, founded: 1950}
  - {id: bb, name: Beta}
  - {id: cc, name: Gamma}
  - {id: dd, name: Delta}
partnerships:
  - {between: [aa, bb], milestones: [{date: 1999, kind: agreement, title: T, cite: [s]}]}
operations:
  - {id: o, name: O, start: 1990, end: 2005, cite: [s], participations: [{organization: cc, role: lead, from: 2003}]}
sources: {s: {title: S}}
";
    let graph = graph(text);
    let query = Filter::default().resolve(&graph).expect("it has no names");
    let first_year = |label: &str| {
        let mut rows = organization_years(&query).filter(|row| row.organization.label() == label);
        rows.next().map(|row| row.year)
    };
    assert_eq!(first_year("AA"), Some(1950));
    assert_eq!(first_year("BB"), Some(1999));
    assert_eq!(first_year("CC"), Some(2003));
    assert_eq!(
        first_year("DD"),
        Some(1950),
        "nothing is recorded of it, so that the dataset decides"
    );
    let every_pair = DyadYearOptions {
        every_pair: true,
        ..DyadYearOptions::default()
    };
    let first_dyad_year = |labels: [&str; 2]| {
        let mut rows = dyad_years(&query, every_pair)
            .filter(|row| row.members.map(|member| member.label()) == labels);
        rows.next().map(|row| row.year)
    };
    assert_eq!(first_dyad_year(["AA", "BB"]), Some(1999));
    assert_eq!(first_dyad_year(["BB", "CC"]), Some(2003));
    assert_eq!(first_dyad_year(["AA", "DD"]), Some(1950));
}

#[test]
fn a_date_that_stands_for_a_missing_one_adds_no_rows() {
    let mut text = "dataset: {title: T, as-of: 2020}\norganizations:\n".to_owned();
    for row in 0..40 {
        text += &format!("  - {{id: o{row}, name: O{row}}}\n");
    }
    text += "operations:\n  - id: op\n    name: Op\n    start: 1999\n    end: 2010\n    cite: [s]\n    participations:\n";
    text += "      - {organization: o0, role: lead, from: 0001-01-01}\n";
    for row in 1..40 {
        text += &format!("      - {{organization: o{row}, role: lead}}\n");
    }
    text += "sources: {s: {title: S}}\n";
    let graph = graph(&text);
    let query = Filter::default().resolve(&graph).expect("it has no names");
    let years = 2020 - 1999 + 1;
    assert_eq!(organization_years(&query).count(), 40 * years);
    let dyads = 40 * 39 / 2;
    let every_pair = DyadYearOptions {
        every_pair: true,
        ..DyadYearOptions::default()
    };
    assert_eq!(dyad_years(&query, every_pair).count(), dyads * years);
    assert!(organization_years(&query).all(|row| row.year >= 1999));
}
