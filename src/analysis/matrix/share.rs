//! Shares of the totals of a matrix.

use super::Matrix;

/// The total of which the share of a cell is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ShareOf {
    /// The sum of the row.
    Row,
    /// The sum of the column.
    Column,
    /// The sum of all cells.
    All,
}

impl ShareOf {
    /// Returns the share of a count, given the sums of its row, its column and of all cells; `None` if the
    /// sum is 0.
    pub fn share(self, count: usize, row: usize, column: usize, all: usize) -> Option<f64> {
        let whole = match self {
            Self::Row => row,
            Self::Column => column,
            Self::All => all,
        };
        (whole > 0).then(|| count as f64 / whole as f64)
    }
}

impl Matrix<'_> {
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
}
