//! Why no dataset can be made from its relational tables.

use std::error::Error;
use std::fmt;
use std::io;

use crate::analysis::tables::PROJECTION_VERSION;
use crate::dataset::LoadError;

/// Why no dataset can be made from its relational tables.
#[derive(Debug)]
#[non_exhaustive]
pub enum RestoreError {
    /// A table could not be read.
    Io {
        /// The name of the table.
        table: String,
        /// The error of the system.
        error: io::Error,
    },
    /// A file is not in the format in which it is read.
    Unreadable {
        /// The name of the table or file.
        name: String,
        /// The message of the reader.
        detail: String,
    },
    /// The names and meanings of the tables are those of another version.
    OtherVersion {
        /// The version of the tables.
        found: String,
    },
    /// A table is missing.
    MissingTable {
        /// The name of the table.
        table: String,
    },
    /// A column is missing.
    MissingColumn {
        /// The name of the table.
        table: String,
        /// The name of the column.
        column: String,
    },
    /// A table has a column more.
    UnknownColumn {
        /// The name of the table.
        table: String,
        /// The name of the column.
        column: String,
    },
    /// Tables have more or fewer rows than were written.
    WrongSizes(Vec<WrongSize>),
    /// A record belongs to no list of a dataset.
    UnknownSection {
        /// The section.
        section: String,
    },
    /// The text of a record is not JSON.
    NotJson {
        /// The section.
        section: String,
        /// The id of the record.
        id: String,
        /// The message of the reader.
        detail: String,
    },
    /// The records are not a sound dataset.
    Load(LoadError),
    /// Tables do not follow from the records.
    Differs {
        /// The first differences.
        described: Vec<TableDifference>,
        /// The number of all differences.
        count: usize,
    },
}

/// A table with more or fewer rows than were written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WrongSize {
    /// The name of the table.
    pub table: String,
    /// The number of rows in `table_size`, as it is written there.
    pub expected: String,
    /// The number of rows that were read.
    pub found: usize,
}

/// A row that does not follow from the records.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableDifference {
    /// The name of the table.
    pub table: String,
    /// The columns of the key, with their values.
    pub key: Vec<(String, String)>,
    /// How the row differs.
    pub problem: RowProblem,
}

/// How a row differs from what follows from the records.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowProblem {
    /// There is no row with the key.
    Missing,
    /// No row with the key follows.
    Unexpected,
    /// There is another row with the key.
    Repeated,
    /// A value differs.
    Value {
        /// The column.
        column: String,
        /// The value that follows from the records.
        expected: String,
        /// The value that was read.
        found: String,
    },
}

impl RestoreError {
    /// Returns what to do about the error, in whole sentences; `None` if the message says it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::OtherVersion { .. } => {
                "Import them with the version of the program that wrote them."
            }
            Self::MissingTable { .. } => {
                "All tables of one export belong together. Tables of other programs are imported as CSV."
            }
            Self::MissingColumn { .. } | Self::WrongSizes(_) => {
                "All tables of one export belong together: copy them again, or write them again."
            }
            Self::UnknownColumn { .. }
            | Self::UnknownSection { .. }
            | Self::NotJson { .. }
            | Self::Differs { .. } => EDITED,
            Self::Io { .. } | Self::Unreadable { .. } | Self::Load(_) => return None,
        };
        Some(hint.to_owned())
    }

    pub(super) fn unreadable(name: &str, detail: impl fmt::Display) -> Self {
        Self::Unreadable {
            name: name.to_owned(),
            detail: detail.to_string(),
        }
    }
}

const EDITED: &str = "Edit the dataset itself (`interorg export dataset`), or import the edited file as a table of your own with --as.";

impl fmt::Display for RestoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { table, error } => write!(f, "cannot read the table `{table}`: {error}"),
            Self::Unreadable { name, detail } => write!(f, "cannot read `{name}`: {detail}"),
            Self::OtherVersion { found } => write!(
                f,
                "expected version `{PROJECTION_VERSION}` of the tables, found `{found}`"
            ),
            Self::MissingTable { table } => write!(f, "there is no table `{table}`"),
            Self::MissingColumn { table, column } => {
                write!(f, "the table `{table}` has no column `{column}`")
            }
            Self::UnknownColumn { table, column } => {
                write!(f, "the table `{table}` has an unknown column `{column}`")
            }
            Self::WrongSizes(wrong) => {
                let sizes: Vec<String> = wrong.iter().map(ToString::to_string).collect();
                f.write_str(&sizes.join("; "))
            }
            Self::UnknownSection { section } => {
                write!(f, "`dataset_record` has an unknown section `{section}`")
            }
            Self::NotJson {
                section,
                id,
                detail,
            } => write!(f, "the record `{id}` of `{section}` is not JSON: {detail}"),
            Self::Load(error) => error.fmt(f),
            Self::Differs { count, .. } => {
                let plural = if *count == 1 { "" } else { "s" };
                write!(
                    f,
                    "the tables do not follow from `dataset_record`: {count} difference{plural}"
                )
            }
        }
    }
}

impl fmt::Display for WrongSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            table,
            expected,
            found,
        } = self;
        write!(f, "expected {expected} rows of `{table}`, found {found}")
    }
}

impl fmt::Display for TableDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.key.iter();
        let key: Vec<String> = key
            .map(|(column, value)| format!("{column} `{}`", cut(value)))
            .collect();
        write!(f, "`{}`, {}: ", self.table, key.join(", "))?;
        match &self.problem {
            RowProblem::Missing => f.write_str("the row is missing"),
            RowProblem::Unexpected => f.write_str("no such row follows"),
            RowProblem::Repeated => f.write_str("the row is repeated"),
            RowProblem::Value {
                column,
                expected,
                found,
            } => {
                let (expected, found) = (cut(expected), cut(found));
                write!(f, "expected `{expected}` in `{column}`, found `{found}`")
            }
        }
    }
}

/// Returns a value, cut if it is long.
fn cut(value: &str) -> String {
    const LENGTH: usize = 60;
    match value.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

impl Error for RestoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            Self::Load(error) => Some(error),
            _ => None,
        }
    }
}

impl From<LoadError> for RestoreError {
    fn from(error: LoadError) -> Self {
        Self::Load(error)
    }
}
