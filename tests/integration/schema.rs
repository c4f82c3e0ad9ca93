//! The JSON Schema accepts the documents that the loader accepts, and no others, up to the list in its documentation.

use std::collections::BTreeSet;
use std::path::Path;

use interorg::dataset::{self, Checked, FindingKind, Input, Severity};
use interorg::model::{DateError, RecordKind};
use proptest::strategy::{Strategy, ValueTree as _};
use proptest::test_runner::TestRunner;
use serde_json::{Value as Json, json};

use super::readers::python;

/// The number of documents that are compared, unless `CASES` in the environment is another one.
const CASES: usize = 2_000;

/// The codes of errors that a schema of one document cannot state.
const BEYOND_SCHEMA: [&str; 19] = [
    // what other records, files or the default citations decide
    "duplicate-dyad",
    "duplicate-id",
    "duplicate-view",
    "empty-dataset",
    "foreign-actor",
    "foreign-motive",
    "not-a-predecessor",
    "part-of-itself",
    "phases-twice",
    "self-pair",
    "succession-cycle",
    "uncited-claim",
    "undirected-phase",
    // two keys that exclude each other
    "accessed-twice",
    "existence-twice",
    "joint-field",
    "no-condition",
    "summed-stock",
    // nesting
    "beyond-limit",
];

/// The codes of errors about the order of dates.
const ORDER: [&str; 7] = [
    "end-before-start",
    "existence-out-of-order",
    "overlapping-phases",
    "phase-after-dissolution",
    "phase-before-founding",
    "phase-in-gap",
    "phases-out-of-order",
];

/// Returns `true` if a schema of one document cannot state an error. The terms of vocabularies count only if the document
/// changes its own.
fn is_beyond_schema(kind: &FindingKind, changes_terms: bool) -> bool {
    match kind {
        FindingKind::InvalidDate { text, error } => {
            let is_calendar = matches!(
                error,
                DateError::NoSuchDay { .. } | DateError::YearOutOfRange | DateError::Reversed
            );
            // The number 44 may be written `0044`.
            let is_number = text.len() < 5 && text.parse::<i32>().is_ok();
            is_calendar || is_number
        }
        FindingKind::Unknown { record, .. } => {
            let is_term = !matches!(
                record,
                RecordKind::Organization
                    | RecordKind::Operation
                    | RecordKind::Source
                    | RecordKind::Series
                    | RecordKind::MotiveFamily
            );
            changes_terms || !is_term
        }
        kind => BEYOND_SCHEMA.contains(&kind.code()) || ORDER.contains(&kind.code()),
    }
}

/// Words and other values that some key expects, and that others refuse.
fn values() -> Vec<Json> {
    let texts = [
        "",
        " ",
        "\t",
        "x",
        "un",
        "UN",
        "A b",
        "a-b",
        "-a",
        "a--b",
        "true",
        "null",
        "~",
        "1e3",
        "é",
        "unknown",
        "..",
        "high",
        "error",
        "warning",
        "note",
        "stock",
        "flow",
        "sum",
        "last",
        "recorded",
        "contact",
        "dormant",
        "formal",
        "values",
        "lead",
        "primary",
        "article",
        "Article",
        "ARTICLE",
        "artícle",
        "translator",
        "Translator",
        "cast-member",
        "CastMember",
        "castMember",
        "Cast-Member",
        "cast-memBer",
        "CAST",
        "end-before-start",
        "unknown-phase",
        "report",
        "book",
        "first",
        "2003",
        "-2003",
        "0000",
        "-0000",
        "-000X",
        "-001X",
        "199X",
        "19XX",
        "1XXX",
        "2003-05",
        "2003-13",
        "2003-21",
        "2003-25",
        "2003-XX",
        "2003-XX-XX",
        "2003-XX-05",
        "2003-05-XX",
        "2003-21-05",
        "2003-05-12",
        "2003-02-30",
        "2003-5-1",
        "199X-05",
        "2003~",
        "2003?",
        "2003%",
        "2003-05-12~",
        "~2003",
        "~2003~",
        "~2003/2004",
        "~../2004",
        "~2003/..",
        "~..",
        "Y17000",
        "Y-17000~",
        "Y2003",
        "Y07000",
        "Y99999999",
        "17000",
        "2003/2004",
        "2004/2003",
        "2003/",
        "/2003",
        "../2003",
        "2003/..",
        "/",
        "../..",
        "/..",
        "2003/2004/2005",
        "2003~/2004?",
        "2003-05-12T12:00",
        "20030512",
        "２００３",
        "2003 ",
        "5",
        "-5",
        "0.5",
        "-0.5",
        "1.",
        ".5",
        "1,000",
        "1e5",
        "+5",
        "550",
        "1234567890.12345",
        "http://e.org",
        "HTTPS://e.org/a?b=c#d",
        "https://[::1]/",
        "https://é.org",
        "http://",
        "http:///a",
        "http://.org",
        "http://e.org/a b",
        "http://e.org/<a>",
        "http://e.org/\u{a0}",
        "http://e.org/\u{85}",
        "http://e.org/\u{2003}",
        "http://e.org/é",
        "ftp://e.org",
        "e.org",
        "javascript:alert(1)",
    ];
    let others = [
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(5),
        json!(-5),
        json!(44),
        json!(2003),
        json!(-2003),
        json!(20035),
        json!(2003.5),
        json!(0.5),
        json!(-0.5),
        json!(123456789012345_u64),
        json!([]),
        json!({}),
        json!([null]),
        json!([[]]),
        json!([""]),
        json!(["un", "au"]),
        json!(["un", "un"]),
        json!([2003, "2004-05"]),
        json!([true, 5]),
        json!({"": ""}),
        json!({"x": "y"}),
        json!({"x": null}),
        json!({"fr": 5, "A b": true}),
        json!({"value": "http://e.org"}),
        json!({"value": ""}),
        json!({"value": "x", "short": null}),
        json!({"name": "x"}),
        json!({"name": null}),
        json!({"source": "book"}),
        json!({"organization": "un"}),
        json!({"title": "x"}),
        json!({"title": ""}),
        json!([{"title": "x"}]),
        json!([{"from": 1963}]),
        json!({"statement": "x"}),
    ];
    texts.into_iter().map(Json::from).chain(others).collect()
}

/// A change of a document, by numbers that choose it.
#[derive(Debug, Clone, Copy)]
struct Change {
    place: usize,
    kind: usize,
    first: usize,
    second: usize,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let number = || 0..100_000_usize;
    let change = (number(), 0..12_usize, number(), number());
    let change = change.prop_map(|(place, kind, first, second)| Change {
        place,
        kind,
        first,
        second,
    });
    proptest::collection::vec(change, 1..4)
}

/// Changes a document. Returns what was done.
fn change(document: &mut Json, change: Change, values: &[Json], keys: &[String]) -> String {
    let paths = paths(document);
    let path = &paths[change.place % paths.len()];
    let value = match change.first % 8 {
        0 => document
            .pointer(&paths[change.second % paths.len()])
            .cloned(),
        _ => None,
    };
    let value = value.unwrap_or_else(|| values[change.second % values.len()].clone());
    let key = &keys[change.first % keys.len()];
    let node = document
        .pointer_mut(path)
        .expect("the path is in the document");
    match (change.kind, node) {
        (0, Json::Object(entries)) if !entries.is_empty() => {
            let lost = entries.keys().nth(change.first % entries.len()).cloned();
            let lost = lost.expect("there is an entry");
            entries.remove(&lost);
            format!("{path}: without {lost:?}")
        }
        (1, Json::Object(entries)) if !entries.is_empty() => {
            let old = entries.keys().nth(change.second % entries.len()).cloned();
            let old = old.expect("there is an entry");
            let value = entries.remove(&old).expect("it is there");
            entries.insert(key.clone(), value);
            format!("{path}: {key:?} for {old:?}")
        }
        (2 | 3, Json::Object(entries)) => {
            let done = format!("{path}: with {key:?}: {value}");
            entries.insert(key.clone(), value);
            done
        }
        (0 | 1, Json::Array(items)) if !items.is_empty() => {
            let lost = items.remove(change.first % items.len());
            format!("{path}: without the item {lost}")
        }
        (2, Json::Array(items)) => {
            let done = format!("{path}: with the item {value}");
            items.push(value);
            done
        }
        (3, Json::Array(items)) if !items.is_empty() => {
            let double = items[change.first % items.len()].clone();
            items.push(double);
            format!("{path}: with an item twice")
        }
        (4, node) => {
            *node = json!([node.take()]);
            format!("{path}: in a list")
        }
        (5, node) => {
            *node = json!({ key.as_str(): node.take() });
            format!("{path}: in a mapping under {key:?}")
        }
        (_, node) => {
            *node = value;
            format!("{path}: {node}")
        }
    }
}

/// Returns the JSON pointers of all values but the document itself.
fn paths(document: &Json) -> Vec<String> {
    fn walk(value: &Json, path: &str, paths: &mut Vec<String>) {
        let mut child = |key: &str, value: &Json| {
            let key = key.replace('~', "~0").replace('/', "~1");
            let path = format!("{path}/{key}");
            paths.push(path.clone());
            walk(value, &path, paths);
        };
        match value {
            Json::Object(entries) => entries.iter().for_each(|(key, value)| child(key, value)),
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    child(&index.to_string(), item);
                }
            }
            _ => {}
        }
    }
    let mut paths = Vec::new();
    walk(document, "", &mut paths);
    paths
}

/// Writes a value as YAML on one line. Null is written as nothing wherever YAML allows it.
fn with_empty_nulls(value: &Json) -> String {
    match value {
        Json::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| match value {
                Json::Null => format!("{}: ", Json::from(key.as_str())),
                value => format!("{}: {}", Json::from(key.as_str()), with_empty_nulls(value)),
            });
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Json::Array(items) => {
            let items = items.iter().map(with_empty_nulls);
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        Json::Null => "~".to_owned(),
        value => value.to_string(),
    }
}

/// Escapes the characters that JSON has as they are and YAML reads otherwise.
fn escaped(json: &str) -> String {
    let escape = |letter: char| match letter {
        '\u{7f}'..='\u{a0}' | '\u{2028}' | '\u{2029}' => format!("\\u{:04x}", u32::from(letter)),
        letter => letter.to_string(),
    };
    json.chars().map(escape).collect()
}

fn check(text: String) -> Checked {
    dataset::check(vec![Input::new("data.yaml", text.into_bytes())])
}

/// Returns the errors of a document, and how its spellings are read differently; `None` if they are read identically.
fn errors(document: &Json) -> (Vec<FindingKind>, Option<String>) {
    let spellings = [
        document.to_string(),
        format!("---\n{}\n", escaped(&document.to_string())),
        format!("---\n{}\n", escaped(&with_empty_nulls(document))),
    ];
    let [json, yaml, empty] = spellings.map(|text| {
        let checked = check(text);
        let findings = checked.report.findings().iter();
        let kinds = findings.map(|finding| finding.kind.clone());
        let errors = kinds.filter(|kind| kind.severity() == Severity::Error);
        (errors.collect::<Vec<_>>(), checked.dataset)
    });
    // A word that is lost with a record may be the name of another one: `null` or `~`.
    let stated = |errors: &[FindingKind]| -> Vec<FindingKind> {
        let errors = errors.iter();
        let stated = errors.filter(|kind| !matches!(kind, FindingKind::Unknown { .. }));
        stated.cloned().collect()
    };
    let differs = |one: &(Vec<_>, Option<_>), other: &(Vec<_>, Option<_>)| {
        one.1 != other.1 || stated(&one.0) != stated(&other.0)
    };
    let difference = if differs(&json, &yaml) {
        Some(format!("JSON {:?} YAML {:?}", json.0, yaml.0))
    } else if differs(&yaml, &empty) {
        Some(format!("`null` {:?} nothing {:?}", yaml.0, empty.0))
    } else {
        None
    };
    (json.0, difference)
}

/// A dataset with every key of some records, and its schema.
struct Example {
    name: String,
    document: Json,
    schema: Json,
}

/// Returns the examples, which together have every key.
fn examples() -> Vec<Example> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/keys");
    let files = std::fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = files
        .map(|file| file.expect("it can be listed").path())
        .collect();
    paths.sort();
    let examples = paths.iter().map(|path| {
        let text = std::fs::read_to_string(path).expect("it is UTF-8");
        let value: serde_yaml::Value = serde_yaml::from_str(&text).expect("it is YAML");
        let checked = check(text);
        assert_eq!(checked.report.findings(), [], "{path:?}");
        let dataset = checked.dataset.expect("there is no finding");
        let schema = dataset::schema(dataset.vocabularies());
        Example {
            name: path
                .file_stem()
                .expect("it has a name")
                .to_string_lossy()
                .into_owned(),
            document: serde_json::to_value(value).expect("its keys are texts"),
            schema: serde_json::from_str(&schema).expect("it is JSON"),
        }
    });
    examples.collect()
}

/// Returns all keys of the mappings of a schema, and others.
fn keys(schema: &Json) -> Vec<String> {
    let mut keys: BTreeSet<String> = [
        "",
        "x",
        "Id",
        "<<",
        "fr",
        "end-before-start",
        "unknown-phase",
        "formal",
        "A b",
    ]
    .map(str::to_owned)
    .into();
    let definitions = schema["definitions"].as_object().expect("they are there");
    for record in definitions.values().chain([schema]) {
        let properties = record["properties"].as_object().into_iter().flatten();
        keys.extend(properties.map(|(key, _)| key.clone()));
    }
    keys.into_iter().collect()
}

/// A changed document.
struct Case {
    /// The number of the example.
    example: usize,
    document: Json,
    /// What was changed.
    done: Vec<String>,
}

/// Changes examples at random, those more often that have more values.
fn cases(examples: &[Example], count: usize) -> Vec<Case> {
    let (values, keys, changes) = (values(), keys(&examples[0].schema), changes());
    // An example for each of its values.
    let numbered = examples.iter().enumerate();
    let places: Vec<usize> = numbered
        .flat_map(|(number, example)| paths(&example.document).into_iter().map(move |_| number))
        .collect();
    let mut runner = TestRunner::deterministic();
    let mut cases = Vec::new();
    for number in 0..count {
        // The step is prime, so that it leads to every place.
        let example = places[number * 7919 % places.len()];
        let tree = changes
            .new_tree(&mut runner)
            .expect("the strategy rejects nothing");
        let mut document = examples[example].document.clone();
        let mut done = vec![examples[example].name.clone()];
        for one in tree.current() {
            done.push(change(&mut document, one, &values, &keys));
        }
        cases.push(Case {
            example,
            document,
            done,
        });
    }
    cases
}

/// Returns what an independent validator answers to each document; `None` if it is not installed.
fn answers(examples: &[Example], cases: &[Case]) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().expect("there is a place for it");
    let schemas: Vec<&Json> = examples.iter().map(|example| &example.schema).collect();
    let schemas = serde_json::to_vec(&schemas).expect("it is JSON");
    std::fs::write(folder.path().join("schemas.json"), schemas).expect("it is written");
    let lines = cases
        .iter()
        .map(|case| json!([case.example, case.document]).to_string());
    let lines = lines.collect::<Vec<_>>().join("\n");
    std::fs::write(folder.path().join("cases.jsonl"), lines).expect("it is written");
    let answers = python("schema_cases.py", &["jsonschema"], &[folder.path()])?;
    Some(answers.lines().map(str::to_owned).collect())
}

#[test]
fn the_schema_and_the_loader_accept_the_same_documents() {
    let count = std::env::var("CASES")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(CASES);
    let examples = examples();
    let cases = cases(&examples, count);
    let Some(answers) = answers(&examples, &cases) else {
        return;
    };
    assert_eq!(answers.len(), cases.len());
    let mut disagreements = Vec::new();
    let (mut accepted, mut refused) = (0, 0);
    for (Case { document, done, .. }, answer) in cases.iter().zip(&answers) {
        let (errors, difference) = errors(document);
        disagreements.extend(difference.map(|difference| format!("{done:?}: {difference}")));
        let changes_terms = done.iter().any(|done| done.contains("vocabularies"));
        let mut stated = errors
            .iter()
            .filter(|kind| !is_beyond_schema(kind, changes_terms));
        match (answer == "yes", stated.next()) {
            (true, Some(error)) => {
                disagreements.push(format!("only the loader refuses {done:?}: {error}"))
            }
            (true, None) => accepted += 1,
            (false, _) if errors.is_empty() => {
                disagreements.push(format!("only the schema refuses {done:?}: {answer}"))
            }
            (false, _) => refused += 1,
        }
    }
    assert!(
        disagreements.is_empty(),
        "{} of {count}:\n{}",
        disagreements.len(),
        disagreements.join("\n")
    );
    // Both sides are tried.
    assert!(
        accepted > count / 10 && refused > count / 4,
        "{accepted} accepted, {refused} refused"
    );
}

#[test]
fn the_examples_have_every_key() {
    let examples = examples();
    let mut missing = BTreeSet::new();
    let schema = &examples[0].schema;
    let definitions = schema["definitions"].as_object().expect("they are there");
    let root = String::new();
    let records = definitions.iter().chain([(&root, schema)]);
    for (name, record) in records.filter(|(name, _)| !["Title"].contains(&name.as_str())) {
        let properties = record["properties"].as_object().into_iter().flatten();
        missing.extend(properties.map(|(key, _)| (name.clone(), key.clone())));
    }
    for example in &examples {
        find_keys(&example.document, schema, "", schema, &mut missing);
    }
    assert_eq!(missing, BTreeSet::new());
}

/// Removes the keys of a value, and of all values in it, from those that are missing.
fn find_keys(
    value: &Json,
    schema: &Json,
    name: &str,
    root: &Json,
    missing: &mut BTreeSet<(String, String)>,
) {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().expect("it has a name");
        return find_keys(value, &root["definitions"][name], name, root, missing);
    }
    for alternative in ["anyOf", "allOf"]
        .iter()
        .filter_map(|key| schema[*key].as_array())
        .flatten()
    {
        find_keys(value, alternative, "", root, missing);
    }
    match value {
        Json::Object(entries) => {
            for (key, value) in entries {
                missing.remove(&(name.to_owned(), key.clone()));
                let own = schema["properties"]
                    .get(key)
                    .unwrap_or(&schema["additionalProperties"]);
                find_keys(value, own, "", root, missing);
            }
        }
        Json::Array(items) => items
            .iter()
            .for_each(|item| find_keys(item, &schema["items"], "", root, missing)),
        _ => {}
    }
}

/// Returns the codes of the findings of a text.
fn codes(text: &str) -> Vec<&'static str> {
    let checked = check(text.to_owned());
    let findings = checked.report.findings().iter();
    findings.map(|finding| finding.kind.code()).collect()
}

#[test]
fn numbers_and_truth_values_are_texts_wherever_a_text_is_read() {
    let text = "\
organizations: [{id: un, name: U, notes: true, cite: [7], member-of: [5]}, {id: 5, name: F}]
sources: {7: {title: 1984, author: 12, serial-number: 1.50, publisher: 0044}}
";
    let dataset = dataset::parse(text).expect("it is sound");
    let organization = dataset.organizations().iter().next().expect("it is there");
    assert_eq!(organization.notes, ["true".into()].into());
    let source = dataset.sources().iter().next().expect("it is there");
    assert_eq!((&*source.title, &*source.authors[0]), ("1984", "12"));
    // As they are written, not as numbers.
    assert_eq!(
        source.serial_numbers,
        [("serial".into(), "1.50".into())].into()
    );
    assert_eq!(source.publisher.as_deref(), Some("0044"));
}

#[test]
fn nothing_is_an_empty_list_or_mapping() {
    for nothing in ["", " ~", " null"] {
        let text = format!(
            "organizations:\n  - id: un\n    name: U\n    names:{nothing}\n    notes:{nothing}\npartnerships:{nothing}\n"
        );
        assert_eq!(codes(&text), [""; 0], "{nothing:?}");
        let text = format!("{text}other: 1\n");
        assert_eq!(codes(&text), ["unknown-key"], "{nothing:?}");
        // A name is not a list.
        let text = format!("organizations:\n  - id: un\n    name:{nothing}\n");
        assert_eq!(codes(&text), ["wrong-type"], "{nothing:?}");
    }
}

#[test]
fn truth_values_have_no_quotes() {
    let phase = |absent: &str| {
        let phase = format!("{{id: none, label: N, definition: D, absent: {absent}}}");
        format!("vocabularies: {{phases: [{phase}]}}\norganizations: [{{id: un, name: U}}]\n")
    };
    for absent in ["true", "True", "FALSE"] {
        assert_eq!(codes(&phase(absent)), [""; 0], "{absent}");
        let with_fault = format!("{}other: 1\n", phase(absent));
        assert_eq!(codes(&with_fault), ["unknown-key"], "{absent}");
    }
    assert_eq!(codes(&phase("'true'")), ["wrong-type"]);
}

#[test]
fn the_parts_of_a_name_are_texts() {
    let text = "organizations: [{id: un, name: U, cite: [s]}]\nsources: {s: {title: T, author: {name: A, given-name: ~}}}\n";
    assert_eq!(codes(text), ["wrong-type"]);
}
