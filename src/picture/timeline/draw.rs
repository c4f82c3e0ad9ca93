//! Draws a timeline: from the top, the axis, a lane per dyad, and the key of the numbered marks.

use super::axis::Axis;
use super::{Timeline, bars, describe, key, lane, marks};
use crate::picture::DrawOptions;
use crate::picture::geometry::{Point, Size};
use crate::picture::legend::{Entry, Row, Sample};
use crate::picture::page::{self, Page};
use crate::picture::role::Role;
use crate::picture::scene::{Anchor, Group, Item, Line, Scene, Text, Weight};
use crate::picture::style::{Dash, Stroke, Theme};

/// The width of the axis on a page that adapts to it, and the minimum, in points.
const AXIS_WIDTH: f64 = 540.0;
const MIN_AXIS_WIDTH: f64 = 100.0;

/// The space right of the axis.
const RIGHT_GAP: f64 = 2.0;

/// The height of the labels of the axis above the lanes.
const HEAD: f64 = 14.0;

/// The space above the key, or below the lanes if there is no key.
const KEY_GAP: f64 = 22.0;
const BOTTOM_GAP: f64 = 12.0;

/// The distance from the right end of the axis below which the label of the as-of date is left of its line.
const AS_OF_MARGIN: f64 = 50.0;

/// Draws a timeline with caption and legend.
pub(in crate::picture) fn draw(timeline: &Timeline, options: &DrawOptions) -> Scene {
    let theme = &options.theme;
    let axis = axis(timeline, options);
    let mut y = HEAD;
    let mut lanes: Vec<Item> = Vec::new();
    let names = lane::names(timeline, &axis);
    for (index, (lane, name)) in timeline.lanes.iter().zip(&names).enumerate() {
        if index > 0 {
            let (from, to) = (Point::new(0.0, y), Point::new(axis.right(), y));
            let rule = Line::straight(from, to, theme.hairline());
            lanes.push(Group::with_role("rule", Role::Decoration, vec![rule.into()]).into());
        }
        let (items, height) = lane::draw(timeline, (lane, name), y, &axis, theme);
        lanes.extend(items);
        y += height;
    }
    let mut chart = axis.draw(HEAD, y, theme);
    chart.append(&mut lanes);
    chart.extend(as_of(timeline, &axis, y, theme));
    let mut picture = vec![Group::with_role("chart", Role::Picture, chart).into()];
    let width = axis.right() + RIGHT_GAP;
    let (key, height) = key::draw(timeline, width, theme);
    if height > 0.0 {
        y += KEY_GAP;
        let group = Group {
            shift: Point::new(0.0, y),
            ..Group::with_role("key", Role::Section, key)
        };
        picture.push(group.into());
        y += height;
    } else {
        y += BOTTOM_GAP;
    }
    page::compose(Page {
        caption: &timeline.caption,
        notes: &[],
        description: describe::description(timeline),
        picture,
        // The key is text below the picture.
        role: Role::Plain,
        extent: Size::new(width, y),
        legend: &legend_rows(timeline, theme),
        options,
    })
}

/// Returns the axis right of the labels of the lanes, as long as the page allows.
fn axis(timeline: &Timeline, options: &DrawOptions) -> Axis {
    let left = lane::labels_width(timeline);
    let width = page::width_for_picture(options).map_or(AXIS_WIDTH, |width| {
        (width - left - RIGHT_GAP).max(MIN_AXIS_WIDTH)
    });
    Axis::new(timeline.span, left, width)
}

/// Draws the line of the as-of date.
fn as_of(timeline: &Timeline, axis: &Axis, bottom: f64, theme: &Theme) -> Option<Item> {
    let day = timeline.as_of?;
    let x = axis.at(day);
    let stroke = Stroke {
        dash: Dash::Dashed,
        ..Stroke::solid(theme.ink, 0.8)
    };
    let (label_x, anchor) = if x > axis.right() - AS_OF_MARGIN {
        (x + 1.0, Anchor::End)
    } else {
        (x + 3.0, Anchor::Start)
    };
    let label = Text {
        at: Point::new(label_x, bottom + 8.0),
        anchor,
        size: 6.5,
        weight: Weight::Regular,
        colour: theme.ink,
        content: format!("evidence up to {day}"),
    };
    let (from, to) = (Point::new(x, HEAD - 2.0), Point::new(x, bottom + 2.0));
    let items = vec![Line::straight(from, to, stroke).into(), label.into()];
    Some(Group::with_role("as-of", Role::Paragraph, items).into())
}

/// Returns the rows of the legend.
pub(in crate::picture) fn legend_rows(timeline: &Timeline, theme: &Theme) -> Vec<Row> {
    let falls = timeline.legend.falls.iter().map(|fall| {
        let sign = marks::fall_sign(*fall, theme);
        Entry::new(Sample::Drawn(sign), fall.look(), fall.label())
    });
    let [phases, conditions] = bars::legend_rows(&timeline.legend.scale, theme);
    let marks = Row {
        title: "Mark".to_owned(),
        entries: falls.chain(mark_entries(timeline, theme)).collect(),
    };
    vec![phases, conditions, marks]
}

/// Explains the marks that occur, falls apart.
fn mark_entries(timeline: &Timeline, theme: &Theme) -> Vec<Entry> {
    let lanes = || timeline.lanes.iter();
    let marks = || lanes().flat_map(|lane| &lane.marks);
    let number = marks().any(|mark| mark.number.is_some()).then_some(1);
    let mut entries = Vec::new();
    let shape = number.map_or("diamond", |_| "numbered disc");
    for (is_vague, fill, label) in [
        (false, "filled", "Milestone"),
        (true, "hollow", "Milestone, vague date"),
    ] {
        if marks().any(|mark| mark.is_vague == is_vague) {
            let sign = marks::milestone_sign(number, is_vague, theme);
            let look = format!("{fill} {shape}");
            entries.push(Entry::new(Sample::Drawn(sign), look, label));
        }
    }
    if lanes().any(|lane| !lane.operations.is_empty()) {
        let sign = marks::operation_sign(theme);
        let sample = Sample::Drawn(sign);
        entries.push(Entry::new(sample, "thin bar", "Shared operation"));
    }
    let bars = lanes()
        .flat_map(|lane| &lane.tracks)
        .flat_map(|track| &track.bars)
        .map(|bar| bar.time);
    let operations = lanes().flat_map(|lane| &lane.operations);
    let mut times = bars.chain(operations.map(|operation| operation.time));
    if times.any(|time| time.is_uncertain()) {
        let scale = &timeline.legend.scale;
        let sign = bars::faded_sample(scale.highest(), scale.rungs, theme);
        let sample = Sample::Drawn(sign);
        entries.push(Entry::new(sample, "fading end", "Vague date"));
    }
    entries
}
