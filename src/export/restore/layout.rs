//! The ways in which values are written in tables.

use crate::analysis::tables::{TableColumn, TableDefinition};
use crate::export::table::{CsvOptions, Fields, MissingStyle};
use crate::model::{Value, ValueType};

/// A way in which values are written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Layout {
    /// As CSV.
    Csv(CsvOptions),
    /// As CSV, with reasons for missing values in columns of their own.
    Package,
    /// In a database, with such columns too.
    Database,
}

impl Layout {
    /// Returns the ways in which CSV can be written.
    pub(super) fn of_csv() -> impl Iterator<Item = Self> {
        let styles = MissingStyle::ALL.iter();
        styles.flat_map(|style| {
            [false, true].map(|raw| {
                Self::Csv(CsvOptions {
                    missing: Some(*style),
                    raw,
                    byte_order_mark: false,
                })
            })
        })
    }

    /// Returns the names of the columns of a table.
    pub(super) fn columns(self, table: &TableDefinition) -> Vec<String> {
        let columns = table.columns.iter();
        let names = columns.flat_map(|column| {
            let reason = format!("{}_missing", column.name);
            let reason = Some(reason).filter(|_| self.has_reason(column));
            std::iter::once(column.name.to_owned()).chain(reason)
        });
        names.collect()
    }

    /// Returns a row as it is written, with a text per column.
    pub(super) fn row(self, row: &[Value<'_>], table: &TableDefinition) -> Vec<String> {
        let mut cells = Vec::with_capacity(row.len());
        for (value, column) in row.iter().zip(&table.columns) {
            self.cell(value, column.value_type, &mut cells);
            if self.has_reason(column) {
                let reason = match value {
                    Value::Missing(missing) => missing.word(),
                    _ => "",
                };
                cells.push(reason.to_owned());
            }
        }
        cells
    }

    fn cell(self, value: &Value<'_>, value_type: ValueType, cells: &mut Vec<String>) {
        let options = match self {
            Self::Csv(options) => options,
            Self::Package | Self::Database => CsvOptions {
                missing: Some(MissingStyle::Empty),
                raw: true,
                byte_order_mark: false,
            },
        };
        match (self, value) {
            (Self::Database, Value::Boolean(flag)) => cells.push(u8::from(*flag).to_string()),
            (Self::Database, Value::Date(date)) => cells.push(date.to_string()),
            _ => Fields::new(options, MissingStyle::Codes).of(value, value_type, cells),
        }
    }

    fn has_reason(self, column: &TableColumn) -> bool {
        column.is_optional && !matches!(self, Self::Csv(_))
    }
}
