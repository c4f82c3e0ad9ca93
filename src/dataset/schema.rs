//! The JSON Schema of the YAML files, made from the records.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json, json};

use super::entry_types::ENTRY_TYPES;
use super::record::{DocumentRecord, leaf_description};
use crate::model::{Term, Vocabularies};

/// Returns the JSON Schema (draft-07) of one YAML document of a dataset that speaks in these
/// vocabularies.
///
/// An editor that knows it completes keys and terms, shows what they mean, and marks what cannot be
/// read. It looks at one document at a time: that ids lead somewhere, that dates stand in order and
/// that claims are cited is for [`check`](super::check) to say.
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
        property["enum"] = ids;
        property["markdownEnumDescriptions"] = definitions;
    }
    for record in ["Source", "Parent"] {
        let property = &mut schema["definitions"][record]["properties"]["type"];
        property["type"] = json!("string");
        property["enum"] = json!(ENTRY_TYPES);
    }
    let partnership = &mut schema["definitions"]["Partnership"]["properties"];
    partnership["phases"]["propertyNames"] =
        json!({ "enum": enumeration(vocabularies, "codings").0 });
    for bound in ["minItems", "maxItems"] {
        partnership["between"][bound] = json!(2);
    }
    partnership["between"]["uniqueItems"] = json!(true);
    for claim in CITED {
        let record = &mut schema["definitions"][claim];
        record["properties"]["cite"]["minItems"] = json!(1);
        if let Some(required) = record["required"].as_array_mut() {
            required.push(json!("cite"));
        }
    }
    schema["type"] = json!(["object", "null"]);
    complete(&mut schema);
    format!("{schema:#}")
}

/// Which keys take terms of which vocabulary: record, key, name of the vocabulary.
pub(crate) const TERMS: [(&str, &str, &str); 10] = [
    ("Spell", "phase", "phases"),
    ("Spell", "condition", "conditions"),
    ("Rival", "phase", "phases"),
    ("Rival", "condition", "conditions"),
    ("Motive", "motive", "motives"),
    ("Milestone", "kind", "milestone-kinds"),
    ("Lesson", "group", "lesson-groups"),
    ("Participation", "role", "roles"),
    ("Organization", "kind", "organization-kinds"),
    ("Source", "tier", "source-tiers"),
];

/// The records that must cite something.
pub(crate) const CITED: [&str; 5] = ["Spell", "Motive", "Milestone", "Lesson", "Operation"];

/// A date of EDTF levels 0 and 1, without its qualifier.
const DAY: &str = "-?([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)\
    (-(0[1-9]|1[0-2]|2[1-4]|XX)(-(0[1-9]|[12][0-9]|3[01]|XX))?)?[?~%]?";

/// Says in the words of JSON Schema what the loader knows by itself: how dates and links are spelled,
/// and that a plain number is a text too.
fn complete(schema: &mut Json) {
    if let Json::Object(object) = schema {
        object.retain(|key, value| !(key == "default" && value.is_null()));
        let format = object
            .get("format")
            .and_then(Json::as_str)
            .map(str::to_owned);
        match format.as_deref() {
            Some(format @ ("edtf" | "edtf-end")) => {
                let ends = if format == "edtf-end" {
                    "unknown|\\.\\.|"
                } else {
                    ""
                };
                let dates = format!("{DAY}|(({DAY}|\\.\\.)?/({DAY}|\\.\\.)?)");
                object.insert("pattern".to_owned(), json!(format!("^({ends}{dates})$")));
                explain(object, format);
            }
            Some(format @ ("id" | "confidence")) => explain(object, format),
            _ if !object.contains_key("enum") && !object.contains_key("pattern") => {
                if let Some(kind) = object.get_mut("type") {
                    allow_numbers(kind);
                }
            }
            _ => {}
        }
    }
    match schema {
        Json::Object(object) => object.values_mut().for_each(complete),
        Json::Array(items) => items.iter_mut().for_each(complete),
        _ => {}
    }
}

/// Adds how a leaf is spelled to what the field says of itself.
fn explain(field: &mut Map<String, Json>, format: &str) {
    let general = leaf_description(format);
    let description = match field.get("description").and_then(Json::as_str) {
        Some(own) if own != general => format!("{own} {general}"),
        _ => general.to_owned(),
    };
    field.insert("description".to_owned(), json!(description));
}

fn allow_numbers(kind: &mut Json) {
    let text = json!("string");
    let is_text = match &*kind {
        Json::Array(kinds) => kinds.contains(&text),
        other => *other == text,
    };
    if is_text {
        let mut kinds = match kind.take() {
            Json::Array(kinds) => kinds,
            one => vec![one],
        };
        kinds.push(json!("number"));
        *kind = Json::Array(kinds);
    }
}

/// Returns the JSON Schema of a document whatever its vocabularies are.
pub(crate) fn document_schema() -> Json {
    let generator = SchemaSettings::draft07().into_generator();
    generator.into_root_schema_for::<DocumentRecord>().into()
}

/// Returns the ids of the terms of a vocabulary, and what each means.
fn enumeration(vocabularies: &Vocabularies, name: &str) -> (Json, Json) {
    let terms = vocabularies.terms(name);
    let definition = |term: &&Term| Json::from(format!("**{}**: {}", term.label, term.definition));
    let ids = terms.iter().map(|term| Json::from(term.id.as_str()));
    (ids.collect(), terms.iter().map(definition).collect())
}
