//! Why a cross-table cannot be made.

use std::fmt;

use super::unit::{Dimension, Unit};
use crate::phrase::alternatives;

/// Why a cross-table cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MatrixError {
    /// A name stands for no dimension.
    UnknownDimension {
        /// The name.
        name: String,
        /// The nearest names that stand for one.
        candidates: Vec<String>,
    },
    /// Rows and columns are the same.
    OneDimension {
        /// What both are.
        dimension: Dimension,
    },
    /// Nothing that is counted has both dimensions.
    NoUnit {
        /// What the rows were to be.
        rows: Dimension,
        /// What the columns were to be.
        columns: Dimension,
        /// The unit that was asked for.
        asked: Option<Unit>,
    },
    /// Something lasts for more years than can stand side by side.
    TooManyYears {
        /// The year in which it begins.
        first: i32,
    },
}

impl MatrixError {
    /// Returns what to do about it, in a sentence.
    pub fn hint(&self) -> String {
        let names =
            |dimensions: &[Dimension]| dimensions.iter().map(|d| d.name()).collect::<Vec<_>>();
        match self {
            Self::UnknownDimension { candidates, .. } if !candidates.is_empty() => {
                format!("Did you mean {}?", alternatives(candidates))
            }
            Self::UnknownDimension { .. } => {
                format!("The dimensions are {}.", names(&Dimension::ALL).join(", "))
            }
            Self::TooManyYears { .. } => {
                "Ask for a period, such as --during 1945..2025.".to_owned()
            }
            Self::OneDimension { .. } => "Name two different dimensions.".to_owned(),
            Self::NoUnit {
                asked: Some(unit), ..
            } => {
                let all = [unit.dimensions(), unit.dimensions_on_request()].concat();
                format!("They have {}.", names(&all).join(", "))
            }
            Self::NoUnit { rows, .. } => {
                let with_rows = Unit::ALL
                    .into_iter()
                    .filter(|unit| unit.dimensions().contains(rows));
                let mut goes_with: Vec<Dimension> = with_rows
                    .flat_map(|unit| unit.dimensions().iter().copied())
                    .filter(|dimension| dimension != rows)
                    .collect();
                goes_with.sort_unstable();
                goes_with.dedup();
                format!("`{rows}` goes with {}.", names(&goes_with).join(", "))
            }
        }
    }
}

impl fmt::Display for MatrixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownDimension { name, .. } => {
                let shown: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
                write!(f, "unknown dimension `{shown}`")
            }
            Self::TooManyYears { first } => {
                write!(
                    f,
                    "the years from {first} on are too many to stand side by side"
                )
            }
            Self::OneDimension { dimension } => {
                write!(f, "rows and columns are both `{dimension}`")
            }
            Self::NoUnit {
                rows,
                columns,
                asked: Some(unit),
            } => write!(f, "{unit} do not have both `{rows}` and `{columns}`"),
            Self::NoUnit { rows, columns, .. } => {
                write!(
                    f,
                    "nothing that is counted has both `{rows}` and `{columns}`"
                )
            }
        }
    }
}

impl std::error::Error for MatrixError {}
