//! Results arranged as tables and dossiers.

mod cell;
mod chains;
mod changes;
mod columns;
mod coverage;
mod diff;
pub mod dossier;
mod events;
mod evidence;
mod found;
mod inventory;
mod matrix;
mod measures;
mod milestones;
pub(crate) mod motive_codes;
mod motives;
mod observations;
mod operations;
pub mod panel;
mod partners;
mod stale;
mod table;
pub(crate) mod wording;

pub use self::cell::Cell;
pub use self::chains::{chains, timed_chains};
pub use self::changes::changes;
pub use self::coverage::coverage;
pub use self::diff::diff;
pub use self::dossier::Dossier;
pub use self::evidence::Reference;
pub use self::found::found;
pub use self::inventory::{inventory, kinds};
pub use self::matrix::{matrix, matrix_cells};
pub use self::measures::{ESTIMATES, definitions, measures};
pub use self::milestones::milestones;
pub use self::motives::motives;
pub use self::observations::{ObservationsOptions, observations};
pub use self::operations::operations;
pub use self::partners::{links, partners};
pub use self::stale::{StampedFile, stale};
pub use self::table::{Audience, Column, Table};
pub use self::wording::{evidence_note, weight_limit_note};

pub(crate) use self::dossier::{amounts_in_words, rival_reading};
pub(crate) use self::events::{EventSubject, events};
