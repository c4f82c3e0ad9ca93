//! The bibliography as a library of Hayagriva.

use serde_yaml::Value;

use super::entry_types::{DEFAULT_ENTRY_TYPE, ENTRY_TYPES};
use super::yaml::source_fields;
use super::yaml::value::{is_empty, mapping};
use crate::model::{Date, Identified, Qualifier, Source};

/// Writes sources as a library of Hayagriva (YAML), in the order in which they are given.
///
/// Hayagriva has fewer dates than EDTF: of an interval it gets the end, and every uncertainty is written as `~`. Braces,
/// `$` and `\` are markup in its texts, and are therefore escaped. The tier of a source is left out, because Hayagriva
/// does not know it.
///
/// ```
/// use interorg::{dataset, model::Source};
///
/// let mut source = Source::untitled("report".parse()?);
/// source.title = "A {report}".into();
/// let library = dataset::to_hayagriva([&source]);
/// assert_eq!(library, "report:\n  type: misc\n  title: A \\{report\\}\n");
/// # Ok::<(), interorg::model::IdError>(())
/// ```
pub fn to_hayagriva<'s>(sources: impl IntoIterator<Item = &'s Source>) -> String {
    let sources = sources.into_iter();
    let library = mapping(sources.map(|source| (source.id().as_str(), entry(source))));
    serde_yaml::to_string(&library).expect("every key is a text")
}

fn entry(source: &Source) -> Value {
    let fields = source_fields(source).into_iter();
    let fields = fields.map(|(key, value)| {
        let value = match key {
            "date" => optional_date(source.date),
            "url" => url(source),
            _ => for_hayagriva(key, value),
        };
        (key, value)
    });
    mapping(fields.filter(|(_, value)| !is_empty(value)))
}

/// Returns the value of a field with a known type and escaped markup.
fn for_hayagriva(key: &str, value: Value) -> Value {
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
                let value = for_hayagriva(key.as_str().unwrap_or_default(), value);
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
    match optional_date(source.visited) {
        Value::Null => address.into(),
        visited => mapping([("value", address.into()), ("date", visited)]),
    }
}

/// Returns as much of a date as Hayagriva can represent: `2003`, `2003-05` or `2003-05-12`, with a `~` if it is not
/// certain.
fn optional_date(date: Option<Date>) -> Value {
    date.as_ref()
        .and_then(date_text)
        .map_or(Value::Null, Value::from)
}

fn date_text(date: &Date) -> Option<String> {
    let (day, is_interval) = match date {
        Date::Single(day) => (day, false),
        Date::Interval { start, end } => (end.date().or_else(|| start.date())?, true),
    };
    let is_certain = day.qualifier() == Qualifier::Plain && !is_interval;
    let mut text = if is_certain { "" } else { "~" }.to_owned();
    text += &format!("{:04}", day.known_year()?);
    if let Some(month) = day.month() {
        text += &format!("-{month:02}");
        if let Some(day) = day.day() {
            text += &format!("-{day:02}");
        }
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
