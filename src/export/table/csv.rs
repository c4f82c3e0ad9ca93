//! Tables and dossiers as comma-separated values (RFC 4180), with a header line of column names.

use std::io;

use crate::export::error::ExportError;
use crate::model::Value;
use crate::view::dossier::Dossier;
use crate::view::{Cell, Table};

/// Writes a table as CSV: ids instead of labels, lists separated by `; `, missing values empty.
///
/// # Errors
/// Fails if the output cannot be written.
///
/// ```
/// use interorg::{dataset, export, graph::Graph, query::Filter, view};
///
/// let graph = Graph::new(dataset::builtin());
/// let selection = Filter { at: Some("2005".parse()?), ..Filter::default() }.resolve(&graph)?.select();
/// let mut csv = Vec::new();
/// export::write_table(&view::links(&selection, false), export::Format::Csv, &mut csv)?;
/// assert!(csv.starts_with(b"a,b,since,phase,"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn table(table: &Table, output: &mut impl io::Write) -> Result<(), ExportError> {
    let mut writer = csv::Writer::from_writer(output);
    writer
        .write_record(table.columns.iter().map(|column| &*column.id))
        .map_err(failed)?;
    for row in &table.rows {
        writer.write_record(row.iter().map(field)).map_err(failed)?;
    }
    writer.flush()?;
    Ok(())
}

/// Writes a dossier as one long table with the columns section, row, column and value.
///
/// The first section is `facts`. The tables follow under their names, with rows counted from 1, then `notes` and
/// `sources`. Missing values have no line.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn dossier(dossier: &Dossier, output: &mut impl io::Write) -> Result<(), ExportError> {
    let mut writer = csv::Writer::from_writer(output);
    writer
        .write_record(["section", "row", "column", "value"])
        .map_err(failed)?;
    let mut write = |section: &str, row: usize, column: &str, value: &str| match value {
        "" => Ok(()),
        value => writer
            .write_record([section, &row.to_string(), column, value])
            .map_err(failed),
    };
    write("facts", 1, "kind", dossier.kind)?;
    write("facts", 1, "title", &dossier.title)?;
    for (name, value) in &dossier.facts {
        write("facts", 1, name, &field(value))?;
    }
    for section in &dossier.sections {
        for (row, cells) in section.rows.iter().enumerate() {
            for (column, cell) in section.columns.iter().zip(cells) {
                write(section.id, row + 1, &column.id, &field(cell))?;
            }
        }
    }
    for (row, note) in dossier.notes.iter().enumerate() {
        write("notes", row + 1, "note", note)?;
    }
    for source in &dossier.sources {
        write("sources", source.number, "id", &source.id)?;
        write("sources", source.number, "text", &source.text)?;
    }
    writer.flush()?;
    Ok(())
}

/// Returns a cell as one field: evidence as the ids of its sources, each once.
fn field(cell: &Cell) -> String {
    match cell.value() {
        Value::List(citations) if cell.is_evidence() => {
            let mut sources: Vec<String> = citations.iter().map(source).collect();
            sources.sort_unstable();
            sources.dedup();
            sources.join("; ")
        }
        value => flat(value),
    }
}

/// Returns the id of the source that a citation names.
fn source(citation: &Value<'_>) -> String {
    let Value::Record(fields) = citation else {
        return String::new();
    };
    let source = fields.iter().find(|(name, _)| *name == "source");
    source.map(|(_, value)| flat(value)).unwrap_or_default()
}

/// Returns a value as one field: ids instead of labels, lists separated by `; `, the values of a record by `:`, and
/// lists in a record by `+`.
fn flat(value: &Value<'_>) -> String {
    match value {
        Value::Missing(_) => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Term { id, .. } => id.to_string(),
        Value::Text(text) => text.to_string(),
        Value::List(items) => joined(items, "; "),
        Value::Record(fields) => {
            let values = fields.iter().map(|(_, value)| value);
            let values = values.filter(|value| !value.is_empty());
            let values = values.map(|value| match value {
                Value::List(items) => joined(items, "+"),
                value => flat(value),
            });
            values.collect::<Vec<_>>().join(":")
        }
    }
}

fn joined(values: &[Value<'_>], separator: &str) -> String {
    let values = values.iter().map(flat);
    values.collect::<Vec<_>>().join(separator)
}

fn failed(error: csv::Error) -> ExportError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => ExportError::Io(error),
        other => ExportError::Io(io::Error::other(format!("{other:?}"))),
    }
}
