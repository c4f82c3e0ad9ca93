//! The lane of a dyad: its label, its bars, its milestones and the operations that it shares.

use super::axis::Axis;
use super::{Lane, Timeline, Track, bars, marks};
use crate::picture::distinct::{Lines, wrapped_apart};
use crate::picture::geometry::Point;
use crate::picture::role::Role;
use crate::picture::scene::{Anchor, Group, Item, Text, Weight};
use crate::picture::style::Theme;
use crate::picture::text;

/// The font size of the label of a dyad.
const LABEL_FONT_SIZE: f64 = 9.5;

const LABEL_MAX_WIDTH: f64 = 110.0;

/// The space between the label of a dyad and the axis.
const LABEL_GAP: f64 = 12.0;

/// The font size of the names of codings.
const CODING_FONT_SIZE: f64 = 6.5;

const CODING_MAX_WIDTH: f64 = 70.0;

/// The space above the first bar, and below everything.
const PADDING: (f64, f64) = (11.0, 6.0);

/// The height of a bar, and the space between those of two codings.
const BAR_HEIGHT: f64 = 15.0;
const BAR_GAP: f64 = 10.0;

/// The space above milestones, and above operations.
const MILESTONE_GAP: f64 = 4.0;
const OPERATION_GAP: f64 = 5.0;

/// The height of the sign of a fall above its bar.
const FALL_HEIGHT: f64 = 5.0;

/// Returns the width of the labels of all lanes, and of the names of codings beside them.
pub(super) fn labels_width(timeline: &Timeline) -> f64 {
    let lanes = timeline.lanes.iter();
    let labels = lanes
        .clone()
        .map(|lane| text::width(&lane.label, LABEL_FONT_SIZE, Weight::Bold))
        .fold(0.0, f64::max);
    let codings = lanes
        .flat_map(|lane| &lane.tracks)
        .filter_map(|track| track.coding.as_ref())
        .map(|coding| text::width(coding, CODING_FONT_SIZE, Weight::Regular) + 8.0)
        .fold(0.0, f64::max);
    labels.clamp(30.0, LABEL_MAX_WIDTH) + codings.min(CODING_MAX_WIDTH) + 14.0
}

/// Returns the label of each lane, cut to the width left of the axis so that different dyads have different labels.
pub(super) fn names(timeline: &Timeline, axis: &Axis) -> Vec<String> {
    let labels = timeline.lanes.iter().map(|lane| lane.label.as_str());
    let labels: Vec<(&str, f64)> = labels.map(|label| (label, LABEL_FONT_SIZE)).collect();
    let lines = Lines {
        weight: Weight::Bold,
        max_width: axis.left().min(LABEL_MAX_WIDTH + LABEL_GAP) - LABEL_GAP,
        max_lines: 1,
    };
    let names = wrapped_apart(&labels, lines).into_iter();
    names.map(|lines| lines.concat()).collect()
}

/// Draws a lane with its name; returns the items and the height of the lane.
pub(super) fn draw(
    timeline: &Timeline,
    (lane, name): (&Lane, &str),
    top: f64,
    axis: &Axis,
    theme: &Theme,
) -> (Vec<Item>, f64) {
    let mut y = top + PADDING.0;
    let label = label(name, y + BAR_HEIGHT * 0.72, theme);
    let mut items = vec![Group::with_role("label", Role::Paragraph, vec![label]).into()];
    for (index, track) in lane.tracks.iter().enumerate() {
        y += if index > 0 { BAR_GAP } else { 0.0 };
        if lane.tracks.len() > 1 {
            items.extend(coding_name(track, y, axis, theme));
        }
        items.extend(draw_track(timeline, track, y, axis, theme));
        y += BAR_HEIGHT;
    }
    if lane.tracks.is_empty() {
        // Beside the label.
        y -= MILESTONE_GAP;
    }
    let (milestones, height) = marks::draw_milestones(&lane.marks, y + MILESTONE_GAP, axis, theme);
    items.extend(milestones);
    y += height + if height > 0.0 { MILESTONE_GAP } else { 0.0 };
    let (operations, height) =
        marks::draw_operations(&lane.operations, y + OPERATION_GAP, axis, theme);
    items.extend(operations);
    y += height + if height > 0.0 { OPERATION_GAP } else { 0.0 };
    let group = Group {
        key: Some(lane.key.clone()),
        ..Group::with_role("lane", Role::Section, items)
    };
    (vec![group.into()], y + PADDING.1 - top)
}

fn label(content: &str, baseline: f64, theme: &Theme) -> Item {
    Text {
        at: Point::new(0.0, baseline),
        anchor: Anchor::Start,
        size: LABEL_FONT_SIZE,
        weight: Weight::Bold,
        colour: theme.ink,
        content: content.to_owned(),
    }
    .into()
}

/// Draws the name of the coding of a track, left of its bars.
fn coding_name(track: &Track, top: f64, axis: &Axis, theme: &Theme) -> Option<Item> {
    let coding = track.coding.as_ref()?;
    let text = Text {
        at: Point::new(axis.left() - 6.0, top + BAR_HEIGHT * 0.5 + 2.2),
        anchor: Anchor::End,
        size: CODING_FONT_SIZE,
        weight: Weight::Regular,
        colour: theme.muted,
        content: text::fitted(coding, CODING_FONT_SIZE, Weight::Regular, CODING_MAX_WIDTH),
    };
    Some(Group::with_role("coding", Role::Paragraph, vec![text.into()]).into())
}

fn draw_track(
    timeline: &Timeline,
    track: &Track,
    top: f64,
    axis: &Axis,
    theme: &Theme,
) -> Vec<Item> {
    let bars = track.bars.iter().map(|bar| Group {
        tooltip: Some(bar.tooltip.clone()),
        link: bar.href.clone(),
        ..Group::with_role(
            "bar",
            Role::Part,
            bars::draw(timeline, bar, top, BAR_HEIGHT, axis, theme),
        )
    });
    let falls = track.falls.iter().map(|mark| Group {
        shift: Point::new(axis.at(mark.day), top - FALL_HEIGHT),
        tooltip: Some(format!("{}, {}", mark.fall.label(), mark.date)),
        ..Group::with_role("fall", Role::Part, marks::fall_sign(mark.fall, theme))
    });
    bars.chain(falls).map(Item::from).collect()
}
