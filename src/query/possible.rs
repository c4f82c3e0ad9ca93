//! Partnerships that a query leaves out although they may match.

use super::resolve::Query;
use crate::model::{Coding, Key, Partnership};

impl Query<'_> {
    /// Returns the partnerships that do not match, but would if their uncertain dates were other possible days; in the
    /// order of the dataset.
    ///
    /// A spell, motive or shared operation that the query filters may then have started by its time, or not have ended
    /// before it.
    pub fn possible_matches(&self) -> Vec<Key<Partnership>> {
        let mut found = self.candidates();
        found.retain(|key| {
            !self.partnership_matches(*key) && self.partnership_possibly_matches(*key)
        });
        found
    }

    /// Returns the partnerships that do not match because they have no phases under the coding of the query, while they
    /// do under another one; in the order of the dataset.
    pub fn uncoded_matches(&self) -> Vec<Key<Partnership>> {
        let codings = || self.graph.dataset().vocabularies().codings.keys();
        let is_coded = |key: Key<Partnership>, coding: Key<Coding>| {
            !self.graph.index().spells(key, coding).is_empty()
        };
        let mut found = self.candidates();
        found.retain(|key| {
            !is_coded(*key, self.coding)
                && codings().any(|coding| is_coded(*key, coding))
                && !self.spells_match(*key)
                && self.other_filters_match(*key)
        });
        found
    }
}
