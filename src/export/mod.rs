//! Views spelled in formats: one module a format, one registry of them all.
//!
//! Tables and dossiers are written as JSON, CSV and Markdown. Pictures are drawn by one hand: a view
//! becomes a [`scene::Scene`], and the scene becomes SVG, PNG and PDF; the DOT carries the same labels,
//! styles and places, and Mermaid the same labels and styles.

mod bibliography;
mod codebook;
mod csv;
pub mod dot;
#[cfg(feature = "pdf")]
mod embed;
mod error;
mod escape;
pub mod evolution;
mod fill;
#[cfg(any(feature = "png", feature = "pdf"))]
mod fonts;
mod format;
pub mod grid;
mod json;
mod key;
mod markdown;
pub mod mermaid;
pub mod network;
mod page;
mod panel;
#[cfg(feature = "pdf")]
pub mod pdf;
mod picture;
#[cfg(feature = "png")]
pub mod png;
pub mod scene;
pub mod svg;
pub mod text;
pub mod timeline;

pub use self::bibliography::{Style, UnknownStyle, write_bibliography};
pub use self::codebook::write_codebook;
pub use self::csv::{profile as write_profile_csv, table as write_csv};
#[cfg(feature = "pdf")]
pub use self::embed::embed_fonts;
pub use self::error::ExportError;
pub use self::escape::visible;
pub use self::format::Format;
pub use self::json::{crosstab as crosstab_json, profile as profile_json, table as table_json};
pub use self::markdown::{profile as write_profile_markdown, table as write_table_markdown};
pub use self::panel::{write_panel, write_panel_codebook};
pub use self::picture::{
    Resolution, write_evolution, write_grid, write_network, write_scene, write_timeline,
};
