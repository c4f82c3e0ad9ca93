//! Draws the network at several dates side by side, with every node in the same place at each date.

use super::{Evolution, Facet, Presence};
use crate::phrase::counted;
use crate::picture::DrawOptions;
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::layout::Method;
use crate::picture::network::{self, Network, Node, Plan, Tie};
use crate::picture::page::{self, Page};
use crate::picture::role::Role;
use crate::picture::scene::{Anchor, Group, Item, Scene, Shape, Text, Weight};
use crate::picture::style::{Stroke, Theme};
use crate::picture::text;

/// The preferred width of a row of facets, in points.
const ROW_WIDTH: f64 = 760.0;

/// The ratio of height to width of a sheet of paper (ISO 216).
const SHEET_RATIO: f64 = 1.42;

/// The share of its usual width that a facet keeps on a page of a given width.
const MIN_FACET_SHARE: f64 = 0.85;

/// The space between facets.
const GAP: f64 = 14.0;

/// The space between the frame of a facet and its network.
pub(super) const PADDING: f64 = 9.0;

/// The font size of the date above a facet.
const FONT_SIZE: f64 = 9.0;

/// The height of the date above a facet.
pub(super) const HEAD: f64 = 15.0;

/// Draws an evolution; the layout is that of the network of all dates together.
pub(in crate::picture) fn draw(evolution: &Evolution, options: &DrawOptions) -> Scene {
    let DrawOptions { theme, layout, .. } = options;
    let (plan, columns) = match page::width_for_picture(options) {
        Some(width) => plan_for_width(evolution, options, width),
        None => (common_plan(evolution, *layout, None), None),
    };
    let size = facet_size(&plan);
    let corners = corners(evolution.facets.len(), size, columns);
    let facets = evolution.facets.iter().zip(&corners);
    let picture = facets
        .map(|(facet, corner)| draw_facet(evolution, facet, &plan, size, *corner, theme))
        .collect();
    let frames = corners
        .iter()
        .map(|corner| Rect::new(corner.x, corner.y, size.width, size.height));
    page::compose(Page {
        caption: &evolution.caption,
        notes: plan.layout_note.as_slice(),
        description: description(evolution),
        picture,
        role: Role::Picture,
        extent: Rect::hull(frames).unwrap_or_default().size,
        legend: &plan.legend_rows(&evolution.legend, theme),
        options,
    })
}

/// Lays out all nodes so that facets fill rows of a width; returns the number of facets in a row too.
fn plan_for_width(
    evolution: &Evolution,
    options: &DrawOptions,
    width: f64,
) -> (Plan, Option<usize>) {
    let natural = common_plan(evolution, options.layout, None);
    let facet = facet_size(&natural).width;
    // A facet may become a little narrower, so that one more fits a row. On a slide, text becomes smaller instead.
    let share = match options.page.and_then(|page| page.height) {
        Some(_) => 1.0,
        None => MIN_FACET_SHARE,
    };
    let columns = ((width + GAP) / (facet * share + GAP)).floor();
    let columns = columns.clamp(1.0, evolution.facets.len().max(1) as f64);
    let facet_width = (width + GAP) / columns - GAP;
    let plan = if facet <= facet_width {
        natural
    } else {
        common_plan(evolution, options.layout, Some(facet_width - 2.0 * PADDING))
    };
    (plan, Some(columns as usize))
}

/// Lays out all nodes with the ties of all dates, in a width if there is one.
pub(super) fn common_plan(
    evolution: &Evolution,
    layout: Option<Method>,
    max_width: Option<f64>,
) -> Plan {
    let facets = evolution.facets.iter();
    let mut ties: Vec<Tie> = facets
        .flat_map(|facet| facet.ties.iter().cloned())
        .collect();
    ties.sort_by_key(|tie| tie.ends);
    ties.dedup_by_key(|tie| tie.ends);
    let nodes = (0..evolution.nodes.len()).map(|row| with_widest_label(evolution, row));
    let network = Network {
        nodes: nodes.collect(),
        groups: evolution.groups.clone(),
        homes: evolution.homes.clone(),
        ties,
        ..Network::default()
    };
    Plan::small(&network, layout, max_width)
}

/// Returns a node with the widest label that it has at any date, for which its box needs space.
fn with_widest_label(evolution: &Evolution, row: usize) -> Node {
    let width = |node: &Node| text::width(&node.label, FONT_SIZE, Weight::Bold);
    let nodes = evolution
        .facets
        .iter()
        .map(|facet| node_at(evolution, facet, row));
    let widest = nodes.max_by(|a, b| width(a).total_cmp(&width(b)));
    widest.unwrap_or_else(|| evolution.nodes[row].clone())
}

/// Returns the size of a facet with its frame and date.
pub(super) fn facet_size(plan: &Plan) -> Size {
    let Size { width, height } = plan.extent;
    Size::new(width + 2.0 * PADDING, height + 2.0 * PADDING + HEAD)
}

/// Returns the top left corners of facets in rows of equal length.
///
/// Unless their number is given, a row has as many facets as fit its preferred width. Large facets exceed that width, so
/// that the whole is hardly higher than a sheet of paper.
pub(super) fn corners(count: usize, size: Size, columns: Option<usize>) -> Vec<Point> {
    let fitting = ((ROW_WIDTH + GAP) / (size.width + GAP)).floor();
    let for_sheet = (count as f64 * size.height / size.width / SHEET_RATIO)
        .sqrt()
        .round();
    let max_columns = columns.unwrap_or(fitting.max(for_sheet).max(1.0) as usize);
    let rows = count.div_ceil(max_columns).max(1);
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

/// The network of one facet.
pub(super) struct Part {
    pub(super) network: Network,
    /// The index of each of its nodes in the evolution.
    pub(super) rows: Vec<usize>,
}

/// Returns the network of a facet: the nodes that exist at its date, and its ties.
pub(super) fn part(evolution: &Evolution, facet: &Facet) -> Part {
    let presence = facet.presence.iter().enumerate();
    let existing = presence.filter(|(_, presence)| **presence != Presence::Absent);
    let rows: Vec<usize> = existing
        .map(|(row, _)| row)
        .take_while(|row| *row < evolution.nodes.len())
        .collect();
    let index = |node: usize| rows.binary_search(&node).unwrap_or(usize::MAX);
    let ties = facet.ties.iter().map(|tie| Tie {
        ends: (index(tie.ends.0), index(tie.ends.1)),
        ..tie.clone()
    });
    let nodes = rows.iter().map(|row| node_at(evolution, facet, *row));
    let network = Network {
        nodes: nodes.collect(),
        groups: evolution.groups.clone(),
        ties: ties.collect(),
        legend: evolution.legend.clone(),
        ..Network::default()
    };
    Part { network, rows }
}

/// Returns a node as it is at the date of a facet: its names, and whether it has no tie.
fn node_at(evolution: &Evolution, facet: &Facet, row: usize) -> Node {
    let mut node = evolution.nodes[row].clone();
    node.is_faint = facet.presence.get(row) == Some(&Presence::Alone);
    if let Some(label) = facet.labels.get(row) {
        node.label.clone_from(label);
    }
    if let Some(name) = facet.names.get(row) {
        node.name.clone_from(name);
    }
    node
}

fn draw_facet(
    evolution: &Evolution,
    facet: &Facet,
    common_plan: &Plan,
    size: Size,
    corner: Point,
    theme: &Theme,
) -> Item {
    let Part { network, rows } = part(evolution, facet);
    let plan = common_plan.of_part(&network, &rows);
    let items = network::items(&network, &plan, theme);
    let inner = Group {
        shift: Point::new(PADDING, PADDING + HEAD),
        ..Group::of("network", items)
    };
    let date = Text {
        at: Point::new(PADDING, PADDING + FONT_SIZE),
        anchor: Anchor::Start,
        size: FONT_SIZE,
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
    let items = vec![
        Group::with_role("frame", Role::Decoration, vec![frame.into()]).into(),
        Group::with_role("date", Role::Paragraph, vec![date.into()]).into(),
        inner.into(),
    ];
    Group {
        shift: corner,
        key: Some(facet.label.clone()),
        ..Group::with_role("panel", Role::Section, items)
    }
    .into()
}

/// Describes the evolution in words: the numbers of organizations and ties at each date.
fn description(evolution: &Evolution) -> String {
    let facets = evolution.facets.iter().map(|facet| {
        let presence = facet.presence.iter();
        let existing = presence.filter(|presence| **presence != Presence::Absent);
        format!(
            "{}: {}, {}.",
            facet.label,
            counted(existing.count(), ["organization", "organizations"]),
            counted(facet.ties.len(), ["tie", "ties"])
        )
    });
    let mut sentences = vec![evolution.caption.subtitle.clone()];
    sentences.extend(facets);
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}
