//! What a JSON Schema allows, as far as the schema of the records has it.

use serde_json::Value as Json;
use serde_yaml::{Mapping, Value};

use crate::dataset::finding::ValueType;

/// Returns the schema of the value of a key; `None` if the key is unknown.
pub(super) fn value_schema<'t>(key: &str, schema: &'t Json) -> Option<&'t Json> {
    property(key, schema).or_else(|| {
        schema
            .get("additionalProperties")
            .filter(|rest| rest.is_object())
    })
}

/// Returns the schema of the value of a key that the schema names; `None` if it names no such key.
pub(super) fn property<'j>(key: &str, schema: &'j Json) -> Option<&'j Json> {
    schema.get("properties")?.get(key)
}

/// Returns the `format` of a schema.
pub(super) fn format(schema: &Json) -> Option<&str> {
    schema.get("format").and_then(Json::as_str)
}

/// Returns the types that a schema allows, in the words of JSON Schema. No type means any type.
pub(in crate::dataset) fn kinds(schema: &Json) -> Vec<&str> {
    match schema.get("type") {
        Some(Json::String(kind)) => vec![kind],
        Some(Json::Array(kinds)) => kinds.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Returns `true` if a schema allows a list or mapping that may be empty. Null is read as an empty one.
pub(in crate::dataset) fn may_be_null(schema: &Json) -> bool {
    empty_value(schema).is_some()
}

/// Returns the empty list or mapping that a schema allows; `None` if it allows neither.
pub(super) fn empty_value(schema: &Json) -> Option<Value> {
    let kinds = kinds(schema);
    if kinds.contains(&"array") && schema.get("minItems").is_none() {
        Some(Value::Sequence(Vec::new()))
    } else if kinds.contains(&"object") && required(schema).next().is_none() {
        Some(Value::Mapping(Mapping::new()))
    } else {
        None
    }
}

/// Returns the types that a schema allows, as findings name them.
pub(super) fn expected_types(schema: &Json) -> Vec<ValueType> {
    match format(schema) {
        Some("edtf" | "edtf-publication") => return vec![ValueType::Date],
        Some("id") => return vec![ValueType::Id],
        _ => {}
    }
    let kinds = kinds(schema).into_iter();
    let lists = schema.get("additionalProperties");
    let has_lists = lists.is_some_and(|lists| lists.get("items").is_some());
    let types = kinds.filter_map(|kind| match kind {
        "object" if has_lists => Some(ValueType::Codings),
        "object" => Some(ValueType::Mapping),
        "array" => Some(ValueType::List),
        "boolean" => Some(ValueType::Boolean),
        "string" => Some(ValueType::Text),
        _ => None,
    });
    types.collect()
}

/// Returns the list below a key of a schema.
pub(super) fn array<'j>(schema: &'j Json, key: &str) -> Option<&'j [Json]> {
    schema.get(key).and_then(Json::as_array).map(Vec::as_slice)
}

/// Returns the keys that a schema requires.
pub(super) fn required(schema: &Json) -> impl Iterator<Item = &str> {
    let keys = array(schema, "required").unwrap_or_default();
    keys.iter().filter_map(Json::as_str)
}
