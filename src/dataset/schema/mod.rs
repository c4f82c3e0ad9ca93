//! The JSON Schema of the YAML files, generated from the records.

mod patterns;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json, json};

use self::patterns::{in_any_case, in_camel_case};
use super::entry_types::{ENTRY_TYPES, ROLES};
use super::finding::FindingKind;
use super::record::{DocumentRecord, ID, NOT_BLANK, leaf_description};
use super::validate::MAX_PARTIES;
use super::yaml::{kinds, may_be_null};
use crate::model::{Severity, Vocabularies};

/// Returns the JSON Schema (draft-07) of one YAML document of a dataset with these vocabularies.
///
/// An editor that has it completes keys and terms, explains them, and marks what cannot be read. It accepts the documents in
/// which [`check`](super::check) finds no error, and no others. A test compares the two. They differ in what a schema cannot
/// state, or must not assume of one document of several:
///
/// - References: whether a name leads to an organization, operation, source, series or family of motives, and a term to one of
///   a vocabulary that is empty or that this document defines.
/// - The calendar: whether a month has this day, and a year is between -5,000,000 and 5,000,000.
/// - The order of dates, within a date as between two.
/// - What other records, files or the default citations decide: claims that rest on nothing, records that are defined twice,
///   organizations that belong to, succeed or are paired with themselves, or are not members of their partnership.
/// - Two keys that exclude each other: `exists` and `founded` or `dissolved`, `accessed` and the date of `url`, the fields
///   that only a partnership of two has, the sum of a stock, and phases without any condition.
/// - The spelling of numbers: the schema sees the number 2003 where the file has `2003.0`, and 44 where it has `0044`. An
///   amount has up to 15 digits.
/// - A number or truth value without quotes as a term.
/// - Texts of invisible characters only, and hosts that begin with a sign beyond ASCII.
/// - Keys that occur twice, merge keys, aliases, and the nesting and size of a text.
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
    let definitions = &mut schema["definitions"];
    for (record, key, vocabulary) in TERMS {
        let terms = enumeration(vocabularies, vocabulary);
        add_terms(&mut definitions[record]["properties"][key], terms);
    }
    for (key, vocabulary) in RULE_TERMS {
        let terms = enumeration(vocabularies, vocabulary);
        let property = &mut definitions["Rules"]["properties"][key];
        match property.get_mut("items") {
            Some(items) => add_terms(items, terms),
            None => add_terms(property, terms),
        }
    }
    for record in ["Source", "Parent"] {
        let properties = &mut definitions[record]["properties"];
        add_alternatives(&mut properties["type"], in_any_case(&ENTRY_TYPES));
        push(&mut properties["type"]["anyOf"], json!({ "type": "null" }));
        properties["title"]["anyOf"] =
            json!([{ "type": "string", "pattern": NOT_BLANK }, { "$ref": "#/definitions/Title" }]);
    }
    let role = &mut definitions["Affiliated"]["properties"]["role"];
    add_alternatives(role, in_camel_case(&ROLES));
    definitions["Title"] = definitions["Formatted"].clone();
    definitions["Title"]["properties"]["value"]["pattern"] = json!(NOT_BLANK);
    for (record, key) in TRANSLATIONS {
        let names = &mut definitions[record]["properties"][key]["additionalProperties"];
        names["pattern"] = json!(NOT_BLANK);
    }
    let partnership = &mut definitions["Partnership"]["properties"];
    partnership["phases"]["propertyNames"] =
        json!({ "enum": enumeration(vocabularies, "codings").0 });
    partnership["between"]["minItems"] = json!(2);
    partnership["between"]["maxItems"] = json!(MAX_PARTIES);
    partnership["between"]["uniqueItems"] = json!(true);
    complete_checks(&mut definitions["About"]["properties"]["checks"]);
    complete_view(&mut definitions["View"]["properties"]);
    schema["properties"]["sources"]["propertyNames"] = json!({ "pattern": ID });
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

/// The keys of the rules of coding whose values are terms, or lists of terms: key, vocabulary.
const RULE_TERMS: [(&str, &str); 3] = [
    ("phases-without-operations", "phases"),
    ("leading-roles", "roles"),
    ("silent-condition", "conditions"),
];

/// The keys whose values are names by language: record, key.
const TRANSLATIONS: [(&str, &str); 8] = [
    ("Organization", "names"),
    ("Operation", "names"),
    ("Term", "labels"),
    ("Phase", "labels"),
    ("MotiveTerm", "labels"),
    ("Strength", "labels"),
    ("Role", "labels"),
    ("Quantity", "labels"),
];

/// Allows the terms of a vocabulary alone as the value of a key, and null as far as it was allowed before. An empty vocabulary
/// may be one that another file fills.
fn add_terms(field: &mut Json, (mut ids, mut definitions): (Json, Json)) {
    if ids == json!([]) {
        return;
    }
    if kinds(field).contains(&"null") {
        push(&mut ids, Json::Null);
        push(&mut definitions, json!(""));
    }
    field["enum"] = ids;
    field["markdownEnumDescriptions"] = definitions;
}

fn push(list: &mut Json, item: Json) {
    if let Some(list) = list.as_array_mut() {
        list.push(item);
    }
}

/// Replaces the type of a field by alternatives.
fn add_alternatives(field: &mut Json, alternatives: Json) {
    if let Some(field) = field.as_object_mut() {
        field.remove("type");
    }
    field["anyOf"] = alternatives;
}

/// Allows the codes of findings, and of those that are always errors no other severity.
fn complete_checks(checks: &mut Json) {
    let rules = FindingKind::rules();
    let codes: Vec<&str> = rules.iter().map(|rule| rule.code).collect();
    let fixed = rules.iter().filter(|rule| rule.lowest == Severity::Error);
    let fixed = fixed.map(|rule| (rule.code.to_owned(), json!({ "const": "error" })));
    checks["propertyNames"] = json!({ "enum": codes });
    checks["properties"] = fixed.collect::<Map<_, _>>().into();
}

/// Adds what the loader knows of views: a subcommand without blank words, and at least one format.
fn complete_view(view: &mut Json) {
    let word = json!({ "type": "string", "pattern": NOT_BLANK });
    view["view"]["anyOf"] = json!([word, { "type": "array", "items": word, "minItems": 1 }]);
    view["formats"]["minItems"] = json!(1);
    view["options"]["propertyNames"] = json!({ "pattern": ID });
}

/// Adds what only the loader knows otherwise: the spelling of dates and links, that a number or truth value is accepted as a
/// text, and null as an empty list or mapping.
fn complete(schema: &mut Json) {
    let may_be_empty = may_be_null(schema);
    match schema {
        Json::Object(object) => {
            complete_object(object);
            if may_be_empty {
                allow(object, "array", &["null"]);
                allow(object, "object", &["null"]);
            }
            object.values_mut().for_each(complete);
        }
        Json::Array(items) => items.iter_mut().for_each(complete),
        _ => {}
    }
}

fn complete_object(object: &mut Map<String, Json>) {
    object.retain(|key, value| !(key == "default" && value.is_null()));
    let format = object.get("format").and_then(Json::as_str);
    let format = format.map(str::to_owned);
    if let Some(format) = &format {
        add_leaf_description(object, format);
    }
    if let Some(pattern) = format.as_deref().and_then(patterns::dates) {
        object.insert("pattern".to_owned(), json!(pattern));
        // Years without quotes are numbers.
        object.insert("minimum".to_owned(), json!(-9999));
        object.insert("maximum".to_owned(), json!(9999));
    } else if format.as_deref() == Some("id") {
        object.insert("minimum".to_owned(), json!(0));
        allow(object, "string", &["boolean"]);
    }
    let pattern = object.get("pattern").and_then(Json::as_str);
    let accepts_any_text =
        !object.contains_key("enum") && pattern.is_none_or(|pattern| pattern == NOT_BLANK);
    if format.is_none() && accepts_any_text {
        allow(object, "string", &["number", "boolean"]);
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

/// Allows more types where a type is allowed.
fn allow(object: &mut Map<String, Json>, kind: &str, more: &[&str]) {
    let Some(own) = object.get_mut("type") else {
        return;
    };
    let mut kinds = match own.take() {
        Json::Array(kinds) => kinds,
        kind => vec![kind],
    };
    if kinds.contains(&json!(kind)) {
        let more: Vec<Json> = more.iter().map(|kind| json!(kind)).collect();
        let more = more.into_iter().filter(|kind| !kinds.contains(kind));
        kinds.extend(more.collect::<Vec<_>>());
    }
    *own = match kinds.as_slice() {
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
