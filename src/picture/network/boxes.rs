//! The boxes of nodes: how large they are and what stands in them.

use super::look::Look;
use super::{Network, Node, NodeKind};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::scene::{Anchor, Group, Item, Line, Shape, Step, Text, Weight};
use crate::picture::style::{Colour, Corners, Stroke, Theme};
use crate::picture::text;

const NAME: f64 = 7.5;
const NAME_ROOM: f64 = 128.0;
const LABEL_ROOM: f64 = 120.0;

/// What stands in a box, and how large it makes the box.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Face {
    pub(super) size: Size,
    /// The size of the letters of the short name.
    pub(super) letters: f64,
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

/// Returns faces with the short names that the nodes of a network have.
pub(super) fn renamed<'f>(faces: impl Iterator<Item = &'f Face>, network: &Network) -> Vec<Face> {
    let named = faces.zip(&network.nodes);
    named
        .map(|(face, node)| Face {
            label: text::fitted(&node.label, face.letters, Weight::Bold, LABEL_ROOM),
            ..face.clone()
        })
        .collect()
}

/// Draws a node.
pub(super) fn draw(node: &Node, frame: Rect, face: &Face, theme: &Theme) -> Item {
    let (corners, dash) = theme.frame(node.class);
    let weight = match (node.is_focus, face.letters > 9.5) {
        (true, _) => 2.4,
        (false, true) => 1.1,
        (false, false) => 0.7,
    };
    let border = Stroke {
        dash,
        ..Stroke::solid(theme.border, weight)
    };
    let fill = theme.tint(node.class);
    let outline = match node.kind {
        NodeKind::Operation => rounded(frame, frame.size.height / 2.0, fill, border),
        NodeKind::Organization => outline(frame, corners, fill, border),
    };
    let mut items = vec![outline];
    items.extend(lines(frame, face, theme));
    Group {
        key: Some(node.id.clone()),
        tooltip: Some(node.name.clone()),
        ..Group::of("node", items)
    }
    .into()
}

/// Draws the outline of a box.
pub(super) fn outline(frame: Rect, corners: Corners, fill: Colour, border: Stroke) -> Item {
    let reach = (frame.size.height * 0.3).min(6.5);
    match corners {
        Corners::Round => rounded(frame, reach * 0.85, fill, border),
        Corners::Square => rounded(frame, 0.0, fill, border),
        Corners::Cut => cornered(frame, [Some(false); 4], reach, fill, border),
        Corners::Leaf => {
            let [round, square] = [Some(true), None];
            cornered(
                frame,
                [round, square, round, square],
                reach * 1.6,
                fill,
                border,
            )
        }
    }
}

fn rounded(frame: Rect, radius: f64, fill: Colour, border: Stroke) -> Item {
    Shape {
        frame,
        radius,
        fill: Some(fill),
        stroke: Some(border),
    }
    .into()
}

/// Draws a box whose corners, clockwise from the top left, are square, cut off or rounded.
fn cornered(
    frame: Rect,
    corners: [Option<bool>; 4],
    reach: f64,
    fill: Colour,
    border: Stroke,
) -> Item {
    let (left, top, right, bottom) = (frame.x, frame.y, frame.right(), frame.bottom());
    let point = Point::new;
    // Each corner, the way back from it, and the way on.
    let turns = [
        (point(left, top), point(0.0, 1.0), point(1.0, 0.0)),
        (point(right, top), point(-1.0, 0.0), point(0.0, 1.0)),
        (point(right, bottom), point(0.0, -1.0), point(-1.0, 0.0)),
        (point(left, bottom), point(1.0, 0.0), point(0.0, -1.0)),
    ];
    let mut steps = Vec::new();
    for (corner, (at, back, on)) in corners.into_iter().zip(turns) {
        match corner {
            None => steps.push(Step::To(at)),
            Some(is_round) => {
                steps.push(Step::To(at + back * reach));
                let end = at + on * reach;
                steps.push(if is_round {
                    Step::Bend(at, end)
                } else {
                    Step::To(end)
                });
            }
        }
    }
    let start = match steps.first() {
        Some(Step::To(start)) => *start,
        _ => frame.center(),
    };
    Line {
        start,
        steps: steps.split_off(1),
        stroke: Some(border),
        fill: Some(fill),
        opacity: 1.0,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stay_in_their_box_in_the_widest_font_that_a_reader_may_have() {
        let node = |label: &str, name: &str| Node {
            label: label.to_owned(),
            name: name.to_owned(),
            ..Node::default()
        };
        let nodes = [
            node("UN", "United Nations"),
            node("ECOWAS", "Economic Community of West African States"),
            node("NATO", "North Atlantic Treaty Organization"),
        ];
        for (count, small) in [(3, false), (40, false), (3, true)] {
            let look = Look::of(count, 0);
            let look = if small { look.small() } else { look };
            for node in &nodes {
                let face = face(node, look.letters.1, &look);
                let names = face.names.iter();
                let names = names.map(|name| text::widest(name, NAME, Weight::Regular));
                let label = text::widest(&face.label, face.letters, Weight::Bold);
                let wide = names.fold(label, f64::max);
                assert!(wide <= face.size.width, "{} {wide}", node.label);
            }
        }
    }
}
