//! Questions in SQL, and the relational tables of a dataset as a database in memory.
//!
//! The tables are those of [`Projection`](crate::analysis::tables::Projection), with the columns that a database of SQLite has
//! (see [`write_sqlite`](crate::export::write_sqlite)): a reason beside each column in which a value may be missing.
//!
//! - [`schema()`] defines them for an engine.
//! - [`load()`] writes statements that create and fill them, and [`integrity()`] such that find what is wrong with them.
//! - [`stage_part()`], [`check_part()`] and [`add_part()`] add a part of a dataset to tables that have others.
//! - [`read_replacement()`] and [`replace_records()`] replace records in them.
//! - [`Question`] prints a question about them.
//! - [`slice()`] reads the records that a question needs from an engine.
//! - [`PartnershipBatches`] reads all partnerships, some at a time.
//! - [`Database`] has those of a dataset in memory, and answers any `SELECT`.

mod batches;
mod conflict;
mod database;
#[cfg(feature = "sqlite")]
mod days_as_texts;
mod dialect;
mod error;
mod integrity;
mod literal;
mod load;
mod part;
mod question;
mod replace;
mod replacement;
mod reserved;
mod rows;
mod schema;
mod slice;
mod slice_error;

pub use self::batches::{PartnershipBatch, PartnershipBatches};
pub use self::conflict::{Conflict, PartError, check_part, has_record};
pub use self::database::{Database, Limits};
pub use self::dialect::Dialect;
pub use self::error::SqlError;
pub use self::integrity::{INTEGRITY_COLUMNS, integrity, integrity_table};
pub use self::load::{Loaded, load, loaded, table_not_for_postgres, write_question_after_load};
pub use self::part::{add_part, drop_staged, stage_part};
pub use self::question::Question;
pub use self::replace::replace_records;
pub use self::replacement::{ReplaceError, Replacement, read_replacement};
pub use self::reserved::is_reserved;
pub use self::rows::ResultRows;
pub use self::schema::{in_schema, schema};
pub use self::slice::{DatasetSlice, Engine, RecordLimits, Scope, check_version, slice};
pub use self::slice_error::SliceError;
