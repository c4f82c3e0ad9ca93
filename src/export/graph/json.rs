//! Node-link JSON, and the JSON of Cytoscape: one node or edge per line.

use std::io;

use serde_json::{Map, Number, Value as Json, json};

use super::cell::{Cell, Column};
use super::document::{EdgeRow, GraphDocument, NodeRow};
use crate::analysis::elements::{ElementSpell, SpellEnd, merged};
use crate::model::Known;

/// Writes the JSON that networkx calls node-link. Edges have the key by which networkx distinguishes parallel edges.
pub(super) fn write_node_link(
    document: &GraphDocument<'_>,
    output: &mut impl io::Write,
) -> io::Result<()> {
    let head = json!({
        "directed": document.options.directed,
        "multigraph": true,
        "graph": about(document),
    });
    write_open(&head, output)?;
    let nodes = document.nodes();
    list("nodes", nodes.map(|row| linked_node(document, row)), output)?;
    let name = if document.options.links_key {
        "links"
    } else {
        "edges"
    };
    writeln!(output, ",")?;
    let edges = document.edges();
    list(name, edges.map(|row| linked_edge(document, row)), output)?;
    writeln!(output, "\n}}")
}

/// Writes the JSON of Cytoscape. networkx takes the identity of a node from `value`.
pub(super) fn write_cytoscape(
    document: &GraphDocument<'_>,
    output: &mut impl io::Write,
) -> io::Result<()> {
    let head = json!({
        "format_version": "1.0",
        "generated_by": concat!("interorg ", env!("CARGO_PKG_VERSION")),
        "target_cytoscapejs_version": "~3",
        "directed": document.options.directed,
        "multigraph": true,
        "data": about(document),
    });
    write_open(&head, output)?;
    writeln!(output, "\"elements\": {{")?;
    let nodes = document.nodes();
    list(
        "nodes",
        nodes.map(|row| cytoscape_node(document, row)),
        output,
    )?;
    writeln!(output, ",")?;
    let edges = document.edges();
    list(
        "edges",
        edges.map(|row| cytoscape_edge(document, row)),
        output,
    )?;
    writeln!(output, "\n}}\n}}")
}

/// Writes an object without its end, for more entries.
fn write_open(head: &Json, output: &mut impl io::Write) -> io::Result<()> {
    let text = head.to_string();
    let open = text.strip_suffix('}').unwrap_or(&text);
    writeln!(output, "{open},")
}

/// Writes a list, one item per line.
fn list(
    name: &str,
    items: impl Iterator<Item = Json>,
    output: &mut impl io::Write,
) -> io::Result<()> {
    write!(output, "\"{name}\": [")?;
    for (index, item) in items.enumerate() {
        let separator = if index == 0 { "\n" } else { ",\n" };
        write!(output, "{separator}{item}")?;
    }
    write!(output, "\n]")
}

fn about(document: &GraphDocument<'_>) -> Json {
    let entries = document.about.iter();
    let entries = entries.map(|(name, value)| ((*name).to_owned(), json!(value)));
    Json::Object(entries.collect())
}

fn linked_node(document: &GraphDocument<'_>, row: NodeRow<'_>) -> Json {
    let mut node = Map::new();
    node.insert("id".to_owned(), json!(row.id));
    add_cells(&mut node, document, &document.node_columns, row.cells);
    node.insert("spells".to_owned(), spells(&merged(row.spells)));
    Json::Object(node)
}

fn linked_edge(document: &GraphDocument<'_>, row: EdgeRow<'_>) -> Json {
    let mut edge = Map::new();
    edge.insert("source".to_owned(), json!(document.id(row.source)));
    edge.insert("target".to_owned(), json!(document.id(row.target)));
    edge.insert("key".to_owned(), json!(row.id));
    add_cells(&mut edge, document, &document.edge_columns, row.cells);
    edge.insert("spells".to_owned(), spells(&row.spells));
    Json::Object(edge)
}

fn cytoscape_node(document: &GraphDocument<'_>, row: NodeRow<'_>) -> Json {
    let mut data = Map::new();
    for name in ["id", "value"] {
        data.insert(name.to_owned(), json!(row.id));
    }
    data.insert("name".to_owned(), json!(row.label));
    add_cells(&mut data, document, &document.node_columns, row.cells);
    match row.place {
        Some([x, y, _]) => json!({"data": data, "position": {"x": real(x), "y": real(y)}}),
        None => json!({"data": data}),
    }
}

fn cytoscape_edge(document: &GraphDocument<'_>, row: EdgeRow<'_>) -> Json {
    let mut data = Map::new();
    for (name, value) in [
        ("id", &*row.id),
        // By this networkx distinguishes parallel edges.
        ("key", &*row.id),
        ("source", document.id(row.source)),
        ("target", document.id(row.target)),
        ("interaction", row.kind.name()),
    ] {
        data.insert(name.to_owned(), json!(value));
    }
    add_cells(&mut data, document, &document.edge_columns, row.cells);
    json!({"data": data})
}

/// Adds the cells that are not missing.
fn add_cells(
    object: &mut Map<String, Json>,
    document: &GraphDocument<'_>,
    columns: &[Column],
    cells: Vec<Known<Cell<'_>>>,
) {
    for (column, cell) in columns.iter().zip(cells) {
        let value = match column.filled(cell, document.missing()) {
            Some(Cell::Integer(number)) => json!(number),
            Some(Cell::Real(number)) => real(number),
            Some(Cell::Text(text)) => json!(text),
            Some(Cell::List(items)) => json!(items),
            None => continue,
        };
        object.insert(column.name.clone(), value);
    }
}

/// Returns a number; without a fraction if it has none.
fn real(number: f64) -> Json {
    let hundredths = (number * 100.0).round() / 100.0;
    let is_whole = number.fract() == 0.0 && number.abs() < 1e15;
    if is_whole {
        json!(number as i64)
    } else if (hundredths - number).abs() < 1e-9 {
        json!(hundredths)
    } else {
        Number::from_f64(number).map_or(json!(0), Json::Number)
    }
}

/// Returns the days of spells, both ends included. An open or unknown bound is left out, and `end_unknown` marks an end that
/// is the last possible day.
fn spells(spells: &[ElementSpell<'_>]) -> Json {
    let spells = spells.iter().map(|spell| {
        let mut object = Map::new();
        let (end, is_unknown) = match spell.end {
            SpellEnd::On(day) => (Some(day), false),
            SpellEnd::Ongoing => (None, false),
            SpellEnd::Unknown { latest } => (latest, true),
        };
        for (name, day) in [("start", spell.first), ("end", end)] {
            if let Some(day) = day {
                object.insert(name.to_owned(), json!(day.to_string()));
            }
        }
        if is_unknown {
            object.insert("end_unknown".to_owned(), json!(true));
        }
        for (name, value) in [("phase", &spell.phase), ("condition", &spell.condition)] {
            let text = Cell::of(value).ok().map(Cell::into_text);
            if let Some(text) = text {
                object.insert(name.to_owned(), json!(text));
            }
        }
        Json::Object(object)
    });
    Json::Array(spells.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_have_no_fraction() {
        for (number, expected) in [
            (3.0, "3"),
            (-2.0, "-2"),
            (0.25, "0.25"),
            (0.1 + 0.2, "0.3"),
            (0.125, "0.125"),
            (1e15 - 1.0, "999999999999999"),
            (1e15, "1000000000000000.0"),
            (f64::NAN, "0"),
        ] {
            assert_eq!(real(number).to_string(), expected);
        }
    }
}
