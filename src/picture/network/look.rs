//! How large and how heavy things are, by how much there is to draw.

use super::Network;

/// The share of a hollow line that is empty.
pub(super) const HOLLOW: f64 = 0.5;

/// The measures of a picture, in points.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Look {
    /// Whether full names stand under the short ones.
    pub(super) names: bool,
    /// The letters of the node with the fewest ties, and of the one with the most.
    pub(super) letters: (f64, f64),
    /// The room round the letters of a node.
    pub(super) padding: (f64, f64),
    /// The letters on a line.
    pub(super) label: f64,
    /// Whether lines carry labels.
    pub(super) labels: bool,
    /// The share of the full weight that lines have.
    pub(super) weight: f64,
    /// How much of the ground lines cover.
    pub(super) opacity: f64,
    /// How much wider the band of paper under a line is; zero for none.
    pub(super) casing: f64,
    /// Whether lines bend round boxes in their way.
    pub(super) bends: bool,
}

impl Look {
    /// Returns the measures for a network.
    pub(super) fn of_network(network: &Network) -> Self {
        Self::of(network.nodes.len(), network.drawable_ties().count())
    }

    /// Returns the measures for a network with so many nodes and ties.
    pub(super) fn of(nodes: usize, ties: usize) -> Self {
        Self {
            names: nodes <= 8,
            letters: letters(nodes),
            padding: if nodes <= 8 { (11.0, 7.0) } else { (5.0, 3.2) },
            label: if nodes <= 8 { 8.0 } else { 6.0 },
            labels: ties <= 160,
            weight: weight(nodes, ties),
            opacity: opacity(ties),
            casing: if ties <= 160 { 2.0 } else { 0.0 },
            bends: ties <= 400,
        }
    }

    /// Returns the measures for one picture of several: short names, and no words on lines.
    pub(super) fn small(self) -> Self {
        Self {
            names: false,
            letters: (7.2, 9.0),
            padding: (5.0, 3.2),
            labels: false,
            weight: self.weight.min(0.8),
            ..self
        }
    }
}

fn letters(nodes: usize) -> (f64, f64) {
    match nodes {
        0..=8 => (12.5, 12.5),
        9..=80 => (7.6, 11.5),
        81..=300 => (6.4, 10.0),
        _ => (5.2, 9.0),
    }
}

fn weight(nodes: usize, ties: usize) -> f64 {
    match (nodes, ties) {
        (0..=8, _) => 1.0,
        (_, 0..=160) => 0.7,
        (_, 161..=600) => 0.5,
        (_, 601..=3_000) => 0.34,
        _ => 0.2,
    }
}

fn opacity(ties: usize) -> f64 {
    match ties {
        0..=160 => 1.0,
        161..=3_000 => 0.7,
        _ => 0.45,
    }
}
