//! The development of partnerships under one coding, with the numbers that describe it.

use std::collections::BTreeMap;

use super::durations::{self, Arrival, PartnershipYears, Stay};
use crate::analysis::history::PhaseHistory;
use crate::analysis::proportion::Proportion;
use crate::analysis::survival::{Duration, SurvivalCurve};
use crate::analysis::transition::{Transition, TransitionKind};
use crate::graph::{PartnershipRef, SpellRef};
use crate::model::{Coding, Day, Key, Phase};
use crate::query::Selection;

/// The development of partnerships under one coding, up to the as-of date.
///
/// With a filter on phases or conditions, only matching spells, the years and stays in them and the transitions into and out
/// of them are counted. A spell below the minimum confidence of the selection counts as unknown. Partnerships are in the order of the dataset;
/// within a partnership, everything is in order of time.
#[derive(Clone)]
#[non_exhaustive]
pub struct CodingObservations<'g> {
    /// The coding.
    pub coding: Key<Coding>,
    /// The partnerships with a known phase under the coding.
    pub partnerships: Vec<PartnershipRef<'g>>,
    /// The known spells.
    pub spells: Vec<SpellRef<'g>>,
    /// The transitions.
    pub transitions: Vec<Transition<'g>>,
    /// The partnership-years: the years that end with a relation that may fall in the next year, in runs of years that follow
    /// one another.
    pub years: Vec<PartnershipYears<'g>>,
    /// The changes of phase, by the phases before and after.
    pub phase_changes: Vec<PhaseChange<'g>>,
    /// The stays in each phase with a relation, from the lowest phase; phases without a stay are left out.
    pub stays: Vec<PhaseStays<'g>>,
    /// The partnerships of which the first relation may have begun earlier than is known: there is an earlier phase that is not
    /// known, or its start has no earliest day. They are not in `arrivals`.
    pub may_begin_earlier: Vec<PartnershipRef<'g>>,
    /// The times to each phase with a relation, from the lowest phase; phases that no partnership reached are left out.
    pub arrivals: Vec<PhaseArrivals<'g>>,
}

/// The transitions from one phase to another.
#[derive(Clone)]
#[non_exhaustive]
pub struct PhaseChange<'g> {
    /// The phase before; `None` if there was no relation.
    pub from: Option<Key<Phase>>,
    /// The phase after; `None` if there is no relation.
    pub to: Option<Key<Phase>>,
    /// Whether the relations end because a member ceases to exist.
    pub is_dissolution: bool,
    /// The transitions; at least one.
    pub transitions: Vec<Transition<'g>>,
}

/// The stays in one phase.
#[derive(Clone)]
#[non_exhaustive]
pub struct PhaseStays<'g> {
    /// The phase.
    pub phase: Key<Phase>,
    /// The stays; at least one.
    pub stays: Vec<Stay<'g>>,
    /// The survival curve of the stays: the estimated share that lasts longer than a number of years.
    pub curve: SurvivalCurve,
}

/// The times that partnerships take from their first relation to one phase.
#[derive(Clone)]
#[non_exhaustive]
pub struct PhaseArrivals<'g> {
    /// The phase.
    pub phase: Key<Phase>,
    /// The arrivals in this phase or a higher one, the shortest time first; at least one.
    pub arrivals: Vec<Arrival<'g>>,
    /// The shortest time in years.
    pub shortest: f64,
    /// The median time in years; of an even number of times, the mean of the middle two.
    pub median: f64,
    /// The longest time in years.
    pub longest: f64,
}

impl<'g> CodingObservations<'g> {
    pub(super) fn of(selection: &Selection<'g>, coding: Key<Coding>) -> Self {
        let histories = selection.iter().map(|selected| {
            let min_confidence = selection.min_confidence();
            PhaseHistory::new(selected.partnership(), coding, min_confidence)
        });
        let histories: Vec<PhaseHistory<'g>> = histories.filter(PhaseHistory::is_covered).collect();
        let phases = &selection.graph().dataset().vocabularies().phases;
        let relations = phases.keys().filter(|phase| !phases[*phase].absent);
        let query = selection.query();
        let is_case = |spell: SpellRef<'g>| query.is_case(coding, spell);
        let is_case_on = |history: &PhaseHistory<'g>, day: Day| {
            !query.filters_spells() || history.spell_on(day).is_ok_and(is_case)
        };
        let transitions = histories.iter().flat_map(|history| {
            let transitions = history.transitions().iter();
            let transitions = transitions.filter(move |transition| {
                let since = transition.since;
                is_case_on(history, since.previous()) || is_case_on(history, since)
            });
            transitions.cloned()
        });
        let transitions: Vec<Transition<'g>> = transitions.collect();
        let years = histories.iter().flat_map(|history| {
            durations::years(history, |year| is_case_on(history, Day::new(year, 12, 31)))
        });
        let stays = histories.iter().flat_map(durations::stays);
        let stays = stays.filter(|stay| stay.spells.iter().any(|spell| is_case(*spell)));
        let (may_begin_earlier, begun): (Vec<_>, Vec<_>) = histories
            .iter()
            .partition(|history| durations::may_begin_earlier(history));
        Self {
            coding,
            may_begin_earlier: may_begin_earlier
                .into_iter()
                .map(PhaseHistory::partnership)
                .collect(),
            partnerships: histories.iter().map(PhaseHistory::partnership).collect(),
            spells: histories
                .iter()
                .flat_map(durations::begun_spells)
                .filter(|spell| is_case(*spell))
                .collect(),
            years: years.collect(),
            phase_changes: phase_changes(&transitions),
            stays: stays_by_phase(stays),
            arrivals: relations
                .filter_map(|phase| arrivals(&begun, phase))
                .collect(),
            transitions,
        }
    }

    /// Returns the reversals and ends.
    pub fn falls(&self) -> impl Iterator<Item = &Transition<'g>> {
        let transitions = self.transitions.iter();
        transitions.filter(|transition| transition.kind.is_fall())
    }

    /// Returns the partnerships that were ever reversed or ended, each once.
    pub fn fallen(&self) -> Vec<PartnershipRef<'g>> {
        let mut fallen: Vec<PartnershipRef<'g>> =
            self.falls().map(|fall| fall.partnership).collect();
        // The transitions of one partnership are adjacent.
        fallen.dedup();
        fallen
    }

    /// Returns the proportion of partnerships that were ever reversed or ended.
    pub fn ever_fallen(&self) -> Proportion {
        Proportion {
            cases: self.fallen().len(),
            total: self.partnerships.len(),
        }
    }

    /// Returns the proportion of partnership-years that were followed by a reversal or an end.
    pub fn years_followed_by_fall(&self) -> Proportion {
        let years = self.years.iter();
        Proportion {
            cases: years.clone().map(|run| run.falls.len()).sum(),
            total: years.map(PartnershipYears::count).sum(),
        }
    }
}

impl PhaseStays<'_> {
    /// Returns the number of stays whose end was observed.
    pub fn ended(&self) -> usize {
        let stays = self.stays.iter();
        stays.filter(|stay| stay.duration.has_ended).count()
    }
}

/// Groups the transitions that change the phase, in the order of the phases before and after.
///
/// Dissolutions are not falls, so they form groups of their own.
fn phase_changes<'g>(transitions: &[Transition<'g>]) -> Vec<PhaseChange<'g>> {
    let mut groups: BTreeMap<_, Vec<Transition<'g>>> = BTreeMap::new();
    for transition in transitions.iter().filter(|one| one.from != one.to) {
        let is_dissolution = transition.kind == TransitionKind::Dissolution;
        let group = groups.entry((transition.from, transition.to, is_dissolution));
        group.or_default().push(transition.clone());
    }
    let groups = groups.into_iter();
    groups
        .map(|((from, to, is_dissolution), transitions)| PhaseChange {
            from,
            to,
            is_dissolution,
            transitions,
        })
        .collect()
}

/// Groups stays by phase, from the lowest.
fn stays_by_phase<'g>(stays: impl Iterator<Item = Stay<'g>>) -> Vec<PhaseStays<'g>> {
    let mut phases: BTreeMap<Key<Phase>, Vec<Stay<'g>>> = BTreeMap::new();
    for stay in stays {
        phases.entry(stay.phase).or_default().push(stay);
    }
    let phases = phases.into_iter().map(|(phase, stays)| {
        let durations: Vec<Duration> = stays.iter().map(|stay| stay.duration).collect();
        PhaseStays {
            phase,
            stays,
            curve: SurvivalCurve::estimate(&durations),
        }
    });
    phases.collect()
}

/// Returns the times to a phase; `None` if no partnership reached it.
fn arrivals<'g>(histories: &[&PhaseHistory<'g>], phase: Key<Phase>) -> Option<PhaseArrivals<'g>> {
    let arrivals = histories
        .iter()
        .filter_map(|history| durations::arrival(history, phase));
    let mut arrivals: Vec<Arrival<'g>> = arrivals.collect();
    arrivals.sort_by(|a, b| a.years.total_cmp(&b.years));
    let (shortest, longest) = (arrivals.first()?.years, arrivals.last()?.years);
    let (lower, upper) = ((arrivals.len() - 1) / 2, arrivals.len() / 2);
    Some(PhaseArrivals {
        phase,
        shortest,
        median: (arrivals[lower].years + arrivals[upper].years) / 2.0,
        longest,
        arrivals,
    })
}
