//! Files of graphs, read as a table of nodes and a table of edges.

mod dl;
mod gexf;
mod gml;
mod graphml;
mod json;
mod pajek;
mod xml;

use super::error::ImportError;
use super::format::FileFormat;
use super::table::{Facts, Row, Table, raw};

/// A graph as its file has it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct GraphFile {
    pub(super) is_directed: bool,
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
    /// What is not read, for the accounts.
    pub(super) notes: Vec<String>,
}

/// A node with its attributes.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) key: String,
    pub(super) attributes: Attributes,
}

/// An edge with its attributes.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) source: String,
    pub(super) target: String,
    pub(super) attributes: Attributes,
}

/// Names and values.
pub(super) type Attributes = Vec<(String, String)>;

/// The columns of the key of a node, and of the ends of an edge.
pub(super) const NODE_KEY: &str = "id";
pub(super) const EDGE_ENDS: [&str; 2] = ["source", "target"];

impl GraphFile {
    /// Reads a graph from the text of a file.
    pub(super) fn read(name: &str, format: FileFormat, text: &str) -> Result<Self, ImportError> {
        let graph = match format {
            FileFormat::GraphMl => graphml::read(text),
            FileFormat::Gexf => gexf::read(text),
            FileFormat::Gml => gml::read(text),
            FileFormat::Pajek => pajek::read(text),
            FileFormat::Dl => dl::read(text),
            _ => json::read(text),
        };
        let graph = graph.map_err(|detail| ImportError::unreadable(name, detail))?;
        if graph.nodes.is_empty() && graph.edges.is_empty() {
            let name = name.to_owned();
            return Err(ImportError::NoRows { name });
        }
        Ok(graph)
    }

    /// Returns the graph as a table of nodes and a table of edges.
    pub(super) fn into_tables(self, name: &str, facts: &Facts) -> [Table; 2] {
        let nodes = self.nodes.into_iter();
        let nodes = nodes.map(|node| (vec![node.key], node.attributes));
        let edges = self.edges.into_iter();
        let edges = edges.map(|edge| (vec![edge.source, edge.target], edge.attributes));
        [
            table(name, "nodes", &[NODE_KEY], nodes.collect(), facts),
            table(name, "edges", &EDGE_ENDS, edges.collect(), facts),
        ]
    }
}

/// Returns a table with a column per attribute.
fn table(
    name: &str,
    unit: &'static str,
    keys: &[&str],
    elements: Vec<(Vec<String>, Attributes)>,
    facts: &Facts,
) -> Table {
    let mut columns: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
    for (name, _) in elements.iter().flat_map(|(_, attributes)| attributes) {
        if !columns.contains(name) {
            columns.push(name.clone());
        }
    }
    let rows = elements.into_iter().zip(1..);
    let rows = rows.map(|((mut cells, attributes), number)| {
        cells.resize(columns.len(), String::new());
        for (name, value) in attributes {
            let column = columns.iter().position(|column| *column == name);
            if let Some(column) = column.filter(|column| *column >= keys.len()) {
                cells[column] = value;
            }
        }
        let raw = raw(&cells);
        Row {
            number,
            cells,
            raw,
            fault: None,
        }
    });
    let rows = rows.collect();
    Table::of_rows(name, unit, columns, rows, facts.clone())
}
