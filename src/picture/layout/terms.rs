//! The terms of stress: which pair of nodes should be how far apart, and how much it matters.

use super::adjacency::Adjacency;
use super::random::Random;

/// Up to how many nodes every pair has a term.
pub(super) const FULL_LIMIT: usize = 1_000;

/// Up to how many nodes ties between well-tied nodes are longer.
const LENGTH_LIMIT: usize = 250;

/// How many pivots stand for all nodes of a large network.
const PIVOTS: usize = 100;

/// One term of stress.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term {
    /// The two nodes.
    pub(super) nodes: (u32, u32),
    /// The distance that they should have.
    pub(super) length: f32,
    /// How much each of the two yields; a node that does not yield has zero.
    pub(super) pull: (f32, f32),
}

/// Returns the terms of a network that hangs together: one for each pair of nodes in a small one;
/// in a large one for each tie, and for each node and pivot (Ortmann, Klimenta and Brandes, "A
/// Sparse Stress Model", 2016), so that memory grows with the network and not with its square.
pub(super) fn of(adjacency: &Adjacency) -> Vec<Term> {
    if adjacency.len() <= FULL_LIMIT {
        full(adjacency)
    } else {
        sparse(adjacency)
    }
}

fn full(adjacency: &Adjacency) -> Vec<Term> {
    let count = adjacency.len();
    let mut terms = Vec::with_capacity(count * count.saturating_sub(1) / 2);
    for a in 0..count {
        let distances = distances(adjacency, a);
        for (b, distance) in distances.iter().enumerate().skip(a + 1) {
            let pull = weight(*distance);
            terms.push(term(a, b, *distance, (pull, pull)));
        }
    }
    terms
}

fn sparse(adjacency: &Adjacency) -> Vec<Term> {
    let pull = weight(1.0);
    let mut terms: Vec<Term> = adjacency
        .pairs()
        .map(|(a, b)| term(a, b, 1.0, (pull, pull)))
        .collect();
    let pivots = pivots(adjacency);
    let reaches = reaches(adjacency.len(), &pivots);
    for (index, (pivot, steps)) in pivots.iter().enumerate() {
        for (node, distance) in steps.iter().enumerate() {
            if *distance > 1.0 {
                // A pivot speaks for the nodes of its own region that are nearer to it than half
                // the way to the node.
                let spoken = reaches[index].partition_point(|reach| *reach <= distance / 2.0);
                let pull = weight(*distance) * spoken.max(1) as f64;
                terms.push(term(*pivot, node, *distance, (0.0, pull)));
            }
        }
    }
    terms
}

/// Returns nodes spread over the network, each as far as can be from those before, with the steps
/// from each to all nodes.
fn pivots(adjacency: &Adjacency) -> Vec<(usize, Vec<f64>)> {
    let count = adjacency.len();
    let mut nearest = vec![f64::INFINITY; count];
    let mut next = Random::new(count as u64).below(count);
    let mut pivots = Vec::with_capacity(PIVOTS);
    for _ in 0..PIVOTS.min(count) {
        let steps = adjacency.steps(next);
        for (near, step) in nearest.iter_mut().zip(&steps) {
            *near = near.min(*step);
        }
        pivots.push((next, steps));
        next = (0..count)
            .max_by(|a, b| nearest[*a].total_cmp(&nearest[*b]))
            .unwrap_or(0);
    }
    pivots
}

/// Returns for each pivot the ascending distances of the nodes that are nearest to it.
fn reaches(count: usize, pivots: &[(usize, Vec<f64>)]) -> Vec<Vec<f64>> {
    let mut reaches = vec![Vec::new(); pivots.len()];
    for node in 0..count {
        let nearest =
            (0..pivots.len()).min_by(|a, b| pivots[*a].1[node].total_cmp(&pivots[*b].1[node]));
        if let Some(index) = nearest {
            reaches[index].push(pivots[index].1[node]);
        }
    }
    for reach in &mut reaches {
        reach.sort_by(f64::total_cmp);
    }
    reaches
}

/// Returns how far from a node all others should be.
fn distances(adjacency: &Adjacency, from: usize) -> Vec<f64> {
    if adjacency.len() > LENGTH_LIMIT {
        return adjacency.steps(from);
    }
    adjacency.distances(from, &|a, b| length(adjacency, a, b))
}

/// Returns how long a tie should be: two nodes with many ties each need room between them for the
/// nodes that crowd round either.
fn length(adjacency: &Adjacency, a: usize, b: usize) -> f64 {
    let fewer = adjacency.degree(a).min(adjacency.degree(b)) as f64;
    1.0 + 0.22 * fewer.max(1.0).ln()
}

fn weight(distance: f64) -> f64 {
    1.0 / (distance * distance)
}

fn term(a: usize, b: usize, length: f64, pull: (f64, f64)) -> Term {
    Term {
        nodes: (a as u32, b as u32),
        length: length as f32,
        pull: (pull.0 as f32, pull.1 as f32),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_network_has_a_term_for_each_pair() {
        let path = Adjacency::new(4, &[(0, 1), (1, 2), (2, 3)]);
        let terms = of(&path);
        assert_eq!(terms.len(), 6);
        assert!(terms[2].length > terms[0].length);
    }

    #[test]
    fn a_large_network_has_few_terms_and_only_far_nodes_yield_to_pivots() {
        let ties: Vec<_> = (0..1_999).map(|node| (node, node + 1)).collect();
        let terms = of(&Adjacency::new(2_000, &ties));
        assert!(terms.len() <= 1_999 + PIVOTS * 2_000);
        assert!(
            terms[1_999..]
                .iter()
                .all(|term| term.pull.0 == 0.0 && term.pull.1 > 0.0)
        );
    }
}
