//! The table of files that are no longer what their queries produce.

use super::cell::Cell;
use super::columns::Columns;
use super::table::Table;
use crate::analysis::{ChangedRecord, Freshness, Stamp};
use crate::model::{Field, Value, ValueType};

/// The maximum number of changed records that people read.
const MAX_LISTED: usize = 5;

/// A file with its stamp, and what became of the records that it rests on.
#[derive(Debug, Clone)]
pub struct StampedFile {
    /// The path of the file.
    pub file: String,
    /// The stamp.
    pub stamp: Stamp,
    /// Whether the file is still what the query produces.
    pub freshness: Freshness,
    /// Whether the file is not the one that the stamp beside it was written for.
    pub is_edited: bool,
}

impl StampedFile {
    /// Returns `true` if the file is as it was written, and still what the query produces.
    pub fn is_current(&self) -> bool {
        self.freshness == Freshness::Current && !self.is_edited
    }

    fn changes(&self) -> &[ChangedRecord] {
        match &self.freshness {
            Freshness::Stale(changes) => changes,
            Freshness::Current | Freshness::Unanswerable(_) => &[],
        }
    }

    /// Returns why the file is not current, in words.
    fn reason(&self) -> Option<String> {
        let edited = self.is_edited.then(|| "the file was changed".to_owned());
        let of_records = match &self.freshness {
            Freshness::Current => None,
            Freshness::Unanswerable(error) => Some(error.to_string()),
            Freshness::Stale(changes) if changes.is_empty() => {
                Some("records changed; a file written with --stamp lists them".to_owned())
            }
            Freshness::Stale(changes) => Some(in_words(changes)),
        };
        let reasons: Vec<String> = edited.into_iter().chain(of_records).collect();
        (!reasons.is_empty()).then(|| reasons.join("; "))
    }
}

fn in_words(changes: &[ChangedRecord]) -> String {
    let shown = changes.iter().take(MAX_LISTED);
    let shown = shown.map(|one| format!("{} {}", one.record, one.change.name()));
    let mut parts: Vec<String> = shown.collect();
    match changes.len().saturating_sub(MAX_LISTED) {
        0 => {}
        more => parts.push(format!("and {more} more")),
    }
    parts.join(", ")
}

/// The type of the changed records.
const CHANGES: ValueType = ValueType::List(&ValueType::Record(&[
    Field::new(
        "record",
        ValueType::Text,
        "The list and the id of the record.",
    ),
    Field::new(
        "change",
        ValueType::Code,
        "Whether it was changed, or was added to or removed from what the file rests on.",
    ),
]));

/// Returns the files, in the given order: whether each is still what its query produces, and if not, why.
pub fn stale(files: &[StampedFile]) -> Table {
    let columns = Columns::new()
        .with(
            "file",
            "File",
            "The path of the file.",
            ValueType::Text,
            |row: &&StampedFile| row.file.clone(),
        )
        .with(
            "current",
            "Current",
            "Whether the file is as it was written, and still what its query produces.",
            ValueType::Boolean,
            |row| Value::from(row.is_current()),
        )
        .with(
            "reason",
            "Why",
            "Why the file is not current, in words.",
            ValueType::Text,
            |row| Cell::optional(row.reason()),
        )
        .data(
            "changes",
            "The records that differ from those that the file rests on, if its stamp lists them.",
            CHANGES,
            |row| {
                let changes = row.changes().iter();
                let changes = changes.map(|one| {
                    Value::Record(vec![
                        ("record", one.record.clone().into()),
                        ("change", one.change.name().into()),
                    ])
                });
                Value::List(changes.collect())
            },
        )
        .with(
            "command",
            "Command",
            "The command that gives the same answer.",
            ValueType::Text,
            |row| row.stamp.command.clone(),
        );
    columns.table("stale", "Stamped files", files.iter())
}
