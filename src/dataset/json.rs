//! The dataset as JSON, which has the keys of its YAML.

use std::borrow::Cow;

use serde_json::{Map, Number, Value as Json};

use super::record::DocumentRecord;
use super::yaml::document;
use super::yaml::value::Value;
use crate::model::Dataset;

/// Writes a dataset as one JSON document, with the keys of its YAML. Dates are texts, such as `"2003-05"`, and the values of
/// amounts are numbers, unless they are `"unknown"`.
///
/// Reading the text again gives an equal dataset. It ends in a line break.
///
/// ```
/// use interorg::dataset;
///
/// let shipped = dataset::builtin();
/// assert_eq!(dataset::parse(&dataset::to_json(&shipped))?, shipped);
/// # Ok::<(), dataset::LoadError>(())
/// ```
pub fn to_json(dataset: &Dataset) -> String {
    format!("{:#}\n", json("", document(dataset)))
}

/// Reads a text as JSON; `None` if it is another text, or not a sound dataset. The YAML reader finds out what is wrong with it.
///
/// YAML has all of JSON but the characters beyond U+FFFF that are written as two escapes.
pub(super) fn read(text: &str) -> Option<DocumentRecord> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    serde_json::from_str(&with_numbers_as_texts(text)).ok()
}

/// Returns a text of JSON with its numbers in quotes. The records read every word as a text, as YAML has it.
fn with_numbers_as_texts(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut quoted = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            b'"' => string_length(&bytes[at..]),
            b'-' | b'0'..=b'9' => {
                let length = number_length(&bytes[at..]);
                let end = at + length;
                quoted += &text[copied..at];
                quoted += &format!("\"{}\"", &text[at..end]);
                copied = end;
                length
            }
            _ => 1,
        };
    }
    if copied == 0 {
        return text.into();
    }
    quoted += &text[copied..];
    quoted.into()
}

/// Returns the length of a text in quotes, with them.
fn string_length(bytes: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn number_length(bytes: &[u8]) -> usize {
    let is_part = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
    bytes.iter().take_while(is_part).count()
}

/// Returns a value as JSON on one line.
#[cfg(packed)]
pub(super) fn line(value: Value) -> String {
    json("", value).to_string()
}

/// Returns a value under a key as JSON.
fn json(key: &str, value: Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Text(text) => Json::String(text),
        Value::Word(word) => json_word(key, word),
        Value::List(items) => items.into_iter().map(|item| json(key, item)).collect(),
        Value::Mapping(entries) => {
            let entries = entries.into_iter();
            let entries = entries.map(|(key, value)| {
                let value = json(&key, value);
                (key, value)
            });
            Json::Object(entries.collect::<Map<String, Json>>())
        }
    }
}

/// Returns a word: a truth value, the number of an amount, or a date.
fn json_word(key: &str, word: String) -> Json {
    match word.as_str() {
        "true" => Json::Bool(true),
        "false" => Json::Bool(false),
        number if key == "value" => match number.parse::<Number>() {
            // A long number would get an exponent, which amounts do not have.
            Ok(number) if number.to_string() == word => Json::Number(number),
            _ => Json::String(word),
        },
        _ => Json::String(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset;

    #[test]
    fn the_shipped_dataset_is_read_as_json_and_not_as_yaml() {
        let shipped = dataset::builtin();
        let text = to_json(&shipped);
        assert!(read(&text).is_some());
        assert_eq!(dataset::parse(&text).ok().as_ref(), Some(&shipped));
    }

    #[test]
    fn numbers_outside_texts_get_quotes() {
        let quoted = with_numbers_as_texts(r#"{"a 1": [-1.5e3, 20], "b\\\"2": "3\\"}"#);
        assert_eq!(quoted, r#"{"a 1": ["-1.5e3", "20"], "b\\\"2": "3\\"}"#);
        assert_eq!(with_numbers_as_texts(r#"{"a": "1"#), r#"{"a": "1"#);
    }

    #[test]
    fn other_texts_are_left_to_the_yaml_reader() {
        assert!(read("organizations: []").is_none());
        assert!(read("{organizations: []}").is_none());
        assert!(read(r#"{"organisations": []}"#).is_none());
        assert!(read(r#"{"views": [], "views": []}"#).is_none());
        assert!(read(r#"{"dataset": {"as-of": 2003}}"#).is_some());
        assert!(read(r#"{"organizations": [{"id": "un", "name": "\ud83d\ude00"}]}"#).is_some());
    }
}
