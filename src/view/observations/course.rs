//! The course of every partnership under one coding: its transitions, years and phases.

use super::estimate::Duration;
use crate::analysis::transition::last_common_day;
use crate::analysis::{Transition, TransitionKind, transitions};
use crate::graph::{DatedSpell, DayRange, Graph, PartnershipRef};
use crate::model::{Claim, Coding, Confidence, Day, Key, Phase, Spell};
use crate::query::Selection;

/// A year on whose last day a partnership has a relation, and the fall in the year after.
pub(super) struct YearAtRisk<'g> {
    pub(super) partnership: PartnershipRef<'g>,
    pub(super) year: i32,
    pub(super) fall: Option<Transition<'g>>,
}

/// A run of spells in one phase, whatever their condition.
pub(super) struct Stay<'g> {
    pub(super) partnership: PartnershipRef<'g>,
    pub(super) phase: Key<Phase>,
    pub(super) duration: Duration,
    pub(super) spells: Vec<&'g Spell>,
}

impl Stay<'_> {
    /// Says whether nobody knows on which day the stay began at the earliest.
    pub(super) fn has_open_start(&self) -> bool {
        let first = self.spells.first();
        first.is_some_and(|spell| spell.from.earliest().is_none())
    }
}

/// The years from the first relation of a partnership to a rung.
pub(super) struct Ascent<'g> {
    pub(super) partnership: PartnershipRef<'g>,
    pub(super) years: f64,
    /// The claim of the first relation, and that of the spell in which the rung was reached.
    pub(super) claims: [&'g Claim; 2],
}

/// The partnerships of a selection that a coding reads.
pub(super) struct Courses<'g> {
    graph: &'g Graph,
    coding: Key<Coding>,
    /// How sure a spell must be to be counted.
    least: Confidence,
    pub(super) read: Vec<PartnershipRef<'g>>,
}

const DAYS_OF_A_YEAR: f64 = 365.25;

impl<'g> Courses<'g> {
    pub(super) fn of(selection: &Selection<'g>, coding: Key<Coding>) -> Self {
        let partnerships = selection.iter().map(|selected| selected.partnership());
        let is_read = |partnership: &PartnershipRef<'g>| {
            let mut spells = partnership.spells(coding);
            spells.any(|spell| selection.meets_confidence(&spell.record().claim))
        };
        Self {
            graph: selection.graph(),
            coding,
            least: selection.min_confidence(),
            read: partnerships.filter(is_read).collect(),
        }
    }

    /// Returns all transitions, dyad by dyad, each in order of time.
    pub(super) fn transitions(&self) -> Vec<Transition<'g>> {
        self.read
            .iter()
            .flat_map(|partnership| self.steps(*partnership))
            .collect()
    }

    fn steps(&self, partnership: PartnershipRef<'g>) -> Vec<Transition<'g>> {
        transitions(partnership, self.coding, self.least)
    }

    /// Returns the years on whose last day a partnership has a relation, as far as the record covers the
    /// year after, each with the fall in the year after, if there was one. A year is left out if in the one
    /// after it a spell is less sure than is counted, or a member ceases to exist.
    pub(super) fn years_at_risk(&self) -> Vec<YearAtRisk<'g>> {
        let as_of = self.graph.as_of();
        let whole = as_of == Day::new(as_of.year(), 12, 31);
        let end = as_of.year() + i32::from(whole);
        let mut years = Vec::new();
        for partnership in &self.read {
            let steps = self.steps(*partnership);
            let spells = self.spells(*partnership);
            let mut relations = spells.iter().filter(|(window, _)| !window.is_absent);
            let first = relations.next();
            let first = first.map_or(end, |(window, _)| window.days.first.year_or(end));
            for year in first..end - 1 {
                let days = DayRange {
                    first: Day::new(year, 12, 31),
                    last: Day::new(year + 1, 12, 31),
                };
                let on_day = |window: &DatedSpell| window.days.first <= days.first;
                let mut in_force = spells
                    .iter()
                    .filter(|(window, _)| window.days.overlaps(days));
                let related = in_force.clone().any(|(w, _)| !w.is_absent && on_day(w))
                    && in_force.all(|(_, spell)| self.is_sure(spell));
                // A fall at an unknown time follows no year that could be named.
                let mut falls = steps
                    .iter()
                    .filter(|step| step.kind.is_fall() && step.day != Day::MAX);
                let fall = falls.find(|step| step.since.year() == year + 1);
                let mut ends = steps
                    .iter()
                    .filter(|step| step.kind == TransitionKind::Dissolution);
                if related && !ends.any(|step| step.since.year() == year + 1) {
                    years.push(YearAtRisk {
                        partnership: *partnership,
                        year,
                        fall: fall.cloned(),
                    });
                }
            }
        }
        years
    }

    /// Returns the stays in phases with a relation; one that is followed by a spell less sure than is
    /// counted is censored there, and so is one that ends with the life of a member.
    pub(super) fn stays(&self) -> Vec<Stay<'g>> {
        let as_of = self.graph.as_of();
        let mut stays = Vec::new();
        for partnership in &self.read {
            let gone = last_common_day(*partnership);
            let spells = self.spells(*partnership);
            let runs = spells.chunk_by(|(a, one), (b, other)| {
                a.phase == b.phase && follows(a, b) && self.is_sure(one) == self.is_sure(other)
            });
            let mut runs = runs.peekable();
            while let Some(run) = runs.next() {
                let (first, last) = (&run[0].0, &run[run.len() - 1].0);
                let until = last.days.last.min(as_of);
                if first.is_absent || first.days.first > until || !self.is_sure(run[0].1) {
                    continue;
                }
                let lost = |next: &&[(DatedSpell, &Spell)]| {
                    follows(last, &next[0].0) && !self.is_sure(next[0].1)
                };
                let is_lost = runs.peek().is_some_and(lost);
                let days = first.days.first.days_until(until) + 1;
                stays.push(Stay {
                    partnership: *partnership,
                    phase: first.phase,
                    duration: Duration {
                        years: days as f64 / DAYS_OF_A_YEAR,
                        ended: last.days.last < as_of && last.days.last != gone && !is_lost,
                    },
                    spells: run.iter().map(|(_, spell)| *spell).collect(),
                });
            }
        }
        stays
    }

    /// Returns, for each partnership that reached a phase or a higher one by the as-of date, the years
    /// from its first relation to that day.
    pub(super) fn ascents(&self, phase: Key<Phase>) -> Vec<Ascent<'g>> {
        let as_of = self.graph.as_of();
        let reached = self.read.iter().filter_map(|partnership| {
            let spells = self.spells(*partnership);
            let mut related = spells
                .iter()
                .filter(|(window, _)| !window.is_absent && window.days.first <= as_of)
                .filter(|(_, spell)| self.is_sure(spell));
            let (first, start) = related.clone().next()?;
            let (there, reached) = related.find(|(window, _)| window.phase >= phase)?;
            let days = first.days.first.days_until(there.days.first);
            Some(Ascent {
                partnership: *partnership,
                years: days as f64 / DAYS_OF_A_YEAR,
                claims: [&start.claim, &reached.claim],
            })
        });
        reached.collect()
    }

    /// Returns the spells that are counted, dyad by dyad: those sure enough that begin by the as-of date.
    pub(super) fn counted(&self) -> impl Iterator<Item = &'g Spell> {
        let spells = self
            .read
            .iter()
            .flat_map(|partnership| self.spells(*partnership));
        let as_of = self.graph.as_of();
        let begun = spells.filter(move |(window, _)| window.days.first <= as_of);
        begun
            .map(|(_, spell)| spell)
            .filter(|spell| self.is_sure(spell))
    }

    /// Returns the spells of a partnership with their days, in order of time.
    fn spells(&self, partnership: PartnershipRef<'g>) -> Vec<(DatedSpell, &'g Spell)> {
        let spells = partnership.record().spells(self.coding);
        let windows = self.graph.index().spells(partnership.key(), self.coding);
        windows.iter().copied().zip(spells).collect()
    }

    fn is_sure(&self, spell: &Spell) -> bool {
        spell.claim.confidence >= self.least
    }
}

/// Says whether a spell follows another without a gap.
fn follows(before: &DatedSpell, after: &DatedSpell) -> bool {
    before.days.last.next() >= after.days.first
}
