//! A network without names: numbered nodes and weighted ties.

/// An undirected network of numbered nodes with weighted ties.
///
/// Nodes are numbered from 0. The ties are stored in compressed sparse rows: one array with the neighbours of all
/// nodes, and the index at which each node's neighbours begin. The measures then run over contiguous memory.
///
/// ```
/// use interorg::analysis::measure::Net;
///
/// let star = Net::new(4, [(0, 1, 1.0), (0, 2, 1.0), (0, 3, 2.0)]).expect("all ends are nodes");
/// assert_eq!(star.degrees(), [3, 1, 1, 1]);
/// assert_eq!(star.weighted_degrees(), [4.0, 1.0, 1.0, 2.0]);
/// assert_eq!(star.betweenness(), [3.0, 0.0, 0.0, 0.0]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Net {
    /// For each node the index of its first neighbour, and the number of all neighbours at the end.
    starts: Vec<u32>,
    /// The neighbours of all nodes, in rising order per node.
    neighbours: Vec<u32>,
    /// The weights of the ties to these neighbours.
    weights: Vec<f64>,
}

/// One direction of a tie: start, end, weight.
type Arc = (u32, u32, f64);

impl Net {
    /// Creates a network from its number of nodes and its ties, each given once, from either end.
    ///
    /// The weights of several ties between the same two nodes are added; ties of a node with itself are ignored.
    /// Returns `None` if an end is not a node, or if the numbers of nodes or ties exceed 32 bits.
    pub fn new(nodes: usize, ties: impl IntoIterator<Item = (usize, usize, f64)>) -> Option<Self> {
        let nodes = u32::try_from(nodes).ok()?;
        let node = |end: usize| u32::try_from(end).ok().filter(|end| *end < nodes);
        let mut arcs: Vec<Arc> = Vec::new();
        for (a, b, weight) in ties {
            let (a, b) = (node(a)?, node(b)?);
            if a != b {
                arcs.extend([(a, b, weight), (b, a, weight)]);
            }
        }
        u32::try_from(arcs.len()).ok()?;
        // The sort is stable, so that weights are added in the given order and sums do not depend on the sort.
        arcs.sort_by_key(|(from, to, _)| (*from, *to));
        arcs.dedup_by(|next, kept| {
            let is_same = (next.0, next.1) == (kept.0, kept.1);
            kept.2 += if is_same { next.2 } else { 0.0 };
            is_same
        });
        Some(Self::from_arcs(nodes, &arcs))
    }

    /// Creates a network from sorted, distinct arcs in both directions.
    fn from_arcs(nodes: u32, arcs: &[Arc]) -> Self {
        let mut starts = Vec::with_capacity(nodes as usize + 1);
        let mut end = 0;
        starts.push(0);
        for node in 0..nodes {
            let rest = arcs[end as usize..].iter();
            end += rest.take_while(|(from, ..)| *from == node).count() as u32;
            starts.push(end);
        }
        Self {
            starts,
            neighbours: arcs.iter().map(|(_, to, _)| *to).collect(),
            weights: arcs.iter().map(|(.., weight)| *weight).collect(),
        }
    }

    /// Returns the number of nodes.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Returns `true` if there are no nodes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of ties.
    pub fn ties(&self) -> usize {
        self.neighbours.len() / 2
    }

    /// Returns the nodes that a node is tied to, in rising order; nothing if the node does not exist.
    pub fn neighbours(&self, node: usize) -> &[u32] {
        &self.neighbours[self.row(node)]
    }

    /// Returns the weights of the ties of a node, in the order of its neighbours.
    pub fn weights(&self, node: usize) -> &[f64] {
        &self.weights[self.row(node)]
    }

    /// Returns the network of some nodes and the ties among them. The nodes are renumbered in the given order.
    ///
    /// Numbers that are not nodes, and repeated numbers, are ignored.
    pub fn among(&self, nodes: &[usize]) -> Self {
        const OUTSIDE: u32 = u32::MAX;
        let mut indexes = vec![OUTSIDE; self.len()];
        let mut kept = Vec::with_capacity(nodes.len());
        for &node in nodes {
            if indexes.get(node) == Some(&OUTSIDE) {
                indexes[node] = kept.len() as u32;
                kept.push(node);
            }
        }
        let mut arcs: Vec<Arc> = Vec::new();
        for (index, &node) in kept.iter().enumerate() {
            let ties = self.neighbours(node).iter().zip(self.weights(node));
            let inside = ties.filter(|(end, _)| indexes[**end as usize] != OUTSIDE);
            arcs.extend(
                inside.map(|(end, weight)| (index as u32, indexes[*end as usize], *weight)),
            );
        }
        arcs.sort_unstable_by_key(|(from, to, _)| (*from, *to));
        Self::from_arcs(kept.len() as u32, &arcs)
    }

    fn row(&self, node: usize) -> std::ops::Range<usize> {
        match (self.starts.get(node), self.starts.get(node + 1)) {
            (Some(start), Some(end)) => *start as usize..*end as usize,
            _ => 0..0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Net;

    #[test]
    fn repeated_ties_are_added_and_loops_ignored() {
        let net = Net::new(3, [(2, 0, 1.0), (0, 2, 2.0), (1, 1, 5.0)]).expect("nodes");
        assert_eq!((net.len(), net.ties()), (3, 1));
        assert_eq!((net.neighbours(0), net.weights(2)), (&[2][..], &[3.0][..]));
        assert!(net.neighbours(1).is_empty() && net.neighbours(7).is_empty());
        assert_eq!(Net::new(2, [(0, 2, 1.0)]), None);
        assert!(Net::new(0, []).expect("no ties").is_empty());
    }

    #[test]
    fn the_network_among_some_nodes_keeps_the_ties_among_them() {
        let square = [(0, 1, 1.0), (1, 2, 2.0), (2, 3, 3.0), (3, 0, 4.0)];
        let part = Net::new(4, square).expect("nodes").among(&[3, 2, 0, 3, 9]);
        assert_eq!((part.len(), part.ties()), (3, 2));
        assert_eq!(
            (part.neighbours(0), part.weights(0)),
            (&[1, 2][..], &[3.0, 4.0][..])
        );
    }
}
