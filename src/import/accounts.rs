//! The accounts of an import: what became of every row, cell and entry.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};

use crate::choice::choices;
use crate::phrase;

choices! {
    /// What became of a row, cell or entry.
    pub enum Fate {
        Used = "used": "it is in the dataset as it was",
        Changed = "changed": "it is in the dataset, with a value that was changed by a rule",
        Merged = "merged": "another row says the same, or has a period that overlaps",
        Empty = "empty": "it has no value",
        NotCarried = "not carried": "it is left out, for a reason that is not a fault",
        Rejected = "rejected": "it cannot be used",
    }
}

/// A value that was changed by a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The column.
    pub column: String,
    /// The value in the file.
    pub from: String,
    /// The value in the dataset.
    pub to: String,
    /// The reason.
    pub reason: String,
}

/// What became of one row, cell or entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) fate: Fate,
    /// The path of its record, such as `operations.unifil.participations.norway`.
    pub(super) record: String,
    pub(super) changes: Vec<Change>,
    /// Why it is not in the dataset.
    pub(super) reason: String,
}

/// The numbers of rows, cells or entries by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    counts: [u64; Fate::ALL.len()],
}

/// The accounts of one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct FileAccounts {
    /// The name of the file, with its sheet.
    pub name: String,
    /// The numbers of the units that were counted, such as `rows` and `entries`, with the outcomes of each.
    pub tallies: Vec<(&'static str, Tally)>,
    /// The numbers of units that are left out, by what became of them and why.
    pub reasons: BTreeMap<(Fate, String), u64>,
    /// The numbers of changed values, by column and reason, with an example.
    pub changes: BTreeMap<(String, String), (u64, String)>,
    /// The columns that are not carried, with the numbers of their values and the reason.
    pub columns: Vec<(String, u64, String)>,
    /// Other remarks.
    pub notes: Vec<String>,
}

/// The accounts of all files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accounts {
    /// The files, in the order in which they were read.
    pub files: Vec<FileAccounts>,
}

impl Outcome {
    pub(super) fn used(record: String, changes: Vec<Change>) -> Self {
        let fate = if changes.is_empty() {
            Fate::Used
        } else {
            Fate::Changed
        };
        Self {
            fate,
            record,
            changes,
            reason: String::new(),
        }
    }

    pub(super) fn merged(record: String, changes: Vec<Change>) -> Self {
        Self {
            fate: Fate::Merged,
            ..Self::used(record, changes)
        }
    }

    pub(super) fn empty() -> Self {
        Self::without_record(Fate::Empty, String::new())
    }

    pub(super) fn not_carried(reason: impl Into<String>) -> Self {
        Self::without_record(Fate::NotCarried, reason.into())
    }

    pub(super) fn rejected(reason: impl Into<String>) -> Self {
        Self::without_record(Fate::Rejected, reason.into())
    }

    fn without_record(fate: Fate, reason: String) -> Self {
        Self {
            fate,
            record: String::new(),
            changes: Vec::new(),
            reason,
        }
    }

    /// Combines what became of the cells or entries of a row. A row is in the dataset if one of them is, and is rejected if
    /// one of them is.
    pub(super) fn of_parts(parts: Vec<Self>) -> Self {
        let rank = |fate: Fate| match fate {
            Fate::Rejected => 0,
            Fate::Changed => 1,
            Fate::Used => 2,
            Fate::Merged => 3,
            Fate::NotCarried => 4,
            Fate::Empty => 5,
        };
        let mut parts = parts;
        parts.sort_by_key(|part| rank(part.fate));
        let mut parts = parts.into_iter();
        let Some(mut first) = parts.next() else {
            return Self::empty();
        };
        for part in parts {
            first.changes.extend(part.changes);
        }
        first
    }
}

impl Tally {
    /// Returns the number of units with an outcome.
    pub fn count(&self, fate: Fate) -> u64 {
        self.counts[fate as usize]
    }

    /// Returns the number of all units, which is the sum of all outcomes.
    pub fn sum(&self) -> u64 {
        self.counts.iter().sum()
    }

    pub(super) fn add(&mut self, fate: Fate) {
        self.counts[fate as usize] += 1;
    }
}

impl FileAccounts {
    /// Returns the tally of a unit, such as `rows`.
    pub fn tally(&self, unit: &str) -> Option<&Tally> {
        let mut tallies = self.tallies.iter();
        tallies
            .find(|(name, _)| *name == unit)
            .map(|(_, tally)| tally)
    }

    pub(super) fn tally_mut(&mut self, unit: &'static str) -> &mut Tally {
        let index = self.tallies.iter().position(|(name, _)| *name == unit);
        let index = index.unwrap_or_else(|| {
            self.tallies.push((unit, Tally::default()));
            self.tallies.len() - 1
        });
        &mut self.tallies[index].1
    }
}

impl Accounts {
    /// Returns the number of rejected rows of all files. Entries and cells are a part of their rows.
    pub fn rejected(&self) -> u64 {
        let first = |file: &FileAccounts| {
            let units = file.tallies.iter().filter(|(unit, _)| is_whole(unit));
            units
                .map(|(_, tally)| tally.count(Fate::Rejected))
                .sum::<u64>()
        };
        self.files.iter().map(first).sum()
    }
}

/// Returns `true` if a unit is not a part of another one.
fn is_whole(unit: &str) -> bool {
    !matches!(unit, "entries in cells" | "cells" | "statements")
}

impl fmt::Display for Accounts {
    /// Writes the accounts of each file: how many rows became what, and that the numbers add up.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.files.iter().try_for_each(|file| file.fmt(f))
    }
}

impl fmt::Display for FileAccounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.name)?;
        for (unit, tally) in &self.tallies {
            write_tally(f, unit, tally)?;
        }
        for ((fate, reason), count) in self
            .reasons
            .iter()
            .filter(|((_, reason), _)| !reason.is_empty())
        {
            writeln!(f, "  {fate}: {} because {reason}", grouped(*count))?;
        }
        for ((column, reason), (count, example)) in &self.changes {
            writeln!(
                f,
                "  changed: {} in `{column}`, {reason} ({example})",
                grouped(*count)
            )?;
        }
        for (column, count, reason) in &self.columns {
            let values = plural(*count, "value");
            writeln!(f, "  column `{column}` not carried: {values}; {reason}")?;
        }
        self.notes
            .iter()
            .try_for_each(|note| writeln!(f, "  note: {note}"))
    }
}

/// Writes a tally as a sum: `98,320 rows = 85,271 used + 13,049 merged`.
fn write_tally(f: &mut fmt::Formatter<'_>, unit: &str, tally: &Tally) -> fmt::Result {
    let parts = Fate::ALL.iter().map(|fate| (fate, tally.count(*fate)));
    let parts = parts.filter(|(_, count)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(fate, count)| format!("{} {fate}", grouped(count)))
        .collect();
    let sum = if parts.is_empty() {
        String::new()
    } else {
        format!(" = {}", parts.join(" + "))
    };
    let unit = match tally.sum() {
        1 => one_of(unit),
        _ => unit,
    };
    writeln!(f, "  {} {unit}{sum}", grouped(tally.sum()))
}

/// Returns the name of one of some units.
fn one_of(units: &str) -> &str {
    match units {
        "entries" => "entry",
        "entries in cells" => "entry in cells",
        "entities" => "entity",
        units => units.strip_suffix('s').unwrap_or(units),
    }
}

/// Returns a number with commas between thousands.
pub(super) fn grouped(number: u64) -> String {
    phrase::grouped(&number.to_string())
}

/// Returns a number of things, such as `1 value` and `2 values`.
pub(super) fn plural(count: u64, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(count))
}

/// Writes the report of an import: one line per row, cell or entry.
pub(super) struct ReportWriter<'w> {
    writer: csv::Writer<Box<dyn Write + 'w>>,
}

impl<'w> ReportWriter<'w> {
    pub(super) fn new(output: Box<dyn Write + 'w>) -> io::Result<Self> {
        let mut writer = csv::Writer::from_writer(output);
        writer.write_record([
            "file", "row", "unit", "value", "class", "record", "column", "from", "to", "reason",
        ])?;
        Ok(Self { writer })
    }

    /// Writes what became of a row, cell or entry. A row with several changes has several values in each column of them.
    pub(super) fn write(
        &mut self,
        (file, row): (&str, u64),
        unit: &str,
        value: &str,
        outcome: &Outcome,
    ) -> io::Result<()> {
        let join = |field: fn(&Change) -> &str| {
            let fields: Vec<&str> = outcome.changes.iter().map(field).collect();
            fields.join("; ")
        };
        let reasons = [&outcome.reason]
            .into_iter()
            .chain(outcome.changes.iter().map(|change| &change.reason));
        let reasons: Vec<&str> = reasons
            .map(String::as_str)
            .filter(|reason| !reason.is_empty())
            .collect();
        let row = if row == 0 {
            String::new()
        } else {
            row.to_string()
        };
        self.writer.write_record([
            file,
            &row,
            unit,
            value,
            outcome.fate.name(),
            &outcome.record,
            &join(|change| &change.column),
            &join(|change| &change.from),
            &join(|change| &change.to),
            &reasons.join("; "),
        ])?;
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}
