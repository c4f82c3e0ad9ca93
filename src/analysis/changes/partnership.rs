//! Changes of the phase and condition of a partnership.

use super::Interval;
use crate::analysis::transition::{Transition, TransitionKind, transitions};
use crate::graph::{PartnershipRef, SpellRef, TimeFilter};
use crate::model::{Day, End};
use crate::query::{SelectedPartnership, Selection};

/// How a partnership differs between two days.
#[derive(Clone)]
#[non_exhaustive]
pub struct PartnershipChange<'g> {
    /// The partnership.
    pub partnership: PartnershipRef<'g>,
    /// How the state after differs from the state before; `None` if the partnership changed and returned.
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
    /// Both members exist, and no spell with the minimum confidence is in force.
    None,
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
        let before = PartnershipState::on(selected, interval.from);
        let after = PartnershipState::on(selected, interval.to);
        let mut transitions =
            transitions(partnership, selection.coding(), selection.min_confidence());
        transitions
            .retain(|transition| transition.day != Day::MAX && interval.contains(transition.since));
        let difference = difference(before, after);
        if difference.is_none() && transitions.is_empty() {
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
    /// Returns the state of a partnership on a day, under the coding of its selection.
    fn on(selected: SelectedPartnership<'g>, day: Day) -> Self {
        let day = TimeFilter::At(day).days();
        let spell = selected
            .spells()
            .rfind(|spell| spell.dated().days.overlaps(day));
        let members = selected.partnership().members();
        match spell {
            Some(spell) => Self::Spell(spell),
            None if members.iter().all(|member| member.lifetime().overlaps(day)) => Self::None,
            None => Self::NotExisting,
        }
    }

    /// Returns the spell in force; `None` if there is none.
    pub fn spell(self) -> Option<SpellRef<'g>> {
        match self {
            Self::Spell(spell) => Some(spell),
            Self::NotExisting | Self::None => None,
        }
    }

    /// Returns `true` if there is a relation.
    pub fn is_relation(self) -> bool {
        self.spell().is_some_and(|spell| !spell.is_absent())
    }
}

/// Returns the kind of change from one state to another; `None` if they are the same.
fn difference(before: PartnershipState<'_>, after: PartnershipState<'_>) -> Option<TransitionKind> {
    match after.spell() {
        Some(after) => {
            let before = before.spell().map(SpellRef::dated);
            TransitionKind::between(before.as_ref(), &after.dated())
        }
        None => before.is_relation().then_some(TransitionKind::End),
    }
}
