//! Tables: rows of cells under named columns.

use std::borrow::Cow;

use super::cell::Cell;
use super::evidence::{Bibliography, Reference};
use crate::model::{Labels, ValueType};

/// A table with named columns.
///
/// ```
/// use interorg::{dataset, graph::Graph, query::Filter, view};
///
/// let graph = Graph::new(dataset::builtin());
/// let selection = Filter { at: Some("2005".parse()?), ..Filter::default() }.resolve(&graph)?.select();
/// let table = view::links(&selection, false);
/// let phase = table.columns.iter().position(|column| column.id == "phase").expect("it has phases");
/// assert_eq!(table.rows[0][phase].text(), "Ad hoc cooperation");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The name for programs.
    pub id: &'static str,
    /// The heading for people.
    pub title: String,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows, each with one cell per column. The function that makes the table documents their order.
    pub rows: Vec<Vec<Cell>>,
    /// Remarks that belong below the rows.
    pub notes: Vec<String>,
    /// The sources that the evidence of the rows cites by number; empty unless evidence is requested.
    pub sources: Vec<Reference>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name for programs.
    pub id: Cow<'static, str>,
    /// The heading for people.
    pub title: Cow<'static, str>,
    /// The meaning of the column, in a sentence.
    pub meaning: Cow<'static, str>,
    /// The type of its values.
    pub value_type: ValueType,
    /// The readers of the column.
    pub audience: Audience,
}

/// The readers of a column: people often need one text where programs need several values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// It is in every format.
    Everyone,
    /// It is in texts and Markdown.
    People,
    /// It is in JSON and CSV.
    Programs,
}

impl Column {
    /// Returns `true` if the column is in texts and Markdown.
    pub fn is_for_people(&self) -> bool {
        self.audience != Audience::Programs
    }

    /// Returns `true` if the column is in JSON and CSV.
    pub fn is_for_programs(&self) -> bool {
        self.audience != Audience::People
    }
}

impl Table {
    /// Returns the indexes of the columns that are not empty for people.
    pub fn filled_columns(&self) -> impl Iterator<Item = usize> {
        let columns = self.columns.iter().enumerate();
        let columns = columns.filter(|(_, column)| column.is_for_people());
        columns
            .map(|(index, _)| index)
            .filter(|index| self.rows.iter().any(|row| !row[*index].text().is_empty()))
    }

    /// Returns the table with its title, headings and notes in the words of the dataset. Names for programs stay as they are.
    #[must_use]
    pub fn in_words_of(mut self, labels: &Labels) -> Self {
        let own = |text: &str| labels.apply(text).into_owned();
        self.title = own(&self.title);
        for column in &mut self.columns {
            column.title = own(&column.title).into();
        }
        for note in &mut self.notes {
            *note = own(note);
        }
        self
    }

    /// Adds the sources that the bibliography has numbered.
    pub(super) fn finished(mut self, bibliography: Option<Bibliography<'_>>) -> Self {
        self.sources = bibliography
            .map(Bibliography::references)
            .unwrap_or_default();
        self
    }
}
