//! How tables are written as CSV.

use crate::choice::choices;
use crate::model::{Missing, ValueType};

/// How a table is written as CSV. JSON ignores these options: there, a missing value is `null` with its reason beside it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CsvOptions {
    /// How missing values are written; if `None`, as codes in tables for statistics and as words in other tables.
    pub missing: Option<MissingStyle>,
    /// Whether the file begins with a byte order mark, by which Excel recognizes UTF-8.
    pub byte_order_mark: bool,
    /// Whether texts that a spreadsheet would evaluate are written without the apostrophe that prevents it.
    pub raw: bool,
}

choices! {
    /// How missing values are written in CSV.
    pub enum MissingStyle {
        /// See [`Missing::word`]; nothing if there is none.
        Words = "words": "A word such as unknown; nothing if there is none",
        /// See [`Missing::code`]. In columns of words and dates, a word; in columns of texts, nothing if there is none.
        Codes = "codes": "A negative number such as -9 in columns of numbers, a word elsewhere",
        /// Nothing.
        Empty = "empty": "Nothing",
        /// `NA`.
        Na = "na": "NA, as R reads it",
    }
}

impl MissingStyle {
    /// Returns the text of a missing value.
    pub(in crate::export) fn text(self, missing: Missing, value_type: ValueType) -> String {
        match self.code(missing, value_type) {
            Some(code) => code.to_string(),
            None => self.word(missing, value_type).to_owned(),
        }
    }

    /// Returns the number for a missing value; `None` if it is written as a word.
    pub(in crate::export) fn code(self, missing: Missing, value_type: ValueType) -> Option<i64> {
        let is_number = matches!(value_type, ValueType::Integer | ValueType::Real);
        (self == Self::Codes && is_number).then(|| missing.code())
    }

    /// Returns the word for a missing value.
    pub(in crate::export) fn word(self, missing: Missing, value_type: ValueType) -> &'static str {
        let is_silent =
            missing == Missing::None && (self == Self::Words || value_type == ValueType::Text);
        match self {
            Self::Words | Self::Codes if is_silent => "",
            Self::Words | Self::Codes => missing.word(),
            Self::Empty => "",
            Self::Na => "NA",
        }
    }
}
