//! Tables and dossiers in the formats of data.

mod csv;
mod json;
mod markdown;
mod panel;

pub use self::csv::{dossier as write_dossier_csv, table as write_csv};
pub use self::json::{dossier as dossier_json, matrix as matrix_json, table as table_json};
pub use self::markdown::{dossier as write_dossier_markdown, table as write_table_markdown};
pub use self::panel::{PANEL_FORMATS, write_panel, write_panel_codebook};
