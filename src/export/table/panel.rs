//! Tables for statistics as CSV and JSON, and their codebooks as Markdown.

use std::borrow::Cow;
use std::io;

use serde_json::{Map, Value as Json, json};

use crate::export::error::ExportError;
use crate::export::format::{Content, Format};
use crate::model::{Date, Missing, Value};
use crate::phrase::escape_markdown;
use crate::view::panel::PanelColumns;

/// Writes a table for statistics as CSV or JSON (an array of objects). Returns the number of rows.
///
/// Each row is written before the next one is made. In CSV, a missing value is a code in a column of numbers, and a
/// word in any other column. In JSON it is always the word, so that it differs from every number.
///
/// # Errors
/// Fails if the format is not CSV or JSON, or if the output cannot be written.
pub fn write_panel<'g, R>(
    table: &PanelColumns<'g, R>,
    rows: impl IntoIterator<Item = R>,
    format: Format,
    output: &mut impl io::Write,
) -> Result<usize, ExportError> {
    match format {
        Format::Csv => write_csv(table, rows, output),
        Format::Json => write_json(table, rows, output),
        format => Err(ExportError::Unsupported {
            format,
            content: Content::Panel,
        }),
    }
}

/// Writes the codebook of a table as Markdown: the meaning of its columns, how its rows are counted, and the codes of
/// missing values.
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
        writeln!(output, "\nHow rows are counted:\n")?;
    }
    // Meanings contain labels of the dataset and are escaped. Notes are written in Markdown.
    for note in table.notes {
        writeln!(output, "- {note}")?;
    }
    writeln!(
        output,
        "\nMissing values:\n\n| Number | Word | Meaning |\n|---|---|---|"
    )?;
    for missing in Missing::ALL {
        let (code, word, meaning) = (missing.code(), missing.word(), definition(missing));
        writeln!(output, "| {code} | `{word}` | {meaning} |")?;
    }
    Ok(())
}

fn definition(missing: Missing) -> &'static str {
    match missing {
        Missing::None => "There is none.",
        Missing::Unknown => "Not known, or not recorded.",
        Missing::NotExisting => "An organization does not exist yet, or no longer exists.",
        Missing::NotApplicable => "The question does not apply.",
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
        other => ExportError::Io(io::Error::other(format!("{other:?}"))),
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
        Value::Date(date) => date_text(date).into(),
        Value::Term { id, .. } => Cow::Borrowed(id),
        Value::Text(text) => Cow::Borrowed(text),
        Value::List(items) => joined(items.iter()).into(),
        Value::Record(fields) => joined(fields.iter().map(|(_, value)| value)).into(),
    }
}

/// Returns a date as recorded. EDTF has no notation for a day after the year 9999, so plain days are written as
/// `12000-01-31`.
fn date_text(date: &Date) -> String {
    match date.earliest() {
        Some(day) if Date::from(day) == *date => day.to_string(),
        _ => date.to_string(),
    }
}

fn joined<'v>(values: impl Iterator<Item = &'v Value<'v>>) -> String {
    let fields: Vec<_> = values.map(|value| field(value, false)).collect();
    fields.join(";")
}

/// Returns a value as JSON: numbers as numbers, `true` and `false` as 1 and 0, all else as text.
fn json_value(value: &Value<'_>) -> Json {
    match value {
        Value::Integer(number) => json!(number),
        Value::Real(number) => json!(number),
        Value::Boolean(flag) => json!(u8::from(*flag)),
        other => json!(field(other, false)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{DyadYearOptions, dyad_years};
    use crate::dataset;
    use crate::graph::Graph;
    use crate::model::Day;
    use crate::query::Filter;
    use crate::view::panel;

    /// Two organizations without a record in common; the second exists from 2001 on.
    const DATASET: &str = "\
dataset: {title: T, as-of: 2001-12-31}
organizations:
  - {id: a, name: A, founded: 2000}
  - {id: b, name: B, founded: 2001}
";

    fn written(format: Format) -> Result<(usize, String), ExportError> {
        let graph = Graph::new(dataset::parse(DATASET).expect("the dataset is valid"));
        let query = Filter::default()
            .resolve(&graph)
            .expect("an empty filter resolves");
        let options = DyadYearOptions {
            balanced: true,
            ..DyadYearOptions::default()
        };
        let mut columns = panel::dyad_years(&graph, false);
        let names = [
            "year",
            "a",
            "exists",
            "formal_rung",
            "formal_phase",
            "operations",
        ];
        columns
            .columns
            .retain(|column| names.contains(&column.name.as_str()));
        let mut output = Vec::new();
        let count = write_panel(&columns, dyad_years(&query, options), format, &mut output)?;
        Ok((count, String::from_utf8(output).expect("it is text")))
    }

    #[test]
    fn missing_values_are_codes_in_columns_of_numbers_and_words_elsewhere() {
        let (count, csv) = written(Format::Csv).expect("it is a format of tables");
        assert_eq!(count, 2);
        assert_eq!(
            csv,
            "year,a,exists,formal_rung,formal_phase,operations\n\
             2000,a,0,-8,not-existing,-8\n\
             2001,a,1,-9,unknown,0\n"
        );
    }

    #[test]
    fn missing_values_are_words_in_json() {
        let (_, json) = written(Format::Json).expect("it is a format of tables");
        let rows: Json = serde_json::from_str(&json).expect("it is JSON");
        assert_eq!(rows[0]["formal_rung"], "not-existing");
        assert_eq!(
            (&rows[1]["exists"], &rows[1]["operations"]),
            (&json!(1), &json!(0))
        );
    }

    #[test]
    fn dates_keep_their_precision_and_distant_days_their_form() {
        let text = |text: &str| date_text(&text.parse().expect(text));
        for date in ["2004-05-12", "2004-05-12?", "2004-05", "../2004", "Y12000"] {
            assert_eq!(text(date), date);
        }
        assert_eq!(date_text(&Day::new(12_000, 1, 31).into()), "12000-01-31");
    }

    #[test]
    fn other_formats_are_refused() {
        let error = written(Format::Svg).expect_err("it is a format of pictures");
        assert!(matches!(
            error,
            ExportError::Unsupported {
                format: Format::Svg,
                ..
            }
        ));
    }
}
