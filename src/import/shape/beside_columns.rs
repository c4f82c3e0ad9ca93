//! The columns of amounts, attributes and remarks.

use super::columns::UsedColumns;
use crate::import::collection::{Quantity, slug};
use crate::import::error::ImportError;
use crate::import::mapping::{AmountRecord, TableRecord};
use crate::import::table::Table;
use crate::model::AmountKind;
use crate::phrase::capitalized;

/// The columns of what a row says beside who, where and when.
#[derive(Debug, Default)]
pub(super) struct BesideColumns {
    pub(super) amounts: Vec<(usize, Quantity)>,
    /// What the numbers in cells or brackets are.
    pub(super) unnamed: Option<Quantity>,
    pub(super) attributes: Vec<usize>,
    pub(super) notes: Vec<usize>,
}

impl BesideColumns {
    /// Finds the columns of a mapping in a table. The file is named in definitions.
    pub(super) fn new(
        used: &mut UsedColumns,
        record: &TableRecord,
        table: &Table,
        file: &str,
    ) -> Result<Self, ImportError> {
        let mut columns = Self {
            attributes: used.several(table, record.attributes.as_ref())?,
            notes: used.several(table, record.notes.as_ref())?,
            ..Self::default()
        };
        for amount in &record.amounts {
            match &amount.column {
                Some(name) => {
                    let column = used.column(table, name)?;
                    let quantity = quantity(amount, &table.columns[column], file);
                    columns.amounts.push((column, quantity));
                }
                None => columns.unnamed = Some(quantity(amount, "amount", file)),
            }
        }
        Ok(columns)
    }
}

/// Returns a quantity as a mapping describes it; what it does not say is made from the name of the column.
pub(super) fn quantity(record: &AmountRecord, heading: &str, file: &str) -> Quantity {
    let id = record.what.as_deref().unwrap_or(heading);
    let label = record.label.clone();
    let label = label.unwrap_or_else(|| capitalized(record.what.as_deref().unwrap_or(heading)));
    let definition = record.definition.clone();
    Quantity {
        id: slug(id).unwrap_or_else(|| "amount".to_owned()),
        label,
        definition: definition.unwrap_or_else(|| match record.column {
            Some(_) => format!("`{heading}` in {file}."),
            None => format!("The numbers in {file}."),
        }),
        unit: record.unit.clone(),
        kind: record
            .kind
            .as_ref()
            .map_or(AmountKind::Stock, |kind| kind.0),
        summary: record.summary.as_ref().map(|summary| summary.0),
    }
}
