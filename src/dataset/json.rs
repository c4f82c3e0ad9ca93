//! The dataset as JSON, which has the keys of its YAML.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::{Map, Number, Value as Json};

use super::mappings::Mappings;
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
    if !may_be_json(text) {
        return None;
    }
    let text = with_numbers_as_texts(text);
    let mut json = serde_json::Deserializer::from_str(&text);
    let record = DocumentRecord::deserialize(Mappings(&mut json)).ok()?;
    json.end().is_ok().then_some(record)
}

fn may_be_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
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

/// Returns a text of JSON as YAML of the same length, with the same values in the same places; `None` if it is YAML as it is, or
/// not JSON.
///
/// A character that JSON writes as two escapes has a shorter one in YAML, and so has one that ends a line in YAML alone. Spaces
/// after the closing quote make up for it.
pub(super) fn as_yaml(text: &str) -> Option<String> {
    if !may_be_json(text) {
        return None;
    }
    let has_halves = ["\\ud", "\\uD"].iter().any(|half| text.contains(half));
    let ends_line = || text.contains(|letter| line_end(letter).is_some());
    let is_json = || serde_json::from_str::<Map<String, Json>>(text).is_ok();
    if !(has_halves || ends_line()) || !is_json() {
        return None;
    }
    let mut yaml = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(byte) = text.as_bytes().get(at) {
        if *byte != b'"' {
            at += 1;
            continue;
        }
        let end = at + string_length(&text.as_bytes()[at..]);
        if let Some(string) = with_long_escapes(&text[at..end]) {
            yaml += &text[copied..at];
            yaml += &string;
            yaml += &" ".repeat(end - at - string.len());
            copied = end;
        }
        at = end;
    }
    (copied > 0).then(|| yaml + &text[copied..])
}

/// Returns a text of JSON in quotes with one escape for each character that has two or that ends a line in YAML; `None` if there
/// is none.
fn with_long_escapes(string: &str) -> Option<String> {
    let mut long = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(letter) = string[at..].chars().next() {
        let (length, escape) = match letter {
            '\\' => match halves(&string[at..]) {
                Some(letter) => (12, Some(format!("\\U{:08X}", u32::from(letter)))),
                None => (2, None),
            },
            letter => (letter.len_utf8(), line_end(letter).map(str::to_owned)),
        };
        if let Some(escape) = escape {
            long += &string[copied..at];
            long += &escape;
            copied = at + length;
        }
        at += length;
    }
    (copied > 0).then(|| long + &string[copied..])
}

/// Returns the character beyond U+FFFF of the two escapes with which a text begins; `None` if it begins with another escape.
fn halves(text: &str) -> Option<char> {
    let [first, second] = [0, 6].map(|start| unit(text.get(start..start + 6)?));
    let letter = char::decode_utf16([first?, second?]).next()?.ok()?;
    (letter > '\u{FFFF}').then_some(letter)
}

/// Returns the escape in YAML of a character that ends a line there, but not in JSON; `None` if it is another character.
fn line_end(letter: char) -> Option<&'static str> {
    match letter {
        '\u{85}' => Some("\\N"),
        '\u{2028}' => Some("\\L"),
        '\u{2029}' => Some("\\P"),
        _ => None,
    }
}

/// Returns the number of an escape such as `\u00e9`.
fn unit(escape: &str) -> Option<u16> {
    let digits = escape.strip_prefix("\\u")?;
    u16::from_str_radix(digits, 16).ok()
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
    fn escapes_that_yaml_does_not_have_become_shorter_in_place() {
        let json =
            r#"{"\ud83D\uDE00é\ud800": ["\\ud83d\\ude00", "\u00e9", "\ud83d\ude00\ud83d\ude00"]}"#;
        assert_eq!(as_yaml(json), None, "half a character is not JSON");
        let json = json.replace("\\ud800", "\\uD7ff");
        let yaml = as_yaml(&json).expect("it has such escapes");
        let expected =
            r#"{"\U0001F600é\uD7ff"  : ["\\ud83d\\ude00", "\u00e9", "\U0001F600\U0001F600"    ]}"#;
        assert_eq!(yaml, expected);
        let [from_json, from_yaml]: [serde_json::Value; 2] = [
            serde_json::from_str(&json).expect("it is JSON"),
            serde_yaml::from_str(&yaml).expect("it is YAML"),
        ];
        assert_eq!(from_json, from_yaml);
        for other in [
            r#"{"a": "\u00e9"}"#,
            r#"{"a": "\ud83d"}"#,
            r#"["\ud83d\ude00"]"#,
            "\\ud83d",
        ] {
            assert_eq!(as_yaml(other), None, "{other}");
        }
    }

    #[test]
    fn findings_in_json_are_not_hidden_by_its_escapes() {
        let text = r#"{"organizations": [{"id": "un", "name": "\ud83d\ude00", "kindd": "x"}]}"#;
        let report = dataset::check(vec![dataset::Input::new("data.json", text)]).report;
        let finding = &report.findings()[0];
        assert_eq!(finding.kind.code(), "unknown-key");
        let place = finding.place.as_ref().expect("it has a place");
        assert_eq!(&text[place.span.clone()], r#""kindd""#);
        assert_eq!(report.texts()[0].text, text);
    }

    #[test]
    fn characters_that_end_a_line_in_yaml_alone_are_kept() {
        let json = "{\"organizations\": [{\"id\": \"un\", \"name\": \"a\u{85}b\u{2028}\u{2029}\", \"notes\": true}]}";
        assert!(
            read(json).is_none(),
            "a truth value is a text in YAML alone"
        );
        let dataset = dataset::parse(json).expect("it is sound");
        let organization = dataset.organizations().iter().next().expect("it is there");
        assert_eq!(&*organization.name, "a\u{85}b\u{2028}\u{2029}");
        assert_eq!(organization.notes, ["true".into()].into());
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
