//! The tables of a database of SQLite.

use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Row};

use super::error::RestoreError;
use super::table::StoredTable;

/// A database that is open for reading.
pub(super) struct Database {
    name: String,
    connection: Connection,
}

impl Database {
    pub(super) fn open(path: &Path) -> Result<Self, RestoreError> {
        let name = path.display().to_string();
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).and_then(|connection| {
            // Definitions in the file may not call functions with side effects.
            connection.pragma_update(None, "trusted_schema", false)?;
            Ok(connection)
        });
        match connection {
            Ok(connection) => Ok(Self { name, connection }),
            Err(error) => Err(RestoreError::unreadable(&name, error)),
        }
    }

    /// Reads a table; `None` if there is no table with this name. The name must be a plain word.
    pub(super) fn table(&self, name: &str) -> Result<Option<StoredTable>, RestoreError> {
        let table = self.read(name);
        table.map_err(|error| RestoreError::unreadable(&self.name, error))
    }

    fn read(&self, name: &str) -> rusqlite::Result<Option<StoredTable>> {
        // A view could compute without an end.
        let query = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1";
        let exists = self.connection.query_row(query, [name], |_| Ok(()));
        if exists.optional()?.is_none() {
            return Ok(None);
        }
        let query = format!("SELECT * FROM \"{name}\"");
        let mut statement = self.connection.prepare(&query)?;
        let columns = statement.column_names().into_iter();
        let columns: Vec<String> = columns.map(str::to_owned).collect();
        let rows = statement.query_map([], |row| cells(row, columns.len()))?;
        let rows = rows.collect::<rusqlite::Result<Vec<Vec<String>>>>()?;
        Ok(Some(StoredTable {
            name: name.to_owned(),
            columns,
            rows,
        }))
    }
}

fn cells(row: &Row<'_>, count: usize) -> rusqlite::Result<Vec<String>> {
    let cells = (0..count).map(|place| {
        Ok(match row.get_ref(place)? {
            ValueRef::Null => String::new(),
            ValueRef::Integer(number) => number.to_string(),
            ValueRef::Real(number) => number.to_string(),
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                String::from_utf8_lossy(bytes).into_owned()
            }
        })
    });
    cells.collect()
}
