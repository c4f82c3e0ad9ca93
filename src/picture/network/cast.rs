//! The organizations of a picture, and which predecessor acts for an organization before it exists.

use crate::graph::{DayRange, Graph, OrganizationRef};
use crate::model::{Key, Organization};
use crate::query::SelectedPartnership;

/// The organizations of a picture, each once, in the order of the dataset.
pub(in crate::picture) struct Cast<'g> {
    graph: &'g Graph,
    organizations: Vec<OrganizationRef<'g>>,
}

impl<'g> Cast<'g> {
    /// Collects the members of partnerships.
    pub(in crate::picture) fn of(
        graph: &'g Graph,
        selected: impl Iterator<Item = SelectedPartnership<'g>>,
    ) -> Self {
        let members = selected.flat_map(|selected| selected.partnership().members());
        let mut organizations: Vec<OrganizationRef<'g>> = members.collect();
        organizations.sort_unstable_by_key(|organization| organization.key());
        organizations.dedup();
        Self {
            graph,
            organizations,
        }
    }

    /// Keeps the organizations that act for themselves in those days, or whose acting predecessor is not in the
    /// picture. The others share the row of that predecessor.
    pub(in crate::picture) fn acting_in(self, days: DayRange) -> Self {
        let rows = 0..self.organizations.len();
        let kept = rows.filter(|row| self.row(self.organizations[*row].key(), days) == *row);
        Self {
            graph: self.graph,
            organizations: kept.map(|row| self.organizations[row]).collect(),
        }
    }

    pub(in crate::picture) fn organizations(&self) -> &[OrganizationRef<'g>] {
        &self.organizations
    }

    /// Returns the row that represents an organization in those days: that of the predecessor that acts for it if
    /// it is in the picture, or else its own; `usize::MAX`, which no node has, if neither is.
    pub(in crate::picture) fn row(&self, key: Key<Organization>, days: DayRange) -> usize {
        let actor = self.graph.organization(key).actor_during(days).key();
        self.position(actor)
            .or_else(|| self.position(key))
            .unwrap_or(usize::MAX)
    }

    fn position(&self, key: Key<Organization>) -> Option<usize> {
        self.organizations
            .binary_search_by_key(&key, |organization| organization.key())
            .ok()
    }

    /// Returns the organization whose names the node of an organization has in those days: the predecessor that acts
    /// for it, unless that predecessor has a node of its own.
    pub(in crate::picture) fn acting(
        &self,
        organization: OrganizationRef<'g>,
        days: DayRange,
    ) -> OrganizationRef<'g> {
        let actor = organization.actor_during(days);
        if self.position(actor.key()).is_some() {
            organization
        } else {
            actor
        }
    }

    /// Returns a note on the predecessors that act in those days; `None` if none does.
    pub(in crate::picture) fn note(&self, days: DayRange) -> Option<String> {
        let predecessors = self.organizations.iter().filter_map(|organization| {
            let actor = self.acting(*organization, days).label();
            let later = organization.label();
            (actor != later).then(|| format!("{actor} for the later {later}"))
        });
        let predecessors: Vec<String> = predecessors.collect();
        (!predecessors.is_empty()).then(|| format!("Predecessors: {}.", predecessors.join(", ")))
    }
}
