//! What is recorded of two organizations: ties and events.

use super::amounts::Side;
use super::beside::Annotated;
use super::period::{self, Period, When, run_as_period};
use super::way::{self, Way};
use super::years::{Years, either, in_both, length};
use crate::import::rules::{Mirror, Repeated};
use crate::model::Date;

/// What is recorded of two organizations.
#[derive(Debug, Clone)]
pub(in crate::import) struct Pair {
    pub(in crate::import) first: u32,
    pub(in crate::import) second: u32,
    pub(in crate::import) ties: Vec<Tie>,
    pub(in crate::import) events: Vec<Event>,
    /// What rows without a date, and events, say beside.
    pub(in crate::import) annotated: Annotated,
}

/// A tie of one kind on one rung.
#[derive(Debug, Clone)]
pub(in crate::import) struct Tie {
    pub(in crate::import) coding: u32,
    pub(in crate::import) phase: u32,
    /// Whether a row of a directed table says so.
    pub(in crate::import) is_directed: bool,
    /// What rows with a date say beside.
    pub(in crate::import) annotated: Annotated,
    /// The periods of the tie; in a directed table, those of the tie from the first organization to the second.
    pub(in crate::import) periods: Vec<Period>,
    /// The periods of the tie from the second organization to the first, in a directed table.
    pub(in crate::import) backward_periods: Vec<Period>,
    /// The years of the tie from the first organization to the second.
    pub(in crate::import) forward: Years,
    /// The years of the tie from the second organization to the first.
    pub(in crate::import) backward: Years,
}

/// An event between two organizations.
#[derive(Debug, Clone)]
pub(in crate::import) struct Event {
    pub(in crate::import) date: Date,
    pub(in crate::import) kind: u32,
    /// Whether it is from the second organization to the first.
    pub(in crate::import) is_reversed: bool,
}

impl Tie {
    /// Returns the times of the tie and the way in which it leads then, by the rule for tables in which the two rows of a pair
    /// differ. The times of a tie that leads one way are in order among themselves, and so are those of one that leads both ways.
    pub(in crate::import) fn times(
        &self,
        mirror: Mirror,
        last_year: Option<i32>,
    ) -> Vec<(Way, Period)> {
        let [forward, backward] =
            [&self.forward, &self.backward].map(|years| years.clone().ordered());
        let is_united = match mirror {
            Mirror::Either => true,
            Mirror::Both => false,
            Mirror::Direction => !self.is_directed,
        };
        let (years, periods) = if is_united {
            let mut united = self.periods.clone();
            for period in &self.backward_periods {
                period::add(&mut united, *period, Repeated::Overlap);
            }
            let years = either(&forward, &backward);
            (both_ways(years), both_ways(united))
        } else if self.is_directed {
            let periods = way::of_periods(&self.periods, &self.backward_periods);
            (way::of_years(&forward, &backward), periods)
        } else {
            let years = way::of_years(&forward, &backward);
            (years, both_ways(self.periods.clone()))
        };
        let years = years
            .into_iter()
            .map(|(way, run)| (way, run_as_period(run, last_year)));
        let times = years.chain(periods);
        times
            .filter(|(way, _)| mirror != Mirror::Both || *way == Way::Both)
            .collect()
    }

    /// Adds a year in one direction. Returns `false` if the tie is known in it, in either direction.
    pub(super) fn add_year(&mut self, year: i32, is_forward: bool) -> bool {
        let (own, other) = if is_forward {
            (&mut self.forward, &self.backward)
        } else {
            (&mut self.backward, &self.forward)
        };
        let is_mirrored = other.contains(year);
        own.add(year) && !is_mirrored
    }

    /// Returns `true` if the tie is there at a time.
    pub(super) fn is_at(&self, when: When) -> bool {
        match when {
            When::Undated => false,
            When::Year(year) => self.forward.contains(year) || self.backward.contains(year),
            When::Period(period) => {
                let mut all = self.periods.iter().chain(&self.backward_periods);
                all.any(|own| own.overlaps(period))
            }
        }
    }

    /// Returns the number of years in which the tie has one direction alone.
    pub(super) fn one_sided_years(&self) -> u64 {
        let [forward, backward] =
            [&self.forward, &self.backward].map(|years| years.clone().ordered());
        let common = length(&in_both(&forward, &backward));
        length(&forward) + length(&backward) - 2 * common
    }
}

/// Returns times in which a tie leads both ways.
fn both_ways<T>(times: Vec<T>) -> Vec<(Way, T)> {
    times.into_iter().map(|time| (Way::Both, time)).collect()
}

impl Pair {
    /// Returns which row of the pair begins with an organization.
    pub(super) fn side(&self, first: u32, is_directed: bool) -> Side {
        match (is_directed, self.first == first) {
            (true, _) => Side::Only,
            (false, true) => Side::Forward,
            (false, false) => Side::Backward,
        }
    }

    /// Returns the tie of a kind on a rung, and adds it if there is none.
    pub(super) fn tie(&mut self, coding: u32, phase: u32) -> &mut Tie {
        let mut ties = self.ties.iter();
        let index = ties.position(|tie| (tie.coding, tie.phase) == (coding, phase));
        let index = index.unwrap_or_else(|| {
            self.ties.push(Tie {
                coding,
                phase,
                is_directed: false,
                annotated: Annotated::default(),
                periods: Vec::new(),
                backward_periods: Vec::new(),
                forward: Years::default(),
                backward: Years::default(),
            });
            self.ties.len() - 1
        });
        &mut self.ties[index]
    }
}
