//! The lines of ties: straight if nothing is in the way, else bent around boxes.

use std::collections::BTreeMap;

use super::metrics::Metrics;
use super::{Network, clusters};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::scene::Step;

/// The distance between lines that connect the same two nodes, in points.
const PARALLEL_GAP: f64 = 26.0;

/// The minimum distance between a line and the boxes of other nodes, in points.
const CLEARANCE: f64 = 3.0;

/// The bends that are tried, as shares of the length of the line, the slightest first.
const BENDS: [f64; 16] = [
    0.08, -0.08, 0.12, -0.12, 0.16, -0.16, 0.21, -0.21, 0.26, -0.26, 0.32, -0.32, 0.4, -0.4, 0.52,
    -0.52,
];

/// The positions of the peak of a bend along the line that are tried, as distances from the middle in shares of its
/// length: a box near one end needs a bend near that end.
const PEAKS: [f64; 3] = [0.0, 0.22, -0.22];

/// The maximum bend around the frame of a group: a longer detour is harder to follow than a line through the frame.
const MAX_FRAME_BEND: f64 = 0.26;

/// The number of straight pieces by which a bent line is tested against boxes.
const PIECES: usize = 14;

/// The number of pieces of a line between boxes along which dashes are measured.
const SAMPLES: usize = 600;

/// The line of a tie: a quadratic curve from the center of one box to that of the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Route {
    /// The center of the first box.
    pub(crate) from: Point,
    /// The control point of the curve; the midpoint if the line is straight.
    pub(crate) control: Point,
    /// The center of the second box.
    pub(crate) to: Point,
    pub(crate) is_bent: bool,
}

impl Route {
    /// Creates a line whose middle is at the distance `bend` from the straight line, in points.
    ///
    /// A quadratic curve passes halfway between the straight line and its control point, hence the factor 2.
    fn new(from: Point, to: Point, bend: f64) -> Self {
        Self::with_peak(from, to, bend, 0.0)
    }

    /// Creates a straight line.
    #[cfg(test)]
    pub(super) fn straight(from: Point, to: Point) -> Self {
        Self::new(from, to, 0.0)
    }

    /// Creates a line like [`Route::new`] whose bend is moved along the line by a share of its length.
    fn with_peak(from: Point, to: Point, bend: f64, peak: f64) -> Self {
        let control = from.toward(to, 0.5 + peak) + (to - from).normal() * (2.0 * bend);
        Self {
            from,
            control,
            to,
            is_bent: bend != 0.0,
        }
    }

    /// Returns the point at a share of the line, from 0 to 1 (de Casteljau's construction).
    pub(crate) fn at(&self, share: f64) -> Point {
        let first = self.from.toward(self.control, share);
        let second = self.control.toward(self.to, share);
        first.toward(second, share)
    }

    /// Returns the line as a step of a drawing.
    pub(crate) fn step(&self) -> Step {
        if self.is_bent {
            Step::Bend(self.control, self.to)
        } else {
            Step::To(self.to)
        }
    }

    /// Returns straight pieces that approximate the line.
    fn pieces(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        let count = if self.is_bent { PIECES } else { 1 };
        let share = move |index: usize| index as f64 / count as f64;
        (0..count).map(move |index| (self.at(share(index)), self.at(share(index + 1))))
    }

    /// Returns `true` if the line touches a box.
    pub(super) fn meets(&self, frame: Rect) -> bool {
        // Most boxes are far away, and the hull is cheaper to test than the pieces.
        self.hull().grown(0.1).overlaps(frame)
            && self.pieces().any(|(from, to)| frame.meets(from, to))
    }

    /// Returns a rectangle that contains the line.
    pub(super) fn hull(&self) -> Rect {
        let points = [self.from, self.to, self.at(0.5)];
        let [from, to, middle] = points.map(|point| Rect::around(point, Size::default()));
        from.union(to).union(middle)
    }

    /// Returns the parts of the line outside some boxes, each shortened at both ends to whole strokes of a dash
    /// pattern, so that no broken stroke is visible beside a box.
    pub(super) fn dashed_parts(&self, boxes: &[Rect], pattern: &[f64]) -> Vec<Self> {
        let hull = self.hull().grown(0.1);
        let boxes: Vec<Rect> = boxes
            .iter()
            .copied()
            .filter(|frame| frame.overlaps(hull))
            .collect();
        let share = |sample: usize| sample as f64 / SAMPLES as f64;
        let points: Vec<Point> = (0..=SAMPLES).map(|sample| self.at(share(sample))).collect();
        // The length of the line up to each sample: the parameter of a curve does not grow with its length.
        let mut lengths = vec![0.0; points.len()];
        for sample in 1..points.len() {
            lengths[sample] = lengths[sample - 1] + (points[sample] - points[sample - 1]).length();
        }
        let share_at = |length: f64| {
            let sample = lengths.partition_point(|reached| *reached < length);
            share(sample.min(SAMPLES))
        };
        let is_free = |sample: &usize| !boxes.iter().any(|frame| frame.contains(points[*sample]));
        let samples: Vec<usize> = (0..points.len()).collect();
        let runs = samples.chunk_by(|a, b| is_free(a) == is_free(b));
        let free = runs.filter(|run| is_free(&run[0]));
        free.filter_map(|run| {
            let (start, end) = (lengths[run[0]], lengths[run[run.len() - 1]]);
            let (start, end) = whole_strokes(start, end, pattern)?;
            Some(self.part(share_at(start), share_at(end)))
        })
        .collect()
    }

    /// Returns the part between two shares of the line, which is a quadratic curve too.
    fn part(&self, start: f64, end: f64) -> Self {
        let (from, to) = (self.at(start), self.at(end));
        // The control point is on the tangent at the start, which leads to the point `start` between control and end.
        let tangent = self.control.toward(self.to, start);
        let share = if start < 1.0 {
            (end - start) / (1.0 - start)
        } else {
            0.0
        };
        Self {
            from,
            control: from.toward(tangent, share),
            to,
            is_bent: self.is_bent,
        }
    }

    /// Returns the line moved by a vector.
    pub(super) fn moved(&self, vector: Point) -> Self {
        Self {
            from: self.from + vector,
            control: self.control + vector,
            to: self.to + vector,
            is_bent: self.is_bent,
        }
    }
}

/// Returns the longest stretch in the middle of another that begins and ends with the first stroke of a dash pattern;
/// `None` if not even one stroke fits.
fn whole_strokes(start: f64, end: f64, pattern: &[f64]) -> Option<(f64, f64)> {
    let (first, period) = (*pattern.first()?, pattern.iter().sum::<f64>());
    let periods = ((end - start - first) / period).floor();
    let rest = end - start - first - periods * period;
    (periods >= 0.0).then_some((start + rest / 2.0, end - rest / 2.0))
}

/// Returns the lines of all drawable ties, in their order.
///
/// A line touches as few boxes of other nodes as possible, and as few frames of other groups as possible without
/// much of a bend. Lines between the same two nodes run side by side.
pub(super) fn all(
    network: &Network,
    frames: &[Rect],
    clusters: &[Rect],
    metrics: &Metrics,
) -> Vec<Route> {
    let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for tie in network.drawable_ties() {
        *counts.entry(ordered(tie.ends)).or_default() += 1;
    }
    let mut routed: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut routes = Vec::new();
    let names = clusters::name_frames(network, clusters);
    for tie in network.drawable_ties() {
        let (a, b) = ordered(tie.ends);
        let number = routed.entry((a, b)).or_default();
        // The middle one of parallel lines is straight, the others are on either side of it.
        let lane = *number as f64 - (counts[&(a, b)] - 1) as f64 / 2.0;
        *number += 1;
        let (from, to) = (frames[a].center(), frames[b].center());
        routes.push(if lane == 0.0 && metrics.has_bends {
            let own = [network.nodes[a].group, network.nodes[b].group];
            let mut obstacles = obstacles(frames, a, b);
            obstacles.extend(&names);
            straightest(from, to, &obstacles, &foreign(clusters, own))
        } else {
            Route::new(from, to, lane * PARALLEL_GAP)
        });
    }
    routes
}

/// Returns the number of boxes that lines of other nodes touch; 0 if lines do not bend around boxes.
pub(super) fn count_hits(
    network: &Network,
    routes: &[Route],
    frames: &[Rect],
    metrics: &Metrics,
) -> usize {
    if !metrics.has_bends {
        return 0;
    }
    let routed = network.drawable_ties().zip(routes);
    let hits = routed.map(|(tie, route)| {
        let boxes = frames.iter().enumerate();
        let others = boxes.filter(|(node, _)| *node != tie.ends.0 && *node != tie.ends.1);
        others.filter(|(_, frame)| route.meets(**frame)).count()
    });
    hits.sum()
}

fn ordered((a, b): (usize, usize)) -> (usize, usize) {
    (a.min(b), a.max(b))
}

/// Returns the frames of all groups except two.
fn foreign(clusters: &[Rect], own: [Option<usize>; 2]) -> Vec<Rect> {
    let clusters = clusters.iter().enumerate();
    let foreign = clusters.filter(|(index, _)| !own.contains(&Some(*index)));
    foreign.map(|(_, frame)| *frame).collect()
}

/// Returns the boxes that a line between two nodes must not touch: those of other nodes near enough for the
/// largest bend.
fn obstacles(frames: &[Rect], a: usize, b: usize) -> Vec<Rect> {
    let [first, second] = [a, b].map(|node| Rect::around(frames[node].center(), Size::default()));
    let near = first.union(second);
    let margin = near.size.width.hypot(near.size.height) * 0.3 + 40.0;
    let others = frames
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != a && *index != b);
    let grown = others.map(|(_, frame)| frame.grown(CLEARANCE));
    grown
        .filter(|frame| frame.overlaps(near.grown(margin)))
        .collect()
}

/// Returns the straightest line among those that touch the fewest boxes, and of these the fewest foreign frames.
fn straightest(from: Point, to: Point, obstacles: &[Rect], foreign: &[Rect]) -> Route {
    let touched =
        |route: &Route, rects: &[Rect]| rects.iter().filter(|rect| route.meets(**rect)).count();
    let count_hits = |route: &Route| (touched(route, obstacles), touched(route, foreign));
    let mut best = Route::new(from, to, 0.0);
    let mut fewest = count_hits(&best);
    let length = (to - from).length();
    for bend in BENDS {
        let is_slight = bend.abs() <= MAX_FRAME_BEND;
        if fewest.0 == 0 && (fewest.1 == 0 || !is_slight) {
            break;
        }
        for peak in PEAKS {
            let route = Route::with_peak(from, to, bend * length / 2.0, peak);
            let hits = count_hits(&route);
            if hits < fewest && (is_slight || hits.0 < fewest.0) {
                (best, fewest) = (route, hits);
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_bends_around_a_box_in_its_way() {
        let (from, to) = (Point::new(0.0, 0.0), Point::new(200.0, 0.0));
        let obstacle = Rect::around(Point::new(100.0, 2.0), Size::new(30.0, 16.0));
        let route = straightest(from, to, &[obstacle], &[]);
        assert!(route.is_bent && !route.meets(obstacle));
        let high = Rect::around(Point::new(100.0, 0.0), Size::new(60.0, 160.0));
        assert!(
            !straightest(from, to, &[], &[high]).is_bent,
            "the detour is too long"
        );
        assert!(!straightest(from, to, &[], &[obstacle]).meets(obstacle));
        assert!(!straightest(from, to, &[], &[]).is_bent);
    }

    #[test]
    fn a_dashed_line_begins_and_ends_with_whole_strokes_beside_a_box() {
        let route = Route::new(Point::new(0.0, 0.0), Point::new(100.0, 0.0), 0.0);
        let label = Rect::around(Point::new(50.0, 0.0), Size::new(20.0, 8.0));
        let parts = route.dashed_parts(&[label], &[2.0, 3.0]);
        assert_eq!(parts.len(), 2);
        for part in parts {
            let length = part.to.x - part.from.x;
            assert!((length - 37.0).abs() < 0.4, "{length}");
            assert!(!part.meets(label));
        }
        let all = route.hull().grown(1.0);
        assert!(route.dashed_parts(&[all], &[2.0, 3.0]).is_empty());
    }

    #[test]
    fn a_part_of_a_curve_is_on_the_curve() {
        let route = Route::new(Point::new(0.0, 0.0), Point::new(100.0, 0.0), 20.0);
        let part = route.part(0.25, 0.75);
        assert!((part.at(0.5) - route.at(0.5)).length() < 1e-9);
        assert!((part.from - route.at(0.25)).length() < 1e-9);
    }

    #[test]
    fn the_middle_of_a_curve_is_at_its_bend() {
        let route = Route::new(Point::new(0.0, 0.0), Point::new(100.0, 0.0), 12.0);
        assert!((route.at(0.5) - Point::new(50.0, 12.0)).length() < 1e-9);
    }
}
