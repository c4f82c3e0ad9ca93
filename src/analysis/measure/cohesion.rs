//! What hangs together: components and cores.

use super::Net;

impl Net {
    /// Returns the component of each node: nodes have the same number if a chain of ties joins them.
    ///
    /// Components are numbered from 0, the largest first, among equals the one of the first node
    /// (breadth-first search: Hopcroft and Tarjan 1973).
    pub fn components(&self) -> Vec<usize> {
        let (labels, sizes) = self.parts();
        let mut order: Vec<usize> = (0..sizes.len()).collect();
        order.sort_by_key(|part| std::cmp::Reverse(sizes[*part]));
        let mut rank = vec![0; sizes.len()];
        for (place, part) in order.into_iter().enumerate() {
            rank[part] = place;
        }
        labels.iter().map(|part| rank[*part as usize]).collect()
    }

    /// Returns the part of each node, numbered in the order of their first nodes, and their sizes.
    pub(super) fn parts(&self) -> (Vec<u32>, Vec<u32>) {
        const NONE: u32 = u32::MAX;
        let mut labels = vec![NONE; self.len()];
        let mut sizes: Vec<u32> = Vec::new();
        let mut found: Vec<u32> = Vec::with_capacity(self.len());
        for node in 0..self.len() {
            if labels[node] != NONE {
                continue;
            }
            let part = sizes.len() as u32;
            labels[node] = part;
            found.push(node as u32);
            let mut size = 0;
            while let Some(next) = found.pop() {
                size += 1;
                for end in self.neighbours(next as usize) {
                    if labels[*end as usize] == NONE {
                        labels[*end as usize] = part;
                        found.push(*end);
                    }
                }
            }
            sizes.push(size);
        }
        (labels, sizes)
    }

    /// Returns the core number of each node: the largest k for which it is in a part of the network
    /// where everybody is tied to k others of that part (Seidman 1983).
    ///
    /// The nodes are peeled off in the order of their degree, in time that grows with the number of
    /// ties (Batagelj and Zaveršnik 2003).
    pub fn core_numbers(&self) -> Vec<usize> {
        let mut peel = Peel::new(self);
        for place in 0..self.len() {
            let node = peel.order[place] as usize;
            for end in self.neighbours(node) {
                peel.loosen(*end as usize, peel.degrees[node]);
            }
        }
        peel.degrees.into_iter().map(|core| core as usize).collect()
    }
}

/// The nodes in order of the ties that they have left.
struct Peel {
    degrees: Vec<u32>,
    order: Vec<u32>,
    places: Vec<u32>,
    /// For each degree, where in the order the nodes with that degree begin.
    begins: Vec<u32>,
}

impl Peel {
    fn new(net: &Net) -> Self {
        let degrees: Vec<u32> = (0..net.len())
            .map(|n| net.neighbours(n).len() as u32)
            .collect();
        let most = degrees.iter().max().map_or(0, |most| *most as usize);
        let mut begins = vec![0; most + 2];
        degrees
            .iter()
            .for_each(|degree| begins[*degree as usize + 1] += 1);
        for degree in 0..=most {
            begins[degree + 1] += begins[degree];
        }
        let mut next = begins.clone();
        let (mut order, mut places) = (vec![0; net.len()], vec![0; net.len()]);
        for (node, degree) in degrees.iter().enumerate() {
            let place = &mut next[*degree as usize];
            (order[*place as usize], places[node]) = (node as u32, *place);
            *place += 1;
        }
        Self {
            degrees,
            order,
            places,
            begins,
        }
    }

    /// Takes one tie from a node that has more left than the core that is being peeled.
    fn loosen(&mut self, node: usize, core: u32) {
        let degree = self.degrees[node];
        if degree <= core {
            return;
        }
        let begin = self.begins[degree as usize];
        let first = self.order[begin as usize];
        let place = self.places[node];
        self.order.swap(begin as usize, place as usize);
        (self.places[node], self.places[first as usize]) = (begin, place);
        self.begins[degree as usize] += 1;
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
