//! Tables, dossiers, matrices and panels in data formats.

mod csv;
mod json;
mod markdown;
mod panel;

use std::io;

pub use self::json::matrix as write_matrix_json;
pub use self::panel::{write_panel, write_panel_codebook};

use super::error::ExportError;
use super::format::{Content, Format};
use crate::view::{Dossier, Table};

/// Writes a table as JSON, CSV or Markdown.
///
/// # Errors
/// Fails if the format is another one (the text for terminals depends on their width, and is laid out by the command), or
/// if the output cannot be written.
pub fn write_table(
    table: &Table,
    format: Format,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    match format {
        Format::Json => json::table(table, output),
        Format::Csv => csv::table(table, output),
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
    format: Format,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    match format {
        Format::Json => json::dossier(dossier, output),
        Format::Csv => csv::dossier(dossier, output),
        Format::Markdown => markdown::dossier(dossier, output),
        format => Err(ExportError::Unsupported {
            format,
            content: Content::Dossier,
        }),
    }
}
