//! Points, sizes and rectangles of the plane, in points (1/72 inch), with y growing downwards.

use std::ops::{Add, Mul, Sub};

/// A point, or the step from one point to another.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// The distance from the left edge.
    pub x: f64,
    /// The distance from the top edge.
    pub y: f64,
}

impl Point {
    /// Returns the point at the given place.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Returns the distance from the origin.
    pub fn length(self) -> f64 {
        // A square root is the same on every machine and several times faster than `hypot`, whose care for
        // numbers near the limits no drawing needs.
        (self.x * self.x + self.y * self.y).sqrt()
    }

    /// Returns the point that lies the given share of the way to another.
    pub fn toward(self, other: Self, share: f64) -> Self {
        self + (other - self) * share
    }

    /// Returns the step turned by a quarter, with length one; zero if the step has no length.
    pub fn normal(self) -> Self {
        let length = self.length();
        if length < 1e-9 {
            Self::default()
        } else {
            Self::new(-self.y / length, self.x / length)
        }
    }

    /// Returns twice the signed area of the triangle that two steps span.
    pub fn cross(self, other: Self) -> f64 {
        self.x * other.y - self.y * other.x
    }
}

impl Add for Point {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }
}

/// The size of a rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Size {
    /// The extent from left to right.
    pub width: f64,
    /// The extent from top to bottom.
    pub height: f64,
}

impl Size {
    /// Returns the size with the given extents.
    pub const fn new(width: f64, height: f64) -> Self {
        Self { width, height }
    }
}

/// A rectangle with sides along the axes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// The left edge.
    pub x: f64,
    /// The top edge.
    pub y: f64,
    /// The extents.
    pub size: Size,
}

impl Rect {
    /// Returns the rectangle with the given corner at the top left.
    pub const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self {
            x,
            y,
            size: Size::new(width, height),
        }
    }

    /// Returns the rectangle of a size round a point.
    pub fn around(center: Point, size: Size) -> Self {
        Self {
            x: center.x - size.width / 2.0,
            y: center.y - size.height / 2.0,
            size,
        }
    }

    /// Returns the smallest rectangle round all; `None` if there are none.
    pub fn hull(rects: impl IntoIterator<Item = Self>) -> Option<Self> {
        rects.into_iter().reduce(Self::union)
    }

    /// Returns the right edge.
    pub fn right(self) -> f64 {
        self.x + self.size.width
    }

    /// Returns the bottom edge.
    pub fn bottom(self) -> f64 {
        self.y + self.size.height
    }

    /// Returns the point in the middle.
    pub fn center(self) -> Point {
        Point::new(
            self.x + self.size.width / 2.0,
            self.y + self.size.height / 2.0,
        )
    }

    /// Returns the rectangle with a margin added on every side.
    pub fn grown(self, margin: f64) -> Self {
        let (width, height) = (
            self.size.width + 2.0 * margin,
            self.size.height + 2.0 * margin,
        );
        Self::new(self.x - margin, self.y - margin, width, height)
    }

    /// Returns the rectangle moved by a step.
    pub fn moved(self, step: Point) -> Self {
        Self {
            x: self.x + step.x,
            y: self.y + step.y,
            size: self.size,
        }
    }

    /// Returns the smallest rectangle round both.
    pub fn union(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let right = self.right().max(other.right());
        let bottom = self.bottom().max(other.bottom());
        Self::new(x, y, right - x, bottom - y)
    }

    /// Says whether the point lies inside or on the border.
    pub fn contains(self, point: Point) -> bool {
        (self.x..=self.right()).contains(&point.x) && (self.y..=self.bottom()).contains(&point.y)
    }

    /// Says whether the two share more than a border.
    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// Says whether a straight line touches the rectangle (Liang and Barsky's clipping).
    pub fn meets(self, from: Point, to: Point) -> bool {
        let step = to - from;
        let mut span = (0.0_f64, 1.0_f64);
        clip(-step.x, from.x - self.x, &mut span)
            && clip(step.x, self.right() - from.x, &mut span)
            && clip(-step.y, from.y - self.y, &mut span)
            && clip(step.y, self.bottom() - from.y, &mut span)
    }
}

/// Narrows the part of a line that lies inside one border; false if nothing is left.
fn clip(step: f64, room: f64, span: &mut (f64, f64)) -> bool {
    if step.abs() < 1e-12 {
        return room >= 0.0;
    }
    let share = room / step;
    if step < 0.0 {
        span.0 = span.0.max(share);
    } else {
        span.1 = span.1.min(share);
    }
    span.0 <= span.1
}

/// Says whether two straight lines cross at a point inside both.
pub fn crosses(a: (Point, Point), b: (Point, Point)) -> bool {
    let side = |line: (Point, Point), point: Point| (line.1 - line.0).cross(point - line.0);
    side(a, b.0) * side(a, b.1) < 0.0 && side(b, a.0) * side(b, a.1) < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_meets_a_rectangle_that_it_passes_through() {
        let rect = Rect::new(10.0, 10.0, 20.0, 10.0);
        assert!(rect.meets(Point::new(0.0, 15.0), Point::new(40.0, 15.0)));
        assert!(rect.meets(Point::new(15.0, 12.0), Point::new(16.0, 13.0)));
        assert!(!rect.meets(Point::new(0.0, 0.0), Point::new(40.0, 5.0)));
        assert!(!rect.meets(Point::new(0.0, 15.0), Point::new(9.0, 15.0)));
    }

    #[test]
    fn neighbours_that_share_a_border_do_not_overlap() {
        let rect = Rect::new(0.0, 0.0, 10.0, 10.0);
        assert!(!rect.overlaps(rect.moved(Point::new(10.0, 0.0))));
        assert!(rect.overlaps(rect.moved(Point::new(9.9, 0.0))));
    }

    #[test]
    fn lines_that_share_an_end_do_not_cross() {
        let point = Point::new;
        let diagonal = (point(0.0, 0.0), point(2.0, 2.0));
        assert!(crosses(diagonal, (point(0.0, 2.0), point(2.0, 0.0))));
        assert!(!crosses(diagonal, (point(0.0, 0.0), point(2.0, 0.0))));
    }
}
