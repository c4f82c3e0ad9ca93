//! The database itself, filled row by row.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, MAIN_DB, params_from_iter};

use super::definition::{VIEWS, create_indexes, create_table, insert};
use crate::analysis::tables::ProjectedTable;
use crate::export::stored::stored_row;
use crate::model::Value;

/// Builds the database in memory.
pub(crate) fn build(tables: &[ProjectedTable<'_>]) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    // Every reference is checked while rows are inserted.
    connection.pragma_update(None, "foreign_keys", true)?;
    let transaction = connection.transaction()?;
    for table in tables {
        transaction.execute_batch(&create_table(table.definition(), tables))?;
    }
    for table in tables {
        let definition = table.definition();
        let mut statement = transaction.prepare(&insert(definition))?;
        for row in table.rows() {
            let values = stored_row(row, definition);
            statement.execute(params_from_iter(values.iter().map(sql)))?;
        }
    }
    for table in tables {
        transaction.execute_batch(&create_indexes(table.definition()))?;
    }
    transaction.execute_batch(VIEWS)?;
    transaction.commit()?;
    Ok(connection)
}

/// Returns the bytes of a database as a file has them.
pub(super) fn serialized(connection: &Connection) -> rusqlite::Result<Vec<u8>> {
    Ok(connection.serialize(MAIN_DB)?.to_vec())
}

fn sql(value: &Value<'_>) -> Sql {
    match value {
        Value::Integer(number) => Sql::Integer(*number),
        Value::Real(number) => Sql::Real(*number),
        Value::Boolean(flag) => Sql::Integer((*flag).into()),
        Value::Date(date) => Sql::Text(date.to_string()),
        Value::Text(text) => Sql::Text(text.to_string()),
        Value::Term { id, .. } => Sql::Text(id.to_string()),
        Value::Missing(_) | Value::List(_) | Value::Record(_) => Sql::Null,
    }
}
