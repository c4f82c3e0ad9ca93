//! Operations as a second kind of node, with the role of each organization on the line to it.

use super::{Network, Node, NodeKind, Tie, TieKind};
use crate::graph::{DayRange, OperationRef, OrganizationRef};
use crate::model::Confidence;
use crate::phrase::uncapitalized;
use crate::picture::caption;
use crate::query::Selection;

/// Adds the operations that partnerships of the selection share at its time; without a time those
/// that run on the as-of date.
pub(super) fn add_operations(
    network: &mut Network,
    organizations: &[OrganizationRef<'_>],
    selection: &Selection<'_>,
) {
    let graph = selection.graph();
    let days = selection.state_days();
    let running = selection
        .operations()
        .filter(|operation| graph.index().operation_days(operation.key()).overlaps(days));
    for operation in running {
        let parts = parts(operation, organizations, days, selection.min_confidence());
        if parts.len() < 2 {
            continue;
        }
        let node = network.nodes.len();
        network.nodes.push(self::node(operation));
        let ties = parts.iter().map(|(row, organization, roles)| {
            tie(operation, (*row, node), organization.label(), roles)
        });
        network.ties.extend(ties);
        network.legend.operations = true;
    }
    if !network.groups.is_empty() && network.legend.operations {
        let group = network.groups.len();
        network.groups.push("Operations".to_owned());
        let ungrouped = network.nodes.iter_mut().filter(|node| node.group.is_none());
        ungrouped.for_each(|node| node.group = Some(group));
    }
}

/// Returns who of the organizations takes part in those days, by row, and in which roles.
fn parts<'g>(
    operation: OperationRef<'g>,
    organizations: &[OrganizationRef<'g>],
    days: DayRange,
    least: Confidence,
) -> Vec<(usize, OrganizationRef<'g>, String)> {
    let graph = operation.graph();
    let roles = &graph.dataset().vocabularies().roles;
    let all = graph.index().participations_in(operation.key()).iter();
    let counted =
        all.filter(|part| !part.is_adverse && part.confidence >= least && part.days.overlaps(days));
    let mut found = Vec::new();
    for (row, organization) in organizations.iter().enumerate() {
        let mut taken: Vec<_> = counted
            .clone()
            .filter(|part| part.organization == organization.key())
            .map(|part| part.role)
            .collect();
        taken.sort_unstable();
        taken.dedup();
        let labels: Vec<String> = taken
            .iter()
            .map(|role| uncapitalized(roles.label(*role)))
            .collect();
        if !labels.is_empty() {
            found.push((row, *organization, labels.join(", ")));
        }
    }
    found
}

fn node(operation: OperationRef<'_>) -> Node {
    let record = operation.record();
    let place = record.place.as_deref().map(|place| format!(", {place}"));
    Node {
        // Organizations and operations have ids of their own, which may be the same.
        id: format!("operation-{}", record.id),
        label: operation.label().to_owned(),
        name: format!("{}{}", record.name, place.unwrap_or_default()),
        kind: NodeKind::Operation,
        ..Node::default()
    }
}

fn tie(operation: OperationRef<'_>, ends: (usize, usize), member: &str, roles: &str) -> Tie {
    let record = operation.record();
    let head = format!("{member} in {}: {roles}", operation.label());
    let lines = std::iter::once(head).chain(caption::evidence(operation.graph(), &record.claim));
    Tie {
        ends,
        kind: TieKind::Participation,
        label: roles.to_owned(),
        tooltip: lines.collect::<Vec<_>>().join("\n"),
        href: caption::link(operation.graph(), &record.claim),
        ..Tie::default()
    }
}
