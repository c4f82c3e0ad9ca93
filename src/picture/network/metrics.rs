//! How large and how heavy the parts of a network are, by the number of nodes and ties.

use super::Network;

/// The number of nodes up to which boxes show full names.
const MAX_NAMED_NODES: usize = 8;

/// The number of ties up to which lines have labels: with more, labels would cover the lines of one another.
pub(super) const MAX_LABELLED_TIES: usize = 160;

/// The number of ties up to which lines bend around boxes: testing each line against each box gets slow, and among
/// that many lines a bend no longer helps.
const MAX_BENT_TIES: usize = 400;

/// The number of nodes up to which all boxes have names, and how many of more have one: those with the most ties.
const MAX_ALL_LABELLED: usize = 200;
const MAX_LABELLED_OF_MORE: usize = 120;

/// The maximum width of a line of a full name, unless there is too little space.
const NAME_MAX_WIDTH: f64 = 128.0;

/// The share of the width of a hollow line that its gap takes.
pub(super) const HOLLOW_SHARE: f64 = 0.5;

/// The sizes and line widths in a picture of a network, in points.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Metrics {
    /// Whether full names appear below the short ones.
    pub(super) has_names: bool,
    /// The maximum width of a line of a full name.
    pub(super) name_max_width: f64,
    /// The maximum number of boxes with a name; those of nodes with fewer ties are small and empty.
    pub(super) max_labelled: usize,
    /// Whether lines show their phases and since when.
    pub(super) has_phase_labels: bool,
    /// The font sizes of the node with the fewest ties and of the one with the most.
    pub(super) node_font_sizes: (f64, f64),
    /// The space between the text and the border of a box, to the side and above.
    pub(super) padding: (f64, f64),
    /// The font size of labels on lines.
    pub(super) label_font_size: f64,
    /// Whether lines have labels.
    pub(super) has_labels: bool,
    /// Whether labels beside their lines stay between the outermost boxes, because the width is limited.
    pub(super) keeps_labels_inside: bool,
    /// The factor for line widths.
    pub(super) line_width: f64,
    /// The opacity of lines.
    pub(super) opacity: f64,
    /// The extra width of the band in the colour of the paper below a line; zero for no band.
    pub(super) casing: f64,
    /// Whether lines bend around boxes in their way.
    pub(super) has_bends: bool,
}

impl Metrics {
    /// Returns the metrics for a network.
    pub(super) fn of(network: &Network) -> Self {
        Self::for_counts(network.nodes.len(), network.drawable_ties().count())
    }

    pub(super) fn for_counts(nodes: usize, ties: usize) -> Self {
        let has_names = nodes <= MAX_NAMED_NODES;
        let has_labels = ties <= MAX_LABELLED_TIES;
        Self {
            has_names,
            name_max_width: NAME_MAX_WIDTH,
            max_labelled: if nodes > MAX_ALL_LABELLED {
                MAX_LABELLED_OF_MORE
            } else {
                nodes
            },
            has_phase_labels: has_names,
            node_font_sizes: node_font_sizes(nodes),
            padding: if has_names { (11.0, 7.0) } else { (5.0, 3.2) },
            label_font_size: if has_names { 8.0 } else { 6.0 },
            has_labels,
            keeps_labels_inside: false,
            line_width: line_width(nodes, ties),
            opacity: opacity(ties),
            casing: if has_labels { 2.0 } else { 0.0 },
            has_bends: ties <= MAX_BENT_TIES,
        }
    }

    /// Returns metrics that need less and less width, beginning with these: first full names are broken into narrower lines
    /// and text gets smaller, then names and phases are left out.
    pub(super) fn tighter(self) -> Vec<Self> {
        let first = Self {
            keeps_labels_inside: true,
            ..self
        };
        if !first.has_names {
            let tight = Self {
                node_font_sizes: (6.4, 9.0),
                padding: (3.6, 2.6),
                ..first.clone()
            };
            return vec![first, tight];
        }
        let tight = Self {
            name_max_width: 84.0,
            node_font_sizes: (11.0, 11.0),
            padding: (7.0, 5.0),
            label_font_size: 7.0,
            ..first.clone()
        };
        let without_names = Self {
            has_names: false,
            label_font_size: 6.4,
            ..tight.clone()
        };
        let without_phases = Self {
            has_phase_labels: false,
            padding: (5.0, 4.0),
            ..without_names.clone()
        };
        vec![first, tight, without_names, without_phases]
    }

    /// Returns the metrics for one network of several in a picture: short names only, and no labels on lines.
    pub(super) fn small(self) -> Self {
        Self {
            has_names: false,
            has_phase_labels: false,
            node_font_sizes: (7.2, 9.0),
            padding: (5.0, 3.2),
            has_labels: false,
            line_width: self.line_width.min(0.8),
            ..self
        }
    }
}

fn node_font_sizes(nodes: usize) -> (f64, f64) {
    match nodes {
        0..=MAX_NAMED_NODES => (12.5, 12.5),
        9..=80 => (7.6, 11.5),
        81..=MAX_ALL_LABELLED => (6.4, 10.0),
        // Only some boxes have names, so that these can be larger.
        201..=300 => (8.0, 12.0),
        _ => (9.0, 14.0),
    }
}

fn line_width(nodes: usize, ties: usize) -> f64 {
    match (nodes, ties) {
        (0..=MAX_NAMED_NODES, _) => 1.0,
        (_, 0..=160) => 0.7,
        (_, 161..=600) => 0.5,
        (_, 601..=3_000) => 0.34,
        _ => 0.2,
    }
}

/// Returns the opacity of lines: many lines are transparent, so that overlaps are visible.
fn opacity(ties: usize) -> f64 {
    match ties {
        0..=MAX_LABELLED_TIES => 1.0,
        161..=3_000 => 0.7,
        _ => 0.45,
    }
}
