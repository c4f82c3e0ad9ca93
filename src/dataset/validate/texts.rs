//! Texts: whether there is anything to read in them, and whether a name looks like another one.

use super::path::Path;
use super::references::References;
use crate::dataset::finding::{FindingKind, NameFlaw};
use crate::dataset::record::{Entries, Text};
use crate::model::is_language_tag;
use crate::phrase::{CURLY_QUOTES, is_blank, is_invisible};

impl References<'_> {
    /// Reports a text that must not be blank, if it is.
    pub(super) fn check_text(&mut self, text: &str, key: &'static str, path: &Path<'_>) {
        self.check_value(text, key, &path.key(key));
    }

    /// Reports a name that is blank, or that looks like another name. A name is what records are found or grouped by.
    pub(super) fn check_name(&mut self, name: &str, key: &'static str, path: &Path<'_>) {
        let path = path.key(key);
        self.check_value(name, key, &path);
        self.check_looks(name, &path);
    }

    /// Reports the flaws of the names under a key.
    pub(super) fn check_names(&mut self, names: &[Text], key: &'static str, path: &Path<'_>) {
        let list = path.key(key);
        for (index, name) in names.iter().enumerate() {
            let path = list.index(index);
            self.check_value(name, key, &path);
            self.check_looks(name, &path);
        }
    }

    /// Reports the flaws of names in other languages.
    pub(super) fn check_translations(
        &mut self,
        names: &Entries<Text>,
        key: &'static str,
        path: &Path<'_>,
    ) {
        let list = path.key(key);
        for (index, (language, name)) in names.0.iter().enumerate() {
            if !is_language_tag(language) {
                let text = language.to_string();
                self.find(
                    &list.entry_key(index),
                    FindingKind::InvalidLanguage { text },
                );
            }
            let path = list.entry(index);
            self.check_value(name, key, &path);
            self.check_looks(name, &path);
        }
    }

    fn check_value(&mut self, text: &str, key: &'static str, path: &Path<'_>) {
        if is_blank(text) {
            self.find(path, FindingKind::EmptyText { key });
        }
    }

    fn check_looks(&mut self, name: &str, path: &Path<'_>) {
        if let Some(flaw) = flaw(name).filter(|_| !is_blank(name)) {
            let name = name.to_owned();
            self.find(path, FindingKind::LookAlikeName { name, flaw });
        }
    }
}

/// Returns why a name looks like another one; `None` if it looks like no other.
fn flaw(name: &str) -> Option<NameFlaw> {
    if name.starts_with([' ', '\n']) || name.ends_with([' ', '\n']) {
        return Some(NameFlaw::OuterBlank);
    }
    let mut previous = None;
    for letter in name.chars() {
        let is_hidden = is_invisible(letter) && !is_needed(letter, previous);
        if is_odd_space(letter) || is_hidden || letter.is_control() {
            return Some(NameFlaw::Character(letter));
        }
        previous = Some(letter);
    }
    let is_quoted = name.starts_with(CURLY_QUOTES) && name.ends_with(CURLY_QUOTES);
    is_quoted.then_some(NameFlaw::CurlyQuotes)
}

/// Returns `true` if a character looks like a space but is not one. Chinese and Japanese have a space of their own.
fn is_odd_space(letter: char) -> bool {
    const IDEOGRAPHIC_SPACE: char = '\u{3000}';
    letter.is_whitespace() && letter != ' ' && letter != IDEOGRAPHIC_SPACE
}

/// Returns `true` if an invisible character changes how the character before it is written: a joiner in the scripts that
/// join letters, such as Arabic and Devanagari, and a variant of a symbol.
fn is_needed(letter: char, previous: Option<char>) -> bool {
    /// The first character of the scripts that join letters; Latin, Greek and Cyrillic are before it.
    const FIRST_JOINED: char = '\u{600}';
    let follows_joined = previous.is_some_and(|letter| letter >= FIRST_JOINED);
    matches!(letter, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}') && follows_joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_flawed_if_it_looks_like_another() {
        for (name, expected) in [
            ("UN ", NameFlaw::OuterBlank),
            (" UN", NameFlaw::OuterBlank),
            ("United\u{A0}Nations", NameFlaw::Character('\u{A0}')),
            ("United\u{202F}Nations", NameFlaw::Character('\u{202F}')),
            ("UN\u{200B}", NameFlaw::Character('\u{200B}')),
            ("U\u{200D}N", NameFlaw::Character('\u{200D}')),
            ("\u{FEFF}UN", NameFlaw::Character('\u{FEFF}')),
            ("U\u{AD}N", NameFlaw::Character('\u{AD}')),
            ("U\u{7F}N", NameFlaw::Character('\u{7F}')),
            ("U\u{9B}2JN", NameFlaw::Character('\u{9B}')),
            ("“UN”", NameFlaw::CurlyQuotes),
            ("„UN“", NameFlaw::CurlyQuotes),
        ] {
            assert_eq!(flaw(name), Some(expected), "{name:?}");
        }
    }

    #[test]
    fn honest_names_have_no_flaw() {
        for name in [
            "United Nations",
            "Communauté économique",
            "Группа “восьми” стран",
            "联合国　安理会",
            "سازمان پیمان‌های منطقه",
            "L’Union",
        ] {
            assert_eq!(flaw(name), None, "{name:?}");
        }
    }
}
