//! Files of graphs, read as a table of nodes and a table of edges.

mod declared;
mod dl;
mod gexf;
mod gml;
mod graphml;
mod json;
mod matrix;
mod pajek;
mod xml;

use std::collections::HashMap;

use super::error::ImportError;
use super::format::FileFormat;
use super::table::{Facts, Row, Table, raw};

/// A graph as its file has it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct GraphFile {
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
    /// Whether the edge leads from its source to its target only.
    pub(super) is_directed: bool,
    pub(super) attributes: Attributes,
}

/// Names and values.
pub(super) type Attributes = Vec<(String, String)>;

/// The start and the end of a time in which a node or an edge exists; an empty one is open.
type Spell = [String; 2];

/// The columns of the key of a node, and of the ends of an edge.
pub(super) const NODE_KEY: &str = "id";
pub(super) const EDGE_ENDS: [&str; 2] = ["source", "target"];

/// The attributes that may be the name of a node, the preferred one first.
pub(super) const NODE_NAMES: [&str; 5] = ["label", "name", "title", "vertexnames", "shared name"];

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

    /// Returns `true` if any edge leads one way only.
    pub(super) fn is_directed(&self) -> bool {
        self.edges.iter().any(|edge| edge.is_directed)
    }

    /// Gives all edges a direction, or none, whatever the file says.
    pub(super) fn set_directed(&mut self, is_directed: bool) {
        for edge in &mut self.edges {
            edge.is_directed = is_directed;
        }
    }

    /// Returns the graph as a table of nodes and a table of edges. Remarks on the file are those of the nodes.
    pub(super) fn into_tables(mut self, name: &str, facts: &Facts) -> [Table; 2] {
        name_by_ids(&mut self.nodes);
        let nodes = self.nodes.into_iter().map(|node| Element {
            keys: vec![node.key],
            is_two_way: false,
            attributes: node.attributes,
        });
        let edges = self.edges.into_iter().map(|edge| Element {
            keys: vec![edge.source, edge.target],
            is_two_way: !edge.is_directed,
            attributes: edge.attributes,
        });
        let facts_of_edges = Facts {
            sha256: facts.sha256.clone(),
            ..Facts::default()
        };
        [
            table(name, "nodes", &[NODE_KEY], nodes.collect(), facts),
            table(name, "edges", &EDGE_ENDS, edges.collect(), &facts_of_edges),
        ]
    }

    /// Adds a node with its whole life, from its first spell to its last one.
    fn push_node(&mut self, mut node: Node, spells: &[Spell]) {
        let first = spells.iter().map(|[start, _]| start).min();
        let is_open = spells.iter().any(|[_, end]| end.is_empty());
        let last = spells.iter().map(|[_, end]| end).max();
        let last = last.filter(|_| !is_open);
        let life = [first, last].map(|bound| bound.cloned().unwrap_or_default());
        add_dates(&mut node.attributes, life);
        self.nodes.push(node);
    }

    /// Adds an edge once for each of its spells.
    fn push_edge(&mut self, edge: Edge, spells: Vec<Spell>) {
        if spells.is_empty() {
            self.edges.push(edge);
            return;
        }
        for spell in spells {
            let mut edge = edge.clone();
            add_dates(&mut edge.attributes, spell);
            self.edges.push(edge);
        }
    }
}

impl Edge {
    /// Creates an edge without a direction.
    fn weighted(source: &str, target: &str, weight: Option<&str>) -> Self {
        let weight = weight.map(|weight| ("weight".to_owned(), weight.to_owned()));
        Self {
            source: source.to_owned(),
            target: target.to_owned(),
            is_directed: false,
            attributes: weight.into_iter().collect(),
        }
    }
}

fn add_dates(attributes: &mut Attributes, spell: Spell) {
    for (name, bound) in ["start", "end"].iter().zip(spell) {
        if !bound.is_empty() {
            attributes.push(((*name).to_owned(), bound));
        }
    }
}

/// Renames the attribute `id` of nodes to `label`, if no node has a name.
fn name_by_ids(nodes: &mut [Node]) {
    let mut attributes = nodes.iter().flat_map(|node| &node.attributes);
    if attributes.any(|(name, _)| is_one_of(name, &NODE_NAMES)) {
        return;
    }
    let attributes = nodes.iter_mut().flat_map(|node| &mut node.attributes);
    for (name, _) in attributes.filter(|(name, _)| is_one_of(name, &[NODE_KEY])) {
        NODE_NAMES[0].clone_into(name);
    }
}

/// Returns `true` if a name is one of several, in any case.
fn is_one_of(name: &str, names: &[&str]) -> bool {
    let name = name.trim();
    names.iter().any(|other| name.eq_ignore_ascii_case(other))
}

/// A row of a table, before its columns are known.
struct Element {
    keys: Vec<String>,
    is_two_way: bool,
    attributes: Attributes,
}

/// Returns a table with a column per attribute. One with the name of a key has another column than the key.
fn table(
    name: &str,
    unit: &'static str,
    keys: &[&str],
    mut elements: Vec<Element>,
    facts: &Facts,
) -> Table {
    let attributes = elements.iter_mut();
    for (name, _) in attributes.flat_map(|element| &mut element.attributes) {
        if is_one_of(name, keys) {
            name.push_str(" (attribute)");
        }
    }
    let mut columns: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (name, _) in elements.iter().flat_map(|element| &element.attributes) {
        if !places.contains_key(name) {
            places.insert(name.clone(), columns.len());
            columns.push(name.clone());
        }
    }
    let rows = elements.into_iter().zip(1..);
    let rows = rows.map(|(element, number)| {
        let mut cells = element.keys;
        cells.resize(columns.len(), String::new());
        for (name, value) in element.attributes {
            cells[places[&name]] = value;
        }
        let raw = raw(&cells);
        Row {
            number,
            cells,
            raw,
            is_two_way: element.is_two_way,
            fault: None,
        }
    });
    let rows = rows.collect();
    Table::of_rows(name, unit, columns, rows, facts.clone())
}
