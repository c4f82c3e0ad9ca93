//! What stands in a cell of a table, and how it is spelled for people and for programs.

use serde_json::{Value as Json, json};

use crate::model::{Date, End, Key, Records, Vocable};

/// The value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// There is none.
    Missing,
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A number that need not be whole, and how people read it.
    Real {
        /// The number.
        value: f64,
        /// What people read, such as `33 %`.
        text: String,
    },
    /// Yes or no.
    Flag(bool),
    /// Something with an id for programs and a label for people.
    Term {
        /// The id.
        id: String,
        /// The label.
        label: String,
    },
    /// A text for programs, which people read in another cell of the row.
    Quiet(String),
    /// Several values.
    List(Vec<Cell>),
    /// Citations, each a record, and the numbers by which people find them in the list of sources.
    Evidence {
        /// The citations.
        items: Vec<Cell>,
        /// What people read, such as `[1–3, 7]`.
        text: String,
    },
    /// Named values that belong together, and how people read them.
    Record {
        /// The values by name.
        fields: Vec<(&'static str, Cell)>,
        /// What people read.
        text: String,
    },
}

impl Cell {
    /// Makes a cell of an id and a label.
    pub fn term(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self::Term {
            id: id.into(),
            label: label.into(),
        }
    }

    /// Makes the cell of a term of a vocabulary.
    pub fn of<T: Vocable>(vocabulary: &Records<T>, key: Key<T>) -> Self {
        Self::term(vocabulary[key].id().as_str(), vocabulary.label(key))
    }

    /// Makes a cell of a number of things.
    pub fn count(count: usize) -> Self {
        Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// Makes a cell of a share of one, which people read in whole percent.
    pub fn share(value: f64) -> Self {
        Self::Real {
            value,
            text: format!("{:.0} %", 100.0 * value),
        }
    }

    /// Makes the cell of a term that may be missing.
    pub fn of_optional<T: Vocable>(vocabulary: &Records<T>, key: Option<Key<T>>) -> Self {
        key.map_or(Self::Missing, |key| Self::of(vocabulary, key))
    }

    /// Makes a cell of a text that may be missing.
    pub fn optional(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Missing, |text| Self::Text(text.into()))
    }

    /// Makes a cell of a date that may be missing.
    pub fn date(date: Option<&Date>) -> Self {
        Self::optional(date.map(ToString::to_string))
    }

    /// Makes a cell of an end; what goes on is `..` for programs and "ongoing" for people.
    pub fn end(end: End) -> Self {
        match end {
            End::Ongoing => Self::term("..", "ongoing"),
            End::Unknown => Self::term("unknown", "unknown"),
            End::On(date) => Self::Text(date.to_string()),
        }
    }

    /// Makes a cell of a number that may be missing, of which people read three digits after the point; what is
    /// no number is missing too.
    pub fn real(number: Option<f64>) -> Self {
        let number = number.filter(|number| number.is_finite());
        number.map_or(Self::Missing, |value| Self::Real {
            value,
            text: format!("{value:.3}"),
        })
    }

    /// Makes a cell of several texts.
    pub fn texts(texts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::List(
            texts
                .into_iter()
                .map(|text| Self::Text(text.into()))
                .collect(),
        )
    }

    /// Says whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Missing => true,
            Self::List(items) => items.is_empty(),
            Self::Text(text) | Self::Quiet(text) => text.is_empty(),
            Self::Evidence { items, .. } => items.is_empty(),
            _ => false,
        }
    }

    /// Spells the cell for people.
    pub fn text(&self) -> String {
        match self {
            Self::Missing | Self::Quiet(_) => String::new(),
            Self::Text(text) | Self::Evidence { text, .. } => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Self::Term { label, .. } => label.clone(),
            Self::Record { text, .. } | Self::Real { text, .. } => text.clone(),
            Self::List(items) => {
                let records = items.iter().any(|item| matches!(item, Self::Record { .. }));
                let separator = if records { "; " } else { ", " };
                let texts = items.iter().map(Self::text);
                let texts = texts.filter(|text| !text.is_empty());
                texts.collect::<Vec<_>>().join(separator)
            }
        }
    }

    /// Spells the cell as one field of a flat file: ids, lists joined by `; `, the values of a
    /// record by `:`.
    pub fn field(&self) -> String {
        match self {
            Self::Term { id, .. } => id.clone(),
            Self::Flag(flag) => flag.to_string(),
            Self::Real { value, .. } => value.to_string(),
            Self::List(items) => join(items.iter(), "; "),
            Self::Record { fields, .. } => {
                let values =
                    fields
                        .iter()
                        .filter(|(_, value)| !value.is_empty())
                        .map(|(_, value)| match value {
                            Self::List(items) => join(items.iter(), "+"),
                            other => other.field(),
                        });
                values.collect::<Vec<_>>().join(":")
            }
            Self::Quiet(text) => text.clone(),
            Self::Evidence { items, .. } => {
                let mut sources: Vec<String> =
                    items.iter().map(|item| item.named("source")).collect();
                sources.sort_unstable();
                sources.dedup();
                sources.join("; ")
            }
            other => other.text(),
        }
    }

    /// Returns the value of a record by name, as one field of a flat file.
    fn named(&self, name: &str) -> String {
        match self {
            Self::Record { fields, .. } => {
                let found = fields.iter().find(|(field, _)| *field == name);
                found.map(|(_, value)| value.field()).unwrap_or_default()
            }
            _ => String::new(),
        }
    }

    /// Spells the cell as JSON.
    pub fn json(&self) -> Json {
        match self {
            Self::Missing => Json::Null,
            Self::Text(text) | Self::Quiet(text) => json!(text),
            Self::Number(number) => json!(number),
            Self::Flag(flag) => json!(flag),
            Self::Real { value, .. } => json!(value),
            Self::Term { id, .. } if id.is_empty() => Json::Null,
            Self::Term { id, .. } => json!(id),
            Self::List(items) | Self::Evidence { items, .. } => {
                items.iter().map(Self::json).collect()
            }
            Self::Record { fields, .. } => fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.json()))
                .collect(),
        }
    }
}

fn join<'c>(cells: impl Iterator<Item = &'c Cell>, separator: &str) -> String {
    cells.map(Cell::field).collect::<Vec<_>>().join(separator)
}
