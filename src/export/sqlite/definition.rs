//! The definitions of tables, indexes and views in SQL.

use crate::analysis::tables::{ForeignKey, ProjectedTable, TableDefinition};
use crate::export::stored::{StoredColumn, stored_columns};
use crate::model::ValueType;

/// The views, which answer frequent questions.
pub(crate) const VIEWS: &str = include_str!("views.sql");

/// Returns the statement that creates a table. Its references are to keys of some of the `tables`.
pub(crate) fn create_table(table: &TableDefinition, tables: &[ProjectedTable<'_>]) -> String {
    let columns = stored_columns(table);
    let columns = columns.iter().map(column);
    let key = format!("PRIMARY KEY ({})", table.key.join(", "));
    let foreign = table.foreign_keys.iter();
    let foreign = foreign.map(|foreign| reference(foreign, tables));
    let lines: Vec<String> = columns.chain([key]).chain(foreign).collect();
    format!(
        "CREATE TABLE {} (\n  {}\n);",
        table.name,
        lines.join(",\n  ")
    )
}

/// Returns the definition of a column.
fn column(stored: &StoredColumn) -> String {
    let (name, declared) = (stored.name(), declared_type(stored.value_type()));
    let column = stored.column.name;
    let check = if stored.has_reasons {
        format!(" CHECK (({column} IS NULL) = ({name} IS NOT NULL))")
    } else if stored.value_type() == ValueType::Boolean {
        format!(" CHECK ({name} IN (0, 1))")
    } else {
        String::new()
    };
    let required = if stored.is_optional() {
        ""
    } else {
        " NOT NULL"
    };
    format!("{name} {declared}{required}{check}")
}

fn declared_type(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::Integer => "INTEGER",
        ValueType::Real => "REAL",
        ValueType::Boolean => "BOOLEAN",
        ValueType::Date => "DATE",
        _ => "TEXT",
    }
}

fn reference(foreign: &ForeignKey, tables: &[ProjectedTable<'_>]) -> String {
    let mut definitions = tables.iter().map(ProjectedTable::definition);
    let other = definitions.find(|table| table.name == foreign.table);
    let key = other.map_or_else(String::new, |other| other.key.join(", "));
    let columns = foreign.columns.join(", ");
    format!(
        "FOREIGN KEY ({columns}) REFERENCES {} ({key})",
        foreign.table
    )
}

/// Returns the statement that inserts a row.
#[cfg(feature = "sqlite")]
pub(super) fn insert(table: &TableDefinition) -> String {
    let places = vec!["?"; stored_columns(table).len()];
    format!("INSERT INTO {} VALUES ({})", table.name, places.join(", "))
}

/// Returns the statements that create an index per reference that the key does not serve, and for what is searched.
pub(crate) fn create_indexes(table: &TableDefinition) -> String {
    let foreign = table.foreign_keys.iter();
    let foreign = foreign.filter(|foreign| !table.key.starts_with(foreign.columns));
    let foreign = foreign.map(|foreign| foreign.columns);
    let indexes = foreign
        .chain(table.searched.iter().copied())
        .map(|columns| {
            let name = table.name;
            format!(
                "CREATE INDEX {name}_by_{} ON {name} ({});\n",
                columns.join("_and_"),
                columns.join(", ")
            )
        });
    indexes.collect()
}
