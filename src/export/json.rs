//! Tables and dossiers as JSON.

use serde_json::{Map, Value as Json, json};

use crate::view::{Profile, Table};

/// Returns a table as an array of objects, one a row, with a value for every column.
pub fn table(table: &Table) -> Json {
    let object = |row: &Vec<crate::view::Cell>| -> Json {
        let columns = table.columns.iter().zip(row);
        columns
            .map(|(column, cell)| (column.id.to_owned(), cell.json()))
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
