//! The codebook of the tables as a sheet.

use rust_xlsxwriter::Workbook;

use super::sheet::Sheet;
use crate::analysis::tables::{ProjectedTable, TableColumn, TableDefinition};
use crate::export::error::ExportError;
use crate::export::table::{MissingStyle, type_name};
use crate::model::{Missing, Value, ValueType};

const NAME: &str = "codebook";

const HEADER: [&str; 5] = ["table", "column", "type", "key", "meaning"];

const NOTES: [&str; 2] = [
    "Days are half-open: a record is there on a day if first_day <= day AND day < end_day. Open ends are 0001-01-01 and 9999-12-31.",
    "Days from 1900-03-01 on are dates of the workbook. Earlier days, and the open start 0001-01-01, are texts such as 1899-12-31, \
     because a workbook has no dates before 1900, and programs count the first two months of that year differently. As texts, days \
     of either kind are ordered by the year.",
];

/// Adds the sheet: a row per table, with the meaning of its rows, followed by a row per column; then notes and the codes of missing
/// values.
pub(super) fn write(
    workbook: &mut Workbook,
    tables: &[ProjectedTable<'_>],
) -> Result<(), ExportError> {
    let mut sheet = Sheet::add(workbook, NAME, &HEADER, MissingStyle::Empty)?;
    for table in tables.iter().map(ProjectedTable::definition) {
        sheet.row(texts([table.name, "", "", "", table.meaning]))?;
        for column in &table.columns {
            let optional = if column.is_optional { ", optional" } else { "" };
            let kind = format!("{}{optional}", type_name(column.value_type));
            let key = key(table, column);
            sheet.row(texts([
                table.name,
                column.name,
                &kind,
                &key,
                column.meaning,
            ]))?;
        }
    }
    for note in NOTES {
        sheet.row(texts(["note", "", "", "", note]))?;
    }
    for missing in Missing::ALL {
        let code = missing.code().to_string();
        sheet.row(texts([
            "missing value",
            missing.word(),
            &code,
            "",
            missing.meaning(),
        ]))?;
    }
    sheet.finish()
}

fn texts<const N: usize>(texts: [&str; N]) -> [(Value<'_>, ValueType); N] {
    texts.map(|text| (Value::text(text), ValueType::Text))
}

/// Returns what a column is in the keys of its table: a part of the primary key, and the tables that it refers to.
fn key(table: &TableDefinition, column: &TableColumn) -> String {
    let primary = table.key.contains(&column.name);
    let primary = primary.then(|| "key".to_owned());
    let foreign = table.foreign_keys.iter();
    let foreign = foreign.filter(|foreign| foreign.columns.contains(&column.name));
    let foreign = foreign.map(|foreign| format!("refers to {}", foreign.table));
    let parts: Vec<String> = primary.into_iter().chain(foreign).collect();
    parts.join(", ")
}
