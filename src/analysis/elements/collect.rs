//! Collects the nodes and edges of a selection.

use std::collections::HashMap;

use super::attribute::{Attribute, Attributes};
use super::edge::EdgeElement;
use super::edge_attributes::edge_attributes;
use super::edge_record::EdgeRecord;
use super::node::{NodeElement, node_attributes, nodes};
use super::operations::OperationElements;
use super::shown::{Shown, participations};
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
    /// The partnerships in the order of the dataset, then the edges of operations.
    pub edges: Vec<EdgeElement<'g>>,
}

/// Returns the nodes and edges of a selection.
///
/// The nodes are the members of the selected partnerships. A selection that is not narrowed has all organizations, so
/// that those without a partnership are not lost. Operations are nodes on request, if one of their participations is
/// shown.
///
/// The edges are the selected partnerships, with their state at the time of the selection as attributes and their spells
/// under its coding. On request, operations add edges (see [`OperationElements`]): those that the members share at the
/// time, or those with participations at the time. As in dossiers, a narrowed selection shows only the participations by
/// which the members of a selected partnership share operations.
///
/// The order depends only on the dataset and the selection.
///
/// ```
/// use interorg::analysis::elements::{OperationElements, elements};
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter { at: Some("2005".parse()?), between: vec!["EU".into(), "NATO".into()], ..Filter::default() };
/// let found = elements(&filter.resolve(&graph)?.select(), OperationElements::None);
/// let ids: Vec<&str> = found.nodes.iter().map(|node| node.id.as_str()).collect();
/// assert_eq!(ids, ["nato", "eu"]);
/// assert_eq!(found.edges[0].id, "nato--eu");
/// // Up to 2005 the partnership has had several phases, one after another.
/// assert!(found.edges[0].spells.len() > 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn elements<'g>(selection: &Selection<'g>, operations: OperationElements) -> Elements<'g> {
    let participations = match operations {
        OperationElements::Nodes => participations(selection),
        OperationElements::None | OperationElements::Edges => Vec::new(),
    };
    let nodes = nodes(selection, &participations);
    let edges = edges(selection, operations, &participations, &nodes);
    Elements {
        node_attributes: node_attributes(),
        edge_attributes: edge_attributes().declarations(),
        nodes,
        edges,
    }
}

fn edges<'g>(
    selection: &Selection<'g>,
    operations: OperationElements,
    participations: &[Shown<'g>],
    nodes: &[NodeElement<'g>],
) -> Vec<EdgeElement<'g>> {
    let coding = selection.coding();
    let partnerships = selection.iter();
    let partnerships = partnerships.map(|selected| EdgeRecord::Partnership(selected, coding));
    let has_shared = operations == OperationElements::Edges;
    let with_shared = selection.iter().filter(|_| has_shared);
    let shared = with_shared.flat_map(|partnership| {
        let shared = partnership.shared_operations().into_iter();
        shared.map(move |shared| EdgeRecord::Shared(partnership, shared))
    });
    let participations = participations
        .iter()
        .copied()
        .map(EdgeRecord::Participation);
    let nodes = nodes.iter().map(|node| node.id.as_str()).zip(0..).collect();
    let attributes = edge_attributes();
    partnerships
        .chain(shared)
        .chain(participations)
        .map(|record| edge(&attributes, &nodes, &record))
        .collect()
}

fn edge<'g>(
    attributes: &Attributes<'g, EdgeRecord<'g>>,
    nodes: &HashMap<&str, usize>,
    record: &EdgeRecord<'g>,
) -> EdgeElement<'g> {
    let [source, target] = record.ends();
    let index = |id: &String| {
        let index = nodes.get(id.as_str()).copied();
        index.expect("`nodes` has the ends of all edges")
    };
    EdgeElement {
        id: record.id(),
        label: record.label(),
        kind: record.kind(),
        source: index(&source),
        target: index(&target),
        weight: record.weight(),
        values: attributes.values(record),
        spells: record.spells(),
    }
}
