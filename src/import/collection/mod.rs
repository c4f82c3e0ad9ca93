//! What the rows of all files say, until it is written as a dataset.
//!
//! Rows are not kept. A participation or tie holds its periods and runs of years, so that memory grows with the output and
//! not with the input.

mod entity;
mod period;
mod slug;
mod terms;
mod years;

use std::collections::{BTreeMap, HashMap};

pub(super) use self::entity::{Entity, Register};
pub(super) use self::period::{Period, in_order, year as year_date};
pub(super) use self::slug::{Ids, slug};
pub(super) use self::terms::{Term, Terms};
pub(super) use self::years::Years;
use self::years::{either, in_both, length};
use super::accounts::plural;
use super::rules::{Mirror, Repeated};
use crate::model::{Date, End};

/// Everything that was imported so far.
#[derive(Debug)]
pub(super) struct Collection {
    pub(super) organizations: Register,
    pub(super) operations: Register,
    pub(super) roles: Terms,
    pub(super) kinds: Terms,
    /// The kinds of tie, each of which becomes a coding.
    pub(super) codings: Terms,
    pub(super) event_kinds: Terms,
    parts: Vec<Part>,
    part_numbers: HashMap<(u32, u32, u32), u32>,
    pairs: Vec<Pair>,
    pair_numbers: HashMap<(u32, u32), u32>,
    /// The role of rows that have none of the roles of a mapping. It counts only where there is no other.
    pub(super) fallback_role: Option<u32>,
    /// The last year of all panels, after which nothing is known.
    pub(super) last_year: Option<i32>,
}

/// The participation of an organization in an operation, in one role.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) operation: u32,
    pub(super) organization: u32,
    pub(super) role: u32,
    pub(super) periods: Vec<Period>,
    pub(super) years: Years,
}

/// What is recorded of two organizations.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub(super) first: u32,
    pub(super) second: u32,
    pub(super) ties: Vec<Tie>,
    pub(super) events: Vec<Event>,
    pub(super) notes: Vec<String>,
}

/// A tie of one kind.
#[derive(Debug, Clone)]
pub(super) struct Tie {
    pub(super) coding: u32,
    pub(super) periods: Vec<Period>,
    /// The years of the tie from the first organization to the second.
    pub(super) forward: Years,
    /// The years of the tie from the second organization to the first.
    pub(super) backward: Years,
}

/// An event between two organizations.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) date: Date,
    pub(super) kind: u32,
    /// Whether it is from the second organization to the first.
    pub(super) is_reversed: bool,
}

impl Default for Collection {
    fn default() -> Self {
        Self {
            organizations: Register::new("organization"),
            operations: Register::new("operation"),
            roles: Terms::default(),
            kinds: Terms::default(),
            codings: Terms::default(),
            event_kinds: Terms::default(),
            parts: Vec::new(),
            part_numbers: HashMap::new(),
            pairs: Vec::new(),
            pair_numbers: HashMap::new(),
            fallback_role: None,
            last_year: None,
        }
    }
}

impl Collection {
    /// Adds a participation for a period. Returns `false` if it became a part of another row's.
    pub(super) fn take_part(
        &mut self,
        (operation, organization, role): (u32, u32, u32),
        period: Period,
        rule: Repeated,
    ) -> bool {
        let part = self.part(operation, organization, role);
        period::add(&mut part.periods, period, rule)
    }

    /// Adds a participation in a year. Returns `false` if it became a part of another row's.
    pub(super) fn take_part_in(
        &mut self,
        (operation, organization, role): (u32, u32, u32),
        year: i32,
    ) -> bool {
        self.part(operation, organization, role).years.add(year)
    }

    /// Adds a tie without a date. Returns `false` if the pair has it already.
    pub(super) fn tie(&mut self, first: u32, second: u32, note: Option<String>) -> bool {
        let is_new = !self.pair_numbers.contains_key(&in_key_order(first, second));
        let pair = self.pair(first, second);
        match note {
            Some(note) if !pair.notes.contains(&note) => {
                pair.notes.push(note);
                true
            }
            _ => is_new,
        }
    }

    /// Adds a tie for a period. Returns `false` if it became a part of another row's.
    pub(super) fn tie_for(
        &mut self,
        (first, second): (u32, u32),
        coding: u32,
        period: Period,
        rule: Repeated,
    ) -> bool {
        // The phases of a coding cannot overlap.
        let rule = if rule == Repeated::Keep {
            Repeated::Overlap
        } else {
            rule
        };
        let tie = self.pair(first, second).tie(coding);
        period::add(&mut tie.periods, period, rule)
    }

    /// Adds a tie in a year, from the first organization to the second. Returns `false` if the pair is known to have it, in
    /// either direction.
    pub(super) fn tie_in(&mut self, (first, second): (u32, u32), coding: u32, year: i32) -> bool {
        let pair = self.pair(first, second);
        let is_forward = pair.first == first;
        let tie = pair.tie(coding);
        let (own, other) = if is_forward {
            (&mut tie.forward, &tie.backward)
        } else {
            (&mut tie.backward, &tie.forward)
        };
        let is_mirrored = other.contains(year);
        own.add(year) && !is_mirrored
    }

    /// Adds an event from the first organization to the second.
    pub(super) fn event(&mut self, first: u32, second: u32, date: Date, kind: u32) {
        let pair = self.pair(first, second);
        let is_reversed = pair.first != first;
        pair.events.push(Event {
            date,
            kind,
            is_reversed,
        });
    }

    /// Notes that a panel has a year, even if it records nothing in it.
    pub(super) fn see_year(&mut self, year: i32) {
        self.last_year = self.last_year.max(Some(year));
    }

    /// Puts the participations in the order of their operations, and within each in the order in which they were found. No
    /// participation can be added afterwards.
    pub(super) fn order_parts(&mut self) {
        self.parts.sort_by_key(|part| part.operation);
        self.part_numbers = HashMap::new();
    }

    /// Returns the participations.
    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Returns the pairs, in the order in which they were found.
    pub(super) fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// Returns, for each kind of tie, in how many years of pairs it has one direction alone.
    pub(super) fn one_sided_ties(&self) -> Vec<String> {
        let mut years: BTreeMap<u32, u64> = BTreeMap::new();
        for tie in self.pairs.iter().flat_map(|pair| &pair.ties) {
            *years.entry(tie.coding).or_default() += tie.one_sided_years();
        }
        let years = years.into_iter().filter(|(_, count)| *count > 0);
        let notes = years.map(|(coding, count)| {
            let (count, label) = (plural(count, "year"), self.codings.label(coding));
            format!("`{label}` has one direction alone in {count} of pairs")
        });
        notes.collect()
    }

    /// Returns `true` if an organization takes part in an operation, in any role.
    pub(super) fn has_parts(&self, operation: u32, organization: u32) -> bool {
        let roles = 0..self.roles.len() as u32;
        roles.into_iter().any(|role| {
            self.part_numbers
                .contains_key(&(operation, organization, role))
        })
    }

    fn part(&mut self, operation: u32, organization: u32, role: u32) -> &mut Part {
        let next = u32::try_from(self.parts.len()).unwrap_or(u32::MAX);
        let key = (operation, organization, role);
        let number = *self.part_numbers.entry(key).or_insert(next);
        if number == next {
            self.parts.push(Part {
                operation,
                organization,
                role,
                periods: Vec::new(),
                years: Years::default(),
            });
        }
        &mut self.parts[number as usize]
    }

    fn pair(&mut self, first: u32, second: u32) -> &mut Pair {
        let next = u32::try_from(self.pairs.len()).unwrap_or(u32::MAX);
        let key = in_key_order(first, second);
        let number = *self.pair_numbers.entry(key).or_insert(next);
        if number == next {
            self.pairs.push(Pair {
                first,
                second,
                ties: Vec::new(),
                events: Vec::new(),
                notes: Vec::new(),
            });
        }
        &mut self.pairs[number as usize]
    }
}

impl Tie {
    /// Returns the years of the tie as runs.
    pub(super) fn years(&self, mirror: Mirror) -> Vec<(i32, i32)> {
        let [forward, backward] =
            [&self.forward, &self.backward].map(|years| years.clone().ordered());
        match mirror {
            Mirror::Both => in_both(&forward, &backward),
            Mirror::Either => either(&forward, &backward),
        }
    }

    /// Returns the number of years in which the tie has one direction alone.
    fn one_sided_years(&self) -> u64 {
        let [forward, backward] =
            [&self.forward, &self.backward].map(|years| years.clone().ordered());
        let common = length(&in_both(&forward, &backward));
        length(&forward) + length(&backward) - 2 * common
    }
}

impl Pair {
    fn tie(&mut self, coding: u32) -> &mut Tie {
        let index = self.ties.iter().position(|tie| tie.coding == coding);
        let index = index.unwrap_or_else(|| {
            self.ties.push(Tie {
                coding,
                periods: Vec::new(),
                forward: Years::default(),
                backward: Years::default(),
            });
            self.ties.len() - 1
        });
        &mut self.ties[index]
    }
}

/// Returns a run of years as a period. A run that reaches the last year of the panel has no known end.
pub(super) fn run_as_period((first, last): (i32, i32), last_year: Option<i32>) -> Period {
    let is_open = Some(last) == last_year;
    Period {
        from: year_date(first),
        to: year_date(last).filter(|_| !is_open).map(End::On),
    }
}

fn in_key_order(first: u32, second: u32) -> (u32, u32) {
    (first.min(second), first.max(second))
}
