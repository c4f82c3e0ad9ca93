//! Cells of tables: a value, and how people read it.

use crate::graph::{OperationRef, OrganizationRef};
use crate::model::{Date, End, Identified, Key, Known, Missing, Quantity, Records, Value, Vocable};
use crate::phrase;
use crate::query::Since;

/// A cell of a table: a value for programs, and the text that people read in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    value: Value<'static>,
    display: Display,
}

/// How people read a cell.
#[derive(Debug, Clone, PartialEq)]
enum Display {
    /// As the usual text of the value.
    Usual,
    /// As this text.
    As(String),
}

/// How much of a number of units is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownPart {
    /// All of it.
    All,
    /// A part, so that the number is the least that it can be.
    Minimum,
    /// A part, and the whole may be less or more: a mean, or the last of several.
    Some,
}

impl KnownPart {
    /// Returns the part of a number that some unknown amounts are not in.
    pub fn without(unknown: usize, quantity: Option<&Quantity>) -> Self {
        match quantity {
            _ if unknown == 0 => Self::All,
            Some(quantity) if !quantity.summary.is_minimum_of_part() => Self::Some,
            _ => Self::Minimum,
        }
    }
}

impl Cell {
    /// The cell without a value.
    pub const NONE: Self = Self {
        value: Value::NONE,
        display: Display::Usual,
    };

    /// Creates a cell with a text for people in place of the usual one.
    pub fn shown<'a>(value: impl Into<Value<'a>>, text: impl Into<String>) -> Self {
        Self {
            value: value.into().into_owned(),
            display: Display::As(text.into()),
        }
    }

    /// Creates a cell with an id for programs and a label for people.
    pub fn term(id: impl Into<String>, label: impl Into<String>) -> Self {
        Value::term(id.into(), label.into()).into()
    }

    /// Creates the cell of an organization.
    pub fn organization(one: OrganizationRef<'_>) -> Self {
        organization(one).into()
    }

    /// Creates the cell of an operation.
    pub fn operation(operation: OperationRef<'_>) -> Self {
        Self::term(operation.record().id().as_str(), operation.label())
    }

    /// Creates the cell of a term of a vocabulary.
    pub fn of<T: Vocable>(vocabulary: &Records<T>, key: Key<T>) -> Self {
        Value::of(vocabulary, key).into()
    }

    /// Creates the cell of a term of a vocabulary that may be missing.
    pub fn of_optional<T: Vocable>(vocabulary: &Records<T>, key: Option<Key<T>>) -> Self {
        key.map_or(Self::NONE, |key| Self::of(vocabulary, key))
    }

    /// Creates a cell of a text that may be missing.
    pub fn optional(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::NONE, |text| Self::from(text.into()))
    }

    /// Creates the cell of a count.
    pub fn count(count: usize) -> Self {
        Value::count(count).into()
    }

    /// Creates the cell of a date that may be missing.
    pub fn date(date: Option<&Date>) -> Self {
        date.map_or(Self::NONE, |date| Value::Date(*date).into())
    }

    /// Creates the cell of a start; people read whether it is only a latest one.
    pub fn since(since: Option<Since>) -> Self {
        match since {
            Some(since) if since.or_earlier => Self::shown(since.date, since.to_string()),
            since => Self::date(since.map(|since| since.date).as_ref()),
        }
    }

    /// Creates the cell of an end.
    pub fn end(end: End) -> Self {
        match end {
            End::Ongoing => Self::missing(Missing::Ongoing, "ongoing"),
            End::Unknown => Self::missing(Missing::Unknown, "unknown"),
            End::On(date) => Self::date(Some(&date)),
        }
    }

    /// Creates a cell without a value, empty for people.
    pub const fn without_value(reason: Missing) -> Self {
        Self {
            value: Value::Missing(reason),
            display: Display::Usual,
        }
    }

    /// Creates a cell without a value, with a text for people.
    pub fn missing(reason: Missing, text: impl Into<String>) -> Self {
        Self::shown(Value::Missing(reason), text)
    }

    /// Creates the cell of a number that people read with three decimals; without one, the question does not apply.
    pub fn real(number: Option<f64>) -> Self {
        match number.map(Value::real) {
            Some(Value::Real(number)) => {
                let text = format!("{number:.3}");
                let text = if text == "-0.000" { "0.000" } else { &text };
                Self::shown(Value::Real(number), text)
            }
            _ => Self::without_value(Missing::NotApplicable),
        }
    }

    /// Creates the cell of a number of units, which people read with up to three decimals, or three digits of one that is nearer to 0;
    /// `?` if it is unknown.
    pub fn amount(number: Known<f64>) -> Self {
        Self::amount_of(number, &KnownPart::All)
    }

    /// Creates the cell of a number of units of which only a part may be known: people read a mark beside it.
    pub fn amount_of(number: Known<f64>, part: &KnownPart) -> Self {
        match number {
            Ok(number) => {
                let rounded = phrase::rounded(number);
                let text = match part {
                    KnownPart::All => rounded.to_string(),
                    KnownPart::Minimum => format!("≥{rounded}"),
                    KnownPart::Some => format!("{rounded}+?"),
                };
                Self::shown(Value::number(number), text)
            }
            Err(Missing::Unknown) => Self::missing(Missing::Unknown, "?"),
            Err(reason) => Self::missing(reason, "–"),
        }
    }

    /// Creates the cell of a share between 0 and 1 that people read in whole percent.
    pub fn share(share: f64) -> Self {
        Self::shown(Value::real(share), format!("{:.0} %", 100.0 * share))
    }

    /// Creates the cell of a list of texts.
    pub fn texts(texts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Value::texts(texts.into_iter().map(Into::into)).into()
    }

    /// Creates the cell of a record: named values for programs, a text for people.
    pub fn record(fields: Vec<(&'static str, Cell)>, text: impl Into<String>) -> Self {
        let fields = fields.into_iter().map(|(name, cell)| (name, cell.value));
        Self::shown(Value::Record(fields.collect()), text)
    }

    /// Creates the cell of a list of cells. For people, semicolons separate records, and commas other values.
    pub fn list(cells: impl IntoIterator<Item = Cell>) -> Self {
        let cells: Vec<Cell> = cells.into_iter().collect();
        let is_usual = cells.iter().all(|cell| cell.display == Display::Usual);
        let texts = || cells.iter().map(Cell::text).filter(|text| !text.is_empty());
        let has_records = cells
            .iter()
            .any(|cell| matches!(cell.value, Value::Record(_)));
        let separator = if has_records { "; " } else { ", " };
        let display = if is_usual {
            Display::Usual
        } else {
            Display::As(texts().collect::<Vec<_>>().join(separator))
        };
        Self {
            value: Value::List(cells.into_iter().map(|cell| cell.value).collect()),
            display,
        }
    }

    /// Creates the cell of a list of records that people read separated by commas.
    pub fn list_with_commas(cells: impl IntoIterator<Item = Cell>) -> Self {
        let cells: Vec<Cell> = cells.into_iter().collect();
        let texts: Vec<String> = cells.iter().map(Cell::text).collect();
        Self {
            display: Display::As(texts.join(", ")),
            ..Self::list(cells)
        }
    }

    /// Returns the value for programs.
    pub fn value(&self) -> &Value<'static> {
        &self.value
    }

    /// Returns `true` if there is no value.
    pub fn is_empty(&self) -> bool {
        self.value.is_empty()
    }

    /// Returns the text for people.
    pub fn text(&self) -> String {
        match &self.display {
            Display::Usual => text(&self.value),
            Display::As(text) => text.clone(),
        }
    }
}

impl<'a> From<Value<'a>> for Cell {
    fn from(value: Value<'a>) -> Self {
        Self {
            value: value.into_owned(),
            display: Display::Usual,
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Value::text(text).into()
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// Returns the value of an organization: its id, labelled with its abbreviation.
pub(super) fn organization(organization: OrganizationRef<'_>) -> Value<'_> {
    Value::term(organization.record().id().as_str(), organization.label())
}

/// Returns the usual text of a value.
fn text(value: &Value<'_>) -> String {
    match value {
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Boolean(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Date(date) => date.to_string(),
        Value::Term { label, .. } => label.to_string(),
        Value::Text(text) => text.to_string(),
        Value::List(items) => {
            let texts = items.iter().map(text).filter(|text| !text.is_empty());
            texts.collect::<Vec<_>>().join(", ")
        }
        // A record has no usual text: `Cell::record` requires one.
        _ => String::new(),
    }
}
