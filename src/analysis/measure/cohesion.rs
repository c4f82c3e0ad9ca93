//! Measures of cohesion: components and cores.

use std::cmp::Reverse;

use super::Net;

impl Net {
    /// Returns the component of each node: two nodes are in the same component if a chain of ties joins them (Hopcroft
    /// and Tarjan 1973).
    ///
    /// Components are numbered from 0, the largest first; of equal ones, the one with the lowest node first.
    pub fn components(&self) -> Vec<usize> {
        let (labels, sizes) = self.labelled_components();
        let mut order: Vec<usize> = (0..sizes.len()).collect();
        // A stable sort keeps equal components in the order of their lowest nodes.
        order.sort_by_key(|label| Reverse(sizes[*label]));
        let mut ranks = vec![0; sizes.len()];
        for (rank, label) in order.into_iter().enumerate() {
            ranks[label] = rank;
        }
        labels.iter().map(|label| ranks[*label as usize]).collect()
    }

    /// Returns the component of each node, numbered in the order of their lowest nodes, and the sizes of the components.
    ///
    /// It searches depth-first, in time linear in the number of nodes and ties.
    pub(super) fn labelled_components(&self) -> (Vec<u32>, Vec<u32>) {
        const UNLABELLED: u32 = u32::MAX;
        let mut labels = vec![UNLABELLED; self.len()];
        let mut sizes: Vec<u32> = Vec::new();
        let mut stack: Vec<u32> = Vec::with_capacity(self.len());
        for node in 0..self.len() {
            if labels[node] != UNLABELLED {
                continue;
            }
            let label = sizes.len() as u32;
            labels[node] = label;
            stack.push(node as u32);
            let mut size = 0;
            while let Some(next) = stack.pop() {
                size += 1;
                for end in self.neighbours(next as usize) {
                    if labels[*end as usize] == UNLABELLED {
                        labels[*end as usize] = label;
                        stack.push(*end);
                    }
                }
            }
            sizes.push(size);
        }
        (labels, sizes)
    }

    /// Returns the core number of each node: the largest k such that the node belongs to a subnetwork in which every
    /// node is tied to at least k others of the subnetwork (Seidman 1983).
    ///
    /// The nodes are removed in the order of their remaining degrees, in time linear in the number of ties (Batagelj and
    /// Zaveršnik 2003).
    pub fn core_numbers(&self) -> Vec<usize> {
        let mut peeling = Peeling::new(self);
        for index in 0..self.len() {
            let node = peeling.order[index] as usize;
            for end in self.neighbours(node) {
                peeling.lower(*end as usize, peeling.degrees[node]);
            }
        }
        peeling
            .degrees
            .into_iter()
            .map(|core| core as usize)
            .collect()
    }
}

/// The nodes, sorted by their remaining degrees.
struct Peeling {
    degrees: Vec<u32>,
    /// The nodes in rising order of degree.
    order: Vec<u32>,
    /// For each node its index in `order`.
    indexes: Vec<u32>,
    /// For each degree the index in `order` of the first node that has it.
    starts: Vec<u32>,
}

impl Peeling {
    /// Sorts the nodes by degree with a counting sort, which takes linear time.
    fn new(net: &Net) -> Self {
        let degrees: Vec<u32> = (0..net.len())
            .map(|node| net.neighbours(node).len() as u32)
            .collect();
        let max_degree = degrees.iter().max().map_or(0, |degree| *degree as usize);
        let mut starts = vec![0; max_degree + 2];
        for degree in &degrees {
            starts[*degree as usize + 1] += 1;
        }
        for degree in 0..=max_degree {
            starts[degree + 1] += starts[degree];
        }
        let mut next = starts.clone();
        let (mut order, mut indexes) = (vec![0; net.len()], vec![0; net.len()]);
        for (node, degree) in degrees.iter().enumerate() {
            let index = &mut next[*degree as usize];
            (order[*index as usize], indexes[node]) = (node as u32, *index);
            *index += 1;
        }
        Self {
            degrees,
            order,
            indexes,
            starts,
        }
    }

    /// Lowers the degree of a node by one, unless it is down to the current core.
    ///
    /// The node swaps places with the first node of its degree, and that degree then starts one index later. So `order`
    /// stays sorted at constant cost.
    fn lower(&mut self, node: usize, core: u32) {
        let degree = self.degrees[node];
        if degree <= core {
            return;
        }
        let start = self.starts[degree as usize];
        let first = self.order[start as usize];
        let index = self.indexes[node];
        self.order.swap(start as usize, index as usize);
        (self.indexes[node], self.indexes[first as usize]) = (start, index);
        self.starts[degree as usize] += 1;
        self.degrees[node] -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::Net;

    #[test]
    fn the_largest_component_comes_first() {
        let net = Net::new(6, [(1, 4, 1.0), (4, 5, 1.0), (0, 2, 1.0)]).expect("nodes");
        assert_eq!(net.components(), [1, 0, 1, 2, 0, 0]);
        assert!(Net::new(0, []).expect("no ties").components().is_empty());
    }

    #[test]
    fn a_clique_with_a_tail_has_the_core_of_the_clique() {
        let clique = (0..4).flat_map(|a| (0..a).map(move |b| (a, b, 1.0)));
        let net = Net::new(7, clique.chain([(3, 4, 1.0), (4, 5, 1.0)])).expect("nodes");
        assert_eq!(net.core_numbers(), [3, 3, 3, 3, 1, 1, 0]);
    }
}
