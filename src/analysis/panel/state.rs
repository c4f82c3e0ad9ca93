//! What a partnership is like on a day, under one coding.

use crate::analysis::transition::{Transition, TransitionKind, transitions};
use crate::graph::{DatedSpell, DayRange, Graph, PartnershipRef};
use crate::model::{Coding, Confidence, Day, End, Key, Organization, Spell};

/// The spells of a partnership under a coding, ready to be asked about years that follow one another.
pub(super) struct Course<'g> {
    graph: &'g Graph,
    windows: &'g [DatedSpell],
    spells: &'g [Spell],
    /// Of each spell, whether it is as sure as is counted.
    sure: Vec<bool>,
    transitions: Vec<Transition<'g>>,
    /// The last day of which the course tells.
    until: Day,
}

impl<'g> Course<'g> {
    pub(super) fn of(
        partnership: PartnershipRef<'g>,
        coding: Key<Coding>,
        least: Confidence,
    ) -> Self {
        let graph = partnership.graph();
        let spells = partnership.record().spells(coding);
        Self {
            graph,
            spells,
            windows: graph.index().spells(partnership.key(), coding),
            sure: spells
                .iter()
                .map(|spell| spell.claim.confidence >= least)
                .collect(),
            transitions: transitions(partnership, coding, least),
            until: Day::MAX,
        }
    }

    /// Keeps of the course what some predecessors lived through up to a day; of the rest nothing is known.
    pub(super) fn lived_through(
        mut self,
        partnership: PartnershipRef<'g>,
        coding: Key<Coding>,
        predecessors: &[Key<Organization>],
        until: Day,
    ) -> Self {
        self.until = until;
        let spells = partnership.record().spells(coding);
        for (sure, spell) in self.sure.iter_mut().zip(spells) {
            *sure &= predecessors.iter().all(|key| spell.through.contains(key));
        }
        let (windows, sure) = (self.windows, &self.sure);
        self.transitions.retain(|step| {
            let mut rows = windows.iter().zip(sure);
            step.since <= until
                && rows.any(|(window, sure)| *sure && window.days.first == step.since)
        });
        self
    }

    /// Says whether the coding reads the partnership at all, as surely as is counted.
    pub(super) fn is_read(&self) -> bool {
        self.sure.iter().any(|sure| *sure)
    }

    /// Returns the spell in force on a day, if it is as sure as is counted.
    pub(super) fn on(&self, day: Day) -> Option<&'g DatedSpell> {
        let row = self.row(day).filter(|row| self.sure[*row]);
        let row = row.filter(|_| day <= self.until);
        row.map(|row| &self.windows[row])
    }

    /// Says whether nothing is known of a day: the spell in force is less sure than is counted, or has an end
    /// that nobody knows and may be over; or none is, and the next may have begun, because only a bound is known
    /// of its start.
    pub(super) fn is_unknown(&self, day: Day) -> bool {
        let unsure = match self.row(day) {
            Some(row) => {
                let may_be_over = self.spells[row].to == Some(End::Unknown);
                !self.sure[row] || may_be_over && self.windows[row].days.first < day
            }
            None => {
                let mut windows = self.windows.iter();
                let next = windows.position(|window| window.days.first > day);
                next.is_some_and(|row| self.spells[row].from.earliest().is_none())
            }
        };
        day > self.until || unsure
    }

    /// Returns the rows of the spells of some days that are as sure as is counted.
    pub(super) fn rows_in(&self, days: DayRange) -> impl Iterator<Item = usize> {
        let windows = self.windows.iter().zip(&self.sure).enumerate();
        let of_days =
            windows.filter(move |(_, (window, sure))| **sure && window.days.overlaps(days));
        of_days.map(|(row, _)| row)
    }

    fn row(&self, day: Day) -> Option<usize> {
        self.windows
            .iter()
            .rposition(|window| window.days.first <= day && day <= window.days.last)
    }

    /// Returns the first day of the phase in force on a day, whatever its condition, if there was no gap
    /// since.
    pub(super) fn phase_began(&self, day: Day) -> Option<Day> {
        let at = self.row(day)?;
        let mut first = &self.windows[at];
        for (before, sure) in self.windows[..at].iter().zip(&self.sure).rev() {
            let gap = before.days.last.next() < first.days.first;
            if gap || before.phase != first.phase || !sure {
                break;
            }
            first = before;
        }
        Some(first.days.first)
    }

    /// Returns the first day of the first relation.
    pub(super) fn first_contact(&self) -> Option<Day> {
        let mut sure = self.windows.iter().zip(&self.sure);
        sure.find(|(window, sure)| !window.is_absent && **sure)
            .map(|(window, _)| window.days.first)
    }

    /// Returns the rung of a spell: 0 is no relation, whether the scale has a phase for it or not.
    pub(super) fn rung(&self, window: &DatedSpell) -> usize {
        let phases = &self.graph.dataset().vocabularies().phases;
        let has_absent = phases.iter().next().is_some_and(|phase| phase.absent);
        window.phase.index() + usize::from(!has_absent)
    }

    /// Names the transitions of a year, in order of time: of the year in which the new state begins, and where
    /// that is the end of a member, of the last one of the old.
    pub(super) fn transitions(&self, year: i32) -> Vec<TransitionKind> {
        let is_of_year = |transition: &&Transition<'_>| {
            let day = match transition.kind {
                TransitionKind::Dissolution => transition.day,
                _ => transition.since,
            };
            transition.day != Day::MAX && day.year_or(i32::MIN) == year
        };
        let of_year = self.transitions.iter().filter(is_of_year);
        of_year.map(|transition| transition.kind).collect()
    }
}
