//! What is worked out once, so that questions are answered by reading along arrays.

use std::collections::HashMap;
use std::ops::Range;

use super::build::cooperating;
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
    shared: Lists<Key<Operation>>,
    operations: Vec<Days>,
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
struct Lists<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> Lists<T> {
    fn new() -> Self {
        Self {
            starts: vec![0],
            items: Vec::new(),
        }
    }

    fn end_list(&mut self) {
        let end = u32::try_from(self.items.len()).expect("keys are counted in four bytes too");
        self.starts.push(end);
    }

    fn list(&self, row: usize) -> &[T] {
        let range = |row: usize| self.starts[row] as usize;
        &self.items[Range {
            start: range(row),
            end: range(row + 1),
        }]
    }
}

impl Index {
    pub(super) fn new(dataset: &Dataset) -> Self {
        let mut index = Self {
            codings: dataset.vocabularies.codings.len(),
            windows: Lists::new(),
            motives: Lists::new(),
            shared: Lists::new(),
            operations: Vec::with_capacity(dataset.operations.len()),
            dyads: HashMap::with_capacity(dataset.partnerships.len()),
        };
        for (row, partnership) in dataset.partnerships.iter().enumerate() {
            index.add_partnership(Key::new(row), partnership, dataset);
        }
        for operation in &dataset.operations {
            index
                .operations
                .push(Days::between(operation.start.as_ref(), operation.end));
        }
        index.share_operations(dataset);
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

    /// Works out which operations the members of each partnership share.
    fn share_operations(&mut self, dataset: &Dataset) {
        let mut shared: Vec<(Key<Partnership>, Key<Operation>)> = Vec::new();
        for (key, operation) in dataset.operations.entries() {
            let members = cooperating(operation, dataset);
            for (place, first) in members.iter().enumerate() {
                let dyads = members[place + 1..]
                    .iter()
                    .filter_map(|other| Dyad::new(*first, *other));
                let found = dyads.filter_map(|dyad| self.dyads.get(&dyad));
                shared.extend(found.map(|partnership| (*partnership, key)));
            }
        }
        shared.sort_unstable();
        let mut rest = shared.into_iter().peekable();
        for row in 0..dataset.partnerships.len() {
            while let Some((_, operation)) = rest.next_if(|(key, _)| key.index() == row) {
                self.shared.items.push(operation);
            }
            self.shared.end_list();
        }
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

    /// Returns the operations in which both members of a partnership cooperate.
    pub(crate) fn shared(&self, partnership: Key<Partnership>) -> &[Key<Operation>] {
        self.shared.list(partnership.index())
    }

    /// Returns the days of an operation.
    pub(crate) fn operation(&self, operation: Key<Operation>) -> Days {
        self.operations[operation.index()]
    }

    /// Finds the partnership of a dyad.
    pub(crate) fn partnership(&self, dyad: Dyad) -> Option<Key<Partnership>> {
        self.dyads.get(&dyad).copied()
    }
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
