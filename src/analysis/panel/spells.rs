//! Observed spells, for event-history analysis.

use crate::analysis::history::{PhaseHistory, rung};
use crate::analysis::transition::{TransitionKind, ends_with_a_member, is_followed_by};
use crate::graph::{PartnershipRef, SpellRef};
use crate::model::{Coding, Condition, Confidence, Day, Key, Known, Missing};
use crate::query::Selection;

/// A spell of a partnership, as observed up to the as-of date.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct ObservedSpell<'g> {
    /// The partnership.
    pub partnership: PartnershipRef<'g>,
    /// The coding that the spell belongs to.
    pub coding: Key<Coding>,
    /// The number of the spell within partnership and coding, from 1.
    pub number: usize,
    /// The spell.
    pub spell: SpellRef<'g>,
    /// The rung of the phase; 0 is a phase without a relation.
    pub rung: usize,
    /// The condition. Not applicable without a relation.
    pub condition: Known<Key<Condition>>,
    /// The first day: the earliest that the recorded start and the previous spell allow. Unknown if the recorded
    /// start has no earliest day.
    pub start: Known<Day>,
    /// The latest day that the recorded start allows. Unknown if it has no latest day.
    pub start_latest: Known<Day>,
    /// The last day, or the as-of date if the spell goes on. Unknown if the spell ended on an unknown day.
    pub stop: Known<Day>,
    /// The number of days from start to stop, both included. Unknown if one of them is.
    pub days: Known<i64>,
    /// The transition that ended the spell. Unknown if the next spell is below the minimum confidence, or if another
    /// spell follows an unknown end.
    ///
    /// [`Missing::None`] if the spell goes on, if the next one has the same phase and condition, or if the spell is
    /// without a relation and no other follows.
    pub event: Known<TransitionKind>,
    /// Whether the spell goes on at the as-of date, so that its end was not observed.
    pub is_censored: bool,
}

/// Returns the spells of the partnerships of a selection under every coding, in the order of the dataset and of time.
///
/// Leaves out spells below the minimum confidence of the selection, and those that do not match its filters on phases and
/// conditions. The others keep their numbers, and how they end is read from the whole record.
///
/// ```
/// use interorg::analysis::{TransitionKind, spells};
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let selection = Filter::default().resolve(&graph)?.select_courses();
/// let setbacks = spells(&selection).filter(|spell| spell.event == Ok(TransitionKind::Setback));
/// assert!(setbacks.count() > 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn spells<'g>(selection: &Selection<'g>) -> impl Iterator<Item = ObservedSpell<'g>> + use<'g> {
    let min_confidence = selection.min_confidence();
    let codings = &selection.graph().dataset().vocabularies().codings;
    let partnerships: Vec<_> = selection
        .iter()
        .map(|selected| selected.partnership())
        .collect();
    let query = selection.query().clone();
    let spells = partnerships.into_iter().flat_map(move |partnership| {
        let codings = codings.keys();
        codings.flat_map(move |coding| observed_spells(partnership, coding, min_confidence))
    });
    let known = spells.flatten();
    known.filter(move |observed| query.is_case(observed.coding, observed.spell))
}

/// Returns the spells of a partnership under a coding in order of time; `None` for each below the minimum confidence.
pub(crate) fn observed_spells(
    partnership: PartnershipRef<'_>,
    coding: Key<Coding>,
    min_confidence: Confidence,
) -> Vec<Option<ObservedSpell<'_>>> {
    let history = PhaseHistory::new(partnership, coding, min_confidence);
    let places = 0..history.spells().len();
    places
        .map(|place| ObservedSpell::new(&history, place))
        .collect()
}

impl<'g> ObservedSpell<'g> {
    /// Observes the spell at a place of a history; `None` if it is not known.
    fn new(history: &PhaseHistory<'g>, place: usize) -> Option<Self> {
        let spell = history.spells()[place];
        if !history.is_known(spell) {
            return None;
        }
        let graph = spell.graph();
        let (record, window) = (spell.record(), spell.dated());
        let next = history.spells().get(place + 1).copied();
        let next = next.filter(|next| is_followed_by(spell, *next));
        let has_unknown_stop = spell.has_unknown_end();
        let goes_on = window.days.last >= graph.as_of();
        let (first, last) = (window.days.first, window.days.last.min(graph.as_of()));
        let stop = last.max(first);
        let earliest = record.from.earliest().ok_or(Missing::Unknown);
        Some(Self {
            partnership: history.partnership(),
            coding: history.coding(),
            number: place + 1,
            spell,
            rung: rung(&graph.dataset().vocabularies().phases, record.phase),
            condition: if window.is_absent {
                Err(Missing::NotApplicable)
            } else {
                Ok(record.condition)
            },
            start: earliest.and_then(|_| bounded(first)),
            start_latest: record.from.latest().ok_or(Missing::Unknown),
            stop: if has_unknown_stop {
                Err(Missing::Unknown)
            } else {
                bounded(stop)
            },
            days: if has_unknown_stop || earliest.is_err() {
                Err(Missing::Unknown)
            } else {
                Ok(first.days_until(stop) + 1)
            },
            event: event(history, spell, next),
            is_censored: goes_on && !has_unknown_stop,
        })
    }
}

/// Returns the transition that ended a spell, `next` being the spell that follows without a gap.
fn event(
    history: &PhaseHistory<'_>,
    spell: SpellRef<'_>,
    next: Option<SpellRef<'_>>,
) -> Known<TransitionKind> {
    let window = spell.dated();
    let goes_on = window.days.last >= spell.graph().as_of();
    match next {
        // Where there was no relation, none ended.
        None if window.is_absent => Err(Missing::None),
        None if spell.has_unknown_end() => Ok(TransitionKind::End),
        // Whether the relation ended before the next spell is unknown.
        Some(_) if spell.has_unknown_end() => Err(Missing::Unknown),
        _ if goes_on => Err(Missing::None),
        Some(next) if !history.is_known(next) => Err(Missing::Unknown),
        Some(next) => TransitionKind::between(Some(&window), &next.dated()).ok_or(Missing::None),
        None if ends_with_a_member(history.partnership(), window.days.last) => {
            Ok(TransitionKind::Dissolution)
        }
        None => Ok(TransitionKind::End),
    }
}

/// Returns a day; the open side of a period has none.
fn bounded(day: Day) -> Known<Day> {
    day.bounded().ok_or(Missing::Unknown)
}
