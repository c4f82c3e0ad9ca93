//! The motives of a dyad in a year.

use std::collections::BTreeSet;

use crate::model::{Key, Known, Missing, Motive, MotiveClaim, Organization};

/// The motives that are held in a year, and those of which it is unknown.
pub(super) struct YearMotives<'g> {
    pub(super) held: Vec<&'g MotiveClaim>,
    pub(super) possible: Vec<&'g MotiveClaim>,
    /// The motives that nobody looked for, each with the member that may hold it.
    pub(super) open: Vec<(Key<Organization>, Key<Motive>)>,
    /// Whether a relation is recorded from which motives without dates can be dated.
    pub(super) can_date: bool,
}

impl YearMotives<'_> {
    /// Returns `true` if no motive is held and none may be.
    pub(super) fn is_empty(&self) -> bool {
        self.held.is_empty() && self.possible.is_empty() && self.open.is_empty()
    }

    /// Returns the number of holders of the motives that match; `None` if no motive matches.
    ///
    /// The number is unknown if a further member may hold a motive, also because nobody looked for it. A motive without dates is held from the first relation on;
    /// if no relation is recorded, it is unknown since when.
    pub(super) fn holders(&self, matches: impl Fn(Key<Motive>) -> bool) -> Option<Known<usize>> {
        let matching = |claims: &[&MotiveClaim], is_counted: &dyn Fn(&MotiveClaim) -> bool| {
            let claims = claims.iter().filter(|claim| matches(claim.motive));
            let counted = claims.filter(|claim| is_counted(claim));
            counted
                .map(|claim| claim.holder)
                .collect::<BTreeSet<Key<Organization>>>()
        };
        let is_datable = |claim: &MotiveClaim| self.can_date || claim.start().is_some();
        let holders = matching(&self.held, &is_datable);
        let mut possible = matching(&self.possible, &|_| true);
        possible.extend(matching(&self.held, &|claim| !is_datable(claim)));
        let open = self.open.iter().filter(|(_, motive)| matches(*motive));
        possible.extend(open.map(|(holder, _)| *holder));
        if holders.is_empty() && possible.is_empty() {
            None
        } else if possible.is_subset(&holders) {
            Some(Ok(holders.len()))
        } else {
            Some(Err(Missing::Unknown))
        }
    }
}
