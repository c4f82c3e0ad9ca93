//! The legend of a network: samples of lines and boxes.

use super::metrics::{HOLLOW_SHARE, Metrics};
use super::{NetworkLegend, arrow, boxes};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::legend::{Entry, Row, SAMPLE, Sample};
use crate::picture::scene::{Item, Line, Shape};
use crate::picture::style::{Dash, Stroke, Theme};

/// Half the length of the sample of a line.
const HALF_LENGTH: f64 = SAMPLE.width / 2.0;

/// The minimum factor for the widths of sample lines: thinner ones would look the same.
const MIN_LINE_WIDTH: f64 = 0.6;

/// Returns the rows of the legend of a network that has no plan.
pub(in crate::picture) fn without_plan(legend: &NetworkLegend, theme: &Theme) -> Vec<Row> {
    rows(legend, &Metrics::for_counts(0, 0), theme)
}

/// Returns the rows of the legend.
pub(super) fn rows(legend: &NetworkLegend, metrics: &Metrics, theme: &Theme) -> Vec<Row> {
    let scale = &legend.scale;
    let phases = Row::of("Phase", &scale.phases, |phase| {
        let sample = phase_sample(phase, scale.rungs, metrics, theme);
        (sample, theme.line_look(phase, scale.rungs))
    });
    let conditions = Row::of("Condition", &scale.conditions, |condition| {
        let dash = Dash::of_condition(condition);
        let stroke = Stroke {
            dash,
            ..Stroke::solid(theme.ink, 1.8)
        };
        (Sample::Line(stroke), format!("{} line", dash.look()))
    });
    let classes = Row::of("Kind", &legend.classes, |class| {
        (class_sample(class, theme), theme.box_look(class))
    });
    let operations = Row {
        title: "Operation".to_owned(),
        entries: operation_entries(legend, theme),
    };
    let mut ties = weight_entries(legend, metrics, theme);
    if legend.has_directions {
        ties.push(direction_entry(theme));
    }
    let weights = Row {
        title: "Tie".to_owned(),
        entries: ties,
    };
    vec![phases, conditions, weights, classes, operations]
}

/// Explains the widths of lines that show weights.
fn weight_entries(legend: &NetworkLegend, metrics: &Metrics, theme: &Theme) -> Vec<Entry> {
    let samples = legend.weight_samples(theme);
    let widest = samples.iter().map(|(stroke, _)| stroke.width);
    let widest = widest.fold(0.0, f64::max);
    let entries = samples.into_iter().map(|(mut stroke, label)| {
        let look = match stroke.dash {
            Dash::Dotted => "thin dotted line",
            _ if stroke.width < widest => "thin line",
            _ => "thick line",
        };
        stroke.width *= metrics.line_width.max(MIN_LINE_WIDTH);
        Entry::new(Sample::Line(stroke), look, label)
    });
    entries.collect()
}

/// Explains the arrow of a line.
fn direction_entry(theme: &Theme) -> Entry {
    let [start, end] = [-HALF_LENGTH, HALF_LENGTH].map(|x| Point::new(x, 0.0));
    let stroke = Stroke::solid(theme.ink, 1.8);
    let sample = vec![
        Line::straight(start, end, stroke).into(),
        arrow::head(end, start, stroke, 1.0),
    ];
    Entry::new(Sample::Drawn(sample), "line with an arrow", "One way only")
}

fn phase_sample(rung: usize, rungs: usize, metrics: &Metrics, theme: &Theme) -> Sample {
    let mut stroke = theme.stroke(rung, rungs, 0);
    stroke.width *= metrics.line_width.max(MIN_LINE_WIDTH);
    if !theme.is_hollow(rung, rungs) {
        return Sample::Line(stroke);
    }
    let gap = Stroke::solid(theme.paper, stroke.width * HOLLOW_SHARE);
    let ends = [-HALF_LENGTH, HALF_LENGTH].map(|x| Point::new(x, 0.0));
    let lines = [stroke, gap].map(|stroke| Item::from(Line::straight(ends[0], ends[1], stroke)));
    Sample::Drawn(lines.to_vec())
}

fn class_sample(class: usize, theme: &Theme) -> Sample {
    let (corners, dash) = theme.box_outline(Some(class));
    let border = Stroke {
        dash,
        ..Stroke::solid(theme.border, 0.8)
    };
    let frame = Rect::around(Point::default(), Size::new(SAMPLE.width, 10.0));
    let outline = boxes::outline(frame, corners, theme.tint(Some(class)), border);
    Sample::Drawn(vec![outline])
}

/// Explains the boxes of operations and the lines to them.
fn operation_entries(legend: &NetworkLegend, theme: &Theme) -> Vec<Entry> {
    if !legend.has_operations {
        return Vec::new();
    }
    let pill = Shape {
        radius: SAMPLE.height / 2.0,
        stroke: Some(Stroke::solid(theme.border, 0.8)),
        ..Shape::filled(Rect::around(Point::default(), SAMPLE), theme.paper)
    };
    vec![
        Entry::new(
            Sample::Drawn(vec![pill.into()]),
            "box with round ends",
            "Operation",
        ),
        Entry::new(
            Sample::Line(theme.participation_stroke()),
            "thin line",
            "Participation, with the role",
        ),
    ]
}
