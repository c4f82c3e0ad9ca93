//! Tables: the answers to questions, row by row.

use std::borrow::Cow;

use super::cell::Cell;
use super::evidence::Bibliography;

/// A table with named columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The name for programs.
    pub id: &'static str,
    /// The heading for people.
    pub title: String,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows, in the order that the question states; each has a cell for every column.
    pub rows: Vec<Vec<Cell>>,
    /// What the reader needs to know, below the rows.
    pub notes: Vec<String>,
    /// The sources to which the evidence of the rows refers by number; empty if none was asked for.
    pub sources: Vec<Reference>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name for programs.
    pub id: Cow<'static, str>,
    /// The heading for people.
    pub title: Cow<'static, str>,
    /// What the column means, in a sentence.
    pub meaning: Cow<'static, str>,
}

/// A numbered entry of a list of sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The number by which the evidence refers to it, counted from 1.
    pub number: usize,
    /// The id of the source.
    pub id: String,
    /// The entry as people read it.
    pub text: String,
}

impl Column {
    pub(super) const fn new(id: &'static str, title: &'static str) -> Self {
        Self {
            id: Cow::Borrowed(id),
            title: Cow::Borrowed(title),
            meaning: Cow::Borrowed(""),
        }
    }
}

impl Table {
    pub(super) fn new(id: &'static str, title: impl Into<String>, columns: &[Column]) -> Self {
        Self {
            id,
            title: title.into(),
            columns: columns.to_vec(),
            rows: Vec::new(),
            notes: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// Adds a row; the evidence goes into a column of its own if there is a bibliography.
    pub(super) fn push(&mut self, mut cells: Vec<Cell>, evidence: Option<Cell>) {
        cells.extend(evidence);
        debug_assert_eq!(cells.len(), self.columns.len(), "a cell for every column");
        self.rows.push(cells);
    }

    /// Adds the column for evidence if there is a bibliography.
    pub(super) fn with_evidence(mut self, bibliography: &Option<Bibliography<'_>>) -> Self {
        if bibliography.is_some() {
            self.columns.push(Column::new("evidence", "Evidence"));
        }
        self
    }

    /// Returns the numbers of the columns in which people find something.
    pub fn filled_columns(&self) -> impl Iterator<Item = usize> {
        (0..self.columns.len())
            .filter(|column| self.rows.iter().any(|row| !row[*column].text().is_empty()))
    }

    /// Adds the list of sources.
    pub(super) fn finished(mut self, bibliography: Option<Bibliography<'_>>) -> Self {
        self.sources = bibliography
            .map(Bibliography::references)
            .unwrap_or_default();
        self
    }
}
