//! What is recorded of two organizations: ties and events.

use super::amounts::Side;
use super::beside::Annotated;
use super::period::{Period, When};
use super::years::{Years, either, in_both, length};
use crate::import::rules::Mirror;
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
    /// What rows with a date say beside.
    pub(in crate::import) annotated: Annotated,
    pub(in crate::import) periods: Vec<Period>,
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
    /// Returns the years of the tie as runs.
    pub(in crate::import) fn years(&self, mirror: Mirror) -> Vec<(i32, i32)> {
        let [forward, backward] =
            [&self.forward, &self.backward].map(|years| years.clone().ordered());
        match mirror {
            Mirror::Both => in_both(&forward, &backward),
            Mirror::Either => either(&forward, &backward),
        }
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
            When::Period(period) => self.periods.iter().any(|own| own.overlaps(period)),
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
                annotated: Annotated::default(),
                periods: Vec::new(),
                forward: Years::default(),
                backward: Years::default(),
            });
            self.ties.len() - 1
        });
        &mut self.ties[index]
    }
}
