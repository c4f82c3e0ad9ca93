//! The columns of tables for statistics, each declared once: name, meaning, type, and the function that fills it.

use super::PanelKind;
use crate::graph::{OrganizationRef, PartnershipRef};
use crate::model::{Known, Value};

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
    /// Whether the values are numbers. A missing value is then written as a code, and otherwise as a word.
    pub is_number: bool,
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
        self.columns.push(PanelColumn {
            name: name.into().replace('-', "_"),
            meaning: meaning.into(),
            is_number: true,
            fill: Box::new(move |row| fill(row).into()),
        });
    }

    /// Adds a column of words, texts or dates. Hyphens in its name become underscores.
    pub(super) fn word<V: Into<Value<'g>>>(
        &mut self,
        name: impl Into<String>,
        meaning: impl Into<String>,
        fill: impl Fn(&R) -> V + 'g,
    ) {
        self.number(name, meaning, fill);
        if let Some(column) = self.columns.last_mut() {
            column.is_number = false;
        }
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

/// Returns the value of an organization: its id, labelled with its abbreviation.
pub(super) fn organization(organization: OrganizationRef<'_>) -> Value<'_> {
    Value::term(organization.record().id.as_str(), organization.label())
}

/// Returns a reference to a value, or the reason why there is none.
pub(super) fn as_known<T>(value: &Known<T>) -> Known<&T> {
    value.as_ref().map_err(|missing| *missing)
}
