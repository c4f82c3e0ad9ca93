//! Tables and dossiers as comma-separated values (RFC 4180), with a header line of column names.

use std::io;

use crate::export::error::ExportError;
use crate::view::dossier::Dossier;
use crate::view::{Cell, Table};

/// Writes a table as CSV: ids rather than labels, lists joined by `; `, nothing for what is missing.
///
/// # Errors
/// Fails if the output does not take the bytes.
pub fn table(table: &Table, output: &mut impl io::Write) -> Result<(), ExportError> {
    let mut writer = csv::Writer::from_writer(output);
    writer
        .write_record(table.columns.iter().map(|column| &*column.id))
        .map_err(failed)?;
    for row in &table.rows {
        writer
            .write_record(row.iter().map(Cell::field))
            .map_err(failed)?;
    }
    writer.flush()?;
    Ok(())
}

/// Writes a dossier as one long table of section, row, column and value.
///
/// The facts stand first, in the section `facts`; then every table by its name, its rows counted from 1;
/// then `notes` and `sources`. What is missing has no line.
///
/// # Errors
/// Fails if the output does not take the bytes.
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
        write("facts", 1, name, &value.field())?;
    }
    for section in &dossier.sections {
        for (row, cells) in section.rows.iter().enumerate() {
            for (column, cell) in section.columns.iter().zip(cells) {
                write(section.id, row + 1, &column.id, &cell.field())?;
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

fn failed(error: csv::Error) -> ExportError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => ExportError::Io(error),
        other => ExportError::Io(io::Error::other(format!("{other:?}"))),
    }
}
