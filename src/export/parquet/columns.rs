//! Columns of Parquet: their types, and the values of a group of rows.

use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type,
};
use parquet::errors::Result;
use parquet::file::writer::SerializedColumnWriter;
use parquet::schema::types::{Type, TypePtr};

use crate::analysis::tables::TableDefinition;
use crate::export::stored::{StoredColumn, stored_columns};
use crate::model::{Day, Value, ValueType};

/// The day from which Parquet counts.
const EPOCH: (i32, u8, u8) = (1970, 1, 1);

/// Returns the type of the rows of a table.
pub(super) fn schema(table: &TableDefinition) -> Result<TypePtr> {
    let fields = stored_columns(table)
        .iter()
        .map(field)
        .collect::<Result<_>>()?;
    let schema = Type::group_type_builder(table.name).with_fields(fields);
    Ok(Arc::new(schema.build()?))
}

fn field(column: &StoredColumn) -> Result<TypePtr> {
    let (physical, logical) = match column.value_type() {
        ValueType::Integer => (Physical::INT64, None),
        ValueType::Real => (Physical::DOUBLE, None),
        ValueType::Boolean => (Physical::BOOLEAN, None),
        ValueType::Date => (Physical::INT32, Some(LogicalType::Date)),
        _ => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    };
    let repetition = if column.is_optional() {
        Repetition::OPTIONAL
    } else {
        Repetition::REQUIRED
    };
    let name = column.name();
    let field = Type::primitive_type_builder(&name, physical)
        .with_logical_type(logical)
        .with_repetition(repetition);
    Ok(Arc::new(field.build()?))
}

/// Writes the values of a column, which is that of the writer.
pub(super) fn write<'v>(
    writer: &mut SerializedColumnWriter<'_>,
    column: &StoredColumn,
    values: impl Iterator<Item = &'v Value<'v>>,
) -> Result<()> {
    match column.value_type() {
        ValueType::Integer => write_as::<Int64Type>(writer, column, values.map(integer)),
        ValueType::Real => write_as::<DoubleType>(writer, column, values.map(real)),
        ValueType::Boolean => write_as::<BoolType>(writer, column, values.map(boolean)),
        ValueType::Date => write_as::<Int32Type>(writer, column, values.map(day)),
        _ => write_as::<ByteArrayType>(writer, column, values.map(text)),
    }
}

fn write_as<T: DataType>(
    writer: &mut SerializedColumnWriter<'_>,
    column: &StoredColumn,
    values: impl Iterator<Item = Option<T::T>>,
) -> Result<()> {
    let (mut present, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        levels.push(i16::from(value.is_some()));
        present.extend(value);
    }
    let levels = column.is_optional().then_some(&*levels);
    writer.typed::<T>().write_batch(&present, levels, None)?;
    Ok(())
}

fn integer(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        _ => None,
    }
}

fn real(value: &Value<'_>) -> Option<f64> {
    match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Real(number) => Some(*number),
        _ => None,
    }
}

fn boolean(value: &Value<'_>) -> Option<bool> {
    match value {
        Value::Boolean(flag) => Some(*flag),
        _ => None,
    }
}

/// Returns the number of days since the first one that Parquet counts.
fn day(value: &Value<'_>) -> Option<i32> {
    let (year, month, day) = EPOCH;
    match value {
        Value::Date(date) => {
            let days = Day::new(year, month, day).days_until(date.earliest()?);
            days.try_into().ok()
        }
        _ => None,
    }
}

fn text(value: &Value<'_>) -> Option<ByteArray> {
    match value {
        Value::Text(text) | Value::Term { id: text, .. } => Some((&**text).into()),
        Value::Date(date) => Some(date.to_string().as_str().into()),
        _ => None,
    }
}
