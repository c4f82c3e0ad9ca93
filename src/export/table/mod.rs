//! Tables, dossiers and matrices in data formats.

mod csv;
mod json;
mod markdown;
mod panel;

pub use self::csv::{dossier as write_dossier_csv, table as write_table_csv};
pub use self::json::{
    dossier as write_dossier_json, matrix as write_matrix_json, table as write_table_json,
};
pub use self::markdown::{dossier as write_dossier_markdown, table as write_table_markdown};
pub use self::panel::{PANEL_FORMATS, write_panel, write_panel_codebook};
