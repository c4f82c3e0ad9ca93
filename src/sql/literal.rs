//! Literals of SQL: ids and texts that are bound into a statement, and days.
//!
//! Engines differ in how they read a quote, a backslash or a control character within a string, so that no literal has one.

use super::error::SqlError;
use crate::model::Date;
use crate::phrase::is_plain_in_sql;

/// A condition that every row meets.
pub(super) const ALWAYS: &str = "1 = 1";
/// A condition that no row meets.
pub(super) const NEVER: &str = "1 = 0";

/// Returns the literal of an id.
///
/// # Errors
/// Fails if the id has a character that engines read differently.
pub(super) fn id(id: &str) -> Result<String, SqlError> {
    if id
        .chars()
        .all(|letter| letter == '_' || is_plain_in_sql(letter))
    {
        Ok(format!("'{id}'"))
    } else {
        Err(SqlError::NoLiteral {
            text: id.to_owned(),
        })
    }
}

/// Returns the literals of ids, with commas between.
///
/// # Errors
/// Fails as [`id`] does.
pub(super) fn ids(ids: &[String]) -> Result<String, SqlError> {
    let literals: Vec<String> = ids.iter().map(|one| id(one)).collect::<Result<_, _>>()?;
    Ok(literals.join(", "))
}

/// Returns the literal of a day.
pub(super) fn day(day: Date) -> String {
    format!("DATE '{day}'")
}
