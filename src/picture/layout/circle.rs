//! Nodes on a circle: a few in the order in which the fewest ties cross, many in the order in which they surround the
//! center of a layout by stress.

use std::f64::consts::{FRAC_PI_2, TAU};

use super::adjacency::Adjacency;
use super::homes;
use super::request::{CIRCLE_LIMIT, ELLIPSE, GAP};
use crate::picture::geometry::{Point, Size};

/// The minimum distance between the centers of two boxes in a figure, in addition to the size of a box.
const MIN_STEP: f64 = 90.0;

/// The minimum ratio of height to width of a rectangle or triangle.
const MIN_FLATNESS: f64 = 0.62;

/// The number of bisection steps for the smallest ellipse: the last one is far below a point.
const BISECTIONS: usize = 40;

/// Returns the centers of boxes in an order: one alone, two side by side, three as a triangle, four as a
/// rectangle, more on an ellipse. Neighbours are far enough apart for a label between them; without labels, many
/// boxes are close together.
pub(super) fn arrange(sizes: &[Size], order: &[usize], label: Size, stretch: f64) -> Vec<Point> {
    let figure = if order.len() > CIRCLE_LIMIT && label == Size::default() {
        let ordered: Vec<Size> = order.iter().map(|node| sizes[*node]).collect();
        close(&ordered, stretch)
    } else {
        figure(sizes, label, stretch)
    };
    let mut centers = vec![Point::default(); sizes.len()];
    for (node, center) in order.iter().zip(figure) {
        centers[*node] = center;
    }
    centers
}

/// Returns the centers of a few boxes in the seats of a figure, some of which may stay free.
pub(super) fn in_seats(sizes: &[Size], seats: &[usize], label: Size, stretch: f64) -> Vec<Point> {
    let mut padded = sizes.to_vec();
    padded.resize(homes::seat_count(sizes.len()), Size::default());
    let figure = figure(&padded, label, stretch);
    seats.iter().map(|seat| figure[*seat]).collect()
}

/// Returns the positions of a figure, clockwise from the top left.
pub(super) fn figure(sizes: &[Size], label: Size, stretch: f64) -> Vec<Point> {
    let highest = sizes.iter().map(|size| size.height).fold(0.0, f64::max);
    let step = (label.width + 64.0).max(MIN_STEP);
    let across = (widest(sizes) + step) * stretch;
    let step = (4.0 * label.height + 72.0).max(MIN_STEP);
    let down = (highest + step).max(across * MIN_FLATNESS) * stretch;
    let point = Point::new;
    match sizes.len() {
        0 | 1 => vec![Point::default(); sizes.len()],
        2 => vec![point(0.0, 0.0), point(across, 0.0)],
        3 => vec![
            point(across / 2.0, 0.0),
            point(across, down),
            point(0.0, down),
        ],
        4 => vec![
            point(0.0, 0.0),
            point(across, 0.0),
            point(across, down),
            point(0.0, down),
        ],
        count => ellipse(count, across, down),
    }
}

/// Returns positions on an ellipse whose neighbours are about as far apart as requested.
fn ellipse(count: usize, across: f64, down: f64) -> Vec<Point> {
    let step = TAU / count as f64;
    // Among many nodes, neighbours need no space for a label: most ties run through the middle.
    let share = if count <= CIRCLE_LIMIT { 1.0 } else { 0.45 };
    // The chord between two neighbours on a circle is twice the radius times the sine of half their angle.
    let radius = share * (across * 0.5 + down * 0.5) / (2.0 * (step / 2.0).sin());
    (0..count)
        .map(|index| ellipse_at(radius, index as f64 * step - FRAC_PI_2))
        .collect()
}

/// Returns positions on the smallest ellipse on which boxes of these sizes are side by side in their order. At its
/// top and bottom boxes take their width, at its sides only their height.
fn close(sizes: &[Size], stretch: f64) -> Vec<Point> {
    let (mut too_small, mut sufficient) = (0.0, sizes.len() as f64 * widest(sizes));
    for _ in 0..BISECTIONS {
        let radius = f64::midpoint(too_small, sufficient);
        if angles(sizes, radius).1 > TAU {
            too_small = radius;
        } else {
            sufficient = radius;
        }
    }
    let (angles, total) = angles(sizes, sufficient);
    let spread = TAU / total;
    let radius = sufficient * stretch.max(1.0);
    angles
        .into_iter()
        .map(|angle| ellipse_at(radius, angle * spread - FRAC_PI_2))
        .collect()
}

/// Returns the angle of each box on an ellipse, from its top, and the total angle that all boxes take.
fn angles(sizes: &[Size], radius: f64) -> (Vec<f64>, f64) {
    let mut total = 0.0;
    let mut angles = Vec::with_capacity(sizes.len());
    for (index, size) in sizes.iter().enumerate() {
        angles.push(total);
        let next = sizes[(index + 1) % sizes.len()];
        let across = f64::midpoint(size.width, next.width) + GAP;
        let down = f64::midpoint(size.height, next.height) + GAP;
        let (sin, cos) = (total - FRAC_PI_2).sin_cos();
        // The derivative of the position: how far a unit of angle moves a box to either side and up or down.
        let x = (ELLIPSE.width * radius * sin).abs();
        let y = (ELLIPSE.height * radius * cos).abs();
        // Two boxes are apart as soon as they are apart on one axis.
        total += (across / x.max(1e-9)).min(down / y.max(1e-9));
    }
    (angles, total)
}

fn ellipse_at(radius: f64, angle: f64) -> Point {
    Point::new(
        ELLIPSE.width * radius * angle.cos(),
        ELLIPSE.height * radius * angle.sin(),
    )
}

fn widest(sizes: &[Size]) -> f64 {
    sizes.iter().map(|size| size.width).fold(1.0, f64::max)
}

/// Returns the order of positions around their center.
pub(super) fn order_around_center(places: &[Point]) -> Vec<usize> {
    let count = places.len().max(1) as f64;
    let sum = places
        .iter()
        .fold(Point::default(), |sum, place| sum + *place);
    let center = sum * (1.0 / count);
    let angle = |node: &usize| {
        let step = places[*node] - center;
        step.y.atan2(step.x)
    };
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
    order
}

/// Returns the order around the circle with the fewest crossings, then the shortest ties; among equals the first in
/// lexicographic order. All orders are tried, so there must be few nodes.
pub(super) fn best_order(adjacency: &Adjacency) -> Vec<usize> {
    let mut order: Vec<usize> = (0..adjacency.len()).collect();
    let ties: Vec<(usize, usize)> = adjacency.pairs().collect();
    let mut best = (cost(&order, &ties), order.clone());
    // The first node stays where it is: turning the circle changes nothing.
    while next_permutation(order.get_mut(1..).unwrap_or_default()) {
        let cost = cost(&order, &ties);
        if cost < best.0 {
            best = (cost, order.clone());
        }
    }
    best.1
}

/// Returns the number of crossings, and the sum of the distances of all ties along the circle.
fn cost(order: &[usize], ties: &[(usize, usize)]) -> (usize, usize) {
    let mut seat = vec![0; order.len()];
    for (index, node) in order.iter().enumerate() {
        seat[*node] = index;
    }
    let chords: Vec<(usize, usize)> = ties
        .iter()
        .map(|(a, b)| (seat[*a].min(seat[*b]), seat[*a].max(seat[*b])))
        .collect();
    let crossings = (0..chords.len())
        .flat_map(|i| (0..i).map(move |j| (i, j)))
        .filter(|(i, j)| chords_cross(chords[*i], chords[*j]))
        .count();
    let length = chords
        .iter()
        .map(|(a, b)| (b - a).min(order.len() - (b - a)))
        .sum();
    (crossings, length)
}

/// Returns `true` if exactly one end of a chord is between the ends of another.
fn chords_cross((a, b): (usize, usize), (c, d): (usize, usize)) -> bool {
    (a < c && c < b && b < d) || (c < a && a < d && d < b)
}

/// Turns the items into their next permutation in lexicographic order; returns `false` after the last one.
pub(super) fn next_permutation(items: &mut [usize]) -> bool {
    let Some(pivot) = (1..items.len()).rev().find(|i| items[i - 1] < items[*i]) else {
        return false;
    };
    let swap = (pivot..items.len())
        .rev()
        .find(|i| items[*i] > items[pivot - 1])
        .unwrap_or(pivot);
    items.swap(pivot - 1, swap);
    items[pivot..].reverse();
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_nodes_keep_their_order_if_all_are_tied() {
        let all = Adjacency::new(4, &[(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]);
        assert_eq!(best_order(&all), [0, 1, 2, 3]);
    }

    #[test]
    fn a_ring_is_drawn_without_crossings() {
        let ring = Adjacency::new(5, &[(0, 2), (2, 4), (4, 1), (1, 3), (3, 0)]);
        let ties: Vec<_> = ring.pairs().collect();
        assert_eq!(cost(&best_order(&ring), &ties), (0, 5));
    }

    #[test]
    fn chords_cross_if_their_ends_alternate() {
        for (one, other, cross) in [
            ((0, 2), (1, 3), true),
            ((1, 3), (0, 2), true),
            ((0, 3), (1, 2), false),
            ((0, 1), (2, 3), false),
            ((0, 2), (2, 4), false),
            ((0, 2), (0, 3), false),
            ((1, 3), (0, 3), false),
        ] {
            assert_eq!(chords_cross(one, other), cross, "{one:?} {other:?}");
        }
    }

    #[test]
    fn every_permutation_is_visited_once() {
        let mut items = vec![0, 1, 2, 3];
        let mut count = 1;
        while next_permutation(&mut items) {
            count += 1;
        }
        assert_eq!(count, 24);
        assert!(!next_permutation(&mut []));
    }
}
