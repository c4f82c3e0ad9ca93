//! Questions about motives, milestones and operations.

use super::condition::{ALWAYS, Asked, all, has_open_start};
use super::courses::matching_courses;
use super::partnerships::{matching, matching_with_operations};
use crate::sql::error::SqlError;
use crate::sql::literal::ids;

/// The motives of matching partnerships, a row per claim.
pub(super) fn motives(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    let expressions = matching(asked)?;
    let (held, possible) = (asked.at_time("c"), asked.possibly_held("c"));
    let matches = asked.motive_matches("c")?;
    Ok(format!(
        "{expressions}
SELECT m.ordinal, m.a, m.b, c.number, c.holder, c.motive, c.family, COALESCE(c.from_edtf, c.from_edtf_missing) AS from_edtf,
  COALESCE(c.to_edtf, c.to_edtf_missing) AS to_edtf, c.says, c.confidence_rank,
  CASE WHEN {held} THEN 'none' ELSE 'possible' END AS doubt
FROM matched AS m
JOIN motive AS c ON c.partnership = m.id
WHERE {matches}
  AND ({held} OR {possible})
ORDER BY m.ordinal, c.number
"
    ))
}

/// The milestones of matching partnerships by date.
pub(super) fn milestones(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    let expressions = matching_courses(asked)?;
    let conditions = all(&[asked.by_time("e"), asked.confident("e")]);
    Ok(format!(
        "\
{expressions}
SELECT m.ordinal, m.a, m.b, e.number, e.date_edtf, e.kind, e.title, COALESCE(e.actor, 'none') AS actor,
  COALESCE(r.id, 'none') AS series, e.confidence_rank
FROM matched AS m
JOIN milestone AS e ON e.partnership = m.id
LEFT JOIN series AS r ON r.statement = e.series
WHERE {conditions}
-- A date without a start is before all others.
ORDER BY CASE WHEN {} THEN DATE '0001-01-01' ELSE e.first_day END, m.ordinal, e.number
",
        has_open_start("e.date_edtf"),
    ))
}

/// The operations that match, a row per participation; one row for an operation without a participation that matches.
pub(super) fn operations(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    let mut conditions = operation_conditions(asked)?;
    let mut expressions = "WITH ".to_owned();
    if asked.filters_ties() {
        expressions = format!("{},\n", matching_with_operations(asked)?);
        conditions.push("o.id IN (SELECT j.operation FROM joint AS j JOIN matched AS m ON m.id = j.partnership)".to_owned());
    }
    Ok(format!(
        "\
{expressions}part AS (
  -- The participations at the time and in the roles of the question; one across periods of existence once.
  SELECT DISTINCT t.operation, t.number, t.organization, t.role, t.status, t.from_edtf, t.from_edtf_missing, t.to_edtf,
    t.to_edtf_missing
  FROM participation AS t
  WHERE {participation}
)
SELECT o.ordinal, o.id AS operation, COALESCE(o.from_edtf, o.from_edtf_missing) AS operation_from_edtf,
  COALESCE(o.to_edtf, o.to_edtf_missing) AS operation_to_edtf, o.confidence_rank, COALESCE(t.number, 0) AS number,
  COALESCE(t.organization, 'none') AS organization, COALESCE(t.role, 'none') AS role, COALESCE(t.status, 'none') AS status,
  COALESCE(t.from_edtf, t.from_edtf_missing, 'none') AS from_edtf, COALESCE(t.to_edtf, t.to_edtf_missing, 'none') AS to_edtf
FROM operation AS o
LEFT JOIN part AS t ON t.operation = o.id
WHERE {operation}
ORDER BY o.ordinal, t.number
",
        participation = taking_part(asked, "t")?,
        operation = all(&conditions),
    ))
}

/// Returns the conditions that an operation `o` runs at the time and matches, and that the organizations of the query take part.
pub(super) fn operation_conditions(asked: &Asked<'_, '_>) -> Result<Vec<String>, SqlError> {
    let mut conditions = vec![running(asked)?];
    conditions.extend(participants_match(asked)?);
    Ok(conditions)
}

/// Returns the condition that an operation `o` runs at the time, has the minimum confidence, is named and has a role.
fn running(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    let mut conditions = vec![
        asked.at_time("o"),
        asked.confident("o"),
        asked.operation_matches("o.id")?,
    ];
    if !asked.filter.roles.is_empty() {
        let roles = ids(&asked.filter.roles)?;
        conditions.push(format!(
            "o.id IN (SELECT r.operation FROM participation AS r WHERE r.role IN ({roles}))"
        ));
    }
    Ok(all(&conditions))
}

/// Returns the condition that a participation has the role, confidence and time of the query.
pub(super) fn taking_part(asked: &Asked<'_, '_>, table: &str) -> Result<String, SqlError> {
    let mut conditions = vec![asked.on_a_day(table), asked.confident(table)];
    if !asked.filter.roles.is_empty() {
        conditions.push(format!("{table}.role IN ({})", ids(&asked.filter.roles)?));
    }
    Ok(all(&conditions))
}

/// Returns the conditions that the organizations of the query take part in an operation.
fn participants_match(asked: &Asked<'_, '_>) -> Result<Vec<String>, SqlError> {
    let filter = &asked.filter;
    if filter.with.is_empty() && filter.between.is_empty() && filter.roles.is_empty() {
        return Ok(Vec::new());
    }
    let taking_part = all(&["w.status = 'recorded'".to_owned(), taking_part(asked, "w")?]);
    let operations = |named: &[String], having: &str| -> Result<String, SqlError> {
        let of_named = match named {
            [] => ALWAYS.to_owned(),
            named => format!("w.organization IN ({})", ids(named)?),
        };
        Ok(format!(
            "o.id IN (SELECT w.operation FROM participation AS w WHERE {}{having})",
            all(&[of_named, taking_part.clone()])
        ))
    };
    let mut conditions = vec![operations(&filter.with, "")?];
    if !filter.between.is_empty() {
        let pair = " GROUP BY w.operation HAVING COUNT(DISTINCT w.organization) > 1";
        conditions.push(operations(&filter.between, pair)?);
    }
    Ok(conditions)
}
