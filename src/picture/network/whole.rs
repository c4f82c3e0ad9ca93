//! The network of all ties at any time, for a page on which the date changes while everything keeps its position.

use super::classes::Classes;
use super::plan::Plan;
use super::{Direction, Network, NetworkLegend, Tie, TieKind, arrow, boxes, homes, node};
use crate::graph::{Graph, OrganizationRef};
use crate::picture::geometry::{Rect, Size};
use crate::picture::legend::{LegendEntry, ScaleLegend};
use crate::picture::network::Route;
use crate::picture::scene::{Group, Item};
use crate::picture::style::Theme;

/// Where everything is, and how boxes look.
pub(crate) struct WholeNetwork {
    /// The size of the picture.
    pub(crate) extent: Size,
    /// The boxes, one per organization.
    pub(crate) frames: Vec<Rect>,
    /// The drawings of the boxes, one per organization.
    pub(crate) boxes: Vec<Group>,
    /// The classes of the boxes, one per organization.
    pub(crate) classes: Vec<Option<usize>>,
    /// The lines, one per pair.
    pub(crate) routes: Vec<Route>,
    /// The arrows of a line that leads one way, one pair per line: to its second end, and to its first.
    pub(crate) arrows: Vec<[Item; 2]>,
}

/// Returns what the classes of organizations are.
pub(crate) fn class_legend(
    graph: &Graph,
    organizations: &[OrganizationRef<'_>],
) -> Vec<LegendEntry> {
    Classes::of(graph, organizations).into_entries()
}

/// Lays out organizations with the ties between them, pairs of different rows in the list of organizations.
pub(crate) fn whole(
    graph: &Graph,
    organizations: &[OrganizationRef<'_>],
    pairs: &[(usize, usize)],
) -> WholeNetwork {
    let classes = Classes::of(graph, organizations);
    let nodes = organizations.iter().map(|one| node(*one, &classes));
    let ties = pairs.iter().map(|ends| Tie {
        ends: *ends,
        kind: TieKind::Phaseless,
        ..Tie::default()
    });
    let network = Network {
        nodes: nodes.collect(),
        ties: ties.collect(),
        homes: homes(graph, organizations),
        legend: NetworkLegend {
            scale: ScaleLegend::default(),
            classes: classes.into_entries(),
            ..NetworkLegend::default()
        },
        ..Network::default()
    };
    let plan = Plan::new(&network, None);
    let theme = Theme::light();
    // The arrow of the widest line, so that it is seen on every one.
    let rungs = graph.dataset().vocabularies().phases.len();
    let stroke = theme.stroke(rungs.saturating_sub(1), rungs, 0);
    let arrows = plan.routes.iter().zip(pairs).map(|(route, (a, b))| {
        let ends = [*a, *b].map(|row| plan.frames[row]);
        [Direction::Forward, Direction::Backward]
            .map(|direction| arrow::on(route, direction, ends, stroke, 1.0))
    });
    let arrows = arrows.collect();
    let drawn = network
        .nodes
        .iter()
        .zip(plan.frames.iter().zip(&plan.texts));
    WholeNetwork {
        extent: plan.extent,
        boxes: drawn
            .map(|(node, (frame, text))| boxes::draw(node, *frame, text, &theme))
            .collect(),
        classes: network.nodes.iter().map(|node| node.class).collect(),
        frames: plan.frames,
        routes: plan.routes,
        arrows,
    }
}
