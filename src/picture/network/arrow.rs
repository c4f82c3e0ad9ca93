//! The arrow at the end of the line of a tie that leads one way only.

use super::Direction;
use super::routes::Route;
use crate::picture::geometry::{Point, Rect};
use crate::picture::scene::{Item, Line, Step};
use crate::picture::style::Stroke;

/// The number of points of a line that are tried to find where it meets a box.
const SAMPLES: usize = 400;

/// The space between the arrow and the box that it leads to, in points.
const GAP: f64 = 1.5;

/// The length of an arrow of a line without width, in points; it grows with the width of the line.
const LENGTH: f64 = 6.0;

/// Draws the arrow of a line between two boxes, where it reaches the box that it leads to.
pub(super) fn on(
    route: &Route,
    direction: Direction,
    ends: [Rect; 2],
    stroke: Stroke,
    opacity: f64,
) -> Item {
    let to = match direction {
        Direction::Forward => ends[1],
        Direction::Backward => ends[0],
    };
    // From the box that it leads to, back along the line.
    let at = |sample: usize| {
        let share = sample as f64 / SAMPLES as f64;
        match direction {
            Direction::Forward => route.at(1.0 - share),
            Direction::Backward => route.at(share),
        }
    };
    let frame = to.grown(GAP);
    let outside = (0..=SAMPLES).find(|sample| !frame.contains(at(*sample)));
    let outside = outside.unwrap_or(SAMPLES);
    let tip = at(outside);
    let behind = (outside..=SAMPLES).find(|sample| (at(*sample) - tip).length() >= length(stroke));
    head(tip, at(behind.unwrap_or(SAMPLES)), stroke, opacity)
}

/// Draws an arrow with its tip at a point, that comes from another.
pub(super) fn head(tip: Point, from: Point, stroke: Stroke, opacity: f64) -> Item {
    let distance = (from - tip).length().max(f64::EPSILON);
    let base = tip.toward(from, length(stroke) / distance);
    let half_width = (from - tip).normal() * (length(stroke) * 0.42);
    Line {
        start: tip,
        steps: vec![Step::To(base + half_width), Step::To(base - half_width)],
        stroke: None,
        fill: Some(stroke.colour),
        opacity,
    }
    .into()
}

fn length(stroke: Stroke) -> f64 {
    LENGTH + 2.0 * stroke.width
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::geometry::Size;
    use crate::picture::style::Theme;

    fn corners(item: Item) -> Vec<Point> {
        let Item::Line(line) = item else {
            panic!("an arrow is a polygon")
        };
        let steps = line.steps.iter().map(|step| match step {
            Step::To(point) | Step::Bend(_, point) => *point,
        });
        std::iter::once(line.start).chain(steps).collect()
    }

    #[test]
    fn an_arrow_touches_the_box_that_it_leads_to() {
        let [left, right] = [0.0, 200.0].map(|x| Point::new(x, 0.0));
        let boxes = [left, right].map(|center| Rect::around(center, Size::new(40.0, 20.0)));
        let route = Route::straight(left, right);
        let stroke = Stroke::solid(Theme::default().ink, 1.0);
        let tip = |direction| corners(on(&route, direction, boxes, stroke, 1.0))[0];
        // The boxes end at 20 and begin at 180.
        assert!((tip(Direction::Forward).x - 178.5).abs() <= 0.5);
        assert!((tip(Direction::Backward).x - 21.5).abs() <= 0.5);
        let all = corners(on(&route, Direction::Forward, boxes, stroke, 1.0));
        assert!(all[1].x < all[0].x, "it points to the right");
        assert!(
            (all[1].y + all[2].y).abs() < 1e-9,
            "it is even on both sides"
        );
    }
}
