//! The lines of ties: straight where the way is free, bent round boxes that are in the way.

use std::collections::BTreeMap;

use super::look::Look;
use crate::export::scene::Step;
use crate::view::geometry::{Point, Rect, Size};
use crate::view::network::Network;

/// How far lines between the same two nodes stand apart, in points.
const ABREAST: f64 = 26.0;

/// How far a line keeps from boxes that are not its own, in points.
const CLEARANCE: f64 = 3.0;

/// The bends that are tried, as shares of the length of the line.
const BENDS: [f64; 10] = [
    0.08, -0.08, 0.16, -0.16, 0.26, -0.26, 0.38, -0.38, 0.52, -0.52,
];

/// How many straight pieces stand for a bent line.
const PIECES: usize = 14;

/// The line of a tie, a quadratic curve from the middle of one box to that of the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Route {
    /// The middle of the first box.
    pub from: Point,
    /// The point that the line bends toward; halfway if it is straight.
    pub control: Point,
    /// The middle of the second box.
    pub to: Point,
    /// Whether the line is bent.
    pub bent: bool,
}

impl Route {
    /// Returns the line that stands off a straight one by a bend, in points, halfway.
    fn new(from: Point, to: Point, bend: f64) -> Self {
        let control = from.toward(to, 0.5) + (to - from).normal() * (2.0 * bend);
        Self {
            from,
            control,
            to,
            bent: bend != 0.0,
        }
    }

    /// Returns the point at a share of the line, from 0 to 1.
    pub fn at(&self, share: f64) -> Point {
        let (first, second) = (
            self.from.toward(self.control, share),
            self.control.toward(self.to, share),
        );
        first.toward(second, share)
    }

    /// Returns the line as a step of a drawing.
    pub(super) fn step(&self) -> Step {
        if self.bent {
            Step::Bend(self.control, self.to)
        } else {
            Step::To(self.to)
        }
    }

    /// Returns the straight pieces that stand for the line.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        let count = if self.bent { PIECES } else { 1 };
        let share = move |index: usize| index as f64 / count as f64;
        (0..count).map(move |index| (self.at(share(index)), self.at(share(index + 1))))
    }

    /// Says whether the line touches a box.
    pub(super) fn meets(&self, frame: Rect) -> bool {
        self.hull().grown(0.1).overlaps(frame)
            && self.pieces().any(|(from, to)| frame.meets(from, to))
    }

    /// Returns a rectangle round the line.
    pub(super) fn hull(&self) -> Rect {
        let middle = self.at(0.5);
        let point = |point: Point| Rect::around(point, Size::default());
        point(self.from).union(point(self.to)).union(point(middle))
    }

    /// Returns the line moved by a step.
    pub(super) fn moved(&self, step: Point) -> Self {
        let (from, control, to) = (self.from + step, self.control + step, self.to + step);
        Self {
            from,
            control,
            to,
            bent: self.bent,
        }
    }
}

/// Returns the lines of all ties that can be drawn, in their order.
pub(super) fn all(network: &Network, frames: &[Rect], look: &Look) -> Vec<Route> {
    let mut beside: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for tie in network.drawable_ties() {
        *beside.entry(ordered(tie.ends)).or_default() += 1;
    }
    let mut drawn: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let route = |ends: (usize, usize)| {
        let (a, b) = ordered(ends);
        let number = drawn.entry((a, b)).or_default();
        let lane = *number as f64 - (beside[&(a, b)] - 1) as f64 / 2.0;
        *number += 1;
        let (from, to) = (frames[a].center(), frames[b].center());
        match (lane == 0.0, look.bends) {
            (true, true) => free(from, to, &others(frames, a, b)),
            _ => Route::new(from, to, lane * ABREAST),
        }
    };
    network
        .drawable_ties()
        .map(|tie| tie.ends)
        .map(route)
        .collect()
}

fn ordered((a, b): (usize, usize)) -> (usize, usize) {
    (a.min(b), a.max(b))
}

/// Returns the boxes that a line between two nodes must not touch.
fn others(frames: &[Rect], a: usize, b: usize) -> Vec<Rect> {
    let near = Rect::around(frames[a].center(), Size::default());
    let near = near.union(Rect::around(frames[b].center(), Size::default()));
    let margin = near.size.width.hypot(near.size.height) * 0.3 + 40.0;
    let indexed = frames
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != a && *index != b);
    let grown = indexed.map(|(_, frame)| frame.grown(CLEARANCE));
    grown
        .filter(|frame| frame.overlaps(near.grown(margin)))
        .collect()
}

/// Returns the straightest line that touches the fewest boxes.
fn free(from: Point, to: Point, others: &[Rect]) -> Route {
    let hits = |route: &Route| others.iter().filter(|frame| route.meets(**frame)).count();
    let mut best = Route::new(from, to, 0.0);
    let mut fewest = hits(&best);
    let length = (to - from).length();
    for bend in BENDS {
        if fewest == 0 {
            break;
        }
        let route = Route::new(from, to, bend * length / 2.0);
        let count = hits(&route);
        if count < fewest {
            (best, fewest) = (route, count);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_bends_round_a_box_in_its_way() {
        let (from, to) = (Point::new(0.0, 0.0), Point::new(200.0, 0.0));
        let wall = Rect::around(Point::new(100.0, 2.0), Size::new(30.0, 16.0));
        let route = free(from, to, &[wall]);
        assert!(route.bent && !route.meets(wall));
        assert!(!free(from, to, &[]).bent);
    }

    #[test]
    fn a_curve_stands_off_by_its_bend() {
        let route = Route::new(Point::new(0.0, 0.0), Point::new(100.0, 0.0), 12.0);
        assert!((route.at(0.5) - Point::new(50.0, 12.0)).length() < 1e-9);
    }
}
