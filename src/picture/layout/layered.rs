//! Nodes in layers from left to right: nodes with many ties first, nodes that rank below them after.
//!
//! The method is that of Sugiyama, Tagawa and Toda (1981) as the crate `dagre` implements it.

use std::cmp::Reverse;

use dagre::graph::{Graph, GraphOptions};
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, RankDir};

use super::adjacency::Adjacency;
use crate::picture::geometry::{Point, Size};

/// The maximum number of nodes in layers.
const MAX_NODES: usize = 150;

/// The maximum number of layers that all ties of a picture together cross. `dagre` adds a dummy node wherever a tie crosses a
/// layer, and its time grows with the square of their number: 5,000 take two seconds, 40,000 take minutes (seen in dagre
/// 0.1.2).
pub(super) const MAX_CROSSED_LAYERS: usize = 5_000;

/// The extra height of an organization above its operations, in points: the ties between organizations need space.
const ORGANIZATION_SPACE: f64 = 56.0;

/// The minimum distance between two layers, in points.
const MIN_LAYER_GAP: f64 = 80.0;

/// Returns the centers of the boxes of a connected network.
pub(super) fn arrange(
    sizes: &[Size],
    adjacency: &Adjacency,
    lower: &[bool],
    label: Size,
    stretch: f64,
) -> Vec<Point> {
    let mut graph = Graph::with_options(GraphOptions {
        directed: true,
        multigraph: false,
        compound: false,
    });
    for (node, size) in sizes.iter().enumerate() {
        let space = if lower.contains(&true) && !lower[node] {
            ORGANIZATION_SPACE
        } else {
            0.0
        };
        let label = NodeLabel {
            width: size.width,
            height: size.height + space,
            ..NodeLabel::default()
        };
        graph.set_node(name(node), Some(label));
    }
    for (from, to) in directed(adjacency, lower) {
        let edge = Some(EdgeLabel::default());
        graph.set_edge(name(from), name(to), edge, None);
    }
    dagre::layout(&mut graph, Some(options(label, stretch)));
    (0..sizes.len())
        .map(|node| {
            let node = graph.node(&name(node));
            let center = node.and_then(|node| Some(Point::new(node.x?, node.y?)));
            center.unwrap_or_default()
        })
        .collect()
}

/// Returns the number of layers that the ties of a connected network cross; `None` if it has too many nodes for layers.
pub(super) fn cost(adjacency: &Adjacency, lower: &[bool]) -> Option<usize> {
    (adjacency.len() <= MAX_NODES).then(|| crossed_layers(adjacency, lower))
}

/// Returns the number of layers that the ties cross together, where a tie to the next layer crosses one.
///
/// Here each node is in the first layer after all nodes that precede it. `dagre` shortens ties further.
fn crossed_layers(adjacency: &Adjacency, lower: &[bool]) -> usize {
    let mut ties = directed(adjacency, lower);
    // The layer of a node is known once all ties that end at it were followed.
    ties.sort_by_key(|(from, to)| (rank(adjacency, lower, *to), *from));
    let mut layers = vec![0; adjacency.len()];
    for (from, to) in &ties {
        layers[*to] = layers[*to].max(layers[*from] + 1);
    }
    let crossed = ties.iter().map(|(from, to)| layers[*to] - layers[*from]);
    crossed.sum()
}

fn options(label: Size, stretch: f64) -> LayoutOptions {
    LayoutOptions {
        rankdir: RankDir::LR,
        nodesep: 8.0 * stretch,
        edgesep: 4.0 * stretch,
        ranksep: (label.width + 46.0).max(MIN_LAYER_GAP) * stretch,
        ..LayoutOptions::default()
    }
}

/// Returns the ties, each from the node that belongs further left: from the upper to the lower node; of two equals
/// from the one with more ties, then from the first.
///
/// If there are lower nodes, only ties between upper and lower ones make layers, so that there are two.
fn directed(adjacency: &Adjacency, lower: &[bool]) -> Vec<(usize, usize)> {
    let rank = |node: usize| rank(adjacency, lower, node);
    let two_modes = lower.contains(&true);
    let between = |a: usize, b: usize| !two_modes || lower[a] != lower[b];
    let ties = adjacency.pairs().filter(|(a, b)| between(*a, *b));
    ties.map(|(a, b)| if rank(a) <= rank(b) { (a, b) } else { (b, a) })
        .collect()
}

/// Returns the rank of a node among those that belong further left or right.
fn rank(adjacency: &Adjacency, lower: &[bool], node: usize) -> (bool, Reverse<usize>, usize) {
    (lower[node], Reverse(adjacency.degree(node)), node)
}

fn name(node: usize) -> String {
    node.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_center_of_a_star_is_left_of_its_rays() {
        let star = Adjacency::new(4, &[(3, 0), (3, 1), (3, 2)]);
        let sizes = [Size::new(40.0, 14.0); 4];
        let places = arrange(&sizes, &star, &[false; 4], Size::default(), 1.0);
        assert!(places[..3].iter().all(|place| place.x > places[3].x + 40.0));
    }

    #[test]
    fn ties_are_counted_by_the_layers_that_they_cross() {
        let complete = |nodes: usize| {
            let ties: Vec<_> = (0..nodes)
                .flat_map(|a| (0..a).map(move |b| (a, b)))
                .collect();
            Adjacency::new(nodes, &ties)
        };
        // In a complete network each node has a layer of its own: 3 ties cross one layer, 2 cross two, 1 crosses three.
        assert_eq!(crossed_layers(&complete(4), &[false; 4]), 10);
        let two_modes = [false, false, true, true];
        assert_eq!(crossed_layers(&complete(4), &two_modes), 4);
        let chain: Vec<_> = (1..200).map(|node| (node - 1, node)).collect();
        for (nodes, expected) in [(MAX_NODES, Some(MAX_NODES - 1)), (MAX_NODES + 1, None)] {
            let chain = Adjacency::new(nodes, &chain[..nodes - 1]);
            assert_eq!(cost(&chain, &vec![false; nodes]), expected);
        }
    }

    #[test]
    fn lower_nodes_are_right_of_all_others() {
        let ties = [(0, 1), (0, 2), (1, 2), (1, 3)];
        let sizes = [Size::new(40.0, 14.0); 4];
        let lower = [false, false, true, true];
        let places = arrange(
            &sizes,
            &Adjacency::new(4, &ties),
            &lower,
            Size::default(),
            1.0,
        );
        assert!(places[0].x < places[2].x && places[1].x < places[3].x);
        assert!((places[0].x - places[1].x).abs() < 1.0);
    }
}
