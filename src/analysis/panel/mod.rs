//! Tables for statistics: one row a dyad and year, an organization and year, a spell, an event, a
//! participation.
//!
//! Rows are made one at a time, so that a table of a million rows takes no more memory than a row.
//! What is not a value is one of four things that must not be confused: none, unknown, not in
//! existence, not applicable (see [`Datum`]).

mod dyad_columns;
mod dyad_years;
mod events;
mod organization_years;
mod participations;
mod spells;

pub use self::dyad_years::{DyadYears, dyad_years, first_year};
pub use self::events::events;
pub use self::organization_years::organization_years;
pub use self::participations::participations;
pub use self::spells::spells;

use std::borrow::Cow;

/// A table for statistics: its columns, and its rows one after another.
pub struct Panel<'g> {
    /// The name of the table, such as `dyad-years`.
    pub name: &'static str,
    /// The columns, in an order that depends on the vocabularies of the dataset alone.
    pub columns: Vec<Variable>,
    /// What the reader needs to know of the rows and of how they are counted, in sentences.
    pub notes: Vec<&'static str>,
    /// The rows, each with a datum for every column.
    pub rows: Box<dyn Iterator<Item = Vec<Datum<'g>>> + 'g>,
}

/// A column of a panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// The name, in lower case with underscores.
    pub name: String,
    /// Whether its values are numbers.
    pub is_number: bool,
    /// What it means, in a sentence.
    pub meaning: String,
}

/// A value of a panel, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Datum<'g> {
    /// A number.
    Number(i64),
    /// A word or text.
    Text(Cow<'g, str>),
    /// There is none: 0 among numbers, `none` among words.
    None,
    /// Nobody knows, or the dataset does not say: -9, `unknown`.
    Unknown,
    /// The thing did not yet exist or no longer: -8, `not-existing`.
    NotExisting,
    /// The question does not arise: -7, `not-applicable`.
    NotApplicable,
}

impl Variable {
    fn number(name: impl Into<String>, meaning: impl Into<String>) -> Self {
        Self {
            name: name.into().replace('-', "_"),
            is_number: true,
            meaning: meaning.into(),
        }
    }

    fn word(name: impl Into<String>, meaning: impl Into<String>) -> Self {
        Self {
            is_number: false,
            ..Self::number(name, meaning)
        }
    }
}

impl<'g> Datum<'g> {
    fn word(text: &'g str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    fn count(count: usize) -> Self {
        Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// Spells the datum as a field of a flat file: codes among numbers, words among words.
    pub fn field(&self, is_number: bool) -> Cow<'_, str> {
        let code = |number: &'static str, word: &'static str| if is_number { number } else { word };
        match self {
            Self::Number(number) => number.to_string().into(),
            Self::Text(text) => Cow::Borrowed(text),
            Self::None => code("0", "none").into(),
            Self::Unknown => code("-9", "unknown").into(),
            Self::NotExisting => code("-8", "not-existing").into(),
            Self::NotApplicable => code("-7", "not-applicable").into(),
        }
    }
}
