//! Filters on partnerships as a whole.

use crate::graph::DayRange;
use crate::model::{Key, Organization, Partnership};
use crate::query::resolve::Query;

impl Query<'_> {
    /// Returns `true` if there is a filter that only a partnership can match: on phases, conditions or motives.
    pub fn filters_partnerships(&self) -> bool {
        self.filters_spells() || self.filters_motives()
    }

    /// Returns `true` if there is a filter that only a tie can match: on phases, conditions or motives, on the number of shared
    /// operations, or on the weight.
    pub(crate) fn filters_ties(&self) -> bool {
        self.filters_partnerships() || self.min_shared.is_some() || self.min_weight.is_some()
    }

    /// Returns `true` if there is any filter other than time, coding and confidence.
    pub(in crate::query) fn is_narrowed(&self) -> bool {
        self.filters_ties()
            || self.filters_operations()
            || !(self.with.is_empty() && self.between.is_empty())
    }

    /// Returns `true` if two organizations match: one of `with`, and both among `between`.
    pub(crate) fn members_match(&self, members: [Key<Organization>; 2]) -> bool {
        (self.with.is_empty() || members.iter().any(|key| self.with.contains(key)))
            && (self.between.is_empty() || members.iter().all(|key| self.between.contains(key)))
    }

    /// Returns `true` if a partnership matches.
    pub(in crate::query) fn partnership_matches(&self, key: Key<Partnership>) -> bool {
        self.spells_match(key) && self.other_filters_match(key)
    }

    /// Returns `true` if a partnership matches as far as it can be known: each filter certainly or possibly.
    pub(in crate::query) fn partnership_possibly_matches(&self, key: Key<Partnership>) -> bool {
        (self.spells_match(key) || self.spells_possibly_match(key))
            && self.other_filters_possibly_match(key)
    }

    /// Returns `true` if a partnership matches on any day (see [`Query::select_courses`]).
    pub(in crate::query) fn course_matches(&self, key: Key<Partnership>) -> bool {
        self.spells_match_in_any_coding(key) && self.other_filters_match(key)
    }

    /// Returns `true` if a partnership matches on any day, as far as it can be known: each filter certainly or possibly.
    pub(in crate::query) fn course_possibly_matches(&self, key: Key<Partnership>) -> bool {
        (self.spells_match_in_any_coding(key) || self.spells_possibly_match_in_any_coding(key))
            && self.other_filters_possibly_match(key)
    }

    /// Returns `true` if the members, motives and operations of a partnership match certainly or possibly, whatever its
    /// spells.
    fn other_filters_possibly_match(&self, key: Key<Partnership>) -> bool {
        self.dyad_matches(key)
            && (self.motives_match(key) || self.motives_possibly_match(key))
            && (self.operations_match(key) || self.operations_possibly_match(key))
            && self.shares_enough(key)
            && self.is_heavy_enough(key)
    }

    /// Returns `true` if the members, motives and operations of a partnership match, whatever its spells.
    pub(in crate::query) fn other_filters_match(&self, key: Key<Partnership>) -> bool {
        self.dyad_matches(key)
            && self.motives_match(key)
            && self.operations_match(key)
            && self.shares_enough(key)
            && self.is_heavy_enough(key)
    }

    /// Returns `true` if a partnership is a matching tie: its members have a relation at the time of the query, or else
    /// on the as-of date.
    pub(in crate::query) fn is_partnership_tie(&self, key: Key<Partnership>) -> bool {
        let days = self.state_days();
        self.relation_days(key).any(|held| held.overlaps(days)) && self.other_filters_match(key)
    }

    /// Returns the days of all relations between matching members, in matching spells, at any time.
    pub(crate) fn all_relation_days(&self) -> impl Iterator<Item = DayRange> {
        self.candidates()
            .into_iter()
            .filter(|key| self.dyad_matches(*key))
            .flat_map(|key| self.relation_days(key))
    }

    /// Returns the partnerships that can match, in the order of the dataset.
    ///
    /// Every match has a member among the organizations of each filter on organizations. The shortest of these filters
    /// leaves the fewest partnerships to test.
    pub(in crate::query) fn candidates(&self) -> Vec<Key<Partnership>> {
        if let Some(among) = &self.among {
            return among.clone();
        }
        let filters = [&self.with, &self.between, &self.held_by];
        let shortest = filters
            .into_iter()
            .filter(|keys| !keys.is_empty())
            .min_by_key(|keys| keys.len());
        let Some(organizations) = shortest else {
            let partnerships = self.graph.dataset().partnerships().len();
            return (0..partnerships).map(Key::new).collect();
        };
        let mut found: Vec<Key<Partnership>> = organizations
            .iter()
            .flat_map(|key| self.graph.organization(*key).partnerships())
            .map(|partnership| partnership.key())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Returns `true` if the members match, and neither has vanished for the time of the query.
    fn dyad_matches(&self, key: Key<Partnership>) -> bool {
        let members = self.graph.partnership(key).dyad().members();
        let days = self.time.days();
        let mut organizations = members
            .iter()
            .map(|member| self.graph.organization(*member));
        self.members_match(members) && !organizations.any(|member| member.is_in_gap(days))
    }
}
