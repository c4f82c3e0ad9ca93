//! Groups of nodes: a frame around each, with its name.

use super::Network;
use crate::picture::geometry::{Point, Rect};
use crate::picture::layout::{GROUP_HEAD, GROUP_MARGIN};
use crate::picture::role::Role;
use crate::picture::scene::{Anchor, Group, Shape, Text, Weight};
use crate::picture::style::{Stroke, Theme};
use crate::picture::text;

const NAME_FONT_SIZE: f64 = 8.0;

const NAME_MAX_WIDTH: f64 = 200.0;

/// Returns the frame of each group around its nodes; empty for a group without nodes.
pub(super) fn frames(network: &Network, boxes: &[Rect]) -> Vec<Rect> {
    let groups = network.groups.iter().enumerate();
    groups
        .map(|(group, name)| {
            let nodes = network.nodes.iter().zip(boxes);
            let members = nodes.filter(|(node, _)| node.group == Some(group));
            Rect::hull(members.map(|(_, frame)| *frame))
                .map_or_else(Rect::default, |hull| frame_around(hull, name))
        })
        .collect()
}

/// Returns the frame around the boxes of a group, which is wide enough for its name.
fn frame_around(hull: Rect, name: &str) -> Rect {
    let frame = hull.grown(GROUP_MARGIN);
    let width = frame.size.width.max(name_width(name) + 2.0 * GROUP_MARGIN);
    frame.union(Rect::new(frame.x, frame.y - GROUP_HEAD, width, GROUP_HEAD))
}

/// Returns the width of the name of each group.
pub(super) fn name_widths(network: &Network) -> Vec<f64> {
    let names = network.groups.iter();
    names.map(|name| name_width(name)).collect()
}

fn name_width(name: &str) -> f64 {
    text::width(name, NAME_FONT_SIZE, Weight::Bold).min(NAME_MAX_WIDTH)
}

/// Returns the areas of the names of all groups that have nodes; labels of lines avoid them.
pub(super) fn name_frames(network: &Network, frames: &[Rect]) -> Vec<Rect> {
    let drawn = drawn(network, frames);
    drawn
        .map(|(_, name, frame)| name_frame(name, frame))
        .collect()
}

fn name_frame(name: &str, frame: Rect) -> Rect {
    let (x, y) = (frame.x + GROUP_MARGIN - 3.0, frame.y + 4.0);
    Rect::new(x, y, name_width(name) + 6.0, GROUP_HEAD + 1.0)
}

/// Returns the indices, names and frames of the groups that have nodes.
fn drawn<'n>(
    network: &'n Network,
    frames: &'n [Rect],
) -> impl Iterator<Item = (usize, &'n String, Rect)> {
    let groups = network.groups.iter().enumerate().zip(frames);
    let groups = groups.map(|((group, name), frame)| (group, name, *frame));
    groups.filter(|(_, _, frame)| frame.size.width > 0.0)
}

/// Draws the frames of the groups that have nodes.
pub(super) fn draw<'n>(
    network: &'n Network,
    frames: &'n [Rect],
    theme: &'n Theme,
) -> impl Iterator<Item = Group> + 'n {
    drawn(network, frames).map(|(_, name, frame)| {
        let shape = Shape {
            radius: 8.0,
            stroke: Some(Stroke::solid(theme.rule, 0.8)),
            ..Shape::filled(frame, theme.group_background)
        };
        Group {
            tooltip: Some(name.clone()),
            ..Group::with_role("group", Role::Decoration, vec![shape.into()])
        }
    })
}

/// Draws the names of the groups, each with the index of its group, on a patch that keeps lines away from it.
pub(super) fn draw_names<'n>(
    network: &'n Network,
    frames: &'n [Rect],
    theme: &'n Theme,
) -> impl Iterator<Item = (usize, Group)> + 'n {
    drawn(network, frames).map(|(group, name, frame)| {
        let patch = Shape {
            radius: 2.0,
            ..Shape::filled(name_frame(name, frame), theme.group_background)
        };
        let text = Text {
            at: Point::new(frame.x + GROUP_MARGIN, frame.y + GROUP_HEAD + 1.0),
            anchor: Anchor::Start,
            size: NAME_FONT_SIZE,
            weight: Weight::Bold,
            colour: theme.muted,
            content: text::fitted(name, NAME_FONT_SIZE, Weight::Bold, NAME_MAX_WIDTH),
        };
        let items = vec![patch.into(), text.into()];
        let name = Group::with_role("group-name", Role::Paragraph, items);
        (group, name)
    })
}
