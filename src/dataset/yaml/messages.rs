//! The error messages of the YAML parser that the program recognizes, all in this file.
//!
//! `serde_yaml` keeps the kinds of its errors private, so that they can only be recognized by their texts. These were
//! read from `serde_yaml` 0.9.34 (`error.rs`) and from `unsafe-libyaml` 0.2.11 (`scanner.rs`, `parser.rs`, `reader.rs`),
//! and the tests below provoke each of them. No message of `saphyr-parser` is looked at.

use serde_yaml::Error;

/// Returns `true` if the values of a document are nested deeper than the parser follows them.
pub(super) fn is_depth_limit(error: &Error) -> bool {
    error.to_string().contains("recursion limit exceeded")
}

/// Returns `true` if the aliases of a document repeat more than the parser follows them.
pub(super) fn is_repetition_limit(error: &Error) -> bool {
    error.to_string().contains("repetition limit exceeded")
}

/// Returns `true` if a number, truth value or nothing is in place of a text.
pub(super) fn is_unquoted_word(error: &Error) -> bool {
    let found = ["integer", "floating point", "boolean", "unit value"];
    let message = error.to_string();
    found
        .iter()
        .any(|found| message.contains(&format!("invalid type: {found}")))
}

/// Returns `true` if an alias has no anchor.
pub(super) fn is_unknown_anchor(error: &Error) -> bool {
    error.to_string().starts_with("unknown anchor")
}

/// Returns `true` if the text has a character that YAML allows nowhere. The place in such an error is wrong.
pub(super) fn is_forbidden_character(error: &Error) -> bool {
    error.to_string().starts_with("control characters")
}

/// Returns the message of an error without its place, which findings show beside the excerpt, and without the names of
/// Rust types, which mean nothing to the authors of a dataset.
pub(super) fn without_place(error: &Error) -> String {
    let message = error.to_string();
    let end = [" at line ", " at position "]
        .iter()
        .find_map(|place| message.find(place));
    let words = message[..end.unwrap_or(message.len())].split(' ');
    let plain = words.filter_map(|word| match word {
        "struct" => None,
        word if word.ends_with("Record") => Some("a record"),
        word => Some(word),
    });
    plain.collect::<Vec<_>>().join(" ")
}

/// Parts of the messages of libyaml, each with a hint. Several can occur in one message; the first one wins.
const SYNTAX_HINTS: [(&str, &str); 12] = [
    (
        "cannot start any token",
        "Indent with spaces, not tabs, and quote a text that begins with `@`, `%` or a backtick.",
    ),
    ("tab", "Indent with spaces, not tabs."),
    (
        "mapping values are not allowed",
        "Check the indentation, and quote a text that contains `: `.",
    ),
    (
        "did not find expected key",
        "Check the indentation, and quote a text that contains `: `.",
    ),
    (
        "expected ',' or ']'",
        "Close the list with `]`, and separate its items by commas.",
    ),
    (
        "expected ',' or '}'",
        "Close the mapping with `}`, and separate its entries by commas.",
    ),
    ("unexpected end of stream", "Close the open quotation mark."),
    (
        "expected ':'",
        "Write a `:` and a space after the key, and indent a text that continues on the next line.",
    ),
    (
        "block sequence entries are not allowed",
        "Begin the list on a line of its own below its key.",
    ),
    (
        "anchor",
        "Mark a value with `&name` before `*name` repeats it, and quote a text that begins with `&` or `*`.",
    ),
    (
        "control characters",
        "Remove the character, or write it between double quotes as an escape such as `\\u0007`.",
    ),
    (
        "escape",
        "Write `\\\\` for a backslash between double quotes, or use single quotes.",
    ),
];

/// Returns what to do about a syntax error with this message.
pub(crate) fn syntax_hint(message: &str) -> &'static str {
    let known = SYNTAX_HINTS.iter().find(|(part, _)| message.contains(part));
    known.map_or(
        "Check brackets, quotation marks and indentation, here and in the lines above.",
        |(_, hint)| hint,
    )
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_yaml::{Deserializer, Value};

    use super::*;
    use crate::dataset::record::DocumentRecord;

    /// Returns the error of reading the first document of a text as a value of any type.
    fn error(text: &str) -> Error {
        Value::deserialize(Deserializer::from_str(text)).expect_err(text)
    }

    #[test]
    fn the_limits_are_recognized() {
        let deep = error(&"[".repeat(200));
        assert!(
            is_depth_limit(&deep) && !is_repetition_limit(&deep),
            "{deep}"
        );
        let level = |n: u8| {
            format!(
                "{0}: &{0} [*{1}, *{1}, *{1}, *{1}, *{1}]\n",
                (b'b' + n) as char,
                (b'a' + n) as char
            )
        };
        let bomb = "a: &a [x]\n".to_owned() + &(0..12).map(level).collect::<String>();
        let bomb = error(&bomb);
        assert!(
            is_repetition_limit(&bomb) && !is_depth_limit(&bomb),
            "{bomb}"
        );
    }

    #[test]
    fn anchors_and_characters_are_recognized() {
        let anchor = error("a: *missing\n");
        assert!(is_unknown_anchor(&anchor), "{anchor}");
        let character = error("a: \u{7}\n");
        assert!(is_forbidden_character(&character), "{character}");
    }

    #[test]
    fn the_place_and_the_types_are_removed() {
        let message = |text| {
            let read = DocumentRecord::deserialize(Deserializer::from_str(text));
            without_place(&read.expect_err(text))
        };
        assert_eq!(
            message("a: 1\norganizations: [un]\n"),
            "unknown field `a`, expected one of `dataset`, `cite`, `vocabularies`, `organizations`, `partnerships`, `operations`, `sources`, `views`"
        );
        assert_eq!(
            message("organizations: [un]\n"),
            "organizations[0]: invalid type: string \"un\", expected a record"
        );
        assert_eq!(
            without_place(&error("a: \u{7}\n")),
            "control characters are not allowed"
        );
    }

    #[test]
    fn every_syntax_hint_answers_a_message_of_the_parser() {
        let cases = [
            ("a: @b\n", "cannot start any token"),
            ("a: b\n\tc: d\n", "tab"),
            ("a: b: c\n", "mapping values are not allowed"),
            ("a: \"b\" c\n", "did not find expected key"),
            ("a: [b\nc: d\n", "expected ',' or ']'"),
            ("a: {b: c\nd: e\n", "expected ',' or '}'"),
            ("a: \"b\n", "unexpected end of stream"),
            ("a: b\nc\nd: e\n", "expected ':'"),
            ("a: - b\n", "block sequence entries are not allowed"),
            ("a: *b\n", "anchor"),
            ("a: \u{7}\n", "control characters"),
            ("a: \"\\q\"\n", "escape"),
        ];
        assert_eq!(
            cases.map(|(_, part)| part),
            SYNTAX_HINTS.map(|(part, _)| part)
        );
        for ((text, part), (_, hint)) in cases.into_iter().zip(SYNTAX_HINTS) {
            let message = error(text).to_string();
            assert!(message.contains(part), "{text:?}: {message}");
            assert_eq!(syntax_hint(&message), hint, "{text:?}: {message}");
        }
    }
}
