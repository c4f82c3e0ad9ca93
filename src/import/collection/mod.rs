//! What the rows of all files say, until it is written as a dataset.
//!
//! Rows are not kept. A participation or tie holds its periods and runs of years, so that memory grows with the output and
//! not with the input.

mod amounts;
mod beside;
mod entity;
mod pair;
mod period;
mod quantity;
mod slug;
mod terms;
mod way;
mod years;

use std::collections::{BTreeMap, HashMap, HashSet};

pub(super) use self::amounts::{Side, WrittenAmount};
pub(super) use self::beside::{Annotated, Beside, Known, Remarks, set_attribute};
pub(super) use self::entity::{Entity, Register};
pub(super) use self::pair::{Event, Pair, Tie};
pub(super) use self::period::{Period, When, in_order, run_as_period, year as year_date};
pub(super) use self::quantity::{Quantities, Quantity};
pub(super) use self::slug::{Ids, slug};
pub(super) use self::terms::{Term, Terms};
pub(super) use self::way::{Direction, Way};
pub(super) use self::years::Years;
pub(super) use self::years::without;
use super::accounts::plural;
use super::rules::{Repeated, RepeatedAmount};
use crate::model::{Date, MembershipKind};

/// Why an organization does not become a part of another one.
pub(super) const PARTS_OF_ONE_ANOTHER: &str = "the two would be parts of one another";

/// Everything that was imported so far.
#[derive(Debug)]
pub(super) struct Collection {
    pub(super) organizations: Register,
    pub(super) operations: Register,
    pub(super) roles: Terms,
    pub(super) organization_kinds: Terms,
    pub(super) operation_kinds: Terms,
    /// The kinds of tie, each of which becomes a coding.
    pub(super) codings: Terms,
    /// The rungs of ties.
    pub(super) phases: Terms,
    pub(super) event_kinds: Terms,
    pub(super) quantities: Quantities,
    /// The names of attributes; only their ids are written.
    pub(super) attribute_names: Terms,
    /// The number of attributes that differ from those of an earlier row.
    pub(super) differing: u64,
    parts: Vec<Part>,
    /// The numbers of the parts in the order of their operations, once no part can be added.
    part_order: Vec<u32>,
    part_numbers: HashMap<PartKey, u32>,
    pairs: Vec<Pair>,
    pair_numbers: HashMap<(u32, u32), u32>,
    /// The role of rows that have none of the roles of a mapping. It counts only where there is no other.
    pub(super) fallback_role: Option<u32>,
    /// The first and the last year of all panels, outside of which nothing is known.
    pub(super) panel_years: Option<(i32, i32)>,
    /// What becomes of several amounts in one year or period.
    pub(super) repeated_amount: Option<RepeatedAmount>,
}

/// What distinguishes a participation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct PartKey {
    pub(super) operation: u32,
    pub(super) organization: u32,
    pub(super) role: u32,
    /// Whether it is unknown whether the organization took part.
    pub(super) is_unknown: bool,
}

/// The participation of an organization in an operation, in one role.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) key: PartKey,
    pub(super) periods: Vec<Period>,
    pub(super) years: Years,
    pub(super) annotated: Annotated,
}

impl Default for Collection {
    fn default() -> Self {
        Self {
            organizations: Register::new("organization"),
            operations: Register::new("operation"),
            roles: Terms::default(),
            organization_kinds: Terms::default(),
            operation_kinds: Terms::default(),
            codings: Terms::default(),
            phases: Terms::default(),
            event_kinds: Terms::default(),
            quantities: Quantities::default(),
            attribute_names: Terms::default(),
            differing: 0,
            parts: Vec::new(),
            part_order: Vec::new(),
            part_numbers: HashMap::new(),
            pairs: Vec::new(),
            pair_numbers: HashMap::new(),
            fallback_role: None,
            panel_years: None,
            repeated_amount: None,
        }
    }
}

impl Collection {
    /// Adds a participation at a time. Returns `false` if it became a part of another row's.
    pub(super) fn take_part(
        &mut self,
        key: PartKey,
        when: When,
        beside: &Beside,
        rule: Repeated,
    ) -> bool {
        let index = self.part(key);
        let part = &mut self.parts[index];
        let is_new = match when {
            When::Year(year) => part.years.add(year),
            When::Period(period) => period::add(&mut part.periods, period, rule),
            When::Undated => period::add(&mut part.periods, Period::default(), rule),
        };
        let side = (when, Side::Only);
        let says_more = part
            .annotated
            .add(beside, side, &self.quantities, &mut self.differing);
        is_new || says_more
    }

    /// Adds a tie without a date, or what is said of a pair. Returns `false` if the pair has it already.
    pub(super) fn tie(
        &mut self,
        (first, second): (u32, u32),
        beside: &Beside,
        when: When,
        is_directed: bool,
    ) -> bool {
        let is_new = !self.pair_numbers.contains_key(&in_key_order(first, second));
        let pair = self.pair(first, second);
        let side = (when, self.pairs[pair].side(first, is_directed));
        let annotated = &mut self.pairs[pair].annotated;
        let says_more = annotated.add(beside, side, &self.quantities, &mut self.differing);
        is_new || says_more
    }

    /// Adds a tie at a time, from the first organization to the second or both ways. Returns `false` if it became a part of another row's,
    /// in either direction.
    pub(super) fn tie_at(
        &mut self,
        (first, second): (u32, u32),
        (coding, phase): (u32, u32),
        when: When,
        beside: &Beside,
        (rule, direction): (Repeated, Direction),
    ) -> bool {
        let is_directed = direction != Direction::Undirected;
        let is_two_way = direction == Direction::BothWays;
        let pair = self.pair(first, second);
        let side = self.pairs[pair].side(first, is_directed);
        let is_forward = self.pairs[pair].first == first;
        let tie = self.pairs[pair].tie(coding, phase);
        tie.is_directed |= is_directed;
        let is_new = match when {
            When::Undated => false,
            When::Year(year) => {
                let is_new = tie.add_year(year, is_forward);
                if is_two_way {
                    tie.add_year(year, !is_forward);
                }
                is_new
            }
            When::Period(period) => {
                // The phases of a coding cannot overlap.
                let rule = match rule {
                    Repeated::Keep => Repeated::Overlap,
                    rule => rule,
                };
                let [own, other] = match (is_directed, is_forward) {
                    (true, false) => [&mut tie.backward_periods, &mut tie.periods],
                    _ => [&mut tie.periods, &mut tie.backward_periods],
                };
                let is_mirrored = other.iter().any(|other| other.overlaps(period));
                if is_two_way {
                    period::add(other, period, rule);
                }
                period::add(own, period, rule) && !is_mirrored
            }
        };
        let annotated = &mut tie.annotated;
        let says_more = annotated.add(beside, (when, side), &self.quantities, &mut self.differing);
        is_new || says_more
    }

    /// Returns another phase that a pair has under a coding at a time; `None` if it has none.
    pub(super) fn other_phase(
        &self,
        (first, second): (u32, u32),
        (coding, phase): (u32, u32),
        when: When,
    ) -> Option<u32> {
        let number = self.pair_numbers.get(&in_key_order(first, second))?;
        let ties = &self.pairs.get(*number as usize)?.ties;
        let mut others = ties
            .iter()
            .filter(|tie| tie.coding == coding && tie.phase != phase);
        others.find(|tie| tie.is_at(when)).map(|tie| tie.phase)
    }

    /// Adds that an organization belongs to another one. Returns `false` if that is known; `None` if the two would be parts of one
    /// another.
    pub(super) fn belong(
        &mut self,
        kind: MembershipKind,
        (part, whole): (u32, u32),
        period: Period,
    ) -> Option<bool> {
        if kind == MembershipKind::PartOf && self.is_part_of(whole, part) {
            return None;
        }
        let entity = self.organizations.get_mut(part)?;
        Some(entity.belong(kind, whole, period))
    }

    /// Returns `true` if an organization is another one, or a part of it, directly or through others.
    fn is_part_of(&self, part: u32, whole: u32) -> bool {
        let (mut seen, mut left) = (HashSet::new(), vec![part]);
        while let Some(number) = left.pop() {
            if number == whole {
                return true;
            }
            if let Some(entity) = self
                .organizations
                .get(number)
                .filter(|_| seen.insert(number))
            {
                let wholes = entity.memberships.iter();
                let wholes = wholes.filter(|(kind, ..)| *kind == MembershipKind::PartOf);
                left.extend(wholes.map(|(_, whole, _)| *whole));
            }
        }
        false
    }

    /// Adds an event from the first organization to the second.
    pub(super) fn event(&mut self, first: u32, second: u32, date: Date, kind: u32) {
        let index = self.pair(first, second);
        let pair = &mut self.pairs[index];
        let is_reversed = pair.first != first;
        pair.events.push(Event {
            date,
            kind,
            is_reversed,
        });
    }

    /// Notes that a panel has a year, even if it records nothing in it.
    pub(super) fn see_year(&mut self, year: i32) {
        let (first, last) = self.panel_years.unwrap_or((year, year));
        self.panel_years = Some((first.min(year), last.max(year)));
    }

    /// Returns the last year of all panels.
    pub(super) fn last_year(&self) -> Option<i32> {
        self.panel_years.map(|(_, last)| last)
    }

    /// Returns the rule for several amounts in one year or period.
    pub(super) fn rule_of_amounts(&self) -> RepeatedAmount {
        self.repeated_amount.unwrap_or(RepeatedAmount::Keep)
    }

    /// Returns the number of participations and ties with several amounts of one quantity in one year or period.
    pub(super) fn repeated_amounts(&self) -> usize {
        let of_parts = self.parts.iter().map(|part| &part.annotated);
        let of_pairs = self.pairs.iter().flat_map(|pair| {
            let ties = pair.ties.iter().map(|tie| &tie.annotated);
            ties.chain([&pair.annotated])
        });
        let all = of_parts.chain(of_pairs);
        all.filter(|annotated| annotated.amounts.are_repeated())
            .count()
    }

    /// Puts the participations in the order of their operations, and within each in the order in which they were found. No
    /// participation can be added afterwards.
    pub(super) fn order_parts(&mut self) {
        self.part_numbers = HashMap::new();
        // A stable sort of the parts themselves would copy half of them.
        let mut order: Vec<u32> = (0..).take(self.parts.len()).collect();
        order.sort_unstable_by_key(|number| (self.parts[*number as usize].key.operation, *number));
        self.part_order = order;
    }

    /// Returns the participations, in the order of their operations.
    pub(super) fn ordered_parts(&self) -> impl Iterator<Item = &Part> {
        let order = self.part_order.iter();
        order.map(|number| &self.parts[*number as usize])
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

    /// Returns `true` if an organization is known to take part in an operation, in any role.
    pub(super) fn has_parts(&self, operation: u32, organization: u32) -> bool {
        let roles = 0..self.roles.len() as u32;
        roles.into_iter().any(|role| {
            self.part_numbers.contains_key(&PartKey {
                operation,
                organization,
                role,
                is_unknown: false,
            })
        })
    }

    /// Returns the index of a participation.
    fn part(&mut self, key: PartKey) -> usize {
        let next = u32::try_from(self.parts.len()).unwrap_or(u32::MAX);
        let number = *self.part_numbers.entry(key).or_insert(next);
        if number == next {
            self.parts.push(Part {
                key,
                periods: Vec::new(),
                years: Years::default(),
                annotated: Annotated::default(),
            });
        }
        number as usize
    }

    /// Returns the index of a pair.
    fn pair(&mut self, first: u32, second: u32) -> usize {
        let next = u32::try_from(self.pairs.len()).unwrap_or(u32::MAX);
        let key = in_key_order(first, second);
        let number = *self.pair_numbers.entry(key).or_insert(next);
        if number == next {
            self.pairs.push(Pair {
                first,
                second,
                ties: Vec::new(),
                events: Vec::new(),
                annotated: Annotated::default(),
            });
        }
        number as usize
    }
}

fn in_key_order(first: u32, second: u32) -> (u32, u32) {
    (first.min(second), first.max(second))
}
