//! Layout by stress: distances on paper follow distances in the network.
//!
//! Stress is the weighted sum of squared differences between the two. It is reduced by moving one pair of nodes at
//! a time (Zheng, Pawar, Goodman, "Graph Drawing by Stochastic Gradient Descent", IEEE TVCG 25(9), 2019). A small
//! network is laid out from several random starts, and the layout that is easiest to read is kept.

use super::adjacency::Adjacency;
use super::homes;
use super::terms::{self, Term};
use crate::analysis::random::Random;
use crate::picture::geometry::{Point, Rect, Size, crosses};

/// The number of times that all terms are visited.
const ROUNDS: usize = 45;

/// The share of the distance to its goal that a pair of nodes moves in the last round: `epsilon` of the paper.
const FINAL_STEP: f64 = 0.05;

/// The maximum number of ties for several starts.
const MAX_TIES_FOR_TRIALS: usize = 400;

/// The number of starts per tie, and its bounds: scoring a layout takes time that grows with the square of the ties.
const TRIALS_PER_TIE: usize = 6_000;
const TRIALS: (usize, usize) = (4, 80);

/// The round from which the stress of homes is reduced.
const HOME_ROUND: usize = 20;

/// How much less legible a layout from homes may be than the best one: a factor for the score, and an addend.
const HOME_PREFERENCE: (f64, f64) = (2.0, 8.0);

/// The size of a box in a layout of unit distances, for the score.
const BOX_SIZE: Size = Size::new(0.34, 0.2);

/// The cost of a tie through the box of another node, in crossings.
const HIT_COST: f64 = 1.5;

/// Returns positions in units of ties. The network must be connected.
///
/// The longest extent is from left to right. Nodes with homes stay near these if the result is about as legible as another;
/// if not, the whole is turned so that they are in the directions of their homes.
pub(super) fn arrange(adjacency: &Adjacency, homes: Option<&[Point]>) -> Vec<Point> {
    let terms = terms::of(adjacency);
    let mut places = most_legible(adjacency, |seed| {
        from_random_start(adjacency.len(), terms.clone(), seed)
    });
    turn(&mut places);
    let Some(homes) = homes else {
        return places;
    };
    let ties: Vec<(usize, usize)> = adjacency.pairs().collect();
    let at_home = from_homes(homes, &ties, terms);
    if ties.len() <= MAX_TIES_FOR_TRIALS
        && score(&at_home, &ties) <= HOME_PREFERENCE.0 * score(&places, &ties) + HOME_PREFERENCE.1
    {
        return at_home;
    }
    homes::align(&mut places, homes);
    places
}

/// Reduces the stress of homes, which are in another unit, without large steps, so that each node stays in its direction.
fn from_homes(homes: &[Point], ties: &[(usize, usize)], terms: Vec<Term>) -> Vec<Point> {
    let lengths = ties.iter().map(|(a, b)| (homes[*a] - homes[*b]).length());
    let mean = lengths.sum::<f64>() / ties.len().max(1) as f64;
    let places = homes.iter().map(|home| *home * (1.0 / mean.max(1e-9)));
    relaxed_from(HOME_ROUND, places.collect(), terms, &mut Random::new(0))
}

/// Returns the most legible of the layouts from several seeds; that from the first seed for a large network.
pub(super) fn most_legible(adjacency: &Adjacency, trial: impl Fn(u64) -> Vec<Point>) -> Vec<Point> {
    let ties: Vec<(usize, usize)> = adjacency.pairs().collect();
    if ties.len() > MAX_TIES_FOR_TRIALS {
        return trial(0);
    }
    let trials = (TRIALS_PER_TIE / ties.len().max(1)).clamp(TRIALS.0, TRIALS.1);
    let layouts = (0..trials).map(|seed| trial(seed as u64));
    let scored = layouts.map(|places| (score(&places, &ties), places));
    let best = scored.min_by(|a, b| a.0.total_cmp(&b.0));
    best.map(|(_, places)| places).unwrap_or_default()
}

/// Reduces the stress of random positions.
fn from_random_start(count: usize, terms: Vec<Term>, seed: u64) -> Vec<Point> {
    let mut random = Random::new(seed);
    let places = (0..count).map(|_| Point::new(random.share(), random.share()));
    relaxed(places.collect(), terms, &mut random)
}

/// Reduces the stress of given positions.
pub(super) fn from_positions(places: Vec<Point>, terms: Vec<Term>, seed: u64) -> Vec<Point> {
    relaxed(places, terms, &mut Random::new(seed))
}

/// Reduces stress by moving the nodes of one term after the other, in a random order in each round.
///
/// The step size decays exponentially, from the inverse of the smallest weight, at which every pair moves all the
/// way, to a final step for the pair with the largest weight.
fn relaxed(places: Vec<Point>, terms: Vec<Term>, random: &mut Random) -> Vec<Point> {
    relaxed_from(0, places, terms, random)
}

/// Reduces stress like [`relaxed`] from a later round, in which nodes move less.
fn relaxed_from(
    first_round: usize,
    mut places: Vec<Point>,
    mut terms: Vec<Term>,
    random: &mut Random,
) -> Vec<Point> {
    let weights = || {
        let terms = terms.iter();
        terms.map(|term| f64::from(term.weights.0.max(term.weights.1)))
    };
    // A weight of zero is that of a fixed node.
    let smallest = weights()
        .filter(|weight| *weight > 0.0)
        .fold(f64::INFINITY, f64::min);
    let largest = weights().fold(0.0, f64::max);
    if largest <= 0.0 {
        return places;
    }
    let decay = (FINAL_STEP * smallest / largest).ln() / (ROUNDS - 1) as f64;
    for round in first_round..ROUNDS {
        let step_size = (decay * round as f64).exp() / smallest;
        random.shuffle(&mut terms);
        for term in &terms {
            relax(&mut places, term, step_size);
        }
    }
    places
}

/// Moves two nodes towards the distance that they should have, each by half the difference at most.
fn relax(places: &mut [Point], term: &Term, step_size: f64) {
    let (a, b) = (term.nodes.0 as usize, term.nodes.1 as usize);
    let vector = places[a] - places[b];
    let distance = vector.length();
    // Two nodes at the same position part along the x axis, whatever the machine.
    let direction = if distance < 1e-9 {
        Point::new(1.0, 0.0)
    } else {
        vector * (1.0 / distance)
    };
    let excess = (distance - f64::from(term.length)) / 2.0;
    let share = |weight: f32| (f64::from(weight) * step_size).min(1.0);
    places[a] = places[a] - direction * (excess * share(term.weights.0));
    places[b] = places[b] + direction * (excess * share(term.weights.1));
}

/// Returns how hard a layout is to read: its crossings, and the ties that run through boxes of other nodes.
fn score(places: &[Point], ties: &[(usize, usize)]) -> f64 {
    let line = |tie: (usize, usize)| (places[tie.0], places[tie.1]);
    let crossings = (0..ties.len())
        .flat_map(|a| (0..a).map(move |b| (a, b)))
        .filter(|(a, b)| crosses(line(ties[*a]), line(ties[*b])))
        .count();
    let hits = ties
        .iter()
        .flat_map(|tie| (0..places.len()).map(move |node| (tie, node)))
        .filter(|(tie, node)| tie.0 != *node && tie.1 != *node)
        .filter(|(tie, node)| {
            Rect::around(places[*node], BOX_SIZE).meets(places[tie.0], places[tie.1])
        })
        .count();
    crossings as f64 + HIT_COST * hits as f64
}

/// Turns the layout so that its longest extent is from left to right.
///
/// That is the first principal axis, whose angle follows from the covariance of the positions.
fn turn(places: &mut [Point]) {
    let count = places.len().max(1) as f64;
    let sum = places
        .iter()
        .fold(Point::default(), |sum, place| sum + *place);
    let center = sum * (1.0 / count);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for place in places.iter_mut() {
        *place = *place - center;
        xx += place.x * place.x;
        xy += place.x * place.y;
        yy += place.y * place.y;
    }
    let (sin, cos) = (0.5 * f64::atan2(2.0 * xy, xx - yy)).sin_cos();
    for place in places {
        *place = Point::new(place.x * cos + place.y * sin, place.y * cos - place.x * sin);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_drawn_as_a_line() {
        let ties: Vec<_> = (0..11).map(|node| (node, node + 1)).collect();
        let places = arrange(&Adjacency::new(12, &ties), None);
        let reach = (places[11] - places[0]).length();
        assert!(reach > 9.0, "{reach}");
        assert!((places[11].y - places[0].y).abs() < reach / 4.0);
    }

    #[test]
    fn a_ring_has_no_crossing() {
        let ties: Vec<_> = (0..12).map(|node| (node, (node + 1) % 12)).collect();
        let places = arrange(&Adjacency::new(12, &ties), None);
        assert!(score(&places, &ties) < 1.0);
    }
}
