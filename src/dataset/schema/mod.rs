//! The JSON Schema of the YAML files, generated from the records.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json, json};

use super::entry_types::ENTRY_TYPES;
use super::finding::FindingKind;
use super::record::{DocumentRecord, leaf_description};
use super::validate::MAX_PARTIES;
use crate::model::Vocabularies;

/// Returns the JSON Schema (draft-07) of one YAML document of a dataset with these vocabularies.
///
/// An editor that has it completes keys and terms, explains them, and marks what cannot be read. It looks at one document
/// at a time: [`check`](super::check) finds out whether references lead to records, dates are in order and claims are
/// cited.
///
/// ```
/// use interorg::dataset;
///
/// let text = dataset::schema(dataset::builtin().vocabularies());
/// let schema: serde_json::Value = serde_json::from_str(&text)?;
/// let phase = &schema["definitions"]["Spell"]["properties"]["phase"];
/// assert_eq!(phase["enum"][1], "contact");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn schema(vocabularies: &Vocabularies) -> String {
    let mut schema = document_schema();
    for (record, key, vocabulary) in TERMS {
        let (ids, definitions) = enumeration(vocabularies, vocabulary);
        let property = &mut schema["definitions"][record]["properties"][key];
        property["type"] = json!("string");
        // An empty list of terms may be one that another file fills.
        if ids != json!([]) {
            property["enum"] = ids;
            property["markdownEnumDescriptions"] = definitions;
        }
    }
    for record in ["Source", "Parent"] {
        let property = &mut schema["definitions"][record]["properties"]["type"];
        property["type"] = json!("string");
        property["enum"] = json!(ENTRY_TYPES);
    }
    let partnership = &mut schema["definitions"]["Partnership"]["properties"];
    partnership["phases"]["propertyNames"] =
        json!({ "enum": enumeration(vocabularies, "codings").0 });
    partnership["between"]["minItems"] = json!(2);
    partnership["between"]["maxItems"] = json!(MAX_PARTIES);
    partnership["between"]["uniqueItems"] = json!(true);
    let codes: Vec<&str> = FindingKind::rules().iter().map(|rule| rule.code).collect();
    schema["definitions"]["About"]["properties"]["checks"]["propertyNames"] =
        json!({ "enum": codes });
    for claim in CITED {
        schema["definitions"][claim]["properties"]["cite"]["minItems"] = json!(1);
    }
    schema["type"] = json!(["object", "null"]);
    complete(&mut schema);
    format!("{schema:#}")
}

/// The keys whose values are terms: record, key, vocabulary.
pub(super) const TERMS: [(&str, &str, &str); 16] = [
    ("Partnership", "coder", "coders"),
    ("Spell", "phase", "phases"),
    ("Spell", "condition", "conditions"),
    ("Rival", "phase", "phases"),
    ("Rival", "condition", "conditions"),
    ("Motive", "motive", "motives"),
    ("Motive", "strength", "strengths"),
    ("MotiveNotFound", "motive", "motives"),
    ("Partnership", "standard", "standards"),
    ("Milestone", "kind", "milestone-kinds"),
    ("Lesson", "group", "lesson-groups"),
    ("Participation", "role", "roles"),
    ("Organization", "kind", "organization-kinds"),
    ("Operation", "kind", "operation-kinds"),
    ("Amount", "what", "amounts"),
    ("Source", "tier", "source-tiers"),
];

/// The records that must rest on a source: their own, or that of their file or dataset.
pub(super) const CITED: [&str; 5] = ["Spell", "Motive", "Milestone", "Lesson", "Operation"];

/// The pattern of a single date of EDTF level 0 or 1.
const DATE_PATTERN: &str = "-?([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)\
    (-(0[1-9]|1[0-2]|2[1-4]|XX)(-(0[1-9]|[12][0-9]|3[01]|XX))?)?[?~%]?";

/// Adds what only the loader knows otherwise: the spelling of dates and links, and that a number is accepted as a text.
fn complete(schema: &mut Json) {
    match schema {
        Json::Object(object) => {
            complete_object(object);
            object.values_mut().for_each(complete);
        }
        Json::Array(items) => items.iter_mut().for_each(complete),
        _ => {}
    }
}

fn complete_object(object: &mut Map<String, Json>) {
    object.retain(|key, value| !(key == "default" && value.is_null()));
    let format = object.get("format").and_then(Json::as_str);
    match format.map(str::to_owned).as_deref() {
        Some(format @ ("edtf" | "edtf-end" | "edtf-publication")) => {
            let ends = if format == "edtf-end" {
                "unknown|\\.\\.|"
            } else {
                ""
            };
            let bound = format!("({DATE_PATTERN}|\\.\\.)?");
            let pattern = format!("^({ends}{DATE_PATTERN}|({bound}/{bound}))$");
            object.insert("pattern".to_owned(), json!(pattern));
            add_leaf_description(object, format);
        }
        Some(
            format @ ("id" | "confidence" | "status" | "amount" | "amount-kind" | "amount-summary"
            | "severity"),
        ) => add_leaf_description(object, format),
        _ if !object.contains_key("enum") && !object.contains_key("pattern") => {
            if let Some(kind) = object.get_mut("type") {
                allow_numbers(kind);
            }
        }
        _ => {}
    }
}

/// Adds the spelling of a leaf to the description of its field.
fn add_leaf_description(field: &mut Map<String, Json>, format: &str) {
    let general = leaf_description(format);
    let description = match field.get("description").and_then(Json::as_str) {
        Some(own) if own != general => format!("{own} {general}"),
        _ => general.to_owned(),
    };
    field.insert("description".to_owned(), json!(description));
}

/// Allows a number where a text is allowed, because the loader reads a plain number as a text.
fn allow_numbers(kind: &mut Json) {
    let text = json!("string");
    let mut kinds = match kind.take() {
        Json::Array(kinds) => kinds,
        kind => vec![kind],
    };
    if kinds.contains(&text) {
        kinds.push(json!("number"));
    }
    *kind = match kinds.as_slice() {
        [only] => only.clone(),
        _ => Json::Array(kinds),
    };
}

/// Returns the JSON Schema of a document, without the terms of its vocabularies.
pub(super) fn document_schema() -> Json {
    let generator = SchemaSettings::draft07().into_generator();
    generator.into_root_schema_for::<DocumentRecord>().into()
}

/// Returns the ids of the terms of a vocabulary, and their labels and definitions.
fn enumeration(vocabularies: &Vocabularies, name: &str) -> (Json, Json) {
    let terms = vocabularies.terms(name);
    let ids = terms.iter().map(|term| json!(term.id.as_str()));
    let definitions = terms
        .iter()
        .map(|term| json!(format!("**{}**: {}", term.label, term.definition)));
    (ids.collect(), definitions.collect())
}
