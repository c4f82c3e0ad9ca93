//! Filters on motives: motive, holder.

use crate::graph::DayRange;
use crate::model::{Key, Motive, MotiveClaim, Organization, Partnership};
use crate::query::Minimum;
use crate::query::resolve::Query;

impl Query<'_> {
    /// Returns `true` if there is a filter on motives or their holders.
    pub(in crate::query) fn filters_motives(&self) -> bool {
        self.motives.is_some() || !self.held_by.is_empty()
    }

    /// Returns `true` if the partnership has a matching motive at the time of the query.
    pub(in crate::query) fn motives_match(&self, key: Key<Partnership>) -> bool {
        let days = self.time.days();
        let mut matching = self.matching_motives(key);
        !self.filters_motives() || matching.any(|(_, held)| held.overlaps(days))
    }

    /// Returns `true` if a motive that is not held at the time of the query would match if its uncertain dates were other
    /// possible days.
    pub(in crate::query) fn motives_possibly_match(&self, key: Key<Partnership>) -> bool {
        let days = self.time.days();
        let claims = &self.graph.partnership(key).record().motives;
        self.matching_motives(key)
            .any(|(row, held)| self.graph.is_possibly_held(&claims[row], held, days))
    }

    /// Returns `true` if a motive that is held on some days matches at the time of the query.
    pub(crate) fn motive_matches(&self, claim: &MotiveClaim, held: DayRange) -> bool {
        self.minimum.accepts_motive(claim)
            && held.overlaps(self.time.days())
            && self.is_named_motive(claim.motive, claim.holder)
    }

    /// Returns the motives of a partnership that match at any time: their rows and the days on which they are held.
    fn matching_motives(&self, key: Key<Partnership>) -> impl Iterator<Item = (usize, DayRange)> {
        let motives = self.graph.index().motives(key).iter().enumerate();
        motives
            .filter(move |(row, dated)| {
                self.is_named_motive(dated.motive, dated.holder) && self.motive_counts(key, *row)
            })
            .map(|(row, dated)| (row, dated.days))
    }

    /// Returns `true` if the filters on motives and holders accept a motive.
    pub(in crate::query) fn is_named_motive(
        &self,
        motive: Key<Motive>,
        holder: Key<Organization>,
    ) -> bool {
        let motives = self.motives.as_ref();
        motives.is_none_or(|motives| motives.contains(&motive))
            && (self.held_by.is_empty() || self.held_by.contains(&holder))
    }

    /// Returns `true` if a motive has the minimum evidence, which only the records know.
    fn motive_counts(&self, key: Key<Partnership>, row: usize) -> bool {
        self.minimum == Minimum::NONE || {
            let claims = &self.graph.partnership(key).record().motives;
            self.minimum.accepts_motive(&claims[row])
        }
    }
}
