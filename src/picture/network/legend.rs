//! What the lines and boxes of a network mean.

use super::NetworkLegend;
use super::boxes;
use super::look::{HOLLOW, Look};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::legend::{Row, Sample};
use crate::picture::scene::{Item, Line, Shape};
use crate::picture::style::{Dash, Stroke, Theme};

/// Half the length of the sample of a line.
const HALF: f64 = 15.0;

/// Returns the rows of the legend; a row without entries is not drawn.
pub(super) fn rows(legend: &NetworkLegend, look: &Look, theme: &Theme) -> Vec<Row> {
    let scale = &legend.scale;
    let phases = Row::of("Phase", &scale.phases, |phase| {
        self::phase(phase, scale.rungs, look, theme)
    });
    let conditions = Row::of("Condition", &scale.conditions, |condition| {
        Sample::Line(Stroke {
            dash: Dash::of_condition(condition),
            ..Stroke::solid(theme.ink, 1.8)
        })
    });
    let classes = Row::of("Kind", &legend.classes, |class| self::class(class, theme));
    let operations = Row {
        title: "Operation".to_owned(),
        entries: operations(legend, theme),
    };
    vec![phases, conditions, classes, operations]
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
fn operations(legend: &NetworkLegend, theme: &Theme) -> Vec<(Sample, String)> {
    if !legend.has_operations {
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
