//! Tables and dossiers as comma-separated values (RFC 4180), with a header line of field names.

use std::io;

use super::flat::Fields;
use super::options::{CsvOptions, MissingStyle};
use crate::export::error::ExportError;
use crate::model::{Value, ValueType};
use crate::view::{Column, Dossier, Table};

/// Writes a table as CSV: the columns for programs, with a field per value, and lists joined by `;`.
///
/// # Errors
/// Fails if the output cannot be written.
///
/// ```
/// use interorg::export::{self, CsvOptions, Format};
/// use interorg::{dataset, graph::Graph, query::Filter, view};
///
/// let graph = Graph::new(dataset::builtin());
/// let selection = Filter { at: Some("2005".parse()?), ..Filter::default() }.resolve(&graph)?.select();
/// let table = view::links(&selection, false);
/// let mut csv = Vec::new();
/// export::write_table_csv(&table, CsvOptions::default(), &mut csv)?;
/// assert!(csv.starts_with(b"a,a_label,b,b_label,standard,"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn table(
    table: &Table,
    options: CsvOptions,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let mut records = Records::new(options, MissingStyle::Words, output)?;
    let columns = table.columns.iter();
    records.header(columns.filter(|column| column.is_for_programs()))?;
    for row in &table.rows {
        let cells = table.columns.iter().zip(row);
        let cells = cells.filter(|(column, _)| column.is_for_programs());
        records.row(cells.map(|(column, cell)| (cell.value(), column.value_type)))?;
    }
    records.finish()
}

/// Writes a dossier as one long table with the columns section, row, column and value.
///
/// The first section is `dossier`, with the kind and the title, the second is `facts`. The tables follow under their names, with rows counted from 1, then `notes` and
/// `sources`. Values that are empty have no line.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn dossier(
    dossier: &Dossier,
    options: CsvOptions,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let mut records = Records::new(options, MissingStyle::Words, output)?;
    records.write(&["section", "row", "column", "value"].map(str::to_owned))?;
    let mut lines = Lines { records };
    let (code, text) = (ValueType::Code, ValueType::Text);
    lines.write("dossier", 1, "kind", code, &Value::text(dossier.kind))?;
    lines.write("dossier", 1, "title", text, &Value::text(&*dossier.title))?;
    for fact in dossier
        .facts
        .iter()
        .filter(|fact| fact.column.is_for_programs())
    {
        lines.column("facts", 1, &fact.column, fact.cell.value())?;
    }
    for section in &dossier.sections {
        for (row, cells) in section.rows.iter().enumerate() {
            for (column, cell) in section.columns.iter().zip(cells) {
                if column.is_for_programs() {
                    lines.column(section.id, row + 1, column, cell.value())?;
                }
            }
        }
    }
    for (row, note) in dossier.notes.iter().enumerate() {
        lines.write("notes", row + 1, "note", text, &Value::text(&**note))?;
    }
    for source in &dossier.sources {
        let (id, entry) = (Value::text(&*source.id), Value::text(&*source.text));
        lines.write("sources", source.number, "id", code, &id)?;
        lines.write("sources", source.number, "text", text, &entry)?;
    }
    lines.records.finish()
}

/// A long table, one value per line.
struct Lines<W: io::Write> {
    records: Records<W>,
}

impl<W: io::Write> Lines<W> {
    fn column(
        &mut self,
        section: &str,
        row: usize,
        column: &Column,
        value: &Value<'_>,
    ) -> Result<(), ExportError> {
        self.write(section, row, &column.id, column.value_type, value)
    }

    fn write(
        &mut self,
        section: &str,
        row: usize,
        column: &str,
        value_type: ValueType,
        value: &Value<'_>,
    ) -> Result<(), ExportError> {
        let (mut names, mut fields) = (Vec::new(), Vec::new());
        Fields::names(column, value_type, &mut names);
        self.records.fields.of(value, value_type, &mut fields);
        for (name, field) in names.into_iter().zip(fields) {
            if !field.is_empty() {
                self.records
                    .write(&[section.to_owned(), row.to_string(), name, field])?;
            }
        }
        Ok(())
    }
}

/// The records of a CSV file.
pub(super) struct Records<W: io::Write> {
    writer: csv::Writer<W>,
    fields: Fields,
    /// The fields of the current record, kept to reuse their memory.
    current: csv::StringRecord,
}

impl<W: io::Write> Records<W> {
    /// Starts a file, with the style of missing values that applies unless another is requested.
    pub(super) fn new(
        options: CsvOptions,
        missing: MissingStyle,
        mut output: W,
    ) -> Result<Self, ExportError> {
        if options.byte_order_mark {
            output.write_all("\u{FEFF}".as_bytes())?;
        }
        Ok(Self {
            writer: csv::Writer::from_writer(output),
            fields: Fields::new(options, missing),
            current: csv::StringRecord::new(),
        })
    }

    /// Writes the line of names.
    fn header<'c>(&mut self, columns: impl Iterator<Item = &'c Column>) -> Result<(), ExportError> {
        self.names(columns.map(|column| (&*column.id, column.value_type)))
    }

    /// Writes the line of names.
    pub(super) fn names<'n>(
        &mut self,
        columns: impl Iterator<Item = (&'n str, ValueType)>,
    ) -> Result<(), ExportError> {
        let mut names = Vec::new();
        for (name, value_type) in columns {
            Fields::names(name, value_type, &mut names);
        }
        let names: Vec<String> = names.iter().map(|name| self.fields.header(name)).collect();
        self.write(&names)
    }

    /// Writes a row.
    pub(super) fn row<'v, 'a: 'v>(
        &mut self,
        values: impl Iterator<Item = (&'v Value<'a>, ValueType)>,
    ) -> Result<(), ExportError> {
        for (value, value_type) in values {
            self.value(value, value_type);
        }
        self.end_row()
    }

    /// Adds a value to the current row.
    pub(super) fn value(&mut self, value: &Value<'_>, value_type: ValueType) {
        self.fields.of(value, value_type, &mut self.current);
    }

    /// Ends the current row.
    pub(super) fn end_row(&mut self) -> Result<(), ExportError> {
        let record = self.current.as_byte_record();
        self.writer.write_byte_record(record).map_err(failed)?;
        self.current.clear();
        Ok(())
    }

    fn write(&mut self, fields: &[String]) -> Result<(), ExportError> {
        self.writer.write_record(fields).map_err(failed)
    }

    /// Writes what is left.
    pub(super) fn finish(mut self) -> Result<(), ExportError> {
        Ok(self.writer.flush()?)
    }
}

fn failed(error: csv::Error) -> ExportError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => ExportError::Io(error),
        other => ExportError::Io(io::Error::other(format!("{other:?}"))),
    }
}
