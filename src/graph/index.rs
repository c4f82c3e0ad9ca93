//! What is worked out once, so that questions are answered by reading along arrays.

use std::ops::Range;

use foldhash::{HashMap, HashMapExt};

use super::shared::{DatedParticipation, JointParticipation, ParticipationIndex};
use super::time::{DayRange, end_day, start_day};
use crate::model::{
    Coding, Condition, Dataset, Date, Day, Dyad, End, Key, Motive, MotiveClaim, Operation,
    Organization, Partnership, Phase, Spell,
};

/// The indexes of a graph.
pub(crate) struct Index {
    codings: usize,
    spells: Lists<DatedSpell>,
    motives: Lists<DatedMotive>,
    operations: Vec<DayRange>,
    sharing: ParticipationIndex,
    dyads: HashMap<Dyad, Key<Partnership>>,
    successors: Lists<Key<Organization>>,
}

/// The days of a spell, and what it says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DatedSpell {
    pub(crate) days: DayRange,
    pub(crate) phase: Key<Phase>,
    pub(crate) condition: Key<Condition>,
    pub(crate) is_absent: bool,
}

/// A motive, who holds it, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DatedMotive {
    pub(crate) motive: Key<Motive>,
    pub(crate) holder: Key<Organization>,
    pub(crate) days: DayRange,
}

/// One list for each row, all in one piece of memory.
pub(super) struct Lists<T> {
    starts: Vec<u32>,
    pub(super) items: Vec<T>,
}

impl<T> Lists<T> {
    pub(super) fn new() -> Self {
        Self {
            starts: vec![0],
            items: Vec::new(),
        }
    }

    pub(super) fn end_list(&mut self) {
        let end = u32::try_from(self.items.len()).expect("keys are counted in four bytes too");
        self.starts.push(end);
    }

    pub(super) fn list(&self, row: usize) -> &[T] {
        &self.items[self.range(row)]
    }

    /// Returns the numbers of the items of a list among all items.
    pub(super) fn range(&self, row: usize) -> Range<usize> {
        self.starts[row] as usize..self.starts[row + 1] as usize
    }
}

impl Index {
    /// Works the indexes out, and shows every partnership on the way.
    pub(super) fn new(dataset: &Dataset, mut see: impl FnMut(&Partnership)) -> Self {
        let mut index = Self {
            codings: dataset.vocabularies().codings.len(),
            spells: Lists::new(),
            motives: Lists::new(),
            operations: dataset.operations().iter().map(days).collect(),
            sharing: ParticipationIndex::new(dataset),
            dyads: HashMap::with_capacity(dataset.partnerships().len()),
            successors: successors(dataset),
        };
        for (row, partnership) in dataset.partnerships().iter().enumerate() {
            index.add_partnership(Key::new(row), partnership, dataset);
            see(partnership);
        }
        index
    }

    fn add_partnership(
        &mut self,
        key: Key<Partnership>,
        partnership: &Partnership,
        data: &Dataset,
    ) {
        let members = partnership.dyad.members();
        let gone = members.map(|key| end_day(data.organizations()[key].dissolved, Day::MIN));
        let gone = gone[0].min(gone[1]);
        let start = self.spells.items.len();
        for coding in data.vocabularies().codings.keys() {
            let spells = partnership.spells(coding);
            add_windows(&mut self.spells.items, spells, gone, data);
            self.spells.end_list();
        }
        let windows = self.spells.items[start..].iter();
        let relations = windows.filter(|window| !window.is_absent);
        let contact = relations.map(|window| window.days.first).min();
        let motives = partnership.motives.iter().map(|claim| DatedMotive {
            motive: claim.motive,
            holder: claim.holder,
            days: held(claim, partnership, contact, data),
        });
        self.motives.items.extend(motives);
        self.motives.end_list();
        self.dyads.insert(partnership.dyad, key);
    }

    /// Returns the spells of a partnership as days, in order of time; the rows are those of
    /// [`Partnership::spells`].
    pub(crate) fn spells(
        &self,
        partnership: Key<Partnership>,
        coding: Key<Coding>,
    ) -> &[DatedSpell] {
        self.spells
            .list(partnership.index() * self.codings + coding.index())
    }

    /// Says whether any organization took the place of another.
    pub(crate) fn has_successions(&self) -> bool {
        !self.successors.items.is_empty()
    }

    /// Returns the organizations that took the place of one, in the order of the dataset.
    pub(crate) fn successors(&self, organization: Key<Organization>) -> &[Key<Organization>] {
        self.successors.list(organization.index())
    }

    /// Returns the motives of a partnership with their holders and days, in the order of its record.
    pub(crate) fn motives(&self, partnership: Key<Partnership>) -> &[DatedMotive] {
        self.motives.list(partnership.index())
    }

    /// Returns the days of an operation.
    pub(crate) fn operation_days(&self, operation: Key<Operation>) -> DayRange {
        self.operations[operation.index()]
    }

    /// Returns the pairs of parts by which the members of a partnership share operations, in the order
    /// of the operations; the first of each pair is that of the first member.
    pub(crate) fn joint_participations(
        &self,
        partnership: Key<Partnership>,
    ) -> impl Iterator<Item = JointParticipation> + Clone {
        self.sharing.of_partnership(partnership)
    }

    /// Returns the same for any two organizations.
    pub(crate) fn joint_participations_between(
        &self,
        a: Key<Organization>,
        b: Key<Organization>,
    ) -> impl Iterator<Item = JointParticipation> {
        self.sharing.joint_participations_between(a, b)
    }

    /// Returns the parts by which an organization cooperates, in the order of the operations.
    pub(crate) fn participations_of(
        &self,
        organization: Key<Organization>,
    ) -> impl Iterator<Item = DatedParticipation> + Clone {
        self.sharing.of_organization(organization)
    }

    /// Returns all parts that are taken in an operation, in the order of the dataset.
    pub(crate) fn participations_in(&self, operation: Key<Operation>) -> &[DatedParticipation] {
        self.sharing.in_operation(operation)
    }

    /// Finds the partnership of a dyad.
    pub(crate) fn partnership(&self, dyad: Dyad) -> Option<Key<Partnership>> {
        self.dyads.get(&dyad).copied()
    }
}

fn days(operation: &Operation) -> DayRange {
    DayRange::from_bounds(operation.start.as_ref(), operation.end)
}

/// Adds the days of the spells of one coding.
///
/// A spell begins on the earliest day that its date allows after the one before it has begun, and not
/// before that one has ended; it ends at the latest when the next begins. Of an end that nobody knows it
/// is only known that it did not come after a member had `gone`.
fn add_windows(windows: &mut Vec<DatedSpell>, spells: &[Spell], gone: Day, dataset: &Dataset) {
    for (place, spell) in spells.iter().enumerate() {
        let earliest = start_day(&spell.from);
        let first = match place.checked_sub(1) {
            Some(before) => {
                let open = windows.last_mut().expect("the one before was added");
                let first = earliest.max(after(&spells[before], open, &spell.from));
                open.days.last = open.days.last.min(first.previous()).max(open.days.first);
                first
            }
            None => earliest,
        };
        let last = match spell.to {
            Some(End::Unknown) => gone.max(first),
            to => end_day(to.unwrap_or(End::Ongoing), first),
        };
        windows.push(DatedSpell {
            days: DayRange { first, last },
            phase: spell.phase,
            condition: spell.condition,
            is_absent: dataset.vocabularies().phases[spell.phase].absent,
        });
    }
}

/// Returns the first day on which something can begin at a date after a spell, as far as the date allows.
fn after(spell: &Spell, window: &DatedSpell, date: &Date) -> Day {
    let ended = spell.to.and_then(|to| to.date().and_then(Date::earliest));
    let next = window.days.first.next().max(ended.unwrap_or(Day::MIN));
    next.min(date.latest().unwrap_or(Day::MAX))
        .max(window.days.first)
}

/// Returns the days on which a motive is held.
///
/// One without a date is a motive for cooperation that there is: it is held from the first relation on,
/// and as long as its holder exists. None is held before its holder was founded, unless the dataset dates
/// it so because a predecessor acted for the holder.
fn held(
    claim: &MotiveClaim,
    partnership: &Partnership,
    contact: Option<Day>,
    dataset: &Dataset,
) -> DayRange {
    let holder = &dataset.organizations()[claim.holder];
    let founded = holder.founded.as_ref().map_or(Day::MIN, start_day);
    let first = match &claim.from {
        Some(from) if has_predecessors(partnership) => start_day(from),
        Some(from) => start_day(from).max(founded),
        None => contact.unwrap_or(Day::MIN).max(founded),
    };
    let last = end_day(claim.to.unwrap_or(End::Ongoing), first);
    let last = last.min(end_day(holder.dissolved, Day::MIN));
    match first <= last {
        true => DayRange { first, last },
        false => DayRange::EMPTY,
    }
}

/// Lists the successors of each organization.
fn successors(dataset: &Dataset) -> Lists<Key<Organization>> {
    let entries = dataset.organizations().entries();
    let pairs = entries.flat_map(|(later, record)| {
        let earlier = record.predecessors.iter();
        earlier.map(move |earlier| (*earlier, later))
    });
    let mut pairs: Vec<(Key<Organization>, Key<Organization>)> = pairs.collect();
    pairs.sort_unstable();
    let mut rest = pairs.into_iter().peekable();
    let mut lists = Lists::new();
    for earlier in dataset.organizations().keys() {
        while let Some((_, later)) = rest.next_if(|(key, _)| *key == earlier) {
            lists.items.push(later);
        }
        lists.end_list();
    }
    lists
}

/// Says whether predecessors acted for a side of a partnership.
fn has_predecessors(partnership: &Partnership) -> bool {
    let mut spells = partnership
        .codings
        .iter()
        .flat_map(|coded| coded.spells.iter());
    spells.any(|spell| !spell.through.is_empty())
}
