//! Partnerships without phases: those that the dataset only names, and those that follow from shared operations.

use std::collections::HashSet;

use crate::graph::{DayRange, PartnershipRef};
use crate::model::{Key, Operation, Partnership};
use crate::query::resolve::Query;

impl<'g> Query<'g> {
    /// Returns the days on which a partnership without phases is a tie, under the filters on operations.
    ///
    /// One that follows from shared operations is a tie while both members take part in a matching one. It has no coding, so
    /// it is none under a coding that the query names. One that the dataset names is a tie while both members exist.
    pub(in crate::query) fn phaseless_days(
        &self,
        partnership: PartnershipRef<'g>,
    ) -> impl Iterator<Item = DayRange> {
        let is_derived = partnership.is_derived();
        let excluded = self.filters_spells()
            || !partnership.has_no_phases()
            || (is_derived && self.names_coding);
        let has_lifetime = !excluded && !is_derived;
        let lifetime = has_lifetime.then(|| partnership.lifetime()).flatten();
        let joint = self.graph.index().joint_participations(partnership.key());
        let joint = joint.filter(move |joint| {
            !excluded && is_derived && self.joint_participation_matches(*joint)
        });
        lifetime.into_iter().chain(joint.map(|joint| joint.days))
    }

    /// Returns `true` if a partnership without phases is a tie at the time of the query.
    pub(in crate::query) fn phaseless_matches(&self, partnership: PartnershipRef<'g>) -> bool {
        let days = self.time.days();
        let mut tied = self.phaseless_days(partnership);
        tied.any(|tied| tied.overlaps(days))
    }

    /// Returns `true` if a partnership that follows from shared operations would be a tie at the time of the query if
    /// uncertain dates were other possible days.
    pub(in crate::query) fn phaseless_possibly_matches(
        &self,
        partnership: PartnershipRef<'g>,
    ) -> bool {
        let mut joint = partnership.joint_participations();
        partnership.is_derived()
            && !self.filters_spells()
            && !self.names_coding
            && joint.any(|joint| {
                self.joint_participation_matches(joint.dated())
                    && joint.possibly_overlaps(self.time)
            })
    }

    /// Returns `true` if the members of a partnership share as many matching operations at the time of the query as it
    /// requests.
    pub(in crate::query) fn shares_enough(&self, key: Key<Partnership>) -> bool {
        let Some(min_shared) = self.min_shared else {
            return true;
        };
        let days = self.time.days();
        let joint = self.graph.index().joint_participations(key);
        let joint = joint
            .filter(|joint| joint.days.overlaps(days) && self.joint_participation_matches(*joint));
        let shared: HashSet<Key<Operation>> = joint.map(|joint| joint.operation()).collect();
        shared.len() >= min_shared
    }
}
