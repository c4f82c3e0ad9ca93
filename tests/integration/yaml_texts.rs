//! YAML that the program writes means the same to readers of YAML 1.1.

use std::collections::HashSet;

use interorg::dataset::{self, LoadError};
use interorg::model::Dataset;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value as Json, json};

use super::readers::python;

/// Texts that some version of YAML takes for something else, or that are hard to write.
const AMBIGUOUS: [&str; 62] = [
    "NO",
    "no",
    "No",
    "y",
    "Y",
    "n",
    "yes",
    "on",
    "ON",
    "Off",
    "true",
    "False",
    "null",
    "Null",
    "~",
    "=",
    "<<",
    ".inf",
    "-.INF",
    "+.inf",
    ".NaN",
    "12:30",
    "-1:30",
    "1:30:59.5",
    "190:20:30",
    "1_000",
    "0b1",
    "0o17",
    "017",
    "09",
    "0x1F",
    "1e3",
    "1.5e+3",
    "1.",
    ".5",
    "+1",
    "-1",
    "2003",
    "2003-05-12",
    "2003-5-1",
    "2001-12-14t21:59:43.10-05:00",
    "2001-12-14 21:59:43.10 -5",
    "2003-05",
    "0044",
    "-",
    "--- a",
    "...",
    "? a",
    ": a",
    "a: b",
    "a #b",
    "#",
    "a:",
    "[",
    "{}",
    "*a",
    "&a",
    "!!int 1",
    "%a",
    "@a",
    "a\nb",
    "a\n\n b\n",
];

/// Ids that are something else without quotes.
const IDS: [&str; 8] = ["s", "no", "on", "y", "1e3", "0o17", "2003", "null"];

/// Returns many different texts: all that are known to be ambiguous, variations of them, and any others.
fn texts() -> Vec<String> {
    const COUNT: usize = 4000;
    let parts = prop::sample::select(
        &[
            "0", "1", "9", "_", ":", ".", "-", "+", "e", "E", "x", "o", "b", "T", "Z", " ", "#",
            "~", "<", "=", "y", "no", "\n", "'", "\"", "\\", "é", "\t", "\u{85}", "\u{2028}",
            "\u{FEFF}", "😀", ",",
        ][..],
    );
    let text = prop_oneof![
        prop::collection::vec(parts, 1..8).prop_map(|parts| parts.concat()),
        "[-+]?[0-9][0-9_]{0,3}(:[0-5][0-9]){0,2}(\\.[0-9]{0,2})?",
        "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ][0-9]{1,2}:[0-9]{2}:[0-9]{2}Z?)?",
        "\\PC{1,30}",
    ];
    let mut runner = TestRunner::deterministic();
    let generated = std::iter::repeat_with(|| {
        let tree = text
            .new_tree(&mut runner)
            .expect("the strategy rejects nothing");
        tree.current()
    });
    let generated: Vec<String> = generated.take(COUNT).collect();
    let known = AMBIGUOUS.iter().map(|text| (*text).to_owned());
    let mut seen = HashSet::new();
    let all = known.chain(generated);
    // A text without a letter or sign is refused by `check`.
    all.filter(|text| {
        text.chars()
            .any(|c| c.is_alphanumeric() || c.is_ascii_punctuation())
    })
    .filter(|text| seen.insert(text.clone()))
    .collect()
}

/// Returns a dataset with the texts as items, values, keys and titles.
fn dataset_of(texts: &[String]) -> Dataset {
    let mapping: serde_json::Map<String, Json> = texts
        .iter()
        .map(|text| (text.clone(), json!(text)))
        .collect();
    let sources: serde_json::Map<String, Json> = IDS
        .iter()
        .zip(texts)
        .map(|(id, text)| {
            let mut source = json!({ "title": text });
            if *id == "s" {
                source["serial-number"] = Json::Object(mapping.clone());
            }
            ((*id).to_owned(), source)
        })
        .collect();
    let document = json!({
        "dataset": { "conventions": texts },
        "organizations": [{ "id": "no", "name": "N", "founded": 2003, "dissolved": "2004-05-12", "identifiers": mapping }],
        "sources": sources,
    });
    // JSON is YAML if characters that YAML does not print are escaped.
    let escaped: String = document
        .to_string()
        .chars()
        .map(|c| match c {
            ' '..='~' | '\u{10000}'.. => c.to_string(),
            c => format!("\\u{:04x}", u32::from(c)),
        })
        .collect();
    match dataset::parse(&escaped) {
        Ok(dataset) => dataset,
        Err(LoadError::Invalid(report)) => panic!("{:?}", report.findings()[0].kind),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn a_reader_of_yaml_1_1_reads_every_text_as_it_was() {
    let texts = texts();
    let dataset = dataset_of(&texts);
    let written = dataset::to_yaml(&dataset);
    assert!(dataset::parse(&written).is_ok_and(|again| again == dataset));

    let folder = tempfile::tempdir().expect("there is a place for it");
    let [path, library] = ["dataset.yaml", "library.yaml"].map(|name| folder.path().join(name));
    std::fs::write(&path, written).expect("it is written");
    let entries = dataset::to_hayagriva(dataset.sources());
    std::fs::write(&library, entries).expect("it is written");
    let Some(answer) = python("yaml_texts.py", &["yaml"], &[&path, &library]) else {
        return;
    };
    let read: Json = serde_json::from_str(&answer).expect("it is JSON");
    let list = |key: &str| read[key].as_array().expect("it is a list").clone();
    for (item, text) in list("list").iter().zip(&texts) {
        assert_eq!(item, text);
    }
    for key in ["mapping", "numbers"] {
        assert_eq!(list(key).len(), texts.len(), "{key}");
        for (pair, text) in list(key).iter().zip(&texts) {
            assert_eq!(*pair, json!([text, text]), "{key}");
        }
    }
    assert_eq!(read["titles"], json!(texts[..IDS.len()]));
    assert_eq!(read["keys"], json!(IDS));
    assert_eq!(read["library"], json!(IDS));
    // Dates keep the type that readers give them.
    assert_eq!(read["dates"], json!(["int", "date"]));
}

#[test]
fn formatting_keeps_quotes_as_they_are() {
    let text = "organizations:\n  - name: \"NO\"\n    id: 'no'\n    aliases: [\"on\", off]\n";
    let arranged = dataset::arrange("text", text).expect("it is sound");
    let expected = "organizations:\n  - id: 'no'\n    name: \"NO\"\n    aliases: [\"on\", off]\n";
    assert_eq!(arranged, expected);
}
