//! The bibliography as Hayagriva reads it.

use serde_yaml::Value;

use super::entry_types::{DEFAULT_ENTRY_TYPE, ENTRY_TYPES};
use super::yaml::source_fields;
use super::yaml::value::{is_empty, mapping};
use crate::model::{Date, Identified, Qualifier, Source};

/// Spells sources as a library of Hayagriva (YAML), in the order in which they are given.
///
/// Hayagriva knows fewer dates than EDTF: of an interval it is told the end, and every doubt is `~`.
/// Braces, `$` and `\` mark up its texts, and so they are escaped. The tier of a source is ours and
/// left out.
pub fn to_hayagriva<'s>(sources: impl IntoIterator<Item = &'s Source>) -> String {
    let sources = sources.into_iter();
    let library = mapping(sources.map(|source| (source.id().as_str(), entry(source))));
    serde_yaml::to_string(&library).expect("the keys of every mapping are texts")
}

fn entry(source: &Source) -> Value {
    let fields = source_fields(source)
        .into_iter()
        .filter_map(|(key, value)| {
            let value = match key {
                "date" => date(source.date.as_ref()?)?.into(),
                "url" => url(source),
                _ => spelled(key, value),
            };
            (!is_empty(&value)).then_some((key, value))
        });
    mapping(fields)
}

/// Returns a value with its type known and its markup escaped.
fn spelled(key: &str, value: Value) -> Value {
    match (key, value) {
        ("type", Value::String(kind)) if !ENTRY_TYPES.contains(&kind.as_str()) => {
            DEFAULT_ENTRY_TYPE.into()
        }
        (
            "title" | "publisher" | "organization" | "location" | "genre" | "note",
            Value::String(text),
        ) => escaped(&text).into(),
        ("parent", Value::Mapping(fields)) => {
            let fields = fields.into_iter().map(|(key, value)| {
                let value = spelled(key.as_str().unwrap_or_default(), value);
                (key, value)
            });
            Value::Mapping(fields.collect())
        }
        (_, value) => value,
    }
}

fn url(source: &Source) -> Value {
    let Some(address) = source.url.as_deref() else {
        return Value::Null;
    };
    match source.visited.as_ref().and_then(date) {
        Some(visited) => mapping([("value", address.into()), ("date", visited.into())]),
        None => address.into(),
    }
}

/// Spells a date with as much as Hayagriva can hold of it.
fn date(date: &Date) -> Option<String> {
    let (day, is_interval) = match date {
        Date::Single(day) => (day, false),
        Date::Interval { start, end } => (end.date().or_else(|| start.date())?, true),
    };
    let is_plain = day.qualifier() == Qualifier::Plain && !is_interval;
    let mut text = if is_plain {
        String::new()
    } else {
        "~".to_owned()
    };
    text.push_str(&format!("{:04}", day.known_year()?));
    for part in [day.month(), day.month().and(day.day())]
        .into_iter()
        .flatten()
    {
        text.push_str(&format!("-{part:02}"));
    }
    Some(text)
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '{' | '}' | '$') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
