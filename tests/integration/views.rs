//! Named views: what a dataset may say about them.

use std::path::Path;

use interorg::dataset::{self, Input, LoadError};
use interorg::model::NamedView;

/// Returns the subcommand of a view with its arguments, its options with their values, and its formats.
fn described(view: &NamedView) -> (String, Vec<String>, Vec<&str>) {
    let words = std::iter::once(&view.subcommand).chain(&view.arguments);
    let words: Vec<&str> = words.map(|word| &**word).collect();
    let options = view.options.iter();
    (
        words.join("|"),
        options
            .map(|option| format!("{}={}", option.name, option.values.join("|")))
            .collect(),
        view.formats.iter().map(|format| format.as_str()).collect(),
    )
}

#[test]
fn options_are_texts_however_they_are_written() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/valid/views.yaml");
    let dataset = dataset::load([fixture]).expect("it is sound");
    let names: Vec<&str> = dataset.views().iter().map(|view| &*view.name).collect();
    assert_eq!(names, ["figure-1-network", "table-1", "all-links"]);
    let [network, table, links] = dataset.views() else {
        panic!("there are three views");
    };
    let options = ["at=2005", "motives=true", "theme=print", "keep=12"].map(str::to_owned);
    assert_eq!(
        described(network),
        ("diagram".to_owned(), options.to_vec(), vec!["svg", "pdf"])
    );
    let options = [
        "during=2003-05..2010",
        "evidence=false",
        "title=2005",
        "scale=2.5",
        "with=UN|2005|true",
    ];
    assert_eq!(
        described(table),
        (
            "show|African Union".to_owned(),
            options.map(str::to_owned).to_vec(),
            vec!["md"]
        )
    );
    assert_eq!(
        described(links),
        ("links".to_owned(), Vec::new(), vec!["csv"])
    );
}

#[test]
fn what_a_view_may_not_be_is_found_at_its_place() {
    for (view, code, marked) in [
        (
            "{name: Figure 1, view: diagram, formats: [svg]}",
            "invalid-id",
            "Figure 1",
        ),
        (
            "{name: ../up, view: diagram, formats: [svg]}",
            "invalid-id",
            "../up",
        ),
        (
            "{name: up, view: diagram, formats: [svg/../../up]}",
            "invalid-id",
            "svg/../../up",
        ),
        (
            "{name: up, view: diagram, options: {--at: 2005}, formats: [svg]}",
            "invalid-id",
            "--at",
        ),
        (
            "{name: up, view: diagram, option: {at: 2005}, formats: [svg]}",
            "unknown-key",
            "option",
        ),
        (
            "{name: up, view: \" \", formats: [svg]}",
            "empty-text",
            "\" \"",
        ),
        ("{name: up, view: [], formats: [svg]}", "empty-text", "[]"),
        (
            "{name: up, view: diagram, options: {at: ~}, formats: [svg]}",
            "wrong-type",
            "~",
        ),
        (
            "{name: up, view: diagram, options: {at: {a: 1}}, formats: [svg]}",
            "wrong-type",
            "{a: 1}",
        ),
        (
            "{name: up, view: diagram}",
            "missing-key",
            "{name: up, view: diagram}",
        ),
    ] {
        let text = format!("views: [{view}]\n");
        let error = dataset::views(vec![Input::new("views.yaml", text)]).expect_err(view);
        let LoadError::Invalid(report) = error else {
            panic!("{view}: {error}");
        };
        let [finding] = report.findings() else {
            panic!("{view}:\n{}", report.render(false));
        };
        let place = finding.place.as_ref().expect("it has a place");
        let found = &report.texts()[place.text].text[place.span.clone()];
        assert_eq!((finding.kind.code(), found), (code, marked), "{view}");
    }
}

#[test]
fn a_file_of_views_needs_no_organizations() {
    let input = || {
        Input::new(
            "views.yaml",
            "views: [{name: a, view: links, formats: [csv]}]",
        )
    };
    let views = dataset::views(vec![input()]).expect("they are sound");
    assert_eq!(views.len(), 1);
    let report = dataset::check(vec![input()]).report;
    assert_eq!(report.findings()[0].kind.code(), "empty-dataset");
}
