//! Rows of tables, and what is known of a table as a whole.

use crate::import::encoding::Encoding;

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::import) struct Row {
    /// The number of its line or row in the file, counted from 1.
    pub(in crate::import) number: u64,
    pub(in crate::import) cells: Vec<String>,
    /// The row as the file has it, with the end of its line.
    pub(in crate::import) raw: Vec<u8>,
    /// Whether the file says that the tie leads both ways, although ties of the table may lead one way.
    pub(in crate::import) is_two_way: bool,
    /// Why the row cannot be what it was meant to be.
    pub(in crate::import) fault: Option<String>,
}

/// What is known of a table once it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::import) struct Facts {
    pub(in crate::import) sha256: String,
    /// The sheet of a workbook.
    pub(in crate::import) sheet: Option<String>,
    /// How many values were in which encoding other than UTF-8.
    pub(in crate::import) encodings: Vec<(Encoding, u64)>,
    pub(in crate::import) separator: Option<u8>,
    /// Remarks for the user.
    pub(in crate::import) notes: Vec<String>,
}

impl Row {
    /// Returns `true` if no cell has a value.
    pub(in crate::import) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// Returns the cells that have a value, with their columns.
    pub(in crate::import) fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        let cells = self.cells.iter().enumerate();
        cells
            .map(|(column, cell)| (column, cell.trim()))
            .filter(|(_, cell)| !cell.is_empty())
    }
}
