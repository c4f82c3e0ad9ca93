//! The lane of a dyad: its name, its bars, what happened, and the operations that it shares.

use super::axis::Axis;
use super::bars;
use super::{Bar, Fall, Lane, Mark, Stretch, Timeline, Track};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::scene::{Anchor, Group, Item, Line, Shape, Text, Weight};
use crate::picture::style::{Stroke, Theme};
use crate::picture::text;

/// The letters of a dyad's name, and the most room it takes.
const NAME: (f64, f64) = (9.5, 110.0);

/// The letters of the names of codings, and the most room they take.
const CODING: f64 = 6.5;
const CODING_ROOM: f64 = 70.0;

/// The room above the first bar, and below all.
const PADDING: (f64, f64) = (11.0, 6.0);
const BAR: f64 = 14.0;
const BAR_GAP: f64 = 10.0;
/// A numbered mark, a mark without number, and the height of a row of marks.
const DISC: f64 = 9.4;
const DIAMOND: f64 = 5.4;
const MARK_ROW: f64 = 11.0;
/// A bar of an operation, its letters, and the height of its row.
const OPERATION: f64 = 3.2;
const LETTERS: f64 = 6.0;
const OPERATION_ROW: f64 = 8.4;

/// Returns the room for the names of the lanes, and of the codings beside them.
pub(super) fn name_width(timeline: &Timeline) -> f64 {
    let widest = |widths: &mut dyn Iterator<Item = f64>| widths.fold(0.0, f64::max);
    let names = widest(
        &mut timeline
            .lanes
            .iter()
            .map(|lane| text::width(&lane.label, NAME.0, Weight::Bold)),
    );
    let tracks = timeline.lanes.iter().flat_map(|lane| &lane.tracks);
    let codings = widest(
        &mut tracks
            .filter_map(|track| track.coding.as_ref())
            .map(|coding| text::width(coding, CODING, Weight::Regular) + 8.0),
    );
    names.clamp(30.0, NAME.1) + codings.min(CODING_ROOM) + 14.0
}

/// Draws a lane from a height on; returns its parts and how high it is.
pub(super) fn draw(
    timeline: &Timeline,
    lane: &Lane,
    top: f64,
    axis: &Axis,
    theme: &Theme,
) -> (Vec<Item>, f64) {
    let mut y = top + PADDING.0;
    let mut items = vec![name(&lane.label, y + BAR * 0.72, axis, theme)];
    for (place, track) in lane.tracks.iter().enumerate() {
        y += if place > 0 { BAR_GAP } else { 0.0 };
        items.extend(draw_track(timeline, track, y, axis, theme));
        y += BAR;
    }
    if let [first, _, ..] = lane.tracks.as_slice()
        && first.coding.is_some()
    {
        items.extend(codings(lane, top + PADDING.0, axis, theme));
    }
    let (marks, height) = marks(&lane.marks, y + 4.0, axis, theme);
    items.extend(marks);
    y += height + if height > 0.0 { 4.0 } else { 0.0 };
    let (operations, height) = operations(&lane.operations, y + 5.0, axis, theme);
    items.extend(operations);
    y += height + if height > 0.0 { 5.0 } else { 0.0 };
    let group = Group {
        key: Some(lane.key.clone()),
        ..Group::of("lane", items)
    };
    (vec![group.into()], y + PADDING.1 - top)
}

fn name(label: &str, base: f64, axis: &Axis, theme: &Theme) -> Item {
    let room = axis.left().min(NAME.1 + 12.0) - 12.0;
    Text {
        at: Point::new(0.0, base),
        anchor: Anchor::Start,
        size: NAME.0,
        weight: Weight::Bold,
        colour: theme.ink,
        content: text::fitted(label, NAME.0, Weight::Bold, room),
    }
    .into()
}

/// Names the coding of each track, above its bars.
fn codings(lane: &Lane, top: f64, axis: &Axis, theme: &Theme) -> Vec<Item> {
    let named = lane.tracks.iter().enumerate().filter_map(|(place, track)| {
        let y = top + place as f64 * (BAR + BAR_GAP);
        let content = track.coding.clone()?;
        let text = Text {
            at: Point::new(axis.left() - 6.0, y + BAR * 0.5 + 2.2),
            anchor: Anchor::End,
            size: CODING,
            weight: Weight::Regular,
            colour: theme.muted,
            content: text::fitted(&content, CODING, Weight::Regular, CODING_ROOM),
        };
        Some(text.into())
    });
    named.collect()
}

fn draw_track(
    timeline: &Timeline,
    track: &Track,
    top: f64,
    axis: &Axis,
    theme: &Theme,
) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for bar in &track.bars {
        let words = bar_words(timeline, bar);
        let look = bars::Look {
            rungs: timeline.legend.scale.rungs,
            words: &words,
            theme,
        };
        let group = Group {
            tooltip: Some(bar.tooltip.clone()),
            link: bar.href.clone(),
            ..Group::of("bar", bars::draw(bar, top, BAR, axis, &look))
        };
        items.push(group.into());
    }
    for (day, fall) in &track.falls {
        let group = Group {
            shift: Point::new(axis.at(*day), top - 5.0),
            tooltip: Some(format!("{}, {day}", fall.label())),
            ..Group::of("fall", fall_sign(*fall, theme))
        };
        items.push(group.into());
    }
    items
}

/// Returns what may be written on a bar, from the most to the least.
fn bar_words(timeline: &Timeline, bar: &Bar) -> Vec<String> {
    let condition = timeline.legend.scale.unusual_condition(bar.condition);
    let full = condition.map(|label| format!("{} · {}", bar.label, label.to_lowercase()));
    full.into_iter().chain([bar.label.clone()]).collect()
}

/// Draws the sign of a fall round the origin.
pub(super) fn fall_sign(fall: Fall, theme: &Theme) -> Vec<Item> {
    let point = Point::new;
    let triangle = [point(-3.6, -3.0), point(3.6, -3.0), point(0.0, 3.4)];
    match fall {
        Fall::Reversal => vec![Line::figure(&triangle, theme.ink).into()],
        Fall::Setback => {
            let edge = Some(Stroke::solid(theme.ink, 1.0));
            let hollow = Line {
                stroke: edge,
                ..Line::figure(&triangle, theme.paper)
            };
            vec![hollow.into()]
        }
        Fall::End => {
            let stroke = Stroke::solid(theme.ink, 1.6);
            let cross = [
                (point(-3.0, -3.0), point(3.0, 3.0)),
                (point(-3.0, 3.0), point(3.0, -3.0)),
            ];
            cross
                .map(|(from, to)| Line::straight(from, to, stroke).into())
                .to_vec()
        }
    }
}

/// Draws the sign of something that happened round the origin; hollow if its date is vague.
pub(super) fn mark_sign(number: Option<usize>, vague: bool, theme: &Theme) -> Vec<Item> {
    let (fill, ink) = match vague {
        true => (theme.paper, theme.ink),
        false => (theme.ink, theme.paper),
    };
    let stroke = Some(Stroke::solid(theme.ink, 0.8));
    let Some(number) = number else {
        let half = DIAMOND / 2.0;
        let corners = [(0.0, -half), (half, 0.0), (0.0, half), (-half, 0.0)];
        let corners = corners.map(|(x, y)| Point::new(x, y));
        let diamond = Line {
            stroke,
            ..Line::figure(&corners, fill)
        };
        return vec![diamond.into()];
    };
    let content = number.to_string();
    let size = if content.len() > 2 { 4.4 } else { 5.4 };
    let disc = Shape {
        frame: Rect::around(Point::default(), Size::new(DISC, DISC)),
        radius: DISC / 2.0,
        fill: Some(fill),
        stroke,
    };
    let text = Text {
        at: Point::new(0.0, size * 0.36),
        anchor: Anchor::Middle,
        size,
        weight: Weight::Bold,
        colour: ink,
        content,
    };
    vec![disc.into(), text.into()]
}

/// Draws the sign of an operation round the origin.
pub(super) fn operation_sign(theme: &Theme) -> Vec<Item> {
    let frame = Rect::around(Point::default(), Size::new(30.0, OPERATION));
    vec![operation_bar(frame, theme)]
}

fn operation_bar(frame: Rect, theme: &Theme) -> Item {
    Shape {
        frame,
        radius: OPERATION / 2.0,
        fill: Some(theme.muted),
        stroke: None,
    }
    .into()
}

/// Draws the marks in as many rows as it takes for no two to overlap; returns how high they are.
fn marks(marks: &[Mark], top: f64, axis: &Axis, theme: &Theme) -> (Vec<Item>, f64) {
    let numbered = marks.iter().any(|mark| mark.number.is_some());
    let mut rows: Vec<f64> = Vec::new();
    let mut items = Vec::new();
    for mark in marks {
        let x = axis
            .at(mark.day)
            .clamp(axis.left() + 3.0, axis.right() - 3.0);
        // Marks without numbers may lie on one another: they say that something happened, not what.
        let row = match numbered {
            true => free_row(&mut rows, x - DISC / 2.0, DISC + 0.8),
            false => {
                rows = vec![x];
                0
            }
        };
        let shift = Point::new(x, top + MARK_ROW * (row as f64 + 0.5));
        let group = Group {
            shift,
            tooltip: Some(mark.tooltip.clone()),
            link: mark.href.clone(),
            ..Group::of("milestone", mark_sign(mark.number, mark.is_vague, theme))
        };
        items.push(group.into());
    }
    (items, rows.len() as f64 * MARK_ROW)
}

/// Returns the first row in which there is room from a place on, and takes the room.
fn free_row(rows: &mut Vec<f64>, from: f64, width: f64) -> usize {
    let row = match rows.iter().position(|end| *end <= from) {
        Some(row) => row,
        None => {
            rows.push(f64::MIN);
            rows.len() - 1
        }
    };
    rows[row] = from + width;
    row
}

/// Draws the operations as thin bars with their names; returns how high they are.
fn operations(stretches: &[Stretch], top: f64, axis: &Axis, theme: &Theme) -> (Vec<Item>, f64) {
    let mut rows: Vec<f64> = Vec::new();
    let mut items = Vec::new();
    for stretch in stretches {
        let (from, to) = (axis.at(stretch.time.start.0), axis.at(stretch.time.end.1));
        let to = to.max(from + OPERATION);
        let words = text::width(&stretch.label, LETTERS, Weight::Regular);
        // The name stands after the bar, or before it where the picture ends.
        let after = to + 3.0 + words <= axis.right() - 2.0;
        let (left, right) = if after {
            (from, to + 3.0 + words)
        } else {
            ((from - 3.0 - words).max(axis.left()), to)
        };
        let row = free_row(&mut rows, left, right - left + 5.0);
        let y = top + OPERATION_ROW * row as f64;
        let bar = Rect::new(from, y + 2.4, to - from, OPERATION);
        let name = Text {
            at: Point::new(if after { to + 3.0 } else { from - 3.0 }, y + 6.1),
            anchor: if after { Anchor::Start } else { Anchor::End },
            size: LETTERS,
            weight: Weight::Regular,
            colour: theme.ink,
            content: stretch.label.clone(),
        };
        let group = Group {
            tooltip: Some(stretch.tooltip.clone()),
            link: stretch.href.clone(),
            ..Group::of("operation", vec![operation_bar(bar, theme), name.into()])
        };
        items.push(group.into());
    }
    (items, rows.len() as f64 * OPERATION_ROW)
}
