//! Rows of two organizations: ties and events.

use super::Shape;
use super::columns::EntityColumns;
use super::plan::Time;
use super::reader::{RowReader, When};
use super::values::Meaning;
use crate::import::accounts::{Change, Outcome};
use crate::import::collection::{Period, Register};
use crate::import::table::Row;

/// The kind of tie in a table without kinds.
const DEFAULT_TIE: &str = "recorded";

/// The definition of that kind.
const DEFAULT_TIE_DEFINITION: &str = "The table records a tie between the two.";

/// Reads a row of two organizations.
pub(super) fn pair(
    reader: &mut RowReader<'_>,
    row: &Row,
    from: &EntityColumns,
    to: &EntityColumns,
) -> Result<Outcome, Outcome> {
    let mut changes = Vec::new();
    // A rejected row must not leave an organization behind.
    reader.require(row, from)?;
    reader.require(row, to)?;
    let is_event = reader.plan.shape == Shape::Events;
    let when = if is_event {
        reader.date_of_event(row, &mut changes)?
    } else {
        reader.when(row, &mut changes)?
    };
    let kind = reader
        .plan
        .cleaner
        .optional(row, reader.plan.role)
        .to_owned();
    let kind = if is_event {
        kind
    } else {
        reader.role_of(&kind)?
    };
    let is_operation = [from, to].map(|columns| reader.is_operation(row, columns));
    let organization = match is_operation {
        [true, true] => return Err(Outcome::not_carried("both ends are operations")),
        [true, false] => Some((to, from)),
        [false, true] => Some((from, to)),
        [false, false] => None,
    };
    if let Some((organization, operation)) = organization {
        let organization = reader.entity(row, organization, false, &mut changes)?;
        let operation = reader.entity(row, operation, true, &mut changes)?;
        let times = vec![(None, when)];
        return reader.participation(operation, organization, &kind, &times, changes);
    }
    let from = reader.entity(row, from, false, &mut changes)?;
    let to = reader.entity(row, to, false, &mut changes)?;
    if from == to {
        let reason = "an organization with itself is not a pair";
        return Err(Outcome::not_carried(reason));
    }
    let when = match when {
        When::Period(period) if is_event => {
            return reader.event((from, to), period, &kind, changes);
        }
        When::Period(period) if period.start_or_before_end().is_none() => When::Undated,
        when => when,
    };
    if !reader.plan.flags.is_empty() {
        return reader.flags(row, (from, to), when, changes);
    }
    let amount = reader
        .plan
        .cleaner
        .optional(row, reader.plan.amount)
        .to_owned();
    if when == When::Undated {
        return Ok(reader.undated(row, (from, to), (&kind, &amount), changes));
    }
    for column in &reader.plan.notes {
        let is_filled = !reader.plan.cleaner.text(row, *column).is_empty();
        reader.lost_notes += u64::from(is_filled);
    }
    reader.amounts += u64::from(!amount.is_empty());
    let coding = reader.coding(&kind);
    let is_new = reader.tie((from, to), coding, when, &mut changes)?;
    Ok(reader.pair_outcome((from, to), "phases", is_new, changes))
}

impl RowReader<'_> {
    /// Returns `true` if the key in a row is that of a known operation.
    fn is_operation(&self, row: &Row, columns: &EntityColumns) -> bool {
        let key = columns
            .key
            .map(|column| self.plan.cleaner.text(row, column));
        key.is_some_and(|key| {
            let is_known = |register: &Register| register.find(key).is_some();
            is_known(&self.collection.operations) && !is_known(&self.collection.organizations)
        })
    }

    /// Returns the date of an event as a period.
    fn date_of_event(&self, row: &Row, changes: &mut Vec<Change>) -> Result<When, Outcome> {
        let column = match self.plan.time {
            Time::Period {
                start: Some(column),
                ..
            }
            | Time::Year(column) => column,
            _ => return Err(Outcome::rejected("the mapping names no column of the date")),
        };
        let date = self.event_date(row, column, changes)?;
        Ok(When::Period(Period::on(date)))
    }

    fn event(
        &mut self,
        (from, to): (u32, u32),
        period: Period,
        kind: &str,
        mut changes: Vec<Change>,
    ) -> Result<Outcome, Outcome> {
        let Some(date) = period.from else {
            return Err(Outcome::rejected("it has no date"));
        };
        let kind = if kind.is_empty() { "event" } else { kind };
        let definition = format!("`{kind}` in {}.", self.definition);
        let kind = self.collection.event_kinds.find_or_add(kind, &definition);
        for member in [from, to] {
            self.check_lifetime(member, When::Period(period), false, &mut changes)?;
        }
        self.collection.event(from, to, date, kind);
        Ok(self.pair_outcome((from, to), "milestones", true, changes))
    }

    /// Reads the columns of yes and no of a row, each of which is a kind of tie.
    fn flags(
        &mut self,
        row: &Row,
        (from, to): (u32, u32),
        when: When,
        mut changes: Vec<Change>,
    ) -> Result<Outcome, Outcome> {
        let (mut any, mut any_new) = (false, false);
        for column in &self.plan.flags {
            let value = self.plan.cleaner.text(row, *column);
            let meaning = self.plan.values.of_cell(value, &self.plan.dates);
            match meaning.map_err(Outcome::rejected)? {
                Meaning::None | Meaning::NotExisting => continue,
                Meaning::Unknown => {
                    self.unknown += 1;
                    continue;
                }
                _ => {}
            }
            let kind = self.plan.columns[*column].clone();
            any = true;
            if when == When::Undated {
                any_new |= self.collection.tie(from, to, Some(kind));
                continue;
            }
            let coding = self.coding(&kind);
            any_new |= self.tie((from, to), coding, when, &mut changes)?;
        }
        if !any {
            return Err(Outcome::not_carried("no column says that there is a tie"));
        }
        Ok(self.pair_outcome((from, to), "phases", any_new, changes))
    }

    /// Adds a tie without a date, of which a dataset can say only that it is there. The rest becomes a remark.
    fn undated(
        &mut self,
        row: &Row,
        (from, to): (u32, u32),
        (kind, amount): (&str, &str),
        changes: Vec<Change>,
    ) -> Outcome {
        let column = |column: Option<usize>| {
            let name = column.and_then(|column| self.plan.columns.get(column));
            name.map_or("", String::as_str)
        };
        let own = [(self.plan.role, kind), (self.plan.amount, amount)];
        let own = own.map(|(index, value)| (column(index), value));
        let notes = self.plan.notes.iter();
        let notes = notes.map(|index| (column(Some(*index)), self.plan.cleaner.text(row, *index)));
        let parts = own.into_iter().chain(notes);
        let parts = parts.filter(|(_, value)| !value.is_empty());
        let parts: Vec<String> = parts
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        let mut note = parts.join(", ");
        if self.plan.is_directed && !note.is_empty() {
            let [from, to] = [from, to].map(|number| self.collection.organizations.id(number));
            note = format!("{note} ({from} → {to})");
        }
        let note = Some(note).filter(|note| !note.is_empty());
        let is_new = self.collection.tie(from, to, note);
        self.pair_outcome((from, to), "notes", is_new, changes)
    }

    fn tie(
        &mut self,
        (from, to): (u32, u32),
        coding: u32,
        when: When,
        changes: &mut Vec<Change>,
    ) -> Result<bool, Outcome> {
        for member in [from, to] {
            self.check_lifetime(member, when, true, changes)?;
        }
        let rule = self.repeated();
        Ok(match when {
            When::Year(year) => self.collection.tie_in((from, to), coding, year),
            When::Period(period) => self.collection.tie_for((from, to), coding, period, rule),
            When::Undated => self.collection.tie(from, to, None),
        })
    }

    fn coding(&mut self, kind: &str) -> u32 {
        if kind.is_empty() {
            let codings = &mut self.collection.codings;
            return codings.find_or_add(DEFAULT_TIE, DEFAULT_TIE_DEFINITION);
        }
        let definition = format!("`{kind}` in {}.", self.definition);
        self.collection.codings.find_or_add(kind, &definition)
    }

    fn pair_outcome(
        &self,
        (from, to): (u32, u32),
        list: &str,
        is_new: bool,
        changes: Vec<Change>,
    ) -> Outcome {
        let [first, second] =
            [from.min(to), from.max(to)].map(|number| self.collection.organizations.id(number));
        let record = format!("partnerships.{first}+{second}.{list}");
        if is_new {
            Outcome::used(record, changes)
        } else {
            Outcome::merged(record, changes)
        }
    }
}
