//! Groups of nodes: a frame round each, with its name.

use super::Network;
use crate::picture::geometry::{Point, Rect};
use crate::picture::layout::{GROUP_HEAD, GROUP_MARGIN};
use crate::picture::scene::{Anchor, Group, Item, Shape, Text, Weight};
use crate::picture::style::{Stroke, Theme};
use crate::picture::text;

const LETTERS: f64 = 8.0;

/// The most room for the name of a group, in points.
const ROOM: f64 = 200.0;

/// Returns the frame of each group, round its nodes; without size for a group that has none.
pub(super) fn frames(network: &Network, frames: &[Rect]) -> Vec<Rect> {
    let members = |group: usize| {
        let nodes = network.nodes.iter().zip(frames);
        nodes
            .filter(move |(node, _)| node.group == Some(group))
            .map(|(_, frame)| *frame)
    };
    let frame = |group: usize| {
        let Some(hull) = Rect::hull(members(group)) else {
            return Rect::default();
        };
        let frame = hull.grown(GROUP_MARGIN);
        let name = width(&network.groups[group]) + 2.0 * GROUP_MARGIN;
        let wide = frame.size.width.max(name);
        frame.union(Rect::new(frame.x, frame.y - GROUP_HEAD, wide, GROUP_HEAD))
    };
    (0..network.groups.len()).map(frame).collect()
}

/// Returns how wide the name of each group is.
pub(super) fn heads(network: &Network) -> Vec<f64> {
    network.groups.iter().map(|name| width(name)).collect()
}

fn width(name: &str) -> f64 {
    text::width(name, LETTERS, Weight::Bold).min(ROOM)
}

/// Returns where the names of the groups stand that have nodes.
pub(super) fn titles(network: &Network, frames: &[Rect]) -> Vec<Rect> {
    let drawn = drawn(network, frames);
    drawn.map(|(name, frame)| title(name, frame)).collect()
}

fn title(name: &str, frame: Rect) -> Rect {
    let (x, y) = (frame.x + GROUP_MARGIN - 3.0, frame.y + 4.0);
    Rect::new(x, y, width(name) + 6.0, GROUP_HEAD + 1.0)
}

/// Returns the groups that have nodes, with their frames.
fn drawn<'n>(network: &'n Network, frames: &'n [Rect]) -> impl Iterator<Item = (&'n String, Rect)> {
    let groups = network.groups.iter().zip(frames.iter().copied());
    groups.filter(|(_, frame)| frame.size.width > 0.0)
}

/// Draws the frames of the groups that have nodes.
pub(super) fn draw(network: &Network, frames: &[Rect], theme: &Theme) -> Vec<Item> {
    let shape = |(name, frame): (&String, Rect)| {
        let shape = Shape {
            frame,
            radius: 8.0,
            fill: Some(theme.ground),
            stroke: Some(Stroke::solid(theme.rule, 0.8)),
        };
        Group {
            tooltip: Some(name.clone()),
            ..Group::of("group", vec![shape.into()])
        }
        .into()
    };
    drawn(network, frames).map(shape).collect()
}

/// Draws the names of the groups, each on a patch that keeps it free of lines.
pub(super) fn draw_titles(network: &Network, frames: &[Rect], theme: &Theme) -> Vec<Item> {
    let words = |(name, frame): (&String, Rect)| {
        let patch = Shape {
            frame: title(name, frame),
            radius: 2.0,
            fill: Some(theme.ground),
            stroke: None,
        };
        let text = Text {
            at: Point::new(frame.x + GROUP_MARGIN, frame.y + GROUP_HEAD + 1.0),
            anchor: Anchor::Start,
            size: LETTERS,
            weight: Weight::Bold,
            colour: theme.muted,
            content: text::fitted(name, LETTERS, Weight::Bold, ROOM),
        };
        Group::of("group-name", vec![patch.into(), text.into()]).into()
    };
    drawn(network, frames).map(words).collect()
}
