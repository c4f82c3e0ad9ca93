//! What is to be laid out, and the measures that all layouts share.

use crate::choice::choices;
use crate::picture::geometry::{Point, Rect, Size};

/// The maximum number of nodes on a circle: all orders of them are tried, and 7! is 5,040.
pub(super) const CIRCLE_LIMIT: usize = 8;

/// The preferred ratio of width to height, about that of a landscape page with title and legend.
pub(super) const ASPECT: f64 = 1.36;

/// The ratios of the radii of an ellipse to its mean radius: ellipses are wider than high because boxes are.
pub(super) const ELLIPSE: Size = Size::new(1.16, 0.86);

/// The minimum space between two boxes, in points.
pub(super) const GAP: f64 = 8.0;

/// The space between the frame of a group and its boxes, in points.
pub const GROUP_MARGIN: f64 = 10.0;

/// The height of the name of a group above its boxes, in points.
pub const GROUP_HEAD: f64 = 12.0;

choices! {
    /// A method of layout.
    #[non_exhaustive]
    pub enum Method {
        Circle = "circle": "On a circle or ellipse",
        Stress = "stress": "Distances follow those in the network",
        Layered = "layered": "In layers from left to right",
    }
}

/// A network to be laid out.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The size of the box of each node.
    pub sizes: &'a [Size],
    /// The ties, as pairs of indices of nodes; ties to missing nodes are ignored.
    pub ties: &'a [(usize, usize)],
    /// The largest size that the labels of one tie take side by side; zero if ties have no labels.
    pub label: Size,
    /// The area that all labels cover together.
    pub label_area: f64,
    /// The factor for the space between nodes; 1 is normal.
    pub stretch: f64,
    /// The maximum width of the layout, in points; `None` for no limit. Labels and bent lines may exceed it.
    pub max_width: Option<f64>,
    /// The maximum height, which counts only together with a maximum width.
    pub max_height: Option<f64>,
    /// The method; `None` chooses by the number of nodes: a circle for few, stress for many.
    pub method: Option<Method>,
    /// The group of each node; nodes beyond the end have none.
    pub groups: &'a [Option<usize>],
    /// The width of the name of each group.
    pub group_name_widths: &'a [f64],
    /// The position of each node in the layout of a larger network, in any unit; nodes beyond the end have none. The layout
    /// keeps their directions from one another if all nodes of a component have one.
    pub homes: &'a [Option<Point>],
    /// Whether a node ranks below those that it is tied to, as an operation does; nodes beyond the end do not.
    pub lower: &'a [bool],
    /// The node that the network is about, which is in the middle of a layout with lower nodes.
    pub focus: Option<usize>,
}

impl<'a> Request<'a> {
    /// Creates the request for boxes of these sizes, without ties, labels and groups.
    pub fn of(sizes: &'a [Size]) -> Self {
        Self {
            sizes,
            ties: &[],
            label: Size::default(),
            label_area: 0.0,
            stretch: 1.0,
            max_width: None,
            max_height: None,
            method: None,
            groups: &[],
            group_name_widths: &[],
            homes: &[],
            lower: &[],
            focus: None,
        }
    }

    pub(super) fn is_lower(&self, node: usize) -> bool {
        self.lower.get(node).copied().unwrap_or(false)
    }
}

/// Returns the rectangle that contains all boxes; empty if there are none.
pub(super) fn hull(centers: &[Point], sizes: &[Size]) -> Rect {
    let boxes = centers
        .iter()
        .zip(sizes)
        .map(|(center, size)| Rect::around(*center, *size));
    Rect::hull(boxes).unwrap_or_default()
}
