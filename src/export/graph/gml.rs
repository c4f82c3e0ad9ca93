//! GML. A file is ASCII, as its definition requires and networkx demands: other characters are written as references.

use std::fmt::Write as _;
use std::io;

use super::cell::{Cell, Column};
use super::document::GraphDocument;
use super::unique;
use crate::model::Known;
use crate::phrase::visible;

pub(super) fn write(document: &GraphDocument<'_>, output: &mut impl io::Write) -> io::Result<()> {
    writeln!(output, "Creator \"interorg {}\"", env!("CARGO_PKG_VERSION"))?;
    writeln!(output, "graph [")?;
    writeln!(output, "  directed {}", u8::from(document.options.directed))?;
    writeln!(output, "  multigraph 1")?;
    let about = document.about.iter();
    for (name, value) in about.filter(|(name, _)| *name != "generator") {
        writeln!(output, "  {} {}", name, text(value))?;
    }
    let labels = unique::labels(document);
    for ((number, row), label) in document.nodes().enumerate().zip(&labels) {
        writeln!(
            output,
            "  node [\n    id {number}\n    label {}",
            text(label)
        )?;
        // networkx identifies nodes by their labels, and igraph by their names.
        writeln!(output, "    name {}", text(row.id))?;
        cells(document, &document.node_columns, row.cells, output)?;
        writeln!(output, "  ]")?;
    }
    for row in document.edges() {
        let (source, target) = (row.source, row.target);
        writeln!(output, "  edge [\n    source {source}\n    target {target}")?;
        // networkx takes an integer for the key of a parallel edge, so the id is an attribute.
        writeln!(output, "    name {}", text(&row.id))?;
        writeln!(output, "    label {}", text(row.label))?;
        cells(document, &document.edge_columns, row.cells, output)?;
        writeln!(output, "  ]")?;
    }
    writeln!(output, "]")
}

/// Writes the cells that are not missing, except labels.
fn cells(
    document: &GraphDocument<'_>,
    columns: &[Column],
    cells: Vec<Known<Cell<'_>>>,
    output: &mut impl io::Write,
) -> io::Result<()> {
    let cells = columns.iter().zip(cells);
    for (column, cell) in cells.filter(|(column, _)| column.name != "label") {
        let value = match column.filled(cell, document.missing()) {
            Some(Cell::Integer(number)) if i32::try_from(number).is_ok() => number.to_string(),
            Some(Cell::Integer(number)) => real(number as f64),
            Some(Cell::Real(number)) => real(number),
            Some(other) => text(&other.into_text()),
            None => continue,
        };
        writeln!(output, "    {} {value}", column.name)?;
    }
    Ok(())
}

/// Returns a real number, which has a decimal point.
fn real(number: f64) -> String {
    let text = format!("{}", (number * 1e6).round() / 1e6);
    if text.contains('.') {
        text
    } else {
        format!("{text}.0")
    }
}

/// Returns a text in quotes.
fn text(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for character in visible(text).chars() {
        match character {
            '"' => quoted.push_str("&quot;"),
            '&' => quoted.push_str("&amp;"),
            ' '..='~' => quoted.push(character),
            character => {
                // Writing to a string cannot fail.
                let _ = write!(quoted, "&#{};", u32::from(character));
            }
        }
    }
    quoted.push('"');
    quoted
}
