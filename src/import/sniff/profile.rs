//! Counts of what is in the columns of a table.

use std::collections::{BTreeMap, HashSet};

use crate::import::date::{DateReader, Value};
use crate::import::error::ImportError;
use crate::import::table::{Facts, Row, Table};

/// What is in the columns of a table.
pub(super) struct Profile {
    pub(super) rows: u64,
    pub(super) columns: Vec<ColumnProfile>,
    pub(super) facts: Facts,
}

/// What is in a column.
#[derive(Debug, Default)]
pub(super) struct ColumnProfile {
    pub(super) name: String,
    pub(super) filled: u64,
    pub(super) years: u64,
    pub(super) dates: u64,
    pub(super) numbers: u64,
    /// The numbers of values with several parts, such as `Argentina (50), Brazil (50)`.
    pub(super) lists: u64,
    /// Dates such as `03/04/2005`, of which only the order of day and month is not known.
    pub(super) unordered: u64,
    /// Whether one of them has a first or second number above 12.
    pub(super) has_day_first: bool,
    pub(super) has_month_first: bool,
    /// The dates that look as if they stood for something else, with their numbers.
    pub(super) sentinels: BTreeMap<String, u64>,
    /// The texts that look like missing values, with their numbers.
    pub(super) missing: BTreeMap<String, u64>,
    /// The values, up to a number of them.
    distinct: HashSet<String>,
}

/// The number of different values of a column that are kept.
const MAX_DISTINCT: usize = 1_000;

/// The texts that mean in many tables that a value is missing.
const MISSING: [&str; 14] = [
    "NA", "N/A", "na", "n/a", "NaN", "nan", "NULL", "null", "None", "?", ".", "-", "#N/A", "..",
];

/// The dates that stand in databases for an end that has not come, or for nothing.
const SENTINELS: [&str; 9] = [
    "9999-12-31",
    "31.12.9999",
    "2899-01-01",
    "2999-12-31",
    "2099-12-31",
    "0001-01-01",
    "1899-12-30",
    "1900-01-01",
    "9999",
];

impl Profile {
    /// Reads a table, and counts what is in its columns.
    pub(super) fn of(mut table: Table) -> Result<Self, ImportError> {
        let names = table.columns.iter();
        let mut columns: Vec<ColumnProfile> = names
            .map(|name| ColumnProfile {
                name: name.clone(),
                ..ColumnProfile::default()
            })
            .collect();
        let mut rows = 0;
        while let Some(row) = table.next_row()? {
            rows += u64::from(!row.is_blank());
            add_row(&mut columns, &row);
        }
        Ok(Self {
            rows,
            columns,
            facts: table.finish()?,
        })
    }
}

fn add_row(columns: &mut [ColumnProfile], row: &Row) {
    for (index, cell) in row.filled() {
        if let Some(column) = columns.get_mut(index) {
            column.add(cell);
        }
    }
}

impl ColumnProfile {
    fn add(&mut self, cell: &str) {
        if MISSING.contains(&cell) {
            *self.missing.entry(cell.to_owned()).or_default() += 1;
            return;
        }
        self.filled += 1;
        if self.distinct.len() < MAX_DISTINCT && !self.distinct.contains(cell) {
            self.distinct.insert(cell.to_owned());
        }
        if SENTINELS.contains(&cell) {
            *self.sentinels.entry(cell.to_owned()).or_default() += 1;
            self.dates += 1;
            return;
        }
        let is_number = cell.replace(',', "").parse::<f64>().is_ok();
        self.numbers += u64::from(is_number);
        let year = DateReader::year(cell).ok().filter(|_| is_number);
        if year.is_some_and(|year| (1000..=2200).contains(&year)) {
            self.years += 1;
            return;
        }
        if is_number {
            return;
        }
        let has_digits = cell.bytes().filter(u8::is_ascii_digit).count() >= 4;
        match DateReader::default().read(cell) {
            Ok(reading) if has_digits && matches!(reading.value, Value::On(_)) => self.dates += 1,
            Err(reason) if reason.contains("unknown order") => self.add_unordered(cell),
            _ => {
                self.lists +=
                    u64::from(cell.contains(", ") || cell.contains(';') || cell.ends_with(')'))
            }
        }
    }

    fn add_unordered(&mut self, cell: &str) {
        self.dates += 1;
        self.unordered += 1;
        let mut numbers = cell
            .split(['/', '-', '.'])
            .map(|part| part.trim().parse::<u32>().unwrap_or(0));
        self.has_day_first |= numbers.next().is_some_and(|number| number > 12);
        self.has_month_first |= numbers.next().is_some_and(|number| number > 12);
    }

    /// Returns the number of different values, of which at most a thousand are counted.
    pub(super) fn distinct(&self) -> usize {
        self.distinct.len()
    }

    /// Returns the different values in order, if there are few.
    pub(super) fn few_values(&self) -> Option<Vec<&str>> {
        const FEW: usize = 12;
        let mut values: Vec<&str> = self.distinct.iter().map(String::as_str).collect();
        values.sort_unstable();
        (values.len() <= FEW && !values.is_empty()).then_some(values)
    }

    /// Returns `true` if nearly all values are of a kind, of which there are `count`.
    fn is_mostly(&self, count: u64) -> bool {
        self.filled > 0 && count * 10 >= self.filled * 9
    }

    pub(super) fn is_year(&self) -> bool {
        self.is_mostly(self.years)
    }

    /// Returns `true` if the column holds dates, of which some may be years.
    pub(super) fn is_date(&self) -> bool {
        self.dates > 0 && self.is_mostly(self.dates + self.years)
    }

    pub(super) fn is_number(&self) -> bool {
        self.is_mostly(self.numbers)
    }

    pub(super) fn is_list(&self) -> bool {
        self.lists * 2 >= self.filled && self.filled > 0
    }

    /// Returns `true` if the values are marks or codes: few different numbers or single characters.
    pub(super) fn is_codes(&self) -> bool {
        let is_code = |value: &&str| value.parse::<f64>().is_ok() || value.chars().count() == 1;
        let values = self.few_values();
        values.is_some_and(|values| values.iter().all(is_code) && !self.is_year())
    }

    /// Returns what is in the column, in words.
    pub(super) fn description(&self) -> String {
        let kind = if self.filled == 0 {
            "empty"
        } else if self.is_year() {
            "years"
        } else if self.is_date() {
            "dates"
        } else if self.is_number() {
            "numbers"
        } else if self.is_list() {
            "lists"
        } else {
            "texts"
        };
        let more = if self.distinct() >= MAX_DISTINCT {
            "at least "
        } else {
            ""
        };
        let mut words = format!(
            "{kind}, {} filled, {more}{} different",
            self.filled,
            self.distinct()
        );
        if let Some(values) = self.few_values() {
            words += &format!(": {}", values.join(" · "));
        }
        for (text, count) in &self.missing {
            words += &format!("; `{text}` {count} times, perhaps missing");
        }
        for (text, count) in &self.sentinels {
            words += &format!("; `{text}` {count} times, perhaps not a date");
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_unknown_order_are_counted_until_one_shows_the_order() {
        let mut column = ColumnProfile::default();
        for cell in ["03/04/2005", "05/06/2005", "13/06/2005"] {
            column.add(cell);
        }
        assert_eq!((column.dates, column.unordered), (3, 3));
        assert!(column.has_day_first && !column.has_month_first);
    }
}
