//! Stand-ins for values that cannot be read.
//!
//! A record with one unreadable value is checked all the same. The stand-in for the value has no finding of its own, because
//! nothing is known of it.

use serde_json::Value as Json;
use serde_yaml::Value;

use super::allowed::{array, format, kinds, property, required};
use super::node::NodeId;
use super::structure::Checker;
use crate::dataset::record::NOT_BLANK;

/// A date of which nothing is known. It has no first day, and its last day is after all others, so that no other date is
/// certainly before or after it.
const UNKNOWN_DATE: &str = "../Y5000000";

/// An end of which nothing is known.
const UNKNOWN_END: &str = "unknown";

/// The lists without which a record would say something that nobody wrote: that it cites nothing, that nobody acted for a
/// member, or that it has no predecessor.
const ESSENTIAL: [&str; 3] = ["cite", "succeeds", "through"];

impl<'t> Checker<'t> {
    /// Returns the stand-in for the value of a key that was lost; `None` if the record is read without it.
    pub(super) fn stand_in(&mut self, key: &str, schema: &'t Json, id: NodeId) -> Option<Value> {
        let own = property(key, schema)?;
        let leaf = self.resolve_for(own, "string");
        match format(leaf) {
            Some("edtf") => return Some(UNKNOWN_DATE.into()),
            Some("edtf-end") => return Some(UNKNOWN_END.into()),
            Some("id") => return Some(format!("unreadable-{}-{id}", self.text).into()),
            Some(_) => return None,
            None => {}
        }
        let list = self.resolve_for(own, "array");
        if let Some(item) = list.get("items").filter(|_| kinds(list).contains(&"array")) {
            let count = if key == "between" { 2 } else { 1 };
            return self.accepts_any_text(item).then(|| {
                let items = (0..count).map(|number| self.lost_text(&format!("{key} {number}"), id));
                Value::Sequence(items.collect())
            });
        }
        let is_required = required(schema).any(|required| required == key);
        (is_required && self.accepts_any_text(own)).then(|| self.lost_text(key, id))
    }

    /// Returns the keys that are absent from a record of which only a part can be read, and that need a stand-in.
    pub(super) fn absent_keys(
        &self,
        schema: &'t Json,
        is_present: impl Fn(&str) -> bool,
    ) -> Vec<&'t str> {
        let properties = schema.get("properties").and_then(Json::as_object);
        let properties = properties.into_iter().flatten();
        let absent = properties.filter(|(key, own)| {
            let is_date = matches!(
                format(self.resolve_for(own, "string")),
                Some("edtf" | "edtf-end")
            );
            let is_needed = is_date
                || ESSENTIAL.contains(&key.as_str())
                || required(schema).any(|required| required == key.as_str());
            is_needed && !is_present(key)
        });
        absent.map(|(key, _)| key.as_str()).collect()
    }

    /// Returns a text that no other text equals, and to which references are not reported as unknown.
    pub(super) fn lost_text(&mut self, key: &str, id: NodeId) -> Value {
        let text = format!("unreadable {key} {} {id}", self.text);
        self.found.lost_ids.push(text.clone());
        text.into()
    }

    /// Returns `true` if a value may be any text that is not blank, such as a name or the id of another record.
    pub(super) fn accepts_any_text(&self, schema: &'t Json) -> bool {
        let schema = self.resolve_for(schema, "string");
        let pattern = schema.get("pattern").and_then(Json::as_str);
        kinds(schema).contains(&"string")
            && format(schema).is_none()
            && pattern.is_none_or(|pattern| pattern == NOT_BLANK)
    }

    /// Checks a value in place of the list of which it may be the only item, and the list of phases that has no coding.
    /// Returns `None` if the value is neither.
    pub(super) fn misplaced(&mut self, id: NodeId, schema: &'t Json) -> Option<Value> {
        let kind = self.kind(id);
        if let Some(item) = schema.get("items").filter(|_| kinds(schema) == ["array"]) {
            let item = self.resolve_for(item, kind);
            return (kinds(item).contains(&kind) && self.looks_like(id, item))
                .then(|| self.value(id, item))
                .flatten()
                .map(|item| Value::Sequence(vec![item]));
        }
        let inner = schema.get("additionalProperties")?;
        if kind != "array"
            || array(schema, "required").is_some()
            || !kinds(inner).contains(&"array")
        {
            return None;
        }
        let list = self.value(id, inner)?;
        let coding = self.lost_text("coding", id);
        Some(Value::Mapping([(coding, list)].into_iter().collect()))
    }

    /// Returns `true` if a mapping has the keys that this schema requires. Every other value looks like it.
    fn looks_like(&self, id: NodeId, schema: &Json) -> bool {
        let Some(keys) = self.keys(id) else {
            return true;
        };
        let keys: Vec<&str> = keys.collect();
        required(schema).all(|key| keys.contains(&key))
    }
}
