//! Operations as a second kind of node, with the role of each organization on the line to it.

use super::{Network, Node, NodeKind, Tie, TieKind};
use crate::graph::{DayRange, OperationRef, OrganizationRef};
use crate::model::Confidence;
use crate::phrase::uncapitalized;
use crate::picture::caption;
use crate::query::Selection;

/// Adds the operations in which at least two of the organizations take part at the time of the selection, or on the
/// as-of date if it has no time.
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
    let mut drawn = 0;
    for operation in running {
        let participants = participants(operation, organizations, days, selection.min_confidence());
        if participants.len() < 2 {
            continue;
        }
        let node = network.nodes.len();
        network.nodes.push(operation_node(operation));
        network
            .ties
            .extend(participants.into_iter().map(|(row, roles)| {
                participation(operation, (row, node), organizations[row].label(), roles)
            }));
        network.legend.has_operations = true;
        drawn += 1;
    }
    network.caption.notes.extend(common_role(&mut network.ties));
    let all = selection.query().operations();
    let all = all.filter(|operation| graph.index().operation_days(operation.key()).overlaps(days));
    network
        .caption
        .left_out
        .extend(unshared_note(all.count().saturating_sub(drawn)));
    if !network.groups.is_empty() && network.legend.has_operations {
        let group = network.groups.len();
        let labels = &network.caption.labels;
        let group_label = labels.apply("Operations").into_owned();
        network.groups.push(group_label);
        let ungrouped = network.nodes.iter_mut().filter(|node| node.group.is_none());
        ungrouped.for_each(|node| node.group = Some(group));
    }
}

/// Removes the roles from the lines if all are the same, and returns a note on it.
fn common_role(ties: &mut [Tie]) -> Option<String> {
    const MIN_LINES: usize = 12;
    let is_participation = |tie: &&mut Tie| tie.kind == TieKind::Participation;
    let lines: Vec<&mut Tie> = ties.iter_mut().filter(is_participation).collect();
    let role = lines.first()?.label.clone();
    if lines.len() < MIN_LINES || lines.iter().any(|tie| tie.label != role) {
        return None;
    }
    for tie in lines {
        tie.label.clear();
    }
    Some(format!("Role on all lines to operations: {role}."))
}

/// Counts the operations that no two of the organizations share.
fn unshared_note(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("Left out: 1 operation that no two partners of the picture share.".to_owned()),
        _ => Some(format!(
            "Left out: {count} operations that no two partners of the picture share."
        )),
    }
}

/// Returns the organizations that take part in those days, by row, each with the labels of its roles.
fn participants(
    operation: OperationRef<'_>,
    organizations: &[OrganizationRef<'_>],
    days: DayRange,
    min_confidence: Confidence,
) -> Vec<(usize, String)> {
    let graph = operation.graph();
    let vocabulary = &graph.dataset().vocabularies().roles;
    let participations = graph.index().participations_in(operation.key()).iter();
    let counted = participations.filter(|participation| {
        participation.makes_tie
            && participation.confidence >= min_confidence
            && participation.days.overlaps(days)
    });
    let mut found = Vec::new();
    for (row, organization) in organizations.iter().enumerate() {
        let own = counted
            .clone()
            .filter(|participation| participation.organization == organization.key());
        let mut roles: Vec<_> = own.map(|participation| participation.role).collect();
        roles.sort_unstable();
        roles.dedup();
        if !roles.is_empty() {
            let labels = roles
                .iter()
                .map(|role| uncapitalized(vocabulary.label(*role)));
            found.push((row, labels.collect::<Vec<_>>().join(", ")));
        }
    }
    found
}

fn operation_node(operation: OperationRef<'_>) -> Node {
    let record = operation.record();
    let place = record.place.as_deref().map(|place| format!(", {place}"));
    Node {
        // The id of an operation may also be that of an organization.
        id: format!("operation-{}", record.id),
        label: operation.label().to_owned(),
        name: format!("{}{}", record.name, place.unwrap_or_default()),
        kind: NodeKind::Operation,
        ..Node::default()
    }
}

fn participation(
    operation: OperationRef<'_>,
    ends: (usize, usize),
    organization: &str,
    roles: String,
) -> Tie {
    let (graph, claim) = (operation.graph(), &operation.record().claim);
    let head = format!("{organization} in {}: {roles}", operation.label());
    Tie {
        ends,
        kind: TieKind::Participation,
        label: roles,
        tooltip: caption::claim_tooltip(head, graph, claim),
        href: caption::link(graph, claim),
        ..Tie::default()
    }
}
