//! The view of a source.

use super::knowledge_graph::Graph;
use super::view::view;
use crate::model::{Key, Source};

view! {
    /// The view of a source.
    SourceRef of Source
}

impl Graph {
    /// Returns the view of a source.
    pub fn source(&self, key: Key<Source>) -> SourceRef<'_> {
        SourceRef { graph: self, key }
    }
}

impl<'g> SourceRef<'g> {
    /// Returns the record.
    pub fn record(self) -> &'g Source {
        &self.graph.dataset.sources()[self.key]
    }
}
