//! Files of Parquet, group of rows by group of rows.

use std::io;
use std::mem;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;

use super::columns::{schema, write as write_column};
use crate::analysis::tables::{ProjectedTable, TableDefinition};
use crate::export::stored::{stored_columns, stored_row};
use crate::model::Value;

/// When a group ends.
struct Limits {
    /// The maximum number of rows.
    rows: usize,
    /// The bytes of text after which a group ends.
    text: usize,
}

const LIMITS: Limits = Limits {
    rows: 65_536,
    text: 32 << 20,
};

/// The program, as readers of Parquet expect it.
const CREATED_BY: &str = concat!("interorg version ", env!("CARGO_PKG_VERSION"));

pub(super) fn write(table: &ProjectedTable<'_>, output: &mut impl io::Write) -> Result<()> {
    write_in_groups(table, &LIMITS, output)
}

fn write_in_groups(
    table: &ProjectedTable<'_>,
    limits: &Limits,
    output: &mut impl io::Write,
) -> Result<()> {
    let definition = table.definition();
    let properties = WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_compression(Compression::SNAPPY);
    // The writer of Parquet demands an output for several threads, which this one need not be.
    let mut writer = SerializedFileWriter::new(
        Vec::new(),
        schema(definition)?,
        Arc::new(properties.build()),
    )?;
    let mut group = Group::default();
    for row in table.rows() {
        group.push(stored_row(row, definition));
        if group.is_full(limits) {
            write_group(&mut writer, definition, mem::take(&mut group))?;
            writer.flush()?;
            output.write_all(&mem::take(writer.inner_mut()))?;
        }
    }
    if !group.rows.is_empty() {
        write_group(&mut writer, definition, group)?;
    }
    output.write_all(&writer.into_inner()?)?;
    Ok(())
}

/// Rows that are written together.
#[derive(Default)]
struct Group<'p> {
    rows: Vec<Vec<Value<'p>>>,
    text: usize,
}

impl<'p> Group<'p> {
    fn push(&mut self, row: Vec<Value<'p>>) {
        let texts = row.iter().map(|value| match value {
            Value::Text(text) => text.len(),
            _ => 0,
        });
        self.text += texts.sum::<usize>();
        self.rows.push(row);
    }

    fn is_full(&self, limits: &Limits) -> bool {
        self.rows.len() >= limits.rows || self.text >= limits.text
    }
}

fn write_group(
    writer: &mut SerializedFileWriter<Vec<u8>>,
    table: &TableDefinition,
    group: Group<'_>,
) -> Result<()> {
    let mut columns = writer.next_row_group()?;
    for (index, column) in stored_columns(table).iter().enumerate() {
        if let Some(mut writer) = columns.next_column()? {
            let values = group.rows.iter().map(|row| &row[index]);
            write_column(&mut writer, column, values)?;
            writer.close()?;
        }
    }
    columns.close()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::*;
    use crate::analysis::tables::Projection;
    use crate::dataset;
    use crate::graph::Graph;

    /// Returns the number of groups of a file, and its rows as texts.
    fn read(file: Vec<u8>) -> (usize, Vec<String>) {
        let reader = SerializedFileReader::new(bytes::Bytes::from(file)).expect("it is Parquet");
        let rows = reader.get_row_iter(None).expect("it has rows");
        let rows = rows.map(|row| row.expect("it can be read").to_string());
        (reader.num_row_groups(), rows.collect())
    }

    #[test]
    fn a_group_ends_at_a_limit_and_no_row_is_lost() {
        let graph = Graph::new(dataset::builtin());
        let projection = Projection::new(&graph);
        let tables = projection.tables();
        let mut tables = tables.iter();
        let table = tables.find(|table| table.definition().name == "organization");
        let table = table.expect("there is such a table");
        let written = |rows, text| {
            let mut file = Vec::new();
            let limits = Limits { rows, text };
            write_in_groups(table, &limits, &mut file).expect("it can be written");
            read(file)
        };
        let (count, rows) = written(usize::MAX, usize::MAX);
        assert_eq!((count, rows.len()), (1, 12));
        assert_eq!(written(5, usize::MAX), (3, rows.clone()));
        assert_eq!(written(usize::MAX, 1), (12, rows));
    }
}
