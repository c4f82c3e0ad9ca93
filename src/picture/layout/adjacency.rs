//! The neighbours of each node, in compressed sparse rows.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// The neighbours of each node, each once, in ascending order.
///
/// All neighbours are in one list; those of a node are between its start and that of the next node.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Adjacency {
    starts: Vec<usize>,
    targets: Vec<usize>,
}

impl Adjacency {
    /// Builds the rows without ties to missing nodes, ties of a node with itself and repeated ties.
    pub(super) fn new(nodes: usize, ties: &[(usize, usize)]) -> Self {
        let valid = ties
            .iter()
            .filter(|(a, b)| *a < nodes && *b < nodes && a != b);
        let mut arcs: Vec<(usize, usize)> = valid.flat_map(|(a, b)| [(*a, *b), (*b, *a)]).collect();
        arcs.sort_unstable();
        arcs.dedup();
        let mut starts = vec![0; nodes + 1];
        for (from, _) in &arcs {
            starts[from + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        Self {
            starts,
            targets: arcs.into_iter().map(|(_, to)| to).collect(),
        }
    }

    /// Returns the number of nodes.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Returns the neighbours of a node in ascending order.
    pub(super) fn of(&self, node: usize) -> &[usize] {
        &self.targets[self.starts[node]..self.starts[node + 1]]
    }

    /// Returns the number of neighbours of a node.
    pub(super) fn degree(&self, node: usize) -> usize {
        self.of(node).len()
    }

    /// Returns every pair of neighbours once, the smaller index first, in ascending order.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        (0..self.len()).flat_map(move |a| {
            self.of(a)
                .iter()
                .filter(move |b| a < **b)
                .map(move |b| (a, *b))
        })
    }

    /// Returns the connected components, the largest first, each in ascending order.
    pub(super) fn components(&self) -> Vec<Vec<usize>> {
        let mut seen = vec![false; self.len()];
        let mut components = Vec::new();
        for node in 0..self.len() {
            if !seen[node] {
                let mut component = self.reachable(node, &mut seen);
                component.sort_unstable();
                components.push(component);
            }
        }
        components.sort_by_key(|component| (Reverse(component.len()), component[0]));
        components
    }

    /// Returns the nodes that can be reached from a node, by breadth-first search, and marks them as seen.
    fn reachable(&self, from: usize, seen: &mut [bool]) -> Vec<usize> {
        seen[from] = true;
        let mut found = vec![from];
        let mut next = 0;
        while let Some(node) = found.get(next).copied() {
            next += 1;
            for neighbour in self.of(node) {
                if !std::mem::replace(&mut seen[*neighbour], true) {
                    found.push(*neighbour);
                }
            }
        }
        found
    }

    /// Returns the rows of some nodes only, numbered in the given order.
    pub(super) fn within(&self, part: &[usize]) -> Self {
        let mut numbers = vec![usize::MAX; self.len()];
        for (number, node) in part.iter().enumerate() {
            numbers[*node] = number;
        }
        let ties: Vec<_> = part
            .iter()
            .flat_map(|node| self.of(*node).iter().map(|to| (*node, *to)))
            .map(|(from, to)| (numbers[from], numbers[to]))
            .collect();
        Self::new(part.len(), &ties)
    }

    /// Returns the number of steps from a node to every node; infinite if there is no path.
    pub(super) fn steps(&self, from: usize) -> Vec<f64> {
        let mut steps = vec![f64::INFINITY; self.len()];
        steps[from] = 0.0;
        let mut queue = VecDeque::from([from]);
        while let Some(node) = queue.pop_front() {
            for neighbour in self.of(node) {
                if steps[*neighbour].is_infinite() {
                    steps[*neighbour] = steps[node] + 1.0;
                    queue.push_back(*neighbour);
                }
            }
        }
        steps
    }

    /// Returns the length of the shortest path from a node to every node, by the algorithm of Dijkstra.
    pub(super) fn distances(&self, from: usize, length: &dyn Fn(usize, usize) -> f64) -> Vec<f64> {
        let mut distances = vec![f64::INFINITY; self.len()];
        distances[from] = 0.0;
        // A heap needs a total order, which `f64` lacks; the bits of non-negative floats sort as the floats do.
        let mut heap = BinaryHeap::from([Reverse((0_u64, from))]);
        while let Some(Reverse((bits, node))) = heap.pop() {
            if f64::from_bits(bits) > distances[node] {
                continue;
            }
            for neighbour in self.of(node) {
                let distance = distances[node] + length(node, *neighbour);
                if distance < distances[*neighbour] {
                    distances[*neighbour] = distance;
                    heap.push(Reverse((distance.to_bits(), *neighbour)));
                }
            }
        }
        distances
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_component_comes_first() {
        let adjacency = Adjacency::new(6, &[(3, 4), (4, 5), (0, 1), (1, 0)]);
        assert_eq!(adjacency.components(), [vec![3, 4, 5], vec![0, 1], vec![2]]);
        assert_eq!(
            adjacency.pairs().collect::<Vec<_>>(),
            [(0, 1), (3, 4), (4, 5)]
        );
    }

    #[test]
    fn distances_with_unit_lengths_are_steps() {
        let adjacency = Adjacency::new(5, &[(0, 1), (1, 2), (2, 3), (0, 3)]);
        assert_eq!(adjacency.steps(0), adjacency.distances(0, &|_, _| 1.0));
        assert!(adjacency.steps(0)[4].is_infinite());
    }
}
