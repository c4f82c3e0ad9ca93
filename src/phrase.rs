//! Small texts that every layer needs: suggestions, lists of alternatives, periods, and text that is safe to print.

use std::borrow::Cow;
use std::fmt::Display;

use unicode_normalization::UnicodeNormalization as _;

/// Returns a name in the form in which names are compared, so that spellings that look alike are one name: in Unicode
/// normalization form KC, in lower case, with single spaces, and without invisible characters.
pub(crate) fn comparable(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    put_comparable(name, &mut text);
    text
}

/// Puts a name in the form in which names are compared in place of a text, whose memory is used again.
pub(crate) fn put_comparable(name: &str, text: &mut String) {
    text.clear();
    let mut put_words = |name: &str| {
        for word in name.split_whitespace() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
    };
    if name.is_ascii() {
        put_words(name);
        text.make_ascii_lowercase();
    } else {
        let visible = name.chars().filter(|letter| !is_invisible(*letter));
        // Lower case can separate what was composed (`İ` becomes `i` and a dot), so that it is composed again.
        let normalized: String = visible.nfkc().flat_map(char::to_lowercase).nfkc().collect();
        put_words(&normalized);
    }
}

/// Returns a name in the form of the columns `folded`: as names are compared, with `=` and a number in place of each character
/// that engines read differently within a string.
///
/// Names that are compared as equal have the same form, and no others have.
pub(crate) fn folded(name: &str) -> String {
    let mut text = String::new();
    for letter in comparable(name).chars() {
        if letter != '=' && is_plain_in_sql(letter) {
            text.push(letter);
        } else {
            text += &format!("={:X}.", u32::from(letter));
        }
    }
    text
}

/// Returns `true` if all engines of SQL read a character within a string as it is.
pub(crate) fn is_plain_in_sql(letter: char) -> bool {
    letter.is_alphanumeric() || " -.:,()/+=".contains(letter)
}

/// Returns `true` if a text has nothing that a reader could see.
pub(crate) fn is_blank(text: &str) -> bool {
    // The blank pattern of Braille is drawn as a space.
    const BRAILLE_BLANK: char = '\u{2800}';
    text.chars().all(|letter| {
        letter.is_whitespace()
            || letter.is_control()
            || letter == BRAILLE_BLANK
            || is_invisible(letter)
    })
}

/// Returns `true` if a character has no shape of its own (`Default_Ignorable_Code_Point` in Unicode).
pub(crate) fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFF8}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// The quotation marks of word processors, which are a part of what they enclose in YAML.
pub(crate) const CURLY_QUOTES: [char; 7] = ['“', '”', '„', '‘', '’', '«', '»'];

/// Returns up to three words that are similar to an unknown one, the most similar first.
///
/// Similarity is measured by the Damerau–Levenshtein distance (an insertion, deletion, substitution or transposition
/// counts one), regardless of case. A word is similar too if it begins with the unknown one, or if both contain the same
/// long part.
pub(crate) fn nearest<'w>(unknown: &str, words: impl IntoIterator<Item = &'w str>) -> Vec<String> {
    // The distance takes time in the product of the lengths.
    const MAX_LENGTH: usize = 200;
    const MAX_SUGGESTIONS: usize = 3;
    const MIN_PREFIX_LENGTH: usize = 3;
    const MIN_PART_LENGTH: usize = 4;
    if unknown.len() > MAX_LENGTH {
        return Vec::new();
    }
    let unknown = comparable(unknown.trim_matches(CURLY_QUOTES));
    let length = unknown.chars().count();
    let max_distance = (length / 3).clamp(1, 3);
    let long_parts: Vec<&str> = parts(&unknown)
        .filter(|part| part.len() >= MIN_PART_LENGTH)
        .collect();
    let mut similar: Vec<(usize, String, &str)> = words
        .into_iter()
        .filter(|word| word.len() <= MAX_LENGTH)
        .filter_map(|word| {
            let lower = comparable(word);
            let shares_part = (unknown.len() >= MIN_PREFIX_LENGTH && lower.starts_with(&unknown))
                || parts(&lower).any(|part| long_parts.contains(&part));
            // The distance is at least the difference of the lengths.
            if !shares_part && lower.chars().count().abs_diff(length) > max_distance {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&unknown, &lower);
            (distance <= max_distance || shares_part).then_some((distance, lower, word))
        })
        .collect();
    similar.sort_unstable();
    similar.dedup_by(|a, b| a.1 == b.1);
    let suggestions = similar.into_iter().take(MAX_SUGGESTIONS);
    suggestions.map(|(_, _, word)| word.to_owned()).collect()
}

/// Returns the parts of a name, between characters that are neither letters nor digits.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|letter: char| !letter.is_alphanumeric())
}

/// Returns the words that are most similar to an unknown one. If none is similar and there are few words, returns all.
pub(crate) fn nearest_or_few<'w>(
    unknown: &str,
    words: impl IntoIterator<Item = &'w str>,
) -> Vec<String> {
    const MAX_LISTED: usize = 10;
    let words: Vec<&str> = words.into_iter().collect();
    let similar = nearest(unknown, words.iter().copied());
    if similar.is_empty() && words.len() <= MAX_LISTED {
        return words.into_iter().map(str::to_owned).collect();
    }
    similar
}

/// Returns a sentence that suggests words: a question for up to three similar ones, or a request for more.
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

/// Returns the form of a word for a number of things: that of one thing, or that of several.
pub(crate) fn plural(count: usize, [one, many]: [&str; 2]) -> &str {
    if count == 1 { one } else { many }
}

/// Returns a number with its noun, such as `1 tie` or `3 ties`.
pub(crate) fn counted(count: usize, nouns: [&str; 2]) -> String {
    format!("{count} {}", plural(count, nouns))
}

/// Returns a period in words, such as `2003-01-01 to 2010-12-31`. `None` means that the period is open on that side.
pub(crate) fn period(first: Option<impl Display>, last: Option<impl Display>) -> String {
    match (first, last) {
        (None, None) => "all time".to_owned(),
        (None, Some(last)) => format!("the time to {last}"),
        (Some(first), None) => format!("the time from {first}"),
        (Some(first), Some(last)) => format!("{first} to {last}"),
    }
}

/// Returns a number with up to three decimals, for people. One that would become 0, which it is not, keeps three digits.
pub(crate) fn rounded(number: f64) -> f64 {
    // Adding 0 turns -0 into 0. A number without a fraction may be too large for the product below.
    if number.fract() == 0.0 {
        return number + 0.0;
    }
    match (number * 1_000.0).round() / 1_000.0 {
        0.0 => format!("{number:.2e}").parse().unwrap_or(number),
        rounded => rounded,
    }
}

/// Returns a number as [`rounded`] does, with commas between thousands.
pub(crate) fn number(number: f64) -> String {
    let rounded = rounded(number);
    let text = rounded.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if rounded < 0.0 { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", grouped(whole))
}

/// Returns digits with commas between thousands.
pub(crate) fn grouped(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Returns bytes as hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns a text with its first letter in lower case, unless the text begins with an abbreviation (two capitals).
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

/// Returns a text with its first letter in upper case.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// Replaces the control characters of a text by visible ones, so that no text of a dataset can control a terminal. Line
/// breaks become spaces.
///
/// ```
/// use interorg::phrase::visible;
///
/// assert_eq!(visible("two\nlines"), "two lines");
/// assert_eq!(visible("\u{1B}[31mred"), "\u{FFFD}[31mred");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    // Nearly every text is ASCII without control characters. A loop without early exit compares many bytes at a time.
    let is_plain = text
        .bytes()
        .fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'));
    if is_plain || text.chars().all(|letter| visible_char(letter) == letter) {
        text.into()
    } else {
        text.chars().map(visible_char).collect()
    }
}

fn visible_char(letter: char) -> char {
    match letter {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' | '\u{85}' => ' ',
        letter if letter.is_control() || is_bidi_override(letter) => char::REPLACEMENT_CHARACTER,
        letter => letter,
    }
}

/// Returns `true` if a character changes the direction of the text after it, so that the text reads as another one
/// ("Trojan Source", CVE-2021-42574).
fn is_bidi_override(letter: char) -> bool {
    matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Escapes a text for a table cell or a line of Markdown.
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
    use super::{comparable, is_blank, nearest, nearest_or_few, number};
    use unicode_normalization::UnicodeNormalization as _;

    #[test]
    fn numbers_have_three_decimals_and_are_0_only_if_they_are() {
        for (value, text) in [
            (1_234.5, "1,234.5"),
            (-1_234.567_8, "-1,234.568"),
            (0.000_5, "0.001"),
            (0.000_4, "0.0004"),
            (-0.000_012_345, "-0.0000123"),
            (-0.0, "0"),
            (1e21, "1,000,000,000,000,000,000,000"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn names_that_look_alike_are_compared_alike() {
        let name = "Communauté économique";
        let forms: [String; 4] = [
            name.nfc().collect(),
            name.nfd().collect(),
            name.nfkc().collect(),
            name.nfkd().collect(),
        ];
        for form in forms {
            assert_eq!(comparable(&form), comparable(name));
        }
        for alike in [
            " UN",
            "UN ",
            "un\u{200B}",
            "\u{FEFF}UN",
            "Ｕ\u{AD}N",
            "un\u{A0}",
        ] {
            assert_eq!(comparable(alike), "un", "{alike:?}");
        }
        assert_eq!(
            comparable("İstanbul"),
            comparable(&"İstanbul".to_lowercase())
        );
        assert_ne!(comparable("état"), comparable("etat"));
    }

    #[test]
    fn a_text_without_visible_characters_is_blank() {
        for blank in [
            "",
            " \t",
            "\u{A0}",
            "\u{200B}",
            "\u{FEFF}\u{2060}",
            "\u{3164}",
            "\u{2800}",
        ] {
            assert!(is_blank(blank), "{blank:?}");
        }
        assert!(!is_blank("\u{200B}."));
    }

    #[test]
    fn the_most_similar_word_comes_first() {
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
        assert_eq!(nearest("“NATO”", words), ["nato"]);
        assert_eq!(nearest("shared", words), ["shared-values"]);
        assert!(nearest("zzz", words).is_empty());
    }

    #[test]
    fn a_word_is_suggested_once_regardless_of_case() {
        assert_eq!(nearest("natoo", ["nato", "NATO", "Nato"]), ["NATO"]);
        assert_eq!(nearest("amisomm", ["amisom", "AMISOM", "amis"]), ["AMISOM"]);
    }

    #[test]
    fn a_short_list_is_returned_as_a_whole() {
        assert_eq!(
            nearest_or_few("paused", ["active", "stalled"]),
            ["active", "stalled"]
        );
        assert_eq!(nearest_or_few("staled", ["active", "stalled"]), ["stalled"]);
        let many: Vec<String> = (0..20).map(|row| format!("word-{row}")).collect();
        assert!(nearest_or_few("paused", many.iter().map(String::as_str)).is_empty());
    }
}
