//! Wide panels: a row per participation or pair, with a column per year.

use super::Shape;
use super::plan::Layout;
use super::reader::RowReader;
use super::values::{Meaning, NONE, NOT_EXISTING};
use super::wide::of_cells;
use crate::import::accounts::Outcome;
use crate::import::collection::{Beside, Direction, PartKey, When};
use crate::import::table::Row;
use crate::model::AmountValue;

/// What the cells of a row are about.
#[derive(Debug, Clone, Copy)]
enum Target {
    /// An operation, an organization and a role.
    Part(u32, u32, u32),
    /// Two organizations, the kind of their tie, and its direction.
    Pair(u32, u32, u32, Direction),
}

/// Reads a row with a cell per year.
pub(super) fn years(reader: &mut RowReader<'_>, row: &Row) -> Result<Outcome, Outcome> {
    let mut changes = Vec::new();
    let plan = reader.plan;
    let role = plan.cleaner.optional(row, plan.role).to_owned();
    let target = match &plan.layout {
        Layout::Member {
            organization,
            operation,
        } => {
            reader.require(row, organization)?;
            reader.require(row, operation)?;
            let (role, _) = reader.role_of(&role)?;
            let organization = reader.entity(row, organization, false, &mut changes)?;
            let operation = reader.entity(row, operation, true, &mut changes)?;
            Target::Part(operation, organization, reader.role(&role))
        }
        Layout::Pair { from, to } => {
            reader.require(row, from)?;
            reader.require(row, to)?;
            let from = reader.entity(row, from, false, &mut changes)?;
            let to = reader.entity(row, to, false, &mut changes)?;
            if from == to {
                let reason = "an organization with itself is not a pair";
                return Err(Outcome::not_carried(reason));
            }
            Target::Pair(from, to, reader.coding(&role), plan.direction(row))
        }
        _ => return Err(Outcome::rejected("the mapping names no organizations")),
    };
    let mut beside = reader.beside(row, &mut changes)?;
    let mut outcomes = Vec::new();
    for (column, year) in &plan.years {
        reader.collection.see_year(*year);
        let value = plan.cleaner.text(row, *column).to_owned();
        let outcome = if value.is_empty() {
            Outcome::empty()
        } else {
            let outcome = reader.year_cell(target, *year, &value, &mut beside);
            let outcome = outcome.unwrap_or_else(|outcome| outcome);
            outcomes.push(outcome.clone());
            outcome
        };
        let value = format!("{year}: {value}");
        reader.entries.push(("cells", value, outcome));
    }
    Ok(of_cells(outcomes, changes))
}

impl RowReader<'_> {
    /// Reads the cell of a year. What the row says beside becomes a part of the first one that is used.
    fn year_cell(
        &mut self,
        target: Target,
        year: i32,
        value: &str,
        beside: &mut Beside,
    ) -> Result<Outcome, Outcome> {
        let (amount, is_unknown) = self.meaning_of_year(value)?;
        let amount = amount.map(|amount| (self.unnamed_quantity(), amount));
        let when = When::Year(year);
        let mut own = std::mem::take(beside);
        own.amounts.extend(amount);
        let mut changes = Vec::new();
        match target {
            Target::Part(operation, organization, role) => {
                let key = PartKey {
                    operation,
                    organization,
                    role,
                    is_unknown,
                };
                let is_new = self.take_part(key, when, &own, &mut changes)?;
                Ok(self.outcome(operation, organization, is_new, changes))
            }
            Target::Pair(..) if is_unknown => {
                self.unknown_ties += 1;
                Err(Outcome::not_carried("the value says that it is not known"))
            }
            Target::Pair(from, to, coding, direction) => {
                let rung = (coding, self.tied());
                let is_new = self.tie((from, to, direction), rung, when, &own, &mut changes)?;
                Ok(self.pair_outcome((from, to), "phases", is_new, changes))
            }
        }
    }

    /// Returns the amount in the cell of a year, and whether it is unknown whether there is a participation. Numbers are amounts if
    /// the mapping says what they are; otherwise 0 means none and 1 is a mark.
    fn meaning_of_year(&mut self, value: &str) -> Result<(Option<AmountValue>, bool), Outcome> {
        let plan = self.plan;
        let number = plan.numbers.number(value).and_then(|reading| reading.value);
        if let Some(number) = number
            && plan.beside.unnamed.is_some()
            && plan.values.named(value).is_none()
        {
            return Ok((Some(number), false));
        }
        let meaning = plan.values.of_cell(value, &plan.dates, &plan.numbers);
        match meaning.map_err(Outcome::rejected)? {
            Meaning::None => Err(Outcome::not_carried(NONE)),
            Meaning::NotExisting => Err(Outcome::not_carried(NOT_EXISTING)),
            Meaning::Unknown => {
                self.unknown += u64::from(plan.shape == Shape::Panel);
                Ok((None, true))
            }
            Meaning::Amount(number) => Ok((Some(number), false)),
            // A number such as 1990 is not a year in the column of one.
            Meaning::Period(_) if number.is_some() => Ok((number, false)),
            _ => Ok((None, false)),
        }
    }
}
