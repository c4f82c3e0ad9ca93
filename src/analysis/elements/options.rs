//! What the elements of a selection are.

use crate::choice::choices;

choices! {
    /// How operations appear among the elements.
    #[derive(Default)]
    pub enum OperationElements {
        #[default]
        None = "none": "No operations",
        Edges = "edges": "An edge per operation that the members of a partnership share",
        Nodes = "nodes": "A node per operation, and an edge per participation",
    }
}

/// What the elements of a selection are, beside organizations and their ties.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ElementOptions {
    /// How operations appear.
    pub operations: OperationElements,
    /// Whether the memberships of organizations in one another are edges.
    pub memberships: bool,
}
