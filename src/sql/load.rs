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

/// The start of what an engine prints after a load.
const LOADED: &str = "loaded-";
/// The number of digits of a fingerprint that it prints. A client may cut long texts.
const DIGITS: usize = 16;

/// Whether the tables in an engine are those of a dataset that was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loaded {
    /// They are.
    Yes,
    /// They are incomplete, or those of another dataset.
    No,
    /// The engine prints nothing of them.
    Unknown,
}

/// Writes a question after the statements of [`load()`], whose answer [`loaded`] recognizes in what an engine prints, in any format.
///
/// # Errors
/// Fails if the output cannot be written.
pub fn write_question_after_load(output: &mut impl Write) -> io::Result<()> {
    writeln!(
        output,
        "SELECT '{LOADED}' || CASE WHEN COUNT(*) = 1 THEN COALESCE(MIN(SUBSTR(fingerprint, 1, {DIGITS})), 'nothing') ELSE 'nothing' END AS answer FROM {LAST};"
    )
}

/// Returns whether an engine has the tables of a dataset with a fingerprint, by what it printed after
/// [`write_question_after_load`].
pub fn loaded(printed: &[u8], fingerprint: &str) -> Loaded {
    let printed = String::from_utf8_lossy(printed);
    let answers = printed.split(LOADED).skip(1);
    // What is before a quote is the question, as a command prints it that prints what it reads.
    let answer = answers.last().filter(|answer| !answer.starts_with('\''));
    let digits = fingerprint.get(..DIGITS).unwrap_or(fingerprint);
    match answer {
        Some(answer) if answer.starts_with(digits) => Loaded::Yes,
        Some(_) => Loaded::No,
        None => Loaded::Unknown,
    }
}

/// Returns the first table with a text that PostgreSQL does not have: one with the character U+0000.
pub fn table_not_for_postgres(tables: &[ProjectedTable<'_>]) -> Option<&'static str> {
    let has_zero = |value: &Value<'_>| matches!(value, Value::Text(text) if text.contains('\0'));
    let mut tables = tables.iter();
    let table = tables.find(|table| table.rows().any(|row| row.iter().any(has_zero)))?;
    Some(table.definition().name)
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

/// Returns a text as a literal. The clients of engines end a line at a carriage return, and a text at a zero, so that neither is
/// written as it is.
fn quoted(text: &str, dialect: Dialect) -> String {
    if dialect == Dialect::Spark {
        // Spark reads a backslash as the start of an escape.
        let escaped = text.replace('\\', r"\\").replace('\'', r"\'");
        let escaped = escaped.replace('\r', r"\u000D").replace('\0', r"\u0000");
        return format!("'{escaped}'");
    }
    let function = match dialect {
        Dialect::Sqlite => "char",
        _ => "chr",
    };
    let character = |code: u8| format!("'||{function}({code})||'");
    let escaped = text.replace('\'', "''");
    let escaped = escaped.replace('\r', &character(13));
    format!("'{}'", escaped.replace('\0', &character(0)))
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

    #[test]
    fn no_literal_has_a_carriage_return_or_zero() {
        let text = Value::text("a\r\nb\0c");
        let literals = Dialect::ALL.iter().map(|dialect| {
            let text = literal(&text, *dialect);
            (dialect.name(), text)
        });
        for (name, found) in literals {
            let expected = match name {
                "sqlite" => "'a'||char(13)||'\nb'||char(0)||'c'",
                "spark" => "'a\\u000D\nb\\u0000c'",
                _ => "'a'||chr(13)||'\nb'||chr(0)||'c'",
            };
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn what_an_engine_prints_after_a_load_is_recognized() {
        let fingerprint = "0123456789abcdef0123";
        for (output, expected) in [
            (" answer\n loaded-0123456789abcdef\n", Loaded::Yes),
            (
                "loaded-0123456789abcdef\nloaded-fedcba9876543210\n",
                Loaded::No,
            ),
            ("loaded-nothing\n", Loaded::No),
            ("", Loaded::Unknown),
            // A command that prints what it reads has no tables.
            ("SELECT 'loaded-' || CASE WHEN", Loaded::Unknown),
        ] {
            assert_eq!(loaded(output.as_bytes(), fingerprint), expected, "{output}");
        }
    }
}
