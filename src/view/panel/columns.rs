//! The columns of tables for statistics, each declared once: name, meaning, type, and the function that fills it.

use super::PanelKind;
use crate::graph::Graph;
use crate::model::{Known, Missing, Value, ValueType};

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

    /// Adds the column of the coding pass, if the dataset has several.
    pub(super) fn coder(&mut self, graph: &'g Graph) {
        if graph.dataset().other_readings().is_empty() {
            return;
        }
        let coders = &graph.dataset().vocabularies().coders;
        self.word("coder", "Coding pass that is read.", move |_| {
            let coder = graph.coder().ok_or(Missing::NotApplicable);
            coder.map(|coder| Value::of(coders, coder))
        });
    }
}

/// Returns a reference to a value, or the reason why there is none.
pub(super) fn as_known<T>(value: &Known<T>) -> Known<&T> {
    value.as_ref().map_err(|missing| *missing)
}
