//! GEXF 1.3, the format of Gephi.
//!
//! Time is written twice: as spells, for the timeline of Gephi, and in plain columns, because Gephi Lite drops spells. Both
//! ends of a spell are included. No attribute has values over time: they would need a second list of attributes of edges,
//! and Gephi Lite reads only one.

use std::collections::HashMap;
use std::io;

use super::cell::{Cell, CellType, Column};
use super::document::{EdgeRow, GraphDocument, NodeRow, line_style};
use super::xml::Xml;
use crate::analysis::elements::{EdgeKind, ElementSpell, SpellEnd, merged};
use crate::model::Known;
use crate::picture::style::Colour;

/// The size of a node without a position.
const DEFAULT_SIZE: f64 = 10.0;

pub(super) fn write(document: &GraphDocument<'_>, output: &mut impl io::Write) -> io::Result<()> {
    let mut xml = Xml::new(output)?;
    let namespaces = [
        ("xmlns", "http://gexf.net/1.3"),
        ("xmlns:viz", "http://gexf.net/1.3/viz"),
        ("version", "1.3"),
    ];
    xml.start("gexf", &namespaces)?;
    meta(&mut xml, document)?;
    let direction = if document.options.directed {
        "directed"
    } else {
        "undirected"
    };
    let attributes = [
        ("mode", "dynamic"),
        ("defaultedgetype", direction),
        ("timeformat", "date"),
        ("timerepresentation", "interval"),
    ];
    xml.start("graph", &attributes)?;
    declare(&mut xml, "node", &document.node_columns)?;
    declare(&mut xml, "edge", &document.edge_columns)?;
    xml.start("nodes", &[])?;
    for row in document.nodes() {
        node(&mut xml, document, row)?;
    }
    xml.end("nodes")?;
    xml.start("edges", &[])?;
    let mut kinds = Kinds::default();
    for row in document.edges() {
        let kind = kinds.of(&row);
        edge(&mut xml, document, row, &kind)?;
    }
    xml.end("edges")?;
    xml.end("graph")?;
    xml.end("gexf")?;
    xml.finish()
}

/// Writes what is known of the graph as a whole as a description, because GEXF has no attributes of graphs.
fn meta(xml: &mut Xml<impl io::Write>, document: &GraphDocument<'_>) -> io::Result<()> {
    let about = document.about.iter();
    let entries = about
        .filter(|(name, _)| *name != "generator")
        .map(|(name, value)| format!("{name}: {value}"));
    let description = entries.collect::<Vec<_>>().join("; ");
    xml.start("meta", &[])?;
    xml.text(
        "creator",
        &[],
        concat!("interorg ", env!("CARGO_PKG_VERSION")),
    )?;
    xml.text("description", &[], &description)?;
    xml.end("meta")
}

/// Declares the columns of nodes or edges. Those that elements have of themselves are no columns.
fn declare(xml: &mut Xml<impl io::Write>, class: &str, columns: &[Column]) -> io::Result<()> {
    xml.start("attributes", &[("class", class), ("mode", "static")])?;
    for column in columns.iter().filter(|column| is_attribute(column)) {
        let value_type = match column.cell_type {
            CellType::Integer => "integer",
            CellType::Real => "double",
            CellType::Text | CellType::List => "string",
        };
        xml.empty("attribute", &attribute(&column.name, value_type))?;
    }
    xml.end("attributes")
}

fn attribute<'a>(name: &'a str, value_type: &'a str) -> [(&'a str, &'a str); 3] {
    [("id", name), ("title", name), ("type", value_type)]
}

/// Returns `false` if elements of GEXF have the value by themselves.
fn is_attribute(column: &Column) -> bool {
    !matches!(&*column.name, "label" | "weight" | "x" | "y" | "color")
}

fn node(
    xml: &mut Xml<impl io::Write>,
    document: &GraphDocument<'_>,
    row: NodeRow<'_>,
) -> io::Result<()> {
    xml.start("node", &[("id", row.id), ("label", row.label)])?;
    let columns = &document.node_columns;
    values(xml, document, columns, row.cells)?;
    spells(xml, &row.spells)?;
    colour(xml, row.colour)?;
    let size = row.place.map_or(DEFAULT_SIZE, |[.., size]| size);
    if let Some([x, y, _]) = row.place {
        // The y axis of Gephi grows upwards.
        let [_, height] = document.extent();
        let [x, y] = [x, height - y].map(number);
        xml.empty("viz:position", &[("x", &x), ("y", &y)])?;
    }
    xml.empty("viz:size", &[("value", &number(size))])?;
    xml.end("node")
}

fn edge(
    xml: &mut Xml<impl io::Write>,
    document: &GraphDocument<'_>,
    row: EdgeRow<'_>,
    kind: &str,
) -> io::Result<()> {
    let weight = row.weight.to_string();
    let attributes = [
        ("id", &*row.id),
        ("source", document.id(row.source)),
        ("target", document.id(row.target)),
        ("label", row.label),
        ("weight", &weight),
        ("kind", kind),
    ];
    xml.start("edge", &attributes)?;
    let columns = &document.edge_columns;
    values(xml, document, columns, row.cells)?;
    spells(xml, &row.spells)?;
    colour(xml, row.stroke.colour)?;
    xml.empty("viz:thickness", &[("value", &number(row.stroke.width))])?;
    let style = line_style(row.stroke.dash);
    xml.empty("viz:shape", &[("value", style)])?;
    xml.end("edge")
}

/// Writes the cells that are not missing.
fn values(
    xml: &mut Xml<impl io::Write>,
    document: &GraphDocument<'_>,
    columns: &[Column],
    cells: Vec<Known<Cell<'_>>>,
) -> io::Result<()> {
    xml.start("attvalues", &[])?;
    let cells = columns.iter().zip(cells);
    for (column, cell) in cells.filter(|(column, _)| is_attribute(column)) {
        if let Some(cell) = column.filled(cell, document.missing()) {
            let value = cell.into_text();
            xml.empty("attvalue", &[("for", &column.name), ("value", &value)])?;
        }
    }
    xml.end("attvalues")
}

/// Writes the days of relations, if any bound is known. Without spells an element exists at any time.
fn spells(xml: &mut Xml<impl io::Write>, spells: &[ElementSpell<'_>]) -> io::Result<()> {
    let merged = merged(spells.iter().cloned());
    let known: Vec<[Option<String>; 2]> = merged.iter().map(bounds).collect();
    if known.is_empty()
        || known
            .iter()
            .any(|bounds| bounds.iter().all(Option::is_none))
    {
        return Ok(());
    }
    xml.start("spells", &[])?;
    for [start, end] in &known {
        let bounds = [("start", start), ("end", end)].into_iter();
        let bounds = bounds.filter_map(|(name, day)| Some((name, day.as_deref()?)));
        xml.empty("spell", &bounds.collect::<Vec<_>>())?;
    }
    xml.end("spells")
}

/// Returns the first and the last day of a spell. One that ended at an unknown time has its last possible day, or else only
/// its first.
fn bounds(spell: &ElementSpell<'_>) -> [Option<String>; 2] {
    let last = match spell.end {
        SpellEnd::On(day) => Some(day),
        SpellEnd::Ongoing => None,
        SpellEnd::Unknown { latest } => latest.or(spell.first),
    };
    [spell.first, last].map(|day| day.map(|day| day.to_string()))
}

fn colour(xml: &mut Xml<impl io::Write>, colour: Colour) -> io::Result<()> {
    let [red, green, blue] = [colour.red, colour.green, colour.blue].map(|one| one.to_string());
    xml.empty("viz:color", &[("r", &red), ("g", &green), ("b", &blue)])
}

fn number(number: f64) -> String {
    format!("{}", (number * 100.0).round() / 100.0)
}

/// The kinds of the edges of each pair so far. Gephi merges parallel edges of one kind, so each has another.
#[derive(Default)]
struct Kinds {
    counts: HashMap<(usize, usize, String), usize>,
}

impl Kinds {
    fn of(&mut self, row: &EdgeRow<'_>) -> String {
        let kind = match row.kind {
            kind @ (EdgeKind::SharedOperation | EdgeKind::Participation) => {
                format!("{}: {}", kind.name(), row.label)
            }
            kind => kind.name().to_owned(),
        };
        let ends = (row.source.min(row.target), row.source.max(row.target));
        let is_arc = row.source > row.target;
        let key = (ends.0, ends.1, format!("{is_arc} {kind}"));
        let count = self.counts.entry(key).or_insert(0);
        *count += 1;
        if *count == 1 {
            kind
        } else {
            format!("{kind} ({count})")
        }
    }
}
