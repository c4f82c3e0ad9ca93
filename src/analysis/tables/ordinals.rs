//! Sort keys: the places of records in a dataset, or in one that is made of parts.

use std::collections::HashMap;

/// The number of places of a part.
const PLACES: i64 = 1_000_000_000;

/// The sort keys of the records of a dataset.
///
/// In a dataset by itself they are the places, from 1. In a part they follow those of the parts with lower numbers, so that parts
/// can be loaded in any order. Records that are in an engine already keep those that they have there.
///
/// ```
/// use interorg::analysis::tables::Ordinals;
///
/// assert_eq!(Ordinals::default().of("operation", "amis", 1), 1);
/// assert_eq!(Ordinals::of_part(3).of("operation", "amis", 1), 3_000_000_001);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ordinals {
    part: Option<u32>,
    kept: HashMap<(String, String), i64>,
}

impl Ordinals {
    /// The highest number of a part: larger keys would not be exact in programs that have all numbers as floating-point numbers.
    pub const MAX_PART: u32 = 9_000_000;

    /// Returns the sort keys of a part with a number.
    pub fn of_part(part: u32) -> Self {
        Self {
            part: Some(part),
            ..Self::default()
        }
    }

    /// Sets the sort key of a record of a table or, in `dataset_record`, of a section.
    pub fn keep(&mut self, table: &str, id: &str, ordinal: i64) {
        let record = (table.to_owned(), id.to_owned());
        self.kept.insert(record, ordinal);
    }

    /// Returns the sort key of a record with a place, from 1.
    pub fn of(&self, table: &str, id: &str, place: usize) -> i64 {
        if self.kept.is_empty() {
            return self.at(place);
        }
        let record = (table.to_owned(), id.to_owned());
        let kept = self.kept.get(&record);
        kept.copied().unwrap_or_else(|| self.at(place))
    }

    /// Returns the sort key of what has a place, from 1, and no id.
    pub(super) fn at(&self, place: usize) -> i64 {
        let place = i64::try_from(place).unwrap_or(PLACES);
        i64::from(self.part.unwrap_or_default()) * PLACES + place
    }

    /// Returns `true` if they are those of a part.
    pub(super) fn is_of_part(&self) -> bool {
        self.part.is_some()
    }
}
