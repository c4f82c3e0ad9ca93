//! Checks the structure of a document: every key and value against the JSON Schema of the records.
//!
//! It runs only on documents that the typed loader refused, because the loader stops at the first
//! fault. What is sound is turned into a value that the loader can read after all, so that the
//! meaning of the sound records is checked in the same run.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use serde_json::Value as Json;
use serde_yaml::{Mapping, Value};

use super::node::{Content, NodeId, Tree};
use crate::dataset::finding::{FindingKind, ValueType};
use crate::model::{Confidence, Date, End, Id};
use crate::phrase::nearest;

/// The pattern of what may be any text that is not blank.
const TEXT: &str = r"\S";

/// The outcome of a structure check.
pub(super) struct Structure {
    /// The faults with their places, and where a conflict has two, the other place.
    pub(super) faults: Vec<Fault>,
    /// What is sound of the document.
    pub(super) sound: Value,
    /// For each collection that lost items: the node, and the numbers of the items that are left.
    pub(super) kept: HashMap<NodeId, Vec<usize>>,
    /// The ids of records that were left out.
    pub(super) lost_ids: Vec<String>,
}

/// A fault of structure.
pub(super) struct Fault {
    pub(super) kind: FindingKind,
    pub(super) place: Range<usize>,
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
        checker.wrong_document(root);
    } else if let Some(sound) = checker.value(root, schema) {
        checker.found.sound = sound;
    }
    checker.found
}

struct Checker<'t> {
    tree: &'t Tree,
    definitions: &'t Json,
    found: Structure,
    /// Aliases let a short text stand for a long one; the walk gives up long before that hurts.
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

    /// Follows references, and chooses the alternative that is meant for the kind of node.
    fn resolve(&self, schema: &'t Json, id: NodeId) -> &'t Json {
        if let Some(name) = schema.get("$ref").and_then(Json::as_str) {
            let name = name.rsplit('/').next().unwrap_or(name);
            return self.resolve(self.definitions.get(name).unwrap_or(&Json::Null), id);
        }
        if let Some([only]) = schema
            .get("allOf")
            .and_then(Json::as_array)
            .map(Vec::as_slice)
        {
            return self.resolve(only, id);
        }
        let Some(alternatives) = schema.get("anyOf").and_then(Json::as_array) else {
            return schema;
        };
        let resolved = alternatives.iter().map(|schema| self.resolve(schema, id));
        let found = self.kind(id);
        let mut fitting = resolved
            .clone()
            .filter(|schema| kinds(schema).contains(&found));
        let mut fallback = resolved.filter(|schema| !kinds(schema).contains(&"null"));
        fitting.next().or_else(|| fallback.next()).unwrap_or(schema)
    }

    /// Returns the JSON Schema type of a node.
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
            return self.wrong_type(id, schema);
        }
        let mut sound = Mapping::new();
        let mut kept = Vec::new();
        let mut lost = Vec::new();
        let mut seen: BTreeMap<&str, NodeId> = BTreeMap::new();
        for (index, &(name, value)) in entries.iter().enumerate() {
            let Some(key) = self.tree.scalar(name) else {
                self.wrong_type(name, &Json::Null);
                continue;
            };
            if let Some(&first) = seen.get(key) {
                self.duplicate_key(key, name, first);
                continue;
            }
            seen.insert(key, name);
            let Some(schema) = self.schema_of(key, schema) else {
                self.unknown_key(name, key, schema);
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
        // A merge key may stand for any other; that it is not supported is said already.
        let merges = seen.contains_key("<<");
        for key in required(schema).filter(|key| !seen.contains_key(key) && !merges) {
            self.fault(
                id,
                FindingKind::MissingKey {
                    key: key.to_owned(),
                },
            );
            lost.push(key);
        }
        // What is wrong with the rest of a record is found whether its texts can be read or not.
        for key in required(schema).filter(|key| self.is_text(key, schema)) {
            if let Some(place) = lost.iter().position(|lost| *lost == key) {
                lost.swap_remove(place);
                sound.insert(Value::from(key), Value::from(format!("{key} {id}")));
            }
        }
        lost.extend(merges.then_some("<<"));
        if kept.len() < entries.len() {
            self.found.kept.insert(id, kept);
        }
        self.keep_record(sound, &lost, entries, schema)
    }

    /// Keeps a mapping of independent entries without the lost ones; a record only if it lost nothing that
    /// it cannot do without.
    fn keep_record(
        &mut self,
        sound: Mapping,
        lost: &[&str],
        entries: &[(NodeId, NodeId)],
        schema: &Json,
    ) -> Option<Value> {
        /// Without these a record would seem to say what it does not: that it cites nothing, or has no
        /// predecessor.
        const TELLING: [&str; 3] = ["cite", "succeeds", "<<"];
        let is_record = required(schema).next().is_some();
        let mut needed = required(schema).chain(TELLING);
        if is_record && needed.any(|key| lost.contains(&key)) {
            self.lose(entries);
            return None;
        }
        if !is_record {
            let ids = lost.iter().map(|key| key.to_lowercase());
            self.found.lost_ids.extend(ids);
        }
        Some(Value::Mapping(sound))
    }

    fn duplicate_key(&mut self, key: &str, name: NodeId, first: NodeId) {
        let (place, other) = (self.tree.span(name), self.tree.span(first));
        let kind = FindingKind::DuplicateKey {
            key: key.to_owned(),
        };
        self.found.faults.push(Fault {
            kind,
            place,
            other: Some(other),
        });
    }

    fn schema_of(&self, key: &str, schema: &'t Json) -> Option<&'t Json> {
        let named = schema
            .get("properties")
            .and_then(|properties| properties.get(key));
        named.or_else(|| {
            schema
                .get("additionalProperties")
                .filter(|rest| rest.is_object())
        })
    }

    /// Says whether any text will do as the value of a key.
    fn is_text(&self, key: &str, schema: &Json) -> bool {
        let property = schema.get("properties").and_then(|all| all.get(key));
        let property = property.unwrap_or(&Json::Null);
        property.get("pattern").and_then(Json::as_str) == Some(TEXT)
            && property.get("format").is_none()
    }

    fn unknown_key(&mut self, name: NodeId, key: &str, schema: &Json) {
        let known: Vec<String> = schema
            .get("properties")
            .and_then(Json::as_object)
            .map(|properties| properties.keys().cloned().collect())
            .unwrap_or_default();
        let candidates = nearest(key, known.iter().map(String::as_str));
        self.fault(
            name,
            FindingKind::UnknownKey {
                key: key.to_owned(),
                candidates,
                known,
            },
        );
    }

    /// Keeps the id of a record that is left out, so that references to it are not called unknown.
    fn lose(&mut self, entries: &[(NodeId, NodeId)]) {
        for (name, value) in entries {
            if matches!(self.tree.scalar(*name), Some("id" | "abbreviation")) {
                self.found
                    .lost_ids
                    .extend(self.tree.scalar(*value).map(str::to_lowercase));
            }
        }
    }

    fn sequence(&mut self, id: NodeId, items: &'t [NodeId], schema: &'t Json) -> Option<Value> {
        if !kinds(schema).contains(&"array") {
            return self.wrong_type(id, schema);
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
        if plain && is_null(text) && !kinds.is_empty() {
            return if kinds.contains(&"null") {
                Some(Value::Null)
            } else {
                self.wrong_type(id, schema)
            };
        }
        if kinds.contains(&"boolean") {
            return match text {
                "true" => Some(Value::Bool(true)),
                "false" => Some(Value::Bool(false)),
                _ => self.wrong_type(id, schema),
            };
        }
        if !kinds.is_empty() && !kinds.contains(&"string") {
            return self.wrong_type(id, schema);
        }
        match leaf_fault(text, schema) {
            None => Some(Value::from(text)),
            Some(kind) => {
                self.fault(id, kind);
                None
            }
        }
    }

    fn wrong_document(&mut self, root: NodeId) {
        let kind = FindingKind::WrongType {
            expected: vec![ValueType::Document],
            found: self.value_type(root),
        };
        self.fault(root, kind);
    }

    /// Returns the type of a node, as findings name it.
    fn value_type(&self, id: NodeId) -> ValueType {
        match &self.tree.node(id).content {
            Content::Mapping(_) => ValueType::Mapping,
            Content::Sequence(_) => ValueType::List,
            Content::Scalar { text, plain: true } if is_null(text) => ValueType::Nothing,
            Content::Scalar { .. } | Content::Alias(_) => ValueType::Text,
        }
    }

    fn wrong_type(&mut self, id: NodeId, schema: &Json) -> Option<Value> {
        let kind = FindingKind::WrongType {
            expected: match schema.get("format").and_then(Json::as_str) {
                Some("edtf") => vec![ValueType::Date],
                Some("id") => vec![ValueType::Id],
                _ => value_types(&kinds(schema)),
            },
            found: self.value_type(id),
        };
        self.fault(id, kind);
        None
    }

    fn fault(&mut self, id: NodeId, kind: FindingKind) {
        self.found.faults.push(Fault {
            kind,
            place: self.tree.span(id),
            other: None,
        });
    }
}

/// Says what is wrong with the text of a leaf; `None` if it is good.
fn leaf_fault(text: &str, schema: &Json) -> Option<FindingKind> {
    let date = |error| FindingKind::InvalidDate {
        text: text.to_owned(),
        error,
    };
    match schema.get("format").and_then(Json::as_str) {
        Some("edtf") => text.parse::<Date>().err().map(date),
        Some("edtf-end") => text.parse::<End>().err().map(date),
        Some("id") => text
            .parse::<Id>()
            .err()
            .map(|error| FindingKind::InvalidId {
                text: text.to_owned(),
                suggestion: error.suggestion().map(str::to_owned),
            }),
        Some("confidence") => {
            text.parse::<Confidence>()
                .err()
                .map(|_| FindingKind::InvalidChoice {
                    value: text.to_owned(),
                    allowed: Confidence::ALL
                        .iter()
                        .rev()
                        .map(ToString::to_string)
                        .collect(),
                })
        }
        _ => None,
    }
}

/// Returns the types that a schema allows; none means any.
fn kinds(schema: &Json) -> Vec<&str> {
    match schema.get("type") {
        Some(Json::String(kind)) => vec![kind],
        Some(Json::Array(kinds)) => kinds.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

fn required(schema: &Json) -> impl Iterator<Item = &str> {
    let keys = schema.get("required").and_then(Json::as_array);
    keys.into_iter().flatten().filter_map(Json::as_str)
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

fn value_types(kinds: &[&str]) -> Vec<ValueType> {
    let types: Vec<ValueType> = kinds
        .iter()
        .filter_map(|kind| match *kind {
            "object" => Some(ValueType::Mapping),
            "array" => Some(ValueType::List),
            "boolean" => Some(ValueType::Boolean),
            "string" => Some(ValueType::Text),
            _ => None,
        })
        .collect();
    if types.is_empty() {
        vec![ValueType::Key]
    } else {
        types
    }
}
