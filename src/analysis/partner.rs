//! Partners of an organization.

use std::cmp::Reverse;

use crate::graph::OrganizationRef;
use crate::query::{SelectedPartnership, Selection};

/// A partner of an organization, and the partnership with it.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Partner<'g> {
    /// The partner.
    pub organization: OrganizationRef<'g>,
    /// The partnership, as the selection sees it.
    pub partnership: SelectedPartnership<'g>,
}

/// Returns the partners of an organization in a selection: the highest phase first, then the longest cooperation, then
/// in the order of the dataset.
///
/// ```
/// use interorg::{analysis, dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let selection = Filter { at: Some("2005".parse()?), ..Filter::default() }.resolve(&graph)?.select();
/// let eu = graph.organization_named("EU").expect("it is in the dataset");
/// let partners = analysis::partners(&selection, eu);
/// assert_eq!(partners[0].organization.label(), "NATO");
/// assert_eq!(partners[0].partnership.since().map(|date| date.to_string()), Some("1999".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn partners<'g>(selection: &Selection<'g>, of: OrganizationRef<'g>) -> Vec<Partner<'g>> {
    let partners = selection.iter().filter_map(|partnership| {
        let organization = partnership.partnership().partner_of(of.key())?;
        Some(Partner {
            organization,
            partnership,
        })
    });
    let mut partners: Vec<Partner<'g>> = partners.collect();
    partners.sort_by_cached_key(|partner| {
        let relation = partner
            .partnership
            .spell()
            .filter(|spell| !spell.is_absent());
        let since = partner
            .partnership
            .since()
            .and_then(|since| since.date.earliest());
        (Reverse(relation.map(|spell| spell.record().phase)), since)
    });
    partners
}
