//! The parts of a record as YAML values.

use crate::model::{Date, End, Identified, Key, Records};

/// A part of a record, to be written as YAML.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Value {
    /// No value. A field without a value is not written.
    Null,
    /// A word that is not meant as a text, such as a date or `true`. It is written without quotes.
    Word(String),
    /// A text. It is quoted if a reader could take it for something else.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A mapping. No key occurs twice.
    Mapping(Vec<(String, Value)>),
}

/// A key of a record with its value. A field with an empty value is not written.
pub(crate) type Field = (&'static str, Value);

impl Value {
    /// Returns the text or word; `None` if the value is not a scalar.
    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::Word(text) | Self::Text(text) => Some(text),
            Self::Null | Self::List(_) | Self::Mapping(_) => None,
        }
    }

    /// Returns the value under a key; `None` if the value is not a mapping or lacks the key.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Mapping(entries) => {
                let mut entries = entries.iter();
                entries
                    .find(|(name, _)| name == key)
                    .map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// Returns `true` if the value is null, an empty list or an empty mapping.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::List(items) => items.is_empty(),
            Self::Mapping(entries) => entries.is_empty(),
            Self::Word(_) | Self::Text(_) => false,
        }
    }
}

/// Returns the mapping of those fields that are not empty.
pub(crate) fn fields(fields: impl IntoIterator<Item = Field>) -> Value {
    let fields = fields.into_iter();
    mapping(fields.filter(|(_, value)| !value.is_empty()))
}

/// Returns the mapping of all entries, empty ones included.
pub(crate) fn mapping<'k>(entries: impl IntoIterator<Item = (&'k str, Value)>) -> Value {
    let entries = entries.into_iter();
    Value::Mapping(
        entries
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
    )
}

/// Returns the list of what a function makes of each row.
pub(crate) fn list<'r, T: 'r>(
    rows: impl IntoIterator<Item = &'r T>,
    write: impl Fn(&T) -> Value,
) -> Value {
    Value::List(rows.into_iter().map(write).collect())
}

/// Returns the id of a record.
pub(crate) fn id<T: Identified>(records: &Records<T>, key: Option<Key<T>>) -> Value {
    optional(key.map(|key| records[key].id().as_str()))
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(crate) fn optional(optional: Option<&str>) -> Value {
    optional.map_or(Value::Null, text)
}

/// Returns `true` or nothing, because `false` is the default.
pub(crate) fn flag(is_set: bool) -> Value {
    if is_set {
        Value::Word(true.to_string())
    } else {
        Value::Null
    }
}

/// Returns `false` if it must be written, because `true` is the default.
pub(crate) fn denial(is_denied: bool) -> Value {
    if is_denied {
        Value::Word(false.to_string())
    } else {
        Value::Null
    }
}

pub(crate) fn texts(texts: &[Box<str>]) -> Value {
    list(texts, |item| text(item))
}

/// Returns the list of one text, or nothing.
#[cfg(feature = "import")]
pub(crate) fn id_list(one: Option<&str>) -> Value {
    Value::List(one.into_iter().map(text).collect())
}

/// Returns a single text as such, and several texts as a list.
pub(crate) fn one_or_more(all: &[Box<str>]) -> Value {
    match all {
        [one] => text(one),
        all => texts(all),
    }
}

/// Returns a single date as such, and several dates as a list.
pub(crate) fn one_or_more_dates(all: &[Date]) -> Value {
    match all {
        [one] => date(Some(*one)),
        all => list(all, |one| date(Some(*one))),
    }
}

pub(crate) fn date(date: Option<Date>) -> Value {
    date.map_or(Value::Null, |date| date_word(date.to_string()))
}

pub(crate) fn end(end: Option<End>) -> Value {
    end.map_or(Value::Null, |end| date_word(end.to_string()))
}

/// Returns a date without quotes, as people write it. Readers may make a number of a year, and a day of a full date.
///
/// Years below 1000 are quoted: YAML 1.1 takes `0044` for the octal number 36, and PyYAML has no day in the year 0.
pub(crate) fn date_word(date: String) -> Value {
    let year = date.strip_prefix('-').unwrap_or(&date);
    if year.starts_with('0') {
        Value::Text(date)
    } else {
        Value::Word(date)
    }
}
