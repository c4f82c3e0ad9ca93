//! How two organizations are tied: directly, through operations, through partners.

use std::collections::{BTreeSet, HashMap};

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef as _;

use super::error::QueryError;
use super::names::organization;
use super::resolve::Query;
use crate::graph::{
    DatedParticipation, Edge, Graph, JointParticipation, Node, OperationRef, OrganizationRef,
    PartnershipRef,
};
use crate::model::{Key, Operation, Organization};

/// A chain of ties from one organization to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain<'g> {
    /// The organization at which it begins.
    pub start: OrganizationRef<'g>,
    /// The steps, in order; at least one.
    pub links: Vec<Link<'g>>,
}

/// One step of a chain: how the next organization is reached.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Link<'g> {
    /// Over a partnership.
    Partnership(PartnershipRef<'g>, OrganizationRef<'g>),
    /// Over an operation in which both take part at the same time.
    Operation(OperationRef<'g>, OrganizationRef<'g>),
}

impl<'g> Link<'g> {
    /// Returns the organization to which the step leads.
    pub fn end(self) -> OrganizationRef<'g> {
        match self {
            Self::Partnership(_, end) | Self::Operation(_, end) => end,
        }
    }
}

/// Finds how two organizations are tied, at the time and under the coding of a query; without a time, on
/// the as-of date of the dataset.
///
/// Every tie is as the query asks: with `with`, one of its two ends is one of these organizations; with a
/// phase, condition or motive, it is a partnership; with an operation, country or role, an operation of
/// that kind or a partnership whose members share one.
///
/// A predecessor has the partnerships of those for which it acts at the time, which do not exist yet.
///
/// Chains of one step come first (a partnership, then shared operations), then those through one
/// common partner; if there is none of these, the shortest chains there are, over partnerships and
/// operations alike. At most `limit` chains are returned, in this order and within it in the order
/// of the dataset; none if the two are not tied.
///
/// # Errors
/// Fails with [`QueryError::Unknown`] if a name stands for no organization, and with
/// [`QueryError::NotAPair`] if both stand for the same.
pub fn paths<'g>(
    query: &Query<'g>,
    from: &str,
    to: &str,
    limit: usize,
) -> Result<Vec<Chain<'g>>, QueryError> {
    let graph = query.graph;
    let (from, to) = (organization(graph, from)?, organization(graph, to)?);
    if from == to {
        return Err(QueryError::NotAPair);
    }
    let search = Search {
        query,
        graph,
        from,
        to,
        actors: actors(query),
    };
    let mut chains = search.near();
    if chains.is_empty() {
        chains = search.shortest(limit);
    }
    chains.truncate(limit);
    Ok(chains)
}

struct Search<'q, 'g> {
    query: &'q Query<'g>,
    graph: &'g Graph,
    from: Key<Organization>,
    to: Key<Organization>,
    /// Who acts at the time for each organization; `None` if each for itself.
    actors: Option<Vec<Key<Organization>>>,
}

/// Returns who acts for each organization at the time asked of: predecessors for those that do not exist
/// yet; `None` if the dataset has no predecessors.
fn actors(query: &Query<'_>) -> Option<Vec<Key<Organization>>> {
    let graph = query.graph;
    let actors = || graph.organizations().map(|one| query.actor_of(one).key());
    let has_some = graph.index().has_successions();
    has_some.then(|| actors().collect())
}

impl<'g> Search<'_, 'g> {
    fn actor(&self, organization: Key<Organization>) -> Key<Organization> {
        let actors = self.actors.as_ref();
        actors.map_or(organization, |actors| actors[organization.index()])
    }

    /// Returns the organizations for which one acts at the time, itself among them.
    fn acts_for(
        &self,
        organization: Key<Organization>,
    ) -> impl Iterator<Item = Key<Organization>> + use<'_, 'g> {
        let later = self.graph.index().successors(organization).iter().copied();
        let all = std::iter::once(organization).chain(later);
        all.filter(move |one| self.actor(*one) == organization)
    }

    /// Returns the chains of one step, and those of two steps over a common partner.
    fn near(&self) -> Vec<Chain<'g>> {
        let mut direct = Vec::new();
        let mut through_operations = Vec::new();
        let mut through_partners = Vec::new();
        let mut far: HashMap<Key<Organization>, PartnershipRef<'g>> = HashMap::new();
        for (partnership, partner) in self.partners(self.to) {
            far.entry(partner).or_insert(partnership);
        }
        let end = self.graph.organization(self.to);
        for (partnership, partner) in self.partners(self.from) {
            let partner_ref = self.graph.organization(partner);
            let first = Link::Partnership(partnership, partner_ref);
            if partner == self.to {
                direct.push(self.chain(vec![first]));
            } else if let Some(second) = far.get(&partner) {
                let second = Link::Partnership(*second, end);
                through_partners.push(self.chain(vec![first, second]));
            }
        }
        let shared = self
            .graph
            .index()
            .joint_participations_between(self.from, self.to);
        let shared = shared.filter(|shared| self.query.ties(*shared));
        let operations: BTreeSet<Key<Operation>> =
            shared.map(JointParticipation::operation).collect();
        for operation in operations {
            let operation = self.graph.operation(operation);
            through_operations.push(self.chain(vec![Link::Operation(operation, end)]));
        }
        direct
            .into_iter()
            .chain(through_operations)
            .chain(through_partners)
            .collect()
    }

    fn chain(&self, links: Vec<Link<'g>>) -> Chain<'g> {
        Chain {
            start: self.graph.organization(self.from),
            links,
        }
    }

    /// Returns the partnerships that exist at the time and in which an organization acts, with who acts for
    /// the partner.
    fn partners(
        &self,
        organization: Key<Organization>,
    ) -> impl Iterator<Item = (PartnershipRef<'g>, Key<Organization>)> {
        let members = self.acts_for(organization);
        let all = members.flat_map(|member| {
            let all = self.graph.organization(member).partnerships();
            all.filter_map(move |one| Some((one, one.dyad().partner_of(member)?)))
        });
        all.map(|(partnership, partner)| (partnership, self.actor(partner)))
            .filter(move |(_, partner)| *partner != organization)
            .filter(|(partnership, _)| self.query.relates(partnership.key()))
    }

    /// Returns the operations in which an organization cooperates and that run at the time, in order.
    fn operations(&self, organization: Key<Organization>) -> BTreeSet<Key<Operation>> {
        let parts = self.graph.index().participations_of(organization);
        let operations = parts.map(|part| part.operation);
        operations.filter(|key| self.query.runs(*key)).collect()
    }

    /// Returns the parts by which organizations cooperate in an operation.
    fn parts(&self, operation: Key<Operation>) -> impl Iterator<Item = DatedParticipation> {
        let parts = self.graph.index().participations_in(operation).iter();
        parts.filter(|part| !part.is_adverse).copied()
    }

    fn are_tied(&self, mine: DatedParticipation, theirs: DatedParticipation) -> bool {
        JointParticipation::of(mine, theirs).is_some_and(|shared| self.query.ties(shared))
    }

    /// Returns the shortest chains.
    fn shortest(&self, limit: usize) -> Vec<Chain<'g>> {
        match self.steps() {
            Some(steps) => self.walk_back(&steps, limit),
            None => Vec::new(),
        }
    }

    /// Returns for each organization on a shortest chain in how many steps it is reached from the start,
    /// and for some that are on none; `None` if the two are not tied.
    ///
    /// The search goes a step at a time from both ends, from the smaller side first, until the two sides
    /// meet; then on from where they met, to the organizations that the other side came by.
    fn steps(&self) -> Option<Vec<u32>> {
        let mut near = Reached::from(self.graph, self.from);
        let mut far = Reached::from(self.graph, self.to);
        loop {
            let nearer_first = near.layer.len() <= far.layer.len();
            let (moved, other) = match nearer_first {
                true => (&mut near, &far),
                false => (&mut far, &near),
            };
            self.step(moved, |_| true);
            if moved.layer.is_empty() {
                return None;
            }
            let meets = |key: &Key<Organization>| other.steps[key.index()] != FAR;
            if moved.layer.iter().any(meets) {
                break;
            }
        }
        let total = near.depth + far.depth;
        near.layer = (0..near.steps.len())
            .filter(|row| near.steps[*row] == near.depth && far.steps[*row] == far.depth)
            .map(Key::new)
            .collect();
        while near.depth < total {
            let left = total - near.depth - 1;
            self.step(&mut near, |key| far.steps[key.index()] == left);
        }
        Some(near.steps)
    }

    /// Goes on by a step: over partnerships and through operations, to those who may be reached and were
    /// not before.
    ///
    /// Those who enter an operation in one step are looked at together, so that an operation is gone
    /// through once a step and not once a member.
    fn step(&self, reached: &mut Reached, may: impl Fn(Key<Organization>) -> bool) {
        let layer = std::mem::take(&mut reached.layer);
        let mut entered: Vec<Key<Operation>> = Vec::new();
        for organization in layer {
            self.step_to_partners(organization, reached, &may, &mut entered);
        }
        for operation in entered {
            if self.query.runs(operation) {
                self.step_through(operation, reached, &may);
            }
        }
        reached.depth += 1;
    }

    /// Reaches the partners of an organization, and lists the operations that it enters.
    fn step_to_partners(
        &self,
        organization: Key<Organization>,
        reached: &mut Reached,
        may: impl Fn(Key<Organization>) -> bool,
        entered: &mut Vec<Key<Operation>>,
    ) {
        let net = self.graph.network();
        let ties = |of: Key<Organization>| net.edges(NodeIndex::new(of.index()));
        for tie in self.acts_for(organization).flat_map(ties) {
            if let (Edge::Partnership(key), Node::Organization(partner)) =
                (tie.weight(), net[tie.target()])
            {
                let partner = self.actor(partner);
                if reached.is_new(partner) && may(partner) && self.query.relates(*key) {
                    reached.add(partner);
                }
            }
        }
        for tie in ties(organization) {
            match net[tie.target()] {
                Node::Operation(key) if !reached.spent[key.index()] => {
                    reached.spent[key.index()] = true;
                    entered.push(key);
                }
                _ => {}
            }
        }
    }

    /// Reaches those who share an operation with one that was reached in the last step.
    fn step_through(
        &self,
        operation: Key<Operation>,
        reached: &mut Reached,
        may: impl Fn(Key<Organization>) -> bool,
    ) {
        let last =
            |part: &DatedParticipation| reached.steps[part.organization.index()] == reached.depth;
        let entering: Vec<DatedParticipation> = self.parts(operation).filter(last).collect();
        let mut is_spent = true;
        for theirs in self.parts(operation) {
            if !reached.is_new(theirs.organization) {
                continue;
            }
            let is_tied = || entering.iter().any(|mine| self.are_tied(*mine, theirs));
            match may(theirs.organization) && is_tied() {
                true => reached.add(theirs.organization),
                false => is_spent = false,
            }
        }
        reached.spent[operation.index()] = is_spent;
    }

    /// Returns the ties to an organization from those who are a step nearer to the start: partnerships,
    /// then operations, each in the order of the dataset.
    fn before(
        &self,
        organization: Key<Organization>,
        steps: &[u32],
    ) -> Vec<(Key<Organization>, Link<'g>)> {
        let end = self.graph.organization(organization);
        let nearer = |key: Key<Organization>| {
            steps[key.index()] != FAR && steps[key.index()] + 1 == steps[organization.index()]
        };
        let partners = self.partners(organization);
        let mut ties: Vec<(Key<Organization>, Link<'g>)> = partners
            .filter(|(_, partner)| nearer(*partner))
            .map(|(partnership, partner)| (partner, Link::Partnership(partnership, end)))
            .collect();
        for operation in self.operations(organization) {
            let of_it = |part: &DatedParticipation| part.organization == organization;
            let mine: Vec<DatedParticipation> = self.parts(operation).filter(of_it).collect();
            let tied =
                |theirs: &DatedParticipation| mine.iter().any(|mine| self.are_tied(*mine, *theirs));
            let theirs = self.parts(operation);
            let theirs = theirs.filter(|part| nearer(part.organization) && tied(part));
            let keys: BTreeSet<_> = theirs.map(|part| part.organization).collect();
            let link = Link::Operation(self.graph.operation(operation), end);
            ties.extend(keys.into_iter().map(|key| (key, link)));
        }
        ties
    }

    /// Collects chains from the end back to the start, at most `limit` of them.
    fn walk_back(&self, steps: &[u32], limit: usize) -> Vec<Chain<'g>> {
        let mut chains = Vec::new();
        let mut links: Vec<Link<'g>> = Vec::new();
        // The ties that are left to try at each step; a long chain must not overflow the stack of the
        // program.
        let mut open = vec![self.before(self.to, steps).into_iter()];
        while let Some(ties) = open.last_mut() {
            let Some((organization, link)) = ties.next() else {
                open.pop();
                links.pop();
                continue;
            };
            links.push(link);
            if organization != self.from {
                open.push(self.before(organization, steps).into_iter());
                continue;
            }
            chains.push(self.chain(links.iter().rev().copied().collect()));
            links.pop();
            if chains.len() >= limit {
                break;
            }
        }
        chains
    }
}

/// The number of steps to what has not been reached.
const FAR: u32 = u32::MAX;

/// What a search has reached from one organization.
struct Reached {
    /// In how many steps each organization was reached.
    steps: Vec<u32>,
    /// The organizations that were reached in the last step.
    layer: Vec<Key<Organization>>,
    /// The number of steps taken.
    depth: u32,
    /// The operations through which nobody is left to be reached.
    spent: Vec<bool>,
}

impl Reached {
    fn from(graph: &Graph, start: Key<Organization>) -> Self {
        let dataset = graph.dataset();
        let mut steps = vec![FAR; dataset.organizations().len()];
        steps[start.index()] = 0;
        Self {
            steps,
            layer: vec![start],
            depth: 0,
            spent: vec![false; dataset.operations().len()],
        }
    }

    fn is_new(&self, organization: Key<Organization>) -> bool {
        self.steps[organization.index()] == FAR
    }

    /// Notes that an organization is reached in the step that is being taken.
    fn add(&mut self, organization: Key<Organization>) {
        self.steps[organization.index()] = self.depth + 1;
        self.layer.push(organization);
    }
}
