//! Tables and dossiers as JSON.

use serde_json::{Map, Value as Json, json};

use crate::analysis::matrix::{Axis, Matrix, ShareOf};
use crate::model::Value;
use crate::view::dossier::Dossier;
use crate::view::{self, Table};

/// Returns a table as an array of objects, one a row, with a value for every column.
pub fn table(table: &Table) -> Json {
    let object = |row: &Vec<crate::view::Cell>| -> Json {
        let columns = table.columns.iter().zip(row);
        columns
            .map(|(column, cell)| (column.id.clone().into_owned(), json_value(cell.value())))
            .collect()
    };
    table.rows.iter().map(object).collect()
}

/// Returns a dossier as an object: its facts by name, its tables as arrays, its notes.
pub fn dossier(dossier: &Dossier) -> Json {
    let mut object = Map::new();
    object.insert("kind".to_owned(), json!(dossier.kind));
    object.insert("title".to_owned(), json!(dossier.title));
    for (name, value) in &dossier.facts {
        object.insert((*name).to_owned(), json_value(value.value()));
    }
    for section in &dossier.sections {
        object.insert(section.id.to_owned(), table(section));
    }
    if !dossier.notes.is_empty() {
        object.insert("notes".to_owned(), json!(dossier.notes));
    }
    Json::Object(object)
}

/// Returns a cross-table as an object: its headings, its counts row by row, the totals, the notes; the
/// shares and the cases if they are asked for.
pub fn matrix(matrix: &Matrix<'_>, share: Option<ShareOf>, cases: bool, evidence: bool) -> Json {
    let axis = |axis: &Axis| {
        let headings = axis.headings.iter();
        let headings = headings.map(|heading| json!({"id": heading.id, "label": heading.label}));
        json!({"dimension": axis.dimension.name(), "headings": headings.collect::<Json>()})
    };
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
        insert("cases", table(&view::matrix_cells(matrix, share, evidence)));
    }
    insert("notes", json!(matrix.notes));
    Json::Object(object)
}

/// Returns a value as JSON: ids rather than labels, `null` for a missing value.
fn json_value(value: &Value<'_>) -> Json {
    match value {
        Value::Missing(_) => Json::Null,
        Value::Integer(number) => json!(number),
        Value::Real(number) => json!(number),
        Value::Boolean(flag) => json!(flag),
        Value::Date(date) => json!(date.to_string()),
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
