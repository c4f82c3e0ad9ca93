//! What may count in a cell of a matrix too, beside what counts for certain.

/// What may count in a cell beside what it counts for certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct CellDoubt {
    /// The number of motive claims of which it is unknown whether they were held then.
    pub possible: usize,
    /// Whether nobody looked for further motives (see [`Partnership::leaves_open`](crate::model::Partnership::leaves_open)).
    pub is_open: bool,
}

impl CellDoubt {
    /// Returns `true` if nothing else may count.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }

    /// Returns the doubt of several cells together.
    pub fn of_all(cells: impl IntoIterator<Item = Self>) -> Self {
        cells.into_iter().fold(Self::default(), |all, cell| Self {
            possible: all.possible + cell.possible,
            is_open: all.is_open || cell.is_open,
        })
    }
}
