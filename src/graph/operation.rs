//! The view of an operation.

use super::day_range::DayRange;
use super::knowledge_graph::Graph;
use super::organization::OrganizationRef;
use super::view::view;
use crate::model::{Key, Operation, Organization, Participation};

view! {
    /// The view of an operation.
    ///
    /// ```
    /// use interorg::{dataset, graph::Graph};
    ///
    /// let graph = Graph::new(dataset::builtin());
    /// let amisom = graph.operation_named("AMISOM").expect("it is in the dataset");
    /// let au = graph.organization_named("AU").expect("it is in the dataset");
    /// assert!(amisom.roles_of(au.key()).any(|role| role == "Lead"));
    /// ```
    OperationRef of Operation
}

impl Graph {
    /// Returns all operations, in the order of the dataset.
    pub fn operations(&self) -> impl Iterator<Item = OperationRef<'_>> {
        let keys = self.dataset.operations().keys();
        keys.map(|key| self.operation(key))
    }

    /// Returns the view of an operation.
    pub fn operation(&self, key: Key<Operation>) -> OperationRef<'_> {
        OperationRef { graph: self, key }
    }
}

impl<'g> OperationRef<'g> {
    /// Returns the record.
    pub fn record(self) -> &'g Operation {
        &self.graph.dataset.operations()[self.key]
    }

    /// Returns the abbreviation, or the name if there is none.
    pub fn label(self) -> &'g str {
        self.record().label()
    }

    /// Returns the labels of the roles that an organization has in the operation, in the order of the record; none if
    /// it does not participate.
    pub fn roles_of(self, organization: Key<Organization>) -> impl Iterator<Item = &'g str> {
        let roles = &self.graph.dataset.vocabularies().roles;
        self.participations_of(organization)
            .map(|participation| roles.label(participation.role))
    }

    /// Returns the operations that took over from this one, in the order of the dataset.
    pub fn successors(self) -> impl Iterator<Item = OperationRef<'g>> {
        self.graph
            .operations()
            .filter(move |other| other.record().predecessors.contains(&self.key))
    }

    /// Returns the days of the operation.
    pub(crate) fn days(self) -> DayRange {
        let record = self.record();
        DayRange::from_bounds(record.start.as_ref(), record.end)
    }

    /// Returns the organizations that participate in a role that makes ties, each once, in the order of the dataset.
    pub(crate) fn participants(self) -> Vec<Key<Organization>> {
        self.graph.index.participants(self.key)
    }

    /// Returns the days of a participation on which its organization may exist, one range per period of existence; none if
    /// the dates of the operation, the participation and the organization contradict one another.
    pub(crate) fn participation_days(self, participation: &Participation) -> Vec<DayRange> {
        let organization = self.graph.organization(participation.organization);
        DayRange::parts_of_participation(self.record(), participation, organization.record())
    }

    fn participations_of(
        self,
        organization: Key<Organization>,
    ) -> impl Iterator<Item = &'g Participation> {
        let participations = self.record().participations.iter();
        participations.filter(move |participation| participation.organization == organization)
    }
}

impl Graph {
    /// Returns `true` if it is unknown of some participation whether it took place.
    pub fn has_unknown(&self) -> bool {
        self.index.has_unknown()
    }
}

impl<'g> OrganizationRef<'g> {
    /// Returns the participations of the organization, those that make no ties included, each with its operation, in the order of
    /// the dataset.
    pub fn participations(self) -> impl Iterator<Item = (OperationRef<'g>, &'g Participation)> {
        self.graph().operations().flat_map(move |operation| {
            let participations = operation.participations_of(self.key());
            participations.map(move |participation| (operation, participation))
        })
    }
}
