//! Nodes on a circle: a handful in the order in which the fewest ties cross, many in the order in which
//! they lie round the middle of a layout by stress.

use std::f64::consts::{FRAC_PI_2, TAU};

use super::adjacency::Adjacency;
use super::request::{CIRCLE_LIMIT, GAP};
use crate::picture::geometry::{Point, Size};

/// How wide and how high an ellipse is, in its radius.
const WIDE: f64 = 1.16;
const HIGH: f64 = 0.86;

/// How often the room for the smallest ellipse is halved.
const HALVINGS: usize = 40;

/// Returns places for nodes: one alone, two side by side, three as a triangle, four as
/// a rectangle, more on an ellipse. Neighbours are far enough apart for a label between them.
pub(super) fn arrange(sizes: &[Size], order: &[usize], label: Size, stretch: f64) -> Vec<Point> {
    let many = order.len() > CIRCLE_LIMIT && label == Size::default();
    let figure = match many {
        true => close(
            &order.iter().map(|node| sizes[*node]).collect::<Vec<_>>(),
            stretch,
        ),
        false => figure(sizes, label, stretch),
    };
    let mut places = vec![Point::default(); sizes.len()];
    for (node, place) in order.iter().zip(figure) {
        places[*node] = place;
    }
    places
}

/// Returns the places of the figure, clockwise from the top left.
pub(super) fn figure(sizes: &[Size], label: Size, stretch: f64) -> Vec<Point> {
    let widest = widest(sizes);
    let highest = sizes.iter().map(|size| size.height).fold(0.0, f64::max);
    let across = (widest + (label.width + 64.0).max(90.0)) * stretch;
    let down = (highest + (4.0 * label.height + 72.0).max(90.0)).max(across * 0.62) * stretch;
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

/// Returns places on an ellipse whose neighbours are about as far apart as asked for.
fn ellipse(count: usize, across: f64, down: f64) -> Vec<Point> {
    let step = TAU / count as f64;
    // Of many neighbours none needs room for a label: their ties run through the middle.
    let share = if count <= CIRCLE_LIMIT { 1.0 } else { 0.45 };
    let radius = share * (across * 0.5 + down * 0.5) / (2.0 * (step / 2.0).sin());
    (0..count)
        .map(|index| index as f64 * step - FRAC_PI_2)
        .map(|angle| ellipse_at(radius, angle))
        .collect()
}

/// Returns places on the smallest ellipse on which boxes of these sizes stand side by side in their order:
/// at its top they take their width, at its sides no more than their height.
fn close(sizes: &[Size], stretch: f64) -> Vec<Point> {
    let (mut least, mut most) = (0.0, sizes.len() as f64 * widest(sizes));
    for _ in 0..HALVINGS {
        let radius = f64::midpoint(least, most);
        let turned = angles(sizes, radius).1;
        if turned > TAU {
            least = radius;
        } else {
            most = radius;
        }
    }
    let (angles, turned) = angles(sizes, most);
    let spread = TAU / turned;
    let place = |angle: f64| ellipse_at(most * stretch.max(1.0), angle * spread - FRAC_PI_2);
    angles.into_iter().map(place).collect()
}

/// Returns the angle of each box on an ellipse, from its top, and that at which the first stands again.
fn angles(sizes: &[Size], radius: f64) -> (Vec<f64>, f64) {
    let mut turned = 0.0;
    let mut angles = Vec::with_capacity(sizes.len());
    for (index, size) in sizes.iter().enumerate() {
        angles.push(turned);
        let next = sizes[(index + 1) % sizes.len()];
        let across = f64::midpoint(size.width, next.width) + GAP;
        let down = f64::midpoint(size.height, next.height) + GAP;
        let (sin, cos) = (turned - FRAC_PI_2).sin_cos();
        // How far one turn of one unit goes to either side.
        let (x, y) = ((WIDE * radius * sin).abs(), (HIGH * radius * cos).abs());
        turned += (across / x.max(1e-9)).min(down / y.max(1e-9));
    }
    (angles, turned)
}

fn ellipse_at(radius: f64, angle: f64) -> Point {
    Point::new(WIDE * radius * angle.cos(), HIGH * radius * angle.sin())
}

fn widest(sizes: &[Size]) -> f64 {
    sizes.iter().map(|size| size.width).fold(1.0, f64::max)
}

/// Returns the order in which places lie round their middle.
pub(super) fn order_round(places: &[Point]) -> Vec<usize> {
    let count = places.len().max(1) as f64;
    let sum = places
        .iter()
        .fold(Point::default(), |sum, place| sum + *place);
    let middle = sum * (1.0 / count);
    let angle = |node: &usize| {
        let step = places[*node] - middle;
        step.y.atan2(step.x)
    };
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
    order
}

/// Returns the order round the circle with the fewest crossings, then the shortest ties; among
/// equals the one nearest the order given.
pub(super) fn best_order(adjacency: &Adjacency) -> Vec<usize> {
    let mut order: Vec<usize> = (0..adjacency.len()).collect();
    let ties: Vec<(usize, usize)> = adjacency.pairs().collect();
    let mut best = (cost(&order, &ties), order.clone());
    // The first place can stay: turning the circle changes nothing.
    while next_permutation(order.get_mut(1..).unwrap_or_default()) {
        let cost = cost(&order, &ties);
        if cost < best.0 {
            best = (cost, order.clone());
        }
    }
    best.1
}

/// Returns how many ties cross, and how far all ties reach.
fn cost(order: &[usize], ties: &[(usize, usize)]) -> (usize, usize) {
    let mut seat = vec![0; order.len()];
    for (index, node) in order.iter().enumerate() {
        seat[*node] = index;
    }
    let chords: Vec<(usize, usize)> = ties
        .iter()
        .map(|(a, b)| (seat[*a].min(seat[*b]), seat[*a].max(seat[*b])))
        .collect();
    let crossing = |(a, b): (usize, usize), (c, d): (usize, usize)| {
        (a < c && c < b && b < d) || (c < a && a < d && d < b)
    };
    let crossings = (0..chords.len())
        .flat_map(|i| (0..i).map(move |j| (i, j)))
        .filter(|(i, j)| crossing(chords[*i], chords[*j]))
        .count();
    let reach = chords
        .iter()
        .map(|(a, b)| (b - a).min(order.len() - (b - a)))
        .sum();
    (crossings, reach)
}

/// Turns the items into their next order; false when the last one is reached.
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
    fn four_nodes_keep_their_order_when_all_are_tied() {
        let all = Adjacency::new(4, &[(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]);
        assert_eq!(best_order(&all), [0, 1, 2, 3]);
    }

    #[test]
    fn a_ring_is_untangled() {
        let ring = Adjacency::new(5, &[(0, 2), (2, 4), (4, 1), (1, 3), (3, 0)]);
        let ties: Vec<_> = ring.pairs().collect();
        assert_eq!(cost(&best_order(&ring), &ties), (0, 5));
    }

    #[test]
    fn every_order_is_visited_once() {
        let mut items = vec![0, 1, 2, 3];
        let mut count = 1;
        while next_permutation(&mut items) {
            count += 1;
        }
        assert_eq!(count, 24);
        assert!(!next_permutation(&mut []));
    }
}
