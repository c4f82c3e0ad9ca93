//! Tables of which each row is written before the next one is made, as CSV and JSON.

use std::io;

use serde_json::{Map, Value as Json};

use super::csv::Records;
use super::json;
use super::options::{CsvOptions, MissingStyle};
use crate::export::error::ExportError;
use crate::export::format::{Content, Format};
use crate::export::provenance::Provenance;
use crate::model::{Value, ValueType};

/// A table without its rows.
pub(super) struct Streamed<'t> {
    pub(super) title: &'t str,
    pub(super) notes: &'t [&'t str],
    /// The names and types of the columns.
    pub(super) columns: Vec<(&'t str, ValueType)>,
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

    /// Writes a line per row. A missing value is a code in a column of numbers, and a word in any other column, unless the options
    /// say otherwise.
    pub(super) fn write_csv<'v>(
        &self,
        rows: impl Iterator<Item = Vec<Value<'v>>>,
        options: CsvOptions,
        output: &mut impl io::Write,
    ) -> Result<usize, ExportError> {
        let mut records = Records::new(options, MissingStyle::Codes, output)?;
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
        let mut count = 0;
        for row in rows {
            let mut object = Map::new();
            for (value, (name, value_type)) in row.iter().zip(&self.columns) {
                json::insert(&mut object, name, *value_type, value);
            }
            let separator = if count == 0 { "" } else { "," };
            write!(output, "{separator}\n    {}", Json::Object(object))?;
            count += 1;
        }
        writeln!(output, "\n  ]\n}}")?;
        Ok(count)
    }
}
