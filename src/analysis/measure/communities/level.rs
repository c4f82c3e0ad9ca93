//! A network at one level of the Leiden algorithm, whose nodes are groups of nodes of the network.

use crate::analysis::measure::Net;

/// A network of groups of nodes.
///
/// Ties within a group are only in its strength: they never change when the group is moved.
#[derive(Debug, Clone)]
pub(super) struct Level {
    /// For each node the index of its first tie, and the number of all at the end.
    starts: Vec<usize>,
    /// The other end and the weight of each tie, node by node.
    ties: Vec<(usize, f64)>,
    /// The weights of the ties of each node, those within it twice.
    pub(super) strengths: Vec<f64>,
    /// The sum of all strengths.
    pub(super) total: f64,
}

impl Level {
    /// Creates the first level: each node is a group of its own.
    pub(super) fn of(net: &Net) -> Self {
        let mut level = Self {
            starts: vec![0],
            ties: Vec::new(),
            strengths: Vec::new(),
            total: 0.0,
        };
        for node in 0..net.len() {
            let ties = net.neighbours(node).iter().zip(net.weights(node));
            let ties = ties.map(|(end, weight)| (*end as usize, *weight));
            let first = level.ties.len();
            level.ties.extend(ties.filter(|(_, weight)| *weight > 0.0));
            let strength = level.ties[first..].iter().map(|(_, weight)| weight).sum();
            level.strengths.push(strength);
            level.starts.push(level.ties.len());
        }
        level.total = level.strengths.iter().sum();
        level
    }

    /// Returns the number of ties, each counted from both ends.
    pub(super) fn count_ties(&self) -> usize {
        self.ties.len()
    }

    /// Returns the number of nodes.
    pub(super) fn len(&self) -> usize {
        self.strengths.len()
    }

    /// Returns the other ends of the ties of a node, with their weights.
    pub(super) fn ties(&self, node: usize) -> &[(usize, f64)] {
        &self.ties[self.starts[node]..self.starts[node + 1]]
    }

    /// Returns the network whose nodes are groups of nodes of this one, numbered from 0 without a gap.
    pub(super) fn aggregated(&self, groups: &[usize], count: usize) -> Self {
        let mut members = vec![Vec::new(); count];
        for (node, group) in groups.iter().enumerate() {
            members[*group].push(node);
        }
        let mut weights = vec![0.0; count];
        let mut touched: Vec<usize> = Vec::new();
        let mut starts = vec![0];
        let mut ties = Vec::new();
        for (group, members) in members.iter().enumerate() {
            for (end, weight) in members.iter().flat_map(|node| self.ties(*node)) {
                let other = groups[*end];
                if other != group {
                    if weights[other] == 0.0 {
                        touched.push(other);
                    }
                    weights[other] += weight;
                }
            }
            touched.sort_unstable();
            for other in touched.drain(..) {
                ties.push((other, std::mem::take(&mut weights[other])));
            }
            starts.push(ties.len());
        }
        let strengths = members.iter().map(|members| {
            let strengths = members.iter().map(|node| self.strengths[*node]);
            strengths.sum()
        });
        Self {
            starts,
            ties,
            strengths: strengths.collect(),
            total: self.total,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_between_groups_are_added_up() {
        // The groups are 0 with 2, and 1 with 3; 2 and 3 are tied to the nodes of both.
        let ties = [
            (0, 1, 2.0),
            (0, 2, 1.0),
            (2, 3, 4.0),
            (1, 3, 8.0),
            (0, 3, 16.0),
        ];
        let level = Level::of(&Net::new(5, ties).expect("the ends are nodes"));
        let groups = level.aggregated(&[0, 1, 0, 1, 2], 3);
        assert_eq!((groups.len(), groups.count_ties()), (3, 2));
        assert_eq!(groups.ties(0), [(1, 22.0)]);
        assert_eq!(groups.ties(1), [(0, 22.0)]);
        assert_eq!(groups.ties(2), []);
        assert_eq!(groups.strengths, [24.0, 38.0, 0.0]);
        assert_eq!(groups.total, 62.0);
    }
}
