//! The marks on a lane: falls, milestones and shared operations.

use super::axis::Axis;
use super::bars::{Parts, faded};
use super::{Fall, Mark, OperationBar};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::legend::SAMPLE;
use crate::picture::role::Role;
use crate::picture::scene::{Anchor, Group, Item, Line, Shape, Text, Weight};
use crate::picture::style::{Stroke, Theme};
use crate::picture::text;

/// The diameter of a mark with a number of one or two digits, and the additional width for each further digit.
const DISC_SIZE: f64 = 10.4;
const DIGIT_WIDTH: f64 = 3.4;

const NUMBER_FONT_SIZE: f64 = 6.0;

/// The diagonal of a mark without a number.
const DIAMOND_SIZE: f64 = 5.4;

/// The height of a row of milestones.
const MARK_ROW_HEIGHT: f64 = 11.0;

/// The height of the bar of an operation, and of a row of such bars.
const OPERATION_HEIGHT: f64 = 3.2;
const OPERATION_ROW_HEIGHT: f64 = 8.4;

const OPERATION_FONT_SIZE: f64 = 6.0;

/// The space between the bar of an operation and its label, and the length of the bar on either side of a label on it.
const LABEL_GAP: f64 = 3.0;
const LABEL_MARGIN: f64 = 12.0;

/// Draws the sign of a fall around the origin.
pub(super) fn fall_sign(fall: Fall, theme: &Theme) -> Vec<Item> {
    let point = Point::new;
    let triangle = [point(-3.6, -3.0), point(3.6, -3.0), point(0.0, 3.4)];
    match fall {
        Fall::Reversal => vec![Line::polygon(&triangle, theme.ink).into()],
        Fall::Setback => vec![
            Line {
                stroke: Some(Stroke::solid(theme.ink, 1.0)),
                ..Line::polygon(&triangle, theme.paper)
            }
            .into(),
        ],
        Fall::End => {
            let stroke = Stroke::solid(theme.ink, 1.6);
            let diagonals = [
                (point(-3.0, -3.0), point(3.0, 3.0)),
                (point(-3.0, 3.0), point(3.0, -3.0)),
            ];
            diagonals
                .map(|(from, to)| Line::straight(from, to, stroke).into())
                .to_vec()
        }
    }
}

/// Draws the sign of a milestone around the origin: a numbered disc or a diamond, hollow if the date is vague.
pub(super) fn milestone_sign(number: Option<usize>, is_vague: bool, theme: &Theme) -> Vec<Item> {
    let (fill, ink) = if is_vague {
        (theme.paper, theme.ink)
    } else {
        (theme.ink, theme.paper)
    };
    let stroke = Some(Stroke::solid(theme.ink, 0.8));
    let Some(number) = number else {
        let half = DIAMOND_SIZE / 2.0;
        let corners = [(0.0, -half), (half, 0.0), (0.0, half), (-half, 0.0)];
        let corners = corners.map(|(x, y)| Point::new(x, y));
        let diamond = Line {
            stroke,
            ..Line::polygon(&corners, fill)
        };
        return vec![diamond.into()];
    };
    let content = number.to_string();
    let size = Size::new(disc_width(number), DISC_SIZE);
    let frame = Rect::around(Point::default(), size);
    let disc = Shape {
        radius: DISC_SIZE / 2.0,
        stroke,
        ..Shape::filled(frame, fill)
    };
    let text = Text {
        at: Point::new(0.0, NUMBER_FONT_SIZE * 0.36),
        anchor: Anchor::Middle,
        size: NUMBER_FONT_SIZE,
        weight: Weight::Bold,
        colour: ink,
        content,
    };
    vec![disc.into(), text.into()]
}

/// Returns the width of a disc with a number.
fn disc_width(number: usize) -> f64 {
    let digits = number.to_string().len();
    DISC_SIZE + DIGIT_WIDTH * digits.saturating_sub(2) as f64
}

/// Draws the sign of an operation around the origin.
pub(super) fn operation_sign(theme: &Theme) -> Vec<Item> {
    let size = Size::new(SAMPLE.width, OPERATION_HEIGHT);
    vec![operation_bar(Rect::around(Point::default(), size), theme)]
}

fn operation_bar(frame: Rect, theme: &Theme) -> Item {
    Shape {
        radius: OPERATION_HEIGHT / 2.0,
        ..Shape::filled(frame, theme.muted)
    }
    .into()
}

/// Draws milestones in as many rows as they need in order not to overlap; returns the items and their height.
pub(super) fn draw_milestones(
    marks: &[Mark],
    top: f64,
    axis: &Axis,
    theme: &Theme,
) -> (Vec<Item>, f64) {
    let has_numbers = marks.iter().any(|mark| mark.number.is_some());
    let mut row_ends: Vec<f64> = Vec::new();
    let mut items = Vec::new();
    for mark in marks {
        let x = axis
            .at(mark.day)
            .clamp(axis.left() + 3.0, axis.right() - 3.0);
        // Marks without numbers share one row and may overlap: they show that something happened, not what.
        let row = if has_numbers {
            let width = disc_width(mark.number.unwrap_or_default());
            take_row(&mut row_ends, x - width / 2.0, width + 0.8)
        } else {
            row_ends = vec![x];
            0
        };
        let group = Group {
            shift: Point::new(x, top + MARK_ROW_HEIGHT * (row as f64 + 0.5)),
            tooltip: Some(mark.tooltip.clone()),
            link: mark.href.clone(),
            ..Group::with_role(
                "milestone",
                Role::Part,
                milestone_sign(mark.number, mark.is_vague, theme),
            )
        };
        items.push(group.into());
    }
    (items, row_ends.len() as f64 * MARK_ROW_HEIGHT)
}

/// Draws operations as thin bars with their labels, in as many rows as they need; returns the items and their height.
pub(super) fn draw_operations(
    bars: &[OperationBar],
    top: f64,
    axis: &Axis,
    theme: &Theme,
) -> (Vec<Item>, f64) {
    let mut row_ends: Vec<f64> = Vec::new();
    let mut items = Vec::new();
    for bar in bars {
        let from = axis.at(bar.time.start.0);
        let to = axis.at(bar.time.end.1).max(from + OPERATION_HEIGHT);
        let label = OperationLabel::of(&bar.label, (from, to), axis);
        let (left, right) = (from.min(label.left), to.max(label.left + label.width));
        let row = take_row(&mut row_ends, left, right - left + 5.0);
        let y = top + OPERATION_ROW_HEIGHT * row as f64;
        let mut parts = operation_parts(bar, (from, to), y + 2.4, axis, theme);
        parts.extend(label.draw(y, theme));
        let group = Group {
            tooltip: Some(bar.tooltip.clone()),
            alternative: Some(bar.tooltip.replace('\n', ": ")),
            link: bar.href.clone(),
            ..Group::with_role("operation", Role::Part, parts)
        };
        items.push(group.into());
    }
    (items, row_ends.len() as f64 * OPERATION_ROW_HEIGHT)
}

/// Draws the bar of an operation, with fading ends if its dates are vague.
fn operation_parts(
    bar: &OperationBar,
    (from, to): (f64, f64),
    top: f64,
    axis: &Axis,
    theme: &Theme,
) -> Vec<Item> {
    let Parts { start, solid, end } = Parts::of(bar.time, axis);
    let fades = [(start, true), (end, false)];
    let fades = fades
        .map(|(span, fades_in)| faded(span, top, OPERATION_HEIGHT, theme.muted, fades_in, theme));
    let is_sharp = fades.iter().all(Vec::is_empty);
    let (left, right) = if is_sharp { (from, to) } else { solid };
    let frame = Rect::new(left, top, right - left, OPERATION_HEIGHT);
    let mut items = fades.concat();
    items.push(operation_bar(frame, theme));
    items
}

/// The label of an operation, and where it is.
struct OperationLabel {
    content: String,
    anchor: Anchor,
    left: f64,
    width: f64,
}

impl OperationLabel {
    /// Places a label after its bar, before it, or on it: at the first of these places that is wide enough, or else
    /// shortened at the widest.
    fn of(label: &str, (from, to): (f64, f64), axis: &Axis) -> Self {
        let places = [
            (Anchor::Start, to + LABEL_GAP, axis.right() - 2.0),
            (Anchor::End, axis.left(), from - LABEL_GAP),
            (Anchor::Middle, from + LABEL_MARGIN, to - LABEL_MARGIN),
        ];
        let space = |(_, left, right): &(Anchor, f64, f64)| right - left;
        let width = text::width(label, OPERATION_FONT_SIZE, Weight::Regular);
        let fitting = places.iter().find(|place| width <= space(place));
        let mut widest = &places[0];
        for place in &places {
            if space(place) > space(widest) {
                widest = place;
            }
        }
        let place = *fitting.unwrap_or(widest);
        let (anchor, left, right) = place;
        let content = text::fitted(label, OPERATION_FONT_SIZE, Weight::Regular, space(&place));
        let width = text::width(&content, OPERATION_FONT_SIZE, Weight::Regular);
        Self {
            content,
            anchor,
            left: match anchor {
                Anchor::Start => left,
                Anchor::Middle => (left + right - width) / 2.0,
                Anchor::End => right - width,
            },
            width,
        }
    }

    /// Draws the label in a row; on its bar, with a background in the colour of the paper.
    fn draw(self, top: f64, theme: &Theme) -> Vec<Item> {
        let x = match self.anchor {
            Anchor::Start => self.left,
            Anchor::Middle => self.left + self.width / 2.0,
            Anchor::End => self.left + self.width,
        };
        let text = Text {
            at: Point::new(x, top + 6.1),
            anchor: self.anchor,
            size: OPERATION_FONT_SIZE,
            weight: Weight::Regular,
            colour: theme.ink,
            content: self.content,
        };
        let patch = Rect::new(
            self.left - LABEL_GAP,
            top + 0.4,
            self.width + 2.0 * LABEL_GAP,
            OPERATION_ROW_HEIGHT - 1.2,
        );
        let patch =
            (self.anchor == Anchor::Middle).then(|| Shape::filled(patch, theme.paper).into());
        patch.into_iter().chain([text.into()]).collect()
    }
}

/// Returns the first row that is free from a position on, and marks it as taken for a width.
fn take_row(row_ends: &mut Vec<f64>, from: f64, width: f64) -> usize {
    let free = row_ends.iter().position(|end| *end <= from);
    let row = free.unwrap_or_else(|| {
        row_ends.push(f64::MIN);
        row_ends.len() - 1
    });
    row_ends[row] = from + width;
    row
}
