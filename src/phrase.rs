//! The small texts that every layer needs: suggestions, lists of alternatives, periods, and texts made
//! safe to print.

use std::borrow::Cow;
use std::fmt::Display;

/// Returns up to three words near to the unknown one, the nearest first.
///
/// Nearness is the Damerau–Levenshtein distance (one insertion, deletion, substitution or
/// transposition counts one), case set aside; a name that begins with the unknown one, or has a long word
/// of it among its own, is near too.
pub(crate) fn nearest<'w>(unknown: &str, words: impl IntoIterator<Item = &'w str>) -> Vec<String> {
    const LONGEST: usize = 200;
    if unknown.len() > LONGEST {
        return Vec::new();
    }
    let unknown = unknown.to_lowercase();
    let allowed = (unknown.chars().count() / 3).clamp(1, 3);
    let letters = unknown.chars().count();
    let long: Vec<&str> = parts(&unknown).filter(|part| part.len() >= 4).collect();
    let mut near: Vec<(usize, String, &str)> = words
        .into_iter()
        .filter(|word| word.len() <= LONGEST)
        .filter_map(|word| {
            let lower = word.to_lowercase();
            let begins = unknown.len() >= 3 && lower.starts_with(&unknown)
                || parts(&lower).any(|part| long.contains(&part));
            // Words that differ much in length are far apart whatever their letters are.
            if !begins && lower.chars().count().abs_diff(letters) > allowed {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&unknown, &lower);
            (distance <= allowed || begins).then_some((distance, lower, word))
        })
        .collect();
    near.sort_unstable();
    near.dedup_by(|a, b| a.1 == b.1);
    near.into_iter()
        .take(3)
        .map(|(_, _, word)| word.to_owned())
        .collect()
}

/// Returns the words of a name.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|letter: char| !letter.is_alphanumeric())
}

/// Returns the words nearest to the unknown one; if none is near and there are few, all of them.
pub(crate) fn nearest_or_few<'w>(
    unknown: &str,
    words: impl IntoIterator<Item = &'w str>,
) -> Vec<String> {
    const FEW: usize = 10;
    let words: Vec<&str> = words.into_iter().collect();
    match nearest(unknown, words.iter().copied()) {
        near if !near.is_empty() => near,
        _ if words.len() > FEW => Vec::new(),
        _ => words.into_iter().map(str::to_owned).collect(),
    }
}

/// Asks for the words that were found: up to three near ones, or all that there are.
pub(crate) fn question(words: &[String]) -> String {
    match words.len() {
        0..=3 => format!("Did you mean {}?", alternatives(words)),
        _ => format!("Write {}.", alternatives(words)),
    }
}

/// Lists words as alternatives: `a`, `b` or `c`.
pub(crate) fn alternatives(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}

/// Returns a period in words, such as `2003-01-01 to 2010-12-31`; `None` is an open side.
pub(crate) fn period(first: Option<impl Display>, last: Option<impl Display>) -> String {
    match (first, last) {
        (None, None) => "all time".to_owned(),
        (None, Some(last)) => format!("the time to {last}"),
        (Some(first), None) => format!("the time from {first}"),
        (Some(first), Some(last)) => format!("{first} to {last}"),
    }
}

/// Makes the first letter small, unless the word is an abbreviation.
pub(crate) fn uncapitalized(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_uppercase() => {
            text.to_owned()
        }
        (Some(first), _) => first.to_lowercase().chain(text.chars().skip(1)).collect(),
        (None, _) => String::new(),
    }
}

/// Makes the control characters of a text visible, so that no text of a dataset can steer a
/// terminal; line breaks become spaces.
///
/// Nearly every text is plain, and comes back as it is.
pub fn visible(text: &str) -> Cow<'_, str> {
    // Looked at to the end, many letters are looked at at a time.
    let is_plain = |plain: bool, byte: u8| plain & matches!(byte, b' '..=b'~');
    match text.bytes().fold(true, is_plain) || text.chars().all(|letter| shown(letter) == letter) {
        true => text.into(),
        false => text.chars().map(shown).collect(),
    }
}

fn shown(letter: char) -> char {
    match letter {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' | '\u{85}' => ' ',
        letter if letter.is_control() || is_override(letter) => '\u{FFFD}',
        letter => letter,
    }
}

/// Says whether a character reorders the text around it, beyond its own word.
fn is_override(letter: char) -> bool {
    matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Escapes a text for a cell of a table or a line of Markdown.
pub(crate) fn escape_markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in visible(text).chars() {
        match letter {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_or_few};

    #[test]
    fn the_nearest_word_comes_first() {
        let words = [
            "resource-dependence",
            "shared-values",
            "un",
            "eu",
            "au",
            "nato",
        ];
        assert_eq!(
            nearest("resource-dependance", words),
            ["resource-dependence"]
        );
        assert_eq!(nearest("NTAO", words), ["nato"]);
        assert_eq!(nearest("shared", words), ["shared-values"]);
        assert!(nearest("zzz", words).is_empty());
    }

    #[test]
    fn a_word_is_suggested_once_whatever_its_case() {
        assert_eq!(nearest("natoo", ["nato", "NATO", "Nato"]), ["NATO"]);
        assert_eq!(nearest("amisomm", ["amisom", "AMISOM", "amis"]), ["AMISOM"]);
    }

    #[test]
    fn a_short_list_is_named_whole() {
        assert_eq!(
            nearest_or_few("paused", ["active", "stalled"]),
            ["active", "stalled"]
        );
        assert_eq!(nearest_or_few("staled", ["active", "stalled"]), ["stalled"]);
        let many: Vec<String> = (0..20).map(|row| format!("word-{row}")).collect();
        assert!(nearest_or_few("paused", many.iter().map(String::as_str)).is_empty());
    }
}
