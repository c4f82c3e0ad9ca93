//! Lists of items, one list per record.

use crate::dataset::{Packed, Reader, SnapshotError, Writer, unpack_many};
use crate::model::Key;

/// One list of items per record of a table.
///
/// All items are in one vector, list after list: a dataset with many thousand records needs two allocations, not one
/// per record, and lists that are read one after another are adjacent in memory.
pub(super) struct Lists<T> {
    /// Where each list starts in `items`, and at the end where the last one ends.
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> Lists<T> {
    pub(super) fn new() -> Self {
        Self {
            starts: vec![0],
            items: Vec::new(),
        }
    }

    /// Creates one list per key from pairs of a key and an item, both in rising order of the keys.
    pub(super) fn from_sorted_pairs<R>(
        keys: impl Iterator<Item = Key<R>>,
        pairs: impl IntoIterator<Item = (Key<R>, T)>,
    ) -> Self {
        let mut pairs = pairs.into_iter().peekable();
        let mut lists = Self::new();
        for key in keys {
            let own = std::iter::from_fn(|| pairs.next_if(|(owner, _)| *owner == key));
            lists.push(own.map(|(_, item)| item));
        }
        lists
    }

    /// Appends the list of the next record.
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.items.extend(list);
        let end =
            u32::try_from(self.items.len()).expect("the loader refuses more than u32::MAX records");
        self.starts.push(end);
    }

    /// Returns the list of the record with this number.
    pub(super) fn list(&self, row: usize) -> &[T] {
        &self.items[self.starts[row] as usize..self.starts[row + 1] as usize]
    }

    /// Packs the lists for a snapshot.
    pub(super) fn pack(&self, to: &mut Writer)
    where
        T: Packed,
    {
        let lengths = self.starts.windows(2).map(|pair| pair[1] - pair[0]);
        lengths.for_each(|length| (length as usize).pack(to));
        self.items.iter().for_each(|item| item.pack(to));
    }

    /// Reads a number of lists from a snapshot.
    pub(super) fn unpack(count: usize, reader: &mut Reader<'_>) -> Result<Self, SnapshotError>
    where
        T: Packed,
    {
        let mut starts = Vec::with_capacity(reader.at_most(count) + 1);
        let mut end = 0_u32;
        starts.push(end);
        for _ in 0..count {
            let length = usize::unpack(reader)?;
            let expected = "the length of a list";
            end = u32::try_from(length)
                .ok()
                .and_then(|length| end.checked_add(length))
                .ok_or(SnapshotError::InvalidValue { expected })?;
            starts.push(end);
        }
        let items = unpack_many(end as usize, reader)?;
        Ok(Self { starts, items })
    }

    /// Returns all items, list after list.
    pub(super) fn items(&self) -> &[T] {
        &self.items
    }

    /// Returns `true` if all lists are empty.
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}
