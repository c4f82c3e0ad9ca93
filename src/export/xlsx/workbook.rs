//! The workbook: a sheet per table, and the codebook.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use super::codebook;
use super::sheet::Sheet;
use crate::analysis::tables::ProjectedTable;
use crate::export::error::ExportError;
use crate::export::table::MissingStyle;

/// The creation date that every workbook states, so that the bytes are the same every time.
const CREATED: (u16, u8, u8) = (2000, 1, 1);

/// Builds the workbook, and returns its bytes.
pub(super) fn build(
    tables: &[ProjectedTable<'_>],
    missing: MissingStyle,
) -> Result<Vec<u8>, ExportError> {
    let mut workbook = Workbook::new();
    let (year, month, day) = CREATED;
    let created = ExcelDateTime::from_ymd(year, month, day)?;
    let properties = DocProperties::new().set_creation_datetime(&created);
    workbook.set_properties(&properties);
    for table in tables {
        write(&mut workbook, table, missing)?;
    }
    codebook::write(&mut workbook, tables)?;
    Ok(workbook.save_to_buffer()?)
}

fn write(
    workbook: &mut Workbook,
    table: &ProjectedTable<'_>,
    missing: MissingStyle,
) -> Result<(), ExportError> {
    let columns = &table.definition().columns;
    let header: Vec<&str> = columns.iter().map(|column| column.name).collect();
    let mut sheet = Sheet::add(workbook, table.definition().name, &header, missing)?;
    for row in table.rows() {
        let types = columns.iter().map(|column| column.value_type);
        sheet.row(row.into_iter().zip(types))?;
    }
    sheet.finish()
}
