//! Checks the structure of a document: every key and value against the JSON Schema of the records.
//!
//! This runs only on documents that the typed loader refused, because the loader stops at the first fault. The sound
//! parts become a value that the loader can read after all, so that the meaning of the sound records is checked in the
//! same run.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use serde_json::Value as Json;
use serde_yaml::{Mapping, Value};

use super::node::{Content, NodeId, Tree};
use crate::dataset::finding::{FindingKind, ValueType};
use crate::dataset::record::PublicationDate;
use crate::model::{Confidence, Date, End, Id};
use crate::phrase::nearest;

/// The pattern of a field that accepts any text that is not blank.
const ANY_TEXT: &str = r"\S";

/// The result of a structure check.
pub(super) struct Structure {
    pub(super) faults: Vec<Fault>,
    /// The sound parts of the document.
    pub(super) sound: Value,
    /// For each collection that lost items, the numbers of those that are left.
    pub(super) kept: HashMap<NodeId, Vec<usize>>,
    /// The ids of the records that were left out.
    pub(super) lost_ids: Vec<String>,
}

/// A fault of the structure.
pub(super) struct Fault {
    pub(super) kind: FindingKind,
    pub(super) place: Range<usize>,
    /// The other end of a conflict.
    pub(super) other: Option<Range<usize>>,
}

/// Checks the document with this root against a schema.
pub(super) fn check(tree: &Tree, root: NodeId, schema: &Json) -> Structure {
    let mut checker = Checker {
        tree,
        definitions: schema.get("definitions").unwrap_or(&Json::Null),
        found: Structure {
            faults: Vec::new(),
            sound: Value::Null,
            kept: HashMap::new(),
            lost_ids: Vec::new(),
        },
        steps_left: tree.len().saturating_mul(8).max(1_000),
    };
    if checker.kind(root) != "object" {
        checker.wrong_type(root, vec![ValueType::Document]);
    } else if let Some(sound) = checker.value(root, schema) {
        checker.found.sound = sound;
    }
    checker.found
}

struct Checker<'t> {
    tree: &'t Tree,
    definitions: &'t Json,
    found: Structure,
    /// The number of values that are still checked. Aliases can repeat values without end.
    steps_left: usize,
}

impl<'t> Checker<'t> {
    /// Returns the value of a node as the loader should read it; `None` if it is not sound.
    fn value(&mut self, id: NodeId, schema: &'t Json) -> Option<Value> {
        self.steps_left = self.steps_left.checked_sub(1)?;
        let schema = self.resolve(schema, id);
        match &self.tree.node(id).content {
            Content::Mapping(entries) => self.mapping(id, entries, schema),
            Content::Sequence(items) => self.sequence(id, items, schema),
            Content::Scalar { text, plain } => self.scalar(id, text, *plain, schema),
            Content::Alias(_) => None,
        }
    }

    /// Follows references in a schema, and chooses the alternative for the type of a node.
    fn resolve(&self, schema: &'t Json, id: NodeId) -> &'t Json {
        if let Some(name) = schema.get("$ref").and_then(Json::as_str) {
            let name = name.rsplit('/').next().unwrap_or(name);
            return self.resolve(self.definitions.get(name).unwrap_or(&Json::Null), id);
        }
        if let Some([only]) = array(schema, "allOf") {
            return self.resolve(only, id);
        }
        let Some(alternatives) = array(schema, "anyOf") else {
            return schema;
        };
        let kind = self.kind(id);
        let resolved = alternatives.iter().map(|schema| self.resolve(schema, id));
        let mut matching = resolved
            .clone()
            .filter(|schema| kinds(schema).contains(&kind));
        let mut fallback = resolved.filter(|schema| !kinds(schema).contains(&"null"));
        matching
            .next()
            .or_else(|| fallback.next())
            .unwrap_or(schema)
    }

    /// Returns the type of a node in the words of JSON Schema.
    fn kind(&self, id: NodeId) -> &'static str {
        match &self.tree.node(id).content {
            Content::Mapping(_) => "object",
            Content::Sequence(_) => "array",
            Content::Scalar { text, plain: true } if is_null(text) => "null",
            Content::Scalar { .. } | Content::Alias(_) => "string",
        }
    }

    fn mapping(
        &mut self,
        id: NodeId,
        entries: &'t [(NodeId, NodeId)],
        schema: &'t Json,
    ) -> Option<Value> {
        if !kinds(schema).contains(&"object") {
            self.wrong_type(id, expected_types(schema));
            return None;
        }
        let mut sound = Mapping::new();
        let mut kept = Vec::new();
        let mut lost = Vec::new();
        let mut seen: BTreeMap<&str, NodeId> = BTreeMap::new();
        for (index, &(name, value)) in entries.iter().enumerate() {
            let Some((key, schema)) = self.key(name, schema, &mut seen) else {
                continue;
            };
            match self.value(value, schema) {
                Some(value) => {
                    kept.push(index);
                    sound.insert(Value::from(key), value);
                }
                None => lost.push(key),
            }
        }
        lost.extend(self.missing_keys(id, &seen, schema));
        self.replace_lost_texts(id, &mut sound, &mut lost, schema);
        if kept.len() < entries.len() {
            self.found.kept.insert(id, kept);
        }
        self.keep_record(sound, &lost, entries, schema)
    }

    /// Returns a key with the schema of its value; `None`, with a fault, if the key is not a text, occurs a second time,
    /// or is unknown.
    fn key(
        &mut self,
        name: NodeId,
        schema: &'t Json,
        seen: &mut BTreeMap<&'t str, NodeId>,
    ) -> Option<(&'t str, &'t Json)> {
        let Some(key) = self.tree.scalar(name) else {
            self.wrong_type(name, vec![ValueType::Key]);
            return None;
        };
        if let Some(&first) = seen.get(key) {
            let key = key.to_owned();
            self.found.faults.push(Fault {
                kind: FindingKind::DuplicateKey { key },
                place: self.tree.span(name),
                other: Some(self.tree.span(first)),
            });
            return None;
        }
        seen.insert(key, name);
        let value_schema = value_schema(key, schema);
        if value_schema.is_none() {
            self.unknown_key(name, key, schema);
        }
        Some((key, value_schema?))
    }

    /// Returns the required keys that a mapping lacks, and reports them. A merge key (`<<`) is returned too: it may stand
    /// for any other key, and has a finding of its own, because it is not supported.
    fn missing_keys(
        &mut self,
        id: NodeId,
        seen: &BTreeMap<&'t str, NodeId>,
        schema: &'t Json,
    ) -> Vec<&'t str> {
        if seen.contains_key("<<") {
            return vec!["<<"];
        }
        let missing: Vec<&str> = required(schema)
            .filter(|key| !seen.contains_key(key))
            .collect();
        for key in &missing {
            let key = (*key).to_owned();
            self.fault(id, FindingKind::MissingKey { key });
        }
        missing
    }

    /// Replaces required texts that were lost, so that the rest of the record is checked all the same. The node makes the
    /// replacement unique.
    fn replace_lost_texts(
        &self,
        id: NodeId,
        sound: &mut Mapping,
        lost: &mut Vec<&str>,
        schema: &Json,
    ) {
        for key in required(schema).filter(|key| accepts_any_text(key, schema)) {
            if let Some(place) = lost.iter().position(|lost| *lost == key) {
                lost.swap_remove(place);
                sound.insert(Value::from(key), Value::from(format!("{key} {id}")));
            }
        }
    }

    /// Returns a mapping if it can be used without the keys that it lost. A record cannot be used without its required
    /// keys, a mapping of independent entries always can.
    fn keep_record(
        &mut self,
        sound: Mapping,
        lost: &[&str],
        entries: &[(NodeId, NodeId)],
        schema: &Json,
    ) -> Option<Value> {
        /// Without these keys, a record would seem to say something false: that it cites nothing, or has no predecessor.
        const ESSENTIAL: [&str; 3] = ["cite", "succeeds", "<<"];
        let is_record = required(schema).next().is_some();
        if !is_record {
            let ids = lost.iter().map(|key| key.to_lowercase());
            self.found.lost_ids.extend(ids);
            return Some(Value::Mapping(sound));
        }
        let mut needed = required(schema).chain(ESSENTIAL);
        if needed.any(|key| lost.contains(&key)) {
            self.lose_record(entries);
            return None;
        }
        Some(Value::Mapping(sound))
    }

    fn unknown_key(&mut self, name: NodeId, key: &str, schema: &Json) {
        let properties = schema.get("properties").and_then(Json::as_object);
        let known: Vec<String> = properties
            .map(|properties| properties.keys().cloned().collect())
            .unwrap_or_default();
        let kind = FindingKind::UnknownKey {
            key: key.to_owned(),
            candidates: nearest(key, known.iter().map(String::as_str)),
            known,
        };
        self.fault(name, kind);
    }

    /// Keeps the names of a record that is left out, so that references to it are not reported as unknown.
    fn lose_record(&mut self, entries: &[(NodeId, NodeId)]) {
        for (name, value) in entries {
            if matches!(self.tree.scalar(*name), Some("id" | "abbreviation")) {
                let id = self.tree.scalar(*value).map(str::to_lowercase);
                self.found.lost_ids.extend(id);
            }
        }
    }

    fn sequence(&mut self, id: NodeId, items: &'t [NodeId], schema: &'t Json) -> Option<Value> {
        if !kinds(schema).contains(&"array") {
            self.wrong_type(id, expected_types(schema));
            return None;
        }
        let item_schema = schema.get("items").unwrap_or(&Json::Null);
        let mut kept = Vec::new();
        let mut sound = Vec::new();
        for (index, &item) in items.iter().enumerate() {
            if let Some(value) = self.value(item, item_schema) {
                kept.push(index);
                sound.push(value);
            }
        }
        if kept.len() < items.len() {
            self.found.kept.insert(id, kept);
        }
        Some(Value::Sequence(sound))
    }

    fn scalar(&mut self, id: NodeId, text: &str, plain: bool, schema: &Json) -> Option<Value> {
        let kinds = kinds(schema);
        let value = match text {
            _ if plain && is_null(text) && !kinds.is_empty() => {
                kinds.contains(&"null").then_some(Value::Null)
            }
            "true" | "false" if kinds.contains(&"boolean") => Some(Value::Bool(text == "true")),
            _ if kinds.is_empty() || kinds.contains(&"string") => {
                return self.leaf(id, text, schema);
            }
            _ => None,
        };
        if value.is_none() {
            self.wrong_type(id, expected_types(schema));
        }
        value
    }

    fn leaf(&mut self, id: NodeId, text: &str, schema: &Json) -> Option<Value> {
        match leaf_fault(text, schema) {
            None => Some(Value::from(text)),
            Some(kind) => {
                self.fault(id, kind);
                None
            }
        }
    }

    fn wrong_type(&mut self, id: NodeId, expected: Vec<ValueType>) {
        let found = match &self.tree.node(id).content {
            Content::Mapping(_) => ValueType::Mapping,
            Content::Sequence(_) => ValueType::List,
            Content::Scalar { text, plain: true } if is_null(text) => ValueType::Nothing,
            Content::Scalar { .. } | Content::Alias(_) => ValueType::Text,
        };
        self.fault(id, FindingKind::WrongType { expected, found });
    }

    fn fault(&mut self, id: NodeId, kind: FindingKind) {
        self.found.faults.push(Fault {
            kind,
            place: self.tree.span(id),
            other: None,
        });
    }
}

/// Returns the fault of a text by the format of its schema; `None` if the text is sound.
fn leaf_fault(text: &str, schema: &Json) -> Option<FindingKind> {
    let invalid_date = |error| FindingKind::InvalidDate {
        text: text.to_owned(),
        error,
    };
    match schema.get("format").and_then(Json::as_str) {
        Some("edtf") => text.parse::<Date>().err().map(invalid_date),
        Some("edtf-publication") => text.parse::<PublicationDate>().err().map(invalid_date),
        Some("edtf-end") => text.parse::<End>().err().map(invalid_date),
        Some("id") => {
            let error = text.parse::<Id>().err()?;
            Some(FindingKind::InvalidId {
                text: text.to_owned(),
                suggestion: error.suggestion().map(str::to_owned),
            })
        }
        Some("confidence") => {
            text.parse::<Confidence>().err()?;
            let grades = Confidence::ALL.iter().rev();
            Some(FindingKind::InvalidChoice {
                value: text.to_owned(),
                allowed: grades.map(ToString::to_string).collect(),
            })
        }
        _ => None,
    }
}

/// Returns the schema of the value of a key; `None` if the key is unknown.
fn value_schema<'t>(key: &str, schema: &'t Json) -> Option<&'t Json> {
    let own = schema
        .get("properties")
        .and_then(|properties| properties.get(key));
    own.or_else(|| {
        schema
            .get("additionalProperties")
            .filter(|rest| rest.is_object())
    })
}

/// Returns `true` if the value of a key may be any text that is not blank.
fn accepts_any_text(key: &str, schema: &Json) -> bool {
    let property = schema.get("properties").and_then(|all| all.get(key));
    property.is_some_and(|property| {
        property.get("pattern").and_then(Json::as_str) == Some(ANY_TEXT)
            && property.get("format").is_none()
    })
}

/// Returns the types that a schema allows, in the words of JSON Schema. No type means any type.
fn kinds(schema: &Json) -> Vec<&str> {
    match schema.get("type") {
        Some(Json::String(kind)) => vec![kind],
        Some(Json::Array(kinds)) => kinds.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Returns the types that a schema allows, as findings name them.
fn expected_types(schema: &Json) -> Vec<ValueType> {
    match schema.get("format").and_then(Json::as_str) {
        Some("edtf" | "edtf-publication") => return vec![ValueType::Date],
        Some("id") => return vec![ValueType::Id],
        _ => {}
    }
    let kinds = kinds(schema).into_iter();
    let types = kinds.filter_map(|kind| match kind {
        "object" => Some(ValueType::Mapping),
        "array" => Some(ValueType::List),
        "boolean" => Some(ValueType::Boolean),
        "string" => Some(ValueType::Text),
        _ => None,
    });
    types.collect()
}

fn array<'j>(schema: &'j Json, key: &str) -> Option<&'j [Json]> {
    schema.get(key).and_then(Json::as_array).map(Vec::as_slice)
}

fn required(schema: &Json) -> impl Iterator<Item = &str> {
    let keys = array(schema, "required").unwrap_or_default();
    keys.iter().filter_map(Json::as_str)
}

/// Returns `true` if YAML reads a plain scalar as null.
fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}
