//! Tables of which each row is written before the next one is made, as CSV and JSON.

use std::io;

use serde_json::Value as Json;

use super::csv::Records;
use super::json::{self, RowWriter};
use super::options::{CsvOptions, MissingStyle};
use crate::export::error::ExportError;
use crate::export::format::{Content, Format};
use crate::export::provenance::Provenance;
use crate::model::{Value, ValueType};
use crate::view::{Cell, Table};

/// Writes a table as CSV or JSON like [`write_table`](super::write_table), but with rows that are made one by one; those of the table
/// are left out. In JSON, each is on a line. Returns their number.
///
/// # Errors
/// Fails if the format is another one, or if the output cannot be written.
pub fn write_table_rows(
    table: &Table,
    rows: impl Iterator<Item = Vec<Cell>>,
    provenance: &Provenance,
    format: Format,
    options: CsvOptions,
    output: &mut impl io::Write,
) -> Result<usize, ExportError> {
    let shown: Vec<usize> = (0..table.columns.len())
        .filter(|column| table.columns[*column].is_for_programs())
        .collect();
    let columns = shown.iter().map(|column| &table.columns[*column]);
    let notes: Vec<&str> = table.notes.iter().map(String::as_str).collect();
    let streamed = Streamed {
        title: &table.title,
        notes: &notes,
        columns: columns.map(|one| (&*one.id, one.value_type)).collect(),
        missing: MissingStyle::Words,
    };
    let rows = rows.map(|row| {
        let cells = shown.iter().map(|column| row[*column].value().clone());
        cells.collect()
    });
    streamed.write(rows, provenance, format, options, output)
}

/// A table without its rows.
pub(super) struct Streamed<'t> {
    pub(super) title: &'t str,
    pub(super) notes: &'t [&'t str],
    /// The names and types of the columns.
    pub(super) columns: Vec<(&'t str, ValueType)>,
    /// How CSV has missing values, unless the options say otherwise.
    pub(super) missing: MissingStyle,
}

impl Streamed<'_> {
    /// Writes the table with these rows, each with a value per column, and returns their number.
    ///
    /// # Errors
    /// Fails if the format is not CSV or JSON, or if the output cannot be written.
    pub(super) fn write<'v>(
        &self,
        rows: impl Iterator<Item = Vec<Value<'v>>>,
        provenance: &Provenance,
        format: Format,
        options: CsvOptions,
        output: &mut impl io::Write,
    ) -> Result<usize, ExportError> {
        match format {
            Format::Csv => self.write_csv(rows, options, output),
            Format::Json => self.write_json(rows, provenance, output),
            format => Err(ExportError::Unsupported {
                format,
                content: Content::Panel,
            }),
        }
    }

    /// Writes a line per row.
    pub(super) fn write_csv<'v>(
        &self,
        rows: impl Iterator<Item = Vec<Value<'v>>>,
        options: CsvOptions,
        output: &mut impl io::Write,
    ) -> Result<usize, ExportError> {
        let mut records = Records::new(options, self.missing, output)?;
        records.names(self.columns.iter().copied())?;
        let mut count = 0;
        for row in rows {
            for (value, (_, value_type)) in row.iter().zip(&self.columns) {
                records.value(value, *value_type);
            }
            records.end_row()?;
            count += 1;
        }
        records.finish()?;
        Ok(count)
    }

    /// Writes the object of the answer, and its rows one by one, each on a line.
    fn write_json<'v>(
        &self,
        rows: impl Iterator<Item = Vec<Value<'v>>>,
        provenance: &Provenance,
        output: &mut impl io::Write,
    ) -> Result<usize, ExportError> {
        let notes: Vec<String> = self.notes.iter().map(|note| (*note).to_owned()).collect();
        let start = Json::Object(json::start(self.title, provenance, &notes));
        let start = format!("{start:#}");
        // The rows come before the closing brace.
        write!(output, "{},\n  \"rows\": [", start.trim_end_matches("\n}"))?;
        let mut writer = RowWriter::new(&self.columns);
        let mut count = 0;
        for row in rows {
            let separator = if count == 0 { "" } else { "," };
            write!(output, "{separator}\n    ")?;
            writer.write(&row, output)?;
            count += 1;
        }
        writeln!(output, "\n  ]\n}}")?;
        Ok(count)
    }
}
