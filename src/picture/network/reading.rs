//! The order in which the parts of a network are read.

use super::{Network, Node};

/// The positions of the parts: each group with its name first and its nodes after it, then the nodes without a group,
/// then the ties.
pub(super) struct Positions {
    /// The number of positions per group: its name and any node.
    per_group: usize,
    /// The position of the first node without a group.
    first_ungrouped: usize,
}

impl Positions {
    pub(super) fn of(network: &Network) -> Self {
        let per_group = 1 + network.nodes.len();
        Self {
            per_group,
            first_ungrouped: network.groups.len() * per_group,
        }
    }

    /// Returns the position of the name of a group.
    pub(super) fn group(&self, group: usize) -> usize {
        group * self.per_group
    }

    /// Returns the position of a node, given with its index.
    pub(super) fn node(&self, row: usize, node: &Node) -> usize {
        match node.group {
            Some(group) => self.group(group) + 1 + row,
            None => self.first_ungrouped + row,
        }
    }

    /// Returns the position of a tie.
    pub(super) fn tie(&self, index: usize) -> usize {
        self.first_ungrouped + self.per_group + index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_read_before_the_next_and_ties_come_last() {
        let node = |group| Node {
            group,
            ..Node::default()
        };
        let network = Network {
            nodes: vec![node(Some(1)), node(None), node(Some(0)), node(Some(1))],
            groups: vec!["Africa".to_owned(), "Europe".to_owned()],
            ..Network::default()
        };
        let positions = Positions::of(&network);
        let nodes = network.nodes.iter().enumerate();
        let nodes: Vec<usize> = nodes.map(|(row, node)| positions.node(row, node)).collect();
        let order = [
            positions.group(0),
            nodes[2],
            positions.group(1),
            nodes[0],
            nodes[3],
            nodes[1],
            positions.tie(0),
            positions.tie(1),
        ];
        assert!(order.is_sorted_by(|a, b| a < b), "{order:?}");
    }
}
