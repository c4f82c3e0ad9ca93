//! The boxes of nodes: their size, their text and their outline.

use std::cmp::Reverse;

use super::metrics::Metrics;
use super::{Network, Node, NodeKind};
use crate::picture::distinct::{Lines, wrapped_apart};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::role::Role;
use crate::picture::scene::{Anchor, Group, Item, Line, Shape, Step, Text, Weight};
use crate::picture::style::{Colour, Corners, Stroke, Theme};
use crate::picture::text;

/// The font size of full names.
const NAME_FONT_SIZE: f64 = 7.5;

const NAME_MAX_LINES: usize = 3;

/// The distance between the baselines of two lines of a full name, in font sizes.
const NAME_LEADING: f64 = 1.3;

/// The distance between the baselines of two lines of a short name, in font sizes.
const LABEL_LEADING: f64 = 1.15;

const LABEL_MAX_LINES: usize = 2;

/// The size of a box without a name.
const EMPTY_SIZE: Size = Size::new(10.0, 6.0);

/// The maximum width of a line of a short name.
const LABEL_MAX_WIDTH: f64 = 120.0;

/// The distance from the middle of a line of capitals to its baseline, in font sizes: capitals are about 0.72 high.
const HALF_CAPITAL: f64 = 0.36;

/// The text of a box, and the size that the box needs for it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct BoxText {
    pub(super) size: Size,
    /// The font size of the short name.
    pub(super) font_size: f64,
    label_lines: Vec<String>,
    name_lines: Vec<String>,
}

/// Returns the texts of all boxes. Nodes with more ties have larger text; the font size grows with the square root of
/// the number, as the area of a box grows with the square of the font size.
pub(super) fn texts(network: &Network, metrics: &Metrics) -> Vec<BoxText> {
    let degrees = network.degrees();
    let highest = degrees.iter().copied().max().unwrap_or(0).max(1) as f64;
    let (smallest, largest) = metrics.node_font_sizes;
    let font_sizes = degrees.into_iter().map(|degree| {
        let share = (degree as f64 / highest).sqrt();
        smallest + (largest - smallest) * share
    });
    let nodes = network.nodes.iter().zip(font_sizes);
    let nodes: Vec<(&Node, f64)> = nodes.collect();
    let labels = nodes
        .iter()
        .map(|(node, size)| (node.label.as_str(), *size));
    let labels = label_lines(&labels.collect::<Vec<_>>(), LABEL_MAX_LINES);
    let labelled = labelled(network, metrics.max_labelled);
    let texts = nodes.into_iter().zip(labels).zip(labelled);
    texts
        .map(|(((node, font_size), lines), is_labelled)| {
            if is_labelled {
                box_text(node, font_size, lines, metrics)
            } else {
                BoxText {
                    size: EMPTY_SIZE,
                    font_size: smallest,
                    label_lines: Vec::new(),
                    name_lines: Vec::new(),
                }
            }
        })
        .collect()
}

/// Returns for each node whether its box has a name: the nodes that the picture is about, then those with the most ties, up
/// to a number.
fn labelled(network: &Network, maximum: usize) -> Vec<bool> {
    let count = network.nodes.len();
    let degrees = network.degrees();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|node| {
        (
            !network.nodes[*node].is_focus,
            Reverse(degrees[*node]),
            *node,
        )
    });
    let mut is_labelled = vec![false; count];
    for node in order.into_iter().take(maximum) {
        is_labelled[node] = true;
    }
    is_labelled
}

/// Returns a note on the nodes whose boxes have no name; `None` if all have one.
pub(super) fn unlabelled_note(texts: &[BoxText], maximum: usize) -> Option<String> {
    let all = texts.len();
    (maximum < all).then(|| {
        format!("Names: the {maximum} of {all} with the most ties; the others are small boxes.")
    })
}

fn box_text(node: &Node, font_size: f64, label_lines: Vec<String>, metrics: &Metrics) -> BoxText {
    let name_lines = if metrics.has_names && node.name != node.label {
        text::wrapped(
            &node.name,
            NAME_FONT_SIZE,
            Weight::Regular,
            metrics.name_max_width,
            NAME_MAX_LINES,
        )
    } else {
        Vec::new()
    };
    let widths = name_lines
        .iter()
        .map(|line| text::width(line, NAME_FONT_SIZE, Weight::Regular));
    let labels = label_lines.iter();
    let labels = labels.map(|line| text::width(line, font_size, Weight::Bold));
    let width = widths.chain(labels).fold(0.0, f64::max);
    let label_height = (label_lines.len().max(1) as f64 - 1.0) * LABEL_LEADING + 1.05;
    let height = font_size * label_height + name_lines.len() as f64 * NAME_FONT_SIZE * NAME_LEADING;
    let (side, above) = metrics.padding;
    BoxText {
        size: Size::new(width + 2.0 * side, height + 2.0 * above),
        font_size,
        label_lines,
        name_lines,
    }
}

/// Returns texts of the same sizes with the short names of another network's nodes.
pub(super) fn relabelled<'t>(
    texts: impl Iterator<Item = &'t BoxText>,
    network: &Network,
) -> Vec<BoxText> {
    let labelled = texts.zip(&network.nodes);
    labelled
        .map(|(text, node)| {
            let label = (node.label.as_str(), text.font_size);
            let lines = label_lines(&[label], text.label_lines.len());
            BoxText {
                label_lines: lines.into_iter().next().unwrap_or_default(),
                ..text.clone()
            }
        })
        .collect()
}

/// Returns the lines of short names, each with its font size.
fn label_lines(labels: &[(&str, f64)], max_lines: usize) -> Vec<Vec<String>> {
    let lines = Lines {
        weight: Weight::Bold,
        max_width: LABEL_MAX_WIDTH,
        max_lines,
    };
    wrapped_apart(labels, lines)
}

/// Draws a node.
pub(super) fn draw(node: &Node, frame: Rect, text: &BoxText, theme: &Theme) -> Group {
    let (corners, dash) = theme.box_outline(node.class);
    let width = match (node.is_focus, text.font_size > 9.5) {
        (true, _) => 2.4,
        (false, true) => 1.1,
        (false, false) => 0.7,
    };
    let border = Stroke {
        dash,
        ..Stroke::solid(theme.border, width)
    };
    let fill = theme.tint(node.class);
    let outline = match node.kind {
        NodeKind::Operation => rounded(frame, frame.size.height / 2.0, fill, border),
        NodeKind::Organization => outline(frame, corners, fill, border),
    };
    let mut items = vec![outline];
    items.extend(text_lines(frame, text, theme));
    Group {
        key: Some(node.id.clone()),
        tooltip: Some(node.name.clone()),
        alternative: (node.name != node.label).then(|| format!("{}: {}", node.label, node.name)),
        ..Group::with_role("node", Role::Part, items)
    }
}

/// The shape of one corner.
#[derive(Clone, Copy)]
enum Corner {
    Square,
    Cut,
    Round,
}

/// Draws the outline of a box.
pub(super) fn outline(frame: Rect, corners: Corners, fill: Colour, border: Stroke) -> Item {
    let reach = (frame.size.height * 0.3).min(6.5);
    match corners {
        Corners::Round => rounded(frame, reach * 0.85, fill, border),
        Corners::Square => rounded(frame, 0.0, fill, border),
        Corners::Cut => cornered(frame, [Corner::Cut; 4], reach, fill, border),
        Corners::Leaf => {
            let corners = [Corner::Round, Corner::Square, Corner::Round, Corner::Square];
            cornered(frame, corners, reach * 1.6, fill, border)
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

/// Draws a box with the given corners, clockwise from the top left; `reach` is how far along each side a corner
/// extends.
fn cornered(frame: Rect, corners: [Corner; 4], reach: f64, fill: Colour, border: Stroke) -> Item {
    let (left, top, right, bottom) = (frame.x, frame.y, frame.right(), frame.bottom());
    let point = Point::new;
    // Each corner with the directions of the side before it and of the side after it, away from the corner.
    let turns = [
        (point(left, top), point(0.0, 1.0), point(1.0, 0.0)),
        (point(right, top), point(-1.0, 0.0), point(0.0, 1.0)),
        (point(right, bottom), point(0.0, -1.0), point(-1.0, 0.0)),
        (point(left, bottom), point(1.0, 0.0), point(0.0, -1.0)),
    ];
    let mut steps = Vec::new();
    for (corner, (at, before, after)) in corners.into_iter().zip(turns) {
        let (start, end) = (at + before * reach, at + after * reach);
        match corner {
            Corner::Square => steps.push(Step::To(at)),
            Corner::Cut => steps.extend([Step::To(start), Step::To(end)]),
            Corner::Round => steps.extend([Step::To(start), Step::Bend(at, end)]),
        }
    }
    let start = match steps.remove(0) {
        Step::To(start) | Step::Bend(_, start) => start,
    };
    Line {
        start,
        steps,
        stroke: Some(border),
        fill: Some(fill),
        opacity: 1.0,
    }
    .into()
}

/// Draws the short name and the lines of the full name in the middle of the box.
fn text_lines(frame: Rect, text: &BoxText, theme: &Theme) -> Vec<Item> {
    let names_height = text.name_lines.len() as f64 * NAME_FONT_SIZE * NAME_LEADING;
    let center = frame.center();
    let label_leading = text.font_size * LABEL_LEADING;
    let label_height = (text.label_lines.len().max(1) as f64 - 1.0) * label_leading;
    let first = center.y - (names_height + label_height) / 2.0 + text.font_size * HALF_CAPITAL;
    let baseline = first + label_height;
    let centred = |content: &str, y: f64, size: f64, weight: Weight, colour: Colour| {
        Text {
            at: Point::new(center.x, y),
            anchor: Anchor::Middle,
            size,
            weight,
            colour,
            content: content.to_owned(),
        }
        .into()
    };
    let labels = text.label_lines.iter().enumerate().map(|(index, line)| {
        let y = first + index as f64 * label_leading;
        centred(line, y, text.font_size, Weight::Bold, theme.ink)
    });
    let mut items: Vec<Item> = labels.collect();
    for (index, line) in text.name_lines.iter().enumerate() {
        let y = baseline + 3.0 + (index + 1) as f64 * NAME_FONT_SIZE * NAME_LEADING;
        items.push(centred(
            line,
            y,
            NAME_FONT_SIZE,
            Weight::Regular,
            theme.muted,
        ));
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_in_its_box_in_the_widest_font_that_a_reader_may_have() {
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
        for metrics in [
            Metrics::for_counts(3, 0),
            Metrics::for_counts(40, 0),
            Metrics::for_counts(3, 0).small(),
        ] {
            for node in &nodes {
                let size = metrics.node_font_sizes.1;
                let lines = label_lines(&[(&node.label, size)], LABEL_MAX_LINES).remove(0);
                let text = box_text(node, size, lines, &metrics);
                let names = text.name_lines.iter();
                let names = names.map(|line| text::widest(line, NAME_FONT_SIZE, Weight::Regular));
                let labels = text.label_lines.iter();
                let labels = labels.map(|line| text::widest(line, text.font_size, Weight::Bold));
                let widest = names.chain(labels).fold(0.0, f64::max);
                assert!(widest <= text.size.width, "{} {widest}", node.label);
            }
        }
    }
}
