//! The coordinates of a page, whose y axis grows upwards and whose units may be larger than points.

use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::scene::Scene;

/// The maximum length of a side of a page, in units (ISO 32000-1, annex C); a larger page has larger units.
const SIDE_LIMIT: f64 = 14_400.0;

/// The size of a page, and its units.
#[derive(Debug, Clone, Copy)]
pub(super) struct PageFrame {
    size: Size,
    /// The number of points per unit of the page.
    pub(super) unit: f64,
}

impl PageFrame {
    pub(super) fn of(scene: &Scene) -> Self {
        let side = scene.size.width.max(scene.size.height);
        Self {
            size: scene.size,
            unit: (side / SIDE_LIMIT).ceil().max(1.0),
        }
    }

    /// Returns the area of the page.
    pub(super) fn area(self) -> Rect {
        Rect::new(0.0, 0.0, self.size.width, self.size.height)
    }

    /// Returns a point in the direction of the axes of the page, in points.
    pub(super) fn upwards(self, point: Point) -> [f32; 2] {
        [rounded(point.x), rounded(self.size.height - point.y)]
    }

    /// Returns an area in units of the page.
    pub(super) fn on_page(self, area: Rect) -> pdf_writer::Rect {
        let [bottom, top] = [area.bottom(), area.y].map(|y| self.size.height - y);
        let sides = [area.x, bottom, area.right(), top];
        let [left, bottom, right, top] = sides.map(|side| rounded(side / self.unit));
        pdf_writer::Rect::new(left, bottom, right, top)
    }
}

/// Returns a length with three decimals, more than can be seen; what is not a number becomes 0.
pub(super) fn rounded(length: f64) -> f32 {
    if length.is_finite() {
        ((length * 1000.0).round() / 1000.0) as f32
    } else {
        0.0
    }
}
