//! Coding passes: which reading of the evidence a graph has.

use super::knowledge_graph::Graph;
use crate::model::{Coder, Key};

impl Graph {
    /// Returns the coding pass whose partnerships the graph has: the first unless it was made by [`read_by`](Self::read_by).
    /// `None` if the dataset has no coding passes.
    pub fn coder(&self) -> Option<Key<Coder>> {
        self.coder
    }

    /// Returns the coding pass whose partnerships the graph has, if it is not the first one.
    pub fn other_coder(&self) -> Option<Key<Coder>> {
        self.coder.filter(|coder| coder.index() != 0)
    }

    /// Returns a graph of the same dataset with the partnerships as another coding pass reads them. Nothing of other passes is
    /// filled in: a partnership that the pass does not read is not in the graph.
    ///
    /// The partnerships of [`dataset`](Self::dataset) are then those of the pass, and its other readings are those of all
    /// other passes.
    ///
    /// ```
    /// use interorg::{dataset, graph::Graph};
    ///
    /// let dataset = dataset::parse("\
    /// organizations: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
    /// partnerships:
    ///   - {between: [a, b]}
    ///   - {between: [a, c]}
    ///   - {between: [a, c], coder: second-pass}
    /// ")?;
    /// let graph = Graph::new(dataset);
    /// let second = graph.dataset().vocabularies().coders.key("second-pass").expect("it is a default pass");
    /// assert_eq!(graph.partnerships().count(), 2);
    /// assert_eq!(graph.read_by(second).partnerships().count(), 1);
    /// # Ok::<(), dataset::LoadError>(())
    /// ```
    pub fn read_by(&self, coder: Key<Coder>) -> Self {
        let mut graph = Self::of_current(self.dataset.read_by(coder));
        graph.continues(self);
        graph.as_of = self.as_of;
        graph.coder = Some(coder);
        graph
    }
}
