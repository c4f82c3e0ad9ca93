//! Areas that show a rung of the scale: by colour, or by hatching if the theme has no shades.

use super::geometry::{Point, Rect};
use super::scene::{Item, Line, Shape};
use super::style::{Colour, Dash, Stroke, Theme};

/// The width of the line that shows a condition on an area, in points.
const CONDITION_WIDTH: f64 = 2.2;

/// The maximum number of hatching lines in one area, so that a very wide bar stays cheap to draw.
const MAX_HATCHES: usize = 4_000;

/// Draws an area in the style of a rung. Without shades the highest rung is solid, and the others are hatched.
pub(super) fn rung(frame: Rect, rung: usize, rungs: usize, theme: &Theme) -> Vec<Item> {
    if theme.is_shaded || rung + 1 >= rungs {
        return vec![area(frame, theme.colour(rung, rungs), None)];
    }
    let border = Stroke::solid(theme.border, 0.6);
    let mut items = vec![area(frame, theme.paper, Some(border))];
    items.extend(hatching(frame, rung, rungs, theme));
    items
}

/// Returns the colour behind text on the area of a rung; on hatching, text has a patch of paper.
pub(crate) fn background(rung: usize, rungs: usize, theme: &Theme) -> Colour {
    if theme.is_shaded || rung + 1 >= rungs {
        theme.colour(rung, rungs)
    } else {
        theme.paper
    }
}

/// Returns the text colour that contrasts more with a background: nearly black, or white.
pub(crate) fn ink_on(background: Colour) -> Colour {
    let dark = Colour::new(0x10, 0x14, 0x1C);
    if dark.contrast(background) >= Colour::WHITE.contrast(background) {
        dark
    } else {
        Colour::WHITE
    }
}

/// Draws a condition on an area: nothing for the first of the vocabulary, which is the normal one, and lines in
/// the dash of any other. The lines run at the given shares of the height.
pub(super) fn condition(frame: Rect, condition: usize, shares: &[f64], theme: &Theme) -> Vec<Item> {
    if condition == 0 {
        return Vec::new();
    }
    let dash = Dash::of_condition(condition);
    let strokes = if theme.is_shaded {
        let stroke = Stroke::solid(theme.paper, CONDITION_WIDTH);
        vec![Stroke { dash, ..stroke }]
    } else {
        // On hatching neither black nor white is visible alone.
        let casing = Stroke::solid(theme.paper, CONDITION_WIDTH + 1.4);
        let stroke = Stroke::solid(theme.ink, CONDITION_WIDTH * 0.7);
        vec![casing, Stroke { dash, ..stroke }]
    };
    let mut items = Vec::new();
    for share in shares {
        let y = frame.y + frame.size.height * share;
        let from = Point::new(frame.x + 0.6, y);
        let to = Point::new(frame.right() - 0.6, y);
        items.extend(
            strokes
                .iter()
                .map(|stroke| Line::straight(from, to, *stroke).into()),
        );
    }
    items
}

fn area(frame: Rect, fill: Colour, stroke: Option<Stroke>) -> Item {
    Shape {
        frame,
        radius: 0.0,
        fill: Some(fill),
        stroke,
    }
    .into()
}

/// Draws slanted lines over an area, denser and thicker for higher rungs. Even and odd rungs slant in opposite
/// directions, so that neighbouring rungs differ in more than density.
fn hatching(frame: Rect, rung: usize, rungs: usize, theme: &Theme) -> Vec<Item> {
    let share = rung as f64 / rungs.saturating_sub(1).max(1) as f64;
    let (spacing, width) = (6.5 - 4.6 * share, 0.35 + 1.1 * share);
    let stroke = Stroke::solid(theme.ink, width);
    let rising = rung.is_multiple_of(2);
    let reach = frame.size.width + frame.size.height;
    let count = ((reach / spacing) as usize).min(MAX_HATCHES);
    (1..=count)
        .filter_map(|line| slanted_line(frame, line as f64 * spacing, rising))
        .map(|(from, to)| Line::straight(from, to, stroke).into())
        .collect()
}

/// Returns the part inside an area of the line at 45 degrees that meets its upper edge, or the extension of that
/// edge, at a distance from the left corner; mirrored if it rises.
fn slanted_line(frame: Rect, distance: f64, rising: bool) -> Option<(Point, Point)> {
    let (width, height) = (frame.size.width, frame.size.height);
    let from = (distance - height).max(0.0);
    let to = distance.min(width);
    let point = |x: f64| {
        let x_drawn = if rising { x } else { width - x };
        Point::new(frame.x + x_drawn, frame.y + (distance - x))
    };
    (to - from > 0.2).then(|| (point(from), point(to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hatching_stays_inside_its_area() {
        let frame = Rect::new(10.0, 20.0, 37.0, 9.0);
        let inside = frame.grown(1e-9);
        for distance in 1..46 {
            for rising in [true, false] {
                if let Some((from, to)) = slanted_line(frame, f64::from(distance), rising) {
                    assert!(inside.contains(from) && inside.contains(to), "{distance}");
                }
            }
        }
    }

    #[test]
    fn higher_rungs_are_hatched_more_densely_and_the_highest_is_solid() {
        let frame = Rect::new(0.0, 0.0, 60.0, 10.0);
        let count = |index| rung(frame, index, 5, &Theme::print()).len();
        assert!(count(1) < count(2) && count(2) < count(3));
        assert_eq!(count(4), 1);
        assert_eq!(rung(frame, 1, 5, &Theme::light()).len(), 1);
    }
}
