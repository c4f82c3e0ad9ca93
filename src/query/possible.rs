//! What may match too, because a date is uncertain.

use super::resolve::Query;
use crate::graph::possibly_overlaps;
use crate::model::{Key, Partnership};

impl Query<'_> {
    /// Returns the partnerships that do not match and would if uncertain dates fell otherwise, in the
    /// order of the dataset.
    ///
    /// What is asked for (a phase, a motive, a shared operation) may then have begun by the time asked of, or
    /// not have ended by then.
    pub fn possible_matches(&self) -> Vec<Key<Partnership>> {
        let mut found = self.candidates();
        found.retain(|key| !self.matches(*key) && self.may_match(*key));
        found
    }

    /// Returns the partnerships that do not match because the coding reads no phase of them, while another
    /// coding does; in the order of the dataset.
    pub fn uncoded_matches(&self) -> Vec<Key<Partnership>> {
        let codings = || self.graph.dataset().vocabularies().codings.keys();
        let is_read = |key, coding| !self.graph.index().spells(key, coding).is_empty();
        let mut found = self.candidates();
        found.retain(|key| {
            !is_read(*key, self.coding)
                && codings().any(|coding| is_read(*key, coding))
                && !self.stands(*key)
                && self.may_relate(*key)
        });
        found
    }

    fn may_match(&self, key: Key<Partnership>) -> bool {
        self.members_match(self.graph.partnership(key).dyad().members())
            && (self.stands(key) || self.may_stand(key))
            && (self.is_motivated(key) || self.may_be_motivated(key))
            && (self.shares(key) || self.may_share(key))
    }

    fn may_stand(&self, key: Key<Partnership>) -> bool {
        let days = self.state_days();
        let windows = self.graph.index().spells(key, self.coding);
        let spells = self.graph.partnership(key).record().spells(self.coding);
        windows.iter().enumerate().any(|(row, window)| {
            let next = spells.get(row + 1).map(|next| next.from);
            let end = spells[row].to.and_then(|to| to.date().copied()).or(next);
            let start = Some(&spells[row].from);
            possibly_overlaps(window.days, start, end.as_ref(), days) && self.fits(key, row, window)
        })
    }

    fn may_be_motivated(&self, key: Key<Partnership>) -> bool {
        let days = self.time.days();
        let claims = &self.graph.partnership(key).record().motives;
        self.wanted_motives(key).any(|(row, held)| {
            let end = claims[row].to.as_ref().and_then(|to| to.date());
            possibly_overlaps(held, claims[row].from.as_ref(), end, days)
        })
    }

    fn may_share(&self, key: Key<Partnership>) -> bool {
        let mut shared = self.graph.partnership(key).joint_participations();
        shared
            .any(|shared| self.wants_shared(shared.dated()) && shared.possibly_overlaps(self.time))
    }
}
