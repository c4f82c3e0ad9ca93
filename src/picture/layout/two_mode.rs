//! Networks of two kinds of nodes: upper nodes on a polygon, lower nodes between those that they are tied to.
//!
//! Organizations that take part in the same operations are near one another in the network, and stress would put
//! them in one place. So they are placed first and stay there; the operations then find their positions by stress.

use std::collections::BTreeMap;

use super::adjacency::Adjacency;
use super::circle::{figure, next_permutation};
use super::drafts::Drafts;
use super::homes;
use super::request::CIRCLE_LIMIT;
use super::stress;
use super::terms::{self, Term};
use crate::analysis::random::Random;
use crate::picture::geometry::{Point, Size};

/// The distance between neighbours on the polygon, in ties.
const POLYGON_STEP: f64 = 2.5;

/// The distance between neighbours in the figure that becomes the polygon, in points.
const FIGURE_STEP: f64 = 90.0;

/// The factor for vertical distances: what is between two organizations is wide and low, so that they are better
/// side by side.
const VERTICAL_COST: f64 = 1.2;

/// The weight of a tie between two upper nodes, in shared lower nodes.
const TIE_WEIGHT: f64 = 0.5;

/// Returns `true` if there are nodes of both kinds.
pub(super) fn is_two_mode(lower: &[bool]) -> bool {
    lower.contains(&true) && lower.contains(&false)
}

/// Returns positions, in units of ties, for a connected network in which some nodes are lower.
///
/// Upper nodes with homes keep their directions from one another. The focus, an index among the upper nodes, is in the middle
/// of the others.
pub(super) fn arrange(
    adjacency: &Adjacency,
    lower: &[bool],
    (homes, focus): (Option<&[Point]>, Option<usize>),
    drafts: &mut Drafts,
) -> Vec<Point> {
    drafts.two_mode(adjacency, lower, |drafts| {
        around_fixed(adjacency, lower, (homes, focus), drafts)
    })
}

/// Fixes the positions of the upper nodes, and lets the lower ones find theirs by stress.
fn around_fixed(
    adjacency: &Adjacency,
    lower: &[bool],
    (homes, focus): (Option<&[Point]>, Option<usize>),
    drafts: &mut Drafts,
) -> Vec<Point> {
    let upper: Vec<usize> = (0..lower.len()).filter(|node| !lower[*node]).collect();
    let positions = match focus.filter(|_| upper.len() > 2) {
        Some(focus) => around_focus(adjacency, &upper, focus, drafts),
        None => upper_positions(adjacency, &upper, homes, drafts),
    };
    let mut fixed = vec![None; lower.len()];
    for (node, position) in upper.iter().zip(positions) {
        fixed[*node] = Some(position);
    }
    let terms: Vec<Term> = terms::of(adjacency)
        .into_iter()
        .map(|term| with_fixed(term, &fixed))
        .collect();
    stress::most_legible(adjacency, |seed| {
        let start = start_positions(adjacency, &fixed, &mut Random::new(seed));
        stress::from_positions(start, terms.clone(), seed)
    })
}

/// Returns the positions of the upper nodes with one of them in the middle of the others.
fn around_focus(
    adjacency: &Adjacency,
    upper: &[usize],
    focus: usize,
    drafts: &mut Drafts,
) -> Vec<Point> {
    let mut others = upper.to_vec();
    others.remove(focus);
    let mut positions = upper_positions(adjacency, &others, None, drafts);
    let sum = positions
        .iter()
        .fold(Point::default(), |sum, place| sum + *place);
    positions.insert(focus, sum * (1.0 / others.len() as f64));
    positions
}

/// Returns the positions of the upper nodes: a few on a polygon, many by stress.
fn upper_positions(
    adjacency: &Adjacency,
    upper: &[usize],
    homes: Option<&[Point]>,
    drafts: &mut Drafts,
) -> Vec<Point> {
    let shared = shared(adjacency, upper);
    if upper.len() <= CIRCLE_LIMIT {
        return match homes.and_then(homes::seats) {
            Some(seats) => {
                let corners = corners(homes::seat_count(upper.len()));
                seats.iter().map(|seat| corners[*seat]).collect()
            }
            None => on_polygon(&shared, upper.len()),
        };
    }
    let ties: Vec<(usize, usize)> = shared.into_keys().collect();
    let places = drafts.stress(&Adjacency::new(upper.len(), &ties), homes);
    places
        .into_iter()
        .map(|place| place * POLYGON_STEP)
        .collect()
}

/// How much two upper nodes share, by their indices among the upper nodes, the larger first.
type Shared = BTreeMap<(usize, usize), f64>;

/// Returns the number of lower nodes that each two upper ones share; a tie between them counts too.
fn shared(adjacency: &Adjacency, upper: &[usize]) -> Shared {
    let upper_index = |node: &usize| upper.binary_search(node).ok();
    let mut shared = Shared::new();
    for node in 0..adjacency.len() {
        let neighbours: Vec<usize> = adjacency.of(node).iter().filter_map(upper_index).collect();
        if let Some(a) = upper_index(&node) {
            for b in neighbours.into_iter().filter(|b| *b < a) {
                *shared.entry((a, b)).or_default() += TIE_WEIGHT;
            }
        } else {
            for (index, a) in neighbours.iter().enumerate() {
                for b in &neighbours[..index] {
                    *shared.entry((*a, *b)).or_default() += 1.0;
                }
            }
        }
    }
    shared
}

/// Returns positions on a polygon on which nodes that share much are near one another. All orders are tried, so
/// there must be few nodes.
fn on_polygon(shared: &Shared, count: usize) -> Vec<Point> {
    let corners = corners(count);
    // The order gives the corner of each node.
    let cost = |order: &[usize]| -> f64 {
        let distances = shared.iter().map(|((a, b), weight)| {
            let step = corners[order[*a]] - corners[order[*b]];
            weight * Point::new(step.x, VERTICAL_COST * step.y).length()
        });
        distances.sum()
    };
    let mut order: Vec<usize> = (0..count).collect();
    let mut best = (cost(&order), order.clone());
    while next_permutation(order.get_mut(1..).unwrap_or_default()) {
        let cost = cost(&order);
        if cost < best.0 - 1e-9 {
            best = (cost, order.clone());
        }
    }
    best.1.into_iter().map(|corner| corners[corner]).collect()
}

/// Returns the corners of the polygon, clockwise from the top left.
fn corners(count: usize) -> Vec<Point> {
    let sizes = vec![Size::default(); count];
    let figure = figure(&sizes, Size::default(), 1.0).into_iter();
    figure
        .map(|place| place * (POLYGON_STEP / FIGURE_STEP))
        .collect()
}

/// Returns the positions from which stress starts: every free node at the center of the nodes that it is tied to,
/// with a random shift, so that nodes with the same neighbours part.
fn start_positions(
    adjacency: &Adjacency,
    fixed: &[Option<Point>],
    random: &mut Random,
) -> Vec<Point> {
    (0..fixed.len())
        .map(|node| {
            let neighbours = adjacency.of(node).iter();
            let neighbours: Vec<Point> = neighbours.filter_map(|other| fixed[*other]).collect();
            let sum = neighbours
                .iter()
                .fold(Point::default(), |sum, place| sum + *place);
            let center = sum * (1.0 / neighbours.len().max(1) as f64);
            let shift = Point::new(random.share() - 0.5, random.share() - 0.5);
            fixed[node].unwrap_or(center + shift * POLYGON_STEP)
        })
        .collect()
}

/// Returns a term in which fixed nodes do not move.
fn with_fixed(term: Term, fixed: &[Option<Point>]) -> Term {
    let weight = |node: u32, weight: f32| {
        if fixed[node as usize].is_some() {
            0.0
        } else {
            weight
        }
    };
    let (a, b) = term.nodes;
    Term {
        weights: (weight(a, term.weights.0), weight(b, term.weights.1)),
        ..term
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organizations_that_share_all_operations_are_apart_with_these_between_them() {
        let ties: Vec<(usize, usize)> = (2..9).flat_map(|lower| [(0, lower), (1, lower)]).collect();
        let adjacency = Adjacency::new(9, &[&ties[..], &[(0, 1)]].concat());
        let lower: Vec<bool> = (0..9).map(|node| node > 1).collect();
        let places = arrange(&adjacency, &lower, (None, None), &mut Drafts::default());
        assert!((places[0] - places[1]).length() > 2.0);
        let middle = places[0].toward(places[1], 0.5);
        assert!(
            places[2..]
                .iter()
                .all(|place| (place.x - middle.x).abs() < 1.2)
        );
    }

    #[test]
    fn neighbours_on_the_polygon_share_the_most() {
        let all = [(1, 0), (2, 0), (2, 1), (3, 0), (3, 1), (3, 2)];
        let mut shared = Shared::from(all.map(|pair| (pair, 0.5)));
        shared.insert((2, 0), 9.0);
        let places = on_polygon(&shared, 4);
        assert!((places[0].y - places[2].y).abs() < 1e-9, "{places:?}");
    }
}
