//! The state of a partnership on some days: in a phase, without a relation, unknown, or not existing.

use std::collections::BTreeSet;

use crate::graph::{DayRange, Graph, OrganizationRef, SpellRef};
use crate::model::{Coding, Day, Key};
use crate::query::{SelectedPartnership, Selection};

/// The state of a partnership under a coding.
#[derive(Clone, Copy)]
pub(super) enum State<'g> {
    /// A spell is in force, possibly one in the phase without a relation.
    In(SpellRef<'g>),
    /// The coding covers the partnership, but has no spell on these days.
    Unrelated(&'g Graph),
    /// The coding does not cover the partnership, or only with less confidence than requested.
    Unknown,
    /// The two members do not exist at the same time, nor do predecessors that the partnership lived through.
    NotExisting,
}

impl<'g> State<'g> {
    /// Returns the state of a partnership at the time of a selection.
    pub(super) fn at_time_of(selection: &Selection<'g>, selected: SelectedPartnership<'g>) -> Self {
        let days = selection.state_days();
        let course = Course::new(selected, selection.coding());
        match course.coexistence(days) {
            None => Self::NotExisting,
            Some(_) => course.read(selected.spell(), days),
        }
    }

    /// Returns the spell in force.
    pub(super) fn spell(self) -> Option<SpellRef<'g>> {
        match self {
            Self::In(spell) => Some(spell),
            Self::Unrelated(_) | Self::Unknown | Self::NotExisting => None,
        }
    }

    /// Returns `true` if there is a relation.
    pub(super) fn is_related(self) -> bool {
        self.spell().is_some_and(|spell| !spell.is_absent())
    }

    /// Returns why there is no relation; `None` if there is one.
    pub(super) fn reason(self) -> Option<Reason> {
        match self {
            Self::In(spell) if !spell.is_absent() => None,
            Self::In(_) | Self::Unrelated(_) => Some(Reason::Unrelated),
            Self::Unknown => Some(Reason::Unknown),
            Self::NotExisting => Some(Reason::NotExisting),
        }
    }
}

/// Why a matrix leaves a partnership out, in the order in which the reasons are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// There is no relation at that time.
    Unrelated,
    /// The two members do not exist at the same time.
    NotExisting,
    /// The coding says nothing, or only with less confidence than requested.
    Unknown,
    /// There is a relation at that time, but the filters do not match it.
    NotMatching,
}

/// A partnership under a coding over time: what its states on many days have in common is computed once.
pub(super) struct Course<'g> {
    selected: SelectedPartnership<'g>,
    /// The days on which both sides exist: each member itself, or a predecessor that the partnership lived through.
    together: Vec<DayRange>,
    /// The spells that count, in order of time.
    spells: Vec<SpellRef<'g>>,
    /// The days of all spells, also of those with less confidence than requested.
    recorded: Vec<DayRange>,
}

impl<'g> Course<'g> {
    pub(super) fn new(selected: SelectedPartnership<'g>, coding: Option<Key<Coding>>) -> Self {
        let partnership = selected.partnership();
        let [one, other] = partnership
            .members()
            .map(|member| lifetimes(member, selected, coding));
        let pairs = one
            .iter()
            .flat_map(|a| other.iter().filter_map(|b| a.intersection(*b)));
        let recorded = partnership.spells(coding);
        Self {
            selected,
            together: pairs.collect(),
            spells: selected.spells().collect(),
            recorded: recorded.map(|spell| spell.dated().days).collect(),
        }
    }

    /// Returns the state on the last of some days on which both members exist, and that day.
    ///
    /// In the year in which a member is dissolved, this is its last day and not the end of the year: at the end of
    /// the year there would be no state to count.
    pub(super) fn on_last_of(&self, days: DayRange) -> (State<'g>, Option<Day>) {
        let Some(coexistence) = self.coexistence(days) else {
            return (State::NotExisting, None);
        };
        let only = DayRange::of_day(coexistence.last);
        let mut spells = self.spells.iter();
        let spell = spells.rfind(|spell| spell.dated().days.overlaps(only));
        (self.read(spell.copied(), only), Some(coexistence.last))
    }

    /// Returns those of some days on which both sides exist that end last.
    fn coexistence(&self, days: DayRange) -> Option<DayRange> {
        let together = self.together.iter();
        together
            .filter_map(|both| both.intersection(days))
            .max_by_key(|both| both.last)
    }

    fn read(&self, spell: Option<SpellRef<'g>>, days: DayRange) -> State<'g> {
        if let Some(spell) = spell {
            return State::In(spell);
        }
        // A spell with less confidence than requested is not counted, but it is not a gap either.
        let is_hidden = self.recorded.iter().any(|recorded| recorded.overlaps(days));
        if is_hidden || self.spells.is_empty() {
            State::Unknown
        } else {
            State::Unrelated(self.selected.partnership().graph())
        }
    }
}

/// Returns the days on which a member exists, then those of its predecessors that some spell names in `through`.
fn lifetimes(
    member: OrganizationRef<'_>,
    selected: SelectedPartnership<'_>,
    coding: Option<Key<Coding>>,
) -> Vec<DayRange> {
    let graph = member.graph();
    let spells = selected.partnership().record().spells(coding).iter();
    let through = spells.flat_map(|spell| spell.through.iter());
    // A spell names the predecessors of both members in one list.
    let predecessors = through
        .map(|key| graph.organization(*key))
        .filter(|organization| is_predecessor(*organization, member));
    std::iter::once(member)
        .chain(predecessors)
        .flat_map(OrganizationRef::periods)
        .collect()
}

/// Returns `true` if one organization precedes another, directly or through others.
fn is_predecessor(one: OrganizationRef<'_>, other: OrganizationRef<'_>) -> bool {
    let mut queue = vec![other];
    let mut seen = BTreeSet::new();
    while let Some(later) = queue.pop() {
        for key in &later.record().predecessors {
            if seen.insert(*key) {
                queue.push(one.graph().organization(*key));
            }
        }
    }
    seen.contains(&one.key())
}
