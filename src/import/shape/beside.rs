//! The amounts, attributes and remarks of a row.

use super::beside_columns::quantity;
use super::reader::RowReader;
use crate::import::accounts::{Change, Outcome};
use crate::import::collection::Beside;
use crate::import::mapping::AmountRecord;
use crate::import::table::Row;
use crate::model::AmountValue;

impl RowReader<'_> {
    /// Returns what a row says beside its keys and dates.
    pub(super) fn beside(
        &mut self,
        row: &Row,
        changes: &mut Vec<Change>,
    ) -> Result<Beside, Outcome> {
        let plan = self.plan;
        let mut beside = Beside::default();
        for (index, (column, _)) in plan.beside.amounts.iter().enumerate() {
            let text = plan.cleaner.text(row, *column);
            if text.is_empty() {
                continue;
            }
            let value = self.number(text, &plan.columns[*column], changes)?;
            beside
                .amounts
                .extend(value.map(|value| (self.quantities[index], value)));
        }
        beside.attributes = self.attributes(row, &plan.beside.attributes);
        for column in plan.beside.notes.iter().copied() {
            let note = plan.cleaner.text(row, column);
            if !note.is_empty() {
                beside
                    .notes
                    .push(format!("{}: {note}", plan.columns[column]));
            }
        }
        Ok(beside)
    }

    /// Returns the attributes in columns of a row, by the numbers of their names.
    pub(super) fn attributes(&mut self, row: &Row, columns: &[usize]) -> Vec<(u32, String)> {
        let plan = self.plan;
        let filled = columns.iter().filter_map(|column| {
            let value = plan.cleaner.text(row, *column);
            let name = plan.columns.get(*column)?;
            (!value.is_empty()).then(|| (name, value.to_owned()))
        });
        let names = &mut self.collection.attribute_names;
        filled
            .map(|(name, value)| (names.find_or_add(name, ""), value))
            .collect()
    }

    /// Reads a number; `None` if a rule leaves it out.
    pub(super) fn number(
        &self,
        text: &str,
        column: &str,
        changes: &mut Vec<Change>,
    ) -> Result<Option<AmountValue>, Outcome> {
        let reading = self.plan.numbers.read(text);
        let reading =
            reading.map_err(|reason| Outcome::rejected(format!("{reason} (column `{column}`)")))?;
        if let Some(reason) = reading.change {
            let to = reading.value.map(|value| value.to_string());
            changes.push(Change {
                column: column.to_owned(),
                from: text.to_owned(),
                to: to.unwrap_or_default(),
                reason: reason.to_owned(),
            });
        }
        Ok(reading.value)
    }

    /// Returns the number of the quantity of numbers in cells or brackets.
    pub(super) fn unnamed_quantity(&mut self) -> u16 {
        if let Some(number) = self.unnamed {
            return number;
        }
        let declared = self.plan.beside.unnamed.clone();
        let quantity = declared
            .unwrap_or_else(|| quantity(&AmountRecord::default(), "amount", &self.definition));
        let number = self.collection.quantities.declare(quantity);
        self.unnamed = Some(number);
        number
    }
}
