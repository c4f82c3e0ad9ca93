//! The minimum evidence of the claims that count.

use crate::model::{Claim, Confidence, Key, MotiveClaim, Strength};

/// The minimum evidence of the claims that count in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Minimum {
    pub(crate) confidence: Confidence,
    /// The weakest strength of the motives that count. If there is one, motives without a strength do not count.
    pub(crate) strength: Option<Key<Strength>>,
}

impl Minimum {
    /// The minimum that every claim has.
    pub(crate) const NONE: Self = Self {
        confidence: Confidence::Low,
        strength: None,
    };

    /// Returns `true` if a claim counts, as far as its confidence decides.
    pub(crate) fn accepts(self, claim: &Claim) -> bool {
        claim.confidence >= self.confidence
    }

    /// Returns `true` if a motive counts: it has the minimum confidence and the minimum strength.
    pub(crate) fn accepts_motive(self, motive: &MotiveClaim) -> bool {
        // The vocabulary has the most direct strength first.
        let is_strong = self
            .strength
            .is_none_or(|weakest| motive.strength.is_some_and(|own| own <= weakest));
        is_strong && self.accepts(&motive.claim)
    }
}
