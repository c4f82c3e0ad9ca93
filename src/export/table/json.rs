//! Tables, dossiers and matrices as JSON (RFC 8259).

use std::io;

use serde_json::{Map, Value as Json, json};

use crate::analysis::matrix::{Axis, Matrix, ShareOf};
use crate::export::error::ExportError;
use crate::model::Value;
use crate::view::dossier::Dossier;
use crate::view::{self, Cell, Table};

/// Writes a table as an array of objects, one per row, each with a value per column.
///
/// # Errors
/// Fails if the output cannot be written.
///
/// ```
/// use interorg::{dataset, export, graph::Graph, query::Filter, view};
///
/// let graph = Graph::new(dataset::builtin());
/// let selection = Filter::default().resolve(&graph)?.select();
/// let mut json = Vec::new();
/// export::write_table(&view::links(&selection, false), export::Format::Json, &mut json)?;
/// assert!(json.starts_with(b"[\n  {\n    \"a\": \"eu\","));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn table(table: &Table, output: &mut impl io::Write) -> Result<(), ExportError> {
    write(&rows(table), output)
}

/// Writes a dossier as an object: its facts by name, its tables as arrays, its notes.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn dossier(dossier: &Dossier, output: &mut impl io::Write) -> Result<(), ExportError> {
    let mut object = Map::new();
    object.insert("kind".to_owned(), json!(dossier.kind));
    object.insert("title".to_owned(), json!(dossier.title));
    for (name, fact) in &dossier.facts {
        object.insert((*name).to_owned(), json_value(fact.value()));
    }
    for section in &dossier.sections {
        object.insert(section.id.to_owned(), rows(section));
    }
    if !dossier.notes.is_empty() {
        object.insert("notes".to_owned(), json!(dossier.notes));
    }
    write(&Json::Object(object), output)
}

/// Writes a matrix as an object: its headings, its counts row by row, the totals and the notes; on request also the
/// shares and the cases. With `evidence`, the cases cite their sources.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn matrix(
    matrix: &Matrix<'_>,
    share: Option<ShareOf>,
    cases: bool,
    evidence: bool,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let mut object = Map::new();
    let mut insert = |name: &str, value: Json| object.insert(name.to_owned(), value);
    insert("kind", json!("matrix"));
    insert("title", json!(matrix.title));
    insert("unit", json!(matrix.unit.name()));
    insert("rows", axis(&matrix.rows));
    insert("columns", axis(&matrix.columns));
    insert("counts", json!(matrix.counts));
    insert("row-totals", json!(matrix.row_totals()));
    insert("column-totals", json!(matrix.column_totals()));
    insert("total", json!(matrix.total()));
    insert("distinct", json!(matrix.distinct()));
    if let Some(of) = share {
        insert("shares", json!(matrix.shares(of)));
    }
    if cases || evidence {
        insert("cases", rows(&view::matrix_cells(matrix, share, evidence)));
    }
    insert("notes", json!(matrix.notes));
    write(&Json::Object(object), output)
}

fn write(value: &Json, output: &mut impl io::Write) -> Result<(), ExportError> {
    Ok(writeln!(output, "{value:#}")?)
}

fn rows(table: &Table) -> Json {
    let object = |row: &Vec<Cell>| -> Json {
        let columns = table.columns.iter().zip(row);
        columns
            .map(|(column, cell)| (column.id.clone().into_owned(), json_value(cell.value())))
            .collect()
    };
    table.rows.iter().map(object).collect()
}

fn axis(axis: &Axis) -> Json {
    let headings = axis.headings.iter();
    let headings = headings.map(|heading| json!({"id": heading.id, "label": heading.label}));
    json!({"dimension": axis.dimension.name(), "headings": headings.collect::<Json>()})
}

/// Returns a value as JSON: ids instead of labels, `null` for a missing value.
fn json_value(value: &Value<'_>) -> Json {
    match value {
        Value::Missing(_) => Json::Null,
        Value::Integer(number) => json!(number),
        Value::Real(number) => json!(number),
        Value::Boolean(flag) => json!(flag),
        Value::Date(date) => json!(date.to_string()),
        // A label without an id is for people only, such as the dash of a share of nothing.
        Value::Term { id, .. } if id.is_empty() => Json::Null,
        Value::Term { id, .. } => json!(id),
        Value::Text(text) => json!(text),
        Value::List(items) => items.iter().map(json_value).collect(),
        Value::Record(fields) => fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), json_value(value)))
            .collect(),
    }
}
