//! The parts of a record as YAML values.

use serde_yaml::{Mapping, Value};

use crate::model::{Date, End, Identified, Key, Records};

/// A key of a record with its value. A field with an empty value is not written.
pub(crate) type Field = (&'static str, Value);

/// Returns the mapping of those fields that are not empty.
pub(super) fn fields(fields: impl IntoIterator<Item = Field>) -> Value {
    let fields = fields.into_iter();
    mapping(fields.filter(|(_, value)| !is_empty(value)))
}

/// Returns the mapping of all entries, empty ones included.
pub(crate) fn mapping<'k>(entries: impl IntoIterator<Item = (&'k str, Value)>) -> Value {
    let entries = entries.into_iter();
    let entries = entries.map(|(key, value)| (key.into(), value));
    Value::Mapping(entries.collect::<Mapping>())
}

/// Returns `true` if a value is null, an empty list or an empty mapping.
pub(crate) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Sequence(items) => items.is_empty(),
        Value::Mapping(entries) => entries.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Tagged(_) => false,
    }
}

/// Returns the list of what a function makes of each row.
pub(super) fn list<'r, T: 'r>(
    rows: impl IntoIterator<Item = &'r T>,
    write: impl Fn(&T) -> Value,
) -> Value {
    Value::Sequence(rows.into_iter().map(write).collect())
}

/// Returns the id of a record.
pub(crate) fn id<T: Identified>(records: &Records<T>, key: Option<Key<T>>) -> Value {
    optional(key.map(|key| records[key].id().as_str()))
}

pub(super) fn text(text: &str) -> Value {
    text.into()
}

pub(crate) fn optional(text: Option<&str>) -> Value {
    text.map_or(Value::Null, Value::from)
}

/// Returns `true` or nothing, because `false` is the default.
pub(crate) fn flag(is_set: bool) -> Value {
    if is_set { true.into() } else { Value::Null }
}

pub(super) fn texts(texts: &[Box<str>]) -> Value {
    list(texts, |text| (&**text).into())
}

/// Returns a single text as such, and several texts as a list.
pub(super) fn one_or_more(all: &[Box<str>]) -> Value {
    match all {
        [one] => text(one),
        all => texts(all),
    }
}

pub(super) fn date(date: Option<Date>) -> Value {
    date.map_or(Value::Null, |date| plain(&date.to_string()))
}

pub(super) fn end(end: Option<End>) -> Value {
    end.map_or(Value::Null, |end| plain(&end.to_string()))
}

/// Returns a year as a number, which is written without quotes, and other dates as texts.
fn plain(word: &str) -> Value {
    // `0962` as a number would lose its zero.
    let is_year = word.len() == 4 && !word.starts_with('0');
    let year = is_year.then(|| word.parse::<u16>().ok()).flatten();
    year.map_or_else(|| word.into(), Value::from)
}
