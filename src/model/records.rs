//! Tables of records, and the keys of their rows.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Index;

use super::Id;

/// A kind of record that other records refer to by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RecordKind {
    /// An organization.
    Organization,
    /// An operation.
    Operation,
    /// A source.
    Source,
    /// A phase of the vocabulary.
    Phase,
    /// A condition of the vocabulary.
    Condition,
    /// A coding of the vocabulary.
    Coding,
    /// A coding pass of the vocabulary.
    Coder,
    /// A motive of the vocabulary.
    Motive,
    /// A family of motives of the vocabulary.
    MotiveFamily,
    /// A role of the vocabulary.
    Role,
    /// A kind of organization of the vocabulary.
    OrganizationKind,
    /// A kind of operation of the vocabulary.
    OperationKind,
    /// A kind of milestone of the vocabulary.
    MilestoneKind,
    /// A group of lessons of the vocabulary.
    LessonGroup,
    /// A quantity of the vocabulary of amounts.
    Quantity,
    /// A tier of sources of the vocabulary.
    SourceTier,
    /// A strength of motives of the vocabulary.
    Strength,
    /// A standard of recording of the vocabulary.
    Standard,
    /// A series of milestones of a partnership.
    Series,
}

impl RecordKind {
    /// All kinds of record.
    pub const ALL: [Self; 19] = [
        Self::Organization,
        Self::Operation,
        Self::Source,
        Self::Phase,
        Self::Condition,
        Self::Coding,
        Self::Coder,
        Self::Motive,
        Self::MotiveFamily,
        Self::Role,
        Self::OrganizationKind,
        Self::OperationKind,
        Self::MilestoneKind,
        Self::LessonGroup,
        Self::Quantity,
        Self::SourceTier,
        Self::Strength,
        Self::Standard,
        Self::Series,
    ];

    /// Returns the name of the kind in a sentence, such as `motive family`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Operation => "operation",
            Self::Source => "source",
            Self::Phase => "phase",
            Self::Condition => "condition",
            Self::Coding => "coding",
            Self::Coder => "coding pass",
            Self::Motive => "motive",
            Self::MotiveFamily => "motive family",
            Self::Role => "role",
            Self::OrganizationKind => "kind of organization",
            Self::OperationKind => "kind of operation",
            Self::MilestoneKind => "kind of milestone",
            Self::LessonGroup => "lesson group",
            Self::Quantity => "amount",
            Self::SourceTier => "source tier",
            Self::Strength => "strength",
            Self::Standard => "standard",
            Self::Series => "series",
        }
    }
}

impl fmt::Display for RecordKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A record that has an id of its own.
pub trait Identified {
    /// The kind of record.
    const KIND: RecordKind;

    /// Returns the id, which is unique among the records of the kind.
    fn id(&self) -> &Id;
}

/// The number of a row in a [`Records`], in four bytes.
///
/// Keys are ordered like the rows. A key is valid only in the dataset that it comes from. Keys come from a dataset alone,
/// so that a key always leads to a record.
pub struct Key<T> {
    index: u32,
    row: PhantomData<fn() -> T>,
}

/// The records of one kind in the order of the dataset, accessible by key or by id.
///
/// ```
/// let dataset = interorg::dataset::builtin();
/// let organizations = dataset.organizations();
/// let key = organizations.key("nato").expect("NATO is in the shipped dataset");
/// assert_eq!(&*organizations[key].abbreviation, "NATO");
/// ```
#[derive(Debug, Clone)]
pub struct Records<T> {
    rows: Vec<T>,
    /// The numbers of the rows in the order of their ids, for binary search.
    by_id: Vec<u32>,
}

impl<T> Key<T> {
    /// Creates the key of the row with this number, counted from 0.
    pub(crate) fn new(index: usize) -> Self {
        let index = u32::try_from(index).expect("an input is too small for u32::MAX records");
        Self {
            index,
            row: PhantomData,
        }
    }

    /// Returns the number of the row, counted from 0.
    pub fn index(self) -> usize {
        self.index as usize
    }
}

impl<T: Identified> Records<T> {
    /// Creates a table of records whose ids are known to be unique.
    pub(crate) fn new(rows: Vec<T>) -> Self {
        let mut by_id: Vec<u32> = (0..rows.len())
            .map(|index| Key::<T>::new(index).index)
            .collect();
        by_id.sort_unstable_by(|a, b| rows[*a as usize].id().cmp(rows[*b as usize].id()));
        Self { rows, by_id }
    }

    /// Creates a table of records; `None` if two of them have the same id.
    pub(crate) fn from_unique(rows: Vec<T>) -> Option<Self> {
        let records = Self::new(rows);
        let id = |row: u32| records.rows[row as usize].id();
        let mut pairs = records.by_id.windows(2);
        let is_unique = pairs.all(|pair| id(pair[0]) != id(pair[1]));
        is_unique.then_some(records)
    }

    /// Creates a table of records from the numbers of its rows in the order of their ids; `None` if that is not their order, or
    /// two of them have the same id.
    pub(crate) fn from_order(rows: Vec<T>, by_id: Vec<u32>) -> Option<Self> {
        let ids = by_id.iter().map(|row| rows.get(*row as usize).map(T::id));
        let is_order = by_id.len() == rows.len()
            && ids.clone().all(|id| id.is_some())
            && ids.is_sorted_by(|one, next| one < next);
        is_order.then_some(Self { rows, by_id })
    }

    /// Returns the numbers of the rows in the order of their ids.
    pub(crate) fn order(&self) -> &[u32] {
        &self.by_id
    }

    /// Returns the key of the record with this id; `None` if there is no such record.
    pub fn key(&self, id: &str) -> Option<Key<T>> {
        let found = self
            .by_id
            .binary_search_by(|row| self.rows[*row as usize].id().as_str().cmp(id));
        found.ok().map(|place| Key::new(self.by_id[place] as usize))
    }

    /// Returns the record with this id; `None` if there is no such record.
    pub fn find(&self, id: &str) -> Option<&T> {
        self.key(id).map(|key| &self[key])
    }
}

impl<T> Records<T> {
    /// Returns the number of records.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns `true` if there are no records.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the records in the order of the dataset.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }

    /// Returns the records for changes that keep their ids.
    pub(super) fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.rows.iter_mut()
    }

    /// Returns the keys in the order of the dataset.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = Key<T>> + ExactSizeIterator + use<T> {
        (0..self.rows.len()).map(Key::new)
    }

    /// Returns the keys with their records in the order of the dataset.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (Key<T>, &T)> + ExactSizeIterator {
        self.rows
            .iter()
            .enumerate()
            .map(|(index, row)| (Key::new(index), row))
    }
}

impl<T> Index<Key<T>> for Records<T> {
    type Output = T;

    fn index(&self, key: Key<T>) -> &T {
        &self.rows[key.index as usize]
    }
}

impl<'t, T> IntoIterator for &'t Records<T> {
    type Item = &'t T;
    type IntoIter = std::slice::Iter<'t, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> Default for Records<T> {
    /// Returns a table without records.
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            by_id: Vec::new(),
        }
    }
}

impl<T: PartialEq> PartialEq for Records<T> {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

// Derived implementations would require the same traits of `T`, of which a key holds no value.
impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> PartialEq for Key<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl<T> Eq for Key<T> {}

impl<T> PartialOrd for Key<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Key<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.index.cmp(&other.index)
    }
}

impl<T> Hash for Key<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.index)
    }
}
