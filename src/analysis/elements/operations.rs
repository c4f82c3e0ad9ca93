//! How operations appear among the elements.

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
