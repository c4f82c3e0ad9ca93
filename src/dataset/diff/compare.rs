//! The fields of two versions of a record.

use std::collections::HashMap;
use std::slice;

use super::difference::{Diff, Difference, RecordList};
use super::flow::flow;
use super::items::{Pair, identities, items};
use crate::dataset::yaml::value::Value;

/// A comparison of two versions of a record, or of a part of one.
pub(super) struct Comparison<'d> {
    diff: &'d mut Diff,
    list: RecordList,
    record: String,
    /// The part that is compared; empty for the record itself.
    part: String,
    /// The keys of the mappings of the part that are compared, each with a dot.
    prefix: String,
}

impl<'d> Comparison<'d> {
    pub(super) fn new(diff: &'d mut Diff, list: RecordList, record: String) -> Self {
        Self {
            diff,
            list,
            record,
            part: String::new(),
            prefix: String::new(),
        }
    }

    /// Compares the fields of two mappings.
    pub(super) fn fields(&mut self, before: &Value, after: &Value) {
        if before == after {
            return;
        }
        let [old_fields, new_fields] = [before, after].map(|value| {
            let fields = entries(value).iter();
            let fields = fields.map(|(key, value)| (key.as_str(), value));
            fields.collect::<HashMap<&str, &Value>>()
        });
        for (key, old) in entries(before) {
            self.field(key, Some(old), new_fields.get(&**key).copied());
        }
        for (key, new) in entries(after) {
            if !old_fields.contains_key(&**key) {
                self.field(key, None, Some(new));
            }
        }
    }

    fn field(&mut self, key: &str, before: Option<&Value>, after: Option<&Value>) {
        // The members identify a partnership, and their order has no meaning.
        if before == after || (self.list == RecordList::Partnerships && key == "between") {
            return;
        }
        let field = format!("{}{key}", self.prefix);
        match (before, after) {
            (Some(old @ Value::Mapping(_)), Some(new @ Value::Mapping(_))) => {
                self.nested(&field, old, new);
            }
            (None, Some(new @ Value::Mapping(_))) if key != "parent" => {
                self.nested(&field, &Value::Null, new);
            }
            (Some(old @ Value::Mapping(_)), None) if key != "parent" => {
                self.nested(&field, old, &Value::Null);
            }
            (Some(Value::List(_)), _) | (_, Some(Value::List(_))) => {
                self.items(&field, as_list(before), as_list(after));
            }
            _ => self.push(field, before.map(flow), after.map(flow)),
        }
    }

    /// Compares two mappings under a key.
    fn nested(&mut self, field: &str, before: &Value, after: &Value) {
        let outer = std::mem::replace(&mut self.prefix, format!("{field}."));
        self.fields(before, after);
        self.prefix = outer;
    }

    /// Compares the items of two lists. Their order counts only if they are texts, and in the entry of a source.
    fn items(&mut self, field: &str, before: &[Value], after: &[Value]) {
        let [before, after] = [before, after].map(|items| match field {
            "cite" => items.iter().map(with_source).collect(),
            _ => items.to_vec(),
        });
        let found = items(&before, &after, identities(field));
        for item in &found.removed {
            self.push(field.to_owned(), Some(flow(item)), None);
        }
        for item in &found.added {
            self.push(field.to_owned(), None, Some(flow(item)));
        }
        for pair in &found.changed {
            self.pair(field, pair);
        }
        let is_same = found.removed.is_empty() && found.added.is_empty();
        let is_ordered = ["parent", "affiliated"].contains(&field) && found.changed.is_empty();
        let are_texts = || before.iter().any(|item| matches!(item, Value::Text(_)));
        if is_same && (is_ordered || are_texts()) {
            let [before, after] = [before, after].map(|items| Some(flow(&Value::List(items))));
            self.push(field.to_owned(), before, after);
        }
    }

    /// Compares two versions of an item.
    fn pair(&mut self, field: &str, pair: &Pair<'_>) {
        let identity = pair.identity.iter();
        let values =
            identity.filter_map(|key| Some(format!("{key}: {}", short(pair.before.get(key)?))));
        let values: Vec<String> = values.collect();
        let separator = if self.part.is_empty() { "" } else { " " };
        let mut inner = Comparison {
            diff: self.diff,
            list: self.list,
            record: self.record.clone(),
            part: format!("{}{separator}{field} ({})", self.part, values.join(", ")),
            prefix: String::new(),
        };
        inner.fields(pair.before, pair.after);
    }

    fn push(&mut self, field: String, before: Option<String>, after: Option<String>) {
        self.diff.differences.push(Difference {
            list: self.list,
            record: self.record.clone(),
            part: self.part.clone(),
            field,
            before,
            after,
        });
    }
}

fn entries(value: &Value) -> &[(String, Value)] {
    match value {
        Value::Mapping(entries) => entries,
        _ => &[],
    }
}

/// Returns a value as a list: a single text or parent is written without brackets.
fn as_list(value: Option<&Value>) -> &[Value] {
    match value {
        None => &[],
        Some(Value::List(items)) => items,
        Some(one) => slice::from_ref(one),
    }
}

/// Returns a citation with its source under a key, as it is written if it has more than the source.
fn with_source(citation: &Value) -> Value {
    match citation {
        Value::Text(source) => {
            Value::Mapping(vec![("source".to_owned(), Value::Text(source.clone()))])
        }
        details => details.clone(),
    }
}

/// Returns the beginning of a value, enough to recognize it.
fn short(value: &Value) -> String {
    const MAX_LENGTH: usize = 60;
    let text = flow(value);
    match text.char_indices().nth(MAX_LENGTH) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}
