//! Motives in short codes, for places where their names would crowd out everything else.

use crate::model::{Key, Motive, Table, Vocable};

/// A code for every motive of a vocabulary, and its label.
pub(super) struct MotiveCodes {
    codes: Vec<(String, String)>,
}

impl MotiveCodes {
    pub(super) fn of(motives: &Table<Motive>) -> Self {
        let codes = codes(motives.iter().map(|motive| &*motive.term().label));
        Self { codes }
    }

    /// Spells motives as their codes, in the order in which they are given.
    pub(super) fn spelled(&self, motives: &[Key<Motive>]) -> String {
        let codes: Vec<&str> = motives
            .iter()
            .map(|motive| self.codes[motive.index()].0.as_str())
            .collect();
        codes.join(" ")
    }

    /// Explains the codes in a sentence.
    pub(super) fn note(&self) -> String {
        let codes: Vec<String> = self
            .codes
            .iter()
            .map(|(code, label)| format!("{code} {}", super::uncapitalized(label)))
            .collect();
        format!("Motives: {}.", codes.join(" · "))
    }
}

/// Makes a short code for each label: the initials of its words, or of one word the first letters, as
/// many as it takes for no two to be the same.
fn codes<'l>(labels: impl Iterator<Item = &'l str>) -> Vec<(String, String)> {
    let mut codes: Vec<(String, String)> = Vec::new();
    for label in labels {
        let words: Vec<&str> = label.split_whitespace().collect();
        let initials: String = match words.as_slice() {
            [word] => word.chars().take(2).collect(),
            words => words
                .iter()
                .filter_map(|word| word.chars().next())
                .collect(),
        };
        let short = |extra: usize| {
            let more = label
                .chars()
                .filter(|letter| letter.is_alphanumeric())
                .skip(1)
                .take(extra);
            let base = if extra == 0 {
                initials.to_uppercase()
            } else {
                initials[..].chars().take(1).collect()
            };
            base.chars().chain(more).collect::<String>()
        };
        let mut lengths = 0..=label.chars().count();
        let free = lengths.find(|extra| codes.iter().all(|(code, _)| *code != short(*extra)));
        codes.push((
            free.map_or_else(|| label.to_owned(), short),
            label.to_owned(),
        ));
    }
    codes
}
