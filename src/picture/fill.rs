//! Fields that show a rung of a scale: by colour, or by hatching where a theme has no shades.

use super::geometry::{Point, Rect};
use super::scene::{Item, Line, Shape};
use super::style::{Colour, Dash, Stroke, Theme};

/// The height of the line that tells a condition on a field, in points.
const EDGE: f64 = 2.2;

/// Returns a field in the look of a rung.
pub(super) fn rung(frame: Rect, rung: usize, rungs: usize, theme: &Theme) -> Vec<Item> {
    let fill = theme.colour(rung, rungs);
    if theme.is_shaded || rung + 1 >= rungs {
        return vec![field(frame, fill, None)];
    }
    let border = Stroke::solid(theme.border, 0.6);
    let mut items = vec![field(frame, theme.paper, Some(border))];
    items.extend(hatching(frame, rung, rungs, theme));
    items
}

/// Returns the colour on which words stand on a field.
pub(crate) fn ground(rung: usize, rungs: usize, theme: &Theme) -> Colour {
    match theme.is_shaded || rung + 1 >= rungs {
        true => theme.colour(rung, rungs),
        false => theme.paper,
    }
}

/// Returns the colour of letters on a ground.
pub(crate) fn ink_on(ground: Colour) -> Colour {
    let dark = Colour::new(0x10, 0x14, 0x1C);
    match dark.contrast(ground) >= Colour::WHITE.contrast(ground) {
        true => dark,
        false => Colour::WHITE,
    }
}

/// Returns what tells a condition on a field: nothing for the first of the vocabulary, lines along its
/// edges in the dash of any other. Shares of the height say where the lines run.
pub(super) fn condition(frame: Rect, condition: usize, shares: &[f64], theme: &Theme) -> Vec<Item> {
    if condition == 0 {
        return Vec::new();
    }
    let mut items = Vec::new();
    for share in shares {
        let y = frame.y + frame.size.height * share;
        let line = |stroke| {
            Line::straight(
                Point::new(frame.x + 0.6, y),
                Point::new(frame.right() - 0.6, y),
                stroke,
            )
            .into()
        };
        let dash = Dash::of_condition(condition);
        if theme.is_shaded {
            items.push(line(Stroke {
                colour: theme.paper,
                width: EDGE,
                dash,
            }));
        } else {
            // On hatching neither black nor white is seen alone.
            items.push(line(Stroke::solid(theme.paper, EDGE + 1.4)));
            items.push(line(Stroke {
                colour: theme.ink,
                width: EDGE * 0.7,
                dash,
            }));
        }
    }
    items
}

fn field(frame: Rect, fill: Colour, stroke: Option<Stroke>) -> Item {
    Shape {
        frame,
        radius: 0.0,
        fill: Some(fill),
        stroke,
    }
    .into()
}

/// Returns slanted lines over a field, the closer and thicker the higher the rung; those of every second
/// rung slant the other way.
fn hatching(frame: Rect, rung: usize, rungs: usize, theme: &Theme) -> Vec<Item> {
    let share = rung as f64 / rungs.saturating_sub(1).max(1) as f64;
    let (apart, width) = (6.5 - 4.6 * share, 0.35 + 1.1 * share);
    let stroke = Stroke::solid(theme.ink, width);
    let rising = rung.is_multiple_of(2);
    let reach = frame.size.width + frame.size.height;
    let count = ((reach / apart) as usize).min(4_000);
    (1..=count)
        .filter_map(|line| slant(frame, line as f64 * apart, rising))
        .map(|(from, to)| Line::straight(from, to, stroke).into())
        .collect()
}

/// Returns the part inside a field of the line at 45 degrees that meets its upper edge, or that edge
/// made longer, at a distance from the left corner.
fn slant(frame: Rect, distance: f64, rising: bool) -> Option<(Point, Point)> {
    let (width, height) = (frame.size.width, frame.size.height);
    let from = (distance - height).max(0.0);
    let to = distance.min(width);
    let place = |x: f64| {
        let x_drawn = if rising { x } else { width - x };
        Point::new(frame.x + x_drawn, frame.y + (distance - x))
    };
    (to - from > 0.2).then(|| (place(from), place(to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hatching_stays_inside_its_field() {
        let frame = Rect::new(10.0, 20.0, 37.0, 9.0);
        let inside = frame.grown(1e-9);
        for distance in 1..46 {
            for rising in [true, false] {
                if let Some((from, to)) = slant(frame, f64::from(distance), rising) {
                    assert!(inside.contains(from) && inside.contains(to), "{distance}");
                }
            }
        }
    }

    #[test]
    fn higher_rungs_are_hatched_more_densely_and_the_highest_is_full() {
        let frame = Rect::new(0.0, 0.0, 60.0, 10.0);
        let count = |index| rung(frame, index, 5, &Theme::print()).len();
        assert!(count(1) < count(2) && count(2) < count(3));
        assert_eq!(count(4), 1);
        assert_eq!(rung(frame, 1, 5, &Theme::light()).len(), 1);
    }
}
