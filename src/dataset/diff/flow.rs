//! Values as texts on one line.

use crate::dataset::yaml::value::Value;

/// Returns a value in the words of a file, without the outermost brackets.
pub(super) fn flow(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Word(text) | Value::Text(text) => text.clone(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(nested).collect();
            items.join(", ")
        }
        Value::Mapping(entries) => {
            let entries = entries.iter();
            let entries: Vec<String> = entries
                .map(|(key, value)| format!("{key}: {}", nested(value)))
                .collect();
            entries.join(", ")
        }
    }
}

fn nested(value: &Value) -> String {
    match value {
        Value::List(_) => format!("[{}]", flow(value)),
        Value::Mapping(_) => format!("{{{}}}", flow(value)),
        Value::Null | Value::Word(_) | Value::Text(_) => flow(value),
    }
}

/// Returns what a whole record is about: its name, title or label, or else what it consists of.
pub(super) fn summary(record: &Value) -> String {
    let names = ["name", "title", "label"].into_iter();
    let mut names = names.filter_map(|key| record.get(key));
    if let Some(name) = names.next() {
        let value = name.get("value").unwrap_or(name);
        return flow(value);
    }
    let Value::Mapping(fields) = record else {
        return flow(record);
    };
    let counts = fields.iter().filter(|(key, _)| key != "between");
    let counts: Vec<String> = counts.map(|(key, value)| count(key, value)).collect();
    counts.join(", ")
}

/// Returns how many items a list has, or all lists of a mapping.
fn count(key: &str, value: &Value) -> String {
    let count = match value {
        Value::List(items) => items.len(),
        Value::Mapping(lists) => {
            let lists = lists.iter().map(|(_, list)| match list {
                Value::List(items) => items.len(),
                _ => 1,
            });
            lists.sum()
        }
        Value::Null | Value::Word(_) | Value::Text(_) => 1,
    };
    format!("{key}: {count}")
}
