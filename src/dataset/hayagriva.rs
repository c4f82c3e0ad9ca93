//! The bibliography as a library of Hayagriva.

use super::entry_types::{DEFAULT_ENTRY_TYPE, ENTRY_TYPES, ROLES};
use super::yaml::emit::emit;
use super::yaml::source_fields;
use super::yaml::value::{Field, Value, date_word, mapping, text};
use crate::model::{Contributor, Date, Identified, Qualifier, Source, is_language_tag};

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
    let library = sources.map(|source| (source.id().as_str(), for_hayagriva(entry(source))));
    emit(&mapping(library))
}

fn entry(source: &Source) -> Entry {
    let fields = source_fields(source).into_iter();
    fields
        .map(|(key, value): Field| (key.to_owned(), value))
        .collect()
}

/// The fields of an entry or a parent.
type Entry = Vec<(String, Value)>;

/// Returns an entry or a parent with values that Hayagriva reads. What it cannot read is left out, or becomes a remark, so
/// that one value never makes the whole library unreadable.
fn for_hayagriva(fields: Entry) -> Value {
    let mut entry = Entry::new();
    let mut remarks = Vec::new();
    let mut place = None;
    for (key, value) in fields {
        let value = match (key.as_str(), value) {
            (_, value) if value.is_empty() => continue,
            ("type", Value::Text(kind)) => entry_type(kind),
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
            ("language", Value::Text(language)) if !is_language_tag(&language) => {
                remarks.push(format!("Language: {language}"));
                Value::Null
            }
            ("location", Value::Text(location)) if has_publication(&entry) => {
                place = Some(escaped(&location));
                Value::Null
            }
            ("parent", value) => parents(value),
            ("serial-number" | "language", value) => value,
            ("note", Value::Text(note)) => {
                remarks.insert(0, note);
                Value::Null
            }
            (_, value) => escaped_texts(value),
        };
        entry.push((key, value));
    }
    if let Some(place) = place {
        add_place(&mut entry, place);
    }
    if !remarks.is_empty() {
        set(&mut entry, "note", text(&escaped(&remarks.join(" "))));
    }
    entry.retain(|(_, value)| !value.is_empty());
    Value::Mapping(entry)
}

/// Adds the place of publication, which is part of the publisher.
fn add_place(entry: &mut Entry, place: String) {
    let name = get(entry, "publisher").cloned();
    let name = name
        .filter(|name| !name.is_empty())
        .map(|name| ("name", name));
    let parts = name.into_iter().chain([("location", text(&place))]);
    set(entry, "publisher", mapping(parts));
}

fn get<'e>(entry: &'e Entry, key: &str) -> Option<&'e Value> {
    let mut fields = entry.iter();
    fields.find(|(name, _)| name == key).map(|(_, value)| value)
}

/// Replaces the value of a key, or adds the key.
fn set(entry: &mut Entry, key: &str, value: Value) {
    match entry.iter_mut().find(|(name, _)| name == key) {
        Some((_, old)) => *old = value,
        None => entry.push((key.to_owned(), value)),
    }
}

/// Returns `true` unless the entry is a conference: the place of all other entries is where they were published.
fn has_publication(entry: &Entry) -> bool {
    get(entry, "type").and_then(Value::as_str) != Some("conference")
}

fn entry_type(kind: String) -> Value {
    if ENTRY_TYPES.contains(&kind.as_str()) {
        text(&kind)
    } else {
        text(DEFAULT_ENTRY_TYPE)
    }
}

fn parents(value: Value) -> Value {
    match value {
        Value::Mapping(fields) => for_hayagriva(fields),
        Value::List(parents) => Value::List(parents.into_iter().map(self::parents).collect()),
        value => value,
    }
}

/// Returns names as Hayagriva parses them: a body that it would take apart, and a name with a joined particle, in their
/// parts.
fn names(value: Value) -> Value {
    match value {
        Value::Text(text) => name(&text),
        Value::List(names) => Value::List(names.into_iter().map(self::names).collect()),
        value => value,
    }
}

fn name(name: &str) -> Value {
    match Contributor::parse(name) {
        Contributor::Body(body) if body.contains(',') || body.starts_with(char::is_lowercase) => {
            mapping([("name", text(body))])
        }
        Contributor::Body(body) => text(body),
        Contributor::Person(person) => {
            let parts = [&*person.full_family(), person.suffix, person.given];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            text(&parts.join(", "))
        }
    }
}

fn affiliated(value: Value) -> Value {
    let Value::List(groups) = value else {
        return value;
    };
    let groups = groups.into_iter().filter_map(|group| {
        let role = group.get("role")?.as_str()?.to_owned();
        let names = names(group.get("names")?.clone());
        let is_known = ROLES.contains(&role.as_str());
        is_known.then(|| mapping([("role", text(&role)), ("names", names)]))
    });
    Value::List(groups.collect())
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
        None | Some(Value::Null) => text(address),
        Some(visited) => mapping([("value", text(address)), ("date", visited)]),
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
    let date: Option<Date> = value.as_str().and_then(|date| date.parse().ok());
    let date = date.as_ref().and_then(date_text);
    date.map_or(Value::Null, date_word)
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
        Value::Text(raw) => text(&escaped(&raw)),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_that_are_no_tags_are_remarks() {
        let text = "organizations: [{id: un, name: United Nations}]\nsources:\n  \
                    a: {title: A, language: fr}\n  b: {title: B, language: French and English}\n";
        let dataset = crate::dataset::parse(text).expect("it is sound");
        let library = to_hayagriva(dataset.sources().iter());
        assert!(library.contains("language: fr\n"), "{library}");
        assert!(!library.contains("Language: fr\n"), "{library}");
        assert!(
            library.contains("Language: French and English"),
            "{library}"
        );
    }

    #[test]
    fn dates_have_four_digits_and_a_mark_of_doubt() {
        let written = |date: &str| date_text(&date.parse().expect("a date"));
        for (date, text) in [
            ("2003-05-12", "2003-05-12"),
            ("2003-05", "2003-05"),
            ("2003", "2003"),
            ("2003?", "~2003"),
            ("2003-05~", "~2003-05"),
            ("2001/2003", "~2003"),
            ("2001/..", "~2001"),
            ("0000", "0000"),
            ("-0044", "-0044"),
        ] {
            assert_eq!(written(date).as_deref(), Some(text), "{date}");
        }
        for date in ["Y17000", "20XX"] {
            assert_eq!(written(date), None, "{date}");
        }
    }
}
