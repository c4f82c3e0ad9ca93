//! The tables of the relational projection as CSV and JSON, and their codebook as Markdown.

use std::io;

use super::csv::Records;
use super::options::{CsvOptions, MissingStyle};
use super::panel::{type_name, write_missing_codes};
use super::streamed::Streamed;
use crate::analysis::tables::ProjectedTable;
use crate::export::error::ExportError;
use crate::export::format::Format;
use crate::export::provenance::Provenance;
use crate::export::stored::{StoredColumn, stored_columns, stored_row};

/// Writes a table of the relational projection as CSV.
///
/// Each row is written before the next one is made. Missing values are written as in
/// [tables for statistics](super::write_panel).
///
/// # Errors
/// Fails if the output cannot be written.
///
/// ```
/// use interorg::analysis::tables::Projection;
/// use interorg::export::{CsvOptions, write_projected_csv};
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let projection = Projection::new(&graph);
/// let tables = projection.tables();
/// let succession = tables.iter().find(|table| table.definition().name == "succession").expect("it is a table");
/// let mut csv = Vec::new();
/// write_projected_csv(succession, CsvOptions::default(), &mut csv)?;
/// assert!(csv.starts_with(b"organization,number,predecessor\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_projected_csv(
    table: &ProjectedTable<'_>,
    options: CsvOptions,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    streamed(table).write_csv(table.rows(), options, output)?;
    Ok(())
}

/// Writes a table of the relational projection as CSV, or as JSON with the query and the dataset beside the rows. Returns the number
/// of rows.
///
/// # Errors
/// Fails if the format is not CSV or JSON, or if the output cannot be written.
pub fn write_projected(
    table: &ProjectedTable<'_>,
    provenance: &Provenance,
    format: Format,
    options: CsvOptions,
    output: &mut impl io::Write,
) -> Result<usize, ExportError> {
    streamed(table).write(table.rows(), provenance, format, options, output)
}

fn streamed<'t>(table: &'t ProjectedTable<'_>) -> Streamed<'t> {
    let definition = table.definition();
    let columns = definition.columns.iter();
    Streamed {
        title: definition.meaning.trim_end_matches('.'),
        notes: &[],
        columns: columns.map(|one| (one.name, one.value_type)).collect(),
        missing: MissingStyle::Codes,
    }
}

/// Writes a table of the relational projection as CSV for a data package: what is missing is empty, with the reason in the
/// neighbouring column `<column>_missing`, and texts are written unchanged.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn write_packaged_csv(
    table: &ProjectedTable<'_>,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let options = CsvOptions {
        missing: Some(MissingStyle::Empty),
        raw: true,
        byte_order_mark: false,
    };
    let mut records = Records::new(options, MissingStyle::Empty, output)?;
    let columns = stored_columns(table.definition());
    let names: Vec<_> = columns.iter().map(StoredColumn::name).collect();
    let types = columns.iter().map(StoredColumn::value_type);
    records.names(names.iter().map(|name| &**name).zip(types))?;
    for row in table.rows() {
        let values = stored_row(row, table.definition());
        let types = columns.iter().map(StoredColumn::value_type);
        records.row(values.iter().zip(types))?;
    }
    records.finish()
}

/// Writes the codebook of the tables as Markdown: what a row is, the columns and keys, and the codes of missing values.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn write_projection_codebook(
    tables: &[ProjectedTable<'_>],
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    writeln!(output, "# Tables of the dataset\n")?;
    writeln!(
        output,
        "Days are half-open: a record is there on a day if `first_day <= day AND day < end_day`. `optional` values may be \
         missing."
    )?;
    for table in tables {
        let definition = table.definition();
        writeln!(
            output,
            "\n## {}\n\n{}\n",
            definition.name, definition.meaning
        )?;
        writeln!(output, "| Column | Type | Meaning |\n|---|---|---|")?;
        for column in &definition.columns {
            let kind = type_name(column.value_type);
            let optional = if column.is_optional { ", optional" } else { "" };
            let meaning = column.meaning;
            writeln!(
                output,
                "| `{}` | {kind}{optional} | {meaning} |",
                column.name
            )?;
        }
        writeln!(output, "\n- Key: {}", names(definition.key))?;
        for foreign in &definition.foreign_keys {
            writeln!(
                output,
                "- {} refers to `{}`",
                names(foreign.columns),
                foreign.table
            )?;
        }
    }
    write_missing_codes(output)
}

fn names(columns: &[&str]) -> String {
    let names: Vec<String> = columns.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
