//! Which records are on a page.

use std::collections::HashSet;

use crate::graph::{OperationRef, OrganizationRef, PartnershipRef};
use crate::model::{Key, Organization};
use crate::query::{Query, Selection};

/// The records of a page, in the order of the dataset.
pub(super) struct Records<'g> {
    pub(super) organizations: Vec<OrganizationRef<'g>>,
    pub(super) partnerships: Vec<PartnershipRef<'g>>,
    pub(super) operations: Vec<OperationRef<'g>>,
}

impl<'g> Records<'g> {
    /// Returns the records of a dataset, or only those that match a query on any day.
    pub(super) fn of(query: &Query<'g>, only_matching: bool) -> Self {
        let graph = query.graph();
        if !only_matching {
            return Self {
                organizations: graph.organizations().collect(),
                partnerships: graph.partnerships().collect(),
                operations: graph.operations().collect(),
            };
        }
        let selection = query.select_courses();
        let partnerships: Vec<_> = selection.iter().map(|one| one.partnership()).collect();
        let operations = operations(&selection);
        let members = partnerships.iter().flat_map(|one| one.dyad().members());
        // Of an operation, everyone is named, in whatever role.
        let participations = operations
            .iter()
            .flat_map(|one| &one.record().participations);
        let participants = participations.map(|one| one.organization);
        let named: HashSet<Key<Organization>> = members.chain(participants).collect();
        Self {
            organizations: graph
                .organizations()
                .filter(|one| named.contains(&one.key()))
                .collect(),
            operations,
            partnerships,
        }
    }
}

/// Returns the operations that the partnerships of a selection share at any time.
fn operations<'g>(selection: &Selection<'g>) -> Vec<OperationRef<'g>> {
    let shared = selection
        .iter()
        .flat_map(|one| one.partnership().shared_operations());
    let mut shared: Vec<OperationRef<'g>> = shared.collect();
    shared.sort_by_key(|operation| operation.key());
    shared.dedup_by_key(|operation| operation.key());
    shared
}
