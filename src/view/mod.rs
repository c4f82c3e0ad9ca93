//! Results arranged as tables and dossiers.

mod cell;
mod chains;
mod changes;
mod columns;
mod coverage;
pub mod dossier;
mod evidence;
mod matrix;
mod measures;
pub(crate) mod motive_codes;
mod observations;
pub mod panel;
pub(crate) mod partners;
mod table;

pub use self::cell::Cell;
pub use self::chains::{chains, timed_chains};
pub use self::changes::changes;
pub use self::coverage::coverage;
pub use self::dossier::{Dossier, dyad, motive, motive_family, operation, organization, source};
pub use self::evidence::{how_to_cite, sources};
pub use self::matrix::{matrix, matrix_cells};
pub use self::measures::{MeasuresOptions, Subject, definitions, measures};
pub use self::observations::{ObservationsOptions, observations};
pub use self::partners::{links, partners};
pub use self::table::{Column, Reference, Table};
