//! Whether tables in an engine fit together: what the loader finds in files, as counts and samples.

use super::literal::NEVER;
use super::rows::ResultRows;
use crate::analysis::tables::{ForeignKey, ProjectedTable, TableDefinition};
use crate::model::{Value, ValueType};
use crate::view::Table;

/// The columns of the answer to a statement of [`integrity`].
pub const INTEGRITY_COLUMNS: [&str; 5] =
    ["finding", "table_name", "column_names", "found", "sample"];

/// Returns a statement per table, whose rows are what is wrong with it. A row has the kind of finding, the table, the columns, how
/// many there are and one of them; see [`INTEGRITY_COLUMNS`].
///
/// The kinds are:
///
/// - `row-count`: there are not as many rows as `table_size` has for the table. `about` has one row, and `table_size` one per other table.
/// - `duplicate-key`: several rows have the same key.
/// - `dangling-key`: a row refers to one that is not there.
/// - `unrecorded`: a row has no record in `dataset_record`, or a record has no row although nothing in it is withdrawn.
/// - `end-before-start`: a record ends before it starts. One that is there on no day, because its dates contradict one another or
///   those of its members, has the days of [`Projection`](crate::analysis::tables::Projection) for that, and is in order.
/// - `overlap`: two spells of a partnership under one coding overlap.
/// - `outside-lifetime`: an organization takes part in an operation when it does not exist.
///
/// ```
/// use interorg::analysis::tables::Projection;
/// use interorg::{dataset, graph::Graph, sql};
///
/// let graph = Graph::new(dataset::builtin());
/// let statements = sql::integrity(&Projection::new(&graph).tables());
/// assert!(statements.iter().any(|statement| statement.contains("'dangling-key', 'spell', 'phase'")));
/// ```
pub fn integrity(tables: &[ProjectedTable<'_>]) -> Vec<String> {
    let definitions: Vec<&TableDefinition> =
        tables.iter().map(ProjectedTable::definition).collect();
    let statements = definitions.iter().map(|table| {
        let mut parts = vec![
            row_count(table, definitions.len() - 1),
            duplicate_keys(table),
        ];
        let dangling = table.foreign_keys.iter();
        parts.extend(dangling.filter_map(|foreign| dangling_keys(table, foreign, &definitions)));
        if has(table, "first_day") && has(table, "end_day") {
            parts.push(end_before_start(table));
        }
        match table.name {
            "spell" => parts.push(overlap()),
            "participation" => parts.push(outside_lifetime()),
            "organization" => parts.extend(unrecorded(table, "organizations", NEVER)),
            "operation" => parts.extend(unrecorded(table, "operations", NEVER)),
            "source" => parts.extend(unrecorded(table, "sources", NEVER)),
            "partnership" => parts.extend(unrecorded(table, "partnerships", RECORDED_JOINTLY)),
            _ => {}
        }
        parts.join("\nUNION ALL\n")
    });
    statements.collect()
}

/// Returns the findings of [`integrity`] as a table.
pub fn integrity_table(rows: Vec<Vec<String>>) -> Table {
    // An id may look like a number.
    let value = |(name, text): (&str, String)| {
        let number = text.parse().ok().filter(|_| name == "found");
        Some(number.map_or_else(|| Value::text(text), Value::Integer))
    };
    let rows = rows.into_iter();
    let rows = rows.map(|row| INTEGRITY_COLUMNS.into_iter().zip(row).map(value).collect());
    let rows = ResultRows {
        columns: INTEGRITY_COLUMNS.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    };
    rows.table("What is wrong with the tables")
}

fn has(table: &TableDefinition, column: &str) -> bool {
    table.columns.iter().any(|one| one.name == column)
}

/// Returns a column of the key that is a text, as a sample of rows; of a key without a text, a word.
fn sample(table: &TableDefinition, alias: &str) -> String {
    let is_text = |name: &str| {
        let mut columns = table.columns.iter();
        columns.any(|column| {
            column.name == name && matches!(column.value_type, ValueType::Code | ValueType::Text)
        })
    };
    let named = table.key.iter().find(|name| is_text(name));
    named.map_or_else(
        || "'none'".to_owned(),
        |name| format!("MIN({alias}.{name})"),
    )
}

/// Returns a query for a table whose number of rows is not the one that is known. The table of sizes has a row per other table.
fn row_count(table: &TableDefinition, other_tables: usize) -> String {
    let name = table.name;
    let is_known = match name {
        "about" => "n.found = 1".to_owned(),
        "table_size" => format!("n.found = {other_tables}"),
        _ => format!(
            "EXISTS (SELECT 1 FROM table_size AS s WHERE s.table_name = '{name}' AND s.row_count = n.found)"
        ),
    };
    format!(
        "SELECT 'row-count' AS finding, '{name}' AS table_name, 'row_count' AS column_names, n.found AS found, 'none' AS sample
FROM (SELECT COUNT(*) AS found FROM {name}) AS n
WHERE NOT ({is_known})"
    )
}

/// The condition that a partnership `t` is in a record of more than two organizations.
const RECORDED_JOINTLY: &str = "EXISTS (
    SELECT 1 FROM dataset_record AS j
    WHERE j.section = 'partnerships' AND j.id LIKE 'joint:%'
      AND '--' || SUBSTR(j.id, 7) || '--' LIKE '%--' || t.a || '--%'
      AND '--' || SUBSTR(j.id, 7) || '--' LIKE '%--' || t.b || '--%'
  )";

/// Returns queries for the rows of a table without a record, unless they meet a condition, and for the records without a row.
fn unrecorded(table: &TableDefinition, section: &str, needs_none: &str) -> [String; 2] {
    let name = table.name;
    [
        format!(
            "SELECT 'unrecorded', '{name}', 'id', COUNT(*), MIN(t.id)
FROM {name} AS t
LEFT JOIN dataset_record AS r ON r.id = t.id AND r.section = '{section}'
WHERE r.id IS NULL AND NOT ({needs_none})
HAVING COUNT(*) > 0"
        ),
        format!(
            "SELECT 'unrecorded', 'dataset_record', 'section, id', COUNT(*), MIN(r.id)
FROM dataset_record AS r
LEFT JOIN {name} AS t ON t.id = r.id
WHERE r.section = '{section}' AND t.id IS NULL AND r.id NOT LIKE 'joint:%' AND r.record_text NOT LIKE '%withdrawn%'
HAVING COUNT(*) > 0"
        ),
    ]
}

fn duplicate_keys(table: &TableDefinition) -> String {
    let (name, key) = (table.name, table.key.join(", "));
    format!(
        "SELECT 'duplicate-key', '{name}', '{key}', COUNT(*), {}
FROM (SELECT {key} FROM {name} GROUP BY {key} HAVING COUNT(*) > 1) AS k
HAVING COUNT(*) > 0",
        sample(table, "k")
    )
}

fn dangling_keys(
    table: &TableDefinition,
    foreign: &ForeignKey,
    definitions: &[&TableDefinition],
) -> Option<String> {
    let other = definitions
        .iter()
        .find(|other| other.name == foreign.table)?;
    let pairs = foreign.columns.iter().zip(other.key);
    let joined = pairs.map(|(column, key)| format!("o.{key} = t.{column}"));
    let joined: Vec<String> = joined.collect();
    let present = foreign
        .columns
        .iter()
        .map(|column| format!("t.{column} IS NOT NULL"));
    let present: Vec<String> = present.collect();
    Some(format!(
        "SELECT 'dangling-key', '{}', '{}', COUNT(*), MIN(t.{})
FROM {} AS t
LEFT JOIN {} AS o ON {}
WHERE {} AND o.{} IS NULL
HAVING COUNT(*) > 0",
        table.name,
        foreign.columns.join(", "),
        foreign.columns[0],
        table.name,
        other.name,
        joined.join(" AND "),
        present.join(" AND "),
        other.key[0],
    ))
}

/// The condition that a record `t` is there on no day, as the tables write it.
const ON_NO_DAY: &str = "(t.first_day = DATE '9999-12-31' AND t.end_day = DATE '0001-01-01')";

fn end_before_start(table: &TableDefinition) -> String {
    let name = table.name;
    format!(
        "SELECT 'end-before-start', '{name}', 'first_day, end_day', COUNT(*), {}
FROM {name} AS t
WHERE t.first_day >= t.end_day AND NOT {ON_NO_DAY}
HAVING COUNT(*) > 0",
        sample(table, "t")
    )
}

fn overlap() -> String {
    "\
SELECT 'overlap', 'spell', 'first_day, end_day', COUNT(*), MIN(s.partnership)
FROM (
  SELECT t.partnership, t.first_day,
    LAG(t.end_day) OVER (PARTITION BY t.partnership, t.coding ORDER BY t.number) AS before_end_day
  FROM spell AS t
) AS s
WHERE s.before_end_day > s.first_day
HAVING COUNT(*) > 0"
        .to_owned()
}

fn outside_lifetime() -> String {
    format!(
        "\
SELECT 'outside-lifetime', 'participation', 'first_day, end_day', COUNT(*), MIN(t.operation)
FROM participation AS t
WHERE NOT {ON_NO_DAY} AND NOT EXISTS (
  SELECT 1 FROM lifetime AS l
  WHERE l.organization = t.organization AND l.first_day < t.end_day AND t.first_day < l.end_day
)
HAVING COUNT(*) > 0"
    )
}
