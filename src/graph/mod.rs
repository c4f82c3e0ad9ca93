//! The dataset as a graph of organizations and operations.
//!
//! The graph itself (a petgraph) is private; what is seen of it are small views that borrow it:
//! [`OrganizationRef`], [`PartnershipRef`], [`OperationRef`], [`SourceRef`].

mod build;
mod index;
mod lookup;
mod motive_codes;
mod refs;
mod shared;
mod statements;
mod time;

use petgraph::graph::UnGraph;

pub use self::lookup::Thing;
pub use self::refs::{
    JointParticipationRef, OperationRef, OrganizationRef, PartnershipRef, SourceRef, SpellRef,
};
pub use self::statements::{Content, Statement, StatementKind, Subject};
pub use self::time::TimeFilter;

pub(crate) use self::index::DatedSpell;
pub(crate) use self::lookup::{motive_named, term_named};
pub(crate) use self::motive_codes::motive_codes;
pub(crate) use self::shared::{DatedParticipation, JointParticipation};
pub(crate) use self::time::{
    DayRange, is_order_unknown, participation_bounds, possibly_begins_after, possibly_ends_before,
    possibly_overlaps, start_day,
};

use self::index::Index;
use crate::model::{Dataset, Day, Key, Operation, Organization, Partnership, Source};

/// A dataset laid out as a graph, with the indexes by which it is asked.
///
/// Organizations and operations are nodes; partnerships and participations are edges.
///
/// ```
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let eu = graph.organization_named("European Union").expect("it is in the data");
/// assert_eq!(eu.label(), "EU");
/// assert_eq!(eu.partnerships().count(), 3);
/// ```
pub struct Graph {
    dataset: Dataset,
    net: UnGraph<Node, Edge>,
    index: Index,
    as_of: Day,
}

/// A node of the net. Organizations come first, in the order of their keys, then operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Node {
    Organization(Key<Organization>),
    Operation(Key<Operation>),
}

/// An edge of the net.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    Partnership(Key<Partnership>),
    /// Cooperation of an organization in an operation; adverse parts are no edges.
    Participation,
}

impl Graph {
    /// Returns the dataset that the graph was made from.
    pub fn dataset(&self) -> &Dataset {
        &self.dataset
    }

    /// Returns the day up to which evidence was read: the last day of the dataset's `as-of`, or of
    /// its latest date if it does not say.
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// Returns all organizations, in the order of the dataset.
    pub fn organizations(&self) -> impl Iterator<Item = OrganizationRef<'_>> {
        self.dataset
            .organizations()
            .keys()
            .map(|key| self.organization(key))
    }

    /// Returns all partnerships, in the order of the dataset.
    pub fn partnerships(&self) -> impl Iterator<Item = PartnershipRef<'_>> {
        (0..self.dataset.partnerships().len()).map(|row| self.partnership(Key::new(row)))
    }

    /// Returns all operations, in the order of the dataset.
    pub fn operations(&self) -> impl Iterator<Item = OperationRef<'_>> {
        self.dataset
            .operations()
            .keys()
            .map(|key| self.operation(key))
    }

    /// Returns the view of an organization.
    pub fn organization(&self, key: Key<Organization>) -> OrganizationRef<'_> {
        OrganizationRef { graph: self, key }
    }

    /// Returns the view of a partnership.
    pub fn partnership(&self, key: Key<Partnership>) -> PartnershipRef<'_> {
        PartnershipRef { graph: self, key }
    }

    /// Returns the view of an operation.
    pub fn operation(&self, key: Key<Operation>) -> OperationRef<'_> {
        OperationRef { graph: self, key }
    }

    /// Returns the view of a source.
    pub fn source(&self, key: Key<Source>) -> SourceRef<'_> {
        SourceRef { graph: self, key }
    }

    pub(crate) fn net(&self) -> &UnGraph<Node, Edge> {
        &self.net
    }

    pub(crate) fn index(&self) -> &Index {
        &self.index
    }
}
