//! Why a slice cannot be read.

use std::error::Error;
use std::fmt;

use super::error::SqlError;
use crate::analysis::tables::PROJECTION_VERSION;

/// Why there is no slice.
#[derive(Debug)]
#[non_exhaustive]
pub enum SliceError<E> {
    /// The engine does not answer.
    Engine(E),
    /// The tables are not complete: `about`, which is loaded last, has no row.
    Incomplete,
    /// The tables are of another version.
    Version {
        /// The version in the engine.
        found: String,
    },
    /// The slice would have more records than the limit.
    TooLarge {
        /// The number of records.
        records: u64,
        /// The limit.
        limit: u64,
    },
    /// Nothing of a kind has the name, and the dataset is too large to search for what it may mean.
    Unknown {
        /// The kind, as a word.
        kind: &'static str,
        /// The name.
        name: String,
    },
    /// A record is not JSON, as when an engine writes it in a way of its own.
    NotJson {
        /// The id of the record.
        id: String,
    },
    /// An id cannot be written in SQL.
    Sql(SqlError),
}

impl<E> SliceError<E> {
    /// Returns a sentence that says what to do, if there is something to suggest.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Incomplete => Some(
                "Load all tables; `about` comes last, so that a part is never taken for the whole.",
            ),
            Self::Version { .. } => Some("Load the tables of this version of the program."),
            Self::TooLarge { .. } => Some(
                "Name organizations (--with, --between), raise the limit with --max-records, or let the engine compute: `interorg sql --help`.",
            ),
            Self::NotJson { .. } => Some(
                "The command must write CSV with quotes, or values with tabs between and nothing changed.",
            ),
            Self::Sql(error) => error.hint(),
            Self::Unknown {
                kind: "country", ..
            } => Some("Write it as the operations in it do."),
            Self::Unknown { .. } => Some("Write its id, abbreviation, name or alias."),
            Self::Engine(_) => None,
        }
    }
}

impl<E: fmt::Display> fmt::Display for SliceError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Engine(error) => error.fmt(f),
            Self::Incomplete => f.write_str("the tables in the engine are incomplete"),
            Self::Version { found } => write!(
                f,
                "the tables in the engine are of version `{found}`, and version {PROJECTION_VERSION} is needed"
            ),
            Self::TooLarge { records, limit } => {
                write!(
                    f,
                    "the answer needs {records} records, and the limit is {limit}"
                )
            }
            Self::Unknown { kind, name } => {
                write!(f, "no {kind} in the engine is named `{name}`")
            }
            Self::NotJson { id } => write!(
                f,
                "the record of `{id}` is not JSON as it comes from the engine"
            ),
            Self::Sql(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug + fmt::Display> Error for SliceError<E> {}
