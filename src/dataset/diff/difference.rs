//! The result of a comparison.

use std::collections::HashMap;

/// What differs between two datasets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Diff {
    /// The differences, in the order of the lists in a file; records and fields are in the order of the first dataset, and
    /// what only the second one has follows.
    pub differences: Vec<Difference>,
    /// The lists whose records are in another order, which is not a difference.
    pub reordered: Vec<RecordList>,
}

/// A difference: a record, a part of a record, or a field that was added, removed or changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Difference {
    /// The list that has the record.
    pub list: RecordList,
    /// The id of the record: of a partnership the ids of both members, of a term its vocabulary and id, and of the header of
    /// the dataset nothing.
    pub record: String,
    /// The part of the record, such as `phases.formal (from: 2003)`; empty for the record itself.
    pub part: String,
    /// The field, such as `because` or `names.fr`, or the list that an item was added to or removed from; empty if the
    /// whole record was added or removed.
    pub field: String,
    /// The value in the first dataset; `None` if it was added.
    pub before: Option<String>,
    /// The value in the second dataset; `None` if it was removed.
    pub after: Option<String>,
}

/// The lists of records that a dataset consists of, and its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RecordList {
    /// The header of the dataset.
    Dataset,
    /// The terms of all vocabularies.
    Vocabularies,
    /// The organizations.
    Organizations,
    /// The partnerships.
    Partnerships,
    /// The operations.
    Operations,
    /// The sources.
    Sources,
    /// The named views.
    Views,
}

/// How a record or a field differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DifferenceKind {
    /// Only the second dataset has it.
    Added,
    /// Only the first dataset has it.
    Removed,
    /// Both have it, with different values.
    Changed,
}

impl RecordList {
    /// All lists, in the order of a file.
    pub const ALL: [Self; 7] = [
        Self::Dataset,
        Self::Vocabularies,
        Self::Organizations,
        Self::Partnerships,
        Self::Operations,
        Self::Sources,
        Self::Views,
    ];

    /// Returns the key of the list in a file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dataset => "dataset",
            Self::Vocabularies => "vocabularies",
            Self::Organizations => "organizations",
            Self::Partnerships => "partnerships",
            Self::Operations => "operations",
            Self::Sources => "sources",
            Self::Views => "views",
        }
    }
}

impl DifferenceKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Added, Self::Removed, Self::Changed];

    /// Returns the name, such as `added`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

impl Difference {
    /// Returns how the record or field differs.
    pub fn kind(&self) -> DifferenceKind {
        match (&self.before, &self.after) {
            (None, _) => DifferenceKind::Added,
            (_, None) => DifferenceKind::Removed,
            _ => DifferenceKind::Changed,
        }
    }

    /// Returns `true` if a whole record was added or removed.
    pub fn is_of_record(&self) -> bool {
        self.field.is_empty()
    }
}

impl Diff {
    /// Returns `true` if nothing differs but the order of records.
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty()
    }

    /// Returns how many records of a list were added, removed or changed, in the order of [`DifferenceKind::ALL`].
    pub fn count(&self, list: RecordList) -> [usize; 3] {
        let mut kinds: HashMap<&str, DifferenceKind> = HashMap::new();
        for difference in self.differences.iter().filter(|row| row.list == list) {
            let kind = if difference.is_of_record() {
                difference.kind()
            } else {
                DifferenceKind::Changed
            };
            kinds.insert(&difference.record, kind);
        }
        DifferenceKind::ALL.map(|kind| kinds.values().filter(|found| **found == kind).count())
    }
}
