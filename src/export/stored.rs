//! The columns of formats that have NULL: beside an optional column is one with the reason why a value is missing.

use std::borrow::Cow;

use crate::analysis::tables::{TableColumn, TableDefinition};
use crate::model::{Missing, Value, ValueType};

/// A column of a table as it is stored: its values, or the reasons why values of an optional column are missing.
pub(crate) struct StoredColumn {
    pub(crate) column: TableColumn,
    pub(crate) has_reasons: bool,
}

impl StoredColumn {
    pub(crate) fn name(&self) -> Cow<'static, str> {
        if self.has_reasons {
            format!("{}_missing", self.column.name).into()
        } else {
            self.column.name.into()
        }
    }

    pub(crate) fn meaning(&self) -> Cow<'static, str> {
        if self.has_reasons {
            let name = self.column.name;
            format!("Why there is no `{name}`; empty if there is one.").into()
        } else {
            self.column.meaning.into()
        }
    }

    pub(crate) fn value_type(&self) -> ValueType {
        if self.has_reasons {
            ValueType::Code
        } else {
            self.column.value_type
        }
    }

    /// Returns `true` if a value may be NULL.
    pub(crate) fn is_optional(&self) -> bool {
        self.column.is_optional
    }
}

/// Returns the columns of a table. An optional column is followed by `<column>_missing`.
pub(crate) fn stored_columns(table: &TableDefinition) -> Vec<StoredColumn> {
    let columns = table.columns.iter().flat_map(|column| {
        let stored = [false, true].into_iter().take(width(column));
        stored.map(|has_reasons| StoredColumn {
            column: *column,
            has_reasons,
        })
    });
    columns.collect()
}

/// Returns the values of a row of a table, one per column of [`stored_columns`]. A missing value of any kind is NULL.
pub(crate) fn stored_row<'p>(row: Vec<Value<'p>>, table: &TableDefinition) -> Vec<Value<'p>> {
    let values = row.into_iter().zip(&table.columns);
    let values = values.flat_map(|(value, column)| {
        let reason = match &value {
            Value::Missing(missing) => Value::text(missing.word()),
            _ => Value::Missing(Missing::None),
        };
        [value, reason].into_iter().take(width(column))
    });
    values.collect()
}

/// Returns the number of columns that store a column.
fn width(column: &TableColumn) -> usize {
    1 + usize::from(column.is_optional)
}
