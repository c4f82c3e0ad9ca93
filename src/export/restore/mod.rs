//! Datasets from their relational tables, as the program itself writes them.
//!
//! The dataset is made of the lines in `dataset_record` alone. All other tables follow from it, so that they are computed again and
//! compared with those in the files: whoever edited one of them finds out that the edit would be lost.

mod compare;
#[cfg(feature = "sqlite")]
mod database;
mod error;
mod layout;
mod stored;
mod table;

pub use self::error::{RestoreError, RowProblem, TableDifference, WrongSize};
pub use self::stored::StoredTables;

use self::compare::compare;
use self::stored::{RECORDS, SIZES};
use crate::analysis::tables::{Ordinals, Projection};
use crate::dataset::{self, Input, RecordList, file_of_lines};
use crate::graph::Graph;
use crate::model::Dataset;

/// Returns the dataset from which relational tables were written.
///
/// Rows may be in any order: the columns `section` and `ordinal` have the order of records. Tables of parts, and those in which
/// records were replaced, have sort keys of their own and no fingerprint. Organizations of parts are in the order of their ids.
///
/// # Errors
/// Fails if rows are missing, if a record is not a sound record of a dataset, or if any other table does not follow from the
/// records.
///
/// ```
/// use interorg::analysis::tables::Projection;
/// use interorg::export::{CsvOptions, StoredTables, restore, write_projected_csv};
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let projection = Projection::new(&graph);
/// let tables = projection.tables();
/// let stored = StoredTables::from_csv(|name| {
///     let table = tables.iter().find(|table| table.definition().name == name);
///     let Some(table) = table else { return Ok(None) };
///     let mut csv = Vec::new();
///     write_projected_csv(table, CsvOptions::default(), &mut csv).map_err(std::io::Error::other)?;
///     Ok(Some(csv))
/// })?;
/// assert_eq!(restore(&stored)?, dataset::builtin());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn restore(stored: &StoredTables) -> Result<Dataset, RestoreError> {
    check_sizes(stored)?;
    let text = file(stored)?;
    let mut dataset = dataset::from_inputs(vec![Input::new(RECORDS, text)])?;
    if stored.are_in_parts()? {
        dataset = dataset::in_order_of_ids(dataset)?;
    }
    let graph = Graph::new(dataset.clone());
    let are_whole = stored.are_whole()?;
    let mut projection = Projection::new(&graph);
    if !are_whole {
        projection = projection.with_ordinals(ordinals(stored)?);
    }
    compare(&projection.tables(), stored, are_whole)?;
    Ok(dataset)
}

/// Returns the sort keys of the tables.
fn ordinals(stored: &StoredTables) -> Result<Ordinals, RestoreError> {
    let mut ordinals = Ordinals::default();
    for name in [
        "organization",
        "operation",
        "partnership",
        "source",
        RECORDS,
    ] {
        let table = stored.table(name)?;
        let (id, ordinal) = (table.place("id")?, table.place("ordinal")?);
        let section = table.place("section").ok();
        for row in &table.rows {
            let list = section.map_or(name, |section| row[section].as_str());
            // One that is not a number differs from the one that is computed.
            if let Ok(ordinal) = row[ordinal].parse() {
                ordinals.keep(list, &row[id], ordinal);
            }
        }
    }
    Ok(ordinals)
}

/// Compares the number of rows of each table with the one that was written.
fn check_sizes(stored: &StoredTables) -> Result<(), RestoreError> {
    let sizes = stored.table(SIZES)?;
    let (name, count) = (sizes.place("table_name")?, sizes.place("row_count")?);
    let mut wrong = Vec::new();
    for row in &sizes.rows {
        let found = stored.table(&row[name])?.rows.len();
        if row[count] != found.to_string() {
            wrong.push(WrongSize {
                table: row[name].clone(),
                expected: row[count].clone(),
                found,
            });
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(RestoreError::WrongSizes(wrong))
    }
}

/// Returns the records as one file.
fn file(stored: &StoredTables) -> Result<String, RestoreError> {
    let table = stored.table(RECORDS)?;
    let places = ["section", "ordinal", "id", "record_text"].map(|name| table.place(name));
    let [section, ordinal, id, text] = places;
    let (section, ordinal, id, text) = (section?, ordinal?, id?, text?);
    let mut lines = Vec::new();
    for row in &table.rows {
        let mut lists = RecordList::ALL.into_iter();
        let list = lists.find(|list| list.name() == row[section]);
        let list = list.ok_or_else(|| RestoreError::UnknownSection {
            section: row[section].clone(),
        })?;
        check_json(&row[section], &row[id], &row[text])?;
        // A place that is not a number is found when the tables are compared.
        let place = row[ordinal].parse().unwrap_or(u64::MAX);
        lines.push((list, place, row[id].as_str(), row[text].as_str()));
    }
    lines.sort_by_key(|(list, place, ..)| (*list, *place));
    let lines = lines.into_iter();
    Ok(file_of_lines(
        lines.map(|(list, _, id, text)| (list, id, text)),
    ))
}

fn check_json(section: &str, id: &str, text: &str) -> Result<(), RestoreError> {
    match serde_json::from_str(text) {
        Ok(serde::de::IgnoredAny) => Ok(()),
        Err(error) => Err(RestoreError::NotJson {
            section: section.to_owned(),
            id: id.to_owned(),
            detail: error.to_string(),
        }),
    }
}
