//! The relational tables as a workbook of Excel: a sheet per table, and the codebook as the last one.
//!
//! Rows are kept in temporary files until the workbook is written, so that memory grows with the distinct texts alone. The bytes
//! depend on the dataset and the version of the program.

#[cfg(feature = "xlsx")]
mod codebook;
#[cfg(feature = "xlsx")]
mod sheet;
#[cfg(feature = "xlsx")]
mod workbook;

use std::io;

use super::ExportError;
use super::table::MissingStyle;
use crate::analysis::tables::ProjectedTable;

/// Writes the tables of a dataset as a workbook of Excel.
///
/// Missing values are written as in [tables for statistics](super::write_panel). Texts are text cells, also where they look like
/// formulas. Days are dates of the workbook from 1900-03-01 on; earlier ones, which programs count differently or not at all, are
/// texts.
///
/// # Errors
/// Fails if the program was built without the feature `xlsx`, if a table or a text is longer than a workbook allows, or if the
/// output cannot be written.
///
/// ```
/// use interorg::analysis::tables::Projection;
/// use interorg::export::{Format, write_xlsx};
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let projection = Projection::new(&graph);
/// let mut workbook = Vec::new();
/// let result = write_xlsx(&projection.tables()[..2], None, &mut workbook);
/// assert_eq!(result.is_ok(), Format::Xlsx.is_built());
/// assert_eq!(workbook.starts_with(b"PK"), Format::Xlsx.is_built());
/// ```
pub fn write_xlsx(
    tables: &[ProjectedTable<'_>],
    missing: Option<MissingStyle>,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    #[cfg(feature = "xlsx")]
    {
        let missing = missing.unwrap_or(MissingStyle::Codes);
        Ok(output.write_all(&workbook::build(tables, missing)?)?)
    }
    #[cfg(not(feature = "xlsx"))]
    {
        let _ = (tables, missing, output);
        Err(ExportError::NotBuilt {
            format: super::Format::Xlsx,
        })
    }
}
