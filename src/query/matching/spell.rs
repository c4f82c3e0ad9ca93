//! Filters on spells: phase, condition, coding.

use crate::graph::{
    Bound, DatedSpell, DayRange, PartnershipRef, SpellRef, Ties, TimeFilter, possibly_overlaps,
};
use crate::model::{Coding, Confidence, Key, Partnership};
use crate::query::resolve::Query;

impl<'g> Query<'g> {
    /// Returns `true` if there is a filter on phases or conditions.
    pub(crate) fn filters_spells(&self) -> bool {
        !self.phases.is_empty() || self.min_phase.is_some() || !self.conditions.is_empty()
    }

    /// Returns `true` if there is a filter on conditions.
    pub(crate) fn filters_conditions(&self) -> bool {
        !self.conditions.is_empty()
    }

    /// Returns `true` if a spell is a case that statistics count: it matches the filters on phases and conditions, under the
    /// coding that the query names or under any if it names none. Confidence and time are ignored.
    pub(crate) fn is_case(&self, coding: Key<Coding>, spell: SpellRef<'_>) -> bool {
        !self.filters_spells()
            || ((!self.names_coding || Some(coding) == self.coding)
                && self.state_matches(&spell.dated()))
    }

    /// Returns `true` if a spell of the partnership matches at the time of the query.
    ///
    /// With neither a filter on spells nor a time, every partnership matches, ended and unknown ones included. With a time
    /// alone, a relation of too low a confidence matches too: its phase is unknown, but it is not known that there is no
    /// relation.
    pub(in crate::query) fn spells_match(&self, key: Key<Partnership>) -> bool {
        if self.filters_spells() {
            return self.last_matching_spell(key).is_some();
        }
        let partnership = self.graph.partnership(key);
        if partnership.has_no_phases() && !self.is_of_all_time(partnership) {
            return self.phaseless_matches(partnership);
        }
        let days = self.state_days();
        let mut spells = self.graph.index().spells(key, self.coding).iter();
        self.time == TimeFilter::Always
            || spells.any(|spell| spell.days.overlaps(days) && self.state_matches(spell))
    }

    /// Returns `true` if the query has no time, and a recorded partnership needs no phase to match.
    fn is_of_all_time(&self, partnership: PartnershipRef<'_>) -> bool {
        self.time == TimeFilter::Always && !partnership.is_derived()
    }

    /// Returns the row of the last spell that matches at the time of the query.
    pub(in crate::query) fn last_matching_spell(&self, key: Key<Partnership>) -> Option<usize> {
        let days = self.state_days();
        let spells = self.graph.index().spells(key, self.coding).iter();
        spells.enumerate().rposition(|(row, spell)| {
            spell.days.overlaps(days) && self.spell_matches(key, row, spell)
        })
    }

    /// Returns `true` if a spell matches under the named coding, or under any if the query names none; confidence is
    /// ignored.
    ///
    /// With neither a filter on spells nor a time, every partnership matches.
    pub(in crate::query) fn spells_match_in_any_coding(&self, key: Key<Partnership>) -> bool {
        let partnership = self.graph.partnership(key);
        if !self.filters_spells() && self.is_of_all_time(partnership) {
            return true;
        }
        if partnership.has_no_phases() {
            return self.phaseless_matches(partnership);
        }
        let days = self.time.days();
        self.codings_of_courses()
            .flat_map(|coding| self.graph.index().spells(key, coding))
            .any(|spell| spell.days.overlaps(days) && self.state_matches(spell))
    }

    /// Returns the coding that the query names, or all if it names none.
    fn codings_of_courses(&self) -> impl Iterator<Item = Key<Coding>> {
        let codings = self.graph.dataset().vocabularies().codings.keys();
        codings.filter(|coding| !self.names_coding || Some(*coding) == self.coding)
    }

    /// Returns `true` if a spell that does not overlap the time of the query would match if its uncertain dates were other
    /// possible days.
    pub(in crate::query) fn spells_possibly_match(&self, key: Key<Partnership>) -> bool {
        let days = self.state_days();
        let partnership = self.graph.partnership(key);
        if partnership.has_no_phases() {
            return self.phaseless_possibly_matches(partnership);
        }
        let mut possible = self.possible_spells(key, self.coding, days);
        possible.any(|(row, spell)| self.spell_matches(key, row, spell))
    }

    /// Returns `true` if a spell that does not overlap the time of the query would match on any day of it, under the named
    /// coding or under any, if its uncertain dates were other possible days; confidence is ignored.
    pub(in crate::query) fn spells_possibly_match_in_any_coding(
        &self,
        key: Key<Partnership>,
    ) -> bool {
        let days = self.time.days();
        let partnership = self.graph.partnership(key);
        if partnership.has_no_phases() {
            return self.phaseless_possibly_matches(partnership);
        }
        self.codings_of_courses()
            .flat_map(|coding| self.possible_spells(key, Some(coding), days))
            .any(|(_, spell)| self.state_matches(spell))
    }

    /// Returns the spells under a coding that do not overlap some days, but would if uncertain dates were other possible
    /// days; each with its row.
    fn possible_spells(
        &self,
        key: Key<Partnership>,
        coding: Option<Key<Coding>>,
        days: DayRange,
    ) -> impl Iterator<Item = (usize, &'g DatedSpell)> {
        let dated = self.graph.index().spells(key, coding);
        let records = self.graph.partnership(key).record().spells(coding);
        dated.iter().enumerate().filter(move |(row, spell)| {
            let record = &records[*row];
            // A spell without an end ends where the next one starts.
            let next = records.get(row + 1).map(|next| Bound::Start(next.from));
            let end = record.to.and_then(|to| to.date().copied());
            let end = end.map(Bound::End).or(next);
            possibly_overlaps(spell.days, Some(&record.from), end, days)
        })
    }

    /// Returns the days of the relations of a partnership in matching spells, at any time, or those on which it is a tie
    /// without phases.
    pub(in crate::query) fn relation_days(
        &self,
        key: Key<Partnership>,
    ) -> impl Iterator<Item = DayRange> {
        let spells = self.graph.index().spells(key, self.coding).iter();
        spells
            .enumerate()
            .filter(move |(row, spell)| !spell.is_absent && self.spell_matches(key, *row, spell))
            .map(|(_, spell)| spell.days)
            .chain(self.phaseless_days(self.graph.partnership(key)))
            .filter(|_| self.chained != Ties::Operations)
    }

    /// Returns `true` if the phase, condition and confidence of a spell match, at any time.
    fn spell_matches(&self, key: Key<Partnership>, row: usize, spell: &DatedSpell) -> bool {
        self.state_matches(spell) && self.spell_meets_confidence(key, row)
    }

    /// Returns `true` if the phase and condition of a spell match.
    ///
    /// Without a filter on phases, only relations match. A minimum phase can be the absence of a relation, so it decides
    /// alone.
    pub(crate) fn state_matches(&self, spell: &DatedSpell) -> bool {
        let any_phase = self.phases.is_empty() && (!spell.is_absent || self.min_phase.is_some());
        (any_phase || self.phases.contains(&spell.phase))
            && self.min_phase.is_none_or(|least| spell.phase >= least)
            && (self.conditions.is_empty() || self.conditions.contains(&spell.condition))
    }

    /// Returns `true` if a spell has the minimum confidence.
    ///
    /// Confidence is in the records, not in the index. Most queries accept every confidence and never load a record.
    fn spell_meets_confidence(&self, key: Key<Partnership>, row: usize) -> bool {
        self.minimum.confidence == Confidence::Low || {
            let spells = self.graph.partnership(key).record().spells(self.coding);
            spells[row].claim.confidence >= self.minimum.confidence
        }
    }
}
