//! The rows that a statement returns.

use std::borrow::Cow;

use crate::model::{Missing, Value, ValueType};
use crate::view::{Audience, Cell, Column, Table};

/// The rows that a statement returns, in its order.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ResultRows {
    /// The names of the columns, as the statement gives them. A name that occurs again has a number behind it: `id`, `id_2`.
    pub columns: Vec<String>,
    /// The values; `None` for NULL.
    pub rows: Vec<Vec<Option<Value<'static>>>>,
}

impl ResultRows {
    /// Returns the rows as a table, with this title.
    pub fn table(&self, title: impl Into<String>) -> Table {
        let columns = self.columns.iter().enumerate();
        let columns = columns.map(|(index, name)| Column {
            id: Cow::Owned(name.clone()),
            title: Cow::Owned(name.clone()),
            meaning: Cow::Borrowed("A column of the statement."),
            value_type: self.value_type(index),
            audience: Audience::Everyone,
        });
        let columns: Vec<Column> = columns.collect();
        let rows = self.rows.iter().map(|row| {
            let values = row.iter().zip(&columns);
            values
                .map(|(value, column)| cell(value.as_ref(), column))
                .collect()
        });
        Table {
            id: "query",
            title: title.into(),
            rows: rows.collect(),
            columns,
            notes: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// Returns the type that all values of a column have; text if they differ.
    fn value_type(&self, index: usize) -> ValueType {
        let types = [ValueType::Integer, ValueType::Real, ValueType::Boolean];
        let has_all = |of_type: &ValueType| {
            let mut values = self.rows.iter().filter_map(|row| row[index].as_ref());
            values.all(|value| of_type.has(value))
        };
        types.into_iter().find(has_all).unwrap_or(ValueType::Text)
    }
}

fn cell(value: Option<&Value<'static>>, column: &Column) -> Cell {
    let Some(value) = value else {
        return Cell::missing(Missing::None, "");
    };
    let text = match value {
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Text(text) => text.to_string(),
        _ => String::new(),
    };
    if column.value_type == ValueType::Text {
        Cell::shown(Value::text(text.clone()), text)
    } else {
        Cell::shown(value.clone(), text)
    }
}
