//! GraphML.
//!
//! All edges have one direction, because networkx refuses a file with both kinds. Values are texts and numbers: the programs
//! disagree on how to read other types, and on missing truth values.

use std::io;

use super::cell::{Cell, CellType, Column};
use super::document::GraphDocument;
use super::xml::Xml;
use crate::model::Known;

const NAMESPACE: &str = "http://graphml.graphdrawing.org/xmlns";

pub(super) fn write(document: &GraphDocument<'_>, output: &mut impl io::Write) -> io::Result<()> {
    let mut xml = Xml::new(output)?;
    xml.start("graphml", &[("xmlns", NAMESPACE)])?;
    for (name, _) in &document.about {
        let id = format!("g_{name}");
        let attributes = [
            ("id", &*id),
            ("for", "graph"),
            ("attr.name", name),
            ("attr.type", "string"),
        ];
        xml.empty("key", &attributes)?;
    }
    keys(&mut xml, "node", &document.node_columns)?;
    keys(&mut xml, "edge", &document.edge_columns)?;
    let direction = if document.options.directed {
        "directed"
    } else {
        "undirected"
    };
    xml.start("graph", &[("id", "network"), ("edgedefault", direction)])?;
    for (name, value) in &document.about {
        xml.text("data", &[("key", &format!("g_{name}"))], value)?;
    }
    for node in document.nodes() {
        xml.start("node", &[("id", node.id)])?;
        data(&mut xml, document, "n", &document.node_columns, node.cells)?;
        xml.end("node")?;
    }
    for edge in document.edges() {
        let ends = [edge.source, edge.target].map(|node| document.id(node));
        let attributes = [("id", &*edge.id), ("source", ends[0]), ("target", ends[1])];
        xml.start("edge", &attributes)?;
        data(&mut xml, document, "e", &document.edge_columns, edge.cells)?;
        xml.end("edge")?;
    }
    xml.end("graph")?;
    xml.end("graphml")?;
    xml.finish()
}

/// Declares the columns of nodes or edges.
fn keys(xml: &mut Xml<impl io::Write>, what: &str, columns: &[Column]) -> io::Result<()> {
    for column in columns {
        let id = format!("{}_{}", &what[..1], column.name);
        let value_type = match column.cell_type {
            CellType::Integer => "int",
            CellType::Real => "double",
            CellType::Text | CellType::List => "string",
        };
        let attributes = [
            ("id", &*id),
            ("for", what),
            ("attr.name", &column.name),
            ("attr.type", value_type),
        ];
        xml.start("key", &attributes)?;
        xml.text("desc", &[], column.meaning)?;
        xml.end("key")?;
    }
    Ok(())
}

/// Writes the cells of a node or edge that are not missing.
fn data(
    xml: &mut Xml<impl io::Write>,
    document: &GraphDocument<'_>,
    prefix: &str,
    columns: &[Column],
    cells: Vec<Known<Cell<'_>>>,
) -> io::Result<()> {
    for (column, cell) in columns.iter().zip(cells) {
        if let Some(cell) = column.filled(cell, document.missing()) {
            let key = format!("{prefix}_{}", column.name);
            xml.text("data", &[("key", &key)], &cell.into_text())?;
        }
    }
    Ok(())
}
