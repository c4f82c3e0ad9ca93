//! The network at several dates as plain data: the nodes of all dates, and the ties of each.

mod combined;
mod compose;
mod draw;

pub use self::compose::{EvolutionOptions, evolution};

pub(super) use self::draw::draw;

use super::Caption;
use super::geometry::Point;
use super::network::{NetworkLegend, Node, Tie};

/// The network at several dates.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evolution {
    /// The text around the picture.
    pub caption: Caption,
    /// Every organization with a tie at any of the dates, in the order of the dataset.
    pub nodes: Vec<Node>,
    /// The names of the groups in which nodes are drawn; empty for no groups.
    pub groups: Vec<String>,
    /// The position of each node in the layout of the whole dataset, in any unit.
    pub homes: Vec<Option<Point>>,
    /// The network at each date, in the order of the dates.
    pub facets: Vec<Facet>,
    /// The legend, the same for all dates.
    pub legend: NetworkLegend,
}

/// The network at one date.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facet {
    /// The date, shown above the network.
    pub label: String,
    /// Whether each node exists and has ties.
    pub presence: Vec<Presence>,
    /// The label of each node at the date: that of the predecessor that acts for it before it exists.
    pub labels: Vec<String>,
    /// The full name of each node at the date, of the same organization as the label.
    pub names: Vec<String>,
    /// The ties, between nodes of the evolution.
    pub ties: Vec<Tie>,
}

/// Whether an organization exists at a date and has ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Presence {
    /// It does not exist.
    #[default]
    Absent,
    /// It exists and has no tie.
    Alone,
    /// It has a tie.
    Tied,
}
