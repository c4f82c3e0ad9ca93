//! DOT for engines of Graphviz that compute a layout of their own.
//!
//! `neato` and `fdp` would keep our positions, so this DOT has none.

use std::io;

use graphviz_rust::dot_structures::{
    Attribute, Edge, Graph, GraphAttributes, Id, Node as DotNode, Stmt, Subgraph,
};

use super::graph::{graph, print};
use crate::export::error::ExportError;
use crate::picture::DrawOptions;
use crate::picture::network::{Network, Plan};

const NO_LABELS_NOTE: &str = "Lines have no labels: Graphviz takes minutes to place that many.";

/// Writes a network as DOT without positions and sizes, for an engine that computes them; returns what is left
/// out, one sentence each.
///
/// # Errors
/// Fails if the output does not accept the bytes.
pub fn write_dot_without_layout(
    network: &Network,
    options: &DrawOptions,
    out: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    let plan = Plan::without_layout(network);
    let wants_labels = network.drawable_ties().any(|tie| !tie.label.is_empty());
    let note = (wants_labels && !plan.has_labels()).then(|| NO_LABELS_NOTE.to_owned());
    let notes: Vec<String> = note.into_iter().collect();
    let (Graph::Graph { stmts, .. } | Graph::DiGraph { stmts, .. }) =
        graph(network, &plan, &notes, options);
    let stmts = stmts
        .into_iter()
        .filter_map(|stmt| without_places(stmt, plan.has_labels()));
    let graph = Graph::Graph {
        id: Id::Plain("network".to_owned()),
        strict: false,
        stmts: stmts.collect(),
    };
    print(&graph, out)?;
    Ok(notes)
}

/// Removes positions and sizes from a statement; `None` for the frame of a group.
fn without_places(stmt: Stmt, has_labels: bool) -> Option<Stmt> {
    match stmt {
        Stmt::Subgraph(Subgraph { id, stmts }) => {
            let stmts = stmts.into_iter();
            let stmts = stmts.filter_map(|stmt| without_places(stmt, has_labels));
            let stmts = stmts.collect();
            Some(Stmt::Subgraph(Subgraph { id, stmts }))
        }
        Stmt::Attribute(attribute) if is_named(&attribute, &["bb", "lp"]) => None,
        Stmt::Edge(Edge { ty, mut attributes }) => {
            attributes.retain(|attribute| !is_named(attribute, &["pos"]));
            Some(Stmt::Edge(Edge { ty, attributes }))
        }
        Stmt::Node(DotNode { id, mut attributes }) => {
            let sizes = ["pos", "width", "height", "fontsize"];
            attributes.retain(|attribute| !is_named(attribute, &sizes));
            Some(Stmt::Node(DotNode { id, attributes }))
        }
        Stmt::GAttribute(GraphAttributes::Graph(attributes)) => {
            let attributes = graph_attributes(attributes, has_labels);
            Some(Stmt::GAttribute(GraphAttributes::Graph(attributes)))
        }
        other => Some(other),
    }
}

/// Keeps nodes apart. Without labels, lines are straight, because Graphviz is slow to route as many curves.
fn graph_attributes(mut attributes: Vec<Attribute>, has_labels: bool) -> Vec<Attribute> {
    for attribute in &mut attributes {
        if is_named(attribute, &["splines"]) && !has_labels {
            attribute.1 = name("false");
        }
    }
    attributes.push(Attribute(name("overlap"), name("false")));
    attributes
}

fn is_named(Attribute(attribute, _): &Attribute, names: &[&str]) -> bool {
    names.iter().any(|other| *attribute == name(other))
}

fn name(name: &str) -> Id {
    Id::Plain(name.to_owned())
}
