//! Texts in the form in which they are searched.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// How closely a field matches, the closest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Closeness {
    /// The field is the text.
    Whole,
    /// The field has the text as whole words.
    Words,
    /// The field has the text from the start of a word.
    Start,
    /// The field has each word of the text from the start of a word.
    Scattered,
}

/// A text in the form in which it is searched: lower case, without accents, with a space for everything that is neither a
/// letter nor a digit.
pub(super) struct Folded {
    text: String,
    /// For each byte of `text`, the place in the original text of the character that it comes from, and after the last one
    /// the length of the original text.
    origins: Vec<usize>,
}

impl Folded {
    pub(super) fn of(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origins = Vec::with_capacity(original.len() + 1);
        for (at, letter) in original.char_indices() {
            for folded in std::iter::once(letter).nfkd().flat_map(char::to_lowercase) {
                if is_combining_mark(folded) {
                    continue;
                }
                let folded = if folded.is_alphanumeric() {
                    folded
                } else {
                    ' '
                };
                let is_second_space = folded == ' ' && (text.is_empty() || text.ends_with(' '));
                if !is_second_space {
                    text.push(folded);
                    origins.resize(text.len(), at);
                }
            }
        }
        let length = text.trim_end().len();
        text.truncate(length);
        origins.truncate(length);
        origins.push(original.len());
        Self { text, origins }
    }

    /// Returns `true` if the text has no letters and digits.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns how closely this text contains another one, and where in the original text; `None` if it does not.
    pub(super) fn find(&self, wanted: &Self) -> Option<(Closeness, Range<usize>)> {
        if self.text == wanted.text {
            return Some((Closeness::Whole, 0..self.origins[self.text.len()]));
        }
        let starts = || self.starts_of(&wanted.text);
        let has_end = |start: &usize| {
            let rest = &self.text[start + wanted.text.len()..];
            rest.is_empty() || rest.starts_with(' ')
        };
        if let Some(start) = starts().find(has_end) {
            return Some((Closeness::Words, self.original(start, wanted.text.len())));
        }
        if let Some(start) = starts().next() {
            return Some((Closeness::Start, self.original(start, wanted.text.len())));
        }
        let mut first = None;
        for word in wanted.text.split(' ') {
            let start = self.starts_of(word).next()?;
            first = first.or(Some(self.original(start, word.len())));
        }
        first.map(|range| (Closeness::Scattered, range))
    }

    /// Returns the places at which a text begins with a word. Scripts without spaces between words have it anywhere.
    fn starts_of<'t>(&'t self, wanted: &'t str) -> impl Iterator<Item = usize> + 't {
        let has_spaces = wanted
            .chars()
            .next()
            .is_none_or(|letter| letter < FIRST_WITHOUT_SPACES);
        self.text
            .match_indices(wanted)
            .map(|(start, _)| start)
            .filter(move |start| {
                *start == 0 || !has_spaces || self.text.as_bytes()[start - 1] == b' '
            })
    }

    fn original(&self, start: usize, length: usize) -> Range<usize> {
        self.origins[start]..self.origins[start + length]
    }
}

/// The first character of the scripts of East Asia, which have no spaces between words.
const FIRST_WITHOUT_SPACES: char = '\u{2E80}';

#[cfg(test)]
mod tests {
    use super::Folded;

    #[test]
    fn case_accents_and_punctuation_do_not_count() {
        for (text, wanted, found) in [
            ("Communauté Économique", "economique", Some("Économique")),
            (
                "\"Berlin Plus\" concluded",
                "berlin-plus",
                Some("Berlin Plus"),
            ),
            ("Somalia", "somali", Some("Somali")),
            ("the Union", "nion", None),
            ("非洲联盟", "联盟", Some("联盟")),
            ("peace and security", "security peace", Some("security")),
            ("ﬁrst", "first", Some("ﬁrst")),
            ("peace -- and more", "peace and", Some("peace -- and")),
            ("İstanbul", "istanbul", Some("İstanbul")),
        ] {
            let place = Folded::of(text).find(&Folded::of(wanted));
            let place = place.map(|(_, range)| &text[range]);
            assert_eq!(place, found, "{wanted} in {text}");
        }
    }
}
