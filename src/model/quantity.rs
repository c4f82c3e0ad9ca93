//! What amounts of a quantity mean: whether they can be added up, and how several become one.

use std::fmt;
use std::str::FromStr;

use super::text::serde_as_text;

/// What the values of a quantity mean over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum AmountKind {
    /// What is there on a day, such as troops. The values of two times are never added up.
    #[default]
    Stock,
    /// What passes in a period, such as payments. The values of two periods can be added up.
    Flow,
}

/// How several amounts of one quantity in one record become one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AmountSummary {
    /// The sum; of a flow only.
    Sum,
    /// The arithmetic mean of the values.
    Mean,
    /// The largest value.
    Max,
    /// The value with the latest start; of those that start together, the last one of the dataset.
    Last,
}

/// The reason why a text is not a kind or a summary of amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AmountWordError;

impl AmountKind {
    /// All kinds.
    pub const ALL: [Self; 2] = [Self::Stock, Self::Flow];

    /// Returns the word for the kind, as the dataset spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stock => "stock",
            Self::Flow => "flow",
        }
    }

    /// Returns the summary of a quantity that states none.
    pub fn default_summary(self) -> AmountSummary {
        match self {
            Self::Stock => AmountSummary::Max,
            Self::Flow => AmountSummary::Sum,
        }
    }
}

impl AmountSummary {
    /// All summaries.
    pub const ALL: [Self; 4] = [Self::Sum, Self::Mean, Self::Max, Self::Last];

    /// Returns the word for the summary, as the dataset spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Mean => "mean",
            Self::Max => "max",
            Self::Last => "last",
        }
    }
}

/// Implements the words of an enumeration.
macro_rules! words {
    ($($name:ident),+) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = AmountWordError;

            fn from_str(text: &str) -> Result<Self, AmountWordError> {
                let found = Self::ALL.into_iter().find(|one| one.as_str() == text);
                found.ok_or(AmountWordError)
            }
        }
    )+};
}

words!(AmountKind, AmountSummary);

impl fmt::Display for AmountWordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a word of the vocabulary of amounts")
    }
}

impl std::error::Error for AmountWordError {}

serde_as_text!(AmountKind, AmountSummary);
