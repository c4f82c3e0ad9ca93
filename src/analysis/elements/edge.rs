//! The edges: partnerships, shared operations, participations.

use super::spell::ElementSpell;
use crate::model::Value;

/// An edge.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct EdgeElement<'g> {
    /// The id, unique among the edges: the ids of the records that it joins, separated by `--`.
    pub id: String,
    /// The label, such as `UN–AU`.
    pub label: String,
    /// The kind of edge.
    pub kind: EdgeKind,
    /// The index of the node from which it leads; of an undirected edge the first member.
    pub source: usize,
    /// The index of the node to which it leads; of an undirected edge the second member.
    pub target: usize,
    /// The rung of the phase of a partnership, counted from 1 for the lowest rung that is a relation, and 0 without a
    /// relation; 1 for all other edges.
    pub weight: u32,
    /// The values of [`Elements::edge_attributes`](super::Elements::edge_attributes).
    pub values: Vec<Value<'g>>,
    /// The days on which it exists, in order of time. Of a partnership, they are the spells under the coding of the
    /// selection: those of a requested period, or those up to a requested date.
    pub spells: Vec<ElementSpell<'g>>,
}

/// A kind of edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeKind {
    /// A partnership, undirected.
    Partnership,
    /// An operation that the members of a partnership share, undirected.
    SharedOperation,
    /// The participation of an organization in an operation, directed.
    Participation,
}

impl EdgeKind {
    /// Returns the name, such as `shared-operation`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Partnership => "partnership",
            Self::SharedOperation => "shared-operation",
            Self::Participation => "participation",
        }
    }

    /// Returns `true` if the edge leads from its source to its target only.
    pub fn is_directed(self) -> bool {
        self == Self::Participation
    }
}
