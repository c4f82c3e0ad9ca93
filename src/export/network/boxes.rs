//! The boxes of nodes: how large they are and what stands in them.

use super::look::Look;
use crate::export::scene::{Anchor, Group, Item, Shape, Text, Weight};
use crate::export::text;
use crate::view::geometry::{Point, Rect, Size};
use crate::view::network::{Network, Node, NodeKind};
use crate::view::style::{Colour, Stroke, Theme};

const NAME: f64 = 7.5;
const NAME_ROOM: f64 = 128.0;
const LABEL_ROOM: f64 = 120.0;

/// What stands in a box, and how large it makes the box.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Face {
    pub(super) size: Size,
    letters: f64,
    label: String,
    names: Vec<String>,
}

/// Returns the faces of all nodes: the more ties, the larger the letters.
pub(super) fn faces(network: &Network, look: &Look) -> Vec<Face> {
    let degrees = network.degrees();
    let most = degrees.iter().copied().max().unwrap_or(0).max(1) as f64;
    let (least, largest) = look.letters;
    let letters = |degree: usize| least + (largest - least) * (degree as f64 / most).sqrt();
    let nodes = network.nodes.iter().zip(&degrees);
    nodes
        .map(|(node, degree)| face(node, letters(*degree), look))
        .collect()
}

fn face(node: &Node, letters: f64, look: &Look) -> Face {
    let label = text::fitted(&node.label, letters, Weight::Bold, LABEL_ROOM);
    let shown = look.names && node.name != node.label;
    let names = match shown {
        true => text::wrapped(&node.name, NAME, Weight::Regular, NAME_ROOM, 2),
        false => Vec::new(),
    };
    let widths = names
        .iter()
        .map(|name| text::width(name, NAME, Weight::Regular));
    let width = widths.fold(text::width(&label, letters, Weight::Bold), f64::max);
    let height = letters * 1.05 + names.len() as f64 * NAME * 1.3;
    let size = Size::new(width + 2.0 * look.padding.0, height + 2.0 * look.padding.1);
    Face {
        size,
        letters,
        label,
        names,
    }
}

/// Draws a node.
pub(super) fn draw(node: &Node, frame: Rect, face: &Face, theme: &Theme) -> Item {
    let radius = match node.kind {
        NodeKind::Organization => (frame.size.height * 0.2).min(5.0),
        NodeKind::Operation => frame.size.height / 2.0,
    };
    let border = Stroke::solid(theme.border, if face.letters > 9.5 { 1.1 } else { 0.7 });
    let shape = Shape {
        frame,
        radius,
        fill: Some(theme.tint(node.class)),
        stroke: Some(border),
    };
    let mut items = vec![shape.into()];
    items.extend(lines(frame, face, theme));
    Group {
        key: Some(node.id.clone()),
        tooltip: Some(node.name.clone()),
        ..Group::of("node", items)
    }
    .into()
}

/// Sets the short name and the lines of the full name in the middle of the box.
fn lines(frame: Rect, face: &Face, theme: &Theme) -> Vec<Item> {
    let names = face.names.len() as f64 * NAME * 1.3;
    let middle = frame.center();
    // Capitals reach up about 0.72 of the size of the letters.
    let base = middle.y - names / 2.0 + face.letters * 0.36;
    let line = |content: &str, y: f64, size: f64, weight: Weight, colour: Colour| {
        let at = Point::new(middle.x, y);
        Text {
            at,
            anchor: Anchor::Middle,
            size,
            weight,
            colour,
            content: content.to_owned(),
        }
        .into()
    };
    let mut items = vec![line(
        &face.label,
        base,
        face.letters,
        Weight::Bold,
        theme.ink,
    )];
    for (index, name) in face.names.iter().enumerate() {
        let y = base + 3.0 + (index + 1) as f64 * NAME * 1.3;
        items.push(line(name, y, NAME, Weight::Regular, theme.muted));
    }
    items
}
