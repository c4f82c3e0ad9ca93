//! Dossiers: everything that the dataset says about one thing, with its evidence.

mod claim;
mod dyad;
mod motive;
mod operation;
mod organization;
mod source;

pub use self::dyad::dyad;
pub use self::motive::{motive, motive_family};
pub use self::operation::operation;
pub use self::organization::organization;
pub use self::source::source;

use super::cell::Cell;
use super::evidence::{Bibliography, Reference};
use super::table::Table;
use crate::model::Notes;

/// A dossier: facts, and tables below them.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    /// The kind of thing that the dossier describes, for programs.
    pub kind: &'static str,
    /// The heading for people.
    pub title: String,
    /// The facts that have a value, by name.
    pub facts: Vec<(&'static str, Cell)>,
    /// The tables that have rows.
    pub sections: Vec<Table>,
    /// Remarks that belong below the tables.
    pub notes: Vec<String>,
    /// The sources that the evidence cites by number; empty unless evidence is requested.
    pub sources: Vec<Reference>,
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

    /// Adds a fact unless it has no value.
    pub(super) fn fact(&mut self, name: &'static str, value: impl Into<Cell>) {
        let value = value.into();
        if !value.is_empty() {
            self.facts.push((name, value));
        }
    }

    /// Adds a table unless it has no rows.
    pub(super) fn section(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.sections.push(table);
        }
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
