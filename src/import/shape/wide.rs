//! Wide tables: many columns are one key.

use super::columns::EntityColumns;
use super::participation::Times;
use super::reader::RowReader;
use super::values::{Meaning, NONE, NOT_EXISTING};
use crate::import::accounts::{Change, Outcome};
use crate::import::collection::{Beside, PartKey, When};
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
    let beside = reader.beside(row, &mut changes)?;
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
            .position(operation, (&name, *column), &times, &beside)
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
    let beside = reader.beside(row, &mut changes)?;
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
            .cell(
                (number, row_is_operation),
                (*column, &heading),
                &value,
                when,
                &beside,
            )
            .unwrap_or_else(|outcome| outcome);
        outcomes.push(outcome.clone());
        reader
            .entries
            .push(("cells", format!("{heading}: {value}"), outcome));
    }
    Ok(of_cells(outcomes, changes))
}

/// Combines the outcomes of cells, whose reasons are counted already.
pub(super) fn of_cells(outcomes: Vec<Outcome>, changes: Vec<Change>) -> Outcome {
    let mut outcome = Outcome::of_parts(outcomes);
    outcome.changes = changes;
    outcome.reason = String::new();
    outcome
}

impl RowReader<'_> {
    fn position(
        &mut self,
        operation: u32,
        (name, column): (&str, usize),
        times: &Times,
        beside: &Beside,
    ) -> Result<Outcome, Outcome> {
        let mut changes = Vec::new();
        let columns = EntityColumns::default();
        let organization = self.named((name, ""), column, &columns, false, &mut changes)?;
        self.participation((operation, organization), "", times, beside, changes)
    }

    /// Reads the cell where an organization and an operation meet.
    fn cell(
        &mut self,
        (number, row_is_operation): (u32, bool),
        (column, heading): (usize, &str),
        value: &str,
        when: When,
        beside: &Beside,
    ) -> Result<Outcome, Outcome> {
        let plan = self.plan;
        let meaning = plan.values.of_cell(value, &plan.dates, &plan.numbers);
        let meaning = match meaning.map_err(Outcome::rejected)? {
            // Where the mapping says what numbers are, one such as 1990 is no year, and 1 is no mark.
            meaning @ (Meaning::Period(_) | Meaning::Yes)
                if plan.beside.unnamed.is_some() && plan.values.named(value).is_none() =>
            {
                let number = plan.numbers.number(value);
                let number = number.and_then(|reading| reading.value);
                number.map_or(meaning, Meaning::Amount)
            }
            meaning => meaning,
        };
        let mut beside = beside.clone();
        let (role, when, is_unknown) = match meaning {
            Meaning::None => return Ok(Outcome::not_carried(NONE)),
            Meaning::NotExisting => return Ok(Outcome::not_carried(NOT_EXISTING)),
            Meaning::Unknown => (self.unknown_role(), when, true),
            Meaning::Role(role) => (role, when, false),
            Meaning::Yes | Meaning::Membership(_) => (String::new(), when, false),
            Meaning::Amount(amount) => {
                beside.amounts.push((self.unnamed_quantity(), amount));
                (String::new(), when, false)
            }
            Meaning::Period(period) => (String::new(), When::Period(period), false),
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
        let key = PartKey {
            operation,
            organization,
            role: self.role(&role),
            is_unknown,
        };
        let is_new = self.take_part(key, when, &beside, &mut changes)?;
        Ok(self.outcome(operation, organization, is_new, changes))
    }
}
