//! The text of a set entry, without punctuation that the engine sets twice or around nothing.
//!
//! The language requires that adjacent punctuation is merged, also across quotation marks (CSL 1.0.2, `affixes` and
//! `punctuation-in-quote`). hayagriva 0.10.1 leaves some of it (typst/hayagriva issues 146 and 327).

/// Protects the end of a number: its brackets and digits are then not taken for punctuation. It is invisible, and
/// removed from the set text.
pub(super) const GUARD: char = '\u{2060}';

/// Marks that end a sentence; a full stop after them is redundant.
const SENTENCE_ENDS: [char; 3] = ['.', '?', '!'];

/// Marks that close a quotation.
const CLOSING_QUOTES: [char; 4] = ['”', '’', '»', '“'];

/// Joins the words of an entry into one line, and repairs its punctuation. Addresses are kept as they are.
pub(super) fn tidy(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let word: String = word
            .chars()
            .filter(|character| *character != GUARD)
            .collect();
        if word.contains("://") {
            // "Retrieved" introduces the date of access, which we do not print.
            let length = line.strip_suffix(" Retrieved").unwrap_or(&line).len();
            line.truncate(length);
            append(&mut line, &word);
        } else {
            append(&mut line, &repaired(&word));
        }
    }
    line
}

/// Appends a word after a space. A mark that is a word by itself joins the previous word, or is left out after another
/// mark.
fn append(line: &mut String, word: &str) {
    match word {
        "." | "," if line.ends_with(SENTENCE_ENDS) || line.ends_with([',', ';', ':']) => {}
        "." | "," | "" => line.push_str(word),
        word => {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
}

/// Removes redundant punctuation from a word: `,.`, `..`, `?.`, `.”.`, `,)`, `()`.
fn repaired(word: &str) -> String {
    let characters: Vec<char> = word.replace("()", "").replace("[]", "").chars().collect();
    let kept = characters.iter().enumerate().filter(|(index, character)| {
        let next = characters.get(index + 1);
        let is_redundant = match character {
            ',' => matches!(next, Some('.' | ')')),
            '.' => next != Some(&'.') && has_ended(&characters[..*index]),
            _ => false,
        };
        !is_redundant
    });
    kept.map(|(_, character)| character).collect()
}

/// Returns `true` if a sentence has already ended, possibly within a quotation. An ellipsis does not count, because the
/// full stop after it is part of it.
fn has_ended(before: &[char]) -> bool {
    let (is_quoted, rest) = match before {
        [rest @ .., quote] if CLOSING_QUOTES.contains(quote) => (true, rest),
        rest => (false, rest),
    };
    match rest {
        [.., '.', '.'] => is_quoted,
        [.., last] => SENTENCE_ENDS.contains(last),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{GUARD, tidy};

    #[test]
    fn redundant_punctuation_is_removed() {
        for (set, expected) in [
            ("NATO. 2004,. “Title?”.", "NATO. 2004. “Title?”"),
            ("Title . , () 2004 ,", "Title. 2004,"),
            ("And so on... 2004..", "And so on... 2004."),
            (
                "Title. Retrieved https://a.org/b..c",
                "Title. https://a.org/b..c",
            ),
        ] {
            assert_eq!(tidy(set), expected);
        }
        assert_eq!(tidy(&format!("S/RES/1 (2004){GUARD}.")), "S/RES/1 (2004).");
    }
}
