//! Loading the relational tables into an engine.

use std::io::{self, Write};

use super::dialect::Dialect;
use super::schema::create;
use crate::analysis::tables::ProjectedTable;
use crate::export::{create_indexes, stored_row};
use crate::model::Value;

/// The number of rows in a statement.
const ROWS: usize = 200;
/// The table that is filled last, so that a part is never taken for the whole.
pub(super) const LAST: &str = "about";

/// Writes the statements that create the tables of a dataset in an engine and fill them. The table `about` is filled last: while
/// it is empty, the tables are incomplete. With a schema, they are created in it; it must exist, and SQLite has none.
///
/// # Errors
/// Fails if the output cannot be written.
///
/// ```
/// use interorg::analysis::tables::Projection;
/// use interorg::sql::{Dialect, load};
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let mut statements = Vec::new();
/// load(&Projection::new(&graph).tables(), Dialect::Postgres, None, &mut statements)?;
/// let statements = String::from_utf8(statements).expect("UTF-8");
/// let last = statements.rfind("INSERT INTO").expect("there are rows");
/// assert!(statements[last..].starts_with("INSERT INTO about VALUES"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn load(
    tables: &[ProjectedTable<'_>],
    dialect: Dialect,
    schema: Option<&str>,
    output: &mut impl Write,
) -> io::Result<()> {
    enter(schema, dialect, output)?;
    for table in tables {
        writeln!(output, "{}", create(table, tables, dialect))?;
    }
    let is_last = |table: &&ProjectedTable<'_>| table.definition().name == LAST;
    for table in tables.iter().filter(|table| !is_last(table)) {
        fill(table, table.definition().name, "", dialect, output)?;
    }
    if dialect != Dialect::Spark {
        for table in tables {
            write!(output, "{}", create_indexes(table.definition()))?;
        }
    }
    for table in tables.iter().filter(is_last) {
        fill(table, table.definition().name, "", dialect, output)?;
    }
    Ok(())
}

/// Writes the statement after which tables without the name of a schema are in this one, if one is given.
pub(super) fn enter(
    schema: Option<&str>,
    dialect: Dialect,
    output: &mut impl Write,
) -> io::Result<()> {
    let Some(schema) = schema else {
        return Ok(());
    };
    match dialect {
        Dialect::Postgres => writeln!(output, "SET search_path TO {schema};"),
        Dialect::DuckDb | Dialect::Spark | Dialect::Sqlite => writeln!(output, "USE {schema};"),
    }
}

/// Writes the statements that fill a table of this name with the rows of a table, with a clause after them.
pub(super) fn fill(
    table: &ProjectedTable<'_>,
    name: &str,
    clause: &str,
    dialect: Dialect,
    output: &mut impl Write,
) -> io::Result<()> {
    let definition = table.definition();
    let mut rows = table.rows().peekable();
    while rows.peek().is_some() {
        writeln!(output, "INSERT INTO {name} VALUES")?;
        let mut batch = rows.by_ref().take(ROWS).peekable();
        while let Some(row) = batch.next() {
            let values = stored_row(row, definition);
            let values: Vec<String> = values.iter().map(|value| literal(value, dialect)).collect();
            let separator = if batch.peek().is_some() { "," } else { clause };
            writeln!(output, "({}){separator}", values.join(", "))?;
        }
        writeln!(output, ";")?;
    }
    Ok(())
}

/// Returns a value as this engine reads it, whatever characters are in it.
fn literal(value: &Value<'_>, dialect: Dialect) -> String {
    match value {
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Boolean(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        Value::Date(date) if dialect == Dialect::Sqlite => format!("'{date}'"),
        Value::Date(date) => format!("DATE '{date}'"),
        Value::Text(text) => quoted(text, dialect),
        Value::Term { id, .. } => quoted(id, dialect),
        Value::Missing(_) | Value::List(_) | Value::Record(_) => "NULL".to_owned(),
    }
}

fn quoted(text: &str, dialect: Dialect) -> String {
    let escaped = match dialect {
        // Spark reads a backslash as the start of an escape.
        Dialect::Spark => text.replace('\\', r"\\").replace('\'', r"\'"),
        _ => text.replace('\'', "''"),
    };
    format!("'{escaped}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_as_each_engine_reads_them() {
        let text = Value::text("it's \\ new\nline");
        let literals = Dialect::ALL.iter().map(|dialect| literal(&text, *dialect));
        let usual = "'it''s \\ new\nline'";
        let spark = "'it\\'s \\\\ new\nline'";
        assert_eq!(literals.collect::<Vec<_>>(), [usual, usual, usual, spark]);
        assert_eq!(literal(&Value::NONE, Dialect::Postgres), "NULL");
    }
}
