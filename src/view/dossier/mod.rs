//! Dossiers: everything that the dataset says about one thing, with its evidence.

mod annotation;
mod claim;
mod dyad;
mod motive;
mod motives;
mod operation;
mod organization;
mod source;

pub(crate) use self::annotation::amounts_in_words;
pub(crate) use self::claim::rival_reading;
pub(super) use self::claim::with_remarks;
pub use self::dyad::dyad;
pub use self::motive::{motive, motive_family};
pub(super) use self::motives::{possible_note, with_times};
pub use self::operation::operation;
pub use self::organization::organization;
pub use self::source::source;

use super::cell::Cell;
use super::evidence::{Bibliography, Reference};
use super::table::{Audience, Column, Table};
use crate::model::{Labels, Notes, Value, ValueType};

/// The meaning of the evidence of a record as a whole.
const EVIDENCE_MEANING: &str = "The citations that the record rests on.";

/// A dossier: facts, and tables below them.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    /// The kind of thing that the dossier describes, for programs.
    pub kind: &'static str,
    /// The heading for people.
    pub title: String,
    /// The facts. Those that have no value are among them, so that a kind of dossier always has the same.
    pub facts: Vec<Fact>,
    /// The tables. Those without rows are among them, so that a kind of dossier always has the same.
    pub sections: Vec<Table>,
    /// Remarks that belong below the tables.
    pub notes: Vec<String>,
    /// The sources that the evidence cites by number; empty unless evidence is requested.
    pub sources: Vec<Reference>,
}

/// A fact of a dossier: a value that it states once.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The column that the fact would have in a table.
    pub column: Column,
    /// The value.
    pub cell: Cell,
}

/// Returns the dossier for a query that nothing matches, without facts and tables.
pub fn nothing() -> Dossier {
    Dossier::new("none", "Nothing matched")
}

impl Dossier {
    pub(super) fn new(kind: &'static str, title: impl Into<String>) -> Self {
        Self {
            kind,
            title: title.into(),
            facts: Vec::new(),
            sections: Vec::new(),
            notes: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// Returns the facts that have a text for people.
    pub fn facts_for_people(&self) -> impl Iterator<Item = &Fact> {
        let facts = self.facts.iter();
        facts.filter(|fact| fact.column.is_for_people() && !fact.cell.text().is_empty())
    }

    /// Returns the tables that have rows.
    pub fn filled_sections(&self) -> impl Iterator<Item = &Table> {
        self.sections.iter().filter(|table| !table.rows.is_empty())
    }

    /// Returns `true` if no table has rows.
    pub fn is_empty(&self) -> bool {
        self.filled_sections().next().is_none()
    }

    /// Adds a fact: its name, meaning, type and value.
    pub(super) fn fact(
        &mut self,
        id: &'static str,
        meaning: &'static str,
        value_type: ValueType,
        value: impl Into<Cell>,
    ) {
        self.fact_for(Audience::Everyone, id, meaning, value_type, value.into());
    }

    /// Adds a fact for programs only.
    pub(super) fn data<'a>(
        &mut self,
        id: &'static str,
        meaning: &'static str,
        value_type: ValueType,
        value: impl Into<Value<'a>>,
    ) {
        let value = Cell::from(value.into());
        self.fact_for(Audience::Programs, id, meaning, value_type, value);
    }

    /// Adds a fact for people only, which programs read in other facts.
    pub(super) fn shown(&mut self, id: &'static str, text: impl Into<String>) {
        let text = Cell::from(text.into());
        self.fact_for(Audience::People, id, "", ValueType::Text, text);
    }

    fn fact_for(
        &mut self,
        audience: Audience,
        id: &'static str,
        meaning: &'static str,
        value_type: ValueType,
        cell: Cell,
    ) {
        debug_assert!(value_type.has(cell.value()), "{id}: {:?}", cell.value());
        let column = Column {
            id: id.into(),
            title: id.replace('_', " ").into(),
            meaning: meaning.into(),
            value_type,
            audience,
        };
        self.facts.push(Fact { column, cell });
    }

    /// Returns the dossier with the names of its facts, and its tables, in the words of the dataset. Its title and its
    /// notes are texts of the dataset.
    #[must_use]
    pub fn in_words_of(mut self, labels: &Labels) -> Self {
        for fact in &mut self.facts {
            fact.column.title = labels.apply(&fact.column.title).into_owned().into();
        }
        let sections = self.sections.into_iter();
        self.sections = sections.map(|table| table.in_words_of(labels)).collect();
        self
    }

    /// Adds a table.
    pub(super) fn section(&mut self, table: Table) {
        self.sections.push(table);
    }

    pub(super) fn note(&mut self, notes: &Notes) {
        self.notes.extend(notes.iter().map(ToString::to_string));
    }

    /// Adds the sources that the bibliography has numbered.
    fn finished(mut self, bibliography: Option<Bibliography<'_>>) -> Self {
        self.sources = bibliography
            .map(Bibliography::references)
            .unwrap_or_default();
        self
    }
}
