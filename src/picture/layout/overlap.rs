//! Boxes pushed apart until none overlaps.

use std::collections::BTreeMap;

use crate::picture::geometry::{Point, Rect, Size};

/// How often boxes are pushed before the whole drawing is spread a little.
const PUSHES: usize = 40;

/// How often the drawing is spread at most: enough for any start that is not all in one place.
const SPREADS: usize = 60;

/// Moves boxes as little as need be until there is a gap between any two.
pub(super) fn remove(places: &mut [Point], sizes: &[Size], gap: f64) {
    let roomy: Vec<Size> = sizes
        .iter()
        .map(|size| Size::new(size.width + gap, size.height + gap))
        .collect();
    for _ in 0..SPREADS {
        for _ in 0..PUSHES {
            if !push(places, &roomy) {
                return;
            }
        }
        for place in places.iter_mut() {
            *place = *place * 1.06;
        }
    }
}

/// Pushes every overlapping pair apart once; false if no pair overlaps.
fn push(places: &mut [Point], sizes: &[Size]) -> bool {
    let cell = cell_size(sizes);
    let mut grid: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for (node, place) in places.iter().enumerate() {
        grid.entry(cell_of(*place, cell)).or_default().push(node);
    }
    let mut moved = false;
    for (key, members) in &grid {
        for neighbour in [(0, 0), (1, 0), (-1, 1), (0, 1), (1, 1)] {
            let Some(others) = grid.get(&(key.0 + neighbour.0, key.1 + neighbour.1)) else {
                continue;
            };
            for a in members {
                for b in others.iter().filter(|b| neighbour != (0, 0) || a < *b) {
                    moved |= part(places, sizes, *a, *b);
                }
            }
        }
    }
    moved
}

/// Returns the size of the largest box: boxes further apart than this cannot overlap.
fn cell_size(sizes: &[Size]) -> Size {
    let width = sizes.iter().map(|size| size.width).fold(1.0, f64::max);
    let height = sizes.iter().map(|size| size.height).fold(1.0, f64::max);
    Size::new(width, height)
}

fn cell_of(place: Point, cell: Size) -> (i64, i64) {
    (
        (place.x / cell.width).floor() as i64,
        (place.y / cell.height).floor() as i64,
    )
}

/// Pushes two boxes apart along the axis on which less is needed; false if they do not overlap.
fn part(places: &mut [Point], sizes: &[Size], a: usize, b: usize) -> bool {
    if !Rect::around(places[a], sizes[a]).overlaps(Rect::around(places[b], sizes[b])) {
        return false;
    }
    let step = places[b] - places[a];
    let across = (sizes[a].width + sizes[b].width) / 2.0 - step.x.abs();
    let down = (sizes[a].height + sizes[b].height) / 2.0 - step.y.abs();
    // A trace more than half each, so that rounding leaves no overlap behind.
    let push = if across < down {
        Point::new(sign(step.x) * (across / 2.0 + 1e-4), 0.0)
    } else {
        Point::new(0.0, sign(step.y) * (down / 2.0 + 1e-4))
    };
    places[a] = places[a] - push;
    places[b] = places[b] + push;
    true
}

fn sign(number: f64) -> f64 {
    if number < 0.0 { -1.0 } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_in_one_place_come_apart() {
        let sizes = vec![Size::new(30.0, 10.0); 25];
        let mut places = vec![Point::default(); 25];
        remove(&mut places, &sizes, 4.0);
        for a in 0..25 {
            for b in 0..a {
                let (one, other) = (
                    Rect::around(places[a], sizes[a]),
                    Rect::around(places[b], sizes[b]),
                );
                assert!(!one.overlaps(other), "{a} {b}");
            }
        }
    }

    #[test]
    fn boxes_apart_stay_where_they_are() {
        let sizes = vec![Size::new(30.0, 10.0); 2];
        let mut places = vec![Point::default(), Point::new(50.0, 0.0)];
        remove(&mut places, &sizes, 4.0);
        assert_eq!(places, [Point::default(), Point::new(50.0, 0.0)]);
    }
}
