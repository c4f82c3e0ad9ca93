//! Tables of a property graph as CSV for `neo4j-admin database import`.

use std::io::{self, Write};

use csv::{QuoteStyle, WriterBuilder};

use super::LIST_SEPARATOR;
use super::table::{Property, PropertyTable};
use crate::export::ExportError;

/// Writes a table as CSV with a header for the bulk import of Neo4j.
///
/// A value that is missing is an empty field. The items of a list are separated by [`LIST_SEPARATOR`], which no text contains: in
/// texts of lists it is left out.
///
/// # Errors
/// Fails if the output does not accept the bytes.
pub fn write_property_table(table: &PropertyTable, output: impl Write) -> Result<(), ExportError> {
    let mut writer = WriterBuilder::new()
        // A missing value is an empty field without quotes; no text is empty.
        .quote_style(QuoteStyle::Necessary)
        .from_writer(output);
    writer.write_record(header(table)).map_err(io_error)?;
    for row in &table.rows {
        let ends = row.ends.iter().flatten().cloned();
        let values = row.values.iter().map(|value| field(value.as_ref()));
        let kind = std::iter::once(table.name.to_owned());
        let record: Vec<String> = ends.chain(values).chain(kind).collect();
        writer.write_record(record).map_err(io_error)?;
    }
    writer.flush()?;
    Ok(())
}

fn header(table: &PropertyTable) -> Vec<String> {
    let ends = table
        .ends
        .iter()
        .flat_map(|[from, to]| [format!(":START_ID({from})"), format!(":END_ID({to})")]);
    let columns = table
        .columns
        .iter()
        .map(|(name, kind)| match (table.ends, *name) {
            (None, "id") => format!("id:ID({})", table.name),
            _ => format!("{name}:{}", kind.in_neo4j()),
        });
    let kind = if table.ends.is_some() {
        ":TYPE"
    } else {
        ":LABEL"
    };
    ends.chain(columns).chain([kind.to_owned()]).collect()
}

fn field(value: Option<&Property>) -> String {
    match value {
        None => String::new(),
        Some(Property::Text(text)) => text.clone(),
        Some(Property::Integer(number)) => number.to_string(),
        Some(Property::Boolean(flag)) => flag.to_string(),
        Some(Property::Texts(texts)) => {
            let texts = texts.iter().map(|text| text.replace(LIST_SEPARATOR, ""));
            texts.collect::<Vec<_>>().join(&LIST_SEPARATOR.to_string())
        }
    }
}

fn io_error(error: csv::Error) -> ExportError {
    io::Error::from(error).into()
}
