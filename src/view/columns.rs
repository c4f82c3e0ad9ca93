//! The columns of a table, each declared once: its name, its heading, its meaning, and the function that fills it.

use std::borrow::Cow;

use super::cell::{Cell, organization};
use super::evidence::{Bibliography, EVIDENCE};
use super::table::{Audience, Column, Table};
use crate::graph::PartnershipRef;
use crate::model::{Value, ValueType};

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

    /// Adds a column: its name for programs, its heading, its meaning in a sentence, the type of its values, and the
    /// function that fills it.
    pub(super) fn with<C: Into<Cell>>(
        self,
        id: impl Into<Cow<'static, str>>,
        title: impl Into<Cow<'static, str>>,
        meaning: impl Into<Cow<'static, str>>,
        value_type: ValueType,
        fill: impl Fn(&R) -> C + 'c,
    ) -> Self {
        let column = Column {
            id: id.into(),
            title: title.into(),
            meaning: meaning.into(),
            value_type,
            audience: Audience::Everyone,
        };
        self.with_column(column, fill)
    }

    /// Adds a column for programs only.
    pub(super) fn data<V: Into<Value<'c>>>(
        self,
        id: &'static str,
        meaning: &'static str,
        value_type: ValueType,
        fill: impl Fn(&R) -> V + 'c,
    ) -> Self {
        let column = Column {
            id: id.into(),
            title: "".into(),
            meaning: meaning.into(),
            value_type,
            audience: Audience::Programs,
        };
        self.with_column(column, move |row| Cell::from(fill(row).into()))
    }

    /// Adds a column for people only, whose values are in other columns for programs.
    pub(super) fn shown(
        self,
        id: &'static str,
        title: &'static str,
        fill: impl Fn(&R) -> String + 'c,
    ) -> Self {
        let column = Column {
            id: id.into(),
            title: title.into(),
            meaning: "".into(),
            value_type: ValueType::Text,
            audience: Audience::People,
        };
        self.with_column(column, fill)
    }

    /// Adds the columns of a partnership: its label for people, its members for programs.
    pub(super) fn partnership<'g: 'c>(
        self,
        partnership: impl Fn(&R) -> PartnershipRef<'g> + Copy + 'c,
    ) -> Self {
        let member = move |row: &R, side: usize| organization(partnership(row).members()[side]);
        self.shown("partnership", "Partnership", move |row| {
            partnership(row).label()
        })
        .data(
            "a",
            "The first member of the partnership.",
            ValueType::Term,
            move |row| member(row, 0),
        )
        .data(
            "b",
            "The second member of the partnership.",
            ValueType::Term,
            move |row| member(row, 1),
        )
    }

    fn with_column<C: Into<Cell>>(mut self, column: Column, fill: impl Fn(&R) -> C + 'c) -> Self {
        self.columns.push(column);
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
            value_type: EVIDENCE,
            audience: Audience::Everyone,
        });
        self.table_of_cells(id, title.into(), rows)
    }

    fn table_of_cells(self, id: &'static str, title: String, rows: Vec<Vec<Cell>>) -> Table {
        debug_assert!(rows.iter().all(|row| row.len() == self.columns.len()));
        #[cfg(debug_assertions)]
        for (column, cell) in rows.iter().flat_map(|row| self.columns.iter().zip(row)) {
            let (id, value) = (&column.id, cell.value());
            assert!(column.value_type.has(value), "{id}: {value:?}");
        }
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
