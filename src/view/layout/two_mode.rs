//! Nodes of two kinds: those that others hang on stand on a polygon, the others between those that they
//! are tied to.
//!
//! Organizations that take part in the same operations are near in the network, and stress would put them on
//! one spot. They are placed first, therefore, and stay; the operations find their places by stress among
//! them.

use super::CIRCLE_LIMIT;
use super::adjacency::Adjacency;
use super::circle::{figure, next_permutation};
use super::random::Random;
use super::terms::{self, Term};
use super::{Drafts, stress};
use crate::view::geometry::{Point, Size};

/// How far neighbours on the polygon stand apart, in ties.
const APART: f64 = 2.5;

/// How far neighbours stand apart in the figure that the polygon is made of, in points.
const FIGURE: f64 = 90.0;

/// How many starts are tried.
const TRIALS: u64 = 24;

/// Says whether nodes are of two kinds.
pub(super) fn is_two_mode(lower: &[bool]) -> bool {
    lower.contains(&true) && lower.contains(&false)
}

/// Returns places, in ties, for nodes that hang together, of which some are lower.
pub(super) fn arrange(adjacency: &Adjacency, lower: &[bool], drafts: &mut Drafts) -> Vec<Point> {
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
    let ties: Vec<(usize, usize)> = adjacency.pairs().collect();
    let trials = (0..TRIALS).map(|seed| {
        let start = between(adjacency, &fixed, &mut Random::new(seed));
        let places = stress::settled(start, terms.clone(), seed);
        (stress::score(&places, &ties), places)
    });
    let best = trials.min_by(|a, b| a.0.total_cmp(&b.0));
    best.map(|(_, places)| places).unwrap_or_default()
}

/// Returns the places of the upper nodes: a handful on a polygon, many by stress.
fn seats(adjacency: &Adjacency, upper: &[usize], drafts: &mut Drafts) -> Vec<Point> {
    let shared = shared(adjacency, upper);
    if upper.len() <= CIRCLE_LIMIT {
        return on_polygon(&shared);
    }
    let pairs = (0..upper.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
    let ties: Vec<(usize, usize)> = pairs.filter(|(a, b)| shared[*a][*b] > 0.0).collect();
    let places = drafts.stress(&Adjacency::new(upper.len(), &ties));
    places.into_iter().map(|place| place * APART).collect()
}

/// Returns how many lower nodes each two upper ones share; a tie between them counts for half of one.
fn shared(adjacency: &Adjacency, upper: &[usize]) -> Vec<Vec<f64>> {
    let count = |a: usize, b: usize| {
        let common = adjacency.of(a).iter();
        let common = common.filter(|node| adjacency.of(b).contains(node) && !upper.contains(node));
        let tied = adjacency.of(a).contains(&b);
        common.count() as f64 + if tied { 0.5 } else { 0.0 }
    };
    let row = |a: &usize| upper.iter().map(|b| count(*a, *b)).collect();
    upper.iter().map(row).collect()
}

/// Returns places on a polygon on which those that share the most are neighbours, side by side rather than
/// one above the other: what is between them is wide and low.
fn on_polygon(shared: &[Vec<f64>]) -> Vec<Point> {
    let count = shared.len();
    let sizes = vec![Size::default(); count];
    let figure: Vec<Point> = figure(&sizes, Size::default(), 1.0)
        .into_iter()
        .map(|place| place * (APART / FIGURE))
        .collect();
    let cost = |order: &[usize]| -> f64 {
        let pairs = (0..count).flat_map(|a| (0..a).map(move |b| (a, b)));
        let reach = |(a, b): (usize, usize)| {
            let step = figure[a] - figure[b];
            shared[order[a]][order[b]] * Point::new(step.x, 1.2 * step.y).length()
        };
        pairs.map(reach).sum()
    };
    let mut order: Vec<usize> = (0..count).collect();
    let mut best = (cost(&order), order.clone());
    while next_permutation(order.get_mut(1..).unwrap_or_default()) {
        let cost = cost(&order);
        if cost < best.0 - 1e-9 {
            best = (cost, order.clone());
        }
    }
    let mut places = vec![Point::default(); count];
    for (node, place) in best.1.into_iter().zip(figure) {
        places[node] = place;
    }
    places
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
        let mut shared = vec![vec![0.5; 4]; 4];
        (shared[0][2], shared[2][0]) = (9.0, 9.0);
        let places = on_polygon(&shared);
        assert!((places[0].y - places[2].y).abs() < 1e-9, "{places:?}");
    }
}
