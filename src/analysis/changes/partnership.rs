//! Changes of the phase and condition of a partnership.

use super::Interval;
use crate::analysis::history::PhaseHistory;
use crate::analysis::transition::{Transition, TransitionKind};
use crate::graph::{DayRange, PartnershipRef, SpellRef};
use crate::model::{Day, End, Missing};
use crate::query::{SelectedPartnership, Selection};

/// How a partnership differs between two days.
#[derive(Clone)]
#[non_exhaustive]
pub struct PartnershipChange<'g> {
    /// The partnership.
    pub partnership: PartnershipRef<'g>,
    /// How the state after differs from the state before; `None` if the partnership changed and returned, or if one of the
    /// states is unknown.
    ///
    /// It is a dissolution if the last transition is one, even if the relation also began between the two days.
    pub kind: Option<TransitionKind>,
    /// The state on the first day.
    pub before: PartnershipState<'g>,
    /// The state on the second day.
    pub after: PartnershipState<'g>,
    /// The transitions between the two days, in order of time, without those at an unknown time.
    pub transitions: Vec<Transition<'g>>,
}

/// The state of a partnership on a day.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum PartnershipState<'g> {
    /// A member does not exist yet, or no longer exists.
    NotExisting,
    /// Both members exist, and no spell is in force.
    None,
    /// It is unknown which spell is in force: the recorded one has less than the minimum confidence, or ended at an unknown
    /// time.
    Unknown,
    /// The phase and condition of a spell.
    Spell(SpellRef<'g>),
}

impl<'g> PartnershipChange<'g> {
    /// Compares a partnership on the two days; `None` if it did not change.
    pub(super) fn of(
        selection: &Selection<'g>,
        selected: SelectedPartnership<'g>,
        interval: Interval,
    ) -> Option<Self> {
        let partnership = selected.partnership();
        let coding = selection.coding()?;
        let history = PhaseHistory::new(partnership, coding, selection.min_confidence());
        let before = PartnershipState::on(&history, interval.from);
        let after = PartnershipState::on(&history, interval.to);
        let mut transitions = history.transitions().to_vec();
        transitions
            .retain(|transition| transition.day != Day::MAX && interval.contains(transition.since));
        let difference = difference(before, after);
        let becomes_known_or_unknown = before.is_unknown() != after.is_unknown();
        let is_unchanged = difference.is_none() && transitions.is_empty();
        if is_unchanged && !becomes_known_or_unknown && !turns(before, after) {
            return None;
        }
        let last = transitions.last().map(|transition| transition.kind);
        Some(Self {
            partnership,
            kind: last
                .filter(|kind| *kind == TransitionKind::Dissolution)
                .or(difference),
            before,
            after,
            transitions,
        })
    }

    /// Returns `true` if there is a relation before and after, and it leads another way after.
    pub fn turns(&self) -> bool {
        turns(self.before, self.after)
    }

    /// Returns the spell of the state after, or if it has none, of the state before.
    pub fn spell(&self) -> Option<SpellRef<'g>> {
        self.after.spell().or(self.before.spell())
    }

    /// Returns the start of the spell after, or if there is none, the end of the spell before; `None` if there is neither.
    pub fn since(&self) -> Option<End> {
        match self.after.spell() {
            Some(after) => Some(End::On(after.record().from)),
            None => {
                let before = self.before.spell()?;
                Some(before.record().to.unwrap_or(End::Unknown))
            }
        }
    }
}

impl<'g> PartnershipState<'g> {
    /// Returns the state on a day of a history.
    fn on(history: &PhaseHistory<'g>, day: Day) -> Self {
        let mut members = history.partnership().members().into_iter();
        match history.spell_on(day) {
            Ok(spell) => Self::Spell(spell),
            Err(Missing::None)
                if members.all(|member| member.exists_during(DayRange::of_day(day))) =>
            {
                Self::None
            }
            Err(Missing::None) => Self::NotExisting,
            Err(_) => Self::Unknown,
        }
    }

    /// Returns `true` if the state is unknown.
    pub fn is_unknown(self) -> bool {
        matches!(self, Self::Unknown)
    }

    /// Returns the spell in force; `None` if there is none.
    pub fn spell(self) -> Option<SpellRef<'g>> {
        match self {
            Self::Spell(spell) => Some(spell),
            Self::NotExisting | Self::None | Self::Unknown => None,
        }
    }

    /// Returns `true` if there is a relation.
    pub fn is_relation(self) -> bool {
        self.spell().is_some_and(|spell| !spell.is_absent())
    }
}

/// Returns `true` if both states are relations that lead different ways.
fn turns(before: PartnershipState<'_>, after: PartnershipState<'_>) -> bool {
    let relation = |state: PartnershipState<'_>| {
        let spell = state.spell().filter(|spell| !spell.is_absent());
        spell.map(|spell| spell.record().actor)
    };
    let relations = relation(before).zip(relation(after));
    relations.is_some_and(|(before, after)| before != after)
}

/// Returns the kind of change from one state to another; `None` if they are the same, or if one is unknown.
fn difference(before: PartnershipState<'_>, after: PartnershipState<'_>) -> Option<TransitionKind> {
    if before.is_unknown() || after.is_unknown() {
        return None;
    }
    match after.spell() {
        Some(after) => {
            let before = before.spell().map(SpellRef::dated);
            TransitionKind::between(before.as_ref(), &after.dated())
        }
        None => before.is_relation().then_some(TransitionKind::End),
    }
}
