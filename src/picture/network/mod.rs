//! A network as plain data: its nodes, its ties, and what the legend explains.

mod arrow;
mod at_ends;
mod boxes;
mod cast;
mod classes;
mod clusters;
mod compose;
mod describe;
mod draw;
mod groups;
mod homes;
mod labels;
mod legend;
mod looks;
mod metrics;
mod operations;
mod plan;
mod reading;
mod routes;
mod standards;
mod weights;
mod whole;

pub use self::compose::{NetworkOptions, network};
pub use self::groups::GroupBy;
pub use self::weights::{WeightLegend, WeightName};

pub(crate) use self::compose::brief_since;
pub(crate) use self::looks::{Places, fills, places, strokes};
pub(crate) use self::plan::Plan;
pub(crate) use self::routes::Route;
pub(crate) use self::whole::{WholeNetwork, class_legend, whole};

pub(super) use self::cast::Cast;
pub(super) use self::classes::Classes;
pub(super) use self::compose::{
    absent_note, furthest_per_pair, network_legend, node, tie, unknown_note, without_tie,
};
pub(super) use self::draw::{draw, items};
pub(super) use self::groups::group;
pub(super) use self::homes::of as homes;
pub(super) use self::legend::without_plan as legend_rows;

use super::geometry::Point;
use super::style::{Stroke, Theme};
use super::{Caption, LegendEntry, ScaleLegend};
use crate::model::{Known, Missing};

/// A network.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Network {
    /// The text around the picture.
    pub caption: Caption,
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The ties between nodes.
    pub ties: Vec<Tie>,
    /// The names of the groups in which nodes are drawn; empty for no groups.
    pub groups: Vec<String>,
    /// The position of each node in the layout of the whole dataset, in any unit, so that it has the same direction from
    /// others in every picture; nodes beyond the end have none.
    pub homes: Vec<Option<Point>>,
    /// The legend.
    pub legend: NetworkLegend,
}

/// A node of a network.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Node {
    /// The id, unique in the network.
    pub id: String,
    /// The short name in the box.
    pub label: String,
    /// The full name, shown if there is space, and as a tooltip.
    pub name: String,
    /// What the node represents.
    pub kind: NodeKind,
    /// The class that tint and corners of the box show, an index that [`NetworkLegend::classes`] explains.
    pub class: Option<usize>,
    /// The group of the node, an index into [`Network::groups`].
    pub group: Option<usize>,
    /// Whether the picture is about this node.
    pub is_focus: bool,
    /// Whether the node is drawn in the background.
    pub is_faint: bool,
}

/// What a node represents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum NodeKind {
    /// An international organization.
    #[default]
    Organization,
    /// A peace operation.
    Operation,
}

/// A tie between two nodes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tie {
    /// The indices of the two nodes.
    pub ends: (usize, usize),
    /// What the tie represents.
    pub kind: TieKind,
    /// The number of operations that the two share.
    pub shared: usize,
    /// The weight that the width of the line shows; `None` if the width shows the phase.
    pub weight: Option<Known<f64>>,
    /// Whether only a part of the weight is known, which is the one that is shown.
    pub is_partly_known: bool,
    /// The rung of the scale, from 0.
    pub phase: usize,
    /// The condition, an index into its vocabulary.
    pub condition: usize,
    /// Which way it leads; `None` if it leads both ways.
    pub direction: Option<Direction>,
    /// The label in the middle of the line.
    pub label: String,
    /// The phase and its start, shown below the label if there is space.
    pub phase_label: String,
    /// The labels near the first and the second node, such as the motives of each.
    pub at_ends: [String; 2],
    /// The text that appears when a reader points at the line.
    pub tooltip: String,
    /// The address that a click opens; only `http` and `https` are written.
    pub href: Option<String>,
}

/// The direction of a tie that leads one way only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// From the first node to the second.
    Forward,
    /// From the second node to the first.
    Backward,
}

/// What a tie represents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum TieKind {
    /// The partnership of two organizations, with phase and condition.
    #[default]
    Partnership,
    /// A partnership without phases, or a tie that follows from shared operations.
    Phaseless,
    /// The participation of an organization in an operation, labelled with the role. It has no phase and no
    /// condition.
    Participation,
}

/// The legend of a network.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkLegend {
    /// The phases and conditions of the ties.
    pub scale: ScaleLegend,
    /// The classes that boxes show; empty if they show none.
    pub classes: Vec<LegendEntry>,
    /// The weights that the widths of lines show; `None` if they show none.
    pub weights: Option<WeightLegend>,
    /// Whether some ties lead one way only.
    pub has_directions: bool,
    /// Whether operations are drawn beside organizations.
    pub has_operations: bool,
}

impl NetworkLegend {
    /// Returns the lines that show the least, the greatest and an unknown weight, each with its label.
    pub(crate) fn weight_samples(&self, theme: &Theme) -> Vec<(Stroke, String)> {
        let samples = self.weights.iter().flat_map(WeightLegend::samples);
        samples
            .map(|(weight, label)| (self.weighted(weight, theme), label))
            .collect()
    }

    /// Returns the style of a line without a phase that shows a weight.
    fn weighted(&self, weight: Known<f64>, theme: &Theme) -> Stroke {
        let greatest = self.weights.as_ref().map_or(0.0, WeightLegend::greatest);
        theme.weighted_stroke(weight, greatest)
    }
}

impl Network {
    /// Returns the ties that can be drawn, in order: both ends exist and differ.
    pub fn drawable_ties(&self) -> impl Iterator<Item = &Tie> {
        let count = self.nodes.len();
        self.ties
            .iter()
            .filter(move |tie| tie.ends.0 < count && tie.ends.1 < count && tie.ends.0 != tie.ends.1)
    }

    /// Returns the style of the line of a tie.
    pub(crate) fn stroke(&self, tie: &Tie, theme: &Theme) -> Stroke {
        match tie.kind {
            TieKind::Partnership => {
                let stroke = theme.stroke(tie.phase, self.legend.scale.rungs, tie.condition);
                let weight = tie.weight.map(|weight| self.legend.weighted(weight, theme));
                Stroke {
                    width: weight.map_or(stroke.width, |weighted| weighted.width),
                    ..stroke
                }
            }
            TieKind::Phaseless => {
                let weight = tie.weight.unwrap_or(Err(Missing::Unknown));
                self.legend.weighted(weight, theme)
            }
            TieKind::Participation => theme.participation_stroke(),
        }
    }

    /// Returns the number of drawable ties of each node.
    pub fn degrees(&self) -> Vec<usize> {
        let mut degrees = vec![0; self.nodes.len()];
        for tie in self.drawable_ties() {
            degrees[tie.ends.0] += 1;
            degrees[tie.ends.1] += 1;
        }
        degrees
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_without_two_different_nodes_are_not_drawn() {
        let tie = |first, second| Tie {
            ends: (first, second),
            ..Tie::default()
        };
        let network = Network {
            nodes: vec![Node::default(), Node::default()],
            ties: vec![tie(0, 1), tie(1, 1), tie(0, 7)],
            ..Network::default()
        };
        assert_eq!(network.drawable_ties().count(), 1);
        assert_eq!(network.degrees(), [1, 1]);
    }
}
