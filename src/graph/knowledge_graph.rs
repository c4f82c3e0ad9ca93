//! The graph: a dataset, its network and its indexes.

use std::fmt;
use std::sync::Arc;

use petgraph::graph::UnGraph;

use super::index::Index;
use super::name_index::NameIndexes;
use super::ties::Ties;
use crate::model::{Coder, Dataset, Day, Key, NamedRecords, Operation, Organization, Partnership};

/// A dataset as a graph, with the indexes that queries read.
///
/// Organizations and operations are nodes; partnerships and participations are edges. Every answer borrows the graph,
/// so build it once and keep it.
///
/// ```
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let eu = graph.organization_named("European Union").expect("it is in the dataset");
/// assert_eq!(eu.label(), "EU");
/// assert_eq!(eu.partnerships().count(), 3);
/// ```
pub struct Graph {
    pub(super) dataset: Dataset,
    pub(super) network: UnGraph<Node, Edge>,
    pub(super) index: Index,
    pub(super) as_of: Day,
    pub(super) ties: Ties,
    pub(super) coder: Option<Key<Coder>>,
    /// The dataset with its withdrawn claims, if it has any.
    pub(super) complete: Option<Box<Dataset>>,
    /// The language of labels and names; `None` for the one in which they are recorded.
    pub(super) language: Option<Box<str>>,
    /// The labels and names as they are recorded, if they are in another language.
    pub(super) recorded_names: Option<Arc<NamedRecords>>,
    /// How many labels and names the dataset does not have in that language, and how many there are.
    pub(super) untranslated: (usize, usize),
    /// The day as of which the claims are recorded.
    pub(super) record_day: Option<Day>,
    pub(super) names: NameIndexes,
    /// The number of partnerships that the dataset records; those after them follow from shared operations.
    pub(super) recorded: usize,
}

/// A node of the network.
///
/// Organizations come first, in the order of their keys, then operations, so that the index of the node of an
/// organization is the index of its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Node {
    Organization(Key<Organization>),
    Operation(Key<Operation>),
}

/// An edge of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    Partnership(Key<Partnership>),
    /// The organization participates in the operation, in a role that makes ties.
    Participation,
}

impl Graph {
    /// Returns the dataset that the graph was built from.
    pub fn dataset(&self) -> &Dataset {
        &self.dataset
    }

    /// Returns the day up to which evidence was read: the last possible day of the dataset's `as-of`, or else of the
    /// latest date in the dataset. A date that is more than 50 years from all others is probably wrong, and does not
    /// count.
    ///
    /// Returns [`Day::MAX`], which has no [`bounded`](Day::bounded) value, if nothing in the dataset is dated.
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// Returns the graph of a part of a dataset, with the latest date of the whole, if there is one: records are read
    /// [as of](Self::as_of) that day, unless the dataset states another.
    pub fn with_last_date(mut self, last: Option<Day>) -> Self {
        if let Some(last) = last.filter(|_| self.dataset.about().as_of.is_none()) {
            self.as_of = last;
        }
        self
    }

    pub(crate) fn network(&self) -> &UnGraph<Node, Edge> {
        &self.network
    }

    pub(crate) fn index(&self) -> &Index {
        &self.index
    }
}

impl fmt::Debug for Graph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Graph")
            .field("organizations", &self.dataset.organizations().len())
            .field("partnerships", &self.dataset.partnerships().len())
            .field("operations", &self.dataset.operations().len())
            .finish_non_exhaustive()
    }
}
