//! Tables in Apache Parquet, row by row.

use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row as Record};

use super::row::Row;
use super::sheet::raw;

/// The names of the columns, and the rows.
pub(super) struct Columnar {
    pub(super) columns: Vec<String>,
    pub(super) rows: Box<dyn Iterator<Item = Result<Row, String>>>,
    /// The names of the columns that hold records or lists.
    pub(super) nested: Vec<String>,
}

/// Opens a file of Parquet.
pub(super) fn open(bytes: Vec<u8>) -> Result<Columnar, ParquetError> {
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes))?;
    let schema = reader.metadata().file_metadata().schema().clone();
    let fields = schema.get_fields();
    let nested = fields.iter().filter(|field| field.is_group());
    let records = RowIter::from_file_into(Box::new(reader)).zip(1..);
    Ok(Columnar {
        columns: fields.iter().map(|field| field.name().to_owned()).collect(),
        nested: nested.map(|field| field.name().to_owned()).collect(),
        rows: Box::new(records.map(|(record, number)| {
            let record = record.map_err(|error| error.to_string())?;
            Ok(row(&record, number))
        })),
    })
}

fn row(record: &Record, number: u64) -> Row {
    let cells: Vec<String> = record
        .get_column_iter()
        .map(|(_, field)| text(field))
        .collect();
    Row {
        number,
        raw: raw(&cells),
        cells,
        ..Row::default()
    }
}

/// Returns a value as a text: days in ISO 8601, and a time of day only where there is one.
fn text(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::TimestampMillis(_) | Field::TimestampMicros(_) => time(&field.to_string()),
        other => other.to_string(),
    }
}

/// Returns a time such as `1978-03-19T00:00:00.000000` or `1978-03-19 00:00:00 +00:00` as a day, or with its time of day.
fn time(text: &str) -> String {
    let mut parts = text.split([' ', 'T']);
    let is_midnight = |time: &str| time.trim_end_matches(['0', '.', ':', 'Z']).is_empty();
    match (parts.next(), parts.next()) {
        (Some(day), None) => day.to_owned(),
        (Some(day), Some(time)) if is_midnight(time) => day.to_owned(),
        (Some(day), Some(time)) => {
            let time = time.strip_suffix(".000000").unwrap_or(time);
            format!("{day}T{time}")
        }
        (None, _) => String::new(),
    }
}
