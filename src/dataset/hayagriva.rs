//! The bibliography as a library of Hayagriva.

use serde_yaml::{Mapping, Value};

use super::entry_types::{DEFAULT_ENTRY_TYPE, ENTRY_TYPES, ROLES, is_language};
use super::yaml::source_fields;
use super::yaml::value::{is_empty, mapping};
use crate::model::{Contributor, Date, Identified, Qualifier, Source};

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
    let fields: Mapping = fields.map(|(key, value)| (key.into(), value)).collect();
    for_hayagriva(fields)
}

/// Returns an entry or a parent with values that Hayagriva reads. What it cannot read is left out, or becomes a remark, so
/// that one value never makes the whole library unreadable.
fn for_hayagriva(fields: Mapping) -> Value {
    let mut entry = Mapping::new();
    let mut remarks = Vec::new();
    let mut place = None;
    for (key, value) in fields {
        let name = key.as_str().unwrap_or_default();
        let value = match (name, value) {
            (_, value) if is_empty(&value) => continue,
            ("type", Value::String(kind)) => entry_type(kind),
            ("author" | "editor", value) => names(value),
            ("affiliated", value) => affiliated(value),
            ("date", value) => optional_date(&value),
            ("url", value) => match url(&value) {
                Value::Null => {
                    remarks.extend(address(&value).map(str::to_owned));
                    Value::Null
                }
                url => url,
            },
            ("language", Value::String(language)) if !is_language(&language) => {
                remarks.push(format!("Language: {language}"));
                Value::Null
            }
            ("location", Value::String(location)) if has_publication(&entry) => {
                place = Some(escaped(&location));
                Value::Null
            }
            ("parent", value) => parents(value),
            ("serial-number", Value::String(symbol)) => symbol.into(),
            ("serial-number" | "language", value) => value,
            ("note", Value::String(note)) => {
                remarks.insert(0, note);
                Value::Null
            }
            (_, value) => escaped_texts(value),
        };
        entry.insert(key, value);
    }
    if let Some(place) = place {
        let name = entry.get("publisher").cloned().unwrap_or(Value::Null);
        let publisher = [("name", name), ("location", place.into())];
        entry.insert(
            "publisher".into(),
            mapping(publisher.into_iter().filter(|(_, value)| !value.is_null())),
        );
    }
    if !remarks.is_empty() {
        entry.insert("note".into(), escaped(&remarks.join(" ")).into());
    }
    entry.retain(|_, value| !is_empty(value));
    Value::Mapping(entry)
}

/// Returns `true` unless the entry is a conference: the place of all other entries is where they were published.
fn has_publication(entry: &Mapping) -> bool {
    entry.get("type").and_then(Value::as_str) != Some("conference")
}

fn entry_type(kind: String) -> Value {
    if ENTRY_TYPES.contains(&kind.as_str()) {
        kind.into()
    } else {
        DEFAULT_ENTRY_TYPE.into()
    }
}

fn parents(value: Value) -> Value {
    match value {
        Value::Mapping(fields) => for_hayagriva(fields),
        Value::Sequence(parents) => parents.into_iter().map(self::parents).collect(),
        value => value,
    }
}

/// Returns names as Hayagriva parses them: a body that it would take apart, and a name with a joined particle, in their
/// parts.
fn names(value: Value) -> Value {
    match value {
        Value::String(text) => name(&text),
        Value::Sequence(names) => names.into_iter().map(self::names).collect(),
        value => value,
    }
}

fn name(text: &str) -> Value {
    match Contributor::parse(text) {
        Contributor::Body(body) if body.contains(',') || body.starts_with(char::is_lowercase) => {
            mapping([("name", body.into())])
        }
        Contributor::Body(body) => body.into(),
        Contributor::Person(person) => {
            let parts = [&*person.full_family(), person.suffix, person.given];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(", ").into()
        }
    }
}

fn affiliated(value: Value) -> Value {
    let Value::Sequence(groups) = value else {
        return value;
    };
    let groups = groups.into_iter().filter_map(|group| {
        let role = group.get("role")?.as_str()?.to_owned();
        let names = names(group.get("names")?.clone());
        let is_known = ROLES.contains(&role.as_str());
        is_known.then(|| mapping([("role", role.into()), ("names", names)]))
    });
    groups.collect()
}

fn address(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("value")?.as_str())
}

/// Returns an address with the date of the visit; nothing if it is not an address with a host and a port.
fn url(value: &Value) -> Value {
    let Some(address) = address(value).filter(|address| is_readable(address)) else {
        return Value::Null;
    };
    match value.get("date").map(optional_date) {
        None | Some(Value::Null) => address.into(),
        Some(visited) => mapping([("value", address.into()), ("date", visited)]),
    }
}

/// Returns `true` if the host of an address has a port that exists, and closes its brackets.
fn is_readable(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("://") else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let after_host = match host.strip_prefix('[') {
        Some(bracketed) => match bracketed.split_once(']') {
            Some((_, after)) => after,
            None => return false,
        },
        None => host.find(':').map_or("", |index| &host[index..]),
    };
    match after_host.strip_prefix(':') {
        Some(port) => port.is_empty() || port.parse::<u16>().is_ok(),
        None => after_host.is_empty(),
    }
}

/// Returns as much of a date as Hayagriva can represent: `2003`, `2003-05` or `2003-05-12`, with a `~` if it is not
/// certain.
fn optional_date(value: &Value) -> Value {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(year) => year.to_string(),
        _ => return Value::Null,
    };
    let date: Option<Date> = text.parse().ok();
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
    let year = day.known_year()?;
    // Hayagriva reads years of four digits.
    if year.abs() > 9999 {
        return None;
    }
    let sign = if year < 0 { "-" } else { "" };
    text += &format!("{sign}{:04}", year.abs());
    if let Some(month) = day.month() {
        text += &format!("-{month:02}");
        if let Some(day) = day.day() {
            text += &format!("-{day:02}");
        }
    }
    Some(text)
}

/// Escapes all texts of a value.
fn escaped_texts(value: Value) -> Value {
    match value {
        Value::String(text) => escaped(&text).into(),
        Value::Mapping(fields) => {
            let fields = fields.into_iter();
            Value::Mapping(
                fields
                    .map(|(key, value)| (key, escaped_texts(value)))
                    .collect(),
            )
        }
        value => value,
    }
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
