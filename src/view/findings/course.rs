//! The course of every partnership under one coding: its transitions, years and phases.

use super::estimate::Duration;
use crate::graph::{Graph, PartnershipRef, Window};
use crate::model::{Claim, Coding, Day, Key, Phase};
use crate::query::Selection;
use crate::view::panel::step;

/// A step of a partnership from one state to another.
#[derive(Clone)]
pub(super) struct Transition<'g> {
    pub(super) partnership: PartnershipRef<'g>,
    pub(super) kind: &'static str,
    pub(super) day: Day,
    pub(super) from: Option<Key<Phase>>,
    pub(super) to: Option<Key<Phase>>,
    pub(super) claim: &'g Claim,
}

/// A run of spells in one phase, whatever their condition.
pub(super) struct Stay<'g> {
    pub(super) partnership: PartnershipRef<'g>,
    pub(super) phase: Key<Phase>,
    pub(super) duration: Duration,
}

/// The partnerships of a selection that a coding reads.
pub(super) struct Courses<'g> {
    graph: &'g Graph,
    coding: Key<Coding>,
    pub(super) read: Vec<PartnershipRef<'g>>,
}

const DAYS_OF_A_YEAR: f64 = 365.25;

impl<'g> Courses<'g> {
    pub(super) fn of(selection: &Selection<'g>, coding: Key<Coding>) -> Self {
        let partnerships = selection.iter().map(|standing| standing.partnership());
        let read = partnerships.filter(|partnership| partnership.spells(coding).next().is_some());
        Self {
            graph: selection.graph(),
            coding,
            read: read.collect(),
        }
    }

    fn windows(&self, partnership: PartnershipRef<'g>) -> &'g [Window] {
        self.graph.index().windows(partnership.key(), self.coding)
    }

    /// Returns all transitions, dyad by dyad, each in order of time.
    pub(super) fn transitions(&self) -> Vec<Transition<'g>> {
        self.read
            .iter()
            .flat_map(|partnership| self.transitions_of(*partnership))
            .collect()
    }

    fn transitions_of(&self, partnership: PartnershipRef<'g>) -> Vec<Transition<'g>> {
        let windows = self.windows(partnership);
        let spells = partnership.record().spells(self.coding);
        let mut found = Vec::new();
        for (place, (window, spell)) in windows.iter().zip(spells).enumerate() {
            let before = place.checked_sub(1).map(|place| &windows[place]);
            let follows = before.filter(|before| before.days.last.next() >= window.days.first);
            let related = follows.filter(|before| !before.absent);
            let transition = |kind, day, from, to| Transition {
                partnership,
                kind,
                day,
                from,
                to,
                claim: &spell.claim,
            };
            if window.absent {
                found.extend(
                    related.map(|before| {
                        transition("end", window.days.first, Some(before.phase), None)
                    }),
                );
            } else if let Some(kind) = step(related, window) {
                let from = related.map(|before| before.phase);
                found.push(transition(
                    kind,
                    window.days.first,
                    from,
                    Some(window.phase),
                ));
            }
            let next = windows.get(place + 1);
            let stops = next.is_none_or(|next| window.days.last.next() < next.days.first);
            if stops && !window.absent && window.days.last < self.graph.as_of() {
                found.push(transition(
                    "end",
                    window.days.last,
                    Some(window.phase),
                    None,
                ));
            }
        }
        found
    }

    /// Returns the last days of the years on which a partnership has a relation, up to the year before
    /// the as-of date, each with the year after as a case of a fall or not.
    pub(super) fn years_at_risk(&self) -> Vec<(PartnershipRef<'g>, i32, bool)> {
        let last = self.graph.as_of().year();
        let mut years = Vec::new();
        for partnership in &self.read {
            let falls: Vec<i32> = self
                .transitions_of(*partnership)
                .iter()
                .filter(|transition| matches!(transition.kind, "reversal" | "end"))
                .map(|transition| transition.day.year())
                .collect();
            let windows = self.windows(*partnership);
            let first = windows
                .iter()
                .find(|window| !window.absent)
                .map_or(last, |window| window.days.first.year_or(last));
            for year in first..last {
                let day = Day::new(year, 12, 31);
                let related = windows
                    .iter()
                    .any(|w| !w.absent && w.days.first <= day && day <= w.days.last);
                if related {
                    years.push((*partnership, year, falls.contains(&(year + 1))));
                }
            }
        }
        years
    }

    /// Returns the stays in phases with a relation.
    pub(super) fn stays(&self) -> Vec<Stay<'g>> {
        let mut stays = Vec::new();
        for partnership in &self.read {
            let windows = self.windows(*partnership);
            for run in
                windows.chunk_by(|a, b| a.phase == b.phase && a.days.last.next() >= b.days.first)
            {
                let (Some(first), Some(last)) = (run.first(), run.last()) else {
                    continue;
                };
                let until = last.days.last.min(self.graph.as_of());
                if !first.absent && first.days.first <= until {
                    let years = (first.days.first.days_until(until) + 1) as f64 / DAYS_OF_A_YEAR;
                    let ended = last.days.last < self.graph.as_of();
                    let duration = Duration { years, ended };
                    stays.push(Stay {
                        partnership: *partnership,
                        phase: first.phase,
                        duration,
                    });
                }
            }
        }
        stays
    }

    /// Returns, for each partnership that reached a phase or a higher one, the years from its first
    /// relation to that day.
    pub(super) fn years_to(&self, phase: Key<Phase>) -> Vec<(PartnershipRef<'g>, f64)> {
        let reached = self.read.iter().filter_map(|partnership| {
            let windows = self.windows(*partnership);
            let start = windows.iter().find(|window| !window.absent)?.days.first;
            let there = windows
                .iter()
                .find(|window| !window.absent && window.phase >= phase)?
                .days
                .first;
            Some((
                *partnership,
                start.days_until(there) as f64 / DAYS_OF_A_YEAR,
            ))
        });
        reached.collect()
    }
}
