//! How operations appear among the elements.

use std::str::FromStr;

use crate::phrase::nearest;
use crate::query::QueryError;

/// How operations appear among the elements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum OperationElements {
    /// Not at all.
    #[default]
    None,
    /// As edges between the members of a partnership that share an operation.
    Edges,
    /// As nodes, with an edge per participation.
    Nodes,
}

impl OperationElements {
    /// All ways in which operations can appear.
    pub const ALL: [Self; 3] = [Self::None, Self::Edges, Self::Nodes];

    /// Returns the name, such as `nodes`.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Edges => "edges",
            Self::Nodes => "nodes",
        }
    }
}

impl FromStr for OperationElements {
    type Err = QueryError;

    /// Parses the name, as [`OperationElements::name`] returns it.
    fn from_str(name: &str) -> Result<Self, QueryError> {
        let found = Self::ALL.into_iter().find(|one| one.name() == name);
        found.ok_or_else(|| QueryError::Unknown {
            kind: "way to show operations",
            name: name.to_owned(),
            candidates: nearest(name, Self::ALL.map(Self::name)),
        })
    }
}
