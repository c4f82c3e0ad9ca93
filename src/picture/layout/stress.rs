//! Places by stress: the distance on paper follows the distance in the network.
//!
//! Stress is brought down one pair of nodes at a time (Zheng, Pawar and Goodman, "Graph Drawing by
//! Stochastic Gradient Descent", 2019). A small network is laid out from several starts, and the
//! layout with the fewest crossings is kept.

use super::adjacency::Adjacency;
use super::random::Random;
use super::terms::{self, Term};
use crate::picture::geometry::{Point, Rect, Size, crosses};

/// How often all terms are visited.
const ROUNDS: usize = 45;

/// How far the last step may still be from rest.
const PRECISION: f64 = 0.05;

/// How many ties a network may have to be laid out from several starts.
const TRIAL_LIMIT: usize = 400;

/// Returns places whose distances follow the network, lying on their long side. The network must
/// hang together.
pub(super) fn arrange(adjacency: &Adjacency) -> Vec<Point> {
    let terms = terms::of(adjacency);
    let trial = |seed| descended(adjacency.len(), terms.clone(), seed);
    let mut places = easiest(adjacency, trial);
    turn(&mut places);
    places
}

/// Returns the layout that is the easiest to read among those of several seeds; of a large network, that of the
/// first.
pub(super) fn easiest(adjacency: &Adjacency, trial: impl Fn(u64) -> Vec<Point>) -> Vec<Point> {
    let ties: Vec<(usize, usize)> = adjacency.pairs().collect();
    if ties.len() > TRIAL_LIMIT {
        return trial(0);
    }
    let trials = (6_000 / ties.len().max(1)).clamp(4, 80);
    let layouts = (0..trials).map(|seed| trial(seed as u64));
    let scored = layouts.map(|places| (score(&places, &ties), places));
    let best = scored.min_by(|a, b| a.0.total_cmp(&b.0));
    best.map(|(_, places)| places).unwrap_or_default()
}

/// Brings the stress down from a random start.
fn descended(count: usize, terms: Vec<Term>, seed: u64) -> Vec<Point> {
    let mut random = Random::new(seed);
    let places = (0..count).map(|_| Point::new(random.share(), random.share()));
    relaxed(places.collect(), terms, &mut random)
}

/// Brings the stress down from places that are known.
pub(super) fn settled(places: Vec<Point>, terms: Vec<Term>, seed: u64) -> Vec<Point> {
    relaxed(places, terms, &mut Random::new(seed))
}

fn relaxed(mut places: Vec<Point>, mut terms: Vec<Term>, random: &mut Random) -> Vec<Point> {
    let pulls = || {
        terms
            .iter()
            .map(|term| f64::from(term.pull.0.max(term.pull.1)))
    };
    let (least, most) = (
        pulls()
            .filter(|pull| *pull > 0.0)
            .fold(f64::INFINITY, f64::min),
        pulls().fold(0.0, f64::max),
    );
    if most <= 0.0 {
        return places;
    }
    let decay = (PRECISION * least / most).ln() / (ROUNDS - 1) as f64;
    for round in 0..ROUNDS {
        let rate = (decay * round as f64).exp() / least;
        random.shuffle(&mut terms);
        for term in &terms {
            relax(&mut places, term, rate);
        }
    }
    places
}

/// Moves two nodes toward the distance that they should have.
fn relax(places: &mut [Point], term: &Term, rate: f64) {
    let (a, b) = (term.nodes.0 as usize, term.nodes.1 as usize);
    let step = places[a] - places[b];
    let distance = step.length();
    // Two nodes in one place part along an axis that depends on their order alone.
    let direction = if distance < 1e-9 {
        Point::new(1.0, 0.0)
    } else {
        step * (1.0 / distance)
    };
    let excess = (distance - f64::from(term.length)) / 2.0;
    let share = |pull: f32| (f64::from(pull) * rate).min(1.0);
    places[a] = places[a] - direction * (excess * share(term.pull.0));
    places[b] = places[b] + direction * (excess * share(term.pull.1));
}

/// Returns how hard a layout is to read: crossings, and nodes that lie on ties of others.
fn score(places: &[Point], ties: &[(usize, usize)]) -> f64 {
    let line = |tie: (usize, usize)| (places[tie.0], places[tie.1]);
    let crossings = (0..ties.len())
        .flat_map(|a| (0..a).map(move |b| (a, b)))
        .filter(|(a, b)| crosses(line(ties[*a]), line(ties[*b])))
        .count();
    let room = Size::new(0.34, 0.2);
    let hits = ties
        .iter()
        .flat_map(|tie| (0..places.len()).map(move |node| (tie, node)))
        .filter(|(tie, node)| tie.0 != *node && tie.1 != *node)
        .filter(|(tie, node)| Rect::around(places[*node], room).meets(places[tie.0], places[tie.1]))
        .count();
    crossings as f64 + 1.5 * hits as f64
}

/// Turns the layout so that it is longest from left to right.
fn turn(places: &mut [Point]) {
    let count = places.len().max(1) as f64;
    let middle = places
        .iter()
        .fold(Point::default(), |sum, place| sum + *place)
        * (1.0 / count);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for place in places.iter_mut() {
        *place = *place - middle;
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
        let places = arrange(&Adjacency::new(12, &ties));
        let reach = (places[11] - places[0]).length();
        assert!(reach > 9.0, "{reach}");
        assert!((places[11].y - places[0].y).abs() < reach / 4.0);
    }

    #[test]
    fn a_ring_has_no_crossing() {
        let ties: Vec<_> = (0..12).map(|node| (node, (node + 1) % 12)).collect();
        let places = arrange(&Adjacency::new(12, &ties));
        assert!(score(&places, &ties) < 1.0);
    }
}
