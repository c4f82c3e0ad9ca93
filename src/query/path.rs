//! How two organizations are tied: directly, through operations, through partners.

use std::collections::HashSet;

use petgraph::graph::NodeIndex;
use petgraph::visit::{EdgeFiltered, EdgeRef};

use super::error::QueryError;
use super::resolve::{Query, organization};
use crate::graph::{Edge, Graph, Node, OperationRef, OrganizationRef, PartnershipRef};
use crate::model::{Dyad, Key, Organization};

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
    /// Over an operation in which both take part.
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

/// Finds how two organizations are tied, at the time and under the coding of a query.
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
        for operation in self.operations(self.from) {
            if self.takes_part(operation, self.to) {
                through_operations.push(self.chain(vec![Link::Operation(operation, end)]));
            }
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

    fn operations(&self, organization: Key<Organization>) -> Vec<OperationRef<'g>> {
        let organizations = self.graph.dataset().organizations.len();
        let neighbours = self
            .graph
            .net()
            .neighbors(NodeIndex::new(organization.index()));
        let mut found: Vec<usize> = neighbours
            .map(|node| node.index())
            .filter(|node| *node >= organizations)
            .collect();
        found.sort_unstable();
        let keys = found.into_iter().map(|node| Key::new(node - organizations));
        keys.filter(|key| self.query.runs(*key))
            .map(|key| self.graph.operation(key))
            .collect()
    }

    fn takes_part(&self, operation: OperationRef<'g>, organization: Key<Organization>) -> bool {
        let roles = &self.graph.dataset().vocabularies.roles;
        let mut parts = operation.record().participations.iter();
        parts.any(|part| part.organization == organization && !roles[part.role].adverse)
    }

    /// Returns shortest chains by breadth-first search over the ties that exist at the time.
    fn shortest(&self, limit: usize) -> Vec<Chain<'g>> {
        let net = self.graph.net();
        let ties = EdgeFiltered::from_fn(net, |edge| match edge.weight() {
            Edge::Partnership(key) => self.query.relates(*key),
            Edge::Participation => [edge.source(), edge.target()]
                .into_iter()
                .all(|node| match net[node] {
                    Node::Operation(key) => self.query.runs(key),
                    Node::Organization(_) => true,
                }),
        });
        let start = NodeIndex::new(self.from.index());
        let goal = NodeIndex::new(self.to.index());
        let before = predecessors(&ties, start, goal, net.node_count());
        let routes = walk_back(&before, goal, start, limit);
        let mut chains: Vec<Chain<'g>> = routes
            .iter()
            .map(|route| self.chain(self.links(route)))
            .collect();
        chains.sort_by_key(|chain| chain.links.len());
        chains
    }

    fn links(&self, route: &[NodeIndex]) -> Vec<Link<'g>> {
        let net = self.graph.net();
        let mut links = Vec::new();
        let mut operation = None;
        for pair in route.windows(2) {
            match net[pair[1]] {
                Node::Operation(key) => operation = Some(self.graph.operation(key)),
                Node::Organization(key) => {
                    let end = self.graph.organization(key);
                    let edge = net.find_edge(pair[0], pair[1]).map(|edge| net[edge]);
                    match (operation.take(), edge) {
                        (Some(operation), _) => links.push(Link::Operation(operation, end)),
                        (None, Some(Edge::Partnership(key))) => {
                            links.push(Link::Partnership(self.graph.partnership(key), end));
                        }
                        (None, _) => {}
                    }
                }
            }
        }
        links
    }
}

/// Searches breadth first and returns, for each node reached, the nodes before it on shortest routes.
fn predecessors<G>(ties: G, start: NodeIndex, goal: NodeIndex, nodes: usize) -> Vec<Vec<NodeIndex>>
where
    G: petgraph::visit::IntoNeighbors<NodeId = NodeIndex>,
{
    let mut before: Vec<Vec<NodeIndex>> = vec![Vec::new(); nodes];
    let mut distance = vec![usize::MAX; nodes];
    distance[start.index()] = 0;
    let mut layer = vec![start];
    let mut steps = 0;
    while !layer.is_empty() && distance[goal.index()] == usize::MAX {
        steps += 1;
        let mut next = Vec::new();
        for &node in &layer {
            for neighbour in ties.neighbors(node) {
                if distance[neighbour.index()] == usize::MAX {
                    distance[neighbour.index()] = steps;
                    next.push(neighbour);
                }
                if distance[neighbour.index()] == steps {
                    before[neighbour.index()].push(node);
                }
            }
        }
        layer = next;
    }
    for list in &mut before {
        list.sort_unstable();
        list.dedup();
    }
    before
}

/// Collects routes from the goal back to the start, in order, at most `limit` of them.
fn walk_back(
    before: &[Vec<NodeIndex>],
    goal: NodeIndex,
    start: NodeIndex,
    limit: usize,
) -> Vec<Vec<NodeIndex>> {
    let mut routes = Vec::new();
    // A route, as nodes with the number of the predecessor to try next; a long one must not
    // overflow the stack of the program.
    let mut walk = vec![(goal, 0)];
    while let Some((node, next)) = walk.last_mut() {
        if *node == start {
            routes.push(walk.iter().rev().map(|(node, _)| *node).collect());
            if routes.len() >= limit {
                break;
            }
            walk.pop();
            continue;
        }
        match before[node.index()].get(*next) {
            Some(&previous) => {
                *next += 1;
                walk.push((previous, 0));
            }
            None => drop(walk.pop()),
        }
    }
    routes
}
