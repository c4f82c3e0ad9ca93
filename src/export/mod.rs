//! Views spelled in formats: one module a format, one registry of them all.

mod csv;
mod error;
mod escape;
mod format;
mod json;
mod markdown;

pub use self::csv::write as write_csv;
pub use self::error::ExportError;
pub use self::escape::visible;
pub use self::format::Format;
pub use self::json::{profile as profile_json, table as table_json};
pub use self::markdown::{profile as write_profile_markdown, table as write_table_markdown};
