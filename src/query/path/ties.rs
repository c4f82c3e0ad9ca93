//! Ties that exist at the time of a query.

use std::collections::BTreeSet;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef as _;

use crate::graph::{
    DatedParticipation, DayRange, Edge, Graph, JointParticipation, Node, PartnershipRef,
};
use crate::model::{Key, Operation, Organization, Partnership};
use crate::query::resolve::Query;

/// The ties of organizations at the time of a query, or else on the as-of date.
pub(super) struct Ties<'q, 'g> {
    pub(super) query: &'q Query<'g>,
    pub(super) graph: &'g Graph,
    days: DayRange,
    /// The organization that acts for each one; `None` if all act for themselves.
    actors: Option<Vec<Key<Organization>>>,
}

/// What is beside an organization in the network.
pub(super) enum Beside {
    /// A partnership, and the organization that acts for the partner.
    Partner(Key<Partnership>, Key<Organization>),
    /// An operation.
    Operation(Key<Operation>),
}

impl<'q, 'g> Ties<'q, 'g> {
    pub(super) fn new(query: &'q Query<'g>) -> Self {
        let graph = query.graph;
        let actors = || graph.organizations().map(|one| query.actor_of(one).key());
        Self {
            query,
            graph,
            days: query.state_days(),
            actors: graph.index().has_successions().then(|| actors().collect()),
        }
    }

    /// Returns the partnerships of an organization, its own and those in which it acts for a successor, each with the
    /// organization that acts for the partner and is accepted.
    pub(super) fn partners(
        &self,
        organization: Key<Organization>,
        is_accepted: impl Fn(Key<Organization>) -> bool,
    ) -> impl Iterator<Item = (PartnershipRef<'g>, Key<Organization>)> {
        let represented = self.represented_by(organization);
        represented
            .flat_map(|member| {
                let partnerships = self.graph.organization(member).partnerships();
                partnerships.filter_map(move |one| Some((one, one.dyad().partner_of(member)?)))
            })
            .map(|(partnership, partner)| (partnership, self.actor_of(partner)))
            .filter(move |(_, partner)| *partner != organization && is_accepted(*partner))
            .filter(|(partnership, _)| self.query.is_partnership_tie(partnership.key()))
    }

    /// Returns what is beside an organization in the network, at any time and whether or not it is a tie.
    pub(super) fn beside(&self, organization: Key<Organization>) -> impl Iterator<Item = Beside> {
        let network = self.graph.network();
        let edges = network.edges(NodeIndex::new(organization.index()));
        edges.filter_map(move |edge| match (edge.weight(), network[edge.target()]) {
            (Edge::Partnership(key), Node::Organization(partner)) => {
                Some(Beside::Partner(*key, self.actor_of(partner)))
            }
            (_, Node::Operation(key)) => Some(Beside::Operation(key)),
            _ => None,
        })
    }

    /// Returns the operations in which an organization participates and that run at the time, in the order of the dataset.
    pub(super) fn operations(&self, organization: Key<Organization>) -> BTreeSet<Key<Operation>> {
        let participations = self.graph.index().participations_of(organization);
        let operations = participations.map(|participation| participation.operation);
        operations
            .filter(|key| self.query.operation_runs(*key))
            .collect()
    }

    /// Returns the operations that tie two organizations, in the order of the dataset.
    pub(super) fn operations_between(
        &self,
        a: Key<Organization>,
        b: Key<Organization>,
    ) -> BTreeSet<Key<Operation>> {
        let joint = self.graph.index().joint_participations_between(a, b);
        joint
            .filter(|joint| self.query.is_operation_tie(*joint, self.days))
            .map(JointParticipation::operation)
            .collect()
    }

    /// Returns the participations in an operation that make ties.
    pub(super) fn participations(
        &self,
        operation: Key<Operation>,
    ) -> impl Iterator<Item = DatedParticipation> {
        let participations = self.graph.index().participations_in(operation).iter();
        participations
            .filter(|participation| participation.makes_tie)
            .copied()
    }

    /// Returns `true` if two participations in one operation tie their organizations.
    pub(super) fn are_tied(&self, mine: DatedParticipation, theirs: DatedParticipation) -> bool {
        JointParticipation::of(mine, theirs)
            .is_some_and(|joint| self.query.is_operation_tie(joint, self.days))
    }

    fn actor_of(&self, organization: Key<Organization>) -> Key<Organization> {
        let actors = self.actors.as_ref();
        actors.map_or(organization, |actors| actors[organization.index()])
    }

    /// Returns the organizations for which one acts, itself among them.
    pub(super) fn represented_by(
        &self,
        organization: Key<Organization>,
    ) -> impl Iterator<Item = Key<Organization>> {
        let successors = self.graph.index().successors(organization).iter().copied();
        std::iter::once(organization)
            .chain(successors)
            .filter(move |one| self.actor_of(*one) == organization)
    }
}
