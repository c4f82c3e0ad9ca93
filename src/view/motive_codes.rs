//! Motives in short codes, for places where their names would crowd out everything else.

use crate::graph::motive_codes;
use crate::model::{Key, Motive, Records, Vocable};

/// A code for every motive of a vocabulary, and its label.
pub(crate) struct MotiveCodes {
    codes: Vec<(String, String)>,
}

impl MotiveCodes {
    pub(crate) fn of(motives: &Records<Motive>) -> Self {
        let labels = motives.iter().map(|motive| motive.term().label.to_string());
        Self {
            codes: motive_codes(motives).into_iter().zip(labels).collect(),
        }
    }

    /// Spells motives as their codes, in the order in which they are given.
    pub(crate) fn spelled(&self, motives: &[Key<Motive>]) -> String {
        let codes: Vec<&str> = motives
            .iter()
            .map(|motive| self.codes[motive.index()].0.as_str())
            .collect();
        codes.join(" ")
    }

    /// Explains the codes in a sentence.
    pub(crate) fn note(&self) -> String {
        let codes: Vec<String> = self
            .codes
            .iter()
            .map(|(code, label)| format!("{code} {}", crate::phrase::uncapitalized(label)))
            .collect();
        format!("Motives: {}.", codes.join(" · "))
    }
}
