//! Draws a network according to its plan.

use std::cmp::Reverse;

use super::metrics::HOLLOW_SHARE;
use super::plan::Plan;
use super::routes::Route;
use super::{Network, Tie, TieKind, boxes, clusters, describe, labels};
use crate::picture::DrawOptions;
use crate::picture::page::{self, Page};
use crate::picture::scene::{Item, Line, Scene};
use crate::picture::style::{Stroke, Theme};

/// Draws a network with caption and legend.
pub(in crate::picture) fn draw(network: &Network, plan: &Plan, options: &DrawOptions) -> Scene {
    let theme = &options.theme;
    page::compose(Page {
        caption: &network.caption,
        notes: &plan.notes,
        description: describe::description(network),
        picture: items(network, plan, &[], theme),
        extent: plan.extent,
        legend: &plan.legend_rows(&network.legend, theme),
        options,
    })
}

/// Draws the inside of the page: groups at the bottom, then lines, labels and boxes. The nodes for which `faint`
/// is `true` are drawn in the background.
pub(in crate::picture) fn items(
    network: &Network,
    plan: &Plan,
    faint: &[bool],
    theme: &Theme,
) -> Vec<Item> {
    let ties: Vec<&Tie> = network.drawable_ties().collect();
    let mut order: Vec<usize> = (0..ties.len()).collect();
    // Partnerships are drawn over participations, and those in the furthest phases on top.
    order.sort_by_key(|index| (Reverse(ties[*index].kind), ties[*index].phase, *index));
    let lines = order
        .into_iter()
        .map(|index| tie_item(network, ties[index], &plan.routes[index], plan, theme));
    let labels = plan
        .labels
        .iter()
        .map(|label| labels::draw(network, ties[label.tie], label, theme));
    let faded = theme.faded();
    let texts = plan.frames.iter().zip(&plan.texts);
    let nodes = network.nodes.iter().zip(texts).enumerate();
    let boxes = nodes.map(|(row, (node, (frame, text)))| {
        let is_faint = faint.get(row).copied().unwrap_or(false);
        boxes::draw(node, *frame, text, if is_faint { &faded } else { theme })
    });
    let mut items = clusters::draw(network, &plan.clusters, theme);
    items.extend(lines);
    items.extend(clusters::draw_names(network, &plan.clusters, theme));
    items.extend(labels);
    items.extend(boxes);
    items
}

fn tie_item(network: &Network, tie: &Tie, route: &Route, plan: &Plan, theme: &Theme) -> Item {
    let rungs = network.legend.scale.rungs;
    let (mut stroke, is_hollow) = match tie.kind {
        TieKind::Partnership => (
            theme.stroke(tie.phase, rungs, tie.condition),
            theme.is_hollow(tie.phase, rungs),
        ),
        TieKind::Participation => (theme.participation_stroke(), false),
    };
    let metrics = &plan.metrics;
    stroke.width *= metrics.line_width;
    let mut items = Vec::new();
    if metrics.casing > 0.0 {
        // A wider line in the colour of the paper below keeps lines apart where they cross.
        let casing = Stroke::solid(theme.paper, stroke.width + metrics.casing);
        items.push(line(route, casing, 1.0));
    }
    let opacity = if theme.is_shaded {
        metrics.opacity
    } else {
        1.0
    };
    let parts = plan.parts(network, route, stroke);
    items.extend(parts.iter().map(|part| line(part, stroke, opacity)));
    if is_hollow {
        let gap = Stroke::solid(theme.paper, stroke.width * HOLLOW_SHARE);
        items.push(line(route, gap, 1.0));
    }
    labels::group("tie", network, tie, items).into()
}

fn line(route: &Route, stroke: Stroke, opacity: f64) -> Item {
    Line {
        start: route.from,
        steps: vec![route.step()],
        stroke: Some(stroke),
        fill: None,
        opacity,
    }
    .into()
}
