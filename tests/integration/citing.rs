//! Bibliographies: every source comes through every style, and others read them.

use interorg::export::{Style, write_bibliography};
use interorg::graph::Graph;
use interorg::model::Source;
use interorg::query::Filter;
use interorg::{dataset, view};

use crate::readers::python;

fn written(sources: &[&Source], style: &str, numbered: bool) -> String {
    let style: Style = style.parse().expect("the style is known");
    let mut bytes = Vec::new();
    write_bibliography(sources, style, numbered, &mut bytes).expect("memory takes it");
    String::from_utf8(bytes).expect("UTF-8")
}

fn with_shipped_sources(test: impl FnOnce(&Graph, &[&Source])) {
    let graph = Graph::new(dataset::builtin());
    let query = Filter::default().resolve(&graph).expect("it has no words");
    let sources = view::sources(&query.select());
    assert!(
        sources.len() > 300,
        "the six partnerships rest on {}",
        sources.len()
    );
    test(&graph, &sources);
}

#[test]
fn every_style_sets_every_source_once() {
    with_shipped_sources(|_, sources| {
        for style in [
            "apa",
            "chicago-author-date",
            "american-political-science-association",
            "ieee",
        ] {
            let text = written(sources, style, false);
            assert_eq!(text.lines().count(), sources.len(), "{style}");
            assert!(!text.contains('\u{1b}'), "{style} has no terminal codes");
            for source in sources {
                assert!(text.contains(&*source.title), "{style}: {}", source.title);
            }
        }
    });
}

#[test]
fn every_style_that_is_listed_sets_a_bibliography_or_says_why_not() {
    let title = "Framework for {EU-NATO} cooperation: 100 % & $5";
    let yaml = format!(
        "organizations:\n  - {{id: un, name: U, cite: [a]}}\nsources:\n  a:\n    title: '{title}'\n    \
         author: ['Haugevik, Kristin M.', NUPI]\n    date: 2007~\n    type: report\n"
    );
    let dataset = dataset::parse(&yaml).expect("it is sound");
    let sources: Vec<&Source> = dataset.sources.iter().collect();
    let names = Style::names();
    assert!(names.len() > 50, "{}", names.len());
    for name in names {
        let style: Style = name.parse().expect("it is listed");
        let mut bytes = Vec::new();
        match write_bibliography(&sources, style, false, &mut bytes) {
            Ok(()) => assert!(!bytes.is_empty(), "{name}"),
            Err(error) => assert!(
                error.to_string().contains("no bibliography"),
                "{name}: {error}"
            ),
        }
    }
    assert!(
        written(&sources, "apa", false).contains(title),
        "letters are kept"
    );
}

#[test]
fn an_unknown_style_is_an_error_with_suggestions() {
    let error = "chicago-author-dat"
        .parse::<Style>()
        .expect_err("there is no such style");
    assert!(
        error
            .candidates
            .iter()
            .any(|name| name == "chicago-author-date"),
        "{error:?}"
    );
}

#[test]
fn sources_have_the_numbers_that_a_dossier_gives_them() {
    let graph = Graph::new(dataset::builtin());
    let filter = Filter {
        between: vec!["UN".into(), "AU".into()],
        ..Filter::default()
    };
    let selection = filter.resolve(&graph).expect("they are known").select();
    let standing = selection.iter().next().expect("they are partners");
    let dossier = view::dyad(&selection, standing, true);
    let cited = dossier
        .sources
        .iter()
        .filter_map(|reference| graph.dataset().sources.find(&reference.id));
    let cited: Vec<&Source> = cited.collect();
    let text = written(&cited, "apa", true);
    assert_eq!(text.lines().count(), dossier.sources.len());
    for (line, reference) in text.lines().zip(&dossier.sources) {
        let title = &graph
            .dataset()
            .sources
            .find(&reference.id)
            .expect("it is there")
            .title;
        assert!(
            line.starts_with(&format!("[{}] ", reference.number)),
            "{line}"
        );
        assert!(line.contains(&**title), "{line}");
    }
}

#[test]
fn csl_json_names_every_source() {
    with_shipped_sources(|_, sources| {
        let items: serde_json::Value =
            serde_json::from_str(&written(sources, "csl-json", false)).expect("JSON");
        let items = items.as_array().expect("a list");
        assert_eq!(items.len(), sources.len());
        for (item, source) in items.iter().zip(sources) {
            assert_eq!(item["id"], source.id.as_str());
            assert_eq!(item["title"], &*source.title);
            let year = source.date.and_then(|date| date.year());
            if let (Some(year), Some(parts)) = (year, item["issued"]["date-parts"][0].as_array()) {
                assert_eq!(parts[0], year, "{}", source.id);
            }
        }
    });
}

#[test]
fn hayagriva_and_bibtex_are_read_by_others() {
    with_shipped_sources(|_, sources| {
        let library = hayagriva::io::from_yaml_str(&written(sources, "hayagriva", false))
            .expect("Hayagriva reads it");
        assert_eq!(library.len(), sources.len());
        let folder = tempfile::tempdir().expect("there is a place for it");
        let path = folder.path().join("sources.bib");
        std::fs::write(&path, written(sources, "bibtex", false)).expect("it is written");
        let Some(read) = python("bibtex.py", &["bibtexparser"], &[&path]) else {
            return;
        };
        let ids: Vec<&str> = read
            .lines()
            .filter_map(|line| line.split('\t').next())
            .collect();
        let expected: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
        assert_eq!(ids, expected);
        for (line, source) in read.lines().zip(sources) {
            let address = line.split('\t').nth(1).unwrap_or_default();
            assert_eq!(address, source.url.as_deref().unwrap_or_default());
        }
    });
}

#[test]
fn the_dataset_and_the_program_can_be_cited() {
    let shipped = dataset::builtin();
    let own = view::how_to_cite(&shipped);
    let text = written(&own.iter().collect::<Vec<_>>(), "apa", false);
    let title = shipped.about.title.as_deref().expect("it has a title");
    assert!(
        text.contains(title) && text.contains("[Data set]"),
        "{text}"
    );
    assert!(
        text.contains("[Computer software]") && text.contains(env!("CARGO_PKG_VERSION")),
        "{text}"
    );
}
