//! The indexes of a graph in a snapshot of its dataset.

use super::index::Index;
use super::knowledge_graph::Graph;
use super::ties::Ties;
use crate::dataset::{self, Context, Packed, Reader, SnapshotError, Writer};
use crate::model::{Dataset, Day};

/// Indexes are those of one version of the program: what they mean may change without their form.
const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Graph {
    /// Returns the dataset and the indexes of the graph as a snapshot, which [`load`](crate::dataset::load) and the other
    /// functions for texts read as if it were the text of the dataset.
    ///
    /// Partnerships and sources are then read only when they are needed, so that most questions are answered much sooner. Another
    /// version of the program computes the indexes again, and refuses a snapshot of another format: keep the texts.
    ///
    /// ```
    /// use interorg::dataset::{self, Input};
    /// use interorg::graph::Graph;
    ///
    /// let graph = Graph::new(dataset::builtin());
    /// let snapshot = Input::new("atlas.interorg", graph.to_snapshot());
    /// let again = dataset::from_inputs(vec![snapshot])?;
    /// assert!(again == dataset::builtin());
    /// # Ok::<(), dataset::LoadError>(())
    /// ```
    pub fn to_snapshot(&self) -> Vec<u8> {
        let coders = &self.dataset.vocabularies().coders;
        let is_of_dataset = self.record_day.is_none()
            && self.ties == Ties::Partnerships
            && self.coder == coders.keys().next();
        // The indexes of another time, of other ties or of another coding pass are not those that the graph of the dataset has.
        let indexes = if is_of_dataset {
            self.stored_indexes()
        } else {
            Vec::new()
        };
        dataset::write_snapshot(self.complete_dataset(), &indexes)
    }

    fn stored_indexes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        Box::<str>::from(VERSION).pack(&mut writer);
        self.as_of.pack(&mut writer);
        self.index.pack(&mut writer);
        writer.bytes
    }
}

/// Reads the as-of day and the indexes of a dataset from its snapshot.
///
/// # Errors
/// Returns an error if they are not those that this version of the program writes for the dataset.
pub(super) fn read(dataset: &Dataset, indexes: &[u8]) -> Result<(Day, Index), SnapshotError> {
    let context = Context::with_counts(dataset::counts(dataset));
    let mut reader = Reader::new(indexes, &context);
    if *Box::<str>::unpack(&mut reader)? != *VERSION {
        let expected = "indexes of this version";
        return Err(SnapshotError::InvalidValue { expected });
    }
    let as_of = Day::unpack(&mut reader)?;
    let index = Index::unpack(&mut reader, dataset)?;
    reader.end()?;
    Ok((as_of, index))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Key;

    #[test]
    fn the_indexes_of_a_snapshot_are_those_of_the_graph() {
        let graph = Graph::new(dataset::builtin());
        let indexes = graph.stored_indexes();
        let (as_of, index) = read(graph.dataset(), &indexes).expect("they are of this version");
        assert_eq!(as_of, graph.as_of);
        let mut again = Writer::default();
        index.pack(&mut again);
        assert!(indexes.ends_with(&again.bytes));
        assert!(index.all_participations_of(Key::new(0)).count() > 0);
        assert!(read(graph.dataset(), &indexes[..indexes.len() - 1]).is_err());
    }
}
