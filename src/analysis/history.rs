//! The phases of a partnership over time, under one coding.

use super::transition::{Transition, TransitionKind, is_followed_by, transitions_between};
use crate::graph::{DayRange, PartnershipRef, SpellRef};
use crate::model::{Coding, Confidence, Day, Key, Known, Missing, Organization, Phase, Records};

/// The phases of a partnership over time, under one coding.
///
/// A spell is *known* if its claim has the minimum confidence. The phase on the days of any other spell is unknown.
/// That is not the same as no phase: such days must not count as days without a relation.
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

    /// Keeps the spells that predecessors of the members lived through, up to a day. All others become unknown.
    pub(super) fn of_predecessors(
        mut self,
        predecessors: Vec<Key<Organization>>,
        last: Day,
    ) -> Self {
        self.predecessors = predecessors;
        self.last = last;
        let begins = |day| {
            self.known_spells()
                .any(|spell| spell.dated().days.first == day)
        };
        let kept = self.transitions.iter();
        // A transition belongs to the predecessors if they lived through the spell that begins with it.
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
    pub(crate) fn known_spells_in(&self, days: DayRange) -> impl Iterator<Item = SpellRef<'g>> {
        self.known_spells()
            .filter(move |spell| spell.dated().days.overlaps(days))
    }

    /// Returns `true` if at least one spell is known. Otherwise the coding does not cover the partnership.
    pub fn is_covered(&self) -> bool {
        self.known_spells().next().is_some()
    }

    /// Returns the spell in force on a day.
    ///
    /// # Errors
    /// Returns [`Missing::None`] if no spell is in force, and [`Missing::Unknown`] if
    /// - the spell in force is not known, or ended on an unknown day and may be over;
    /// - no spell is in force, but the start of the next one has no earliest day, so it may have begun;
    /// - this is the history of predecessors, and the day is after the last one that they lived through.
    pub fn spell_on(&self, day: Day) -> Known<SpellRef<'g>> {
        if day > self.last {
            return Err(Missing::Unknown);
        }
        let Some(spell) = self.recorded_on(day) else {
            let mut spells = self.spells.iter();
            let next = spells.find(|spell| spell.dated().days.first > day);
            let may_have_begun = next.is_some_and(|next| next.record().from.earliest().is_none());
            return Err(if may_have_begun {
                Missing::Unknown
            } else {
                Missing::None
            });
        };
        let may_be_over = spell.has_unknown_end() && spell.dated().days.first < day;
        if self.is_known(spell) && !may_be_over {
            Ok(spell)
        } else {
            Err(Missing::Unknown)
        }
    }

    /// Returns `true` if it is unknown which spell is in force on a day.
    pub fn is_unknown_on(&self, day: Day) -> bool {
        matches!(self.spell_on(day), Err(Missing::Unknown))
    }

    /// Returns the spell in force on a day, whether it is known or not.
    ///
    /// Two spells that begin at the same coarse date can have a day in common. The later one is then in force.
    fn recorded_on(&self, day: Day) -> Option<SpellRef<'g>> {
        let mut spells = self.spells.iter().copied();
        spells.rfind(|spell| is_in_force(*spell, day))
    }

    /// Returns the stays: runs of spells in one phase without a gap or an unknown end, whatever their condition.
    ///
    /// The spells of a stay are all known or all unknown. Stays are in order of time.
    pub fn stays(&self) -> impl DoubleEndedIterator<Item = &[SpellRef<'g>]> {
        self.spells.chunk_by(|earlier, later| {
            earlier.dated().phase == later.dated().phase
                && is_followed_by(*earlier, *later)
                && !earlier.has_unknown_end()
                && self.is_known(*earlier) == self.is_known(*later)
        })
    }

    /// Returns the first day of the phase in force on a day, whatever its condition.
    ///
    /// A gap, a spell that is not known, and an unknown end interrupt a phase. Returns `None` if no spell is in force.
    pub fn phase_since(&self, day: Day) -> Option<Day> {
        let mut stays = self.stays();
        let stay = stays.rfind(|stay| stay.iter().any(|spell| is_in_force(*spell, day)))?;
        Some(stay[0].dated().days.first)
    }

    /// Returns the first day of the first known relation; `None` if there is none.
    pub fn first_contact(&self) -> Option<Day> {
        let mut relations = self.known_spells().filter(|spell| !spell.is_absent());
        relations.next().map(|spell| spell.dated().days.first)
    }

    /// Returns `true` if there may be a relation before a day, and no known one began before it: the first spell is not known,
    /// or its start has no earliest day.
    pub fn may_begin_before(&self, day: Day) -> bool {
        let mut spells = self.spells.iter().copied();
        let first = spells.find(|spell| !self.is_known(*spell) || !spell.is_absent());
        first.is_some_and(|first| {
            let begins_before = first.dated().days.first < day;
            first.record().from.earliest().is_none() || (begins_before && !self.is_known(first))
        })
    }

    /// Returns the transitions of a year, in order of time.
    ///
    /// A transition belongs to the year in which the new state begins. A dissolution belongs to the last year of the
    /// member: the dyad does not exist in the year after. An end on an unknown day belongs to no year.
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

/// Returns the rung of a phase: its number on the scale, where 0 is a phase without a relation.
///
/// A scale without such a phase begins at rung 1, so that rungs of different scales mean the same.
pub fn rung(phases: &Records<Phase>, phase: Key<Phase>) -> usize {
    let has_absent = phases.iter().next().is_some_and(|first| first.absent);
    phase.index() + usize::from(!has_absent)
}

fn is_in_force(spell: SpellRef<'_>, day: Day) -> bool {
    let days = spell.dated().days;
    days.first <= day && day <= days.last
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset;
    use crate::graph::Graph;

    /// A partnership with a gap, a spell of low confidence, and an end on an unknown day.
    const DATASET: &str = "\
dataset: {title: T, as-of: 2010-12-31}
organizations:
  - {id: a, name: A, founded: 1950}
  - {id: b, name: B, founded: 1950}
partnerships:
  - between: [a, b]
    phases:
      formal:
        - {phase: contact, from: 1990-01-01, cite: [s]}
        - {phase: contact, condition: strained, from: 1992-01-01, to: 1993-12-31, cite: [s]}
        - {phase: contact, from: 1995-01-01, cite: [s]}
        - {phase: ad-hoc, from: 2000-01-01, confidence: low, cite: [s]}
        - {phase: formalized, from: 2002-01-01, to: unknown, cite: [s]}
sources: {s: {title: S}}
";

    fn graph() -> Graph {
        Graph::new(dataset::parse(DATASET).expect("the dataset is valid"))
    }

    fn history(graph: &Graph, min_confidence: Confidence) -> PhaseHistory<'_> {
        let partnership = graph.partnerships().next().expect("there is one");
        let coding = graph.dataset().vocabularies().codings.key("formal");
        PhaseHistory::new(
            partnership,
            coding.expect("it is a usual coding"),
            min_confidence,
        )
    }

    /// Returns the phase on the first day of a year, or why there is none.
    fn phase<'g>(history: &PhaseHistory<'g>, year: i32) -> Known<&'g str> {
        history
            .spell_on(Day::new(year, 1, 1))
            .map(SpellRef::phase_label)
    }

    #[test]
    fn a_day_has_a_phase_or_none_or_an_unknown_one() {
        let graph = graph();
        let history = history(&graph, Confidence::Medium);
        assert_eq!(phase(&history, 1989), Err(Missing::None));
        assert_eq!(phase(&history, 1991), Ok("Contact"));
        assert_eq!(phase(&history, 1994), Err(Missing::None));
        // The confidence of the spell is too low.
        assert_eq!(phase(&history, 2001), Err(Missing::Unknown));
        // The last spell ended on an unknown day after its first.
        assert_eq!(phase(&history, 2002), Ok("Formalized"));
        assert_eq!(phase(&history, 2003), Err(Missing::Unknown));
    }

    #[test]
    fn a_stay_includes_all_conditions_of_a_phase_and_ends_at_a_gap() {
        let graph = graph();
        let history = history(&graph, Confidence::Low);
        let lengths: Vec<usize> = history.stays().map(<[_]>::len).collect();
        assert_eq!(lengths, [2, 1, 1, 1]);
        let since = |year| history.phase_since(Day::new(year, 6, 1));
        assert_eq!(since(1993), Some(Day::new(1990, 1, 1)));
        assert_eq!(since(1994), None);
        assert_eq!(since(1996), Some(Day::new(1995, 1, 1)));
    }

    #[test]
    fn transitions_belong_to_the_year_of_the_new_state() {
        let graph = graph();
        let history = history(&graph, Confidence::Low);
        let kinds = |year| -> Vec<_> {
            let transitions = history.transitions_in(year);
            transitions.map(|transition| transition.kind).collect()
        };
        assert_eq!(kinds(1990), [TransitionKind::Begin]);
        assert_eq!(kinds(1992), [TransitionKind::Setback]);
        // The first day without a relation is 1994-01-01.
        assert_eq!(kinds(1993), []);
        assert_eq!(kinds(1994), [TransitionKind::End]);
        let all = history.transitions().iter();
        let ends = all.filter(|transition| transition.kind == TransitionKind::End);
        assert_eq!(
            ends.count(),
            2,
            "the end on an unknown day belongs to no year"
        );
    }

    #[test]
    fn rungs_begin_at_1_if_no_phase_is_without_a_relation() {
        let graph = graph();
        let usual = &graph.dataset().vocabularies().phases;
        let contact = usual.key("contact").expect("it is a usual phase");
        assert_eq!(rung(usual, contact), 1);
        let own = "\
vocabularies: {phases: [{id: talks, label: Talks, definition: They talk.}]}
organizations: [{id: a, name: A}]
";
        let data = dataset::parse(own).expect("the dataset is valid");
        let phases = &data.vocabularies().phases;
        assert_eq!(
            rung(phases, phases.key("talks").expect("it is declared")),
            1
        );
    }
}
