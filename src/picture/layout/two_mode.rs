//! Nodes of two kinds: those that others hang on stand on a polygon, the others between those that they
//! are tied to.
//!
//! Organizations that take part in the same operations are near in the network, and stress would put them on
//! one spot. They are placed first, therefore, and stay; the operations find their places by stress among
//! them.

use std::collections::BTreeMap;

use super::adjacency::Adjacency;
use super::circle::{figure, next_permutation};
use super::drafts::Drafts;
use super::random::Random;
use super::request::CIRCLE_LIMIT;
use super::stress;
use super::terms::{self, Term};
use crate::picture::geometry::{Point, Size};

/// How far neighbours on the polygon stand apart, in ties.
const APART: f64 = 2.5;

/// How far neighbours stand apart in the figure that the polygon is made of, in points.
const FIGURE: f64 = 90.0;

/// Says whether nodes are of two kinds.
pub(super) fn is_two_mode(lower: &[bool]) -> bool {
    lower.contains(&true) && lower.contains(&false)
}

/// Returns places, in ties, for nodes that hang together, of which some are lower.
pub(super) fn arrange(adjacency: &Adjacency, lower: &[bool], drafts: &mut Drafts) -> Vec<Point> {
    drafts.two_mode(adjacency, lower, |drafts| {
        among_seats(adjacency, lower, drafts)
    })
}

/// Gives the upper nodes their seats, and lets the lower ones find their places among them.
fn among_seats(adjacency: &Adjacency, lower: &[bool], drafts: &mut Drafts) -> Vec<Point> {
    let upper: Vec<usize> = (0..lower.len()).filter(|node| !lower[*node]).collect();
    let seats = seats(adjacency, &upper, drafts);
    let mut fixed = vec![None; lower.len()];
    for (node, seat) in upper.iter().zip(seats) {
        fixed[*node] = Some(seat);
    }
    let terms: Vec<Term> = terms::of(adjacency)
        .into_iter()
        .map(|term| held(term, &fixed))
        .collect();
    stress::easiest(adjacency, |seed| {
        let start = between(adjacency, &fixed, &mut Random::new(seed));
        stress::settled(start, terms.clone(), seed)
    })
}

/// Returns the places of the upper nodes: a handful on a polygon, many by stress.
fn seats(adjacency: &Adjacency, upper: &[usize], drafts: &mut Drafts) -> Vec<Point> {
    let shared = shared(adjacency, upper);
    if upper.len() <= CIRCLE_LIMIT {
        return on_polygon(&shared, upper.len());
    }
    let ties: Vec<(usize, usize)> = shared.into_keys().collect();
    let places = drafts.stress(&Adjacency::new(upper.len(), &ties));
    places.into_iter().map(|place| place * APART).collect()
}

/// How much two upper nodes share, by their places among these, the later first.
type Shared = BTreeMap<(usize, usize), f64>;

/// Returns how many lower nodes each two upper ones share; a tie between them counts for half of one.
fn shared(adjacency: &Adjacency, upper: &[usize]) -> Shared {
    let place = |node: &usize| upper.binary_search(node).ok();
    let mut shared = Shared::new();
    for node in 0..adjacency.len() {
        let tied: Vec<usize> = adjacency.of(node).iter().filter_map(place).collect();
        match place(&node) {
            Some(a) => tied.iter().filter(|b| **b < a).for_each(|b| {
                *shared.entry((a, *b)).or_default() += 0.5;
            }),
            None => tied.iter().enumerate().for_each(|(index, a)| {
                for b in &tied[..index] {
                    *shared.entry((*a, *b)).or_default() += 1.0;
                }
            }),
        }
    }
    shared
}

/// Returns places on a polygon on which those that share the most are neighbours, side by side rather than
/// one above the other: what is between them is wide and low.
fn on_polygon(shared: &Shared, count: usize) -> Vec<Point> {
    let sizes = vec![Size::default(); count];
    let figure: Vec<Point> = figure(&sizes, Size::default(), 1.0)
        .into_iter()
        .map(|place| place * (APART / FIGURE))
        .collect();
    // The order says at which corner each stands.
    let cost = |order: &[usize]| -> f64 {
        let reach = |((a, b), weight): (&(usize, usize), &f64)| {
            let step = figure[order[*a]] - figure[order[*b]];
            weight * Point::new(step.x, 1.2 * step.y).length()
        };
        shared.iter().map(reach).sum()
    };
    let mut order: Vec<usize> = (0..count).collect();
    let mut best = (cost(&order), order.clone());
    while next_permutation(order.get_mut(1..).unwrap_or_default()) {
        let cost = cost(&order);
        if cost < best.0 - 1e-9 {
            best = (cost, order.clone());
        }
    }
    best.1.into_iter().map(|corner| figure[corner]).collect()
}

/// Returns where stress starts from: every free node in the middle of those that it is tied to, a little aside.
fn between(adjacency: &Adjacency, fixed: &[Option<Point>], random: &mut Random) -> Vec<Point> {
    let place = |node: usize| {
        let tied = adjacency.of(node).iter().filter_map(|other| fixed[*other]);
        let sum = tied
            .clone()
            .fold(Point::default(), |sum, place| sum + place);
        let middle = sum * (1.0 / tied.count().max(1) as f64);
        let aside = Point::new(random.share() - 0.5, random.share() - 0.5);
        fixed[node].unwrap_or(middle + aside * APART)
    };
    (0..fixed.len()).map(place).collect()
}

/// Returns a term in which fixed nodes do not yield.
fn held(term: Term, fixed: &[Option<Point>]) -> Term {
    let pull = |node: u32, pull: f32| match fixed[node as usize] {
        Some(_) => 0.0,
        None => pull,
    };
    let (a, b) = term.nodes;
    Term {
        pull: (pull(a, term.pull.0), pull(b, term.pull.1)),
        ..term
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_share_all_stand_apart_with_the_rest_between_them() {
        let ties: Vec<(usize, usize)> = (2..9).flat_map(|lower| [(0, lower), (1, lower)]).collect();
        let adjacency = Adjacency::new(9, &[&ties[..], &[(0, 1)]].concat());
        let lower: Vec<bool> = (0..9).map(|node| node > 1).collect();
        let places = arrange(&adjacency, &lower, &mut Drafts::default());
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
