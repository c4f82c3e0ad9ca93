//! Tables and dossiers in the formats of data.

mod csv;
mod json;
mod markdown;
mod panel;

pub use self::csv::{profile as write_profile_csv, table as write_csv};
pub use self::json::{matrix as matrix_json, profile as profile_json, table as table_json};
pub use self::markdown::{profile as write_profile_markdown, table as write_table_markdown};
pub use self::panel::{write_panel, write_panel_codebook};
