//! Views and pictures written in formats: one module per format, one registry of them all.

mod bibliography;
mod error;
mod escape;
mod format;
mod picture;
mod table;

pub use self::bibliography::{Style, UnknownStyle, write_bibliography};
pub use self::error::ExportError;
pub use self::format::{Content, Format};
#[cfg(feature = "pdf")]
pub use self::picture::embed_fonts;
pub use self::picture::{Resolution, WriteOptions, write_dot_without_layout, write_picture};
pub use self::table::{
    dossier_json, matrix_json, table_json, write_csv, write_dossier_csv, write_dossier_markdown,
    write_panel, write_panel_codebook, write_table_markdown,
};
