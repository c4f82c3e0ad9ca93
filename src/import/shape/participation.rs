//! Rows of an organization and an operation.

use super::cell::{bracketed, divided, shown};
use super::columns::EntityColumns;
use super::plan::{Brackets, Split};
use super::reader::{RowReader, When};
use super::values::Meaning;
use crate::import::accounts::{Change, Outcome};
use crate::import::collection::Period;
use crate::import::table::Row;

/// The role of participations in a table without roles.
pub(super) const DEFAULT_ROLE: &str = "participant";

/// The definition of that role.
const DEFAULT_ROLE_DEFINITION: &str = "The table records that the organization takes part.";

/// Reads a row of an organization and an operation.
pub(super) fn member(
    reader: &mut RowReader<'_>,
    row: &Row,
    organization: &EntityColumns,
    operation: &EntityColumns,
) -> Result<Outcome, Outcome> {
    let mut changes = Vec::new();
    // A rejected row must not leave an organization or operation behind.
    reader.require(row, operation)?;
    reader.require(row, organization)?;
    let times = reader.times(row, &mut changes)?;
    if let Some(split) = &reader.plan.split {
        let operation = reader.entity(row, operation, true, &mut changes)?;
        return entries(
            reader,
            row,
            organization,
            (operation, &times),
            split,
            changes,
        );
    }
    let organization = reader.entity(row, organization, false, &mut changes)?;
    let operation = reader.entity(row, operation, true, &mut changes)?;
    let role = reader
        .plan
        .cleaner
        .optional(row, reader.plan.role)
        .to_owned();
    let amount = reader.plan.cleaner.optional(row, reader.plan.amount);
    reader.amounts += u64::from(!amount.is_empty());
    reader.participation(operation, organization, &role, &times, changes)
}

/// The participations of a row: each with its role, if that is known, and its time.
pub(super) type Times = Vec<(Option<String>, When)>;

/// Reads a cell with several organizations.
fn entries(
    reader: &mut RowReader<'_>,
    row: &Row,
    columns: &EntityColumns,
    (operation, times): (u32, &Times),
    split: &Split,
    changes: Vec<Change>,
) -> Result<Outcome, Outcome> {
    let column = columns.key.unwrap_or_default();
    let cell = reader.plan.cleaner.text(row, column).to_owned();
    let mut outcomes = Vec::new();
    for entry in divided(&cell, &split.at) {
        let entry = entry.trim();
        let outcome = reader
            .entry(entry, columns, operation, split, times)
            .unwrap_or_else(|outcome| outcome);
        outcomes.push(outcome.clone());
        reader
            .entries
            .push(("entries in cells", entry.to_owned(), outcome));
    }
    let mut outcome = Outcome::of_parts(outcomes);
    // They were counted with their entries.
    outcome.changes = changes;
    outcome.reason = String::new();
    Ok(outcome)
}

impl RowReader<'_> {
    fn entry(
        &mut self,
        entry: &str,
        columns: &EntityColumns,
        operation: u32,
        split: &Split,
        times: &Times,
    ) -> Result<Outcome, Outcome> {
        if entry.is_empty() {
            return Ok(Outcome::empty());
        }
        let (name, inner) = match split.brackets {
            Brackets::Name => (entry, None),
            _ => bracketed(entry),
        };
        let mut changes = Vec::new();
        let column = columns.key.unwrap_or_default();
        let organization = self.named((name, ""), column, columns, false, &mut changes)?;
        let role = match split.brackets {
            Brackets::Role => inner.unwrap_or_default(),
            _ => "",
        };
        let has_amount = inner.is_some_and(|inner| inner.starts_with(|c: char| c.is_ascii_digit()));
        if split.brackets == Brackets::Amount && has_amount {
            self.amounts += 1;
        } else if matches!(split.brackets, Brackets::Amount | Brackets::Note) {
            let text = shown(inner.unwrap_or_default()).into_owned();
            *self.without_amount.entry(text).or_default() += 1;
        }
        self.participation(operation, organization, role, times, changes)
    }

    /// Adds the participations of a row, in the role of a text unless the time has a role of its own.
    pub(super) fn participation(
        &mut self,
        operation: u32,
        organization: u32,
        role: &str,
        times: &Times,
        mut changes: Vec<Change>,
    ) -> Result<Outcome, Outcome> {
        let role = self.role_of(role)?;
        let is_known =
            self.plan.parts.len() > 1 && self.collection.has_parts(operation, organization);
        let mut is_new = false;
        for (own, when) in times {
            let number = self.role(own.as_deref().unwrap_or(&role));
            if own.is_some() && *own == self.plan.otherwise {
                self.collection.fallback_role = Some(number);
            }
            let role = number;
            is_new |= self.take_part(operation, organization, role, *when, &mut changes)?;
        }
        Ok(self.outcome(operation, organization, is_new && !is_known, changes))
    }

    /// Returns the role that a value stands for; empty if it says only that there is one.
    pub(super) fn role_of(&mut self, value: &str) -> Result<String, Outcome> {
        let reason = match self.plan.values.named(value) {
            None => return Ok(value.to_owned()),
            Some(Meaning::Role(role)) => return Ok(role.clone()),
            Some(Meaning::None) => "the value says that there is none",
            Some(Meaning::NotExisting) => "the value says that one of the two did not exist",
            Some(Meaning::Unknown) => {
                self.unknown += 1;
                "the value says that it is not known"
            }
            Some(_) => return Ok(String::new()),
        };
        Err(Outcome::not_carried(reason))
    }

    /// Returns the times of the participations of a row.
    pub(super) fn times(&mut self, row: &Row, changes: &mut Vec<Change>) -> Result<Times, Outcome> {
        if self.plan.parts.is_empty() {
            return Ok(vec![(None, self.when(row, changes)?)]);
        }
        let mut found = Times::new();
        for part in &self.plan.parts {
            let is_there = part.start.is_empty()
                || part.start.iter().any(|column| {
                    let text = self.plan.cleaner.text(row, *column);
                    let dates = &self.plan.dates;
                    !(text.is_empty() || dates.unknown.contains(text) || dates.open.contains(text))
                });
            if is_there {
                let period = self.period(row, &part.start, &part.end, changes)?;
                found.push((Some(part.role.clone()), When::Period(period)));
            }
        }
        if found.is_empty() {
            let period = When::Period(Period::default());
            found.push((self.plan.otherwise.clone(), period));
        }
        Ok(found)
    }

    pub(super) fn take_part(
        &mut self,
        operation: u32,
        organization: u32,
        role: u32,
        when: When,
        changes: &mut Vec<Change>,
    ) -> Result<bool, Outcome> {
        self.check_lifetime(organization, when, false, changes)?;
        let key = (operation, organization, role);
        Ok(match when {
            When::Year(year) => self.collection.take_part_in(key, year),
            When::Period(period) => self.collection.take_part(key, period, self.repeated()),
            When::Undated => {
                let rule = self.repeated();
                self.collection.take_part(key, Period::default(), rule)
            }
        })
    }

    /// Returns the number of a role; of that without a name if the text is empty.
    pub(super) fn role(&mut self, role: &str) -> u32 {
        if role.is_empty() {
            let roles = &mut self.collection.roles;
            return roles.find_or_add(DEFAULT_ROLE, DEFAULT_ROLE_DEFINITION);
        }
        let definition = format!("`{role}` in {}.", self.definition);
        self.collection.roles.find_or_add(role, &definition)
    }

    pub(super) fn outcome(
        &self,
        operation: u32,
        organization: u32,
        is_new: bool,
        changes: Vec<Change>,
    ) -> Outcome {
        let record = format!(
            "operations.{}.participations.{}",
            self.collection.operations.id(operation),
            self.collection.organizations.id(organization)
        );
        if is_new {
            Outcome::used(record, changes)
        } else {
            Outcome::merged(record, changes)
        }
    }
}
