//! The picture of a network as plain data: who is tied to whom, how far, and what the legend says.

mod boxes;
mod cast;
mod clusters;
mod compose;
mod draw;
mod groups;
mod labels;
mod legend;
mod look;
mod operations;
mod routes;
mod words;

pub use self::compose::{NetworkOptions, network};
pub use self::groups::GroupBy;

pub(crate) use self::draw::Plan;
pub(crate) use self::routes::Route;

pub(super) use self::cast::Cast;
pub(super) use self::compose::{network_legend, node, one_a_pair, tie};
pub(super) use self::draw::{draw, picture};
pub(super) use self::groups::grouped;

use super::{Caption, LegendEntry, ScaleLegend};

/// The picture of a network.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Network {
    /// What stands round the picture.
    pub caption: Caption,
    /// The nodes, in the order in which they were asked for.
    pub nodes: Vec<Node>,
    /// The ties between nodes.
    pub ties: Vec<Tie>,
    /// What the groups are called that nodes are drawn in; empty if they stand in none.
    pub groups: Vec<String>,
    /// What the line styles and boxes mean.
    pub legend: NetworkLegend,
}

/// A node of a network.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Node {
    /// The id, unique in the network.
    pub id: String,
    /// The short text in the box.
    pub label: String,
    /// The full name, shown where there is room, and as a tooltip.
    pub name: String,
    /// What the node stands for.
    pub kind: NodeKind,
    /// The class that tints the box, an index that [`NetworkLegend::classes`] explains.
    pub class: Option<usize>,
    /// The group that the node stands in, an index into [`Network::groups`].
    pub group: Option<usize>,
    /// Whether the picture is about this node.
    pub is_focus: bool,
}

/// What a node stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum NodeKind {
    /// An international organization.
    #[default]
    Organization,
    /// A peace operation.
    Operation,
}

/// A tie between two nodes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tie {
    /// The indices of the two nodes.
    pub ends: (usize, usize),
    /// What the tie stands for.
    pub kind: TieKind,
    /// The rung of the scale that the tie stands on, from 0.
    pub phase: usize,
    /// The condition of the tie, an index into the vocabulary of conditions.
    pub condition: usize,
    /// The short text on the line.
    pub label: String,
    /// The phase and since when the tie has stood in it, told where there is room.
    pub rung: String,
    /// What stands on the line near either end, of the first and of the second node: their motives,
    /// say.
    pub at_ends: [String; 2],
    /// The text that appears when a reader points at the line.
    pub tooltip: String,
    /// Where the line leads when clicked; links other than `http` and `https` are not written.
    pub href: Option<String>,
}

/// What a tie stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum TieKind {
    /// The partnership of two organizations; phase and condition are its own.
    #[default]
    Partnership,
    /// The part that an organization takes in an operation; its label is the role. It stands on no rung
    /// and in no condition.
    Participation,
}

/// The legend of a network.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NetworkLegend {
    /// The phases and conditions of the ties.
    pub scale: ScaleLegend,
    /// The classes that boxes show; empty if they show none.
    pub classes: Vec<LegendEntry>,
    /// Whether operations are drawn beside organizations.
    pub has_operations: bool,
}

impl Network {
    /// Returns the ties that can be drawn, in order: both ends exist and are not the same node.
    pub fn drawable_ties(&self) -> impl Iterator<Item = &Tie> {
        let count = self.nodes.len();
        self.ties
            .iter()
            .filter(move |tie| tie.ends.0 < count && tie.ends.1 < count && tie.ends.0 != tie.ends.1)
    }

    /// Returns how many ties each node has.
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
    fn ties_to_nowhere_and_to_itself_are_not_drawn() {
        let tie = |a, b| Tie {
            ends: (a, b),
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
