//! Amounts in the cells of a matrix, and how several become one.

use super::unit::Unit;
use crate::model::{Key, Known, Quantity};

/// How the amounts of the cases of a cell become one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellSummary {
    /// The amount of all cases together. A stock is added up per day, and never over days.
    #[default]
    Total,
    /// The mean of the cases with a known amount.
    Mean,
}

/// The amounts in the cells of a matrix.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct MatrixAmounts {
    /// What there is an amount of, with its unit, such as `Troops (persons)`.
    pub label: String,
    /// The quantity; `None` if nothing is measured.
    pub what: Option<Key<Quantity>>,
    /// How the amounts of several cases become one number.
    pub summary: CellSummary,
    /// The cells, row by row; `None` where a matrix counts nothing.
    pub cells: Vec<Vec<Option<CellAmount>>>,
}

/// The amount in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct CellAmount {
    /// The number of units; [`Missing::Unknown`](crate::model::Missing::Unknown) if none is known.
    pub value: Known<f64>,
    /// The number of cases whose amount is unknown or not recorded, at least in part.
    pub unknown: usize,
    /// The number of cases of which a flow is divided among the days of its period.
    pub spread: usize,
}

impl Unit {
    /// Returns `true` if what is counted can have amounts.
    pub fn has_amounts(self) -> bool {
        match self {
            Self::Partnerships | Self::Operations | Self::Participations => true,
            Self::SharedOperations => true,
            Self::Motives | Self::Lessons => false,
        }
    }
}
