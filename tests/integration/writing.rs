//! Writing datasets: as YAML from the model, and in canonical order with their comments.

use std::path::{Path, PathBuf};

use interorg::dataset::{self, ArrangeError};
use interorg::model::Dataset;
use proptest::prelude::*;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the YAML files in a folder of the project.
fn files(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(folder)).expect("the folder exists");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        })
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{folder} has files");
    files
}

/// Returns every dataset of the project, with its name.
fn datasets() -> Vec<(String, Dataset)> {
    let whole = [("data".to_owned(), dataset::builtin())];
    let single = ["examples", "tests/fixtures/valid"]
        .iter()
        .flat_map(|folder| files(folder));
    let single = single.map(|path| {
        let dataset = dataset::load([&path]).expect("the dataset is sound");
        (path.display().to_string(), dataset)
    });
    whole.into_iter().chain(single).collect()
}

#[test]
fn reading_writing_and_reading_again_is_the_identity() {
    for (name, dataset) in datasets() {
        let text = dataset::to_yaml(&dataset);
        let again = dataset::parse(&text).expect("what is written is sound");
        assert!(again == dataset, "{name} changes when it is written");
        assert_eq!(dataset::to_yaml(&again), text, "{name}");
    }
}

#[test]
fn only_sources_and_milestones_are_written_out_of_canonical_order() {
    for (name, dataset) in datasets() {
        let text = dataset::to_yaml(&dataset);
        let arranged =
            dataset::arrange(&name, &text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let twice = dataset::arrange(&name, &arranged).expect("it is sound");
        assert_eq!(arranged, twice, "{name}");
        assert_eq!(arranged.lines().count(), text.lines().count(), "{name}");
        let keys = |text: &str| -> Vec<String> {
            let organizations = text.split("\npartnerships:").next().unwrap_or_default();
            organizations.lines().map(str::to_owned).collect()
        };
        let moved = keys(&arranged)
            .into_iter()
            .zip(keys(&text))
            .find(|(a, b)| a != b);
        assert_eq!(moved, None, "{name}");
    }
}

#[test]
fn the_shipped_files_are_in_canonical_order() {
    for path in files("data").into_iter().chain(files("examples")) {
        let text = std::fs::read_to_string(&path).expect("it is text");
        let arranged = dataset::arrange("text", &text).expect("it is sound");
        assert!(arranged == text, "interorg fmt {}", path.display());
    }
}

#[test]
fn arranging_keeps_every_character_of_a_sound_fixture() {
    for path in files("tests/fixtures/valid") {
        let text = std::fs::read_to_string(&path).expect("it is text");
        let arranged = dataset::arrange("text", &text).expect("it is sound");
        let [before, after] = [&text, &arranged].map(|text| {
            let text = text.trim_start_matches('\u{FEFF}');
            let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
            letters.sort_unstable();
            letters
        });
        assert_eq!(before, after, "{}", path.display());
    }
}

proptest! {
    #[test]
    fn a_damaged_text_is_arranged_or_refused(
        which in 0usize..100,
        at in any::<prop::sample::Index>(),
        cut in 0usize..40,
        put in prop::sample::select(&["", "\n", "  ", "- ", "# x\n", "a: ", "{", "]", "\"", "|\n", "\t", "é", "? "][..]),
    ) {
        let files = files("tests/fixtures/valid");
        let text = std::fs::read_to_string(&files[which % files.len()]).expect("it is text");
        let letters: Vec<char> = text.chars().collect();
        let at = at.index(letters.len());
        let after = letters[at..].iter().skip(cut);
        let damaged: String = letters[..at].iter().chain(&put.chars().collect::<Vec<_>>()).chain(after).collect();
        match dataset::arrange("text", &damaged) {
            Ok(arranged) => {
                let twice = dataset::arrange("text", &arranged);
                prop_assert_eq!(twice.ok(), Some(arranged));
            }
            Err(ArrangeError::Unsound(report)) => prop_assert!(report.errors() > 0),
            Err(_) => {}
        }
    }
}

#[test]
fn the_codebook_is_current_and_explains_every_finding() {
    let mut bytes = Vec::new();
    dataset::write_codebook(&dataset::builtin(), &mut bytes).expect("memory takes it");
    let text = String::from_utf8(bytes).expect("UTF-8");
    for rule in dataset::FindingKind::rules() {
        let section = format!("\n### {}\n\n{}\n", rule.code, rule.explanation);
        assert!(text.contains(&section), "{} has a section", rule.code);
    }
    for part in [
        "\n**Coverage.** ",
        "\n**Conventions of the authors.**\n",
        "\n- **To cite it**: Cite ",
    ] {
        assert!(text.contains(part), "{part}");
    }
    let references = [
        "`between`",
        "`of`",
        "`through`",
        "`operation`",
        "`organization`",
        "`succeeds`",
        "`family`",
    ];
    for reference in references {
        let mut rows = text
            .lines()
            .filter(|row| row.contains(reference) && row.starts_with("| "));
        assert!(
            rows.any(|row| row.contains(" id") && row.contains("](#")),
            "{reference} leads to a record"
        );
    }
    let kept =
        std::fs::read_to_string(root().join("data/CODEBOOK.md")).expect("it is in the repository");
    assert!(
        kept == text,
        "write it again: interorg codebook > data/CODEBOOK.md"
    );
}

#[test]
fn a_dataset_comes_back_from_json() {
    for (name, dataset) in datasets() {
        let text = dataset::to_json(&dataset);
        let again = dataset::parse(&text).expect("what is written is sound");
        assert!(again == dataset, "{name} changes when it is written");
        assert_eq!(dataset::to_json(&again), text, "{name}");
    }
}

/// Generates texts with what JSON and YAML escape, and what could be taken for another value.
fn odd_text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "null",
        "~",
        "true",
        "12:30",
        "2003",
        "1e3",
        "-9",
        "{",
        "- a",
        "# b",
        "é",
        "\u{1F600}",
        "\u{2028}",
        "\u{85}",
        "\u{7F}",
        "\u{9B}",
        "\u{FFFE}",
        "\u{1}",
        "\"",
        "\\",
        "/",
        "\t",
        "\n",
        "'",
        "&a",
        "*a",
        "\u{FEFF}",
    ]);
    prop::collection::vec(word, 1..4).prop_map(|words| format!("x{}x", words.concat()))
}

proptest! {
    #[test]
    fn a_random_dataset_comes_back_from_json(
        texts in prop::collection::vec(odd_text(), 6),
        value in prop::sample::select(vec!["0", "-1.5", "0.1", "123456789012345", "1000000000000000000000", "unknown"]),
        dates in prop::collection::vec(prop::sample::select(vec!["2003", "2003-05", "0044", "-0044", "199X", "2003~", "../2011"]), 2),
    ) {
        let texts: Vec<String> = texts.iter().map(|text| serde_json::to_string(text).expect("a text")).collect();
        let [title, name, alias, attribute, quote, note] = &texts[..] else { unreachable!("there are six") };
        let (value, [from, founded]) = (serde_json::to_string(value).expect("a text"), [dates[0], dates[1]]);
        let text = format!(
            r#"{{"dataset": {{"title": {title}, "labels": {{"operation": "treaty"}}, "cite": ["s"]}},
            "vocabularies": {{"phases": [], "amounts": [{{"id": "troops", "label": "T", "definition": "D", "kind": "stock"}}],
              "roles": [{{"id": "party", "label": "P", "definition": "D", "ties": false}}]}},
            "organizations": [{{"id": "a", "name": {name}, "aliases": [{alias}], "attributes": {{"k": {attribute}}}, "founded": "{founded}"}}],
            "operations": [{{"id": "o", "name": "O", "url": "https://example.org", "notes": [{note}],
              "participations": [{{"organization": "a", "role": "party", "from": "{from}", "status": "unknown",
                "amounts": [{{"what": "troops", "value": {value}, "from": "{from}"}}],
                "cite": [{{"source": "s", "quote": {quote}}}]}}]}}],
            "sources": {{"s": {{"title": "S"}}}}}}"#
        );
        let Ok(dataset) = dataset::parse(&text) else {
            // A text may have no visible characters, or a date be impossible.
            return Ok(());
        };
        let json = dataset::to_json(&dataset);
        prop_assert_eq!(dataset::parse(&json).expect("what is written is sound"), dataset.clone());
        let yaml = dataset::to_yaml(&dataset);
        prop_assert_eq!(dataset::parse(&yaml).expect("what is written is sound"), dataset);
    }
}
