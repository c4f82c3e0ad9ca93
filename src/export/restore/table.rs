//! A table as it is in a file: texts in rows and columns.

use super::error::RestoreError;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A table as it is in a file. Each row is as long as the list of columns.
#[derive(Debug)]
pub(super) struct StoredTable {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl StoredTable {
    /// Reads a table as CSV.
    pub(super) fn from_csv(name: &str, bytes: &[u8]) -> Result<Self, RestoreError> {
        let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
        let unreadable = |error: csv::Error| RestoreError::unreadable(name, error);
        let mut reader = csv::Reader::from_reader(bytes);
        let columns = reader.headers().map_err(unreadable)?;
        let columns: Vec<String> = columns.iter().map(str::to_owned).collect();
        let rows = reader.records().map(|record| {
            let record = record?;
            Ok(record.iter().map(str::to_owned).collect())
        });
        let rows: Result<_, csv::Error> = rows.collect();
        Ok(Self {
            name: name.to_owned(),
            columns,
            rows: rows.map_err(unreadable)?,
        })
    }

    /// Returns the place of a column.
    pub(super) fn place(&self, column: &str) -> Result<usize, RestoreError> {
        let place = self.columns.iter().position(|name| name == column);
        place.ok_or_else(|| RestoreError::MissingColumn {
            table: self.name.clone(),
            column: column.to_owned(),
        })
    }
}
