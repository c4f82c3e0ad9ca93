//! The text of a set entry: the punctuation that Hayagriva sets twice or around nothing is taken away.

use super::symbol::GUARD;

/// Marks that end a sentence; a full stop after them says nothing.
const ENDS: [char; 3] = ['.', '?', '!'];

/// Marks that close a quotation.
const QUOTES: [char; 4] = ['”', '’', '»', '“'];

/// Puts the words of an entry into one line and mends its punctuation; addresses are kept as they are.
pub(super) fn tidy(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let word: String = word.chars().filter(|letter| *letter != GUARD).collect();
        if word.contains("://") {
            // Without the day of access, the word before the address leads nowhere.
            let length = line.strip_suffix(" Retrieved").unwrap_or(&line).len();
            line.truncate(length);
            append(&mut line, &word);
        } else {
            append(&mut line, &mended(&word));
        }
    }
    line
}

/// Appends a word after a space; a mark that stands alone joins what it follows or is left out.
fn append(line: &mut String, word: &str) {
    match word {
        "." | "," if line.ends_with(ENDS) || line.ends_with([',', ';', ':']) => {}
        "." | "," | "" => line.push_str(word),
        word => {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
}

/// Takes what is doubled out of a word: `,.`, `..`, `?.`, `.”.`, `,)`, `()`.
fn mended(word: &str) -> String {
    let letters: Vec<char> = word.replace("()", "").replace("[]", "").chars().collect();
    let mut mended = String::with_capacity(word.len());
    for (place, letter) in letters.iter().enumerate() {
        let follows = |mark: &[char]| {
            letters
                .get(place + 1)
                .is_some_and(|next| mark.contains(next))
        };
        let is_doubled = match letter {
            ',' => follows(&['.', ')']),
            '.' => is_second_end(&letters[..place]) && !follows(&['.']),
            _ => false,
        };
        if !is_doubled {
            mended.push(*letter);
        }
    }
    mended
}

/// Says whether a sentence has ended already, also within a quotation; dots that leave something out are kept.
fn is_second_end(before: &[char]) -> bool {
    let (quote, rest) = match before {
        [rest @ .., quote] if QUOTES.contains(quote) => (true, rest),
        rest => (false, rest),
    };
    match rest {
        [.., '.', '.'] => quote,
        [.., last] => ENDS.contains(last),
        [] => false,
    }
}
