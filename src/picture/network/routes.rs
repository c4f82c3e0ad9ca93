//! The lines of ties: straight where the way is free, bent round boxes that are in the way.

use std::collections::BTreeMap;

use super::Network;
use super::look::Look;
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::scene::Step;

/// How far lines between the same two nodes stand apart, in points.
const ABREAST: f64 = 26.0;

/// How far a line keeps from boxes that are not its own, in points.
const CLEARANCE: f64 = 3.0;

/// The bends that are tried, as shares of the length of the line.
const BENDS: [f64; 10] = [
    0.08, -0.08, 0.16, -0.16, 0.26, -0.26, 0.38, -0.38, 0.52, -0.52,
];

/// The most that a line bends round the frame of a group.
const SLIGHT: f64 = 0.26;

/// How many straight pieces stand for a bent line.
const PIECES: usize = 14;

/// How many pieces a line is cut into where its strokes are counted.
const SAMPLES: usize = 600;

/// The line of a tie, a quadratic curve from the middle of one box to that of the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Route {
    /// The middle of the first box.
    pub(crate) from: Point,
    /// The point that the line bends toward; halfway if it is straight.
    pub(crate) control: Point,
    /// The middle of the second box.
    pub(crate) to: Point,
    /// Whether the line is bent.
    pub(crate) bent: bool,
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
    pub(super) fn at(&self, share: f64) -> Point {
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

    /// Returns the parts of the line that lie outside some boxes, each cut at both ends to whole strokes of
    /// a dash pattern, so that no broken stroke is left beside a box.
    pub(super) fn dashes(&self, boxes: &[Rect], pattern: &[f64]) -> Vec<Self> {
        let hull = self.hull();
        let boxes: Vec<Rect> = boxes
            .iter()
            .copied()
            .filter(|frame| frame.overlaps(hull.grown(0.1)))
            .collect();
        let share = |sample: usize| sample as f64 / SAMPLES as f64;
        let points: Vec<Point> = (0..=SAMPLES).map(|sample| self.at(share(sample))).collect();
        let mut reached = vec![0.0; points.len()];
        for sample in 1..points.len() {
            reached[sample] = reached[sample - 1] + (points[sample] - points[sample - 1]).length();
        }
        let is_free = |sample: &usize| !boxes.iter().any(|frame| frame.contains(points[*sample]));
        let samples: Vec<usize> = (0..points.len()).collect();
        let runs = samples.chunk_by(|a, b| is_free(a) == is_free(b));
        let runs = runs.filter(|run| is_free(&run[0]));
        let at = |length: f64| {
            share(
                reached
                    .partition_point(|reached| *reached < length)
                    .min(SAMPLES),
            )
        };
        runs.filter_map(|run| {
            let (start, end) = (reached[run[0]], reached[run[run.len() - 1]]);
            let (start, end) = whole(start, end, pattern)?;
            Some(self.part(at(start), at(end)))
        })
        .collect()
    }

    /// Returns the part between two shares of the line.
    fn part(&self, start: f64, end: f64) -> Self {
        let rest = self.control.toward(self.to, start);
        let (from, to) = (self.at(start), self.at(end));
        // The tangent at the start meets that at the end where both halves bend toward.
        let share = if start < 1.0 {
            (end - start) / (1.0 - start)
        } else {
            0.0
        };
        Self {
            from,
            control: from.toward(rest, share),
            to,
            bent: self.bent,
        }
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

/// Returns the longest stretch in the middle of another that begins and ends with the first stroke of a dash
/// pattern; `None` if there is room for none.
fn whole(start: f64, end: f64, pattern: &[f64]) -> Option<(f64, f64)> {
    let (first, period) = (*pattern.first()?, pattern.iter().sum::<f64>());
    let times = ((end - start - first) / period).floor();
    let rest = end - start - first - times * period;
    (times >= 0.0).then_some((start + rest / 2.0, end - rest / 2.0))
}

/// Returns the lines of all ties that can be drawn, in their order. They touch no boxes of other nodes if they can
/// help it, and no frames of other groups as long as they need not bend much for it.
pub(super) fn all(
    network: &Network,
    frames: &[Rect],
    clusters: &[Rect],
    look: &Look,
) -> Vec<Route> {
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
            (true, true) => {
                let own = [network.nodes[a].group, network.nodes[b].group];
                free(from, to, &others(frames, a, b), &foreign(clusters, own))
            }
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

/// Returns the frames of all groups but two.
fn foreign(clusters: &[Rect], own: [Option<usize>; 2]) -> Vec<Rect> {
    let foreign = clusters.iter().enumerate();
    let foreign = foreign.filter(|(index, _)| !own.contains(&Some(*index)));
    foreign.map(|(_, frame)| *frame).collect()
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

/// Returns the straightest line that touches the fewest boxes, and among those the fewest foreign frames.
fn free(from: Point, to: Point, others: &[Rect], foreign: &[Rect]) -> Route {
    let touched =
        |route: &Route, rects: &[Rect]| rects.iter().filter(|rect| route.meets(**rect)).count();
    let hits = |route: &Route| (touched(route, others), touched(route, foreign));
    let mut best = Route::new(from, to, 0.0);
    let mut fewest = hits(&best);
    let length = (to - from).length();
    for bend in BENDS {
        let is_slight = bend.abs() <= SLIGHT;
        if fewest.0 == 0 && (fewest.1 == 0 || !is_slight) {
            break;
        }
        let route = Route::new(from, to, bend * length / 2.0);
        let count = hits(&route);
        if count < fewest && (is_slight || count.0 < fewest.0) {
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
        let route = free(from, to, &[wall], &[]);
        assert!(route.bent && !route.meets(wall));
        let far = Rect::around(Point::new(100.0, 0.0), Size::new(60.0, 160.0));
        assert!(
            !free(from, to, &[], &[far]).bent,
            "the way round is too long"
        );
        assert!(!free(from, to, &[], &[wall]).meets(wall));
        assert!(!free(from, to, &[], &[]).bent);
    }

    #[test]
    fn a_broken_line_begins_and_ends_with_whole_strokes_beside_a_box() {
        let route = Route::new(Point::new(0.0, 0.0), Point::new(100.0, 0.0), 0.0);
        let label = Rect::around(Point::new(50.0, 0.0), Size::new(20.0, 8.0));
        let parts = route.dashes(&[label], &[2.0, 3.0]);
        assert_eq!(parts.len(), 2);
        for part in parts {
            let length = part.to.x - part.from.x;
            assert!((length - 37.0).abs() < 0.4, "{length}");
            assert!(!part.meets(label));
        }
        assert!(
            route
                .dashes(&[route.hull().grown(1.0)], &[2.0, 3.0])
                .is_empty()
        );
    }

    #[test]
    fn a_part_of_a_curve_lies_on_it() {
        let route = Route::new(Point::new(0.0, 0.0), Point::new(100.0, 0.0), 20.0);
        let part = route.part(0.25, 0.75);
        assert!((part.at(0.5) - route.at(0.5)).length() < 1e-9);
        assert!((part.from - route.at(0.25)).length() < 1e-9);
    }

    #[test]
    fn a_curve_stands_off_by_its_bend() {
        let route = Route::new(Point::new(0.0, 0.0), Point::new(100.0, 0.0), 12.0);
        assert!((route.at(0.5) - Point::new(50.0, 12.0)).length() < 1e-9);
    }
}
