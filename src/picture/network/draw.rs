//! Draws a network according to its plan.
//!
//! What is drawn last is read first: the nodes, each group below its name, and then the ties in their order.

use std::cmp::Reverse;

use super::metrics::HOLLOW_SHARE;
use super::plan::Plan;
use super::reading::Positions;
use super::routes::Route;
use super::{Network, Tie, TieKind, arrow, boxes, clusters, describe, labels};
use crate::picture::DrawOptions;
use crate::picture::page::{self, Page};
use crate::picture::role::Role;
use crate::picture::scene::{Group, Item, Line, Scene};
use crate::picture::style::{Stroke, Theme};

/// Draws a network with caption and legend.
pub(in crate::picture) fn draw(network: &Network, plan: &Plan, options: &DrawOptions) -> Scene {
    let theme = &options.theme;
    page::compose(Page {
        caption: &network.caption,
        notes: &plan.notes,
        description: describe::description(network),
        picture: items(network, plan, theme),
        role: Role::Picture,
        extent: plan.extent,
        legend: &plan.legend_rows(&network.legend, theme),
        options,
    })
}

/// Draws the inside of the page: groups at the bottom, then lines, labels and boxes.
pub(in crate::picture) fn items(network: &Network, plan: &Plan, theme: &Theme) -> Vec<Item> {
    let positions = Positions::of(network);
    let ties: Vec<&Tie> = network.drawable_ties().collect();
    let mut order: Vec<usize> = (0..ties.len()).collect();
    // Partnerships are drawn over participations, and those in the furthest phases on top.
    order.sort_by_key(|index| (Reverse(ties[*index].kind), ties[*index].phase, *index));
    let lines = order.into_iter().map(|index| Group {
        position: Some(positions.tie(index)),
        ..draw_tie(network, ties[index], &plan.routes[index], plan, theme)
    });
    let names = clusters::draw_names(network, &plan.clusters, theme);
    let names = names.map(|(group, name)| Group {
        position: Some(positions.group(group)),
        ..name
    });
    let labels = plan.labels.iter().map(|label| Group {
        position: Some(positions.tie(label.tie)),
        ..labels::draw(network, ties[label.tie], label, theme)
    });
    let faded = theme.faded();
    let texts = plan.frames.iter().zip(&plan.texts);
    let nodes = network.nodes.iter().zip(texts).enumerate();
    let boxes = nodes.map(|(row, (node, (frame, text)))| Group {
        position: Some(positions.node(row, node)),
        ..boxes::draw(
            node,
            *frame,
            text,
            if node.is_faint { &faded } else { theme },
        )
    });
    let frames = clusters::draw(network, &plan.clusters, theme);
    let groups = frames.chain(lines).chain(names).chain(labels).chain(boxes);
    groups.map(Item::from).collect()
}

fn draw_tie(network: &Network, tie: &Tie, route: &Route, plan: &Plan, theme: &Theme) -> Group {
    let rungs = network.legend.scale.rungs;
    let mut stroke = network.stroke(tie, theme);
    let is_hollow = tie.kind == TieKind::Partnership && theme.is_hollow(tie.phase, rungs);
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
    if let Some(direction) = tie.direction {
        let ends = [tie.ends.0, tie.ends.1].map(|node| plan.frames[node]);
        items.push(arrow::on(route, direction, ends, stroke, opacity));
    }
    labels::group("tie", network, tie, items)
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
