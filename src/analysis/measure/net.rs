//! A network as bare numbers: who is tied to whom, in flat arrays.

/// An undirected network of numbered nodes with weighted ties.
///
/// Nodes are numbered from 0. Ties lie in compressed sparse rows, the neighbours of each node in rising
/// order, so that every measure runs along flat memory.
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
    starts: Vec<u32>,
    ends: Vec<u32>,
    weights: Vec<f64>,
}

impl Net {
    /// Makes a network of so many nodes from its ties, each told once, from either end.
    ///
    /// The weights of several ties between the same two nodes are added; ties of a node with itself are
    /// left out. `None` if a tie ends at no node, or if there are more than fits four-byte numbers.
    pub fn new(nodes: usize, ties: impl IntoIterator<Item = (usize, usize, f64)>) -> Option<Self> {
        let nodes = u32::try_from(nodes).ok()?;
        let mut arcs: Vec<(u32, u32, f64)> = Vec::new();
        for (a, b, weight) in ties {
            let node = |end: usize| u32::try_from(end).ok().filter(|end| *end < nodes);
            let (a, b) = (node(a)?, node(b)?);
            if a != b {
                arcs.extend([(a, b, weight), (b, a, weight)]);
            }
        }
        u32::try_from(arcs.len()).ok()?;
        // A stable sort, so that weights are always added in the order in which they were told.
        arcs.sort_by_key(|(from, to, _)| (*from, *to));
        arcs.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            kept.2 += if same { next.2 } else { 0.0 };
            same
        });
        Some(Self::rows(nodes, &arcs))
    }

    /// Lays out arcs that are sorted and differ.
    fn rows(nodes: u32, arcs: &[(u32, u32, f64)]) -> Self {
        let mut starts = Vec::with_capacity(nodes as usize + 1);
        let mut laid = 0;
        starts.push(0);
        for node in 0..nodes {
            let of_node = arcs[laid as usize..].iter();
            laid += of_node.take_while(|(from, ..)| *from == node).count() as u32;
            starts.push(laid);
        }
        Self {
            starts,
            ends: arcs.iter().map(|(_, to, _)| *to).collect(),
            weights: arcs.iter().map(|(.., weight)| *weight).collect(),
        }
    }

    /// Returns the number of nodes.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Says whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of ties.
    pub fn ties(&self) -> usize {
        self.ends.len() / 2
    }

    /// Returns the nodes that a node is tied to, in rising order; none if there is no such node.
    pub fn neighbours(&self, node: usize) -> &[u32] {
        &self.ends[self.row(node)]
    }

    /// Returns the weights of the ties of a node, in the order of its neighbours.
    pub fn weights(&self, node: usize) -> &[f64] {
        &self.weights[self.row(node)]
    }

    /// Returns the network of some of the nodes, numbered in the order given, and the ties among them.
    ///
    /// Numbers that are no node, and those given before, are passed over.
    pub fn among(&self, nodes: &[usize]) -> Self {
        const OUTSIDE: u32 = u32::MAX;
        let mut places = vec![OUTSIDE; self.len()];
        let mut kept = Vec::with_capacity(nodes.len());
        for &node in nodes {
            if places.get(node) == Some(&OUTSIDE) {
                places[node] = kept.len() as u32;
                kept.push(node);
            }
        }
        let mut arcs: Vec<(u32, u32, f64)> = Vec::new();
        for (place, &node) in kept.iter().enumerate() {
            let ties = self.neighbours(node).iter().zip(self.weights(node));
            let inside = ties.filter(|(end, _)| places[**end as usize] != OUTSIDE);
            arcs.extend(inside.map(|(end, weight)| (place as u32, places[*end as usize], *weight)));
        }
        arcs.sort_unstable_by_key(|(from, to, _)| (*from, *to));
        Self::rows(kept.len() as u32, &arcs)
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
    fn ties_are_told_once_and_added_up() {
        let net = Net::new(3, [(2, 0, 1.0), (0, 2, 2.0), (1, 1, 5.0)]).expect("nodes");
        assert_eq!((net.len(), net.ties()), (3, 1));
        assert_eq!((net.neighbours(0), net.weights(2)), (&[2][..], &[3.0][..]));
        assert!(net.neighbours(1).is_empty() && net.neighbours(7).is_empty());
        assert_eq!(Net::new(2, [(0, 2, 1.0)]), None);
        assert!(Net::new(0, []).expect("no ties").is_empty());
    }

    #[test]
    fn a_part_keeps_the_ties_within() {
        let square = [(0, 1, 1.0), (1, 2, 2.0), (2, 3, 3.0), (3, 0, 4.0)];
        let part = Net::new(4, square).expect("nodes").among(&[3, 2, 0, 3, 9]);
        assert_eq!((part.len(), part.ties()), (3, 2));
        assert_eq!(
            (part.neighbours(0), part.weights(0)),
            (&[1, 2][..], &[3.0, 4.0][..])
        );
    }
}
