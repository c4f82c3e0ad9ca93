//! Tables for statistics as CSV and JSON, and their codebooks as Markdown.

use std::io;

use super::options::{CsvOptions, MissingStyle};
use super::streamed::Streamed;
use crate::export::error::ExportError;
use crate::export::format::Format;
use crate::export::provenance::Provenance;
use crate::model::{Missing, ValueType};
use crate::phrase::escape_markdown;
use crate::view::panel::PanelColumns;

/// Writes a table for statistics as CSV, or as JSON with the query, the dataset and the notes beside the rows. Returns the
/// number of rows.
///
/// Each row is written before the next one is made. In CSV, a missing value is a code in a column of numbers, and a
/// word in any other column, unless the options say otherwise.
///
/// # Errors
/// Fails if the format is not CSV or JSON, or if the output cannot be written.
pub fn write_panel<'g, R>(
    table: &PanelColumns<'g, R>,
    rows: impl IntoIterator<Item = R>,
    provenance: &Provenance,
    format: Format,
    options: CsvOptions,
    output: &mut impl io::Write,
) -> Result<usize, ExportError> {
    let columns = table.columns.iter();
    let streamed = Streamed {
        title: table.kind.description(),
        notes: table.notes,
        columns: columns.map(|one| (&*one.name, one.value_type)).collect(),
        missing: MissingStyle::Codes,
    };
    let rows = rows.into_iter().map(|row| {
        let columns = table.columns.iter();
        columns.map(|column| column.value(&row)).collect()
    });
    streamed.write(rows, provenance, format, options, output)
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
        let kind = type_name(column.value_type);
        writeln!(output, "| `{name}` | {kind} | {meaning} |")?;
    }
    if !table.notes.is_empty() {
        writeln!(output, "\nHow rows are counted:\n")?;
    }
    // Meanings contain labels of the dataset and are escaped. Notes are written in Markdown.
    for note in table.notes {
        writeln!(output, "- {note}")?;
    }
    write_missing_codes(output)
}

/// Writes the codes of missing values.
pub(super) fn write_missing_codes(output: &mut impl io::Write) -> Result<(), ExportError> {
    writeln!(
        output,
        "\nMissing values:\n\n| Number | Word | Meaning |\n|---|---|---|"
    )?;
    for missing in Missing::ALL {
        let (code, word, meaning) = (missing.code(), missing.word(), missing.meaning());
        writeln!(output, "| {code} | `{word}` | {meaning} |")?;
    }
    Ok(())
}

/// Returns the name of a type in the codebook.
pub(in crate::export) fn type_name(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::Boolean => "true or false",
        ValueType::Integer | ValueType::Real => "number",
        ValueType::Date => "date",
        ValueType::Text => "text",
        ValueType::List(_) => "words, joined by `;`",
        _ => "word",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::*;
    use crate::analysis::{DyadYearOptions, dyad_years};
    use crate::dataset;
    use crate::graph::Graph;
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
            every_pair: true,
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
        let provenance = Provenance::of_query("export", &query);
        let rows = dyad_years(&query, options);
        let csv = CsvOptions::default();
        let count = write_panel(&columns, rows, &provenance, format, csv, &mut output)?;
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
    fn missing_values_are_null_in_json_with_the_reason_beside_them() {
        let (_, text) = written(Format::Json).expect("it is a format of tables");
        let answer: Json = serde_json::from_str(&text).expect("it is JSON");
        let rows = &answer["rows"];
        assert_eq!(rows[0]["formal_rung"], Json::Null);
        assert_eq!(rows[0]["formal_rung_missing"], "not-existing");
        assert_eq!(rows[1]["exists"], 1);
        assert_eq!(rows[1]["operations"], 0);
        assert!(rows[1].get("operations_missing").is_none());
        assert_eq!(answer["dataset"]["title"], "T");
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
