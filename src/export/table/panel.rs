//! Tables for statistics as CSV and JSON, row by row, and the codebook of their columns.

use std::borrow::Cow;
use std::io;

use serde_json::{Map, Value as Json, json};

use crate::export::error::ExportError;
use crate::export::format::Format;
use crate::model::{Missing, Value};
use crate::phrase::escape_markdown;
use crate::view::panel::PanelColumns;

/// The formats of tables for statistics.
pub const PANEL_FORMATS: [Format; 2] = [Format::Csv, Format::Json];

/// Writes a table for statistics as CSV or JSON (an array of objects), and returns the number of rows.
///
/// Rows are written one at a time. In CSV, a missing value is a code among numbers and a word among words. In JSON it is
/// always the word, so that it differs from every number.
///
/// # Errors
/// Fails if the format is not one of [`PANEL_FORMATS`], or if the output cannot be written.
pub fn write_panel<'g, R>(
    table: &PanelColumns<'g, R>,
    rows: impl IntoIterator<Item = R>,
    format: Format,
    output: &mut impl io::Write,
) -> Result<usize, ExportError> {
    match format {
        Format::Csv => write_csv(table, rows, output),
        Format::Json => write_json(table, rows, output),
        other => Err(ExportError::Table(format!(
            "{other} is no format of tables for statistics"
        ))),
    }
}

/// Writes the meaning of the columns of a table, how its rows are counted, and the codes of missing values, as Markdown.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn write_panel_codebook<R>(
    table: &PanelColumns<'_, R>,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    writeln!(output, "# Columns of {}\n", table.kind)?;
    writeln!(output, "| Column | Type | Meaning |\n|---|---|---|")?;
    for column in &table.columns {
        let (name, meaning) = (&column.name, escape_markdown(&column.meaning));
        let kind = if column.is_number { "number" } else { "word" };
        writeln!(output, "| `{name}` | {kind} | {meaning} |")?;
    }
    if !table.notes.is_empty() {
        writeln!(output, "\nHow it is counted:\n")?;
    }
    for note in table.notes {
        writeln!(output, "- {}", escape_markdown(note))?;
    }
    writeln!(
        output,
        "\nWhat is not a value:\n\n| Number | Word | Means |\n|---|---|---|"
    )?;
    for missing in Missing::ALL {
        let (code, word, meaning) = (missing.code(), missing.word(), meaning(missing));
        writeln!(output, "| {code} | `{word}` | {meaning} |")?;
    }
    Ok(())
}

fn meaning(missing: Missing) -> &'static str {
    match missing {
        Missing::None => "There is none.",
        Missing::Unknown => "Nobody knows, or the dataset does not say.",
        Missing::NotExisting => "One of the organizations does not yet exist, or no longer.",
        Missing::NotApplicable => "The question does not arise.",
    }
}

fn write_csv<R>(
    table: &PanelColumns<'_, R>,
    rows: impl IntoIterator<Item = R>,
    output: &mut impl io::Write,
) -> Result<usize, ExportError> {
    let mut writer = csv::Writer::from_writer(output);
    let names = table.columns.iter().map(|column| &column.name);
    writer.write_record(names).map_err(failed)?;
    let mut count = 0;
    for row in rows {
        for column in &table.columns {
            let value = column.value(&row);
            let field = field(&value, column.is_number);
            writer.write_field(field.as_bytes()).map_err(failed)?;
        }
        // An empty record ends the line.
        writer.write_record(None::<&[u8]>).map_err(failed)?;
        count += 1;
    }
    writer.flush()?;
    Ok(count)
}

fn failed(error: csv::Error) -> ExportError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => ExportError::Io(error),
        other => ExportError::Table(format!("{other:?}")),
    }
}

fn write_json<R>(
    table: &PanelColumns<'_, R>,
    rows: impl IntoIterator<Item = R>,
    output: &mut impl io::Write,
) -> Result<usize, ExportError> {
    write!(output, "[")?;
    let mut count = 0;
    for row in rows {
        let columns = table.columns.iter();
        let fields = columns.map(|column| (column.name.clone(), json_value(&column.value(&row))));
        let object: Map<String, Json> = fields.collect();
        let separator = if count == 0 { "\n" } else { ",\n" };
        write!(output, "{separator}{}", Json::Object(object))?;
        count += 1;
    }
    writeln!(output, "\n]")?;
    Ok(count)
}

/// Returns a value as a field of a flat file: ids rather than labels, lists joined by semicolons.
fn field<'v>(value: &'v Value<'_>, is_number: bool) -> Cow<'v, str> {
    match value {
        Value::Missing(missing) if is_number => missing.code().to_string().into(),
        Value::Missing(missing) => missing.word().into(),
        Value::Integer(number) => number.to_string().into(),
        Value::Real(number) => number.to_string().into(),
        Value::Boolean(flag) => if *flag { "1" } else { "0" }.into(),
        Value::Date(date) => date.to_string().into(),
        Value::Term { id, .. } => Cow::Borrowed(id),
        Value::Text(text) => Cow::Borrowed(text),
        Value::List(items) => joined(items.iter()).into(),
        Value::Record(fields) => joined(fields.iter().map(|(_, value)| value)).into(),
    }
}

fn joined<'v>(values: impl Iterator<Item = &'v Value<'v>>) -> String {
    let fields: Vec<_> = values.map(|value| field(value, false)).collect();
    fields.join(";")
}

/// Returns a value as JSON: numbers as numbers, 1 and 0 among them, all else as text.
fn json_value(value: &Value<'_>) -> Json {
    match value {
        Value::Integer(number) => json!(number),
        Value::Real(number) => json!(number),
        Value::Boolean(flag) => json!(u8::from(*flag)),
        other => json!(field(other, false)),
    }
}
