//! The patterns of dates, and of words that may be written in capitals.

use serde_json::{Value as Json, json};

/// A date of EDTF level 0 or 1 that is not an interval and has no qualifier. Year 0 has no sign.
const PLAIN_DATE: &str = "(Y-?[1-9][0-9]{4,}|(?!-0{2}(XX|0X|00))-?([0-9]{2}XX|[0-9]{3}X|[0-9]{4}\
    (-(XX(-XX)?|2[1-4]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]|XX))?))?))";

/// Returns the pattern of the dates of a format of leaves; `None` if the format is not one of dates.
pub(super) fn dates(format: &str) -> Option<String> {
    let date = format!("{PLAIN_DATE}[?~%]?");
    // An interval has a date on at least one side.
    let interval = format!(r"({date}/({date}|\.\.)?|(\.\.)?/{date})");
    let more = match format {
        "edtf" => String::new(),
        "edtf-end" => r"unknown|\.\.|".to_owned(),
        "edtf-publication" => format!(r"~(({date}|\.\.)?/)?{PLAIN_DATE}|"),
        _ => return None,
    };
    Some(format!("^({more}{date}|{interval})$"))
}

/// Returns the schema of a word of a list of words in lower case, which may also be written in capitals.
pub(super) fn in_any_case(words: &[&str]) -> Json {
    let patterns = words.iter().map(|word| {
        let letters = word.chars().map(|letter| match letter {
            '-' => "-".to_owned(),
            letter => format!("[{}{letter}]", letter.to_ascii_uppercase()),
        });
        letters.collect::<String>()
    });
    alternatives(words, patterns)
}

/// Returns the schema of a word of a list of words in lower case with hyphens, which may also be written in the way of
/// `CastMember`.
pub(super) fn in_camel_case(words: &[&str]) -> Json {
    let part = |(number, part): (usize, &str)| {
        let (first, rest) = part.split_at(1);
        let capital = first.to_ascii_uppercase();
        match number {
            0 => format!("[{capital}{first}]{rest}"),
            _ => format!("(-?{capital}|-{first}){rest}"),
        }
    };
    let patterns = words.iter().map(|word| {
        let parts = word.split('-').enumerate().map(part);
        parts.collect::<String>()
    });
    alternatives(words, patterns)
}

/// Returns the schema of a word that an editor offers, or of one that matches a pattern.
fn alternatives(words: &[&str], patterns: impl Iterator<Item = String>) -> Json {
    let patterns: Vec<String> = patterns.collect();
    json!([
        { "type": "string", "enum": words },
        { "type": "string", "pattern": format!("^({})$", patterns.join("|")) },
    ])
}
