//! Questions as statements about the relational tables.
//!
//! The text of a question is the same for every engine. It keeps to what SQLite, DuckDB, PostgreSQL and Spark share:
//!
//! 1. There is no recursion.
//! 2. A row is one fact. Lists are several rows, because engines differ in how they join texts, and in the order within.
//! 3. A statement begins with what the question names: the partnerships of organizations.
//! 4. Days are compared half-open, with literals such as `DATE '2005-12-31'`, and no bound is NULL.
//! 5. Years and predecessors are rows of tables (`calendar`, `actor`) and not functions.
//! 6. No name of a table or column is a reserved word.
//! 7. Ids and names are written by the functions of `literal` alone, which refuses what engines read differently.
//!
//! Names of organizations, terms and operations are resolved before; a statement has ids only.

mod condition;
mod courses;
mod dyad_years;
mod matrix;
mod partnerships;
mod path;
mod records;
mod shared;

use self::condition::Asked;
use super::error::SqlError;
use crate::analysis::matrix::{Dimension, Unit};
use crate::model::{Key, Organization};
use crate::query::Query;

/// A question about the relational tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Question {
    /// The partnerships that match, with the facts that [`view::links`](crate::view::links) shows.
    Links,
    /// The partners of an organization, with the facts that [`view::partners`](crate::view::partners()) shows.
    Partners(Key<Organization>),
    /// The motives that match, as [`view::motives`](crate::view::motives) lists them.
    Motives,
    /// The milestones of the partnerships that match, as [`view::milestones`](crate::view::milestones) lists them.
    Milestones,
    /// A row per dyad and year, as [`dyad_years`](crate::analysis::dyad_years()) has them: phases, shared operations and milestones.
    DyadYears,
    /// The cells of a matrix, as [`matrix`](crate::analysis::matrix()) counts them.
    Matrix {
        /// What is counted.
        unit: Unit,
        /// The dimension of the rows.
        rows: Dimension,
        /// The dimension of the columns.
        columns: Dimension,
    },
    /// The ties on the shortest chains between two organizations; those of [`paths`](crate::query::paths).
    Path {
        /// The organizations at both ends.
        ends: [Key<Organization>; 2],
        /// The number of steps up to which chains are found; the statement grows with it.
        max_steps: usize,
    },
    /// The operations that match, with their participations, as [`view::operations`](crate::view::operations) lists them.
    Operations,
}

impl Question {
    /// Returns the question under the filters of a query as one statement.
    ///
    /// # Errors
    /// Fails if the query has a filter that is not answered in SQL, or an id that engines read differently.
    pub fn statement(self, query: &Query<'_>) -> Result<String, SqlError> {
        let asked = Asked::new(query);
        if query.weight_amount().is_some() {
            return Err(SqlError::NotInSql {
                what: "a weight by an amount",
            });
        }
        match self {
            Self::Links => partnerships::links(&asked),
            Self::Partners(organization) => partnerships::partners(&asked, organization),
            Self::Motives => records::motives(&asked),
            Self::Milestones => records::milestones(&asked),
            Self::DyadYears => dyad_years::dyad_years(&asked),
            Self::Matrix {
                unit,
                rows,
                columns,
            } => matrix::matrix(&asked, unit, rows, columns),
            Self::Path { ends, max_steps } => path::path(&asked, ends, max_steps),
            Self::Operations => records::operations(&asked),
        }
    }
}
