//! What is needed while a row is read, and the times of rows.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::plan::{Plan, Time};
use super::values::DEFAULT_ROLE;
use crate::import::accounts::{Change, Outcome, grouped, plural};
use crate::import::collection::{Collection, Period, When, year_date};
use crate::import::date::{DateReader, Reading, Value};
use crate::import::rules::{EndBeforeStart, OutsideLifetime, Repeated};
use crate::import::table::Row;
use crate::model::{AmountKind, Date, End};

/// What is needed while a row is read.
pub(super) struct RowReader<'r> {
    pub(super) plan: &'r Plan,
    pub(super) collection: &'r mut Collection,
    /// The numbers of the quantities of the columns of amounts.
    pub(super) quantities: Vec<u16>,
    /// The number of the quantity of numbers in cells or brackets, once there is one.
    pub(super) unnamed: Option<u16>,
    /// The numbers of entries with an unknown amount, by their texts.
    pub(super) unknown_amounts: BTreeMap<String, u64>,
    /// The numbers of entries without an amount.
    pub(super) without_amount: BTreeMap<String, u64>,
    /// The numbers of cells and rows for which participation is not known.
    pub(super) unknown: u64,
    /// The same for ties, for which a dataset cannot record that.
    pub(super) unknown_ties: u64,
    /// The number of rows of a directed table without a date.
    pub(super) undated_arcs: u64,
    /// The numbers of amounts, attributes and remarks of rows that are memberships.
    pub(super) lost_beside: u64,
    /// The numbers of rows with the end of a part whose start they do not have.
    pub(super) lost_ends: u64,
    /// The dates that look as if they stood for something else, and are not named: the numbers by column and text.
    pub(super) odd_dates: RefCell<BTreeMap<(String, String), u64>>,
    /// The cells or entries of the current row, if they are accounted one by one.
    pub(super) entries: Vec<(&'static str, String, Outcome)>,
    pub(super) definition: String,
}

impl RowReader<'_> {
    /// Returns remarks on what was read.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = self.notes_on_amounts();
        for ((column, text), count) in &*self.odd_dates.borrow() {
            notes.push(format!(
                "`{text}` in `{column}` {} times is taken as a date; name it under `open-dates` or `unknown-dates` if it is none",
                grouped(*count)
            ));
        }
        if self.unknown > 0 {
            let role = match self.plan.unknown_role.as_str() {
                "" => DEFAULT_ROLE,
                role => role,
            };
            notes.push(format!(
                "{} recorded as `status: unknown` in the role `{role}`",
                plural(self.unknown, "unknown participation")
            ));
        }
        if self.unknown_ties > 0 {
            notes.push(format!(
                "{} not carried: a dataset does not record that a tie is unknown",
                plural(self.unknown_ties, "unknown value")
            ));
        }
        if self.lost_beside > 0 {
            let values = plural(self.lost_beside, "value");
            notes.push(format!("{values} beside memberships not carried"));
        }
        if self.lost_ends > 0 {
            notes.push(format!(
                "{} not carried: the row has no start of the part",
                plural(self.lost_ends, "end")
            ));
        }
        if self.collection.differing > 0 {
            notes.push(format!(
                "{} not carried: an earlier row has another value",
                plural(self.collection.differing, "attribute")
            ));
        }
        if self.plan.is_directed {
            if self.undated_arcs > 0 {
                notes.push(format!(
                    "`notes` have the direction of {}: without a date, a tie has no phase that could lead one way",
                    plural(self.undated_arcs, "tie")
                ));
            }
            notes.extend(self.collection.one_sided_ties());
        }
        notes
    }

    fn notes_on_amounts(&self) -> Vec<String> {
        let mut notes = Vec::new();
        for (text, count) in &self.unknown_amounts {
            notes.push(format!(
                "{} with an unknown amount (`{text}`)",
                grouped(*count)
            ));
        }
        if let Some(text) = self.without_amount.keys().next() {
            let count = grouped(self.without_amount.values().sum());
            notes.push(format!("{count} without an amount, such as `{text}`"));
        }
        let named = self
            .plan
            .beside
            .amounts
            .iter()
            .map(|(_, quantity)| quantity);
        let unnamed = self
            .unnamed
            .and_then(|number| self.collection.quantities.get(number));
        for quantity in named.chain(unnamed) {
            notes.push(match quantity.kind {
                AmountKind::Stock => format!(
                    "`{}` is a stock, what is there on a day; `kind: flow` in `amounts` makes it what passes in a period",
                    quantity.id
                ),
                AmountKind::Flow => format!("`{}` is a flow, what passes in a period", quantity.id),
            });
        }
        let has_amounts = !self.quantities.is_empty() || self.unnamed.is_some();
        let repeated = if has_amounts {
            self.collection.repeated_amounts()
        } else {
            0
        };
        if repeated > 0 && self.collection.repeated_amount.is_none() {
            notes.push(format!(
                "{} several amounts of one year or period, which are all kept; `repeated-amount: sum` in `conflicts` adds them up",
                match repeated {
                    1 => "1 participation or tie has".to_owned(),
                    count => format!("{} participations or ties have", grouped(count as u64)),
                }
            ));
        }
        notes
    }

    /// Returns the time of a row.
    pub(super) fn when(&mut self, row: &Row, changes: &mut Vec<Change>) -> Result<When, Outcome> {
        match self.plan.time {
            Time::None => Ok(When::Undated),
            Time::Year(column) => {
                let text = self.plan.cleaner.text(row, column);
                let year = DateReader::year(text).map_err(Outcome::rejected)?;
                // A year in which nothing is recorded is a year of the panel too.
                self.collection.see_year(year);
                Ok(When::Year(year))
            }
            Time::Period { start, end } => {
                let (start, end): (Vec<usize>, Vec<usize>) =
                    (start.into_iter().collect(), end.into_iter().collect());
                let period = self.period(row, &start, &end, changes)?;
                Ok(When::Period(period))
            }
        }
    }

    /// Returns the period of a row from the first columns of its start and end that have a date.
    pub(super) fn period(
        &self,
        row: &Row,
        start: &[usize],
        end: &[usize],
        changes: &mut Vec<Change>,
    ) -> Result<Period, Outcome> {
        let from = match self.first_date(row, start, changes)? {
            Value::On(date) => Some(date),
            Value::None | Value::Unknown | Value::Open => None,
        };
        let to = match self.first_date(row, end, changes)? {
            Value::On(date) => Some(End::On(date)),
            Value::Open => Some(End::Ongoing),
            Value::Unknown => Some(End::Unknown),
            Value::None => None,
        };
        let period = Period { from, to };
        if period.is_reversed() {
            self.settle_reversed(period, end, changes)
        } else {
            Ok(period)
        }
    }

    /// Returns the first date of several columns; a date that is said to be unknown or open counts if no other is there.
    fn first_date(
        &self,
        row: &Row,
        columns: &[usize],
        changes: &mut Vec<Change>,
    ) -> Result<Value, Outcome> {
        let mut found = Value::None;
        for column in columns {
            let value = self.date(row, *column, changes)?;
            if let Value::On(_) = value {
                return Ok(value);
            }
            if found == Value::None {
                found = value;
            }
        }
        Ok(found)
    }

    /// Reads the date in a column.
    pub(super) fn date(
        &self,
        row: &Row,
        column: usize,
        changes: &mut Vec<Change>,
    ) -> Result<Value, Outcome> {
        let text = self.plan.cleaner.text(row, column);
        let name = &self.plan.columns[column];
        let Reading { value, change } = self
            .plan
            .dates
            .read(text)
            .map_err(|reason| Outcome::rejected(format!("{reason} (column `{name}`)")))?;
        if let Value::On(date) = value
            && is_odd(&date)
        {
            let mut odd_dates = self.odd_dates.borrow_mut();
            if odd_dates.len() < MAX_ODD_DATES {
                *odd_dates
                    .entry((name.clone(), text.to_owned()))
                    .or_default() += 1;
            }
        }
        if let Some(reason) = change {
            let to = match value {
                Value::On(date) => date.to_string(),
                _ => String::new(),
            };
            changes.push(Change {
                column: name.clone(),
                from: text.to_owned(),
                to,
                reason: reason.to_owned(),
            });
        }
        Ok(value)
    }

    fn settle_reversed(
        &self,
        period: Period,
        end: &[usize],
        changes: &mut Vec<Change>,
    ) -> Result<Period, Outcome> {
        let column = end.first().copied().unwrap_or_default();
        let settled = match self.plan.conflicts.end_before_start {
            Some(EndBeforeStart::DropEnd) => Period { to: None, ..period },
            Some(EndBeforeStart::DropStart) => Period {
                from: None,
                ..period
            },
            Some(EndBeforeStart::Swap) => Period {
                from: period.to.and_then(|to| to.date().copied()),
                to: period.from.map(End::On),
            },
            _ => return Err(Outcome::rejected("it ends before it begins")),
        };
        let text = |period: Period| {
            let from = period.from.map(|from| from.to_string()).unwrap_or_default();
            let to = period.to.map(|to| to.to_string()).unwrap_or_default();
            format!("{from}/{to}")
        };
        changes.push(Change {
            column: self.plan.columns[column].clone(),
            from: text(period),
            to: text(settled),
            reason: "it ends before it begins".to_owned(),
        });
        Ok(settled)
    }

    /// Settles a time outside the lifetime of an organization. A tie outside it is an error of `check`.
    pub(super) fn check_lifetime(
        &mut self,
        organization: u32,
        when: When,
        is_tie: bool,
        changes: &mut Vec<Change>,
    ) -> Result<(), Outcome> {
        let Some(entity) = self.collection.organizations.get_mut(organization) else {
            return Ok(());
        };
        let (first, last) = match when {
            When::Undated => return Ok(()),
            When::Year(year) => (year_date(year), year_date(year)),
            When::Period(period) => {
                let end = period.to.and_then(|to| to.date().copied());
                (period.from, end.or(period.from))
            }
        };
        let before = first
            .zip(entity.start)
            .filter(|(first, start)| first.is_certainly_before(start));
        let dissolved = entity.end.and_then(|end| end.date().copied());
        let after = last
            .zip(dissolved)
            .filter(|(last, end)| end.is_certainly_before(last));
        if before.is_none() && after.is_none() {
            return Ok(());
        }
        match self.plan.conflicts.outside_lifetime {
            // A tie outside a lifetime is an error of the check, and a participation is a warning.
            Some(OutsideLifetime::Keep) | None if !is_tie => return Ok(()),
            Some(OutsideLifetime::Widen) => {}
            _ => {
                let reason = format!("it is outside the lifetime of `{}`", entity.name);
                return Err(Outcome::rejected(reason));
            }
        }
        let mut widen = |bound: &str, from: Date, to: Date| {
            changes.push(Change {
                column: format!("{bound} of {}", entity.id),
                from: from.to_string(),
                to: to.to_string(),
                reason: "the lifetime is widened".to_owned(),
            });
        };
        if let Some((first, start)) = before {
            widen("start", start, first);
            entity.start = Some(first);
        }
        if let Some((last, end)) = after {
            widen("end", end, last);
            entity.end = Some(End::On(last));
        }
        Ok(())
    }

    /// Returns the rule for several rows on one thing.
    pub(super) fn repeated(&self) -> Repeated {
        self.plan.conflicts.repeated.unwrap_or(Repeated::Overlap)
    }
}

/// The number of different odd dates that are counted.
const MAX_ODD_DATES: usize = 20;

/// Returns `true` if a date is so far from all history that it may stand for something else, such as an open end.
fn is_odd(date: &Date) -> bool {
    const FIRST_YEAR: i32 = 2;
    const LAST_YEAR: i32 = 2200;
    let year = date.year();
    year.is_some_and(|year| !(FIRST_YEAR..LAST_YEAR).contains(&year) && year >= 0)
}
