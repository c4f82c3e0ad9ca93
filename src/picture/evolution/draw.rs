//! The network at several dates, drawn side by side: the same nodes in the same places.

use super::{Evolution, Facet, Presence};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::layout::Method;
use crate::picture::network::{Network, Node, Plan, Tie, picture};
use crate::picture::page::{self, Page};
use crate::picture::scene::{Anchor, Group, Item, Scene, Shape, Text, Weight};
use crate::picture::style::{Stroke, Theme};

/// How wide a row of facets is about, in points.
const WIDTH: f64 = 760.0;

/// How many times as high as wide a sheet is.
const SHEET: f64 = 1.42;

/// The room between facets, and between a facet's frame and its picture.
const GAP: f64 = 14.0;
pub(super) const PADDING: f64 = 9.0;

/// The letters over a facet, and the room they take.
const LETTERS: f64 = 9.0;
pub(super) const HEAD: f64 = 15.0;

/// Draws an evolution; the layout is that of the network of all dates together.
pub(in crate::picture) fn draw(
    evolution: &Evolution,
    layout: Option<Method>,
    theme: &Theme,
) -> Scene {
    let plan = whole(evolution, layout);
    let size = panel_size(&plan);
    let corners = corners(evolution.facets.len(), size);
    let mut picture = Vec::new();
    for (facet, corner) in evolution.facets.iter().zip(&corners) {
        picture.push(draw_panel(evolution, facet, &plan, size, *corner, theme));
    }
    let hull = corners
        .iter()
        .map(|corner| Rect::new(corner.x, corner.y, size.width, size.height));
    let extent = Rect::hull(hull).unwrap_or_default().size;
    page::set(Page {
        caption: &evolution.caption,
        notes: &[],
        description: description(evolution),
        picture,
        extent,
        legend: &plan.legend(&evolution.legend, theme),
        theme,
    })
}

/// Lays out all nodes with the ties of all dates.
pub(super) fn whole(evolution: &Evolution, layout: Option<Method>) -> Plan {
    let mut ties: Vec<Tie> = evolution
        .facets
        .iter()
        .flat_map(|facet| facet.ties.iter().cloned())
        .collect();
    ties.sort_by_key(|tie| tie.ends);
    ties.dedup_by_key(|tie| tie.ends);
    let network = Network {
        nodes: (0..evolution.nodes.len())
            .map(|row| widest(evolution, row))
            .collect(),
        groups: evolution.groups.clone(),
        ties,
        ..Network::default()
    };
    Plan::small(&network, layout)
}

/// Returns a node under the longest name that it has at any date, for which its box must have room.
fn widest(evolution: &Evolution, row: usize) -> Node {
    let named = evolution
        .facets
        .iter()
        .map(|facet| node_of(evolution, facet, row));
    let width = |node: &Node| crate::picture::text::width(&node.label, LETTERS, Weight::Bold);
    let widest = named.max_by(|a, b| width(a).total_cmp(&width(b)));
    widest.unwrap_or_else(|| evolution.nodes[row].clone())
}

pub(super) fn panel_size(plan: &Plan) -> Size {
    let Size { width, height } = plan.extent;
    Size::new(width + 2.0 * PADDING, height + 2.0 * PADDING + HEAD)
}

/// Returns the corners of facets set row by row, as many in a row as fit, and of large ones so many that the
/// whole is hardly higher than a sheet; rows are filled evenly.
pub(super) fn corners(count: usize, size: Size) -> Vec<Point> {
    let fitting = ((WIDTH + GAP) / (size.width + GAP)).floor();
    let sheet = (count as f64 * size.height / size.width / SHEET)
        .sqrt()
        .floor();
    let fitting = fitting.max(sheet).max(1.0) as usize;
    let rows = count.div_ceil(fitting).max(1);
    let columns = count.div_ceil(rows).max(1);
    (0..count)
        .map(|facet| {
            let (row, column) = (facet / columns, facet % columns);
            Point::new(
                column as f64 * (size.width + GAP),
                row as f64 * (size.height + GAP),
            )
        })
        .collect()
}

/// The network of one facet, and which nodes of the evolution it has.
pub(super) struct Part {
    pub(super) rows: Vec<usize>,
    pub(super) network: Network,
}

pub(super) fn network_of(evolution: &Evolution, facet: &Facet) -> Part {
    let there = |row: &usize| {
        facet
            .presence
            .get(*row)
            .is_some_and(|presence| *presence != Presence::Absent)
    };
    let rows: Vec<usize> = (0..evolution.nodes.len()).filter(there).collect();
    let place = |node: usize| rows.binary_search(&node).unwrap_or(usize::MAX);
    let ties = facet.ties.iter().map(|tie| Tie {
        ends: (place(tie.ends.0), place(tie.ends.1)),
        ..tie.clone()
    });
    let network = Network {
        nodes: rows
            .iter()
            .map(|row| node_of(evolution, facet, *row))
            .collect(),
        groups: evolution.groups.clone(),
        ties: ties.collect(),
        legend: evolution.legend.clone(),
        ..Network::default()
    };
    Part { rows, network }
}

fn node_of(evolution: &Evolution, facet: &Facet, row: usize) -> Node {
    let node = evolution.nodes[row].clone();
    match facet.names.get(row) {
        Some(name) => Node {
            label: name.clone(),
            ..node
        },
        None => node,
    }
}

fn draw_panel(
    evolution: &Evolution,
    facet: &Facet,
    whole: &Plan,
    size: Size,
    corner: Point,
    theme: &Theme,
) -> Item {
    let Part { rows, network } = network_of(evolution, facet);
    let plan = whole.of(&network, &rows);
    let alone = |row: &usize| facet.presence[*row] == Presence::Alone;
    let faint: Vec<bool> = rows.iter().map(alone).collect();
    let inner = Group {
        shift: Point::new(PADDING, PADDING + HEAD),
        ..Group::of("network", picture(&network, &plan, &faint, theme))
    };
    let title = Text {
        at: Point::new(PADDING, PADDING + LETTERS),
        anchor: Anchor::Start,
        size: LETTERS,
        weight: Weight::Bold,
        colour: theme.ink,
        content: facet.label.clone(),
    };
    let frame = Shape {
        frame: Rect::new(0.0, 0.0, size.width, size.height),
        radius: 4.0,
        fill: None,
        stroke: Some(Stroke::solid(theme.rule, 0.6)),
    };
    Group {
        shift: corner,
        key: Some(facet.label.clone()),
        ..Group::of("panel", vec![frame.into(), title.into(), inner.into()])
    }
    .into()
}

fn description(evolution: &Evolution) -> String {
    let mut sentences = vec![evolution.caption.subtitle.clone()];
    let told = evolution.facets.iter().map(|facet| {
        let there = facet
            .presence
            .iter()
            .filter(|presence| **presence != Presence::Absent);
        format!(
            "{}: {} organizations, {} ties.",
            facet.label,
            there.count(),
            facet.ties.len()
        )
    });
    sentences.extend(told);
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}
