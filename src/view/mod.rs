//! Results arranged as tables and dossiers.

mod cell;
mod chains;
mod changes;
mod columns;
mod coverage;
mod diff;
pub mod dossier;
mod evidence;
mod matrix;
mod measures;
pub(crate) mod motive_codes;
mod observations;
pub mod panel;
mod partners;
mod table;
pub(crate) mod wording;

pub use self::cell::Cell;
pub use self::chains::{chains, timed_chains};
pub use self::changes::changes;
pub use self::coverage::coverage;
pub use self::diff::diff;
pub use self::dossier::Dossier;
pub use self::evidence::Reference;
pub use self::matrix::{matrix, matrix_cells};
pub use self::measures::{definitions, measures};
pub use self::observations::{ObservationsOptions, observations};
pub use self::partners::{links, partners};
pub use self::table::{Column, Table};
pub use self::wording::confidence_note;
