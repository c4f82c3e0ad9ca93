//! Checks the structure of a document: every key and value against the JSON Schema of the records.
//!
//! This runs only on documents that the typed loader refused, because the loader stops at the first fault. The sound
//! parts become a value that the loader can read after all, so that the meaning of the sound records is checked in the
//! same run. In this value every number is a text as it is written, and a list or mapping without a value is empty: the
//! loader refuses some of them, where a value may also be a mapping or a list.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use serde_json::Value as Json;
use serde_yaml::{Mapping, Value};

use super::allowed::{
    array, empty_value, expected_types, format, kinds, may_be_null, required, value_schema,
};
use super::node::{Content, NodeId, Tree};
use crate::dataset::finding::{FindingKind, ValueType};
use crate::dataset::record::PublicationDate;
use crate::model::{AmountValue, Date, End, Id};
use crate::phrase::nearest;

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

/// The number of faults after which a document is not checked further.
const MAX_FAULTS: usize = 100_000;

impl Structure {
    /// Returns `true` if the document has too many faults, so that its rest was not checked.
    pub(super) fn is_full(&self) -> bool {
        self.faults.len() >= MAX_FAULTS
    }

    /// Returns `true` if nothing is wrong with the document, and all of it is among the sound parts.
    pub(super) fn is_sound(&self) -> bool {
        self.faults.is_empty() && self.kept.is_empty()
    }
}

/// A fault of the structure.
pub(super) struct Fault {
    pub(super) kind: FindingKind,
    pub(super) place: Range<usize>,
    /// The other end of a conflict.
    pub(super) other: Option<Range<usize>>,
}

/// Checks the document with this root, in the text with this number, against a schema.
pub(super) fn check(text: usize, tree: &Tree, root: NodeId, schema: &Json) -> Structure {
    let mut checker = Checker {
        text,
        tree,
        definitions: schema.get("definitions").unwrap_or(&Json::Null),
        found: Structure {
            faults: Vec::new(),
            sound: Value::Null,
            kept: HashMap::new(),
            lost_ids: Vec::new(),
        },
        steps_left: tree.ids().len().saturating_mul(8).max(1_000),
    };
    if checker.kind(root) != "object" {
        checker.wrong_type(root, vec![ValueType::Document]);
    } else if let Some(sound) = checker.value(root, schema) {
        checker.found.sound = sound;
    }
    checker.found
}

pub(super) struct Checker<'t> {
    /// The number of the text.
    pub(super) text: usize,
    tree: &'t Tree,
    definitions: &'t Json,
    pub(super) found: Structure,
    /// The number of values that are still checked. Aliases can repeat values without end.
    steps_left: usize,
}

impl<'t> Checker<'t> {
    /// Returns the value of a node as the loader should read it; `None` if it is not sound.
    pub(super) fn value(&mut self, id: NodeId, schema: &'t Json) -> Option<Value> {
        if self.found.is_full() {
            return None;
        }
        self.steps_left = self.steps_left.checked_sub(1)?;
        let schema = self.resolve_for(schema, self.kind(id));
        match self.tree.value(id) {
            Content::Mapping(entries) => self.mapping(id, entries, schema),
            Content::Sequence(items) => self.sequence(id, items, schema),
            Content::Scalar { text, plain } => self.scalar(id, text, plain, schema),
            Content::Alias(_) => None,
        }
    }

    /// Follows references in a schema, and chooses the alternative for a type.
    pub(super) fn resolve_for(&self, schema: &'t Json, kind: &str) -> &'t Json {
        if let Some(name) = schema.get("$ref").and_then(Json::as_str) {
            let name = name.rsplit('/').next().unwrap_or(name);
            return self.resolve_for(self.definitions.get(name).unwrap_or(&Json::Null), kind);
        }
        if let Some([only]) = array(schema, "allOf") {
            return self.resolve_for(only, kind);
        }
        let Some(alternatives) = array(schema, "anyOf") else {
            return schema;
        };
        let resolved = alternatives
            .iter()
            .map(|schema| self.resolve_for(schema, kind));
        let mut matching = resolved
            .clone()
            .filter(|schema| kinds(schema).contains(&kind));
        let mut empty = resolved
            .clone()
            .filter(|schema| kind == "null" && may_be_null(schema));
        let mut fallback = resolved.filter(|schema| !kinds(schema).contains(&"null"));
        matching
            .next()
            .or_else(|| empty.next())
            .or_else(|| fallback.next())
            .unwrap_or(schema)
    }

    /// Returns the type of a node in the words of JSON Schema.
    pub(super) fn kind(&self, id: NodeId) -> &'static str {
        match self.tree.value(id) {
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
            return self.misplaced(id, schema);
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
                None => lost.push((key, Some(value))),
            }
        }
        let missing = self.missing_keys(id, &seen, schema);
        lost.extend(missing.into_iter().map(|key| (key, None)));
        if kept.len() < entries.len() {
            self.found.kept.insert(id, kept);
        }
        for (key, value) in lost {
            match self.stand_in(key, schema, id) {
                Some(stand_in) => _ = sound.insert(Value::from(key), stand_in),
                None => self.found.lost_ids.push(key.to_lowercase()),
            }
            // The scalars that are not names, such as dates, are not the words of references.
            let names_record = matches!(key, "id" | "abbreviation");
            let value = value.filter(|value| names_record || self.tree.scalar(*value).is_none());
            if let Some(value) = value {
                self.lose_words(value);
            }
        }
        self.keep_record(sound, entries, schema)
    }

    /// Returns a key with the schema of its value; `None`, with a fault, if the key is not a text, occurs a second time,
    /// or is unknown.
    fn key(
        &mut self,
        name: NodeId,
        schema: &'t Json,
        seen: &mut BTreeMap<&'t str, NodeId>,
    ) -> Option<(&'t str, &'t Json)> {
        let key = self
            .tree
            .scalar(name)
            .filter(|_| self.kind(name) == "string");
        let Some(key) = key else {
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

    /// Returns the keys that a mapping lacks and needs, and reports those that are required.
    ///
    /// Nothing is reported if the text is cut off within the mapping by a syntax error, or if the mapping has a merge key
    /// (`<<`). That may stand for any other key, and has a finding of its own, because it is not supported.
    fn missing_keys(
        &mut self,
        id: NodeId,
        seen: &BTreeMap<&'t str, NodeId>,
        schema: &'t Json,
    ) -> Vec<&'t str> {
        if seen.contains_key("<<") || self.tree.is_cut(id) {
            return self.absent_keys(schema, |key| seen.contains_key(key));
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

    /// Returns a mapping if it can be used without the keys that it lost. A record cannot be used without its required
    /// keys, a mapping of independent entries always can.
    fn keep_record(
        &mut self,
        sound: Mapping,
        entries: &[(NodeId, NodeId)],
        schema: &Json,
    ) -> Option<Value> {
        if required(schema).all(|key| sound.contains_key(key)) {
            return Some(Value::Mapping(sound));
        }
        self.lose_record(entries);
        None
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

    /// Keeps the words of a value that is left out. Each of them may be the id of a record or term, to which references
    /// must not be reported as unknown.
    fn lose_words(&mut self, id: NodeId) {
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            match self.tree.content(id) {
                Content::Scalar { text, .. } => self.found.lost_ids.push(text.to_lowercase()),
                Content::Sequence(items) => open.extend(items),
                Content::Mapping(entries) => {
                    open.extend(entries.iter().flat_map(|(name, value)| [*name, *value]));
                }
                Content::Alias(_) => {}
            }
        }
    }

    /// Returns the keys of a mapping; `None` if the node is none.
    pub(super) fn keys(&self, id: NodeId) -> Option<impl Iterator<Item = &'t str>> {
        match self.tree.value(id) {
            Content::Mapping(entries) => {
                let names = entries.iter().map(|(name, _)| *name);
                Some(names.filter_map(|name| self.tree.scalar(name)))
            }
            _ => None,
        }
    }

    fn sequence(&mut self, id: NodeId, items: &'t [NodeId], schema: &'t Json) -> Option<Value> {
        if !kinds(schema).contains(&"array") {
            self.wrong_type(id, expected_types(schema));
            return self.misplaced(id, schema);
        }
        let item_schema = schema.get("items").unwrap_or(&Json::Null);
        let mut kept = Vec::new();
        let mut sound = Vec::new();
        for (index, &item) in items.iter().enumerate() {
            let value = self.value(item, item_schema);
            if value.is_none() {
                self.lose_words(item);
            }
            // A list must not seem to be shorter than it is, for example to have one member or no citation.
            let needs_stand_in = value.is_none() && self.accepts_any_text(item_schema);
            let stand_in = needs_stand_in.then(|| self.lost_text("item", item));
            if let Some(value) = value.or(stand_in) {
                kept.push(index);
                sound.push(value);
            }
        }
        if self.tree.is_cut(id) && self.accepts_any_text(item_schema) {
            // What follows in the list is not known.
            return None;
        }
        if kept.len() < items.len() {
            self.found.kept.insert(id, kept);
        }
        Some(Value::Sequence(sound))
    }

    fn scalar(&mut self, id: NodeId, text: &str, plain: bool, schema: &'t Json) -> Option<Value> {
        let kinds = kinds(schema);
        let is_null = plain && is_null(text) && !kinds.is_empty();
        let value = match text {
            _ if is_null && kinds.contains(&"null") => Some(Value::Null),
            _ if is_null => empty_value(schema),
            "true" | "True" | "TRUE" if plain && kinds.contains(&"boolean") => Some(true.into()),
            "false" | "False" | "FALSE" if plain && kinds.contains(&"boolean") => {
                Some(false.into())
            }
            _ if kinds.is_empty() || kinds.contains(&"string") => {
                return self.leaf(id, text, schema);
            }
            _ => None,
        };
        if value.is_none() {
            self.wrong_type(id, expected_types(schema));
            return self.misplaced(id, schema);
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
        // A bracket that is never closed may be a part of what was meant as a text.
        if self.tree.is_cut(id) {
            return;
        }
        let found = match self.tree.value(id) {
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
    match format(schema) {
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
        Some("amount") => {
            let error = text.parse::<AmountValue>().err()?;
            let text = text.to_owned();
            Some(FindingKind::InvalidAmount { text, error })
        }
        _ => {
            let allowed = array(schema, "enum")?.iter().filter_map(Json::as_str);
            let allowed: Vec<String> = allowed.map(str::to_owned).collect();
            let value = text.to_owned();
            let is_allowed = allowed.contains(&value);
            (!is_allowed).then_some(FindingKind::InvalidChoice { value, allowed })
        }
    }
}

/// Returns `true` if YAML reads a plain scalar as null.
fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}
