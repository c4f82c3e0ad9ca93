//! What is counted in one phase history: the years at risk of a fall, the stays in phases, and the time to each phase.

use crate::analysis::history::PhaseHistory;
use crate::analysis::survival::Duration;
use crate::analysis::transition::{Transition, TransitionKind, ends_with_a_member, is_followed_by};
use crate::graph::{DayRange, PartnershipRef, SpellRef};
use crate::model::{Day, Key, Phase};

/// The mean length of a year in the Julian calendar, in days.
const DAYS_PER_YEAR: f64 = 365.25;

/// Years that follow one another, on the last day of each of which a partnership has a relation, which may fall in the next
/// year.
///
/// There may be millions of such years, and of most there is nothing else to say.
#[derive(Clone)]
#[non_exhaustive]
pub struct PartnershipYears<'g> {
    /// The partnership.
    pub partnership: PartnershipRef<'g>,
    /// The first of the years.
    pub first: i32,
    /// The last of the years.
    pub last: i32,
    /// The years that a fall followed, in order, each with the first fall in the next year.
    pub falls: Vec<(i32, Transition<'g>)>,
}

/// An uninterrupted stay of a partnership in one phase, whatever its condition.
#[derive(Clone)]
#[non_exhaustive]
pub struct Stay<'g> {
    /// The partnership.
    pub partnership: PartnershipRef<'g>,
    /// The phase.
    pub phase: Key<Phase>,
    /// The length up to the as-of date.
    pub duration: Duration,
    /// The spells that make up the stay, in order of time; at least one.
    pub spells: Vec<SpellRef<'g>>,
}

/// The first time that a partnership reaches a phase or a higher one.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Arrival<'g> {
    /// The partnership.
    pub partnership: PartnershipRef<'g>,
    /// The years from the first relation.
    pub years: f64,
    /// The spell of the first relation.
    pub first: SpellRef<'g>,
    /// The spell that reaches the phase.
    pub reached: SpellRef<'g>,
}

impl PartnershipYears<'_> {
    /// Returns the number of years, at least 1.
    pub fn count(&self) -> usize {
        self.last.abs_diff(self.first) as usize + 1
    }
}

impl Stay<'_> {
    /// Returns `true` if the first day of the stay has no lower bound.
    pub fn has_open_start(&self) -> bool {
        let first = self.spells.first();
        first.is_some_and(|spell| spell.record().from.earliest().is_none())
    }
}

/// Returns the partnership-years of a history that count, in order.
///
/// A year counts only if the record covers the whole next year, because only then is it known whether a fall followed. For
/// the same reason it does not count if a phase in the next year is unknown or may be over since an unknown time, or if a
/// member ceases to exist in it.
pub(super) fn years<'g>(
    history: &PhaseHistory<'g>,
    counts: impl Fn(i32) -> bool,
) -> Vec<PartnershipYears<'g>> {
    let partnership = history.partnership();
    let as_of = partnership.graph().as_of();
    let is_year_end = as_of == Day::new(as_of.year(), 12, 31);
    let last_covered = as_of.year() - i32::from(!is_year_end);
    let mut relations = history.spells().iter().filter(|spell| !spell.is_absent());
    let Some(first) = relations.next() else {
        return Vec::new();
    };
    let first = first.dated().days.first.year_or(last_covered);
    let years = (first..last_covered).filter(|year| counts(*year) && is_at_risk(history, *year));
    let mut runs: Vec<PartnershipYears<'g>> = Vec::new();
    for year in years {
        let fall = fall_in(history, year + 1).map(|fall| (year, fall));
        match runs.last_mut().filter(|run| run.last + 1 == year) {
            Some(run) => {
                run.last = year;
                run.falls.extend(fall);
            }
            None => runs.push(PartnershipYears {
                partnership,
                first: year,
                last: year,
                falls: fall.into_iter().collect(),
            }),
        }
    }
    runs
}

/// Returns `true` if there is a relation at the end of a year and it is known whether it falls in the next year.
fn is_at_risk(history: &PhaseHistory<'_>, year: i32) -> bool {
    let year_end = Day::new(year, 12, 31);
    let next_year = DayRange {
        first: year_end,
        last: Day::new(year + 1, 12, 31),
    };
    let spells = history.spells().iter();
    let mut spells = spells.filter(|spell| spell.dated().days.overlaps(next_year));
    let has_relation = spells
        .clone()
        .any(|spell| !spell.is_absent() && spell.dated().days.first <= year_end);
    let is_dissolved = history.transitions().iter().any(|transition| {
        transition.kind == TransitionKind::Dissolution && transition.since.year() == year + 1
    });
    has_relation
        && !is_dissolved
        && spells.all(|spell| history.is_known(*spell) && !spell.has_unknown_end())
}

/// Returns the first fall in a year. An end at an unknown time belongs to no year.
fn fall_in<'g>(history: &PhaseHistory<'g>, year: i32) -> Option<Transition<'g>> {
    let mut transitions = history.transitions().iter();
    let fall = transitions.find(|transition| {
        transition.kind.is_fall() && transition.day != Day::MAX && transition.since.year() == year
    });
    fall.cloned()
}

/// Returns the stays in known phases with a relation, in order of time.
pub(super) fn stays<'g>(history: &PhaseHistory<'g>) -> Vec<Stay<'g>> {
    let stays: Vec<&[SpellRef<'g>]> = history.stays().collect();
    let following = stays.iter().skip(1).map(|next| next.first());
    let stays = stays.iter().zip(following.chain([None]));
    stays
        .filter_map(|(spells, next)| stay(history, spells, next))
        .collect()
}

/// Returns a stay; `None` if its phase is unknown or means no relation, or if it begins after the as-of date.
///
/// A stay has ended only if the partnership is observed to leave the phase. It is censored if it continues at the as-of
/// date, if it ends because a member ceases to exist, and if the next phase is unknown. A stay that ended at an unknown time
/// is censored on the first day of its last spell, the last one on which the phase is known.
fn stay<'g>(
    history: &PhaseHistory<'g>,
    spells: &[SpellRef<'g>],
    next: Option<&SpellRef<'g>>,
) -> Option<Stay<'g>> {
    let (first, last) = (spells.first()?, spells.last()?);
    let (start, end) = (first.dated().days.first, last.dated().days.last);
    let partnership = history.partnership();
    let as_of = partnership.graph().as_of();
    let has_unknown_end = last.has_unknown_end();
    let last_known_day = if has_unknown_end {
        last.dated().days.first
    } else {
        end
    };
    let observed_end = last_known_day.min(as_of);
    if first.is_absent() || start > observed_end || !history.is_known(*first) {
        return None;
    }
    let is_dissolved = ends_with_a_member(partnership, end);
    let is_lost = next.is_some_and(|next| is_followed_by(*last, *next) && !history.is_known(*next));
    // Both the first and the last day belong to the stay.
    let days = start.days_until(observed_end) + 1;
    Some(Stay {
        partnership,
        phase: first.record().phase,
        duration: Duration {
            years: days as f64 / DAYS_PER_YEAR,
            has_ended: end < as_of && !is_dissolved && !is_lost && !has_unknown_end,
        },
        spells: spells.to_vec(),
    })
}

/// Returns the known spells of a history that begin by the as-of date, in order of time.
pub(super) fn begun_spells<'g>(history: &PhaseHistory<'g>) -> impl Iterator<Item = SpellRef<'g>> {
    let as_of = history.partnership().graph().as_of();
    let spells = history.known_spells();
    spells.filter(move |spell| spell.dated().days.first <= as_of)
}

/// Returns `true` if the first relation of a history may have begun earlier than is known, so that no time can be counted from it.
pub(super) fn may_begin_earlier(history: &PhaseHistory<'_>) -> bool {
    let first = history.first_contact();
    first.is_some_and(|first| history.may_begin_before(first))
}

/// Returns when a partnership reached a phase or a higher one; `None` if it has not by the as-of date.
pub(super) fn arrival<'g>(history: &PhaseHistory<'g>, phase: Key<Phase>) -> Option<Arrival<'g>> {
    let relations = || begun_spells(history).filter(|spell| !spell.is_absent());
    let first = relations().next()?;
    let reached = relations().find(|spell| spell.record().phase >= phase)?;
    let [start, end] = [first, reached].map(|spell| spell.dated().days.first);
    Some(Arrival {
        partnership: history.partnership(),
        years: start.days_until(end) as f64 / DAYS_PER_YEAR,
        first,
        reached,
    })
}
