//! Boxes pushed apart until none overlap.
//!
//! Pushing pairs of boxes apart keeps most of them where the layout put them. Each pair is pushed along the axis that
//! needs less, and a grid limits the pairs to neighbours.

use std::collections::BTreeMap;

use crate::picture::geometry::{Point, Rect, Size};

/// The number of times that all boxes are pushed before the whole drawing is spread a little: in a dense drawing
/// boxes only push one another back and forth.
const MAX_PUSHES: usize = 40;

/// The factor by which the drawing is spread.
const SPREAD: f64 = 1.06;

/// The maximum number of times that the drawing is spread: enough for any start with more than one position.
const MAX_SPREADS: usize = 60;

/// The distance that boxes are pushed beyond what they need, so that rounding leaves no overlap.
const MARGIN: f64 = 1e-4;

/// The axis along which two boxes are pushed apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    /// The one that needs less.
    Shorter,
    /// The vertical one.
    Vertical,
}

/// Moves boxes until there is a gap between any two.
pub(super) fn remove(centers: &mut [Point], sizes: &[Size], gap: f64, axis: Axis) {
    let padded: Vec<Size> = sizes
        .iter()
        .map(|size| Size::new(size.width + gap, size.height + gap))
        .collect();
    for _ in 0..MAX_SPREADS {
        for _ in 0..MAX_PUSHES {
            if !push_all(centers, &padded, axis) {
                return;
            }
        }
        for center in centers.iter_mut() {
            center.y *= SPREAD;
            if axis == Axis::Shorter {
                center.x *= SPREAD;
            }
        }
    }
}

/// Pushes every overlapping pair apart once; returns `false` if no pair overlaps.
fn push_all(centers: &mut [Point], sizes: &[Size], axis: Axis) -> bool {
    let cell = cell_size(sizes);
    let mut grid: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for (node, center) in centers.iter().enumerate() {
        grid.entry(cell_of(*center, cell)).or_default().push(node);
    }
    let mut has_moved = false;
    for (key, members) in &grid {
        // The other four neighbours are covered when it is their turn.
        for neighbour in [(0, 0), (1, 0), (-1, 1), (0, 1), (1, 1)] {
            let Some(others) = grid.get(&(key.0 + neighbour.0, key.1 + neighbour.1)) else {
                continue;
            };
            for a in members {
                for b in others.iter().filter(|b| neighbour != (0, 0) || a < *b) {
                    has_moved |= push(centers, sizes, (*a, *b), axis);
                }
            }
        }
    }
    has_moved
}

/// Returns the size of the cells of the grid, in which overlapping boxes are at most one cell apart: the largest
/// width and height of a box.
fn cell_size(sizes: &[Size]) -> Size {
    let width = sizes.iter().map(|size| size.width).fold(1.0, f64::max);
    let height = sizes.iter().map(|size| size.height).fold(1.0, f64::max);
    Size::new(width, height)
}

fn cell_of(center: Point, cell: Size) -> (i64, i64) {
    (
        (center.x / cell.width).floor() as i64,
        (center.y / cell.height).floor() as i64,
    )
}

/// Pushes two boxes apart along an axis; returns `false` if they do not overlap.
fn push(centers: &mut [Point], sizes: &[Size], (a, b): (usize, usize), axis: Axis) -> bool {
    if !Rect::around(centers[a], sizes[a]).overlaps(Rect::around(centers[b], sizes[b])) {
        return false;
    }
    let step = centers[b] - centers[a];
    let across = (sizes[a].width + sizes[b].width) / 2.0 - step.x.abs();
    let down = (sizes[a].height + sizes[b].height) / 2.0 - step.y.abs();
    let push = if across < down && axis == Axis::Shorter {
        Point::new(sign(step.x) * (across / 2.0 + MARGIN), 0.0)
    } else {
        Point::new(0.0, sign(step.y) * (down / 2.0 + MARGIN))
    };
    centers[a] = centers[a] - push;
    centers[b] = centers[b] + push;
    true
}

/// Returns the direction of a number; that of zero is positive, so that boxes in one place come apart.
fn sign(number: f64) -> f64 {
    if number < 0.0 { -1.0 } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_in_one_place_come_apart() {
        let sizes = vec![Size::new(30.0, 10.0); 25];
        let mut centers = vec![Point::default(); 25];
        remove(&mut centers, &sizes, 4.0, Axis::Shorter);
        for a in 0..25 {
            for b in 0..a {
                let (one, other) = (
                    Rect::around(centers[a], sizes[a]),
                    Rect::around(centers[b], sizes[b]),
                );
                assert!(!one.overlaps(other), "{a} {b}");
            }
        }
    }

    #[test]
    fn boxes_apart_stay_where_they_are() {
        let sizes = vec![Size::new(30.0, 10.0); 2];
        let mut centers = vec![Point::default(), Point::new(50.0, 0.0)];
        remove(&mut centers, &sizes, 4.0, Axis::Shorter);
        assert_eq!(centers, [Point::default(), Point::new(50.0, 0.0)]);
    }
}
