//! Values as the text of a YAML document.
//!
//! `serde_yaml` quotes what YAML 1.2 could take for something other than a text. Many readers, among them those of
//! Python, R and Ruby, follow YAML 1.1, for which also `NO`, `on` and `12:30` are not texts but `false`, `true` and 750.
//! A text is therefore quoted here if it could be anything else in any version, both as a key and as a value.

use super::value::Value;

/// The number of characters from which a key needs a `?`. YAML has a limit of 1024.
const MIN_LONG_KEY: usize = 1000;

/// How many columns the parts of a value are indented.
const INDENT: usize = 2;

/// Returns a value as a YAML document in block style.
pub(crate) fn emit(value: &Value) -> String {
    let mut emitter = Emitter {
        text: String::new(),
    };
    match value {
        Value::List(items) if !items.is_empty() => emitter.items(items, 0),
        Value::Mapping(entries) if !entries.is_empty() => emitter.entries(entries, 0),
        scalar => emitter.scalar(scalar, 0),
    }
    emitter.text
}

struct Emitter {
    text: String,
}

impl Emitter {
    /// Writes the entries of a mapping. The cursor is already in the column of the first one.
    fn entries(&mut self, entries: &[(String, Value)], column: usize) {
        for (index, (key, value)) in entries.iter().enumerate() {
            self.indent(index, column);
            let key = quoted_if_ambiguous(key);
            if key.chars().count() < MIN_LONG_KEY {
                self.text += &key;
            } else {
                self.text += &format!("? {key}\n{}", " ".repeat(column));
            }
            self.text.push(':');
            match value {
                Value::List(items) if !items.is_empty() => {
                    self.new_line(column);
                    self.items(items, column);
                }
                Value::Mapping(entries) if !entries.is_empty() => {
                    self.new_line(column + INDENT);
                    self.entries(entries, column + INDENT);
                }
                scalar => {
                    self.text.push(' ');
                    self.scalar(scalar, column);
                }
            }
        }
    }

    /// Writes the items of a list. The cursor is already in the column of the first one.
    fn items(&mut self, items: &[Value], column: usize) {
        for (index, item) in items.iter().enumerate() {
            self.indent(index, column);
            self.text += "- ";
            match item {
                Value::List(items) if !items.is_empty() => self.items(items, column + INDENT),
                Value::Mapping(entries) if !entries.is_empty() => {
                    self.entries(entries, column + INDENT);
                }
                scalar => self.scalar(scalar, column),
            }
        }
    }

    /// Writes what needs no lines of its own, and ends the line.
    fn scalar(&mut self, value: &Value, column: usize) {
        match value {
            Value::Null => self.text += "null",
            Value::Word(word) => self.text += word,
            Value::Text(text) if is_readable_as_lines(text) => {
                return self.lines(text, column + INDENT);
            }
            Value::Text(text) => self.text += &quoted_if_ambiguous(text),
            Value::List(_) => self.text += "[]",
            Value::Mapping(_) => self.text += "{}",
        }
        self.text.push('\n');
    }

    /// Writes a text of several lines in literal style.
    fn lines(&mut self, text: &str, column: usize) {
        let content = text.trim_end_matches('\n');
        self.text += match text.len() - content.len() {
            0 => "|-\n",
            1 => "|\n",
            _ => "|+\n",
        };
        let ended = text.strip_suffix('\n').unwrap_or(text);
        for line in ended.split('\n') {
            if !line.is_empty() {
                self.text += &" ".repeat(column);
            }
            self.text += line;
            self.text.push('\n');
        }
    }

    /// Indents all parts but the first, which is in its column already.
    fn indent(&mut self, index: usize, column: usize) {
        if index > 0 {
            self.text += &" ".repeat(column);
        }
    }

    fn new_line(&mut self, column: usize) {
        self.text.push('\n');
        self.text += &" ".repeat(column);
    }
}

/// Returns `true` if a text has several lines and can be written as it is, below a `|`.
///
/// A text that begins with white space would need an indentation indicator, and editors remove spaces at the end of a line.
fn is_readable_as_lines(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with([' ', '\n'])
        && text
            .split('\n')
            .all(|line| line.chars().all(is_printable) && !line.ends_with(' '))
}

/// Returns a text on one line, in quotes if it needs them.
fn quoted_if_ambiguous(text: &str) -> String {
    if !text.chars().all(is_printable) {
        double_quoted(text)
    } else if is_plain(text) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// Returns a text in double quotes, on one line, with escapes for what YAML does not allow as it is.
pub(crate) fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match (character, u32::from(character)) {
            ('"' | '\\', _) => quoted.extend(['\\', character]),
            ('\n', _) => quoted += "\\n",
            ('\t', _) => quoted += "\\t",
            _ if is_printable(character) => quoted.push(character),
            (_, code @ ..=0xFF) => quoted += &format!("\\x{code:02X}"),
            (_, code @ ..=0xFFFF) => quoted += &format!("\\u{code:04X}"),
            (_, code) => quoted += &format!("\\U{code:08X}"),
        }
    }
    quoted.push('"');
    quoted
}

/// Returns `true` for characters that need no escape in any version of YAML, and that do not break a line.
fn is_printable(character: char) -> bool {
    match character {
        '\u{2028}' | '\u{2029}' | '\u{FEFF}' => false,
        ' '..='~' | '\u{A0}'..='\u{FFFD}' | '\u{10000}'.. => true,
        _ => false,
    }
}

/// Returns `true` if a printable text means itself without quotes, whatever the version of YAML.
fn is_plain(text: &str) -> bool {
    const INDICATORS: &str = "-?:,[]{}#&*!|>'\"%@`";
    let is_syntax = text.starts_with(|first| INDICATORS.contains(first))
        || text.starts_with("...")
        || text.contains(": ")
        || text.contains(" #")
        || text.ends_with(':');
    !text.is_empty() && text.trim() == text && !is_syntax && !is_other_type(text)
}

/// Returns `true` if a version of YAML, or a widespread reader of it, takes the text for null, a truth value, a number, a
/// date, a time, or a merge key.
fn is_other_type(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "~", "null", "y", "n", "yes", "no", "on", "off", "true", "false", ".inf", ".nan", "=", "<<",
    ];
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(unsigned)) || may_be_number(unsigned)
}

/// Returns `true` if a text begins as a number or date does, and has only characters that occur in them. Some texts that
/// are neither, such as `2 bad`, get quotes too.
///
/// Numbers can have any base (`0o17`, `0b1`, `0x1F`), groups (`1_000`, in Ruby `1,000`), exponents (`1e3`) and the base
/// 60 (`12:30`); dates can have a time and a zone (`2003-05-12T10:00:00Z`).
fn may_be_number(text: &str) -> bool {
    text.starts_with(|first: char| first == '.' || first.is_ascii_digit())
        && text
            .chars()
            .all(|character| character.is_ascii_hexdigit() || "oOxXtTzZ_.,:+- ".contains(character))
}

#[cfg(test)]
mod tests {
    use super::super::value::{mapping, text};
    use super::*;

    #[test]
    fn texts_that_yaml_takes_for_something_else_are_quoted() {
        let ambiguous = [
            "",
            "~",
            "null",
            "NULL",
            "NO",
            "no",
            "y",
            "N",
            "on",
            "Off",
            "yes",
            "True",
            ".inf",
            "-.Inf",
            ".NaN",
            "=",
            "<<",
            "0",
            "2003",
            "007",
            "0o17",
            "0b1",
            "0x1F",
            "1e3",
            "1_000",
            "1,000",
            "-5",
            "+5",
            ".5",
            "12:30",
            "1:2.5",
            "2003-05-12",
            "2003-5-1",
            "2003-05-12 10:00:00 +1",
            "- a",
            "? a",
            ": a",
            "#a",
            "a #b",
            "a: b",
            "a:",
            " a",
            "a ",
            "[a",
            "{a",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a",
            "'a",
            "\"a",
            "---",
            "...",
            ":symbol",
        ];
        for ambiguous in ambiguous {
            let quoted = format!("'{}'", ambiguous.replace('\'', "''"));
            assert_eq!(quoted_if_ambiguous(ambiguous), quoted);
        }
    }

    #[test]
    fn other_texts_are_not_quoted() {
        let plain = [
            "UN",
            "Norway",
            "noon",
            "a:b",
            "a#b",
            "it's",
            "a, b [c] {d}",
            "10 May",
            "12th",
            "été",
            "北约",
            "a\"b",
        ];
        for plain in plain {
            assert_eq!(quoted_if_ambiguous(plain), plain);
        }
    }

    #[test]
    fn characters_that_break_lines_or_are_not_printable_are_escaped() {
        let cases = [
            ("a\tb\"\\", r#""a\tb\"\\""#),
            ("\u{1}\u{7F}\u{85}", r#""\x01\x7F\x85""#),
            ("\u{2028}\u{FEFF}\u{FFFE}", r#""\u2028\uFEFF\uFFFE""#),
            ("a\n b \n", r#""a\n b \n""#),
        ];
        for (raw, expected) in cases {
            assert_eq!(emit(&text(raw)), format!("{expected}\n"));
        }
    }

    #[test]
    fn collections_and_texts_of_several_lines_are_blocks() {
        let list = |items: &[&str]| Value::List(items.iter().map(|item| text(item)).collect());
        let value = mapping([
            ("no", text("a\n\n b")),
            ("ended", text("a\n")),
            ("open", mapping([("more", text("a\n\n"))])),
            (
                "list",
                Value::List(vec![
                    list(&["a", "on"]),
                    mapping([("k", list(&[])), ("l", Value::Null)]),
                ]),
            ),
            ("date", Value::Word("2003-05-12".to_owned())),
        ]);
        let expected = "\
'no': |-
  a

   b
ended: |
  a
open:
  more: |+
    a

list:
- - a
  - 'on'
- k: []
  l: null
date: 2003-05-12
";
        assert_eq!(emit(&value), expected);
        let long = "k".repeat(MIN_LONG_KEY);
        let expected = format!("? {long}\n: v\n");
        assert_eq!(emit(&mapping([(&*long, text("v"))])), expected);
    }
}
