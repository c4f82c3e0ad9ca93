//! Shortest paths between nodes, and closeness.

use super::Net;
use super::sources::Sources;

/// Marks a node that has not been reached.
const UNREACHED: u32 = u32::MAX;

impl Net {
    /// Returns the number of ties on a shortest path between two nodes; `None` if no path joins them, or if one of them
    /// does not exist.
    pub fn distance(&self, from: usize, to: usize) -> Option<usize> {
        Some(self.shortest_path(from, to)?.len() - 1)
    }

    /// Returns the nodes of a shortest path between two nodes, both included; `None` if no path joins them, or if one of
    /// them does not exist.
    ///
    /// If there are several shortest paths, the result is always the same one. The breadth-first search advances from
    /// both ends, each time on the side with fewer nodes to look at (Pohl 1971): in a network of degree k and distance d
    /// it visits about 2k^(d/2) nodes instead of k^d.
    pub fn shortest_path(&self, from: usize, to: usize) -> Option<Vec<usize>> {
        if from.max(to) >= self.len() {
            return None;
        }
        if from == to {
            return Some(vec![from]);
        }
        // For each node its predecessor from either side. The two are adjacent, because the search looks at both.
        let mut before = vec![UNREACHED; 2 * self.len()];
        let mut fronts = [vec![from as u32], vec![to as u32]];
        before[2 * from] = from as u32;
        before[2 * to + 1] = to as u32;
        loop {
            let side = usize::from(fronts[1].len() < fronts[0].len());
            if let Some(meeting) = self.advance(&mut fronts[side], side, &mut before) {
                return Some(path(meeting, &before));
            }
            if fronts[side].is_empty() {
                return None;
            }
        }
    }

    /// Advances one side by a step; returns a node that the other side has reached too, if there is one.
    fn advance(&self, front: &mut Vec<u32>, side: usize, before: &mut [u32]) -> Option<usize> {
        let mut next = Vec::with_capacity(4 * front.len());
        for &node in &*front {
            for &end in self.neighbours(node as usize) {
                let place = 2 * end as usize;
                if before[place + side] != UNREACHED {
                    continue;
                }
                before[place + side] = node;
                if before[place + (1 - side)] != UNREACHED {
                    return Some(end as usize);
                }
                next.push(end);
            }
        }
        *front = next;
        None
    }

    /// Returns the closeness of each node: the share of the other nodes that it reaches, divided by its mean distance to
    /// them (Freeman 1979; for networks of several components Wasserman and Faust 1994, p. 201).
    ///
    /// A node that reaches no other has 0. Weights are ignored. One breadth-first search per node takes time
    /// proportional to the number of nodes times the number of ties.
    pub fn closeness(&self) -> Vec<f64> {
        self.closeness_from(Sources::All)
    }

    /// Returns the closeness of each node from the searches of some sources. From a sample, it is an estimate: the mean distance
    /// is that to the nodes of the sample (Eppstein and Wang 2004, "Fast approximation of centrality").
    pub fn closeness_from(&self, sources: Sources) -> Vec<f64> {
        let searched = self.searched(sources);
        let mut totals = vec![0_u64; self.len()];
        searched.in_chunks(
            |chunk| self.distances_from(chunk),
            |distances| {
                for (total, distance) in totals.iter_mut().zip(distances) {
                    *total += distance;
                }
            },
        );
        let mut is_searched = vec![false; self.len()];
        for node in &searched.nodes {
            is_searched[*node as usize] = true;
        }
        let others = self.len().saturating_sub(1) as f64;
        let closeness = |(node, total): (usize, u64)| {
            let (nodes, of_them) = searched.component(node);
            let reached = (nodes - 1) as f64;
            // A node is at no distance from itself.
            let measured = (of_them - usize::from(is_searched[node])) as f64;
            match total {
                0 => 0.0,
                total => (measured / total as f64) * (reached / others),
            }
        };
        totals.into_iter().enumerate().map(closeness).collect()
    }

    /// Returns for each node the sum of its distances from some sources that reach it.
    fn distances_from(&self, sources: &[u32]) -> Vec<u64> {
        let mut totals = vec![0; self.len()];
        let mut distances = vec![UNREACHED; self.len()];
        let mut reached: Vec<u32> = Vec::with_capacity(self.len());
        for source in sources {
            self.search_distances(*source as usize, &mut distances, &mut reached);
            for end in reached.drain(..) {
                let distance = &mut distances[end as usize];
                totals[end as usize] += u64::from(*distance);
                *distance = UNREACHED;
            }
        }
        totals
    }

    /// Finds the distances from a node to the nodes that it reaches, and collects these nodes.
    fn search_distances(&self, node: usize, distances: &mut [u32], reached: &mut Vec<u32>) {
        distances[node] = 0;
        reached.push(node as u32);
        let mut index = 0;
        // `reached` is also the queue of the search.
        while let Some(&next) = reached.get(index) {
            index += 1;
            let distance = distances[next as usize];
            for &end in self.neighbours(next as usize) {
                if distances[end as usize] == UNREACHED {
                    distances[end as usize] = distance + 1;
                    reached.push(end);
                }
            }
        }
    }
}

/// Returns the path through the node at which both sides met.
fn path(meeting: usize, before: &[u32]) -> Vec<usize> {
    let walk = |side: usize| {
        std::iter::successors(Some(meeting), move |node| {
            let previous = before[2 * node + side] as usize;
            // The ends are their own predecessors.
            (previous != *node).then_some(previous)
        })
    };
    let mut nodes: Vec<usize> = walk(0).collect();
    nodes.reverse();
    nodes.extend(walk(1).skip(1));
    nodes
}

#[cfg(test)]
mod tests {
    use super::Net;

    /// A ring, and a node without ties.
    fn ring(nodes: usize) -> Net {
        let ties = (0..nodes).map(|node| (node, (node + 1) % nodes, 1.0));
        Net::new(nodes + 1, ties).expect("all ends are nodes")
    }

    #[test]
    fn a_path_is_as_short_as_possible() {
        let net = ring(7);
        assert_eq!(net.shortest_path(1, 4), Some(vec![1, 2, 3, 4]));
        assert_eq!(net.shortest_path(6, 1), Some(vec![6, 0, 1]));
        assert_eq!(net.shortest_path(2, 2), Some(vec![2]));
        assert_eq!(
            (net.distance(0, 1), net.distance(0, 7), net.distance(0, 8)),
            (Some(1), None, None)
        );
    }

    #[test]
    fn closeness_depends_on_how_many_nodes_are_reached() {
        // Each node reaches 4 of 5 others, at a mean distance of 6 / 4.
        let expected = (4.0 / 6.0) * (4.0 / 5.0);
        let closeness = ring(5).closeness();
        assert!(
            closeness[..5]
                .iter()
                .all(|value| (value - expected).abs() < 1e-15),
            "{closeness:?}"
        );
        assert_eq!(closeness[5], 0.0);
    }
}
