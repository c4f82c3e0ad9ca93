//! Records by the hashes of their names, so that one of many is found without comparing the names of all.

use std::hash::BuildHasher as _;
use std::sync::OnceLock;

use foldhash::fast::RandomState;

use crate::phrase::put_comparable;

/// The names of organizations and of operations.
#[derive(Default)]
pub(super) struct NameIndexes {
    pub(super) organizations: NameIndex,
    pub(super) operations: NameIndex,
}

/// The records of a list by the hashes of the comparable forms of their names. It is built when it is first used.
#[derive(Default)]
pub(super) struct NameIndex {
    hasher: RandomState,
    /// The hash of each name and the row of its record, in this order.
    rows: OnceLock<Vec<(u64, u32)>>,
}

impl NameIndex {
    /// Returns the rows of the records that may have a name, which is in its comparable form, in rising order, each once.
    /// `names` are all names, with the rows of their records.
    pub(super) fn rows<'n, N: Iterator<Item = (usize, &'n str)>>(
        &self,
        wanted: &str,
        names: impl FnOnce() -> N,
    ) -> impl Iterator<Item = usize> {
        let rows = self.rows.get_or_init(|| self.hashed(names()));
        let hash = self.hasher.hash_one(wanted);
        let first = rows.partition_point(|(other, _)| *other < hash);
        let equal = rows[first..]
            .iter()
            .take_while(move |(other, _)| *other == hash);
        equal.map(|(_, row)| *row as usize)
    }

    fn hashed<'n>(&self, names: impl Iterator<Item = (usize, &'n str)>) -> Vec<(u64, u32)> {
        let mut text = String::new();
        let rows = names.filter_map(|(row, name)| {
            put_comparable(name, &mut text);
            // A list has fewer records than this, because each takes more memory than its row.
            Some((
                self.hasher.hash_one(text.as_str()),
                u32::try_from(row).ok()?,
            ))
        });
        let mut rows: Vec<(u64, u32)> = rows.collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrase::comparable;

    #[test]
    fn a_name_is_hashed_in_its_comparable_form() {
        let names = [
            "African  Union",
            "AU",
            " au ",
            "Union Africaine",
            "Ärger",
            "a\u{308}rger",
        ];
        let index = NameIndex::default();
        let rows = |wanted: &str| -> Vec<usize> {
            let names = || names.iter().copied().enumerate();
            index.rows(&comparable(wanted), names).collect()
        };
        assert_eq!(rows("AFRICAN union"), [0]);
        assert_eq!(rows("Au"), [1, 2]);
        assert_eq!(rows("ärger"), [4, 5]);
        assert_eq!(rows("union"), [0_usize; 0]);
    }
}
