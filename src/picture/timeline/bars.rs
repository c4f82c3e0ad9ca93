//! The bars of spells: the colour shows the phase, lines along the edges the condition, fading ends uncertain dates.

use super::axis::Axis;
use super::extent::{Days, Extent};
use super::{Bar, Timeline};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::legend::{Row, SAMPLE, Sample, ScaleLegend};
use crate::picture::scene::{Anchor, Item, Line, Shape, Text, Weight};
use crate::picture::style::{Colour, Dash, Stroke, Theme};
use crate::picture::{fill, text};

const FONT_SIZE: f64 = 6.8;

/// The minimum width of a fading end, in points: a shorter one looks like a sharp end.
const MIN_FADE: f64 = 1.5;

/// The minimum width of the solid part, in points, so that the shortest spell is visible.
const MIN_SOLID: f64 = 1.2;

/// The maximum number of steps in which an end fades.
const MAX_FADE_STEPS: usize = 14;

/// The width of the fading ends of a sample.
const SAMPLE_FADE: f64 = 11.0;

/// The positions of the lines of a condition, as shares of the height: along the edges, so that a text fits between them.
const CONDITION_SHARES: [f64; 2] = [0.13, 0.87];

/// The share of the height between the lines of a condition, which the patch below a text takes.
const PATCH_SHARE: f64 = 0.5;

/// Draws a bar.
pub(super) fn draw(
    timeline: &Timeline,
    bar: &Bar,
    top: f64,
    height: f64,
    axis: &Axis,
    theme: &Theme,
) -> Vec<Item> {
    let rungs = timeline.legend.scale.rungs;
    let fill = theme.colour(bar.phase, rungs);
    let parts = Parts::of(bar.time, axis);
    let (left, right) = parts.solid;
    let solid = Rect::new(left, top, right - left, height);
    let mut items = faded(parts.start, top, height, fill, true, theme);
    items.extend(faded(parts.end, top, height, fill, false, theme));
    items.extend(body(solid, bar.phase, bar.condition, rungs, theme));
    let is_sharp = parts.start.0 >= parts.start.1;
    if is_sharp && parts.start.0 > axis.left() {
        // A line in the colour of the paper separates a bar from the one before it.
        let from = Point::new(solid.x, top - 0.5);
        let to = Point::new(solid.x, top + height + 0.5);
        items.push(Line::straight(from, to, Stroke::solid(theme.paper, 1.0)).into());
    }
    let background = fill::background(bar.phase, rungs, theme);
    let patch_share = if bar.condition == 0 { 1.0 } else { PATCH_SHARE };
    let texts = label_texts(timeline, bar);
    items.extend(label(solid, background, patch_share, &texts));
    items
}

/// Returns the possible labels of a bar, from the longest to the shortest.
fn label_texts(timeline: &Timeline, bar: &Bar) -> Vec<String> {
    let condition = timeline.legend.scale.unusual_condition(bar.condition);
    let full = condition.map(|label| format!("{} · {}", bar.label, label.to_lowercase()));
    full.into_iter().chain([bar.label.clone()]).collect()
}

/// Returns the rows of a legend that explain bars: phases in the normal condition, conditions on the highest phase.
pub(in crate::picture) fn legend_rows(scale: &ScaleLegend, theme: &Theme) -> [Row; 2] {
    let sample = |phase, condition| {
        let frame = Rect::around(Point::default(), SAMPLE);
        Sample::Drawn(body(frame, phase, condition, scale.rungs, theme))
    };
    [
        Row::of("Phase", &scale.phases, |phase| {
            (sample(phase, 0), theme.area_look(phase, scale.rungs))
        }),
        Row::of("Condition", &scale.conditions, |condition| {
            let look = match condition {
                0 => "plain".to_owned(),
                _ => format!("{} lines", Dash::of_condition(condition).look()),
            };
            (sample(scale.highest(), condition), look)
        }),
    ]
}

/// Draws a sample with fading ends around the origin.
pub(super) fn faded_sample(phase: usize, rungs: usize, theme: &Theme) -> Vec<Item> {
    let frame = Rect::around(Point::default(), SAMPLE);
    let (left, right) = (frame.x, frame.right());
    let (top, height) = (frame.y, frame.size.height);
    let fill = theme.colour(phase, rungs);
    let (start, end) = ((left, left + SAMPLE_FADE), (right - SAMPLE_FADE, right));
    let mut items = faded(start, top, height, fill, true, theme);
    items.extend(faded(end, top, height, fill, false, theme));
    let width = right - left - 2.0 * SAMPLE_FADE;
    let solid = Rect::new(left + SAMPLE_FADE, top, width, height);
    items.extend(body(solid, phase, 0, rungs, theme));
    items
}

/// The parts of a bar along the axis.
pub(super) struct Parts {
    pub(super) start: (f64, f64),
    pub(super) solid: (f64, f64),
    pub(super) end: (f64, f64),
}

impl Parts {
    pub(super) fn of(time: Extent, axis: &Axis) -> Self {
        let positions = |(first, last): Days| (axis.at(first), axis.at(last));
        let mut start = positions(time.start);
        if start.1 - start.0 < MIN_FADE {
            start.1 = start.0;
        }
        let mut end = positions(time.end);
        if end.1 - end.0 < MIN_FADE {
            end.0 = end.1;
        } else {
            // The end may have begun before the start has ended; then the bar only fades in and out.
            end = (end.0.max(start.1), end.1.max(start.1));
        }
        let solid = (start.1, end.0.max(start.1 + MIN_SOLID));
        Self { start, solid, end }
    }
}

/// Fades a colour in or out between two positions: by opacity, or by bars that grow thinner if the theme has no
/// shades.
pub(super) fn faded(
    (from, to): (f64, f64),
    top: f64,
    height: f64,
    fill: Colour,
    fades_in: bool,
    theme: &Theme,
) -> Vec<Item> {
    let width = to - from;
    if width < MIN_FADE {
        return Vec::new();
    }
    let steps = ((width / MIN_FADE) as usize).clamp(2, MAX_FADE_STEPS);
    let step_item = |step: usize| {
        let position = (step as f64 + 0.5) / steps as f64;
        let strength = if fades_in { position } else { 1.0 - position };
        let (covered, opacity) = if theme.is_shaded {
            (1.0, strength)
        } else {
            (strength, 1.0)
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
            ..Line::polygon(&corners, fill)
        }
        .into()
    };
    (0..steps).map(step_item).collect()
}

/// Draws the solid part of a bar.
fn body(frame: Rect, phase: usize, condition: usize, rungs: usize, theme: &Theme) -> Vec<Item> {
    let mut items = fill::rung(frame, phase, rungs, theme);
    items.extend(fill::condition(frame, condition, &CONDITION_SHARES, theme));
    items
}

/// Draws the first of some texts that fits a bar, on a patch in the colour of the bar that is a share of its height.
fn label(frame: Rect, background: Colour, patch_share: f64, texts: &[String]) -> Vec<Item> {
    let width = |content: &str| text::width(content, FONT_SIZE, Weight::Regular);
    let max_width = frame.size.width - 6.0;
    let Some(content) = texts.iter().find(|content| width(content) <= max_width) else {
        return Vec::new();
    };
    let center = frame.center();
    let patch = Size::new(width(content) + 4.0, frame.size.height * patch_share);
    let text = Text {
        at: Point::new(center.x, center.y + FONT_SIZE * 0.36),
        anchor: Anchor::Middle,
        size: FONT_SIZE,
        weight: Weight::Regular,
        colour: fill::ink_on(background),
        content: content.clone(),
    };
    vec![
        Shape::filled(Rect::around(center, patch), background).into(),
        text.into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::scene::Step;

    #[test]
    fn a_text_leaves_the_lines_of_a_condition_visible() {
        let frame = Rect::new(0.0, 0.0, 100.0, 15.0);
        for theme in [Theme::light(), Theme::print()] {
            let text = label(frame, theme.paper, PATCH_SHARE, &["Formalized".to_owned()]);
            let Some(Item::Box(patch)) = text.first() else {
                panic!("a text has a patch");
            };
            let lines = fill::condition(frame, 2, &CONDITION_SHARES, &theme);
            assert!(lines.len() >= 2);
            for line in &lines {
                let Item::Line(line) = line else {
                    panic!("a condition is drawn by lines");
                };
                let half = line.stroke.expect("a line has a style").width / 2.0;
                let [Step::To(end)] = line.steps[..] else {
                    panic!("the line is straight");
                };
                assert!(line.start.x < 1.0 && end.x > 99.0, "it runs along the bar");
                let area = Rect::new(0.0, line.start.y - half, 100.0, 2.0 * half);
                assert!(!area.overlaps(patch.frame), "{area:?} {:?}", patch.frame);
            }
        }
    }
}
