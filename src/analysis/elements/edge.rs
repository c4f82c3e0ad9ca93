//! The edges: partnerships, derived ties, memberships, shared operations, participations.

use super::spell::ElementSpell;
use crate::model::{Known, Value};

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
    /// The index of the first node: of a partnership the first member, otherwise that from which it leads.
    pub source: usize,
    /// The index of the second node: of a partnership the second member, otherwise that to which it leads.
    pub target: usize,
    /// Which way it leads.
    pub direction: EdgeDirection,
    /// The weight, unless it is unknown. Of a partnership, it is the amount that the query names; if it names none, the rung
    /// of the phase, counted from 1 for the lowest rung that is a relation. An ended partnership has that of its last phase,
    /// and one without phases the lowest rung. Of a derived tie, and of all partnerships beside derived ties, it is that amount or the
    /// number of shared operations. All other edges have the weight 1.
    pub weight: Known<f64>,
    /// The values of [`Elements::edge_attributes`](super::Elements::edge_attributes).
    pub values: Vec<Value<'g>>,
    /// The days on which it exists, in order of time. Of a partnership, they are the spells under the coding of the
    /// selection: those of a requested period, or those up to a requested date.
    pub spells: Vec<ElementSpell<'g>>,
    /// Whether it exists at the time of the selection. Without a time, a partnership exists if it does on the as-of date, and
    /// all else if it ever did. A partnership without phases always exists.
    pub is_current: bool,
}

/// The way in which an edge leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeDirection {
    /// Both ways: it is undirected.
    Both,
    /// From its source to its target.
    Forward,
    /// From its target to its source: a partnership whose phase leads from the second member to the first.
    Backward,
}

/// A kind of edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeKind {
    /// A partnership, undirected unless its phase leads one way.
    Partnership,
    /// A tie that follows from shared operations, undirected.
    DerivedTie,
    /// An organization is a part or a member of another one, directed.
    Membership,
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
            Self::DerivedTie => "derived-tie",
            Self::Membership => "membership",
            Self::SharedOperation => "shared-operation",
            Self::Participation => "participation",
        }
    }
}
