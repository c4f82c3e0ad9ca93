//! Who stands in the picture, and for whom predecessors act at a time when an organization does not exist.

use crate::graph::{DayRange, Graph, OrganizationRef};
use crate::model::{Key, Organization};
use crate::query::SelectedPartnership;

/// The organizations of a picture, each once, in the order of the dataset.
pub(crate) struct Cast<'g> {
    graph: &'g Graph,
    organizations: Vec<OrganizationRef<'g>>,
}

impl<'g> Cast<'g> {
    /// Gathers the members of partnerships.
    pub(crate) fn of(
        graph: &'g Graph,
        selected: impl Iterator<Item = SelectedPartnership<'g>>,
    ) -> Self {
        let all = selected.flat_map(|selected| selected.partnership().members());
        let mut organizations: Vec<OrganizationRef<'g>> = all.collect();
        organizations.sort_unstable_by_key(|organization| organization.key());
        organizations.dedup();
        Self {
            graph,
            organizations,
        }
    }

    /// Keeps those that stand for themselves in those days, or whose predecessor is not of the cast.
    pub(crate) fn in_days(mut self, days: DayRange) -> Self {
        let kept: Vec<bool> = (0..self.organizations.len())
            .map(|row| self.row(self.organizations[row].key(), days) == row)
            .collect();
        let mut rows = kept.into_iter();
        self.organizations.retain(|_| rows.next().unwrap_or(true));
        self
    }

    pub(crate) fn organizations(&self) -> &[OrganizationRef<'g>] {
        &self.organizations
    }

    /// Returns the row in which an organization is drawn in those days: its own, or that of the predecessor
    /// that acts for it and is of the cast; past the last row if neither is.
    pub(crate) fn row(&self, key: Key<Organization>, days: DayRange) -> usize {
        let actor = self.graph.organization(key).actor_during(days).key();
        self.place(actor)
            .or_else(|| self.place(key))
            .unwrap_or(usize::MAX)
    }

    fn place(&self, key: Key<Organization>) -> Option<usize> {
        let organizations = &self.organizations;
        let found = organizations.binary_search_by_key(&key, |organization| organization.key());
        found.ok()
    }

    /// Returns what an organization is called in those days: by the name of the predecessor that acts for
    /// it, unless that stands beside it.
    pub(crate) fn name(&self, organization: OrganizationRef<'g>, days: DayRange) -> &'g str {
        let actor = organization.actor_during(days);
        match self.place(actor.key()) {
            Some(_) => organization.label(),
            None => actor.label(),
        }
    }

    /// Says for whom predecessors act in those days; `None` if for nobody.
    pub(crate) fn note(&self, days: DayRange) -> Option<String> {
        let named = self.organizations.iter().filter_map(|organization| {
            let actor = self.name(*organization, days);
            let later = organization.label();
            (actor != later).then(|| format!("{actor} for the later {later}"))
        });
        let named: Vec<String> = named.collect();
        (!named.is_empty()).then(|| format!("Predecessors: {}.", named.join(", ")))
    }
}
