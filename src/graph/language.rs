//! The graph with its labels and names in another language.

use std::sync::Arc;

use super::knowledge_graph::Graph;
use crate::model::Dataset;

impl Graph {
    /// Returns the graph with the labels of its vocabularies and the names of its organizations and operations in a language,
    /// by its BCP 47 tag. Those that the dataset does not have in the language stay as they are. Ids stay the same.
    ///
    /// ```
    /// use interorg::{dataset, graph::Graph};
    ///
    /// let graph = Graph::new(dataset::parse("\
    /// organizations: [{id: un, name: United Nations, names: {fr: Nations unies}}]
    /// ")?);
    /// let french = graph.in_language("fr");
    /// let un = french.organization_named("UN").expect("it is in the dataset");
    /// assert_eq!(&*un.record().name, "Nations unies");
    /// // The phases have no French labels.
    /// assert!(french.untranslated().0 > 0);
    /// # Ok::<(), dataset::LoadError>(())
    /// ```
    pub fn in_language(&self, language: &str) -> Self {
        let (dataset, untranslated) = self.dataset.in_language(language);
        let mut graph = self.renamed(dataset);
        let recorded = || Arc::new(self.dataset.named_records());
        graph.recorded_names.get_or_insert_with(recorded);
        graph.language = Some(language.into());
        graph.untranslated = untranslated;
        graph
    }

    /// Returns the graph with labels and names as they are recorded; `None` if it has them already.
    pub(crate) fn in_recorded_language(&self) -> Option<Self> {
        let names = self.recorded_names.as_deref()?.clone();
        let mut graph = self.renamed(self.dataset.with_named_records(names));
        graph.recorded_names = None;
        graph.language = None;
        graph.untranslated = (0, 0);
        Some(graph)
    }

    /// Returns the graph of a dataset that differs in labels and names alone.
    fn renamed(&self, dataset: Dataset) -> Self {
        let mut graph = Self::of_current(dataset);
        graph.continues(self);
        graph.as_of = self.as_of;
        graph.ties = self.ties;
        graph.coder = self.coder;
        graph.recorded = self.recorded;
        graph
    }

    /// Returns the language in which labels and names are requested; `None` for the one in which they are recorded.
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// Returns how many labels and names the dataset does not have in the language of the graph, and how many there are.
    pub fn untranslated(&self) -> (usize, usize) {
        self.untranslated
    }
}
