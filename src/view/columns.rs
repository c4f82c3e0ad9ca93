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
        let rows = rows.into_iter().map(|row| self.cells(&row)).collect();
        self.table_of_cells(id, title.into(), rows)
    }

    /// Returns a table with a row of cells per row. If there is a bibliography, the last column cites the evidence of
    /// each row.
    pub(super) fn cited_table<'g>(
        mut self,
        id: &'static str,
        title: impl Into<String>,
        rows: impl IntoIterator<Item = R>,
        bibliography: &mut Option<Bibliography<'g>>,
        evidence: impl Fn(&mut Bibliography<'g>, &R) -> Cell,
    ) -> Table {
        let Some(bibliography) = bibliography else {
            return self.table(id, title, rows);
        };
        let cited = |row: R| {
            let mut cells = self.cells(&row);
            cells.push(evidence(bibliography, &row));
            cells
        };
        let rows = rows.into_iter().map(cited).collect();
        self.columns.push(Column {
            id: "evidence".into(),
            title: "Evidence".into(),
            meaning: "The citations that the row rests on.".into(),
        });
        self.table_of_cells(id, title.into(), rows)
    }

    fn table_of_cells(self, id: &'static str, title: String, rows: Vec<Vec<Cell>>) -> Table {
        debug_assert!(rows.iter().all(|row| row.len() == self.columns.len()));
        Table {
            id,
            title,
            columns: self.columns,
            rows,
            notes: Vec::new(),
            sources: Vec::new(),
        }
    }

    fn cells(&self, row: &R) -> Vec<Cell> {
        self.fill.iter().map(|fill| fill(row)).collect()
    }
}
