//! Questions in SQL, and the relational tables of a dataset as a database in memory.
//!
//! The tables are those of [`Projection`](crate::analysis::tables::Projection), with the columns that a database of SQLite has
//! (see [`write_sqlite`](crate::export::write_sqlite)): a reason beside each column in which a value may be missing.
//!
//! - [`schema()`] defines them for an engine.
//! - [`load()`] writes statements that create and fill them, and [`integrity()`] such that find what is wrong with them.
//! - [`Question`] prints a question about them.
//! - [`slice()`] reads the records that a question needs from an engine.
//! - [`Database`] has those of a dataset in memory, and answers any `SELECT`.

mod database;
#[cfg(feature = "sqlite")]
mod days_as_texts;
mod dialect;
mod error;
mod integrity;
mod literal;
mod load;
mod question;
mod rows;
mod schema;
mod slice;
mod slice_error;

pub use self::database::{Database, Limits};
pub use self::dialect::Dialect;
pub use self::error::SqlError;
pub use self::integrity::{INTEGRITY_COLUMNS, integrity, integrity_table};
pub use self::load::load;
pub use self::question::Question;
pub use self::rows::ResultRows;
pub use self::schema::{in_schema, schema};
pub use self::slice::{DatasetSlice, Engine, RecordLimits, Scope, slice};
pub use self::slice_error::SliceError;
