//! What the lines and boxes of a network mean.

use super::boxes;
use super::draw::HOLLOW;
use super::look::Look;
use super::{Legend, LegendEntry};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::key::{Row, Sample};
use crate::picture::scene::{Item, Line, Shape};
use crate::picture::style::{Dash, Stroke, Theme};

/// Half the length of the sample of a line.
const HALF: f64 = 15.0;

/// Returns the rows of the legend; a row without entries is not drawn.
pub(super) fn rows(legend: &Legend, look: &Look, theme: &Theme) -> Vec<Row> {
    let phase = |key: &LegendEntry| {
        (
            self::phase(key.index, legend.rungs, look, theme),
            key.label.clone(),
        )
    };
    let condition = |key: &LegendEntry| {
        let stroke = Stroke {
            colour: theme.ink,
            width: 1.8,
            dash: Dash::of_condition(key.index),
        };
        (Sample::Line(stroke), key.label.clone())
    };
    let class = |key: &LegendEntry| (self::class(key.index, theme), key.label.clone());
    vec![
        row(
            &legend.phase_title,
            legend.phases.iter().map(phase).collect(),
        ),
        row(
            &legend.condition_title,
            legend.conditions.iter().map(condition).collect(),
        ),
        row(
            &legend.class_title,
            legend.classes.iter().map(class).collect(),
        ),
        row("Operation", operations(legend, theme)),
    ]
}

fn phase(rung: usize, rungs: usize, look: &Look, theme: &Theme) -> Sample {
    let mut stroke = theme.stroke(rung, rungs, 0);
    stroke.width *= look.weight.max(0.6);
    let line = |stroke| {
        Item::from(Line::straight(
            Point::new(-HALF, 0.0),
            Point::new(HALF, 0.0),
            stroke,
        ))
    };
    match theme.is_hollow(rung, rungs) {
        false => Sample::Line(stroke),
        true => {
            let core = Stroke::solid(theme.paper, stroke.width * HOLLOW);
            Sample::Drawn(vec![line(stroke), line(core)])
        }
    }
}

fn class(class: usize, theme: &Theme) -> Sample {
    let (corners, dash) = theme.frame(Some(class));
    let border = Stroke {
        dash,
        ..Stroke::solid(theme.border, 0.8)
    };
    let frame = Rect::around(Point::default(), Size::new(2.0 * HALF, 10.0));
    Sample::Drawn(vec![boxes::outline(
        frame,
        corners,
        theme.tint(Some(class)),
        border,
    )])
}

/// Explains the boxes of operations, and the lines to them.
fn operations(legend: &Legend, theme: &Theme) -> Vec<(Sample, String)> {
    if !legend.operations {
        return Vec::new();
    }
    let pill = Shape {
        frame: Rect::around(Point::default(), Size::new(2.0 * HALF, 9.0)),
        radius: 4.5,
        fill: Some(theme.paper),
        stroke: Some(Stroke::solid(theme.border, 0.8)),
    };
    vec![
        (Sample::Drawn(vec![pill.into()]), "Operation".to_owned()),
        (
            Sample::Line(theme.thread()),
            "Part in it, with the role".to_owned(),
        ),
    ]
}

fn row(title: &str, entries: Vec<(Sample, String)>) -> Row {
    Row {
        title: title.to_owned(),
        entries,
    }
}
