//! Shares of totals.

/// The total of which a cell is a share.
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
    /// All totals.
    pub const ALL: [Self; 3] = [Self::Row, Self::Column, Self::All];

    /// Returns the name, such as `column`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::Column => "column",
            Self::All => "all",
        }
    }

    /// Returns the share of a count, given the sums of its row, of its column and of all cells; `None` if the sum is
    /// 0.
    pub fn share(self, count: usize, row: usize, column: usize, all: usize) -> Option<f64> {
        let total = match self {
            Self::Row => row,
            Self::Column => column,
            Self::All => all,
        };
        (total > 0).then(|| count as f64 / total as f64)
    }
}
