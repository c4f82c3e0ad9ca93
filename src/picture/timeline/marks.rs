//! The marks on a lane: falls, milestones and shared operations.

use super::axis::Axis;
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

/// The space between the bar of an operation and its label.
const LABEL_GAP: f64 = 3.0;

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
        let width = text::width(&bar.label, OPERATION_FONT_SIZE, Weight::Regular);
        // The label is after the bar, or before it at the end of the axis.
        let is_after = to + LABEL_GAP + width <= axis.right() - 2.0;
        let (left, right, label_x, anchor) = if is_after {
            (from, to + LABEL_GAP + width, to + LABEL_GAP, Anchor::Start)
        } else {
            let left = (from - LABEL_GAP - width).max(axis.left());
            (left, to, from - LABEL_GAP, Anchor::End)
        };
        let row = take_row(&mut row_ends, left, right - left + 5.0);
        let y = top + OPERATION_ROW_HEIGHT * row as f64;
        let frame = Rect::new(from, y + 2.4, to - from, OPERATION_HEIGHT);
        let label = Text {
            at: Point::new(label_x, y + 6.1),
            anchor,
            size: OPERATION_FONT_SIZE,
            weight: Weight::Regular,
            colour: theme.ink,
            content: bar.label.clone(),
        };
        let parts = vec![operation_bar(frame, theme), label.into()];
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
