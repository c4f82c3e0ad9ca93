//! Rows of an organization and an operation.

use super::cell::{bracketed, divided, shown};
use super::columns::EntityColumns;
use super::plan::{Brackets, Split};
use super::reader::RowReader;
use super::values::{DEFAULT_ROLE, DEFAULT_ROLE_DEFINITION, Meaning, NONE, NOT_EXISTING};
use crate::import::accounts::{Change, Outcome};
use crate::import::collection::{Beside, PartKey, Period, When};
use crate::import::table::Row;
use crate::model::AmountValue;

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
    let beside = reader.beside(row, &mut changes)?;
    if let Some(split) = &reader.plan.split {
        let operation = reader.entity(row, operation, true, &mut changes)?;
        return entries(
            reader,
            row,
            organization,
            (operation, &times, &beside),
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
    reader.participation((operation, organization), &role, &times, &beside, changes)
}

/// The participations of a row: each with its role, if that is known, and its time.
pub(super) type Times = Vec<(Option<String>, When)>;

/// Reads a cell with several organizations.
fn entries(
    reader: &mut RowReader<'_>,
    row: &Row,
    columns: &EntityColumns,
    (operation, times, beside): (u32, &Times, &Beside),
    split: &Split,
    changes: Vec<Change>,
) -> Result<Outcome, Outcome> {
    let column = columns.key.unwrap_or_default();
    let cell = reader.plan.cleaner.text(row, column).to_owned();
    let mut outcomes = Vec::new();
    for entry in divided(&cell, &split.at) {
        let entry = entry.trim();
        let outcome = reader
            .entry(entry, columns, (operation, times, beside), split)
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
        (operation, times, beside): (u32, &Times, &Beside),
        split: &Split,
    ) -> Result<Outcome, Outcome> {
        if entry.is_empty() {
            return Ok(Outcome::empty());
        }
        let mut beside = beside.clone();
        let known = beside.amounts.len();
        let (name, role) = self.taken_apart(entry, split.brackets, &mut beside);
        let mut changes = Vec::new();
        let column = columns.key.unwrap_or_default();
        let organization = self.named((name, ""), column, columns, false, &mut changes)?;
        if split.brackets == Brackets::Amount {
            self.count_unknown(entry, beside.amounts.get(known));
        }
        self.participation((operation, organization), role, times, &beside, changes)
    }

    /// Returns the name and the role of an entry, and adds what else is in its brackets. Brackets that do not have what they
    /// should are a part of the name, as in `Korea (ROK)`.
    fn taken_apart<'e>(
        &mut self,
        entry: &'e str,
        brackets: Brackets,
        beside: &mut Beside,
    ) -> (&'e str, &'e str) {
        let (name, inner) = bracketed(entry);
        let inner = inner.unwrap_or_default();
        match brackets {
            Brackets::Role => return (name, inner),
            Brackets::Note if !inner.is_empty() => beside.notes.push(inner.to_owned()),
            Brackets::Amount => {
                let reading = self.plan.numbers.number(inner);
                let Some(value) = reading.and_then(|reading| reading.value) else {
                    return (entry, "");
                };
                beside.amounts.push((self.unnamed_quantity(), value));
            }
            Brackets::Note => {}
            Brackets::Name => return (entry, ""),
        }
        (name, "")
    }

    /// Counts an entry whose amount is not known or not there.
    fn count_unknown(&mut self, entry: &str, amount: Option<&(u16, AmountValue)>) {
        let inner = bracketed(entry).1.unwrap_or_default();
        let count = match amount {
            Some((_, AmountValue::Of(_))) => return,
            Some((_, AmountValue::Unknown)) => {
                self.unknown_amounts.entry(shown(inner).into_owned())
            }
            None => self.without_amount.entry(shown(entry).into_owned()),
        };
        *count.or_default() += 1;
    }

    /// Adds the participations of a row, in the role of a text unless the time has a role of its own.
    pub(super) fn participation(
        &mut self,
        (operation, organization): (u32, u32),
        role: &str,
        times: &Times,
        beside: &Beside,
        mut changes: Vec<Change>,
    ) -> Result<Outcome, Outcome> {
        let (role, is_unknown) = self.role_of(role)?;
        let is_known =
            self.plan.parts.len() > 1 && self.collection.has_parts(operation, organization);
        let mut is_new = false;
        for (own, when) in times {
            let number = self.role(own.as_deref().unwrap_or(&role));
            if own.is_some() && *own == self.plan.otherwise {
                self.collection.fallback_role = Some(number);
            }
            let key = PartKey {
                operation,
                organization,
                role: number,
                is_unknown,
            };
            is_new |= self.take_part(key, *when, beside, &mut changes)?;
        }
        Ok(self.outcome(operation, organization, is_new && !is_known, changes))
    }

    /// Returns the role that a value stands for, and whether it is unknown whether the organization took part in it. The role is
    /// empty if the value says only that there is one.
    pub(super) fn role_of(&mut self, value: &str) -> Result<(String, bool), Outcome> {
        let reason = match self.plan.values.named(value) {
            None => return Ok((value.to_owned(), false)),
            Some(Meaning::Role(role)) => return Ok((role.clone(), false)),
            Some(Meaning::None) => NONE,
            Some(Meaning::NotExisting) => NOT_EXISTING,
            Some(Meaning::Unknown) => return Ok((self.unknown_role(), true)),
            Some(_) => return Ok((String::new(), false)),
        };
        Err(Outcome::not_carried(reason))
    }

    /// Counts an unknown participation, and returns its role.
    pub(super) fn unknown_role(&mut self) -> String {
        self.unknown += 1;
        self.plan.unknown_role.clone()
    }

    /// Returns the times of the participations of a row.
    pub(super) fn times(&mut self, row: &Row, changes: &mut Vec<Change>) -> Result<Times, Outcome> {
        if self.plan.parts.is_empty() {
            return Ok(vec![(None, self.when(row, changes)?)]);
        }
        let mut found = Times::new();
        for part in &self.plan.parts {
            let is_there = part.start.is_empty() || self.has_date(row, &part.start);
            if !is_there {
                self.lost_ends += u64::from(self.has_date(row, &part.end));
            }
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

    /// Returns `true` if one of several columns has a date that does not stand for something else.
    fn has_date(&self, row: &Row, columns: &[usize]) -> bool {
        let dates = &self.plan.dates;
        let texts = columns
            .iter()
            .map(|column| self.plan.cleaner.text(row, *column));
        let mut known = texts.filter(|text| !text.is_empty());
        known.any(|text| !dates.unknown.contains(text) && !dates.open.contains(text))
    }

    pub(super) fn take_part(
        &mut self,
        key: PartKey,
        when: When,
        beside: &Beside,
        changes: &mut Vec<Change>,
    ) -> Result<bool, Outcome> {
        self.check_lifetime(key.organization, when, false, changes)?;
        let rule = self.repeated();
        Ok(self.collection.take_part(key, when, beside, rule))
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
