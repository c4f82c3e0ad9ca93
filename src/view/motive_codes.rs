//! Short codes of motives, for tables and pictures in which their names would take up too much width.

use crate::graph::motive_codes;
use crate::model::{Key, Motive, Records, Vocable};

/// Explains the parentheses around codes.
pub(crate) const IN_DOUBT_NOTE: &str =
    "In parentheses: motives of which it is unknown whether they were held then.";

/// The code and the label of every motive of a vocabulary.
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

    /// Returns the code of a motive.
    pub(crate) fn code(&self, motive: Key<Motive>) -> &str {
        &self.codes[motive.index()].0
    }

    /// Returns the code of a motive of which it is unknown whether it is held: in parentheses.
    pub(crate) fn in_doubt(&self, motive: Key<Motive>) -> String {
        format!("({})", self.code(motive))
    }

    /// Returns a sentence that explains all codes.
    pub(crate) fn note(&self) -> String {
        let codes = self.codes.iter();
        let codes: Vec<String> = codes
            .map(|(code, label)| format!("{code} {}", crate::phrase::uncapitalized(label)))
            .collect();
        format!("Motives: {}.", codes.join(" · "))
    }
}
