//! The columns of a table, each declared once: its name, its heading, its meaning, and the function that fills it.

use std::borrow::Cow;

use super::cell::Cell;
use super::evidence::Bibliography;
use super::table::{Column, Table};

/// The columns of a table with rows of type `R`.
///
/// A column and the cells in it are one declaration, so they cannot get out of step.
pub(super) struct Columns<'c, R> {
    columns: Vec<Column>,
    /// One function per column.
    fill: Vec<Fill<'c, R>>,
}

/// Returns the cell of a row in one column.
type Fill<'c, R> = Box<dyn Fn(&R) -> Cell + 'c>;

impl<'c, R> Columns<'c, R> {
    pub(super) fn new() -> Self {
        Self {
            columns: Vec::new(),
            fill: Vec::new(),
        }
    }

    /// Adds a column: its name for programs, its heading, its meaning in a sentence, and the function that fills it.
    pub(super) fn with<C: Into<Cell>>(
        mut self,
        id: impl Into<Cow<'static, str>>,
        title: impl Into<Cow<'static, str>>,
        meaning: impl Into<Cow<'static, str>>,
        fill: impl Fn(&R) -> C + 'c,
    ) -> Self {
        self.columns.push(Column {
            id: id.into(),
            title: title.into(),
            meaning: meaning.into(),
        });
        self.fill.push(Box::new(move |row| fill(row).into()));
        self
    }

    /// Returns a table with a row of cells per row.
    pub(super) fn table(
        self,
        id: &'static str,
        title: impl Into<String>,
        rows: impl IntoIterator<Item = R>,
    ) -> Table {
        let mut table = Table::new(id, title, &self.columns);
        table.rows = rows.into_iter().map(|row| self.cells(&row)).collect();
        table
    }

    /// Returns a table with a row of cells per row, and a last column with the evidence of each row, if it is wanted.
    pub(super) fn cited_table<'g>(
        self,
        id: &'static str,
        title: impl Into<String>,
        rows: impl IntoIterator<Item = R>,
        bibliography: &mut Option<Bibliography<'g>>,
        evidence: impl Fn(&mut Bibliography<'g>, &R) -> Cell,
    ) -> Table {
        let mut table = Table::new(id, title, &self.columns).with_evidence(bibliography);
        for row in rows {
            let evidence = bibliography.as_mut().map(|list| evidence(list, &row));
            table.push(self.cells(&row), evidence);
        }
        table
    }

    fn cells(&self, row: &R) -> Vec<Cell> {
        self.fill.iter().map(|fill| fill(row)).collect()
    }
}
