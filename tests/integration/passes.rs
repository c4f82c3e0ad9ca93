//! Coding passes: answers read the first unless another is named, and `findings` compares them.

use interorg::analysis::TransitionKind;
use interorg::analysis::agreement::{PassAgreement, Weights};
use interorg::dataset::{self, Input, Severity, diff, parse, to_yaml};
use interorg::export::find_stamp;
use interorg::graph::Graph;
use interorg::model::Dataset;
use interorg::query::Filter;

use crate::support::{Folder, json, list, records, rows, texts};

const TWO_PASSES: &str = include_str!("../fixtures/two-passes.yaml");

/// One partnership in one pass.
const ONE_PASS: &str = "
dataset: {title: One pass, as-of: 2020-12-31, cite: [s]}
organizations: [{id: a, name: Alpha, founded: 1990}, {id: b, name: Beta, founded: 1990}]
partnerships: [{between: [a, b], phases: {formal: [{phase: contact, from: 2000}]}}]
sources: {s: {title: S, type: report, date: 2020}}
";

/// The second pass of one partnership.
const SECOND: &str = "  - between: [b, c]
    coder: second-pass
    phases:
      formal:
        - {phase: ad-hoc, from: 2000}
        - {phase: contact, from: 2006-06}
";

fn two_passes() -> Dataset {
    parse(TWO_PASSES).expect("the fixture is sound")
}

fn without_second_of_b_and_c() -> String {
    assert!(TWO_PASSES.contains(SECOND));
    TWO_PASSES.replace(SECOND, "")
}

/// Returns the agreement under each coding.
fn agreement(dataset: Dataset, filter: &Filter) -> Vec<PassAgreement> {
    let graph = Graph::new(dataset);
    let query = filter.resolve(&graph).expect("the names are known");
    interorg::analysis::agreement(&query.select_courses())
}

#[test]
fn answers_read_the_first_pass_unless_another_is_named() {
    let folder = Folder::new();
    folder.write("data.yaml", without_second_of_b_and_c());
    let run = |more: &[&str]| {
        let line = [
            "links",
            "--at",
            "1999",
            "--data",
            "data.yaml",
            "--format",
            "json",
        ];
        folder.run(&[&line, more].concat())
    };
    let phases = |more: &[&str]| texts(&rows(&run(more)), "phase");
    // BB–CC begins in 1999 in the first pass, and is not read by the second one.
    assert_eq!(phases(&[]), ["contact", "ad-hoc", "formalized"]);
    assert_eq!(phases(&["--coder", "first-pass"]), phases(&[]));
    assert_eq!(phases(&["--coder", "second-pass"]), ["ad-hoc", "ad-hoc"]);
    assert_eq!(phases(&["--coder", "Second pass"]), ["ad-hoc", "ad-hoc"]);
    let second = json(&run(&["--coder", "Second pass"]));
    assert_eq!(second["query"]["arguments"]["coder"], "second-pass");
    assert!(json(&run(&[]))["query"]["arguments"]["coder"].is_null());
    let stamp = &second["stamp"]["command"];
    assert!(
        stamp
            .as_str()
            .is_some_and(|line| line.ends_with("--coder second-pass")),
        "{stamp}"
    );
    let title = second["title"].as_str().expect("it has a title");
    assert!(title.contains("coder: second pass"), "{title}");
    let notes = second["notes"].to_string();
    assert!(
        notes.contains("The pass reads 3 of 4 partnerships"),
        "{notes}"
    );
    run(&["--coder", "third-pass"]).refused("unknown coding pass `third-pass`");
}

#[test]
fn every_answer_and_picture_takes_a_pass() {
    let folder = Folder::new();
    folder.write("data.yaml", TWO_PASSES);
    for line in [
        "partners AA",
        "show AA BB",
        "path BB DD",
        "changes 1990 2010",
        "matrix dyad phase",
        "findings",
        "measures",
        "measures --ties both",
        "milestones",
        "cite",
        "export spells",
        "export statements",
        "diagram",
        "diagram timeline",
        "diagram evolution --at 1995,2010",
        "diagram matrix",
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let options = ["--coder", "second-pass", "--data", "data.yaml"];
        let run = folder.run(&[&words, &options[..]].concat());
        assert!(run.status <= 1, "{line}: {}", run.stderr);
    }
    let spells = [
        "export",
        "spells",
        "--coder",
        "second-pass",
        "--data",
        "data.yaml",
    ];
    assert!(folder.run(&spells).text().contains("2001-03-01"));
    let dataset = [
        "export",
        "dataset",
        "--coder",
        "second-pass",
        "--data",
        "data.yaml",
    ];
    folder
        .run(&dataset)
        .refused("the dataset is written as a whole");
}

#[test]
fn tables_name_the_pass_if_there_are_several() {
    let folder = Folder::new();
    folder.write("two.yaml", TWO_PASSES);
    folder.write("one.yaml", ONE_PASS);
    for table in ["dyad-years", "organization-years"] {
        for coder in ["first-pass", "second-pass"] {
            let run = folder.run(&["export", table, "--coder", coder, "--data", "two.yaml"]);
            let records = records(&run.stdout);
            assert!(!records.is_empty());
            assert!(
                records.iter().all(|record| record["coder"] == coder),
                "{table}"
            );
        }
        let one_pass = folder.run(&["export", table, "--data", "one.yaml"]);
        let first = one_pass
            .text()
            .lines()
            .next()
            .expect("it has a header")
            .to_owned();
        assert!(!first.contains("coder"), "{first}");
    }
}

#[test]
fn a_relational_table_has_the_partnerships_of_one_pass() {
    let folder = Folder::new();
    folder.write("two.yaml", TWO_PASSES);
    let partnerships = |coder: &[&str]| -> Vec<String> {
        let line = [&["export", "partnership", "--data", "two.yaml"], coder].concat();
        let rows = records(&folder.run(&line).stdout);
        rows.into_iter().map(|row| row["id"].clone()).collect()
    };
    let first = partnerships(&[]);
    assert_eq!(first, partnerships(&["--coder", "first-pass"]));
    let second = partnerships(&["--coder", "second-pass"]);
    assert!(first.iter().all(|id| !id.ends_with("--second-pass")));
    assert!(second.iter().all(|id| id.ends_with("--second-pass")));
    assert_eq!((first.len(), second.len()), (4, 4));
}

#[test]
fn the_agreement_is_counted_by_dyad_years() {
    let all = agreement(two_passes(), &Filter::default());
    let [formal, activity] = all.as_slice() else {
        panic!("there are two codings: {all:?}");
    };
    assert_eq!((formal.dyads.len(), formal.one_sided), (4, 0));
    assert_eq!((activity.dyads.len(), activity.one_sided), (1, 0));
    // AA-BB 1990-2020 is 31 years, AA-CC 1995-2020 without 2006 in the first pass 26, AA-DD 2001-2015 15, BB-CC 1999-2020 22.
    // From 1999 to 2006, the first pass does not know whether BB-CC is still formalized.
    assert_eq!(formal.unknown_years, 8);
    assert_eq!(
        formal.years.total() + formal.unknown_years,
        31 + 26 + 15 + 22
    );
    // AA-BB differs in 1998-2000, 2010 and 2011; AA-CC in 1995, 2006, 2007 and 2008; AA-DD in 2004-2015.
    assert_eq!(formal.years.total() - formal.years.same(), 5 + 4 + 12);
    let (low, high) = formal.interval.expect("there are several dyads");
    let alpha = formal.years.alpha().expect("several phases occur");
    assert!(
        low < alpha && alpha < high && high <= 1.0,
        "{low} {alpha} {high}"
    );
    assert!(formal.years.kappa(Weights::Linear) < formal.years.kappa(Weights::Quadratic));
    // Only one phase occurs, so that the passes could not disagree.
    assert_eq!(
        (
            activity.years.total(),
            activity.years.alpha(),
            activity.interval
        ),
        (30, None, None)
    );
}

#[test]
fn a_transition_is_looked_for_within_a_year() {
    let all = agreement(two_passes(), &Filter::default());
    let found = |pass: usize| {
        let found = all[0]
            .transitions_of(pass)
            .filter(|one| one.other.is_some());
        let found = found.map(|one| (one.kind, one.date.to_string()));
        found.collect::<Vec<_>>()
    };
    let begin = TransitionKind::Begin;
    let expected = |dates: [&str; 4]| dates.map(|date| (begin, date.to_owned()));
    // 1990, 1995 and 1996, 2008 and 2009, 2001 and 2001-06. The other transitions are of other phases, or further apart.
    assert_eq!(found(0), expected(["1990", "1995", "2008", "2001"]));
    assert_eq!(found(1), expected(["1990", "1996", "2009", "2001-06"]));
    // The end of the first phase of BB-CC is on an unknown day, so that neither it nor what follows is dated.
    assert_eq!(
        [0, 1].map(|pass| all[0].transitions_of(pass).count()),
        [10, 12]
    );
}

#[test]
fn a_filter_and_a_coding_choose_what_is_compared() {
    let with_d = Filter {
        with: vec!["d".to_owned()],
        coding: Some("formal".to_owned()),
        ..Filter::default()
    };
    let all = agreement(two_passes(), &with_d);
    let [only] = all.as_slice() else {
        panic!("one coding is named");
    };
    assert_eq!(
        (only.dyads.len(), only.years.total(), only.years.same()),
        (1, 15, 3)
    );
    assert_eq!(only.interval, None, "one partnership has no interval");
    let one_pass = parse(ONE_PASS).expect("the dataset is sound");
    assert!(agreement(one_pass, &Filter::default()).is_empty());
}

#[test]
fn the_findings_state_how_little_few_partnerships_show() {
    let folder = Folder::new();
    folder.write("data.yaml", TWO_PASSES);
    folder.write("three.yaml", without_second_of_b_and_c());
    let notes = |data: &str| {
        let run = folder.run(&["findings", "--data", data, "--format", "json"]);
        texts_of(&json(&run)["notes"])
    };
    let has = |notes: &[String], words: &str| {
        assert!(
            notes.iter().any(|note| note.contains(words)),
            "{words}: {notes:#?}"
        );
    };
    let four = notes("data.yaml");
    has(
        &four,
        "4 partnerships can be drawn in only 35 different ways",
    );
    has(
        &four,
        "8 dyad-years are left out, because a pass does not know the phase",
    );
    has(
        &four,
        "4 of 10 of the first pass, 4 of 12 of the second pass",
    );
    has(
        &notes("three.yaml"),
        "1 partnership is read by only one of the first pass and the second pass",
    );
    has(&four, "no substitute for coders who do not know it");
    folder.write("one.yaml", ONE_PASS);
    has(&notes("one.yaml"), "coded in one pass");
}

fn texts_of(list_of_texts: &serde_json::Value) -> Vec<String> {
    let texts = list(list_of_texts).iter();
    texts
        .map(|text| text.as_str().expect("a note is a text").to_owned())
        .collect()
}

#[test]
fn a_pass_that_reads_fewer_partnerships_is_noted() {
    let text = without_second_of_b_and_c();
    let report = dataset::check(vec![Input::new("data.yaml", text.clone())]).report;
    assert_eq!(report.summary(), "1 note");
    let finding = &report.findings()[0];
    assert_eq!(report.severity(finding), Severity::Note);
    assert_eq!(
        finding.kind.to_string(),
        "the coding pass `second-pass` reads 3 of 4 partnerships"
    );
    assert_eq!(
        report.strict().errors(),
        0,
        "a part may be read twice on purpose"
    );
    // The first pass may be the one that lacks partnerships.
    let none = "organizations: [{id: a, name: A}, {id: b, name: B}]\npartnerships: [{between: [a, b], coder: second-pass}]\n";
    let report = dataset::check(vec![Input::new("data.yaml", none)]).report;
    let message = report.findings()[0].kind.to_string();
    assert_eq!(
        message,
        "the coding pass `first-pass` reads 0 of 1 partnership"
    );
}

#[test]
fn passes_are_written_and_compared_by_their_ids() {
    let dataset = two_passes();
    assert_eq!(dataset.partnerships().len(), 4);
    assert_eq!(dataset.other_readings().len(), 4);
    assert_eq!(parse(&to_yaml(&dataset)).expect("it is sound"), dataset);
    let changed = TWO_PASSES.replace("from: 2001-06}", "from: 2001-07}");
    let diff = diff(&dataset, &parse(&changed).expect("it is sound"));
    let records: Vec<&str> = diff
        .differences
        .iter()
        .map(|one| one.record.as_str())
        .collect();
    assert_eq!(records, ["a–d/second-pass"]);
    let second = dataset
        .vocabularies()
        .coders
        .key("second-pass")
        .expect("it is declared");
    let graph = Graph::new(dataset);
    let first = graph.coder().expect("there are passes");
    let there_and_back = graph.read_by(second).read_by(first);
    assert_eq!(there_and_back.dataset(), graph.dataset());
}

#[test]
fn a_stamp_rests_on_the_passes_that_an_answer_reads() {
    let folder = Folder::new();
    folder.write("before.yaml", TWO_PASSES);
    folder.write(
        "after.yaml",
        TWO_PASSES.replace("from: 2001-06}", "from: 2001-07}"),
    );
    for (line, is_stale) in [
        ("links", false),
        ("export spells", false),
        ("links --coder second-pass", true),
        ("export spells --coder second-pass", true),
        ("findings", true),
        ("export dataset", true),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let file = match line {
            "export dataset" => ["--stamp", "-o", "answer.yaml", "--data", "before.yaml"],
            "export spells" | "export spells --coder second-pass" => {
                ["--stamp", "-o", "answer.csv", "--data", "before.yaml"]
            }
            _ => ["--stamp", "-o", "answer.json", "--data", "before.yaml"],
        };
        let run = folder.run(&[&words, &file[..]].concat());
        assert_eq!(run.status, 0, "{line}: {}", run.stderr);
        let stale = |data: &str| folder.run(&["stale", file[2], "--data", data]).status;
        assert_eq!(stale("before.yaml"), 0, "{line}");
        assert_eq!(stale("after.yaml"), i32::from(is_stale), "{line}");
    }
    let stamp = find_stamp(&folder.read("answer.json")).expect("JSON holds its stamp");
    let names = stamp.records.expect("it lists its records");
    let mut names = names.iter().map(|(name, _)| name);
    assert!(names.any(|name| name == "partnerships/a–d/second-pass"));
}

#[test]
fn a_pass_that_the_dataset_defines_and_never_uses_is_noted() {
    let folder = Folder::new();
    let data = |coders: &str| {
        format!(
            "dataset: {{title: T, checks: {{partial-pass: error}}}}\n{coders}organizations: [{{id: a, name: A}}, {{id: b, name: \
             B}}]\npartnerships: [{{between: [a, b]}}]\n"
        )
    };
    folder.write("default.yaml", data(""));
    assert_eq!(folder.run(&["check", "default.yaml"]).status, 0);
    let coders = "vocabularies: {coders: [{id: one, label: One, definition: One.}, {id: two, label: Two, definition: Two.}]}\n";
    folder.write("own.yaml", data(coders));
    let report = folder.run(&["check", "own.yaml"]);
    assert_eq!(report.status, 1);
    assert!(
        report
            .text()
            .contains("the coding pass `two` reads 0 of 1 partnership\n"),
        "{}",
        report.text()
    );
}

#[test]
fn passes_are_listed_with_the_partnerships_that_they_read() {
    let folder = Folder::new();
    folder.write("three.yaml", without_second_of_b_and_c());
    let run = folder.run(&["list", "coders", "--format", "json", "--data", "three.yaml"]);
    let listed: Vec<String> = list(&json(&run)["rows"])
        .iter()
        .map(|row| format!("{} {}", row["id"], row["count"]).replace('"', ""))
        .collect();
    assert_eq!(listed[..2], ["first-pass 4", "second-pass 3"]);
}

#[test]
fn a_dyad_that_only_another_pass_reads_is_hinted_at() {
    let folder = Folder::new();
    folder.write(
        "data.yaml",
        "organizations: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]\n\
         partnerships: [{between: [a, b]}, {between: [a, c], coder: second-pass}]\n",
    );
    let note = "1 partnership is read only by another coding pass (--coder second-pass)";
    for line in [
        "show A C",
        "show A–C",
        "links --between A C",
        "motives --between A C",
    ] {
        let words: Vec<&str> = line.split(' ').chain(["--data", "data.yaml"]).collect();
        let run = folder.run(&words);
        assert_eq!(run.status, 1, "{line}");
        assert!(run.stderr.contains(note), "{line}: {}", run.stderr);
    }
    let other = folder.run(&["show", "B", "C", "--data", "data.yaml"]);
    assert!(!other.stderr.contains("coding pass"), "{}", other.stderr);
    let first = folder.run(&[
        "show",
        "A",
        "B",
        "--coder",
        "second-pass",
        "--data",
        "data.yaml",
    ]);
    assert!(
        first.stderr.contains("--coder first-pass"),
        "{}",
        first.stderr
    );
}

#[test]
fn what_only_the_other_pass_reads_is_noted_among_the_requested_organizations() {
    let folder = Folder::new();
    let only_second = "  - between: [b, d]\n    coder: second-pass\n    phases:\n      formal:\n\
        \x20       - {phase: contact, from: 2001, to: 2010}\nsources:";
    folder.write("data.yaml", TWO_PASSES.replace("sources:", only_second));
    let note = "1 partnership is read by only one of the first pass and the second pass";
    // The second pass alone reads the partnership of b and d; those of a and c are read by both.
    for (words, is_noted) in [
        (&["findings"][..], true),
        (&["findings", "--with", "BB"], true),
        (&["findings", "--with", "AA"], false),
        (&["findings", "--with", "CC"], false),
    ] {
        let run = folder.run(&[words, &["--format", "json", "--data", "data.yaml"]].concat());
        assert_eq!(run.text().contains(note), is_noted, "{words:?}");
    }
}
