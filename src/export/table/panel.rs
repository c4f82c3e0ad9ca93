//! Tables for statistics as CSV and JSON, row by row, and the codebook of their columns.

use std::io;

use serde_json::{Map, Value as Json, json};

use crate::analysis::panel::{Datum, Panel};
use crate::export::error::ExportError;
use crate::export::format::{Content, Format};
use crate::phrase::escape_markdown as escaped;

/// Writes a table for statistics as CSV or JSON (an array of objects), a row at a time.
///
/// In CSV, what is not a value is a code among numbers and a word among words; in JSON it is always
/// the word, so that it can be told from every number.
///
/// # Errors
/// Fails if the format is not one of the two or the output does not take the bytes.
pub fn write_panel(
    panel: Panel<'_>,
    format: Format,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    match format {
        Format::Csv => csv(panel, output),
        Format::Json => json_rows(panel, output),
        format => Err(ExportError::Unsupported {
            format,
            content: Content::Panel,
        }),
    }
}

/// Writes what the columns of a table mean, and the codes of what is not a value, as Markdown.
///
/// # Errors
/// Fails if the output does not take the bytes.
pub fn write_panel_codebook(
    panel: &Panel<'_>,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    writeln!(output, "# Columns of {}\n", panel.name)?;
    writeln!(output, "| Column | Type | Meaning |\n|---|---|---|")?;
    for column in &panel.columns {
        let kind = if column.is_number { "number" } else { "word" };
        writeln!(
            output,
            "| `{}` | {kind} | {} |",
            column.name,
            escaped(&column.meaning)
        )?;
    }
    if !panel.notes.is_empty() {
        writeln!(output, "\nHow it is counted:\n")?;
    }
    for note in &panel.notes {
        writeln!(output, "- {}", escaped(note))?;
    }
    writeln!(
        output,
        "\nWhat is not a value:\n\n| Number | Word | Means |\n|---|---|---|"
    )?;
    for (datum, meaning) in [
        (Datum::None, "There is none."),
        (Datum::Unknown, "Nobody knows, or the dataset does not say."),
        (
            Datum::NotExisting,
            "One of the organizations does not yet exist, or no longer.",
        ),
        (Datum::NotApplicable, "The question does not arise."),
    ] {
        writeln!(
            output,
            "| {} | `{}` | {meaning} |",
            datum.field(true),
            datum.field(false)
        )?;
    }
    Ok(())
}

fn csv(panel: Panel<'_>, output: &mut impl io::Write) -> Result<(), ExportError> {
    let mut writer = csv::Writer::from_writer(output);
    let failed = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(error) => ExportError::Io(error),
        other => ExportError::Io(io::Error::other(format!("{other:?}"))),
    };
    let names = panel.columns.iter().map(|column| column.name.as_str());
    writer.write_record(names).map_err(failed)?;
    for row in panel.rows {
        for (datum, column) in row.iter().zip(&panel.columns) {
            writer
                .write_field(datum.field(column.is_number).as_bytes())
                .map_err(failed)?;
        }
        writer.write_record(None::<&[u8]>).map_err(failed)?;
    }
    Ok(writer.flush()?)
}

fn json_rows(panel: Panel<'_>, output: &mut impl io::Write) -> Result<(), ExportError> {
    write!(output, "[")?;
    for (number, row) in panel.rows.enumerate() {
        let fields = row.iter().zip(&panel.columns);
        let object: Map<String, Json> = fields
            .map(|(datum, column)| (column.name.clone(), spelled(datum)))
            .collect();
        write!(
            output,
            "{}{}",
            if number == 0 { "\n" } else { ",\n" },
            Json::Object(object)
        )?;
    }
    Ok(writeln!(output, "\n]")?)
}

fn spelled(datum: &Datum<'_>) -> Json {
    match datum {
        Datum::Number(number) => json!(number),
        other => json!(other.field(false)),
    }
}
