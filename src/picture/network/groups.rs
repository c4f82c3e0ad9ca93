//! Organizations in groups: by kind, by part of the world, by how far their partnerships go.

use super::{Network, TieKind};
use crate::graph::{Graph, OrganizationRef};
use crate::model::Key;
use crate::picture::choice::choices;

choices! {
    /// What organizations are drawn in groups by.
    #[non_exhaustive]
    pub enum GroupBy {
        Kind = "kind": "By the kind of organization",
        Region = "region": "By the part of the world",
        Phase = "phase": "By the furthest phase with another organization of the picture",
    }
}

/// Puts the nodes of a network, which are these organizations, into groups; a group that would be empty
/// is left out.
///
/// Kinds and phases stand in the order of their vocabulary (phases from the furthest), regions in that
/// of the first organization of each; those of which it is not said come last.
pub(crate) fn grouped(
    network: &mut Network,
    organizations: &[OrganizationRef<'_>],
    by: GroupBy,
    graph: &Graph,
) {
    let names: Vec<Option<(usize, String)>> = match by {
        GroupBy::Kind => kinds(organizations, graph),
        GroupBy::Region => regions(organizations),
        GroupBy::Phase => phases(network, graph),
    };
    let mut order: Vec<(usize, String)> = names.iter().flatten().cloned().collect();
    order.sort();
    order.dedup();
    let unsaid = names.iter().any(Option::is_none);
    for (node, name) in network.nodes.iter_mut().zip(&names) {
        let place = name
            .as_ref()
            .and_then(|name| order.binary_search(name).ok());
        node.group = Some(place.unwrap_or(order.len()));
    }
    let rest = unsaid.then(|| "Not said".to_owned());
    network.groups = order
        .into_iter()
        .map(|(_, name)| name)
        .chain(rest)
        .collect();
}

fn kinds(organizations: &[OrganizationRef<'_>], graph: &Graph) -> Vec<Option<(usize, String)>> {
    let vocabulary = &graph.dataset().vocabularies().organization_kinds;
    let name = |organization: &OrganizationRef<'_>| {
        let kind = organization.record().kind?;
        Some((kind.index(), vocabulary.label(kind).to_owned()))
    };
    organizations.iter().map(name).collect()
}

fn regions(organizations: &[OrganizationRef<'_>]) -> Vec<Option<(usize, String)>> {
    let region = |organization: &OrganizationRef<'_>| {
        organization.record().region.as_deref().map(str::to_owned)
    };
    let all: Vec<Option<String>> = organizations.iter().map(region).collect();
    let first = |name: &String| all.iter().position(|other| other.as_ref() == Some(name));
    all.iter()
        .map(|name| {
            name.as_ref()
                .map(|name| (first(name).unwrap_or(0), name.clone()))
        })
        .collect()
}

/// Returns the furthest phase of each node, the furthest first.
fn phases(network: &Network, graph: &Graph) -> Vec<Option<(usize, String)>> {
    let vocabulary = &graph.dataset().vocabularies().phases;
    let mut furthest: Vec<Option<usize>> = vec![None; network.nodes.len()];
    let ties = network.drawable_ties();
    for tie in ties.filter(|tie| tie.kind == TieKind::Partnership) {
        for end in [tie.ends.0, tie.ends.1] {
            furthest[end] = furthest[end].max(Some(tie.phase));
        }
    }
    let name = |phase: usize| {
        let label = format!(
            "Furthest phase: {}",
            vocabulary.label(Key::new(phase)).to_lowercase()
        );
        (vocabulary.len() - phase, label)
    };
    furthest.into_iter().map(|phase| phase.map(name)).collect()
}
