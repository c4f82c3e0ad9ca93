//! The definitions of the relational tables for an engine.

use super::dialect::Dialect;
use crate::analysis::tables::ProjectedTable;
use crate::export::{StoredColumn, VIEWS, create_indexes, create_table, stored_columns};
use crate::model::ValueType;

/// Returns the statements that create the tables of a dataset in an engine, with what they mean as comments.
///
/// In every dialect the tables have the same names and columns, and an optional column is followed by the column that has the
/// reason for a missing value. SQLite also gets indexes and views, DuckDB and PostgreSQL keys and indexes, Spark neither.
///
/// ```
/// use interorg::analysis::tables::Projection;
/// use interorg::sql::{Dialect, schema};
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let projection = Projection::new(&graph);
/// let statements = schema(&projection.tables(), Dialect::Spark);
/// assert!(statements.contains("\n  first_day DATE NOT NULL COMMENT 'First day;"));
/// ```
pub fn schema(tables: &[ProjectedTable<'_>], dialect: Dialect) -> String {
    let mut text = String::new();
    for table in tables {
        let definition = table.definition();
        text += &format!(
            "-- {}\n{}\n\n",
            definition.meaning,
            create(table, tables, dialect)
        );
    }
    if dialect != Dialect::Spark {
        let indexes = tables
            .iter()
            .map(|table| create_indexes(table.definition()));
        text.extend(indexes);
    }
    if dialect == Dialect::Sqlite {
        text += "\n";
        text += VIEWS;
    }
    text
}

/// Returns a statement with the tables of a schema: each name of a table after FROM and JOIN gets the name of the schema before it.
/// Queries in parentheses and texts in quotes stay as they are.
///
/// ```
/// use interorg::sql::in_schema;
///
/// let statement = "SELECT s.id FROM partnership AS p JOIN (SELECT id FROM spell) AS s ON s.id <> 'FROM x'";
/// let expected = "SELECT s.id FROM main.partnership AS p JOIN (SELECT id FROM main.spell) AS s ON s.id <> 'FROM x'";
/// assert_eq!(in_schema(statement, "main"), expected);
/// ```
pub fn in_schema(statement: &str, schema: &str) -> String {
    let mut text = String::new();
    for (place, part) in statement.split_inclusive('\'').enumerate() {
        // Every second part is the rest of a text in quotes.
        if place % 2 == 0 {
            text += &with_schema(part, schema);
        } else {
            text += part;
        }
    }
    text
}

/// Writes the name of a schema before each table in a part of a statement without texts.
fn with_schema(part: &str, schema: &str) -> String {
    let mut text = part.to_owned();
    for keyword in ["FROM ", "JOIN "] {
        let mut pieces = text.split(keyword);
        let mut written = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            written += keyword;
            if !piece.starts_with('(') {
                written += &format!("{schema}.");
            }
            written += piece;
        }
        text = written;
    }
    text
}

/// Returns the statement that creates a table, one of some tables. SQLite checks references between them; elsewhere they are left
/// out, so that tables can be loaded in any order and in parts (see [`integrity`](super::integrity())).
pub(super) fn create(
    table: &ProjectedTable<'_>,
    tables: &[ProjectedTable<'_>],
    dialect: Dialect,
) -> String {
    let table = table.definition();
    if dialect == Dialect::Sqlite {
        return create_table(table, tables);
    }
    let columns = stored_columns(table).into_iter();
    let mut lines: Vec<String> = columns.map(|column| defined(&column, dialect)).collect();
    if dialect != Dialect::Spark {
        lines.push(format!("PRIMARY KEY ({})", table.key.join(", ")));
    }
    format!(
        "CREATE TABLE {} (\n  {}\n);",
        table.name,
        lines.join(",\n  ")
    )
}

/// Returns the definition of a column.
fn defined(column: &StoredColumn, dialect: Dialect) -> String {
    let declared = declared_type(column.value_type(), dialect);
    let required = if column.is_optional() {
        ""
    } else {
        " NOT NULL"
    };
    let comment = match dialect {
        Dialect::Spark => format!(" COMMENT '{}'", column.meaning().replace('\'', "\\'")),
        _ => String::new(),
    };
    format!("{} {declared}{required}{comment}", column.name())
}

fn declared_type(value_type: ValueType, dialect: Dialect) -> &'static str {
    match (value_type, dialect) {
        (ValueType::Integer, _) => "BIGINT",
        (ValueType::Real, Dialect::Postgres) => "DOUBLE PRECISION",
        (ValueType::Real, _) => "DOUBLE",
        (ValueType::Boolean, _) => "BOOLEAN",
        (ValueType::Date, _) => "DATE",
        (_, Dialect::Postgres) => "TEXT",
        (_, Dialect::Spark) => "STRING",
        _ => "VARCHAR",
    }
}
