//! Tables as comma-separated values (RFC 4180), with a header line of column names.

use std::io;

use super::error::ExportError;
use crate::view::Table;

/// Writes a table as CSV: ids rather than labels, lists joined by `; `, nothing for what is missing.
///
/// # Errors
/// Fails if the output does not take the bytes.
pub fn write(table: &Table, output: &mut impl io::Write) -> Result<(), ExportError> {
    let mut writer = csv::Writer::from_writer(output);
    let failed = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(error) => ExportError::Io(error),
        other => ExportError::Io(io::Error::other(format!("{other:?}"))),
    };
    writer
        .write_record(table.columns.iter().map(|column| &*column.id))
        .map_err(failed)?;
    for row in &table.rows {
        writer
            .write_record(row.iter().map(|cell| cell.field()))
            .map_err(failed)?;
    }
    writer.flush()?;
    Ok(())
}
