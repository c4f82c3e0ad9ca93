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
///
/// ```
/// use interorg::sql::in_schema;
///
/// let statement = "SELECT p.id FROM partnership AS p JOIN spell AS s ON s.partnership = p.id";
/// let expected = "SELECT p.id FROM main.partnership AS p JOIN main.spell AS s ON s.partnership = p.id";
/// assert_eq!(in_schema(statement, "main"), expected);
/// ```
pub fn in_schema(statement: &str, schema: &str) -> String {
    let text = statement.replace("FROM (", "FROM\u{0}(");
    let text = text.replace("FROM ", &format!("FROM {schema}."));
    let text = text.replace("JOIN ", &format!("JOIN {schema}."));
    text.replace("FROM\u{0}(", "FROM (")
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
