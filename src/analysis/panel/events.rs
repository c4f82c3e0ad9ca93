//! Events: the milestones of partnerships.

use crate::graph::PartnershipRef;
use crate::model::Milestone;
use crate::query::Selection;

/// A milestone of a partnership.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Event<'g> {
    /// The partnership.
    pub partnership: PartnershipRef<'g>,
    /// The milestone.
    pub milestone: &'g Milestone,
}

/// Returns the milestones of a selection, dyad by dyad in the order of the dataset.
///
/// ```
/// use interorg::analysis::events;
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter { during: Some("2003".parse()?), ..Filter::default() };
/// let selection = filter.resolve(&graph)?.select_courses();
/// assert!(events(&selection).any(|event| event.milestone.title.contains("Berlin Plus")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn events<'g>(selection: &Selection<'g>) -> impl Iterator<Item = Event<'g>> + use<'g> {
    let partnerships: Vec<_> = selection.iter().collect();
    partnerships.into_iter().flat_map(|selected| {
        let partnership = selected.partnership();
        selected.milestones().map(move |milestone| Event {
            partnership,
            milestone,
        })
    })
}
