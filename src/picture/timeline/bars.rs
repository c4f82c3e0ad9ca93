//! The bars of spells: coloured by phase, hatched by condition, soft where a date is uncertain.

use super::{Bar, Extent};
use crate::model::Day;
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::legend::{Row, Sample, ScaleLegend};
use crate::picture::scene::{Anchor, Item, Line, Shape, Text, Weight};
use crate::picture::style::{Colour, Stroke, Theme};
use crate::picture::{fill, text};

use super::axis::Axis;

const LETTERS: f64 = 6.8;

/// The steps in which a soft end fades, at most.
const STEPS: usize = 14;

/// The size of a sample in a legend.
const SAMPLE: Size = Size::new(30.0, 9.0);

/// How a bar looks.
pub(super) struct Look<'a> {
    pub(super) rungs: usize,
    /// What is written on the bar, the first that has room.
    pub(super) words: &'a [String],
    pub(super) theme: &'a Theme,
}

/// Draws a bar over a height.
pub(super) fn draw(bar: &Bar, top: f64, height: f64, axis: &Axis, look: &Look) -> Vec<Item> {
    let fill = look.theme.colour(bar.phase, look.rungs);
    let piece = Piece::of(bar.time, axis);
    let solid = Rect::new(piece.solid.0, top, piece.solid.1 - piece.solid.0, height);
    let mut items = soft(piece.start, top, height, fill, true, look.theme);
    items.extend(soft(piece.end, top, height, fill, false, look.theme));
    items.extend(body(
        solid,
        bar.phase,
        bar.condition,
        look.rungs,
        look.theme,
    ));
    if piece.start.0 >= piece.start.1 && piece.start.0 > axis.left() {
        // A line in the colour of the paper keeps bars apart that follow one another.
        let from = Point::new(solid.x, top - 0.5);
        let to = Point::new(solid.x, top + height + 0.5);
        items.push(Line::straight(from, to, Stroke::solid(look.theme.paper, 1.0)).into());
    }
    items.extend(words(
        solid,
        fill::ground(bar.phase, look.rungs, look.theme),
        look,
    ));
    items
}

/// Returns the rows of a legend that explain bars: phases in the first condition, conditions on the highest phase.
pub(in crate::picture) fn legend(scale: &ScaleLegend, theme: &Theme) -> [Row; 2] {
    [
        Row::of("Phase", &scale.phases, |phase| {
            Sample::Drawn(sample(phase, 0, scale.rungs, theme))
        }),
        Row::of("Condition", &scale.conditions, |condition| {
            Sample::Drawn(sample(scale.highest(), condition, scale.rungs, theme))
        }),
    ]
}

/// Draws a bar of the size of a sample round the origin.
fn sample(phase: usize, condition: usize, rungs: usize, theme: &Theme) -> Vec<Item> {
    let frame = Rect::around(Point::default(), SAMPLE);
    body(frame, phase, condition, rungs, theme)
}

/// Draws a bar with soft ends round the origin.
pub(super) fn soft_sample(phase: usize, rungs: usize, theme: &Theme) -> Vec<Item> {
    let frame = Rect::around(Point::default(), SAMPLE);
    let (left, right) = (frame.x, frame.right());
    let (top, height) = (frame.y, frame.size.height);
    let fill = theme.colour(phase, rungs);
    let mut items = soft((left, left + 11.0), top, height, fill, true, theme);
    items.extend(soft((right - 11.0, right), top, height, fill, false, theme));
    let solid = Rect::new(left + 11.0, top, right - left - 22.0, height);
    items.extend(body(solid, phase, 0, rungs, theme));
    items
}

/// The parts of a bar along the axis.
struct Piece {
    start: (f64, f64),
    solid: (f64, f64),
    end: (f64, f64),
}

impl Piece {
    fn of(time: Extent, axis: &Axis) -> Self {
        let place = |(a, b): (Day, Day)| (axis.at(a), axis.at(b));
        let (start, end) = (place(time.start), place(time.end));
        // What is shorter than a hair would not be seen as soft.
        let start = if start.1 - start.0 < 1.5 {
            (start.0, start.0)
        } else {
            start
        };
        let end = if end.1 - end.0 < 1.5 {
            (end.1, end.1)
        } else {
            (end.0.max(start.1), end.1.max(start.1))
        };
        let solid = (start.1, end.0.max(start.1 + 1.2));
        Self { start, solid, end }
    }
}

/// Fades a colour in or out between two places: by opacity, or where a theme has no shades by bars that
/// grow thinner.
fn soft(
    (from, to): (f64, f64),
    top: f64,
    height: f64,
    fill: Colour,
    fades_in: bool,
    theme: &Theme,
) -> Vec<Item> {
    let width = to - from;
    if width < 1.5 {
        return Vec::new();
    }
    let steps = ((width / 1.5) as usize).clamp(2, STEPS);
    let slice = |step: usize| {
        let share = (step as f64 + 0.5) / steps as f64;
        let share = if fades_in { share } else { 1.0 - share };
        let (covered, opacity) = if theme.is_shaded {
            (1.0, share)
        } else {
            (share, 1.0)
        };
        let left = from + width * step as f64 / steps as f64;
        let right = left + covered * width / steps as f64;
        let corners = [
            Point::new(left, top),
            Point::new(right, top),
            Point::new(right, top + height),
            Point::new(left, top + height),
        ];
        Line {
            opacity,
            ..Line::figure(&corners, fill)
        }
        .into()
    };
    (0..steps).map(slice).collect()
}

/// Draws the solid part: plain in the first condition of the vocabulary, and edged with the dash of
/// the condition in any other.
fn body(frame: Rect, phase: usize, condition: usize, rungs: usize, theme: &Theme) -> Vec<Item> {
    let mut items = fill::rung(frame, phase, rungs, theme);
    items.extend(fill::condition(frame, condition, &[0.2, 0.8], theme));
    items
}

/// Writes on a bar the first of the words that has room, on a patch of the bar's own colour.
fn words(frame: Rect, ground: Colour, look: &Look) -> Vec<Item> {
    let wide = |words: &str| text::width(words, LETTERS, Weight::Regular);
    let room = frame.size.width - 6.0;
    let Some(fitting) = look.words.iter().find(|words| wide(words) <= room) else {
        return Vec::new();
    };
    let middle = frame.center();
    let patch = Shape {
        frame: Rect::around(middle, Size::new(wide(fitting) + 4.0, frame.size.height)),
        radius: 0.0,
        fill: Some(ground),
        stroke: None,
    };
    let text = Text {
        at: Point::new(middle.x, middle.y + LETTERS * 0.36),
        anchor: Anchor::Middle,
        size: LETTERS,
        weight: Weight::Regular,
        colour: fill::ink_on(ground),
        content: fitting.clone(),
    };
    vec![patch.into(), text.into()]
}
