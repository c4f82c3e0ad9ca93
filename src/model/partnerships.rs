//! The partnerships of a dataset, which may be read only when they are needed.

use std::fmt;
use std::ops::Index;
use std::sync::{Arc, OnceLock};

use super::partnership::{Dyad, Partnership};
use super::records::Key;
use super::vocabulary::{Coder, Standard};

/// The partnerships of a dataset, in its order.
///
/// Those of a [snapshot](crate::graph::Graph::to_snapshot) are read block by block, when one of a block is first needed: few
/// questions need the records of more than some of them.
///
/// ```
/// let dataset = interorg::dataset::builtin();
/// let partnerships = dataset.partnerships();
/// assert_eq!(partnerships.iter().count(), partnerships.len());
/// assert_eq!(partnerships[0].dyad, partnerships.head(0).dyad);
/// ```
#[derive(Clone)]
pub struct Partnerships(Rows);

#[derive(Clone)]
enum Rows {
    Read(Vec<Partnership>),
    Stored(Arc<StoredPartnerships>),
}

/// What is known of a partnership before its record is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PartnershipHead {
    /// The two organizations.
    pub dyad: Dyad,
    /// The coding pass that read the evidence so; `None` if the dataset has no coding passes.
    pub coder: Option<Key<Coder>>,
    /// How thoroughly it is recorded; `None` if the dataset does not say.
    pub standard: Option<Key<Standard>>,
    /// Whether it has spells that hold on no day, withdrawn ones among them.
    pub sets_aside: bool,
}

impl From<&Partnership> for PartnershipHead {
    fn from(record: &Partnership) -> Self {
        Self {
            dyad: record.dyad,
            coder: record.coder,
            standard: record.standard,
            sets_aside: record
                .codings
                .iter()
                .any(|coded| !coded.set_aside.is_empty()),
        }
    }
}

/// A function that reads the block with a number.
type ReadBlock = Arc<dyn Fn(usize) -> Box<[Partnership]> + Send + Sync>;

/// Partnerships that are read in blocks of the same length, but for the last.
pub(crate) struct StoredPartnerships {
    heads: Arc<[PartnershipHead]>,
    block_length: usize,
    blocks: Box<[OnceLock<Box<[Partnership]>>]>,
    read: ReadBlock,
}

impl StoredPartnerships {
    /// Creates partnerships with these heads. `read` must return the partnerships of a block, in this order.
    pub(crate) fn new(
        heads: Arc<[PartnershipHead]>,
        block_length: usize,
        read: impl Fn(usize) -> Box<[Partnership]> + Send + Sync + 'static,
    ) -> Self {
        let blocks = heads.len().div_ceil(block_length);
        Self {
            heads,
            block_length,
            blocks: (0..blocks).map(|_| OnceLock::new()).collect(),
            read: Arc::new(read),
        }
    }

    /// Returns the partnerships with a change of each, which is made when its record is read.
    fn changed(&self, change: impl Fn(&mut Partnership) + Send + Sync + 'static) -> Self {
        let read = self.read.clone();
        let read_changed = move |number| {
            let mut block = read(number);
            block.iter_mut().for_each(&change);
            block
        };
        Self::new(self.heads.clone(), self.block_length, read_changed)
    }

    fn row(&self, row: usize) -> &Partnership {
        let number = row / self.block_length;
        let block = self.blocks[number].get_or_init(|| (self.read)(number));
        &block[row % self.block_length]
    }
}

impl Partnerships {
    /// Returns the number of partnerships.
    pub fn len(&self) -> usize {
        match &self.0 {
            Rows::Read(rows) => rows.len(),
            Rows::Stored(stored) => stored.heads.len(),
        }
    }

    /// Returns `true` if there are no partnerships.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns what is known of the partnership with a number, counted from 0, without reading its record.
    pub fn head(&self, row: usize) -> PartnershipHead {
        match &self.0 {
            Rows::Read(rows) => (&rows[row]).into(),
            Rows::Stored(stored) => stored.heads[row],
        }
    }

    /// Returns what is known of the partnerships, in the order of the dataset, without reading their records.
    pub fn heads(&self) -> impl DoubleEndedIterator<Item = PartnershipHead> + ExactSizeIterator {
        (0..self.len()).map(|row| self.head(row))
    }

    /// Returns the dyads in the order of the dataset, without reading the records.
    pub fn dyads(&self) -> impl DoubleEndedIterator<Item = Dyad> + ExactSizeIterator {
        self.heads().map(|head| head.dyad)
    }

    /// Returns the partnerships with a change of each, without reading their records. The change must not add what a
    /// [head](Self::head) does not have.
    pub(crate) fn changed(
        &self,
        change: impl Fn(&mut Partnership) + Send + Sync + 'static,
    ) -> Self {
        match &self.0 {
            Rows::Read(rows) => {
                let mut rows = rows.clone();
                rows.iter_mut().for_each(change);
                rows.into()
            }
            Rows::Stored(stored) => stored.changed(change).into(),
        }
    }

    /// Returns the partnerships in the order of the dataset.
    pub fn iter(&self) -> Iter<'_> {
        Iter {
            partnerships: self,
            rows: 0..self.len(),
        }
    }
}

impl Index<usize> for Partnerships {
    type Output = Partnership;

    fn index(&self, row: usize) -> &Partnership {
        match &self.0 {
            Rows::Read(rows) => &rows[row],
            Rows::Stored(stored) => stored.row(row),
        }
    }
}

impl Index<Key<Partnership>> for Partnerships {
    type Output = Partnership;

    fn index(&self, key: Key<Partnership>) -> &Partnership {
        &self[key.index()]
    }
}

/// The partnerships of a dataset one by one.
#[derive(Debug, Clone)]
pub struct Iter<'p> {
    partnerships: &'p Partnerships,
    rows: std::ops::Range<usize>,
}

impl<'p> Iterator for Iter<'p> {
    type Item = &'p Partnership;

    fn next(&mut self) -> Option<&'p Partnership> {
        self.rows.next().map(|row| &self.partnerships[row])
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rows.size_hint()
    }

    fn nth(&mut self, count: usize) -> Option<&'p Partnership> {
        self.rows.nth(count).map(|row| &self.partnerships[row])
    }
}

impl DoubleEndedIterator for Iter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.rows.next_back().map(|row| &self.partnerships[row])
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl<'p> IntoIterator for &'p Partnerships {
    type Item = &'p Partnership;
    type IntoIter = Iter<'p>;

    fn into_iter(self) -> Iter<'p> {
        self.iter()
    }
}

impl From<Vec<Partnership>> for Partnerships {
    fn from(rows: Vec<Partnership>) -> Self {
        Self(Rows::Read(rows))
    }
}

impl From<StoredPartnerships> for Partnerships {
    fn from(stored: StoredPartnerships) -> Self {
        Self(Rows::Stored(Arc::new(stored)))
    }
}

impl FromIterator<Partnership> for Partnerships {
    fn from_iter<I: IntoIterator<Item = Partnership>>(rows: I) -> Self {
        Vec::from_iter(rows).into()
    }
}

impl Default for Partnerships {
    /// Returns no partnerships.
    fn default() -> Self {
        Vec::new().into()
    }
}

impl PartialEq for Partnerships {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other)
    }
}

impl fmt::Debug for Partnerships {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::dataset::builtin;

    #[test]
    fn a_change_is_made_when_a_block_is_read() {
        let rows: Vec<Partnership> = builtin().partnerships().iter().cloned().collect();
        let heads = rows.iter().map(PartnershipHead::from).collect();
        let reads = Arc::new(AtomicUsize::new(0));
        let counted = reads.clone();
        let stored = StoredPartnerships::new(heads, 2, move |number| {
            counted.fetch_add(1, Ordering::Relaxed);
            rows.chunks(2).nth(number).expect("it is a block").into()
        });
        let all = Partnerships::from(stored);
        let changed = all.changed(|one| one.milestones = Box::default()).clone();
        assert_eq!(changed.len(), all.len());
        assert_eq!(changed.head(3).dyad, all.head(3).dyad);
        assert_eq!(reads.load(Ordering::Relaxed), 0);
        assert!(changed[3].milestones.is_empty());
        assert_eq!(reads.load(Ordering::Relaxed), 1);
        assert!(!all[3].milestones.is_empty(), "the others keep theirs");
        assert_eq!(changed[3].codings, all[3].codings);
    }
}
