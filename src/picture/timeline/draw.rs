//! The picture of a timeline, drawn.
//!
//! From the top: the axis, a lane for each dyad, and the key of the numbered marks.

use super::Timeline;
use super::axis::Axis;
use super::{bars, lane, list, words};
use crate::picture::geometry::{Point, Size};
use crate::picture::legend::{Row, Sample};
use crate::picture::page::{self, Page};
use crate::picture::scene::{Anchor, Group, Item, Line, Scene, Text, Weight};
use crate::picture::style::{Dash, Stroke, Theme};

/// How wide the lanes are, in points.
const LANES: f64 = 540.0;

/// How much room the names of days take above the lanes.
const HEAD: f64 = 14.0;

/// Draws a timeline.
pub(in crate::picture) fn draw(timeline: &Timeline, theme: &Theme) -> Scene {
    let names = lane::name_width(timeline);
    let axis = Axis::new(timeline.span, names, LANES);
    let mut y = HEAD;
    let mut lanes: Vec<Item> = Vec::new();
    for (place, lane) in timeline.lanes.iter().enumerate() {
        if place > 0 {
            lanes.push(rule(y, axis.right(), theme));
        }
        let (items, height) = lane::draw(timeline, lane, y, &axis, theme);
        lanes.extend(items);
        y += height;
    }
    let mut picture = axis.draw(HEAD, y, theme);
    picture.append(&mut lanes);
    picture.extend(as_of(timeline, &axis, y, theme));
    let width = axis.right() + 2.0;
    let (list, height) = list::draw(timeline, width, theme);
    if height > 0.0 {
        y += 22.0;
        picture.push(
            Group {
                shift: Point::new(0.0, y),
                ..Group::of("key", list)
            }
            .into(),
        );
        y += height;
    } else {
        y += 12.0;
    }
    page::set(Page {
        caption: &timeline.caption,
        notes: &[],
        description: words::description(timeline),
        picture,
        extent: Size::new(width, y),
        legend: &legend(timeline, theme),
        theme,
    })
}

fn rule(y: f64, right: f64, theme: &Theme) -> Item {
    Line::straight(Point::new(0.0, y), Point::new(right, y), theme.hairline()).into()
}

/// Draws the line of the day up to which evidence was read.
fn as_of(timeline: &Timeline, axis: &Axis, bottom: f64, theme: &Theme) -> Vec<Item> {
    let Some(day) = timeline.as_of else {
        return Vec::new();
    };
    let x = axis.at(day);
    let stroke = Stroke {
        colour: theme.ink,
        width: 0.8,
        dash: Dash::Dashed,
    };
    let near_the_end = x > axis.right() - 50.0;
    let text = Text {
        at: Point::new(x + if near_the_end { 1.0 } else { 3.0 }, bottom + 8.0),
        anchor: if near_the_end {
            Anchor::End
        } else {
            Anchor::Start
        },
        size: 6.5,
        weight: Weight::Regular,
        colour: theme.ink,
        content: format!("evidence read up to {day}"),
    };
    vec![
        Line::straight(
            Point::new(x, HEAD - 2.0),
            Point::new(x, bottom + 2.0),
            stroke,
        )
        .into(),
        text.into(),
    ]
}

fn legend(timeline: &Timeline, theme: &Theme) -> Vec<Row> {
    let scale = &timeline.legend.scale;
    let falls = timeline.legend.falls.iter().map(|fall| {
        let sign = lane::fall_sign(*fall, theme);
        (Sample::Drawn(sign), fall.label().to_owned())
    });
    let [phases, conditions] = bars::legend(scale, theme);
    let marks = Row {
        title: "Mark".to_owned(),
        entries: falls.chain(marks(timeline, theme)).collect(),
    };
    vec![phases, conditions, marks]
}

/// Explains the other marks that occur.
fn marks(timeline: &Timeline, theme: &Theme) -> Vec<(Sample, String)> {
    let all = || timeline.lanes.iter().flat_map(|lane| &lane.marks);
    let mut entries = Vec::new();
    for (vague, words) in [(false, "Milestone"), (true, "Milestone, vague date")] {
        if all().any(|mark| mark.is_vague == vague) {
            let numbered = all().any(|mark| mark.number.is_some());
            let sign = lane::mark_sign(numbered.then_some(1), vague, theme);
            entries.push((Sample::Drawn(sign), words.to_owned()));
        }
    }
    let bars = timeline
        .lanes
        .iter()
        .flat_map(|lane| lane.tracks.iter().flat_map(|track| &track.bars));
    let mut stretches = timeline.lanes.iter().flat_map(|lane| &lane.operations);
    let has_operations = stretches.next().is_some();
    if has_operations {
        let sign = lane::operation_sign(theme);
        entries.push((Sample::Drawn(sign), "Shared operation".to_owned()));
    }
    if bars.map(|bar| bar.time).any(|time| time.is_soft()) {
        let scale = &timeline.legend.scale;
        let sign = bars::soft_sample(scale.highest(), scale.rungs, theme);
        entries.push((Sample::Drawn(sign), "Vague date".to_owned()));
    }
    entries
}
