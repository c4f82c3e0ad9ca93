//! Measures of the neighbourhood of a node, and what follows for the whole network: degree, density, clustering.

use super::Net;
use crate::model::amount::sum;

impl Net {
    /// Returns the degree of each node: the number of other nodes that it is tied to (Freeman 1979).
    pub fn degrees(&self) -> Vec<usize> {
        (0..self.len())
            .map(|node| self.neighbours(node).len())
            .collect()
    }

    /// Returns the weighted degree of each node: the sum of the weights of its ties (Barrat, Barthélemy,
    /// Pastor-Satorras and Vespignani 2004).
    pub fn weighted_degrees(&self) -> Vec<f64> {
        let sum = |node| sum(self.weights(node).iter().copied()).unwrap_or_default();
        (0..self.len()).map(sum).collect()
    }

    /// Returns the density: the share of all pairs of nodes that are tied (Wasserman and Faust 1994, chapter 4).
    ///
    /// `None` if there are fewer than two nodes, and so no pairs.
    pub fn density(&self) -> Option<f64> {
        let nodes = self.len() as f64;
        (self.len() > 1).then(|| self.ties() as f64 / (nodes * (nodes - 1.0) / 2.0))
    }

    /// Returns the local clustering of each node: the share of the pairs of its neighbours that are tied to one another
    /// (Watts and Strogatz 1998).
    ///
    /// A node with fewer than two neighbours has 0.
    pub fn clustering(&self) -> Vec<f64> {
        let share = |(triangles, pairs): (usize, usize)| match pairs {
            0 => 0.0,
            _ => triangles as f64 / pairs as f64,
        };
        self.closed_pairs().into_iter().map(share).collect()
    }

    /// Returns the transitivity: of all triads with at least two ties, the share that have three (Wasserman and Faust
    /// 1994, chapter 6; Newman 2003).
    ///
    /// `None` if no node has two neighbours.
    pub fn transitivity(&self) -> Option<f64> {
        let counts = self.closed_pairs();
        let triangles: usize = counts.iter().map(|(triangles, _)| triangles).sum();
        let pairs: usize = counts.iter().map(|(_, pairs)| pairs).sum();
        (pairs > 0).then(|| triangles as f64 / pairs as f64)
    }

    /// Returns for each node the number of pairs of its neighbours that are tied, and the number of all such pairs.
    fn closed_pairs(&self) -> Vec<(usize, usize)> {
        let pairs = |ends: usize| ends * ends.saturating_sub(1) / 2;
        let triangles = self.triangles().into_iter();
        triangles
            .zip(self.degrees())
            .map(|(triangles, ends)| (triangles, pairs(ends)))
            .collect()
    }

    /// Returns the number of triangles of each node.
    ///
    /// A triangle is found once, from the node with the lowest number, because the search only follows ties to later
    /// nodes. The cost is the sum, over all ties, of the degree of one end.
    fn triangles(&self) -> Vec<usize> {
        let mut counts = vec![0; self.len()];
        let mut is_near = vec![false; self.len()];
        for node in 0..self.len() {
            let near = self.later_neighbours(node);
            near.iter().for_each(|end| is_near[*end as usize] = true);
            for &second in near {
                for &third in self.later_neighbours(second as usize) {
                    let closed = usize::from(is_near[third as usize]);
                    counts[node] += closed;
                    counts[second as usize] += closed;
                    counts[third as usize] += closed;
                }
            }
            near.iter().for_each(|end| is_near[*end as usize] = false);
        }
        counts
    }

    /// Returns the neighbours of a node with higher numbers.
    fn later_neighbours(&self, node: usize) -> &[u32] {
        let near = self.neighbours(node);
        &near[near.partition_point(|end| *end as usize <= node)..]
    }
}

#[cfg(test)]
mod tests {
    use super::Net;

    /// A triangle with a tail, and a node without ties: 0–1–2–0, 2–3, 4.
    fn kite() -> Net {
        let ties = [(0, 1, 1.0), (1, 2, 2.0), (2, 0, 1.0), (2, 3, 4.0)];
        Net::new(5, ties).expect("all ends are nodes")
    }

    #[test]
    fn a_triangle_with_a_tail() {
        assert_eq!(kite().degrees(), [2, 2, 3, 1, 0]);
        let degrees = kite().weighted_degrees();
        assert_eq!(degrees, [2.0, 3.0, 7.0, 4.0, 0.0]);
        assert!(degrees[4].is_sign_positive());
        assert_eq!(kite().density(), Some(0.4));
        assert_eq!(kite().clustering(), [1.0, 1.0, 1.0 / 3.0, 0.0, 0.0]);
        assert_eq!(kite().transitivity(), Some(3.0 / 5.0));
    }

    #[test]
    fn a_single_node_has_no_shares() {
        let alone = Net::new(1, []).expect("no ties");
        assert_eq!((alone.density(), alone.transitivity()), (None, None));
        assert_eq!(alone.clustering(), [0.0]);
    }
}
