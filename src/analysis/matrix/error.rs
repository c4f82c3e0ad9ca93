//! Errors of matrices.

use std::fmt;

use super::dimension::Dimension;
use super::share::ShareOf;
use super::unit::Unit;
use crate::phrase::alternatives;

/// The maximum number of cells of a matrix. In a table, each takes some 150 bytes of memory.
pub(super) const MAX_CELLS: usize = 4_000_000;

/// A reason why a matrix cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MatrixError {
    /// No dimension has this name.
    UnknownDimension {
        /// The name.
        name: String,
        /// The most similar names of dimensions.
        candidates: Vec<String>,
    },
    /// No unit has this name.
    UnknownUnit {
        /// The name.
        name: String,
        /// The most similar names of units.
        candidates: Vec<String>,
    },
    /// No total has this name.
    UnknownShare {
        /// The name.
        name: String,
    },
    /// Rows and columns have the same dimension.
    OneDimension {
        /// The dimension.
        dimension: Dimension,
    },
    /// No unit, or not the requested unit, has both dimensions.
    NoUnit {
        /// The dimension of the rows.
        rows: Dimension,
        /// The dimension of the columns.
        columns: Dimension,
        /// The requested unit.
        requested: Option<Unit>,
    },
    /// Rows or columns are states of partnerships, but neither a time nor the other dimension says when. The states on the
    /// as-of date are not those in which the unit was recorded.
    NoTime {
        /// The unit that is counted.
        unit: Unit,
        /// The dimension that depends on the time.
        dimension: Dimension,
    },
    /// The query names no amount, or what is counted has none.
    NoAmount {
        /// The unit that is counted; `None` if the query names no amount.
        unit: Option<Unit>,
    },
    /// There are more cells than a matrix may have.
    TooManyCells {
        /// The number of rows.
        rows: usize,
        /// The number of columns.
        columns: usize,
    },
    /// An item lasts for more years than a matrix may have.
    TooManyYears {
        /// The first of these years.
        first: i32,
    },
}

impl MatrixError {
    /// Returns a sentence that says how to correct the request.
    pub fn hint(&self) -> String {
        match self {
            Self::UnknownDimension { candidates, .. } | Self::UnknownUnit { candidates, .. }
                if !candidates.is_empty() =>
            {
                format!("Did you mean {}?", alternatives(candidates))
            }
            Self::UnknownDimension { .. } => {
                format!("The dimensions are {}.", names(&Dimension::ALL))
            }
            Self::UnknownUnit { .. } => {
                format!("The units are {}.", Unit::ALL.map(Unit::name).join(", "))
            }
            Self::UnknownShare { .. } => {
                let all = ShareOf::ALL.map(ShareOf::name);
                format!("Shares can be of {}.", all.join(", "))
            }
            Self::TooManyYears { .. } => {
                "Limit the period, such as with --during 1945..2025.".to_owned()
            }
            Self::TooManyCells { .. } => {
                "Narrow it to some organizations, such as with --between.".to_owned()
            }
            Self::NoTime { .. } => {
                "Give a time with --at or --during, or count by year or decade.".to_owned()
            }
            Self::NoAmount { unit: None } => {
                "Name an amount of the dataset, such as --weight troops.".to_owned()
            }
            Self::NoAmount { unit: Some(_) } => {
                "Partnerships, shared operations, operations and participations have amounts."
                    .to_owned()
            }
            Self::OneDimension { .. } => "Name two different dimensions.".to_owned(),
            Self::NoUnit {
                requested: Some(unit),
                ..
            } => {
                let all = [unit.dimensions(), unit.dimensions_on_request()].concat();
                format!("The dimensions of {unit} are {}.", names(&all))
            }
            Self::NoUnit { rows, .. } => {
                format!(
                    "`{rows}` can be combined with {}.",
                    names(&partners_of(*rows))
                )
            }
        }
    }
}

fn names(dimensions: &[Dimension]) -> String {
    let names: Vec<&str> = dimensions
        .iter()
        .map(|dimension| dimension.name())
        .collect();
    names.join(", ")
}

/// Returns the dimensions that some unit has together with this one.
fn partners_of(dimension: Dimension) -> Vec<Dimension> {
    let units = Unit::ALL.into_iter().map(Unit::dimensions);
    let with_it = units.filter(|dimensions| dimensions.contains(&dimension));
    let mut partners: Vec<Dimension> = with_it
        .flatten()
        .copied()
        .filter(|other| *other != dimension)
        .collect();
    partners.sort_unstable();
    partners.dedup();
    partners
}

impl fmt::Display for MatrixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownDimension { name, .. } => write!(f, "unknown dimension `{}`", short(name)),
            Self::UnknownUnit { name, .. } => write!(f, "unknown unit `{}`", short(name)),
            Self::UnknownShare { name } => write!(f, "unknown total `{}`", short(name)),
            Self::TooManyYears { first } => {
                write!(
                    f,
                    "a matrix cannot have all years from {first} on; there are too many"
                )
            }
            Self::TooManyCells { rows, columns } => write!(
                f,
                "a matrix of {rows} rows and {columns} columns has more than {MAX_CELLS} cells"
            ),
            Self::NoTime { unit, dimension } => write!(
                f,
                "a count of {unit} over the whole record cannot use the {dimension} of a single day"
            ),
            Self::NoAmount { unit: None } => f.write_str("no amount is named"),
            Self::NoAmount { unit: Some(unit) } => write!(f, "{unit} have no amounts"),
            Self::OneDimension { dimension } => {
                write!(f, "rows and columns are both `{dimension}`")
            }
            Self::NoUnit {
                rows,
                columns,
                requested: Some(unit),
            } => write!(f, "{unit} do not have both `{rows}` and `{columns}`"),
            Self::NoUnit { rows, columns, .. } => {
                write!(f, "no unit of count has both `{rows}` and `{columns}`")
            }
        }
    }
}

/// Returns a name that is safe to print: short, and without control characters.
fn short(name: &str) -> String {
    const MAX_CHARACTERS: usize = 80;
    let printable = name.chars().filter(|character| !character.is_control());
    printable.take(MAX_CHARACTERS).collect()
}

impl std::error::Error for MatrixError {}
