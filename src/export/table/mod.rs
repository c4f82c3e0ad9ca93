//! Tables, dossiers, matrices and panels in data formats.

mod csv;
mod flat;
mod json;
mod markdown;
mod options;
mod panel;
mod projected;
mod schema;
mod streamed;

use std::io;

pub use self::csv::{dossier as write_dossier_csv, table as write_table_csv};
pub(super) use self::flat::{Fields, free, joined};
pub use self::json::{
    dossier as write_dossier_json, findings as write_findings_json, matrix as write_matrix_json,
    sql_rows as write_rows_json, table as write_table_json,
};
pub use self::options::{CsvOptions, MissingStyle};
#[cfg(feature = "xlsx")]
pub(super) use self::panel::type_name;
pub use self::panel::{write_panel, write_panel_codebook};
pub use self::projected::{
    write_packaged_csv, write_projected, write_projected_csv, write_projection_codebook,
};
pub use self::schema::{
    any_of, dossier_schema, findings_schema, matrix_schema, panel_schema, projected_schema,
    table_schema,
};
pub use self::streamed::write_table_rows;

use super::error::ExportError;
use super::format::{Content, Format};
use super::provenance::Provenance;
use crate::view::{Dossier, Table};

/// Writes a table as JSON, CSV or Markdown.
///
/// # Errors
/// Fails if the format is another one (the text for terminals depends on their width, and is laid out by the command), or
/// if the output cannot be written.
pub fn write_table(
    table: &Table,
    provenance: &Provenance,
    format: Format,
    options: CsvOptions,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    match format {
        Format::Json => json::table(table, provenance, output),
        Format::Csv => csv::table(table, options, output),
        Format::Markdown => markdown::table(table, output),
        format => Err(ExportError::Unsupported {
            format,
            content: Content::Table,
        }),
    }
}

/// Writes a dossier as JSON, CSV or Markdown.
///
/// # Errors
/// Fails as [`write_table`] does.
pub fn write_dossier(
    dossier: &Dossier,
    provenance: &Provenance,
    format: Format,
    options: CsvOptions,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    match format {
        Format::Json => json::dossier(dossier, provenance, output),
        Format::Csv => csv::dossier(dossier, options, output),
        Format::Markdown => markdown::dossier(dossier, output),
        format => Err(ExportError::Unsupported {
            format,
            content: Content::Dossier,
        }),
    }
}
