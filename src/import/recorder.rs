//! Keeps the accounts while files are read, and writes the report and the rejected rows.

use std::io::{self, Write};

use super::accounts::{Accounts, Fate, FileAccounts, Outcome, ReportWriter};
use super::error::ImportError;

/// Where the report and the rejected rows go, if they are wanted.
#[derive(Default)]
pub struct Sinks<'w> {
    /// Gets one line of CSV per row, cell and entry.
    pub report: Option<Box<dyn Write + 'w>>,
    /// Gets the rejected rows as they were, below the header of their table.
    pub rejects: Option<Box<dyn Write + 'w>>,
}

/// Keeps the accounts.
pub(super) struct Recorder<'w> {
    accounts: Accounts,
    report: Option<ReportWriter<'w>>,
    rejects: Option<Box<dyn Write + 'w>>,
    /// The header of the current file, until a rejected row was written below it.
    header: Vec<u8>,
}

impl<'w> Recorder<'w> {
    pub(super) fn new(sinks: Sinks<'w>) -> Result<Self, ImportError> {
        let report = sinks.report.map(ReportWriter::new).transpose();
        Ok(Self {
            accounts: Accounts::default(),
            report: report.map_err(failed)?,
            rejects: sinks.rejects,
            header: Vec::new(),
        })
    }

    /// Begins the accounts of a file.
    pub(super) fn begin(&mut self, name: &str, header: &[u8]) {
        self.accounts.files.push(FileAccounts {
            name: name.to_owned(),
            ..FileAccounts::default()
        });
        self.header = header.to_vec();
    }

    /// Returns the accounts of the current file.
    pub(super) fn file(&mut self) -> &mut FileAccounts {
        if self.accounts.files.is_empty() {
            self.begin("", b"");
        }
        let last = self.accounts.files.len() - 1;
        &mut self.accounts.files[last]
    }

    /// Records what became of a row, and keeps the row if it is rejected.
    pub(super) fn row(
        &mut self,
        unit: &'static str,
        number: u64,
        raw: &[u8],
        outcome: &Outcome,
    ) -> Result<(), ImportError> {
        self.part(unit, number, "", outcome)?;
        self.count_reasons(outcome);
        if outcome.fate == Fate::Rejected
            && let Some(rejects) = &mut self.rejects
        {
            let written = write_line(rejects, &std::mem::take(&mut self.header));
            written
                .and_then(|()| write_line(rejects, raw))
                .map_err(failed)?;
        }
        Ok(())
    }

    /// Records what became of a cell or entry, whose reasons count with its row.
    pub(super) fn part(
        &mut self,
        unit: &'static str,
        number: u64,
        value: &str,
        outcome: &Outcome,
    ) -> Result<(), ImportError> {
        self.file().tally_mut(unit).add(outcome.fate);
        let Some(mut report) = self.report.take() else {
            return Ok(());
        };
        let written = report.write((&self.file().name, number), unit, value, outcome);
        self.report = Some(report);
        written.map_err(failed)
    }

    /// Counts the reasons and changes of a cell or entry that is accounted by itself.
    pub(super) fn count_reasons(&mut self, outcome: &Outcome) {
        let file = self.file();
        if !outcome.reason.is_empty() {
            let key = (outcome.fate, outcome.reason.clone());
            *file.reasons.entry(key).or_default() += 1;
        }
        for change in &outcome.changes {
            let key = (change.column.clone(), change.reason.clone());
            let example = || (0, format!("`{}` → `{}`", change.from, change.to));
            file.changes.entry(key).or_insert_with(example).0 += 1;
        }
    }

    /// Ends the accounts.
    pub(super) fn finish(self) -> Result<Accounts, ImportError> {
        if let Some(report) = self.report {
            report.finish().map_err(failed)?;
        }
        Ok(self.accounts)
    }
}

/// Writes a line, with an end if it has none.
fn write_line(output: &mut dyn Write, line: &[u8]) -> io::Result<()> {
    output.write_all(line)?;
    if line.is_empty() || line.ends_with(b"\n") || line.ends_with(b"\r") {
        Ok(())
    } else {
        output.write_all(b"\n")
    }
}

fn failed(error: io::Error) -> ImportError {
    ImportError::io("the report", error)
}
