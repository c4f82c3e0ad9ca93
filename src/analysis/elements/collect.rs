//! Collects the nodes and edges of a selection.

use std::collections::HashMap;

use super::attribute::{Attribute, Attributes};
use super::edge::EdgeElement;
use super::edge_attributes::edge_attributes;
use super::edge_record::{EdgeRecord, PartnershipRecord};
use super::node::{NodeElement, node_attributes, node_elements};
use super::options::{ElementOptions, OperationElements};
use super::shown::{Shown, participations};
use crate::graph::DayRange;
use crate::query::Selection;

/// The nodes and edges of a selection.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Elements<'g> {
    /// The attributes of the nodes, in the order of [`NodeElement::values`].
    pub node_attributes: Vec<Attribute>,
    /// The attributes of the edges, in the order of [`EdgeElement::values`].
    pub edge_attributes: Vec<Attribute>,
    /// The organizations in the order of the dataset, then the operations in the order of the dataset.
    pub nodes: Vec<NodeElement<'g>>,
    /// The partnerships and derived ties in the order of the dataset, then the memberships, then the edges of operations.
    pub edges: Vec<EdgeElement<'g>>,
}

/// Returns the nodes and edges of a selection.
///
/// The nodes are the members of the selected partnerships. A selection that is not narrowed has all organizations, so
/// that those without a partnership are not lost. Operations are nodes on request, if one of their participations is
/// shown.
///
/// The edges are the selected partnerships, with their state at the time of the selection as attributes and their spells
/// under its coding, or ties that follow from shared operations if the graph has them. On request, the memberships of the
/// nodes in one another are edges too, and operations add edges (see [`OperationElements`]): those that the members share at the
/// time, or those with participations at the time. As in dossiers, a narrowed selection shows only the participations by
/// which the members of a selected partnership share operations.
///
/// The order depends only on the dataset and the selection.
///
/// ```
/// use interorg::analysis::elements::{ElementOptions, elements};
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter { at: Some("2005".parse()?), between: vec!["EU".into(), "NATO".into()], ..Filter::default() };
/// let found = elements(&filter.resolve(&graph)?.select(), ElementOptions::default());
/// let ids: Vec<&str> = found.nodes.iter().map(|node| node.id.as_str()).collect();
/// assert_eq!(ids, ["nato", "eu"]);
/// assert_eq!(found.edges[0].id, "nato--eu");
/// // Up to 2005 the partnership has had several phases, one after another.
/// assert!(found.edges[0].spells.len() > 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn elements<'g>(selection: &Selection<'g>, options: ElementOptions) -> Elements<'g> {
    let nodes = nodes([selection], options);
    of_nodes(selection, options, nodes)
}

/// Returns the elements of a selection, and those of some parts of it, such as one per date: all with the same nodes.
pub fn waves<'s, 'g: 's>(
    whole: &'s Selection<'g>,
    parts: &'s [Selection<'g>],
    options: ElementOptions,
) -> (Elements<'g>, impl Iterator<Item = Elements<'g>> + 's) {
    let nodes = nodes([whole].into_iter().chain(parts), options);
    let all = of_nodes(whole, options, nodes.clone());
    let parts = parts.iter();
    let parts = parts.map(move |part| of_nodes(part, options, nodes.clone()));
    (all, parts)
}

fn nodes<'s, 'g: 's>(
    selections: impl IntoIterator<Item = &'s Selection<'g>> + Clone,
    options: ElementOptions,
) -> Vec<NodeElement<'g>> {
    let shown = selections.clone().into_iter();
    let shown = shown.flat_map(|selection| shown_participations(selection, options));
    let mut shown: Vec<Shown<'g>> = shown.collect();
    shown.sort_by_key(|(operation, number, _)| (operation.key(), *number));
    shown.dedup_by_key(|(operation, number, _)| (operation.key(), *number));
    node_elements(selections, &shown)
}

fn of_nodes<'g>(
    selection: &Selection<'g>,
    options: ElementOptions,
    nodes: Vec<NodeElement<'g>>,
) -> Elements<'g> {
    Elements {
        node_attributes: node_attributes(),
        edge_attributes: edge_attributes().declarations(),
        edges: edges(selection, options, &nodes),
        nodes,
    }
}

fn shown_participations<'g>(selection: &Selection<'g>, options: ElementOptions) -> Vec<Shown<'g>> {
    match options.operations {
        OperationElements::Nodes => participations(selection),
        OperationElements::None | OperationElements::Edges => Vec::new(),
    }
}

fn edges<'g>(
    selection: &Selection<'g>,
    options: ElementOptions,
    nodes: &[NodeElement<'g>],
) -> Vec<EdgeElement<'g>> {
    let partnerships = selection.iter();
    let partnerships = partnerships
        .map(|selected| EdgeRecord::Partnership(PartnershipRecord::new(selection, selected)));
    let has_shared = options.operations == OperationElements::Edges;
    let with_shared = selection.iter().filter(|_| has_shared);
    let shared = with_shared.flat_map(|partnership| {
        let shared = partnership.shared_operations().into_iter();
        shared.map(move |shared| EdgeRecord::Shared(partnership, shared))
    });
    let participations = shown_participations(selection, options).into_iter();
    let participations = participations.map(EdgeRecord::Participation);
    let nodes: HashMap<&str, usize> = nodes.iter().map(|node| node.id.as_str()).zip(0..).collect();
    let memberships = memberships(selection).filter(|record| {
        let ends = record.ends();
        options.memberships && ends.iter().all(|end| nodes.contains_key(end.as_str()))
    });
    let attributes = edge_attributes();
    partnerships
        .chain(memberships)
        .chain(shared)
        .chain(participations)
        .map(|record| edge(selection, &attributes, &nodes, &record))
        .collect()
}

/// Returns the memberships of all organizations that overlap the time of the selection.
fn memberships<'g>(selection: &Selection<'g>) -> impl Iterator<Item = EdgeRecord<'g>> {
    let days = selection.time().days();
    let organizations = selection.graph().organizations();
    let all = organizations.flat_map(|organization| {
        let memberships = organization.record().memberships.iter().zip(1..);
        memberships.map(move |(membership, number)| (organization, number, membership))
    });
    let shown =
        all.filter(move |(.., membership)| DayRange::of_membership(membership).overlaps(days));
    shown.map(EdgeRecord::Membership)
}

fn edge<'g>(
    selection: &Selection<'g>,
    attributes: &Attributes<'g, EdgeRecord<'g>>,
    nodes: &HashMap<&str, usize>,
    record: &EdgeRecord<'g>,
) -> EdgeElement<'g> {
    let [source, target] = record.ends();
    let index = |id: &String| {
        let index = nodes.get(id.as_str()).copied();
        index.expect("`nodes` has the ends of all edges")
    };
    let spells = record.spells();
    EdgeElement {
        is_current: match record {
            EdgeRecord::Partnership(record) => record.selected.is_tie(),
            _ => {
                let days = selection.time().days();
                spells.iter().any(|spell| spell.days().overlaps(days))
            }
        },
        id: record.id(),
        label: record.label(),
        kind: record.kind(),
        direction: record.direction(),
        source: index(&source),
        target: index(&target),
        weight: record.weight(),
        values: attributes.values(record),
        spells,
    }
}
