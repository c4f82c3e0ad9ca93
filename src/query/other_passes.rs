//! Partnerships that only other coding passes read.

use std::collections::BTreeSet;

use super::resolve::Query;
use crate::model::{Coder, Dyad, Key};

/// The partnerships of the organizations of a query that the coding pass of its graph does not read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OtherPasses {
    /// The number of partnerships.
    pub partnerships: usize,
    /// The coding passes that read any of them, in the order of the vocabulary.
    pub passes: BTreeSet<Key<Coder>>,
}

impl Query<'_> {
    /// Returns the partnerships between the organizations of the query that only other coding passes read; `None` if there are
    /// none. Other filters do not count: whether such a partnership matches them is up to the pass that reads it.
    ///
    /// ```
    /// use interorg::{dataset, graph::Graph, query::Filter};
    ///
    /// let graph = Graph::new(dataset::parse("\
    /// organizations: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
    /// partnerships: [{between: [a, b]}, {between: [a, c], coder: second-pass}]
    /// ")?);
    /// let between = |b: &str| Filter { between: vec!["a".to_owned(), b.to_owned()], ..Filter::default() };
    /// assert_eq!(between("b").resolve(&graph)?.only_in_other_passes(), None);
    /// let only = between("c").resolve(&graph)?.only_in_other_passes();
    /// assert_eq!(only.map(|only| only.partnerships), Some(1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn only_in_other_passes(&self) -> Option<OtherPasses> {
        let graph = self.graph();
        let others = graph.dataset().other_readings().heads();
        let missing = others
            .filter(|one| !graph.records(one.dyad) && self.members_match(one.dyad.members()))
            .filter_map(|one| Some((one.dyad, one.coder?)));
        let (dyads, passes): (BTreeSet<Dyad>, BTreeSet<Key<Coder>>) = missing.unzip();
        (!dyads.is_empty()).then_some(OtherPasses {
            partnerships: dyads.len(),
            passes,
        })
    }
}
