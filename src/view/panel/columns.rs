//! The columns of tables for statistics, each declared once: name, meaning, type, and the function that fills it.

use super::PanelKind;
use crate::graph::PartnershipRef;
use crate::model::{Known, Value, ValueType};
use crate::view::cell::organization;

/// The columns of a table for statistics with rows of type `R`.
pub struct PanelColumns<'g, R> {
    /// The table.
    pub kind: PanelKind,
    /// The columns, in an order that depends on the vocabularies of the dataset alone.
    pub columns: Vec<PanelColumn<'g, R>>,
    /// How rows are selected and counted, in sentences.
    pub notes: &'static [&'static str],
}

/// A column of a table for statistics.
pub struct PanelColumn<'g, R> {
    /// The name, in lower case with underscores.
    pub name: String,
    /// The meaning, in a sentence.
    pub meaning: String,
    /// The type of the values. [`Value::Boolean`] is 1 or 0 in a column of numbers.
    pub value_type: ValueType,
    fill: Box<dyn Fn(&R) -> Value<'g> + 'g>,
}

impl<R> PanelColumn<'_, R> {
    /// Returns the value of a row in this column.
    pub fn value<'c>(&'c self, row: &R) -> Value<'c> {
        (self.fill)(row)
    }
}

impl<'g, R: 'g> PanelColumns<'g, R> {
    pub(super) fn new(kind: PanelKind, notes: &'static [&'static str]) -> Self {
        Self {
            kind,
            columns: Vec::new(),
            notes,
        }
    }

    /// Adds a column of numbers. Hyphens in its name become underscores.
    pub(super) fn number<V: Into<Value<'g>>>(
        &mut self,
        name: impl Into<String>,
        meaning: impl Into<String>,
        fill: impl Fn(&R) -> V + 'g,
    ) {
        self.add(name.into(), meaning.into(), ValueType::Integer, fill);
    }

    /// Adds a column of words and ids. Hyphens in its name become underscores.
    pub(super) fn word<V: Into<Value<'g>>>(
        &mut self,
        name: impl Into<String>,
        meaning: impl Into<String>,
        fill: impl Fn(&R) -> V + 'g,
    ) {
        self.add(name.into(), meaning.into(), ValueType::Code, fill);
    }

    /// Adds a column of lists of words and ids. Hyphens in its name become underscores.
    pub(super) fn words<V: Into<Value<'g>>>(
        &mut self,
        name: impl Into<String>,
        meaning: impl Into<String>,
        fill: impl Fn(&R) -> V + 'g,
    ) {
        self.add(name.into(), meaning.into(), ValueType::CODES, fill);
    }

    /// Adds a column of dates.
    pub(super) fn date<V: Into<Value<'g>>>(
        &mut self,
        name: &'static str,
        meaning: &'static str,
        fill: impl Fn(&R) -> V + 'g,
    ) {
        self.add(name.into(), meaning.into(), ValueType::Date, fill);
    }

    /// Adds a column of free texts.
    pub(super) fn text<V: Into<Value<'g>>>(
        &mut self,
        name: &'static str,
        meaning: &'static str,
        fill: impl Fn(&R) -> V + 'g,
    ) {
        self.add(name.into(), meaning.into(), ValueType::Text, fill);
    }

    /// Adds a column of lists of free texts.
    pub(super) fn texts<V: Into<Value<'g>>>(
        &mut self,
        name: &'static str,
        meaning: &'static str,
        fill: impl Fn(&R) -> V + 'g,
    ) {
        self.add(name.into(), meaning.into(), ValueType::TEXTS, fill);
    }

    fn add<V: Into<Value<'g>>>(
        &mut self,
        name: String,
        meaning: String,
        value_type: ValueType,
        fill: impl Fn(&R) -> V + 'g,
    ) {
        self.columns.push(PanelColumn {
            name: name.replace('-', "_"),
            meaning,
            value_type,
            fill: Box::new(move |row| fill(row).into()),
        });
    }

    /// Adds the columns of the two members of a partnership.
    pub(super) fn members(&mut self, partnership: fn(&R) -> PartnershipRef<'g>) {
        self.word("a", "Id of the first member.", move |row| {
            organization(partnership(row).members()[0])
        });
        self.word("b", "Id of the second member.", move |row| {
            organization(partnership(row).members()[1])
        });
    }
}

/// Returns a reference to a value, or the reason why there is none.
pub(super) fn as_known<T>(value: &Known<T>) -> Known<&T> {
    value.as_ref().map_err(|missing| *missing)
}
