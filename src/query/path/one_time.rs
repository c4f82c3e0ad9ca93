//! Paths of ties that exist at one time.

use std::collections::{BTreeSet, HashMap};

use super::breadth_first::{UNREACHED, steps_from_start};
use super::chain::{Chain, Link, ends};
use super::ties::Ties;
use crate::graph::{DatedParticipation, PartnershipRef};
use crate::model::{Key, Operation, Organization};
use crate::query::error::QueryError;
use crate::query::resolve::Query;

/// Finds how two organizations are tied, at the time and under the coding of a query; without a time, on the as-of date of
/// the dataset.
///
/// Every tie matches the query. With `with`, one of its two ends is one of these organizations. With a phase, condition or
/// motive, it is a partnership. With an operation, country or role, it is such an operation or a partnership whose members
/// share one.
///
/// Before an organization exists, the predecessor that acts for it has its partnerships.
///
/// Chains of one step come first (a partnership, then shared operations), then chains over one common partner. If there is
/// none of these, the result is the shortest chains over partnerships and operations alike. At most `limit` chains are
/// returned, in the order of the dataset within each group; none if the two are not tied.
///
/// ```
/// use interorg::{dataset, graph::Graph, query::{Filter, Link, paths}};
///
/// let graph = Graph::new(dataset::builtin());
/// let query = Filter { at: Some("2010".parse()?), ..Filter::default() }.resolve(&graph)?;
/// let chains = paths(&query, "NATO", "AU", 10)?;
/// assert!(matches!(chains[0].links[..], [Link::Partnership(..)]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Fails with [`QueryError::Unknown`] if a name is not that of an organization, and with [`QueryError::NotAPair`] if both
/// are names of the same one.
pub fn paths<'g>(
    query: &Query<'g>,
    from: &str,
    to: &str,
    limit: usize,
) -> Result<Vec<Chain<'g>>, QueryError> {
    let [from, to] = ends(query, from, to)?;
    let search = Search {
        ties: Ties::new(query),
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
    ties: Ties<'q, 'g>,
    from: Key<Organization>,
    to: Key<Organization>,
}

impl<'q, 'g> Search<'q, 'g> {
    /// Returns the chains of one step, then those of two steps over a common partner.
    fn near(&self) -> Vec<Chain<'g>> {
        let graph = self.ties.graph;
        let end = graph.organization(self.to);
        let mut partners_of_end: HashMap<Key<Organization>, PartnershipRef<'g>> = HashMap::new();
        for (partnership, partner) in self.ties.partners(self.to, |_| true) {
            partners_of_end.entry(partner).or_insert(partnership);
        }
        let (direct, others): (Vec<_>, Vec<_>) = self
            .ties
            .partners(self.from, |_| true)
            .partition(|(_, partner)| *partner == self.to);
        let direct = direct
            .into_iter()
            .map(|(partnership, _)| vec![Link::Partnership(partnership, end)]);
        let operations = self.ties.operations_between(self.from, self.to);
        let through_operations = operations
            .into_iter()
            .map(|operation| vec![Link::Operation(graph.operation(operation), end)]);
        let through_partners = others.into_iter().filter_map(|(first, partner)| {
            let second = partners_of_end.get(&partner)?;
            Some(vec![
                Link::Partnership(first, graph.organization(partner)),
                Link::Partnership(*second, end),
            ])
        });
        direct
            .chain(through_operations)
            .chain(through_partners)
            .map(|links| self.chain(links))
            .collect()
    }

    fn chain(&self, links: Vec<Link<'g>>) -> Chain<'g> {
        Chain {
            start: self.ties.graph.organization(self.from),
            links,
        }
    }

    /// Returns the shortest chains, at most `limit`.
    fn shortest(&self, limit: usize) -> Vec<Chain<'g>> {
        match steps_from_start(&self.ties, self.from, self.to) {
            Some(steps) => self.walk_back(&steps, limit),
            None => Vec::new(),
        }
    }

    /// Collects chains from the end back to the start, at most `limit`.
    ///
    /// Each tie leads one step nearer to the start, so every walk arrives there and the time depends on the number and
    /// length of the chains returned.
    fn walk_back(&self, steps: &[u32], limit: usize) -> Vec<Chain<'g>> {
        let mut chains = Vec::new();
        let mut links: Vec<Link<'g>> = Vec::new();
        // The ties left to try at each step. Recursion would overflow the stack on a chain of thousands of steps.
        let mut open = vec![self.ties_towards_start(self.to, steps)];
        while let Some(ties) = open.last_mut() {
            let Some((organization, link)) = ties.next() else {
                open.pop();
                links.pop();
                continue;
            };
            links.push(link);
            if organization != self.from {
                open.push(self.ties_towards_start(organization, steps));
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

    /// Returns the ties to an organization from those that are one step nearer to the start: partnerships, then operations,
    /// each in the order of the dataset. They are looked for one after another: a walk that returns few chains needs few of them.
    fn ties_towards_start<'s>(
        &'s self,
        organization: Key<Organization>,
        steps: &'s [u32],
    ) -> impl Iterator<Item = (Key<Organization>, Link<'g>)> + use<'s, 'q, 'g> {
        let end = self.ties.graph.organization(organization);
        let is_nearer = move |key: Key<Organization>| {
            steps[key.index()] != UNREACHED && steps[key.index()] + 1 == steps[organization.index()]
        };
        let partners = self.ties.partners(organization, is_nearer);
        let partners = partners.map(move |(one, partner)| (partner, Link::Partnership(one, end)));
        let operations = std::iter::once_with(move || self.ties.operations(organization));
        let over_operations = operations.flatten().flat_map(move |operation| {
            let link = Link::Operation(self.ties.graph.operation(operation), end);
            let tied = self.tied_by(operation, organization, is_nearer);
            tied.into_iter().map(move |key| (key, link))
        });
        partners.chain(over_operations)
    }

    /// Returns the accepted organizations that an operation ties to another one, in the order of the dataset.
    fn tied_by(
        &self,
        operation: Key<Operation>,
        organization: Key<Organization>,
        is_accepted: impl Fn(Key<Organization>) -> bool,
    ) -> BTreeSet<Key<Organization>> {
        let participations = || self.ties.participations(operation);
        let mine: Vec<DatedParticipation> = participations()
            .filter(|one| one.organization == organization)
            .collect();
        let theirs = participations().filter(|theirs| {
            is_accepted(theirs.organization)
                && mine.iter().any(|mine| self.ties.are_tied(*mine, *theirs))
        });
        theirs.map(|theirs| theirs.organization).collect()
    }
}
