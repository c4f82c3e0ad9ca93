//! Shortest routes between nodes, and how close a node is to all others.

use super::Net;

const FAR: u32 = u32::MAX;

impl Net {
    /// Returns the number of ties on a shortest route between two nodes; `None` if none joins them or
    /// one of them is no node.
    pub fn distance(&self, from: usize, to: usize) -> Option<usize> {
        Some(self.shortest_path(from, to)?.len() - 1)
    }

    /// Returns the nodes of a shortest route between two nodes, both included; `None` if none joins
    /// them or one of them is no node.
    ///
    /// Of several it is always the same one. The search goes from both ends at once, each time from the
    /// side that has fewer nodes to look at (Pohl 1971).
    pub fn shortest_path(&self, from: usize, to: usize) -> Option<Vec<usize>> {
        if from.max(to) >= self.len() {
            return None;
        }
        if from == to {
            return Some(vec![from]);
        }
        // For each node, over which one it was reached from either side; side by side, because what is
        // asked of one side is soon asked of the other.
        let mut before = vec![FAR; 2 * self.len()];
        let mut fronts = [vec![from as u32], vec![to as u32]];
        before[2 * from] = from as u32;
        before[2 * to + 1] = to as u32;
        loop {
            let side = usize::from(fronts[1].len() < fronts[0].len());
            if let Some(meeting) = self.advance(&mut fronts[side], side, &mut before) {
                return Some(route(meeting, &before));
            }
            if fronts[side].is_empty() {
                return None;
            }
        }
    }

    /// Moves one side a step ahead; returns a node that the other side has reached too, if there is one.
    fn advance(&self, front: &mut Vec<u32>, side: usize, before: &mut [u32]) -> Option<usize> {
        let mut next = Vec::with_capacity(4 * front.len());
        for &node in &*front {
            for &end in self.neighbours(node as usize) {
                let place = 2 * end as usize;
                if before[place + side] != FAR {
                    continue;
                }
                before[place + side] = node;
                if before[place + (1 - side)] != FAR {
                    return Some(end as usize);
                }
                next.push(end);
            }
        }
        *front = next;
        None
    }

    /// Returns the closeness of each node: the share of the other nodes that it reaches, divided by its
    /// mean distance to those (Freeman 1979; for parts that do not hang together Wasserman and Faust
    /// 1994, p. 201).
    ///
    /// A node that reaches nobody has 0. Weights play no part.
    pub fn closeness(&self) -> Vec<f64> {
        let mut distances = vec![FAR; self.len()];
        let mut found: Vec<u32> = Vec::with_capacity(self.len());
        let others = self.len().saturating_sub(1) as f64;
        let close = |node| {
            let total = self.total_distance(node, &mut distances, &mut found);
            let reached = (found.len() - 1) as f64;
            found.iter().for_each(|end| distances[*end as usize] = FAR);
            found.clear();
            match total {
                0 => 0.0,
                total => (reached / total as f64) * (reached / others),
            }
        };
        (0..self.len()).map(close).collect()
    }

    /// Adds up the distances from a node to those that it reaches, which are listed.
    fn total_distance(&self, node: usize, distances: &mut [u32], found: &mut Vec<u32>) -> u64 {
        distances[node] = 0;
        found.push(node as u32);
        let mut total = 0;
        let mut place = 0;
        while let Some(&next) = found.get(place) {
            place += 1;
            let distance = distances[next as usize];
            total += u64::from(distance);
            for &end in self.neighbours(next as usize) {
                if distances[end as usize] == FAR {
                    distances[end as usize] = distance + 1;
                    found.push(end);
                }
            }
        }
        total
    }
}

/// Puts a route together from the node where both sides met.
fn route(meeting: usize, before: &[u32]) -> Vec<usize> {
    let walk = |side: usize| {
        let step = move |node: &usize| {
            let previous = before[2 * node + side] as usize;
            (previous != *node).then_some(previous)
        };
        std::iter::successors(Some(meeting), step)
    };
    let mut nodes: Vec<usize> = walk(0).collect();
    nodes.reverse();
    nodes.extend(walk(1).skip(1));
    nodes
}

#[cfg(test)]
mod tests {
    use super::Net;

    fn ring(nodes: usize) -> Net {
        let ties = (0..nodes).map(|node| (node, (node + 1) % nodes, 1.0));
        Net::new(nodes + 1, ties).expect("all ends are nodes")
    }

    #[test]
    fn a_route_is_as_short_as_can_be() {
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
    fn closeness_is_weighed_by_how_many_are_reached() {
        // Each reaches 4 of 5 others, at a mean distance of 6 / 4.
        let expected = (4.0 / 6.0) * (4.0 / 5.0);
        let close = ring(5).closeness();
        assert!(
            close[..5]
                .iter()
                .all(|close| (close - expected).abs() < 1e-15),
            "{close:?}"
        );
        assert_eq!(close[5], 0.0);
    }
}
