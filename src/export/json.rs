//! Tables and dossiers as JSON.

use serde_json::{Map, Value as Json, json};

use crate::view::crosstab::{Axis, Crosstab, Share};
use crate::view::{Profile, Table};

/// Returns a table as an array of objects, one a row, with a value for every column.
pub fn table(table: &Table) -> Json {
    let object = |row: &Vec<crate::view::Cell>| -> Json {
        let columns = table.columns.iter().zip(row);
        columns
            .map(|(column, cell)| (column.id.clone().into_owned(), cell.json()))
            .collect()
    };
    table.rows.iter().map(object).collect()
}

/// Returns a dossier as an object: its facts by name, its tables as arrays, its notes.
pub fn profile(profile: &Profile) -> Json {
    let mut object = Map::new();
    object.insert("kind".to_owned(), json!(profile.kind));
    object.insert("title".to_owned(), json!(profile.title));
    for (name, value) in &profile.facts {
        object.insert((*name).to_owned(), value.json());
    }
    for section in &profile.sections {
        object.insert(section.id.to_owned(), table(section));
    }
    if !profile.notes.is_empty() {
        object.insert("notes".to_owned(), json!(profile.notes));
    }
    Json::Object(object)
}

/// Returns a cross-table as an object: its headings, its counts row by row, the totals, the notes; the
/// shares and the cases if they are asked for.
pub fn crosstab(
    crosstab: &Crosstab<'_>,
    share: Option<Share>,
    cases: bool,
    evidence: bool,
) -> Json {
    let axis = |axis: &Axis| {
        let headings = axis.headings.iter();
        let headings = headings.map(|heading| json!({"id": heading.id, "label": heading.label}));
        json!({"dimension": axis.dimension.name(), "headings": headings.collect::<Json>()})
    };
    let mut object = Map::new();
    let mut insert = |name: &str, value: Json| object.insert(name.to_owned(), value);
    insert("kind", json!("matrix"));
    insert("title", json!(crosstab.title));
    insert("unit", json!(crosstab.unit.name()));
    insert("rows", axis(&crosstab.rows));
    insert("columns", axis(&crosstab.columns));
    insert("counts", json!(crosstab.counts));
    insert("row-totals", json!(crosstab.row_totals()));
    insert("column-totals", json!(crosstab.column_totals()));
    insert("total", json!(crosstab.total()));
    insert("distinct", json!(crosstab.distinct()));
    if let Some(of) = share {
        insert("shares", json!(crosstab.shares(of)));
    }
    if cases || evidence {
        insert("cases", table(&crosstab.cases(share, evidence)));
    }
    insert("notes", json!(crosstab.notes));
    Json::Object(object)
}
