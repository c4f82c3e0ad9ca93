//! What is worked out once, so that questions are answered by reading along arrays.

use std::collections::HashMap;
use std::ops::Range;

use super::share::{Part, Shared, Sharing};
use super::time::{Days, begins, ends};
use crate::model::{
    Coding, Condition, Dataset, Dyad, End, Key, Motive, Operation, Organization, Partnership,
    Phase, Spell,
};

/// The indexes of a graph.
pub(crate) struct Index {
    codings: usize,
    windows: Lists<Window>,
    motives: Lists<(Key<Motive>, Key<Organization>)>,
    operations: Vec<Days>,
    sharing: Sharing,
    dyads: HashMap<Dyad, Key<Partnership>>,
}

/// The days of a spell, and what it says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub(crate) days: Days,
    pub(crate) phase: Key<Phase>,
    pub(crate) condition: Key<Condition>,
    pub(crate) absent: bool,
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
    pub(super) fn new(dataset: &Dataset) -> Self {
        let mut index = Self {
            codings: dataset.vocabularies.codings.len(),
            windows: Lists::new(),
            motives: Lists::new(),
            operations: dataset.operations.iter().map(days).collect(),
            sharing: Sharing::new(dataset),
            dyads: HashMap::with_capacity(dataset.partnerships.len()),
        };
        for (row, partnership) in dataset.partnerships.iter().enumerate() {
            index.add_partnership(Key::new(row), partnership, dataset);
        }
        index
    }

    fn add_partnership(
        &mut self,
        key: Key<Partnership>,
        partnership: &Partnership,
        data: &Dataset,
    ) {
        for coding in data.vocabularies.codings.keys() {
            add_windows(&mut self.windows.items, partnership.spells(coding), data);
            self.windows.end_list();
        }
        let motives = partnership
            .motives
            .iter()
            .map(|motive| (motive.motive, motive.holder));
        self.motives.items.extend(motives);
        self.motives.end_list();
        self.dyads.insert(partnership.dyad, key);
    }

    /// Returns the spells of a partnership as days, in order of time; the rows are those of
    /// [`Partnership::spells`].
    pub(crate) fn windows(&self, partnership: Key<Partnership>, coding: Key<Coding>) -> &[Window] {
        self.windows
            .list(partnership.index() * self.codings + coding.index())
    }

    /// Returns the motives of a partnership with their holders.
    pub(crate) fn motives(
        &self,
        partnership: Key<Partnership>,
    ) -> &[(Key<Motive>, Key<Organization>)] {
        self.motives.list(partnership.index())
    }

    /// Returns the days of an operation.
    pub(crate) fn operation(&self, operation: Key<Operation>) -> Days {
        self.operations[operation.index()]
    }

    /// Returns the pairs of parts by which the members of a partnership share operations, in the order
    /// of the operations; the first of each pair is that of the first member.
    pub(crate) fn shared(
        &self,
        partnership: Key<Partnership>,
    ) -> impl Iterator<Item = Shared> + Clone {
        self.sharing.of_partnership(partnership)
    }

    /// Returns the same for any two organizations.
    pub(crate) fn shared_between(
        &self,
        a: Key<Organization>,
        b: Key<Organization>,
    ) -> impl Iterator<Item = Shared> {
        self.sharing.between(a, b)
    }

    /// Returns the parts by which an organization cooperates, in the order of the operations.
    pub(crate) fn parts_of(
        &self,
        organization: Key<Organization>,
    ) -> impl Iterator<Item = Part> + Clone {
        self.sharing.of_organization(organization)
    }

    /// Returns all parts that are taken in an operation, in the order of the dataset.
    pub(crate) fn parts_in(&self, operation: Key<Operation>) -> &[Part] {
        self.sharing.in_operation(operation)
    }

    /// Finds the partnership of a dyad.
    pub(crate) fn partnership(&self, dyad: Dyad) -> Option<Key<Partnership>> {
        self.dyads.get(&dyad).copied()
    }
}

fn days(operation: &Operation) -> Days {
    Days::between(operation.start.as_ref(), operation.end)
}

/// Adds the days of the spells of one coding; a spell ends at the latest when the next begins.
fn add_windows(windows: &mut Vec<Window>, spells: &[Spell], dataset: &Dataset) {
    for (place, spell) in spells.iter().enumerate() {
        let first = begins(&spell.from);
        let next = spells
            .get(place + 1)
            .map(|next| begins(&next.from).previous());
        let said = ends(spell.to.unwrap_or(End::Ongoing), first);
        let last = next.map_or(said, |next| next.min(said));
        windows.push(Window {
            days: Days { first, last },
            phase: spell.phase,
            condition: spell.condition,
            absent: dataset.vocabularies.phases[spell.phase].absent,
        });
    }
}
