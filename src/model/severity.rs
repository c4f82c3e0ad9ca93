//! How serious a finding of a check is, by default or as a dataset declares it.

use std::fmt;
use std::str::FromStr;

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something to know about the dataset, which need not be wrong.
    Note,
    /// The dataset can be used, but something in it needs a second look.
    Warning,
    /// The dataset cannot be used.
    Error,
}

/// The reason why a text is not a severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SeverityError;

impl Severity {
    /// All severities, the most serious first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// Returns the word for the severity.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Severity {
    type Err = SeverityError;

    fn from_str(text: &str) -> Result<Self, SeverityError> {
        let found = Self::ALL.into_iter().find(|one| one.as_str() == text);
        found.ok_or(SeverityError)
    }
}

impl fmt::Display for SeverityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected `error`, `warning` or `note`")
    }
}

impl std::error::Error for SeverityError {}
