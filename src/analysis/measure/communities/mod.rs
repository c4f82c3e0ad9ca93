//! Communities: groups of nodes with more weight among them than chance would give.
//!
//! The Leiden algorithm (V. A. Traag, L. Waltman and N. J. van Eck 2019, *From Louvain to Leiden: guaranteeing well-connected
//! communities*, Scientific Reports 9: 5233) looks for the partition with the greatest modularity (M. E. J. Newman and
//! M. Girvan 2004, *Finding and evaluating community structure in networks*, Physical Review E 69: 026113). Nodes are moved
//! one by one, each community is refined into well-connected parts, the parts become the nodes of a smaller network, and so
//! on until nothing improves. The random choices have a fixed seed, so that the same network has the same communities.

mod leiden;
mod level;

use super::Net;

/// A partition of the nodes of a network into communities.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Communities {
    /// The number of the community of each node, from 0: the largest first, and of equal ones that of the first node.
    pub of_nodes: Vec<usize>,
    /// The number of communities.
    pub count: usize,
    /// The modularity: the share of the weight within communities, less the share that chance would give. `None` for a
    /// network without weight.
    pub modularity: Option<f64>,
}

impl Net {
    /// Returns the communities with the greatest modularity that the Leiden algorithm finds. A node without ties is a
    /// community of its own. Ties of negative weight do not count.
    ///
    /// ```
    /// use interorg::analysis::measure::Net;
    ///
    /// let triangles = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)];
    /// let net = Net::new(6, triangles.map(|(a, b)| (a, b, 1.0))).expect("all ends are nodes");
    /// let found = net.communities();
    /// assert_eq!(found.of_nodes, [0, 0, 0, 1, 1, 1]);
    /// // Six of seven ties are within communities, and each has half of the ends of ties: 6/7 - 2 (1/2)^2.
    /// assert!((found.modularity.expect("it has weight") - 5.0 / 14.0).abs() < 1e-12);
    /// ```
    pub fn communities(&self) -> Communities {
        let of_nodes = ordered(&leiden::partition(self));
        Communities {
            count: of_nodes.iter().max().map_or(0, |last| last + 1),
            modularity: self.modularity(&of_nodes),
            of_nodes,
        }
    }

    /// Returns the modularity of a partition, which has a number of a community per node; `None` for a network without
    /// weight, or if the partition has another number of nodes.
    pub fn modularity(&self, of_nodes: &[usize]) -> Option<f64> {
        if of_nodes.len() != self.len() {
            return None;
        }
        let count = of_nodes.iter().max().map_or(0, |last| last + 1);
        let (mut within, mut strengths) = (vec![0.0; count], vec![0.0; count]);
        for (node, community) in of_nodes.iter().enumerate() {
            let ties = self.neighbours(node).iter().zip(self.weights(node));
            for (end, weight) in ties.filter(|(_, weight)| **weight > 0.0) {
                strengths[*community] += weight;
                if of_nodes[*end as usize] == *community {
                    within[*community] += weight;
                }
            }
        }
        let all: f64 = strengths.iter().sum();
        let shares = within.iter().zip(&strengths);
        let shares = shares.map(|(within, strength)| within / all - (strength / all).powi(2));
        (all > 0.0).then(|| shares.sum())
    }
}

/// Numbers communities from the largest; of equal ones, that of the first node comes first.
fn ordered(communities: &[usize]) -> Vec<usize> {
    let count = communities.iter().max().map_or(0, |last| last + 1);
    let mut sizes = vec![0_usize; count];
    let mut firsts = vec![usize::MAX; count];
    for (node, community) in communities.iter().enumerate() {
        sizes[*community] += 1;
        firsts[*community] = firsts[*community].min(node);
    }
    let mut order: Vec<usize> = (0..count)
        .filter(|community| sizes[*community] > 0)
        .collect();
    order.sort_by_key(|community| (std::cmp::Reverse(sizes[*community]), firsts[*community]));
    let mut numbers = vec![0; count];
    for (number, community) in order.into_iter().enumerate() {
        numbers[community] = number;
    }
    communities
        .iter()
        .map(|community| numbers[*community])
        .collect()
}
