//! The phases of a partnership over time, under one coding.

use super::transition::{Transition, TransitionKind, is_followed_by, transitions_between};
use crate::graph::{Days, PartnershipRef, SpellRef};
use crate::model::{
    Coding, Confidence, Day, End, Key, Known, Missing, Organization, Phase, Records,
};

/// The phases of a partnership over time, under one coding.
///
/// A spell is *known* if its claim has the minimum confidence. The days of any other spell are unknown: they must not
/// be counted as days without a relation.
///
/// ```
/// use interorg::analysis::PhaseHistory;
/// use interorg::model::{Confidence, Day};
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let partnership = graph.partnerships().next().expect("the dataset has partnerships");
/// let coding = graph.dataset().vocabularies().codings.key("formal").expect("it has this coding");
/// let history = PhaseHistory::new(partnership, coding, Confidence::Low);
/// let spell = history.spell_on(Day::new(2005, 12, 31)).expect("a phase is known");
/// assert!(!spell.is_absent());
/// ```
#[derive(Clone)]
pub struct PhaseHistory<'g> {
    partnership: PartnershipRef<'g>,
    coding: Key<Coding>,
    spells: Vec<SpellRef<'g>>,
    transitions: Vec<Transition<'g>>,
    min_confidence: Confidence,
    /// Only spells through which all of these predecessors lived are known.
    predecessors: Vec<Key<Organization>>,
    /// The last day on which anything is known.
    last: Day,
}

impl<'g> PhaseHistory<'g> {
    /// Creates the history of a partnership under a coding.
    pub fn new(
        partnership: PartnershipRef<'g>,
        coding: Key<Coding>,
        min_confidence: Confidence,
    ) -> Self {
        let spells: Vec<_> = partnership.spells(coding).collect();
        Self {
            partnership,
            coding,
            transitions: transitions_between(partnership, &spells, min_confidence),
            spells,
            min_confidence,
            predecessors: Vec::new(),
            last: Day::MAX,
        }
    }

    /// Keeps what predecessors of the members lived through, up to a day. All else becomes unknown.
    pub(super) fn of_predecessors(
        mut self,
        predecessors: Vec<Key<Organization>>,
        last: Day,
    ) -> Self {
        self.predecessors = predecessors;
        self.last = last;
        let begins = |day| {
            self.known_spells()
                .any(|spell| spell.window().days.first == day)
        };
        let kept = self.transitions.iter();
        // A transition belongs to the predecessors if the spell that begins with it does.
        let kept = kept.filter(|transition| transition.since <= last && begins(transition.since));
        self.transitions = kept.cloned().collect();
        self
    }

    /// Returns the partnership.
    pub fn partnership(&self) -> PartnershipRef<'g> {
        self.partnership
    }

    /// Returns the coding.
    pub fn coding(&self) -> Key<Coding> {
        self.coding
    }

    /// Returns all spells in order of time, whether they are known or not.
    pub fn spells(&self) -> &[SpellRef<'g>] {
        &self.spells
    }

    /// Returns the transitions between known spells, in order of time.
    pub fn transitions(&self) -> &[Transition<'g>] {
        &self.transitions
    }

    /// Returns `true` if a spell of this history is known.
    pub fn is_known(&self, spell: SpellRef<'_>) -> bool {
        let record = spell.record();
        record.claim.confidence >= self.min_confidence
            && self
                .predecessors
                .iter()
                .all(|key| record.through.contains(key))
    }

    /// Returns the known spells, in order of time.
    pub fn known_spells(&self) -> impl Iterator<Item = SpellRef<'g>> {
        self.spells
            .iter()
            .copied()
            .filter(|spell| self.is_known(*spell))
    }

    /// Returns the known spells that last on some of the days, in order of time.
    pub(crate) fn known_spells_in(&self, days: Days) -> impl Iterator<Item = SpellRef<'g>> {
        self.known_spells()
            .filter(move |spell| spell.window().days.meet(days))
    }

    /// Returns `true` if at least one spell is known: if not, the coding does not cover the partnership.
    pub fn is_covered(&self) -> bool {
        self.known_spells().next().is_some()
    }

    /// Returns the spell in force on a day.
    ///
    /// # Errors
    /// Returns [`Missing::None`] if no spell is in force, and [`Missing::Unknown`] if nobody knows:
    /// - the spell in force is not known, or it ended on an unknown day and may be over;
    /// - no spell is in force, but only the latest possible start of the next one is known, so it may have begun;
    /// - for predecessors, the day is after the last one that they lived through.
    pub fn spell_on(&self, day: Day) -> Known<SpellRef<'g>> {
        if day > self.last {
            return Err(Missing::Unknown);
        }
        let Some(spell) = self.recorded_on(day) else {
            let mut spells = self.spells.iter();
            let next = spells.find(|spell| spell.window().days.first > day);
            let may_have_begun = next.is_some_and(|next| next.record().from.earliest().is_none());
            return Err(if may_have_begun {
                Missing::Unknown
            } else {
                Missing::None
            });
        };
        let may_be_over =
            spell.record().to == Some(End::Unknown) && spell.window().days.first < day;
        if self.is_known(spell) && !may_be_over {
            Ok(spell)
        } else {
            Err(Missing::Unknown)
        }
    }

    /// Returns `true` if nobody knows which spell is in force on a day.
    pub fn is_unknown_on(&self, day: Day) -> bool {
        matches!(self.spell_on(day), Err(Missing::Unknown))
    }

    /// Returns the spell in force on a day, whether it is known or not.
    ///
    /// Two spells that begin at one coarse date can share a day. The later one is then in force.
    fn recorded_on(&self, day: Day) -> Option<SpellRef<'g>> {
        let mut spells = self.spells.iter().copied();
        spells.rfind(|spell| is_in_force(*spell, day))
    }

    /// Returns the stays: runs of spells in one phase without a gap, whatever their condition.
    ///
    /// The spells of a stay are all known or all unknown. Stays are in order of time.
    pub fn stays(&self) -> impl DoubleEndedIterator<Item = &[SpellRef<'g>]> {
        self.spells.chunk_by(|earlier, later| {
            earlier.window().phase == later.window().phase
                && is_followed_by(*earlier, *later)
                && self.is_known(*earlier) == self.is_known(*later)
        })
    }

    /// Returns the first day of the phase in force on a day, whatever its condition.
    ///
    /// A gap starts the count anew, as does a spell that is not known. Returns `None` if no spell is in force.
    pub fn phase_since(&self, day: Day) -> Option<Day> {
        let mut stays = self.stays();
        let stay = stays.rfind(|stay| stay.iter().any(|spell| is_in_force(*spell, day)))?;
        Some(stay[0].window().days.first)
    }

    /// Returns the first day of the first known relation; `None` if there is none.
    pub fn first_contact(&self) -> Option<Day> {
        let mut relations = self.known_spells().filter(|spell| !spell.is_absent());
        relations.next().map(|spell| spell.window().days.first)
    }

    /// Returns the transitions of a year, in order of time.
    ///
    /// A transition belongs to the year in which the new state begins. A dissolution belongs to the last year of the
    /// member, because no later year of the dyad exists. An end on an unknown day belongs to no year.
    pub fn transitions_in(&self, year: i32) -> impl Iterator<Item = &Transition<'g>> {
        self.transitions.iter().filter(move |transition| {
            let day = match transition.kind {
                TransitionKind::Dissolution => transition.day,
                _ => transition.since,
            };
            transition.day != Day::MAX && day.year_or(i32::MIN) == year
        })
    }
}

/// Returns the rung of a phase: its number on the scale, where 0 means that there is no relation.
///
/// A scale need not have a phase for "no relation". Its first phase is then rung 1.
pub fn rung(phases: &Records<Phase>, phase: Key<Phase>) -> usize {
    let has_absent = phases.iter().next().is_some_and(|first| first.absent);
    phase.index() + usize::from(!has_absent)
}

fn is_in_force(spell: SpellRef<'_>, day: Day) -> bool {
    let days = spell.window().days;
    days.first <= day && day <= days.last
}
