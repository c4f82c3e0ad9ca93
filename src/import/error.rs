//! The reasons why nothing could be imported.

use std::fmt;
use std::io;

use crate::dataset::Report;
use crate::phrase::{alternatives, question};

/// The reason why nothing could be imported. Rows that cannot be used are no such reason: they are rejected and counted.
#[derive(Debug)]
#[non_exhaustive]
pub enum ImportError {
    /// A file could not be read, or a report could not be written.
    Io {
        /// The name of the file.
        name: String,
        /// The error of the system.
        error: io::Error,
    },
    /// A file does not have the format that it is read in.
    Unreadable {
        /// The name of the file.
        name: String,
        /// The message of the reader.
        detail: String,
    },
    /// The mapping has findings.
    Mapping(Box<Report>),
    /// A table does not have a column.
    UnknownColumn {
        /// The name of the file.
        name: String,
        /// The column.
        column: String,
        /// The most similar columns.
        candidates: Vec<String>,
        /// The first columns of the table.
        known: Vec<String>,
    },
    /// A workbook does not have a sheet.
    UnknownSheet {
        /// The sheet.
        sheet: String,
        /// The sheets of the workbook.
        known: Vec<String>,
    },
    /// A table has no rows below its header.
    NoRows {
        /// The name of the file.
        name: String,
    },
    /// A shape needs a column that is not named.
    MissingColumn {
        /// The shape.
        shape: &'static str,
        /// The keys of the columns, such as `org`.
        needs: &'static str,
    },
    /// A table has no shape.
    MissingShape {
        /// The name of the file.
        name: String,
    },
    /// A file is a dataset already.
    IsDataset {
        /// The name of the file.
        name: String,
    },
    /// The source that is to be cited is in none of the files.
    UnknownSource {
        /// The id.
        id: String,
        /// The most similar ids.
        candidates: Vec<String>,
    },
    /// A text of the mapping is not what it should be, such as a date.
    WrongValue {
        /// The key.
        key: &'static str,
        /// The text.
        text: String,
        /// What is expected.
        expected: String,
    },
}

impl ImportError {
    /// Returns what to do about the error, in whole sentences; `None` if the message says it.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::UnknownColumn {
                candidates, known, ..
            } if candidates.is_empty() => format!(
                "The columns are {}. --header names the row of the header.",
                alternatives(&known.iter().map(|name| cut(name)).collect::<Vec<String>>())
            ),
            Self::UnknownColumn { candidates, .. } => question(candidates),
            Self::UnknownSheet { known, .. } => {
                format!("The sheets are {}.", alternatives(known))
            }
            Self::MissingColumn { needs, .. } => format!("Name {needs}."),
            Self::MissingShape { .. } => {
                "Name the shape with --as, or draft a mapping with --sniff.".to_owned()
            }
            Self::IsDataset { .. } => {
                "Name it with --data, or convert it with `interorg export dataset --data`."
                    .to_owned()
            }
            Self::UnknownSource { candidates, .. } if !candidates.is_empty() => {
                question(candidates)
            }
            Self::UnknownSource { .. } => {
                "Import its bibliography with the table, such as refs.bib.".to_owned()
            }
            _ => return None,
        })
    }

    pub(super) fn io(name: &str, error: io::Error) -> Self {
        Self::Io {
            name: name.to_owned(),
            error,
        }
    }

    pub(super) fn unreadable(name: &str, detail: impl fmt::Display) -> Self {
        Self::Unreadable {
            name: name.to_owned(),
            detail: detail.to_string(),
        }
    }
}

/// Returns a name of a table, cut if it is long.
fn cut(name: &str) -> String {
    const LENGTH: usize = 40;
    match name.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { name, error } => write!(f, "cannot read `{name}`: {error}"),
            Self::Unreadable { name, detail } => write!(f, "cannot read `{name}`: {detail}"),
            Self::Mapping(report) => write!(f, "the mapping has {}", report.summary()),
            Self::UnknownColumn { name, column, .. } => {
                write!(f, "`{name}` has no column `{column}`")
            }
            Self::UnknownSheet { sheet, .. } => write!(f, "there is no sheet `{sheet}`"),
            Self::NoRows { name } => write!(f, "`{name}` has no rows"),
            Self::MissingColumn { shape, .. } => {
                write!(f, "the shape `{shape}` needs another column")
            }
            Self::MissingShape { name } => write!(f, "the shape of `{name}` is not known"),
            Self::IsDataset { name } => write!(f, "`{name}` is a dataset already"),
            Self::UnknownSource { id, .. } => write!(f, "there is no source `{id}`"),
            Self::WrongValue {
                key,
                text,
                expected,
            } => write!(f, "expected {expected} for `{key}`, found `{text}`"),
        }
    }
}

impl std::error::Error for ImportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_that_is_missing_is_looked_for_among_similar_ids() {
        let hint = |candidates: &[&str]| {
            let candidates = candidates.iter().map(ToString::to_string).collect();
            let id = "smth".to_owned();
            ImportError::UnknownSource { id, candidates }.hint()
        };
        let hints = [hint(&["smith"]), hint(&[])].map(Option::unwrap_or_default);
        assert!(hints[0].contains("`smith`"), "{hints:?}");
        assert!(hints[1].contains("Import its bibliography"), "{hints:?}");
    }
}
