//! How two organizations are tied: directly, through operations, through partners.

use std::collections::{BTreeSet, HashSet};

use petgraph::graph::NodeIndex;

use super::error::QueryError;
use super::resolve::{Query, organization};
use crate::graph::{Graph, Node, OperationRef, OrganizationRef, Part, PartnershipRef, Shared};
use crate::model::{Dyad, Key, Operation, Organization};

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
/// Chains of one step come first (a partnership, then shared operations), then those through one
/// common partner; if there is none of these, the shortest chains there are, over partnerships and
/// operations alike. At most `limit` chains are returned, in this order and within it in the order
/// of the dataset; none if the two are not tied.
///
/// # Errors
/// Fails with [`QueryError::Unknown`] if a name stands for no organization, and with
/// [`QueryError::NoPair`] if both stand for the same.
pub fn paths<'g>(
    query: &Query<'g>,
    from: &str,
    to: &str,
    limit: usize,
) -> Result<Vec<Chain<'g>>, QueryError> {
    let graph = query.graph;
    let (from, to) = (organization(graph, from)?, organization(graph, to)?);
    if from == to {
        return Err(QueryError::NoPair);
    }
    let search = Search {
        query,
        graph,
        from,
        to,
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
}

impl<'g> Search<'_, 'g> {
    /// Returns the chains of one step, and those of two steps over a common partner.
    fn near(&self) -> Vec<Chain<'g>> {
        let mut direct = Vec::new();
        let mut through_operations = Vec::new();
        let mut through_partners = Vec::new();
        let far: HashSet<Key<Organization>> = self.partners(self.to).map(|(_, end)| end).collect();
        let end = self.graph.organization(self.to);
        for (partnership, partner) in self.partners(self.from) {
            let partner_ref = self.graph.organization(partner);
            let first = Link::Partnership(partnership, partner_ref);
            if partner == self.to {
                direct.push(self.chain(vec![first]));
            } else if far.contains(&partner) {
                let dyad = Dyad::new(partner, self.to);
                let second = dyad.and_then(|dyad| self.graph.index().partnership(dyad));
                let second = second.map(|key| Link::Partnership(self.graph.partnership(key), end));
                through_partners.extend(second.map(|second| self.chain(vec![first, second])));
            }
        }
        let shared = self.graph.index().shared_between(self.from, self.to);
        let shared = shared.filter(|shared| self.query.ties(*shared));
        let operations: BTreeSet<Key<Operation>> = shared.map(Shared::operation).collect();
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

    /// Returns the partnerships of an organization that exist at the time, with the partner.
    fn partners(
        &self,
        organization: Key<Organization>,
    ) -> impl Iterator<Item = (PartnershipRef<'g>, Key<Organization>)> {
        let all = self.graph.organization(organization).partnerships();
        all.filter(|partnership| self.query.relates(partnership.key()))
            .filter_map(move |partnership| {
                Some((partnership, partnership.dyad().partner_of(organization)?))
            })
    }

    /// Returns the operations in which an organization cooperates and that run at the time, in order.
    fn operations(&self, organization: Key<Organization>) -> BTreeSet<Key<Operation>> {
        let net = self.graph.net();
        let neighbours = net.neighbors(NodeIndex::new(organization.index()));
        let operations = neighbours.filter_map(|node| match net[node] {
            Node::Operation(key) => Some(key),
            Node::Organization(_) => None,
        });
        operations.filter(|key| self.query.runs(*key)).collect()
    }

    /// Returns the parts by which organizations cooperate in an operation.
    fn parts(&self, operation: Key<Operation>) -> impl Iterator<Item = Part> {
        let parts = self.graph.index().parts_in(operation).iter();
        parts.filter(|part| !part.is_adverse).copied()
    }

    fn are_tied(&self, mine: Part, theirs: Part) -> bool {
        Shared::of(mine, theirs).is_some_and(|shared| self.query.ties(shared))
    }

    /// Returns the shortest chains.
    fn shortest(&self, limit: usize) -> Vec<Chain<'g>> {
        let steps = self.steps();
        match steps[self.to.index()] {
            FAR => Vec::new(),
            _ => self.walk_back(&steps, limit),
        }
    }

    /// Searches breadth first and returns for each organization in how many steps it is reached from the
    /// start, as far as the search went: until the end was reached.
    ///
    /// A partnership is a step and so is an operation. Those who enter an operation in one step are
    /// looked at together, so that an operation is gone through once a step and not once a member.
    fn steps(&self) -> Vec<usize> {
        let mut steps = vec![FAR; self.graph.dataset().organizations.len()];
        steps[self.from.index()] = 0;
        let mut layer = vec![self.from];
        for step in 1.. {
            let mut next: BTreeSet<Key<Organization>> = BTreeSet::new();
            let mut entered: BTreeSet<Key<Operation>> = BTreeSet::new();
            for organization in layer {
                next.extend(self.partners(organization).map(|(_, partner)| partner));
                entered.extend(self.operations(organization));
            }
            for operation in entered {
                next.extend(self.reached_through(operation, step - 1, &steps));
            }
            next.retain(|organization| steps[organization.index()] == FAR);
            next.iter()
                .for_each(|organization| steps[organization.index()] = step);
            layer = next.into_iter().collect();
            if layer.is_empty() || layer.binary_search(&self.to).is_ok() {
                break;
            }
        }
        steps
    }

    /// Returns who is reached first through an operation from those who are so many steps away.
    fn reached_through(
        &self,
        operation: Key<Operation>,
        from: usize,
        steps: &[usize],
    ) -> Vec<Key<Organization>> {
        let at = |part: &Part| steps[part.organization.index()];
        let parts = self.parts(operation);
        let entering: Vec<Part> = parts.filter(|part| at(part) == from).collect();
        let tied = |theirs: &Part| entering.iter().any(|mine| self.are_tied(*mine, *theirs));
        let others = self.parts(operation).filter(|part| at(part) == FAR);
        others.filter(tied).map(|part| part.organization).collect()
    }

    /// Returns the ties to an organization from those who are a step nearer to the start: partnerships,
    /// then operations, each in the order of the dataset.
    fn before(
        &self,
        organization: Key<Organization>,
        steps: &[usize],
    ) -> Vec<(Key<Organization>, Link<'g>)> {
        let end = self.graph.organization(organization);
        let nearer = |key: Key<Organization>| {
            steps[key.index()] != FAR && steps[key.index()] + 1 == steps[organization.index()]
        };
        let partners = self.partners(organization).filter(|(_, key)| nearer(*key));
        let mut ties: Vec<(Key<Organization>, Link<'g>)> = partners
            .map(|(partnership, key)| (key, Link::Partnership(partnership, end)))
            .collect();
        for operation in self.operations(organization) {
            let of_it = |part: &Part| part.organization == organization;
            let mine: Vec<Part> = self.parts(operation).filter(of_it).collect();
            let tied = |theirs: &Part| mine.iter().any(|mine| self.are_tied(*mine, *theirs));
            let theirs = self.parts(operation);
            let theirs = theirs.filter(|part| nearer(part.organization) && tied(part));
            let keys: BTreeSet<_> = theirs.map(|part| part.organization).collect();
            let link = Link::Operation(self.graph.operation(operation), end);
            ties.extend(keys.into_iter().map(|key| (key, link)));
        }
        ties
    }

    /// Collects chains from the end back to the start, at most `limit` of them.
    fn walk_back(&self, steps: &[usize], limit: usize) -> Vec<Chain<'g>> {
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
const FAR: usize = usize::MAX;
