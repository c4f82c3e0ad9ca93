//! The relational tables as a database of SQLite, with foreign keys, indexes and views.
//!
//! What is missing is NULL, with the reason in the neighbouring column `<column>_missing`. Days and dates are texts in the order of
//! ISO 8601, so that they compare as days do.
//!
//! The database is built in memory and written as a whole: the bytes depend on the dataset and the version of the program alone.

#[cfg(feature = "sqlite")]
mod database;
mod definition;

use std::io;

#[cfg(feature = "sqlite")]
pub(crate) use self::database::build as sqlite_database;
pub(crate) use self::definition::{VIEWS, create_indexes, create_table};
use super::ExportError;
use crate::analysis::tables::Projection;

/// Writes the tables of a dataset as a database of SQLite.
///
/// # Errors
/// Fails if the program was built without the feature `sqlite`, or if the output cannot be written.
///
/// ```
/// use interorg::analysis::tables::Projection;
/// use interorg::{dataset, export, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let mut database = Vec::new();
/// export::write_sqlite(&Projection::new(&graph), &mut database)?;
/// assert!(database.starts_with(b"SQLite format 3\0"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_sqlite(
    projection: &Projection<'_>,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    #[cfg(feature = "sqlite")]
    {
        let connection = database::build(&projection.tables()).map_err(io::Error::other)?;
        let bytes = database::serialized(&connection).map_err(io::Error::other)?;
        Ok(output.write_all(&bytes)?)
    }
    #[cfg(not(feature = "sqlite"))]
    {
        let _ = (projection, output);
        Err(ExportError::NotBuilt {
            format: super::Format::Sqlite,
        })
    }
}
