//! Cross-tables: the number of cases under each pair of headings.

use super::condition::{Asked, all};
use super::partnerships::{matching, matching_with_operations};
use super::records::{operation_conditions, taking_part};
use crate::analysis::matrix::{Dimension, Unit};
use crate::sql::error::SqlError;
use crate::sql::literal::ids;

/// The cells of a matrix that are not empty, row by row.
pub(super) fn matrix(
    asked: &Asked<'_, '_>,
    unit: Unit,
    rows: Dimension,
    columns: Dimension,
) -> Result<String, SqlError> {
    let counted = match unit {
        Unit::Motives => motives(asked)?,
        Unit::Participations => participations(asked)?,
        Unit::SharedOperations => shared_operations(asked)?,
        _ => {
            return refused(
                "a matrix of other units than motives, participations and shared operations",
            );
        }
    };
    let [row, column] = [heading(unit, rows, "r")?, heading(unit, columns, "k")?];
    let key = match unit {
        Unit::SharedOperations => "c.dyad, c.operation",
        _ => "c.claim, c.joint",
    };
    Ok(format!(
        "\
{counted},
placed AS (
  -- The cases under their headings. A claim on several dyads counts once in a cell.
  SELECT DISTINCT {key}, {} AS row_id, {} AS row_place, {} AS column_id, {} AS column_place
  FROM counted AS c{}{}
)
SELECT p.row_id, p.column_id, COUNT(*) AS cases
FROM placed AS p
GROUP BY p.row_id, p.row_place, p.column_id, p.column_place
ORDER BY p.row_place, p.row_id, p.column_place, p.column_id
",
        row.id, row.place, column.id, column.place, row.joins, column.joins,
    ))
}

fn refused<T>(what: &'static str) -> Result<T, SqlError> {
    Err(SqlError::NotInSql { what })
}

/// The motives that are held at the time.
fn motives(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    Ok(format!(
        "\
{},
counted AS (
  -- The motives that are held at the time.
  SELECT CASE WHEN t.joint IS NULL THEN m.statement ELSE 'joint' END AS claim, COALESCE(t.joint, 0) AS joint, p.id AS dyad,
    p.ordinal AS dyad_place, m.holder AS organization, m.motive, m.family
  FROM matched AS p
  JOIN motive AS m ON m.partnership = p.id
  JOIN statement AS t ON t.id = m.statement
  WHERE {}
)",
        matching(asked)?,
        all(&[asked.at_time("m"), asked.motive_matches("m")?]),
    ))
}

/// The participations in operations that match.
fn participations(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    let mut conditions = operation_conditions(asked)?;
    conditions.push("t.status = 'recorded'".to_owned());
    conditions.push(taking_part(asked, "t")?);
    for named in [&asked.filter.with, &asked.filter.between] {
        if !named.is_empty() {
            conditions.push(format!("t.organization IN ({})", ids(named)?));
        }
    }
    let mut expressions = "WITH ".to_owned();
    if asked.filters_ties() {
        expressions = format!("{},\n", matching_with_operations(asked)?);
        conditions.push(
            "EXISTS (SELECT 1 FROM joint AS j JOIN matched AS m ON m.id = j.partnership\n      \
             WHERE j.operation = t.operation AND (m.a = t.organization OR m.b = t.organization))"
                .to_owned(),
        );
    }
    Ok(format!(
        "\
{expressions}counted AS (
  -- The participations at the time.
  SELECT t.statement AS claim, 0 AS joint, t.organization, t.operation, t.role
  FROM operation AS o
  JOIN participation AS t ON t.operation = o.id
  WHERE {}
)",
        all(&conditions)
    ))
}

/// The operations that the members of matching partnerships share.
fn shared_operations(asked: &Asked<'_, '_>) -> Result<String, SqlError> {
    Ok(format!(
        "\
{},
counted AS (
  -- The operations that the members of each partnership share, with their roles.
  SELECT m.id AS dyad, m.ordinal AS dyad_place, m.a, m.b, h.operation, h.a_role, h.b_role
  FROM matched AS m
  JOIN shared AS h ON h.partnership = m.id
)",
        matching(asked)?,
    ))
}

/// How a statement finds the headings of a case `c` in a dimension.
struct Heading {
    id: String,
    /// The place of the heading among those of its dimension.
    place: String,
    joins: String,
}

impl Heading {
    /// The headings are the records of a table.
    fn of_table(axis: &str, table: &str, place: &str, condition: &str) -> Self {
        Self {
            id: format!("{axis}.id"),
            place: format!("{axis}.{place}"),
            joins: format!("\n  JOIN {table} AS {axis} ON {condition}"),
        }
    }
}

/// Returns the headings of a dimension; `axis` is the name of their table in the statement.
fn heading(unit: Unit, dimension: Dimension, axis: &str) -> Result<Heading, SqlError> {
    let of_table = |table: &str, column: &str| {
        Heading::of_table(axis, table, "ordinal", &format!("{axis}.id = c.{column}"))
    };
    let is_shared = unit == Unit::SharedOperations;
    Ok(match dimension {
        Dimension::Dyad => Heading {
            id: "c.dyad".to_owned(),
            place: "c.dyad_place".to_owned(),
            joins: String::new(),
        },
        Dimension::Organization if is_shared => {
            let members = format!("{axis}.id = c.a OR {axis}.id = c.b");
            Heading::of_table(axis, "organization", "ordinal", &members)
        }
        Dimension::Organization => of_table("organization", "organization"),
        Dimension::Motive => of_table("motive_kind", "motive"),
        Dimension::MotiveFamily => of_table("motive_family", "family"),
        Dimension::Operation => of_table("operation", "operation"),
        Dimension::Role if is_shared => {
            let roles = format!("{axis}.id = c.a_role OR {axis}.id = c.b_role");
            Heading::of_table(axis, "role", "ordinal", &roles)
        }
        Dimension::Role => of_table("role", "role"),
        Dimension::Country => Heading {
            id: format!("COALESCE({axis}.country, 'no-country')"),
            place: format!("CASE WHEN {axis}.country IS NULL THEN 1 ELSE 0 END"),
            joins: format!(
                "\n  LEFT JOIN operation_country AS {axis} ON {axis}.operation = c.operation"
            ),
        },
        _ => return refused("a matrix by phase, condition or time"),
    })
}
