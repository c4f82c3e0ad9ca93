//! The terms of stress: the distance that a pair of nodes should have, and the weight of the pair.

use super::adjacency::Adjacency;
use crate::analysis::random::Random;

/// The maximum number of nodes for a term per pair; beyond it, memory would grow with the square of the nodes.
const FULL_LIMIT: usize = 1_000;

/// The maximum number of nodes for ties of different lengths, which take a search with a heap per node.
const LENGTH_LIMIT: usize = 250;

/// The number of pivots that represent all nodes of a large network.
const PIVOTS: usize = 100;

/// One term of stress.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term {
    /// The two nodes.
    pub(super) nodes: (u32, u32),
    /// The distance that they should have.
    pub(super) length: f32,
    /// The weights with which the first and the second node move; a node with weight zero stays where it is.
    pub(super) weights: (f32, f32),
}

/// Returns the terms of a connected network.
///
/// A small network has a term per pair of nodes. A large one has a term per tie and per node and pivot, so that
/// memory grows with the network and not with its square (Ortmann, Klimenta, Brandes, "A Sparse Stress Model",
/// Graph Drawing 2016).
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
            let weight = weight(*distance);
            terms.push(term(a, b, *distance, (weight, weight)));
        }
    }
    terms
}

fn sparse(adjacency: &Adjacency) -> Vec<Term> {
    let tie_weight = weight(1.0);
    let mut terms: Vec<Term> = adjacency
        .pairs()
        .map(|(a, b)| term(a, b, 1.0, (tie_weight, tie_weight)))
        .collect();
    let pivots = pivots(adjacency);
    let regions = regions(adjacency.len(), &pivots);
    for (index, (pivot, steps)) in pivots.iter().enumerate() {
        for (node, distance) in steps.iter().enumerate() {
            if *distance > 1.0 {
                // A pivot represents the nodes of its region that are nearer to it than half the distance to this
                // node, and its term counts once for each of them. Only the node moves, not the pivot.
                let represented =
                    regions[index].partition_point(|reached| *reached <= distance / 2.0);
                let weight = weight(*distance) * represented.max(1) as f64;
                terms.push(term(*pivot, node, *distance, (0.0, weight)));
            }
        }
    }
    terms
}

/// Returns nodes spread over the network, each as far as possible from those before (farthest-first traversal), with
/// the steps from each to all nodes.
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

/// Returns for each pivot the distances of the nodes of its region, those that are nearest to it, in ascending order.
fn regions(count: usize, pivots: &[(usize, Vec<f64>)]) -> Vec<Vec<f64>> {
    let mut regions = vec![Vec::new(); pivots.len()];
    for node in 0..count {
        let nearest =
            (0..pivots.len()).min_by(|a, b| pivots[*a].1[node].total_cmp(&pivots[*b].1[node]));
        if let Some(index) = nearest {
            regions[index].push(pivots[index].1[node]);
        }
    }
    for region in &mut regions {
        region.sort_by(f64::total_cmp);
    }
    regions
}

/// Returns the distances that all nodes should have from one.
fn distances(adjacency: &Adjacency, from: usize) -> Vec<f64> {
    if adjacency.len() > LENGTH_LIMIT {
        return adjacency.steps(from);
    }
    adjacency.distances(from, &|a, b| length(adjacency, a, b))
}

/// Returns the length that a tie should have: between two nodes with many ties each, the neighbours of both need
/// space. A logarithm keeps hubs from being torn apart.
fn length(adjacency: &Adjacency, a: usize, b: usize) -> f64 {
    let fewer = adjacency.degree(a).min(adjacency.degree(b)) as f64;
    1.0 + 0.22 * fewer.max(1.0).ln()
}

/// Returns the weight of a pair: the inverse square of its distance, as is usual for stress, so that it counts
/// relative errors.
fn weight(distance: f64) -> f64 {
    1.0 / (distance * distance)
}

/// Creates a term. Half the precision of `f64` is enough for a picture, and halves the memory.
fn term(a: usize, b: usize, length: f64, weights: (f64, f64)) -> Term {
    Term {
        nodes: (a as u32, b as u32),
        length: length as f32,
        weights: (weights.0 as f32, weights.1 as f32),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_network_has_a_term_per_pair() {
        let path = Adjacency::new(4, &[(0, 1), (1, 2), (2, 3)]);
        let terms = of(&path);
        assert_eq!(terms.len(), 6);
        assert!(terms[2].length > terms[0].length);
    }

    #[test]
    fn a_large_network_has_few_terms_and_pivots_stay_where_they_are() {
        let ties: Vec<_> = (0..1_999).map(|node| (node, node + 1)).collect();
        let terms = of(&Adjacency::new(2_000, &ties));
        assert!(terms.len() <= 1_999 + PIVOTS * 2_000);
        assert!(
            terms[1_999..]
                .iter()
                .all(|term| term.weights.0 == 0.0 && term.weights.1 > 0.0)
        );
    }
}
