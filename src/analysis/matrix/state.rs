//! How a partnership stands on some days: in a phase, without a relation, unknown, or not there at all.

use std::collections::BTreeSet;

use crate::graph::{DayRange, Graph, OrganizationRef, SpellRef};
use crate::model::{Coding, Day, Key};
use crate::query::{SelectedPartnership, Selection};

/// How a partnership stands under a coding.
#[derive(Clone, Copy)]
pub(super) enum State<'g> {
    /// In a phase, which may be the one without a relation.
    In(SpellRef<'g>),
    /// The coding reads the partnership and has no phase for the day.
    Unrelated(&'g Graph),
    /// The coding does not read the partnership, or not as surely as is counted.
    Unknown,
    /// The two members, or predecessors that the partnership lived through, do not exist together.
    NotExisting,
}

impl<'g> State<'g> {
    /// Reads how a partnership stands at the time of a selection.
    pub(super) fn whole(selected: SelectedPartnership<'g>, selection: &Selection<'g>) -> Self {
        let days = selection.state_days();
        let coding = selection.coding();
        match together(selected, coding, days) {
            None => Self::NotExisting,
            Some(_) => Self::read(selected.spell(), selected, coding, days),
        }
    }

    /// Reads how a partnership stands on the last of some days on which its members exist, and returns
    /// that day.
    pub(super) fn last_of(
        selected: SelectedPartnership<'g>,
        coding: Key<Coding>,
        days: DayRange,
    ) -> (Self, Option<Day>) {
        let Some(together) = together(selected, coding, days) else {
            return (Self::NotExisting, None);
        };
        let day = DayRange {
            first: together.last,
            last: together.last,
        };
        let spell = selected.spells().rfind(|spell| spell.days().overlaps(day));
        (
            Self::read(spell, selected, coding, day),
            Some(together.last),
        )
    }

    fn read(
        spell: Option<SpellRef<'g>>,
        selected: SelectedPartnership<'g>,
        coding: Key<Coding>,
        days: DayRange,
    ) -> Self {
        if let Some(spell) = spell {
            return Self::In(spell);
        }
        // A phase that is less sure than what is counted hides what there was.
        let mut all = selected.partnership().spells(coding);
        let is_hidden = all.any(|spell| spell.days().overlaps(days));
        match is_hidden || selected.spells().next().is_none() {
            true => Self::Unknown,
            false => Self::Unrelated(selected.partnership().graph()),
        }
    }

    /// Returns the spell in force.
    pub(super) fn spell(self) -> Option<SpellRef<'g>> {
        match self {
            Self::In(spell) => Some(spell),
            Self::Unrelated(_) | Self::Unknown | Self::NotExisting => None,
        }
    }

    /// Says whether there is a relation.
    pub(super) fn is_related(self) -> bool {
        self.spell().is_some_and(|spell| !spell.is_absent())
    }

    /// Says why there is no relation, as a reason for leaving a partnership out; `None` if there is one.
    pub(super) fn reason(self) -> Option<Reason> {
        match self {
            Self::In(spell) if !spell.is_absent() => None,
            Self::In(_) | Self::Unrelated(_) => Some(Reason::Unrelated),
            Self::Unknown => Some(Reason::Unknown),
            Self::NotExisting => Some(Reason::NotExisting),
        }
    }
}

/// Why a partnership is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    Unrelated,
    NotExisting,
    Unknown,
    /// It has a relation then, but not as asked for.
    Unlike,
}

impl Reason {
    pub(super) const ALL: [Self; 4] = [
        Self::Unrelated,
        Self::NotExisting,
        Self::Unknown,
        Self::Unlike,
    ];

    /// Tells the reason as the end of a sentence, of a time in some words.
    pub(super) fn words(self, time: &str) -> String {
        match self {
            Self::Unrelated => format!("because there is no relation {time}"),
            Self::NotExisting => format!("because the two do not both exist {time}"),
            Self::Unknown => "because the coding says nothing, or nothing sure enough".to_owned(),
            Self::Unlike => format!("because what is asked for does not hold {time}"),
        }
    }
}

/// Returns the last stretch of some days on which both members of a partnership exist, or predecessors
/// through which the partnership was lived under the coding.
fn together(
    selected: SelectedPartnership<'_>,
    coding: Key<Coding>,
    days: DayRange,
) -> Option<DayRange> {
    let [one, other] = selected
        .partnership()
        .members()
        .map(|member| acting(member, selected, coding));
    let pairs = one
        .iter()
        .flat_map(|a| other.iter().filter_map(|b| a.intersection(*b)));
    pairs
        .filter_map(|both| both.intersection(days))
        .max_by_key(|both| both.last)
}

/// Returns the days on which a member exists, then those of the predecessors that acted for it.
fn acting(
    member: OrganizationRef<'_>,
    selected: SelectedPartnership<'_>,
    coding: Key<Coding>,
) -> Vec<DayRange> {
    let graph = member.graph();
    let spells = selected.partnership().record().spells(coding).iter();
    let through = spells.flat_map(|spell| spell.through.iter());
    let own = through
        .map(|key| graph.organization(*key))
        .filter(|predecessor| is_before(*predecessor, member));
    std::iter::once(member.lifetime())
        .chain(own.map(|predecessor| predecessor.lifetime()))
        .collect()
}

/// Says whether one organization is a predecessor of another, directly or through others.
fn is_before(one: OrganizationRef<'_>, other: OrganizationRef<'_>) -> bool {
    let mut open = vec![other];
    let mut met = BTreeSet::new();
    while let Some(later) = open.pop() {
        let keys = later.record().predecessors.iter();
        let new: Vec<_> = keys.filter(|key| met.insert(**key)).collect();
        open.extend(new.into_iter().map(|key| one.graph().organization(*key)));
    }
    met.contains(&one.key())
}
