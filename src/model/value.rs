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

/// The type of the values of a column or field. A value of any type may be [`Missing`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueType {
    /// [`Value::Integer`].
    Integer,
    /// [`Value::Real`], or a whole number.
    Real,
    /// [`Value::Boolean`].
    Boolean,
    /// [`Value::Date`].
    Date,
    /// A word of the program or an id of the dataset, without a label: a [`Value::Text`], or the id of a [`Value::Term`].
    Code,
    /// [`Value::Term`]: an id with its label.
    Term,
    /// A free text: a [`Value::Text`].
    Text,
    /// [`Value::List`] of values of one type.
    List(&'static ValueType),
    /// [`Value::Record`] with these fields.
    Record(&'static [Field]),
}

/// A field of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The name for programs.
    pub name: &'static str,
    /// The type of its values.
    pub value_type: ValueType,
    /// The meaning, in a sentence.
    pub meaning: &'static str,
}

impl ValueType {
    /// A list of ids with labels.
    pub const TERMS: Self = Self::List(&Self::Term);
    /// A list of words or ids.
    pub const CODES: Self = Self::List(&Self::Code);
    /// A list of free texts.
    pub const TEXTS: Self = Self::List(&Self::Text);

    /// Returns `true` if a value has the type.
    ///
    /// ```
    /// use interorg::model::{Value, ValueType};
    ///
    /// assert!(ValueType::Real.has(&Value::Integer(3)));
    /// assert!(!ValueType::Term.has(&Value::text("NATO")));
    /// assert!(ValueType::Date.has(&Value::UNKNOWN));
    /// ```
    pub fn has(self, value: &Value<'_>) -> bool {
        match (self, value) {
            (_, Value::Missing(_)) => true,
            (Self::List(item), Value::List(items)) => items.iter().all(|value| item.has(value)),
            (Self::Record(fields), Value::Record(values)) => {
                fields.len() == values.len()
                    && fields.iter().zip(values).all(|(field, (name, value))| {
                        field.name == *name && field.value_type.has(value)
                    })
            }
            (Self::Integer | Self::Real, Value::Integer(_)) => true,
            (Self::Real, Value::Real(_)) => true,
            (Self::Boolean, Value::Boolean(_)) => true,
            (Self::Date, Value::Date(_)) => true,
            (Self::Code, Value::Text(_) | Value::Term { .. }) => true,
            (Self::Term, Value::Term { .. }) => true,
            (Self::Text, Value::Text(_)) => true,
            _ => false,
        }
    }
}

impl Field {
    /// Creates a field.
    pub const fn new(name: &'static str, value_type: ValueType, meaning: &'static str) -> Self {
        Self {
            name,
            value_type,
            meaning,
        }
    }
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
    /// There is no end yet.
    Ongoing,
    /// An estimate does not exist, because too few cases reached it.
    NotReached,
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
    pub const ALL: [Self; 6] = [
        Self::None,
        Self::Unknown,
        Self::NotExisting,
        Self::NotApplicable,
        Self::Ongoing,
        Self::NotReached,
    ];

    /// Returns the word for the reason, as tables for statistics write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Unknown => "unknown",
            Self::NotExisting => "not-existing",
            Self::NotApplicable => "not-applicable",
            Self::Ongoing => "ongoing",
            Self::NotReached => "not-reached",
        }
    }

    /// Returns the meaning of the word, in a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::None => "There is none.",
            Self::Unknown => "Not known, or not recorded.",
            Self::NotExisting => "An organization does not exist yet, or no longer exists.",
            Self::NotApplicable => "The question does not apply.",
            Self::Ongoing => "It has not ended.",
            Self::NotReached => "Too few cases reached the estimate.",
        }
    }

    /// Returns the code for the reason in a column of numbers, as tables for statistics write it.
    pub fn code(self) -> i64 {
        match self {
            Self::None => 0,
            Self::Unknown => -9,
            Self::NotExisting => -8,
            Self::NotApplicable => -7,
            Self::Ongoing => -6,
            Self::NotReached => -5,
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

    /// Creates a number: a whole one if it has no fraction. NaN and infinite numbers are missing.
    ///
    /// ```
    /// use interorg::model::Value;
    ///
    /// assert_eq!(Value::number(550.0), Value::Integer(550));
    /// assert_eq!(Value::number(0.5), Value::Real(0.5));
    /// assert_eq!(Value::number(f64::INFINITY), Value::NONE);
    /// ```
    pub fn number(number: f64) -> Self {
        /// The largest whole number up to which all are exact.
        const MAX_EXACT: f64 = 9_007_199_254_740_992.0;
        if number.fract() == 0.0 && number.abs() <= MAX_EXACT {
            Self::Integer(number as i64)
        } else {
            Self::real(number)
        }
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

    /// Creates the value of an end: a date, or the reason why there is none.
    pub fn end(end: End) -> Self {
        match end {
            End::Ongoing => Self::Missing(Missing::Ongoing),
            End::Unknown => Self::UNKNOWN,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_has_each_field_under_its_name() {
        const FIELDS: &[Field] = &[
            Field::new("id", ValueType::Code, ""),
            Field::new("year", ValueType::Integer, ""),
        ];
        let record = ValueType::Record(FIELDS);
        for (fields, has) in [
            (
                vec![("id", Value::text("a")), ("year", Value::Integer(1))],
                true,
            ),
            (
                vec![("id", Value::text("a")), ("yaer", Value::Integer(1))],
                false,
            ),
            (
                vec![("id", Value::text("a")), ("year", Value::text("1"))],
                false,
            ),
            (vec![("id", Value::text("a"))], false),
        ] {
            assert_eq!(
                record.has(&Value::Record(fields.clone())),
                has,
                "{fields:?}"
            );
        }
    }

    #[test]
    fn what_shows_nothing_is_empty() {
        for (value, is_empty) in [
            (Value::NONE, true),
            (Value::text(""), true),
            (Value::text("a"), false),
            (Value::List(vec![]), true),
            (Value::List(vec![Value::text("")]), false),
            (Value::Integer(0), false),
            (Value::Boolean(false), false),
        ] {
            assert_eq!(value.is_empty(), is_empty, "{value:?}");
        }
    }
}
