//! The tables as they are in files or a database.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
#[cfg(feature = "sqlite")]
use std::path::Path;

use super::error::RestoreError;
use super::layout::Layout;
use super::table::StoredTable;
use crate::analysis::tables::PROJECTION_VERSION;

/// The table of the dataset itself.
const ABOUT: &str = "about";

/// The table of the sizes of all others.
pub(super) const SIZES: &str = "table_size";

/// The table of the records.
pub(super) const RECORDS: &str = "dataset_record";

/// The relational tables of a dataset, as they are in files.
#[derive(Debug)]
pub struct StoredTables {
    tables: BTreeMap<String, StoredTable>,
    is_database: bool,
}

impl StoredTables {
    /// Reads tables as CSV, from a function that returns the bytes of the table with a name; `None` if there is none.
    ///
    /// Missing values may be written in any [style](crate::export::MissingStyle), and as in a data package.
    ///
    /// # Errors
    /// Fails if the tables have another version, a table is missing, or a text cannot be read as CSV.
    pub fn from_csv(
        mut read: impl FnMut(&str) -> io::Result<Option<Vec<u8>>>,
    ) -> Result<Self, RestoreError> {
        let table = |name: &str| {
            let bytes = read(name).map_err(|error| RestoreError::Io {
                table: name.to_owned(),
                error,
            })?;
            bytes
                .map(|bytes| StoredTable::from_csv(name, &bytes))
                .transpose()
        };
        Self::read(false, table)
    }

    /// Reads the tables of a database of SQLite.
    ///
    /// # Errors
    /// Fails if the program was built without the feature `sqlite`, if the file is not such a database, if the tables have
    /// another version, or if a table is missing.
    #[cfg(feature = "sqlite")]
    pub fn from_sqlite(path: &Path) -> Result<Self, RestoreError> {
        let database = super::database::Database::open(path)?;
        Self::read(true, |name| database.table(name))
    }

    /// Returns the names of the tables that were read.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.tables.keys().map(String::as_str)
    }

    /// Returns the number of rows of all tables.
    pub fn row_count(&self) -> usize {
        self.tables.values().map(|table| table.rows.len()).sum()
    }

    /// Returns a table.
    pub(super) fn table(&self, name: &str) -> Result<&StoredTable, RestoreError> {
        let table = self.tables.get(name);
        table.ok_or_else(|| missing_table(name))
    }

    /// Returns `true` if the tables are made of parts.
    pub(super) fn are_in_parts(&self) -> Result<bool, RestoreError> {
        let found = self.of_dataset("in_parts")?;
        Ok(found == "1" || found.eq_ignore_ascii_case("true"))
    }

    /// Returns `true` if a program that had all records wrote the tables at once: they then have a fingerprint.
    pub(super) fn are_whole(&self) -> Result<bool, RestoreError> {
        const MIN_LENGTH: usize = 16;
        let found = self.of_dataset("fingerprint")?;
        let is_hexadecimal = found.bytes().all(|byte| byte.is_ascii_hexdigit());
        Ok(found.len() >= MIN_LENGTH && is_hexadecimal)
    }

    /// Returns what the table of the dataset itself has in a column.
    fn of_dataset(&self, column: &str) -> Result<&str, RestoreError> {
        let about = self.table(ABOUT)?;
        let place = about.place(column)?;
        Ok(about.rows.first().map_or("", |row| &row[place]))
    }

    /// Returns the ways in which values may be written in the tables.
    pub(super) fn layouts(&self) -> Vec<Layout> {
        let has_reasons = self.tables.get(ABOUT).is_some_and(|table| {
            let mut columns = table.columns.iter();
            columns.any(|column| column.ends_with("_missing"))
        });
        match (self.is_database, has_reasons) {
            (true, _) => vec![Layout::Database],
            (false, true) => vec![Layout::Package],
            (false, false) => Layout::of_csv().collect(),
        }
    }

    /// Reads the tables that the table of sizes names.
    fn read(
        is_database: bool,
        mut read: impl FnMut(&str) -> Result<Option<StoredTable>, RestoreError>,
    ) -> Result<Self, RestoreError> {
        let mut required = |name: &str| read(name)?.ok_or_else(|| missing_table(name));
        let about = required(ABOUT)?;
        check_version(&about)?;
        let sizes = required(SIZES)?;
        let place = sizes.place("table_name")?;
        let names = sizes.rows.iter().map(|row| row[place].clone());
        let names = names.filter(|name| name != ABOUT && name != SIZES);
        let mut tables = BTreeMap::new();
        for name in names.collect::<BTreeSet<String>>() {
            // The name becomes that of a file or a part of a query.
            let is_plain = name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            if !is_plain {
                return Err(missing_table(&name));
            }
            tables.insert(name.clone(), required(&name)?);
        }
        for table in [about, sizes] {
            tables.insert(table.name.clone(), table);
        }
        Ok(Self {
            tables,
            is_database,
        })
    }
}

fn check_version(about: &StoredTable) -> Result<(), RestoreError> {
    let place = about.place("projection_version")?;
    let found = about.rows.first().map_or("", |row| &row[place]);
    if found == PROJECTION_VERSION.to_string() {
        Ok(())
    } else {
        Err(RestoreError::OtherVersion {
            found: found.to_owned(),
        })
    }
}

fn missing_table(name: &str) -> RestoreError {
    RestoreError::MissingTable {
        table: name.to_owned(),
    }
}
