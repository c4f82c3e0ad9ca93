//! Groups of organizations: by kind, by part of the world, by furthest phase.

use super::{Network, TieKind, weights};
use crate::choice::choices;
use crate::graph::{Graph, OrganizationRef};
use crate::model::Key;

choices! {
    /// How organizations are grouped.
    #[non_exhaustive]
    pub enum GroupBy {
        Kind = "kind": "By kind of organization",
        Region = "region": "By part of the world",
        Community = "community": "By community: more weight among them than chance would give",
        Phase = "phase": "By furthest phase with another organization of the picture",
    }
}

/// The name of a group, after a number by which groups are ordered.
type Name = (usize, String);

/// Puts the nodes of a network, which are these organizations, into groups.
///
/// Kinds are in the order of their vocabulary, phases from the furthest, and regions in the order of their first
/// organizations. Organizations without the attribute are in a last group. There is no empty group.
pub(in crate::picture) fn group(
    network: &mut Network,
    organizations: &[OrganizationRef<'_>],
    by: GroupBy,
    graph: &Graph,
) {
    let names = match by {
        GroupBy::Kind => kinds(organizations, graph),
        GroupBy::Region => regions(organizations),
        GroupBy::Community => communities(network, graph),
        GroupBy::Phase => furthest_phases(network, graph),
    };
    let mut order: Vec<Name> = names.iter().flatten().cloned().collect();
    order.sort();
    order.dedup();
    for (node, name) in network.nodes.iter_mut().zip(&names) {
        let position = name
            .as_ref()
            .and_then(|name| order.binary_search(name).ok());
        node.group = Some(position.unwrap_or(order.len()));
    }
    let has_rest = names.iter().any(Option::is_none);
    let rest = has_rest.then(|| "Not stated".to_owned());
    network.groups = order
        .into_iter()
        .map(|(_, name)| name)
        .chain(rest)
        .collect();
}

fn kinds(organizations: &[OrganizationRef<'_>], graph: &Graph) -> Vec<Option<Name>> {
    let vocabulary = &graph.dataset().vocabularies().organization_kinds;
    let kinds = organizations
        .iter()
        .map(|organization| organization.record().kind);
    kinds
        .map(|kind| kind.map(|kind| (kind.index(), vocabulary.label(kind).to_owned())))
        .collect()
}

fn regions(organizations: &[OrganizationRef<'_>]) -> Vec<Option<Name>> {
    let regions: Vec<Option<&str>> = organizations
        .iter()
        .map(|organization| organization.record().region.as_deref())
        .collect();
    regions
        .iter()
        .map(|region| {
            let first = regions.iter().position(|other| other == region)?;
            region.map(|name| (first, name.to_owned()))
        })
        .collect()
}

/// Returns the communities with more than one member; organizations in none are in the last group.
fn communities(network: &mut Network, graph: &Graph) -> Vec<Option<Name>> {
    let found = weights::net(network.nodes.len(), &network.ties, graph).communities();
    let size = |number: usize| found.of_nodes.iter().filter(|one| **one == number).count();
    let sizes: Vec<usize> = (0..found.count).map(size).collect();
    let modularity = found.modularity.map(|value| {
        format!("Groups: communities of the ties that are drawn (Leiden; modularity {value:.2}).")
    });
    network.caption.notes.extend(modularity);
    let names = found.of_nodes.iter().map(|number| {
        let name = (*number, format!("Community {}", number + 1));
        (sizes[*number] > 1).then_some(name)
    });
    names.collect()
}

fn furthest_phases(network: &Network, graph: &Graph) -> Vec<Option<Name>> {
    let vocabulary = &graph.dataset().vocabularies().phases;
    let mut furthest: Vec<Option<usize>> = vec![None; network.nodes.len()];
    let ties = network.drawable_ties();
    for tie in ties.filter(|tie| tie.kind == TieKind::Partnership) {
        for end in [tie.ends.0, tie.ends.1] {
            furthest[end] = furthest[end].max(Some(tie.phase));
        }
    }
    let name = |phase: usize| {
        let label = vocabulary.label(Key::new(phase)).to_lowercase();
        (vocabulary.len() - phase, format!("Furthest phase: {label}"))
    };
    furthest.into_iter().map(|phase| phase.map(name)).collect()
}
