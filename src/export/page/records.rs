//! Which records are on a page.

use std::collections::{BTreeSet, HashSet};

use crate::graph::{Graph, OperationRef, OrganizationRef, PartnershipRef};
use crate::model::{Key, Organization};
use crate::query::Query;

/// The records of a page, in the order of the dataset.
pub(super) struct Records<'g> {
    pub(super) organizations: Vec<OrganizationRef<'g>>,
    pub(super) partnerships: Vec<PartnershipRef<'g>>,
    pub(super) operations: Vec<OperationRef<'g>>,
}

impl<'g> Records<'g> {
    /// Returns the records of a dataset, or only those that match a query on any day, whatever its time is.
    pub(super) fn of(query: &Query<'g>, only_matching: bool) -> Self {
        let graph = query.graph();
        if !only_matching {
            return Self {
                organizations: graph.organizations().collect(),
                partnerships: graph.partnerships().collect(),
                operations: graph.operations().collect(),
            };
        }
        let timeless = query
            .requested_at_any_time()
            .resolve(graph)
            .expect("its ids are those of the graph");
        let selection = timeless.select_courses();
        let partnerships: Vec<_> = selection.iter().map(|one| one.partnership()).collect();
        let shared = partnerships.iter().flat_map(|one| one.shared_operations());
        let matching = timeless.operations();
        let operations: BTreeSet<_> = shared.chain(matching).map(|one| one.key()).collect();
        let operations: Vec<_> = operations
            .into_iter()
            .map(|key| graph.operation(key))
            .collect();
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

    /// Returns the same records of another graph, which differs in labels and names alone.
    pub(super) fn in_graph<'o>(&self, graph: &'o Graph) -> Records<'o> {
        let organizations = self.organizations.iter();
        let partnerships = self.partnerships.iter();
        let operations = self.operations.iter();
        Records {
            organizations: organizations
                .map(|one| graph.organization(one.key()))
                .collect(),
            partnerships: partnerships
                .map(|one| graph.partnership(one.key()))
                .collect(),
            operations: operations.map(|one| graph.operation(one.key())).collect(),
        }
    }
}
