//! The definitions of tables, indexes and views in SQL.

use crate::analysis::tables::{ForeignKey, ProjectedTable, TableColumn, TableDefinition};
use crate::model::ValueType;

/// The views, which answer frequent questions.
pub(crate) const VIEWS: &str = include_str!("views.sql");

/// Returns the statement that creates a table. Its references are to keys of some of the `tables`.
pub(crate) fn create_table(table: &TableDefinition, tables: &[ProjectedTable<'_>]) -> String {
    let columns = table.columns.iter().flat_map(column);
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

/// Returns the definition of a column, and that of the reason why it is missing.
fn column(column: &TableColumn) -> Vec<String> {
    let (name, declared) = (column.name, declared_type(column.value_type));
    let check = match column.value_type {
        ValueType::Boolean => format!(" CHECK ({name} IN (0, 1))"),
        _ => String::new(),
    };
    if !column.is_optional {
        return vec![format!("{name} {declared} NOT NULL{check}")];
    }
    vec![
        format!("{name} {declared}{check}"),
        format!("{name}_missing TEXT CHECK (({name} IS NULL) = ({name}_missing IS NOT NULL))"),
    ]
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
pub(super) fn insert(table: &TableDefinition) -> String {
    let count = table
        .columns
        .iter()
        .map(|column| 1 + usize::from(column.is_optional));
    let places = vec!["?"; count.sum()];
    format!("INSERT INTO {} VALUES ({})", table.name, places.join(", "))
}

/// Returns the statements that create an index per reference that the key does not serve.
pub(crate) fn create_indexes(table: &TableDefinition) -> String {
    let foreign = table.foreign_keys.iter();
    let foreign = foreign.filter(|foreign| !table.key.starts_with(foreign.columns));
    let indexes = foreign.map(|foreign| {
        let (name, columns) = (table.name, foreign.columns);
        format!(
            "CREATE INDEX {name}_by_{} ON {name} ({});\n",
            columns.join("_and_"),
            columns.join(", ")
        )
    });
    indexes.collect()
}
