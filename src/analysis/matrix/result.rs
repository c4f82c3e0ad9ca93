//! The matrix: its headings, counts and cells.

use super::calendar::{Calendar, CountedYear};
use super::case::{Case, Moment};
use super::cell_amount::MatrixAmounts;
use super::cell_doubt::CellDoubt;
use super::dimension::Dimension;
use super::heading::Axis;
use super::left_out::LeftOut;
use super::readings::ReadingCounts;
use super::share::ShareOf;
use super::unit::Unit;
use crate::graph::Graph;
use crate::model::Claim;

/// A cross-table: the number of cases under each pair of headings.
#[derive(Clone)]
#[non_exhaustive]
pub struct Matrix<'g> {
    /// The heading for people: what is counted, by which dimensions, at what time.
    pub title: String,
    /// The unit of count.
    pub unit: Unit,
    /// The headings of the rows.
    pub rows: Axis,
    /// The headings of the columns.
    pub columns: Axis,
    /// The counts, row by row.
    pub counts: Vec<Vec<usize>>,
    /// What may count too, row by row.
    pub doubts: Vec<Vec<CellDoubt>>,
    /// The amounts in the cells, if they are shown instead of the counts.
    pub amounts: Option<MatrixAmounts>,
    /// What the matrix does not count, and why.
    pub left_out: Vec<LeftOut>,
    /// Remarks for people: what a cell counts, which cases are in several cells, and what is left out.
    pub notes: Vec<String>,
    pub(super) graph: &'g Graph,
    pub(super) cases: Vec<Case<'g>>,
    /// Sorted by cell, then in the order of the dataset, then by time.
    pub(super) entries: Vec<Entry>,
    pub(super) calendar: Calendar<'g>,
    pub(super) readings: ReadingCounts,
}

/// A case in a cell. There may be millions, so that it is small: the moment is computed again where it is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) row: u32,
    pub(super) column: u32,
    /// The index of the case.
    pub(super) case: u32,
    pub(super) year: CountedYear,
}

impl Entry {
    /// Returns the indexes of the headings of the cell.
    pub(super) fn cell(self) -> (usize, usize) {
        (self.row as usize, self.column as usize)
    }
}

/// A cell of a [`Matrix`] that counts at least one case.
#[derive(Clone, Copy)]
pub struct MatrixCell<'m, 'g> {
    /// The row, an index into the headings of [`Matrix::rows`].
    pub row: usize,
    /// The column, an index into the headings of [`Matrix::columns`].
    pub column: usize,
    entries: &'m [Entry],
    matrix: &'m Matrix<'g>,
}

impl<'g> Matrix<'g> {
    /// Returns the sum of each row.
    pub fn row_totals(&self) -> Vec<usize> {
        self.counts.iter().map(|row| row.iter().sum()).collect()
    }

    /// Returns the sum of each column.
    pub fn column_totals(&self) -> Vec<usize> {
        let sum = |column: usize| self.counts.iter().map(|row| row[column]).sum();
        (0..self.columns.headings.len()).map(sum).collect()
    }

    /// Returns the sum of all cells, which exceeds the number of cases if some are in several cells.
    pub fn total(&self) -> usize {
        self.entries.len()
    }

    /// Returns the number of different cases.
    pub fn distinct(&self) -> usize {
        count_distinct(&self.entries)
    }

    /// Returns the shares of all cells, row by row; `None` where the total is 0.
    pub fn shares(&self, of: ShareOf) -> Vec<Vec<Option<f64>>> {
        let (rows, columns, all) = (self.row_totals(), self.column_totals(), self.total());
        let shares = self.counts.iter().zip(rows).map(|(counts, row)| {
            let cells = counts.iter().zip(&columns);
            cells
                .map(|(count, column)| of.share(*count, row, *column, all))
                .collect()
        });
        shares.collect()
    }

    /// Returns the graph whose cases are counted.
    pub fn graph(&self) -> &'g Graph {
        self.graph
    }

    /// Returns the cells that count something, row by row.
    pub fn cells(&self) -> impl Iterator<Item = MatrixCell<'_, 'g>> {
        let cells = self.entries.chunk_by(|a, b| a.cell() == b.cell());
        cells.map(|entries| {
            let (row, column) = entries[0].cell();
            MatrixCell {
                row,
                column,
                entries,
                matrix: self,
            }
        })
    }

    /// Returns the cells that count something, or may, row by row.
    pub fn cells_or_possible(&self) -> Vec<MatrixCell<'_, 'g>> {
        let mut counting = self.cells().peekable();
        let mut cells = Vec::new();
        for (row, doubts) in self.doubts.iter().enumerate() {
            for (column, doubt) in doubts.iter().enumerate() {
                let own = counting.next_if(|cell| (cell.row, cell.column) == (row, column));
                let possible = (!doubt.is_none()).then_some(MatrixCell {
                    row,
                    column,
                    entries: &[],
                    matrix: self,
                });
                cells.extend(own.or(possible));
            }
        }
        cells
    }

    /// Returns the case of an entry.
    pub(super) fn case(&self, entry: Entry) -> &Case<'g> {
        &self.cases[entry.case as usize]
    }

    /// Returns the moment at which the case of an entry counts.
    pub(super) fn moment(&self, entry: Entry) -> Moment<'g> {
        self.calendar.moment(self.case(entry), entry.year)
    }

    /// Returns the dimensions of rows and columns.
    pub(super) fn dimensions(&self) -> [Dimension; 2] {
        [self.rows.dimension, self.columns.dimension]
    }

    /// Returns `true` if rows or columns are times.
    pub(super) fn has_time(&self) -> bool {
        self.dimensions().into_iter().any(Dimension::is_time)
    }

    /// Returns `true` if rows or columns are phases or conditions.
    pub(super) fn has_state(&self) -> bool {
        self.dimensions().into_iter().any(Dimension::is_state)
    }

    /// Returns the span of time of a row or column, `year` or `decade`.
    pub(super) fn span(&self) -> &'static str {
        let dimensions = self.dimensions().into_iter();
        let time = dimensions.filter(|dimension| dimension.is_time()).min();
        time.unwrap_or(Dimension::Decade).name()
    }
}

/// Returns the number of different cases among some entries.
pub(super) fn count_distinct<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> usize {
    let mut cases: Vec<u32> = entries.into_iter().map(|entry| entry.case).collect();
    cases.sort_unstable();
    cases.dedup();
    cases.len()
}

impl<'m, 'g> MatrixCell<'m, 'g> {
    /// Returns the number of cases.
    pub fn count(self) -> usize {
        self.entries.len()
    }

    /// Returns the cases, in the order of the dataset.
    pub fn cases(self) -> impl Iterator<Item = &'m Case<'g>> {
        let matrix = self.matrix;
        self.entries.iter().map(|entry| matrix.case(*entry))
    }

    /// Returns the claims that the cases rest on, each with what it supports.
    pub fn claims(self) -> impl Iterator<Item = (&'static str, &'g Claim)> {
        let matrix = self.matrix;
        let entries = self.entries.iter();
        entries.flat_map(|entry| matrix.case(*entry).claims(matrix.moment(*entry)))
    }
}
