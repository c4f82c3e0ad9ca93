//! Wide tables: many columns are one key.

use super::columns::EntityColumns;
use super::participation::Times;
use super::reader::{RowReader, When};
use super::values::Meaning;
use crate::import::accounts::{Change, Outcome};
use crate::import::table::Row;

/// Reads a row of an operation with its organizations in several columns.
pub(super) fn positions(
    reader: &mut RowReader<'_>,
    row: &Row,
    operation: &EntityColumns,
    organizations: &[usize],
) -> Result<Outcome, Outcome> {
    let mut changes = Vec::new();
    reader.require(row, operation)?;
    let times = reader.times(row, &mut changes)?;
    let operation = reader.entity(row, operation, true, &mut changes)?;
    let mut outcomes = Vec::new();
    for column in organizations {
        let name = reader.plan.cleaner.text(row, *column).to_owned();
        if name.is_empty() {
            reader
                .entries
                .push(("cells", String::new(), Outcome::empty()));
            continue;
        }
        let outcome = reader
            .position(operation, &name, *column, &times)
            .unwrap_or_else(|outcome| outcome);
        outcomes.push(outcome.clone());
        reader.entries.push(("cells", name, outcome));
    }
    if outcomes.is_empty() {
        return Err(Outcome::rejected("no column names an organization"));
    }
    Ok(of_cells(outcomes, changes))
}

/// Reads a row of an organization (or operation) with a column per operation (or organization).
pub(super) fn incidence(
    reader: &mut RowReader<'_>,
    row: &Row,
    key: &EntityColumns,
    row_is_operation: bool,
    columns: &[usize],
) -> Result<Outcome, Outcome> {
    let mut changes = Vec::new();
    reader.require(row, key)?;
    let when = reader.when(row, &mut changes)?;
    let number = reader.entity(row, key, row_is_operation, &mut changes)?;
    let mut outcomes = Vec::new();
    for column in columns {
        let value = reader.plan.cleaner.text(row, *column).to_owned();
        if value.is_empty() {
            reader.entries.push(("cells", value, Outcome::empty()));
            continue;
        }
        let heading = reader.plan.columns[*column].clone();
        let outcome = reader
            .cell(number, row_is_operation, (*column, &heading), &value, when)
            .unwrap_or_else(|outcome| outcome);
        outcomes.push(outcome.clone());
        reader
            .entries
            .push(("cells", format!("{heading}: {value}"), outcome));
    }
    Ok(of_cells(outcomes, changes))
}

/// Combines the outcomes of cells, whose reasons are counted already.
fn of_cells(outcomes: Vec<Outcome>, changes: Vec<Change>) -> Outcome {
    let mut outcome = Outcome::of_parts(outcomes);
    outcome.changes = changes;
    outcome.reason = String::new();
    outcome
}

impl RowReader<'_> {
    fn position(
        &mut self,
        operation: u32,
        name: &str,
        column: usize,
        times: &Times,
    ) -> Result<Outcome, Outcome> {
        let mut changes = Vec::new();
        let columns = EntityColumns::default();
        let organization = self.named((name, ""), column, &columns, false, &mut changes)?;
        self.participation(operation, organization, "", times, changes)
    }

    /// Reads the cell where an organization and an operation meet.
    fn cell(
        &mut self,
        number: u32,
        row_is_operation: bool,
        (column, heading): (usize, &str),
        value: &str,
        when: When,
    ) -> Result<Outcome, Outcome> {
        let meaning = self.plan.values.of_cell(value, &self.plan.dates);
        let meaning = meaning.map_err(Outcome::rejected)?;
        let (role, when) = match meaning {
            Meaning::None => return Ok(Outcome::not_carried("the value says that there is none")),
            Meaning::NotExisting => {
                return Ok(Outcome::not_carried(
                    "the value says that one of the two did not exist",
                ));
            }
            Meaning::Unknown => {
                self.unknown += 1;
                return Ok(Outcome::not_carried("the value says that it is not known"));
            }
            Meaning::Role(role) => (role, when),
            Meaning::Yes => (String::new(), when),
            Meaning::Amount(_) => {
                self.amounts += 1;
                (String::new(), when)
            }
            Meaning::Period(period) => (String::new(), When::Period(period)),
        };
        let mut changes = Vec::new();
        let columns = EntityColumns::default();
        let other = self.named(
            (heading, ""),
            column,
            &columns,
            !row_is_operation,
            &mut changes,
        )?;
        let (operation, organization) = if row_is_operation {
            (number, other)
        } else {
            (other, number)
        };
        let role = self.role(&role);
        let is_new = self.take_part(operation, organization, role, when, &mut changes)?;
        Ok(self.outcome(operation, organization, is_new, changes))
    }
}
