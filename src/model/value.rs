//! Values of results: typed, and where there is none with the reason.

use std::borrow::Cow;

use super::claim::End;
use super::date::Date;
use super::day::Day;
use super::records::{Key, Records};
use super::vocabulary::Vocable;

/// A value of a result, such as a cell of a table, or the reason why there is none.
///
/// Values carry no formatting: how a value is written is decided where it is written.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// There is no value.
    Missing(Missing),
    /// A whole number.
    Integer(i64),
    /// A real number, never NaN or infinite.
    Real(f64),
    /// Yes or no.
    Boolean(bool),
    /// A date with the precision and certainty of the record.
    Date(Date),
    /// A record or a term of a vocabulary.
    Term {
        /// The id, for programs.
        id: Cow<'a, str>,
        /// The label, for people.
        label: Cow<'a, str>,
    },
    /// A text.
    Text(Cow<'a, str>),
    /// Several values.
    List(Vec<Value<'a>>),
    /// Named values that belong together.
    Record(Vec<(&'static str, Value<'a>)>),
}

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// There is nothing: no relation, no transition, no remark.
    None,
    /// The dataset does not say.
    Unknown,
    /// The thing did not exist yet, or no longer exists.
    NotExisting,
    /// The question does not apply.
    NotApplicable,
}

/// A value, or the reason why there is none.
///
/// ```
/// use interorg::model::{Known, Missing, Value};
///
/// let counts: [Known<usize>; 2] = [Ok(3), Err(Missing::Unknown)];
/// assert_eq!(counts.map(Value::from), [Value::Integer(3), Value::UNKNOWN]);
/// ```
pub type Known<T> = Result<T, Missing>;

impl Missing {
    /// Every reason, with its word for columns of words and its code for columns of numbers.
    pub const ALL: [Self; 4] = [
        Self::None,
        Self::Unknown,
        Self::NotExisting,
        Self::NotApplicable,
    ];

    /// Returns the word for the reason, as tables for statistics write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Unknown => "unknown",
            Self::NotExisting => "not-existing",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// Returns the code for the reason in a column of numbers, as tables for statistics write it.
    pub fn code(self) -> i64 {
        match self {
            Self::None => 0,
            Self::Unknown => -9,
            Self::NotExisting => -8,
            Self::NotApplicable => -7,
        }
    }
}

impl<'a> Value<'a> {
    /// Nothing, without another reason.
    pub const NONE: Self = Self::Missing(Missing::None);

    /// The dataset does not say.
    pub const UNKNOWN: Self = Self::Missing(Missing::Unknown);

    /// Creates a value of an id and a label.
    pub fn term(id: impl Into<Cow<'a, str>>, label: impl Into<Cow<'a, str>>) -> Self {
        Self::Term {
            id: id.into(),
            label: label.into(),
        }
    }

    /// Creates the value of a term of a vocabulary.
    pub fn of<T: Vocable>(vocabulary: &'a Records<T>, key: Key<T>) -> Self {
        Self::term(vocabulary[key].id().as_str(), vocabulary.label(key))
    }

    /// Creates a text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// Creates a number of things.
    pub fn count(count: usize) -> Self {
        Self::Integer(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// Creates a real number; NaN and infinite numbers are missing.
    pub fn real(number: f64) -> Self {
        if number.is_finite() {
            Self::Real(number)
        } else {
            Self::NONE
        }
    }

    /// Creates a list of texts.
    pub fn texts(texts: impl IntoIterator<Item = impl Into<Cow<'a, str>>>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    /// Creates the value of an end: a date, `..` if it is ongoing, `unknown` if it is unknown.
    pub fn end(end: End) -> Self {
        match end {
            End::Ongoing => Self::term("..", "ongoing"),
            End::Unknown => Self::term("unknown", "unknown"),
            End::On(date) => Self::Date(date),
        }
    }

    /// Returns `true` if there is nothing to show: a missing value, or an empty list or text.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Missing(_) => true,
            Self::List(items) => items.is_empty(),
            Self::Text(text) => text.is_empty(),
            _ => false,
        }
    }

    /// Returns the same value without borrowed texts.
    pub fn into_owned(self) -> Value<'static> {
        let owned = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Missing(reason) => Value::Missing(reason),
            Self::Integer(number) => Value::Integer(number),
            Self::Real(number) => Value::Real(number),
            Self::Boolean(flag) => Value::Boolean(flag),
            Self::Date(date) => Value::Date(date),
            Self::Term { id, label } => Value::Term {
                id: owned(id),
                label: owned(label),
            },
            Self::Text(text) => Value::Text(owned(text)),
            Self::List(items) => Value::List(items.into_iter().map(Value::into_owned).collect()),
            Self::Record(fields) => {
                let fields = fields.into_iter();
                Value::Record(
                    fields
                        .map(|(name, value)| (name, value.into_owned()))
                        .collect(),
                )
            }
        }
    }
}

impl From<bool> for Value<'_> {
    fn from(flag: bool) -> Self {
        Self::Boolean(flag)
    }
}

impl From<i32> for Value<'_> {
    fn from(number: i32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<usize> for Value<'_> {
    fn from(count: usize) -> Self {
        Self::count(count)
    }
}

impl From<Date> for Value<'_> {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<Day> for Value<'_> {
    /// Returns the day as a date; an open side ([`Day::MIN`], [`Day::MAX`]) is unknown.
    fn from(day: Day) -> Self {
        day.bounded()
            .map_or(Self::UNKNOWN, |day| Self::Date(day.into()))
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    /// Returns the value, or [`Missing::None`].
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::NONE, Into::into)
    }
}

impl<'a, T: Into<Value<'a>>> From<Known<T>> for Value<'a> {
    /// Returns the value, or why there is none.
    fn from(value: Known<T>) -> Self {
        value.map_or_else(Self::Missing, Into::into)
    }
}
