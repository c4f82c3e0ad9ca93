//! What has to be laid out, and the measures that every layout keeps to.

use crate::picture::choice::choices;
use crate::picture::geometry::{Point, Rect, Size};

/// How many nodes stand on a circle at most.
pub const CIRCLE_LIMIT: usize = 8;

/// How much wider than high a picture should be.
pub(super) const ASPECT: f64 = 1.36;

/// The least white space between two boxes, in points.
pub(super) const GAP: f64 = 8.0;

/// The room between a group's frame and its boxes, in points.
pub const GROUP_MARGIN: f64 = 10.0;

/// The room for the name of a group above its boxes, in points.
pub const GROUP_HEAD: f64 = 12.0;

choices! {
    /// A method of layout.
    #[non_exhaustive]
    pub enum Method {
        Circle = "circle": "On a circle or an ellipse",
        Stress = "stress": "With distances that follow those in the network",
        Layered = "layered": "In layers from left to right",
    }
}

/// What has to be laid out.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The size of the box of each node.
    pub sizes: &'a [Size],
    /// The ties, as pairs of indices of nodes; what points nowhere is ignored.
    pub ties: &'a [(usize, usize)],
    /// The room that the labels of one tie take, the most there is; zero if ties have none.
    pub label: Size,
    /// The area that all labels cover.
    pub words: f64,
    /// How much more room than usual the picture takes; 1 is usual.
    pub stretch: f64,
    /// How the nodes are laid out; `None` chooses by what there is: a circle for few nodes, stress for many.
    pub method: Option<Method>,
    /// The group of each node, if it stands in one; nodes beyond the end stand in none.
    pub groups: &'a [Option<usize>],
    /// How wide the name of each group is.
    pub heads: &'a [f64],
    /// Whether a node belongs below those that it is tied to; nodes beyond the end do not.
    pub lower: &'a [bool],
}

impl<'a> Request<'a> {
    /// Returns the request for boxes of these sizes without ties, in the usual manner.
    pub fn of(sizes: &'a [Size]) -> Self {
        Self {
            sizes,
            ties: &[],
            label: Size::default(),
            words: 0.0,
            stretch: 1.0,
            method: None,
            groups: &[],
            heads: &[],
            lower: &[],
        }
    }

    pub(super) fn is_lower(&self, node: usize) -> bool {
        self.lower.get(node).copied().unwrap_or(false)
    }
}

/// Returns the rectangle round all boxes; empty if there are none.
pub fn hull(places: &[Point], sizes: &[Size]) -> Rect {
    let boxes = places
        .iter()
        .zip(sizes)
        .map(|(place, size)| Rect::around(*place, *size));
    Rect::hull(boxes).unwrap_or_default()
}
