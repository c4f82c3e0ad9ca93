//! The relational tables in Apache Parquet, a file per table.
//!
//! What is missing is NULL, with the reason in the neighbouring column `<column>_missing`. Days have the type of days, so that
//! engines compare and subtract them.
//!
//! Rows are written in groups, so that the memory does not grow with the table. The bytes depend on the dataset and the version of
//! the program alone.

#[cfg(feature = "parquet")]
mod columns;
#[cfg(feature = "parquet")]
mod groups;

use std::io;

use super::ExportError;
use crate::analysis::tables::ProjectedTable;

/// Writes a table of the relational projection in Apache Parquet.
///
/// # Errors
/// Fails if the program was built without the feature `parquet`, or if the output cannot be written.
///
/// ```
/// use interorg::analysis::tables::Projection;
/// use interorg::export::{Format, write_parquet};
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let projection = Projection::new(&graph);
/// let mut file = Vec::new();
/// let result = write_parquet(&projection.tables()[0], &mut file);
/// assert_eq!(result.is_ok(), Format::Parquet.is_built());
/// assert_eq!(file.starts_with(b"PAR1"), Format::Parquet.is_built());
/// ```
pub fn write_parquet(
    table: &ProjectedTable<'_>,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    #[cfg(feature = "parquet")]
    return groups::write(table, output).map_err(|error| match error {
        parquet::errors::ParquetError::External(error) => io::Error::other(error).into(),
        error => io::Error::other(error).into(),
    });
    #[cfg(not(feature = "parquet"))]
    {
        let _ = (table, output);
        Err(ExportError::NotBuilt {
            format: super::Format::Parquet,
        })
    }
}
