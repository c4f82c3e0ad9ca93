//! The pairs of organizations of a table by dyad, in the order of the dataset: each once, or once per direction.

use std::collections::HashSet;

use crate::graph::Graph;
use crate::model::{Dyad, Key, Organization};

/// Returns all pairs of organizations.
pub(super) fn all_pairs(
    graph: &Graph,
    directed: bool,
) -> impl Iterator<Item = [Key<Organization>; 2]> {
    let organizations = graph.dataset().organizations();
    organizations.keys().flat_map(move |a| {
        let others = organizations.keys();
        let others = others.filter(move |b| if directed { *b != a } else { *b > a });
        others.map(move |b| [a, b])
    })
}

/// Returns the pairs that partnerships may record: their members, and the predecessors of these. All pairs of a large dataset are far
/// more.
pub(super) fn recorded_pairs(
    graph: &Graph,
    partnerships: &HashSet<Dyad>,
    directed: bool,
) -> Vec<[Key<Organization>; 2]> {
    let with_predecessors = |member| {
        let predecessors = graph.organization(member).predecessors();
        std::iter::once(member).chain(predecessors.map(|one| one.key()))
    };
    let mut pairs = Vec::with_capacity(partnerships.len());
    for dyad in partnerships {
        let [first, second] = dyad.members();
        for a in with_predecessors(first) {
            let others = with_predecessors(second).filter(|b| *b != a);
            pairs.extend(others.map(|b| [a.min(b), a.max(b)]));
        }
    }
    if directed {
        pairs.extend_from_within(..);
        let count = pairs.len() / 2;
        pairs[count..].iter_mut().for_each(|pair| pair.reverse());
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
