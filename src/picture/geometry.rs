//! Points, sizes and rectangles in the plane. The unit is the point (1/72 inch); y grows downwards.

use std::ops::{Add, Mul, Sub};

/// A point, or the vector from one point to another.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// The distance from the left edge.
    pub x: f64,
    /// The distance from the top edge.
    pub y: f64,
}

impl Point {
    /// Creates a point.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Returns the length of the vector.
    pub fn length(self) -> f64 {
        // A square root gives the same result on every machine, which `hypot` does not promise, and is several
        // times faster; the overflow that `hypot` avoids cannot occur at the size of a page.
        (self.x * self.x + self.y * self.y).sqrt()
    }

    /// Returns the point at the given share of the way to another, from 0 (this one) to 1 (the other).
    pub fn toward(self, other: Self, share: f64) -> Self {
        self + (other - self) * share
    }

    /// Returns the vector of length one at a right angle to this one; zero if this one has no length.
    pub fn normal(self) -> Self {
        let length = self.length();
        if length < 1e-9 {
            Self::default()
        } else {
            Self::new(-self.y / length, self.x / length)
        }
    }

    /// Returns the cross product: twice the signed area of the triangle between two vectors.
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
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

impl Size {
    /// Creates a size.
    pub const fn new(width: f64, height: f64) -> Self {
        Self { width, height }
    }
}

impl Mul<f64> for Size {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self::new(self.width * factor, self.height * factor)
    }
}

/// A rectangle with sides along the axes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// The left edge.
    pub x: f64,
    /// The top edge.
    pub y: f64,
    /// The width and height.
    pub size: Size,
}

impl Rect {
    /// Creates a rectangle from its top left corner, width and height.
    pub const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self {
            x,
            y,
            size: Size::new(width, height),
        }
    }

    /// Creates a rectangle from its center and size.
    pub fn around(center: Point, size: Size) -> Self {
        Self {
            x: center.x - size.width / 2.0,
            y: center.y - size.height / 2.0,
            size,
        }
    }

    /// Returns the smallest rectangle that contains all of the given ones; `None` if there are none.
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

    /// Returns the center.
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

    /// Returns the rectangle with its position and size multiplied by a factor.
    pub fn scaled(self, factor: f64) -> Self {
        Self {
            x: self.x * factor,
            y: self.y * factor,
            size: self.size * factor,
        }
    }

    /// Returns the rectangle moved by a vector.
    pub fn moved(self, vector: Point) -> Self {
        Self {
            x: self.x + vector.x,
            y: self.y + vector.y,
            size: self.size,
        }
    }

    /// Returns the smallest rectangle that contains both.
    pub fn union(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let right = self.right().max(other.right());
        let bottom = self.bottom().max(other.bottom());
        Self::new(x, y, right - x, bottom - y)
    }

    /// Returns `true` if the point is inside or on the border.
    pub fn contains(self, point: Point) -> bool {
        (self.x..=self.right()).contains(&point.x) && (self.y..=self.bottom()).contains(&point.y)
    }

    /// Returns `true` if the two share more than a border.
    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// Returns `true` if a straight line touches the rectangle.
    ///
    /// This is the line clipping of Liang and Barsky (1984): the part of the line inside each border is narrowed in
    /// turn, and the line misses the rectangle if nothing is left.
    pub fn meets(self, from: Point, to: Point) -> bool {
        let vector = to - from;
        let mut span = (0.0_f64, 1.0_f64);
        clip(-vector.x, from.x - self.x, &mut span)
            && clip(vector.x, self.right() - from.x, &mut span)
            && clip(-vector.y, from.y - self.y, &mut span)
            && clip(vector.y, self.bottom() - from.y, &mut span)
    }
}

/// Narrows the part of a line to what is inside one border; returns `false` if nothing is left.
fn clip(step: f64, distance: f64, span: &mut (f64, f64)) -> bool {
    if step.abs() < 1e-12 {
        return distance >= 0.0;
    }
    let share = distance / step;
    if step < 0.0 {
        span.0 = span.0.max(share);
    } else {
        span.1 = span.1.min(share);
    }
    span.0 <= span.1
}

/// Returns `true` if two straight lines cross at a point inside both; lines that share an end do not.
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
