//! Why a snapshot cannot be read.

use std::fmt;

use crate::model::RecordKind;

/// The reason why bytes cannot be read as a snapshot of a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SnapshotError {
    /// The bytes do not begin like a snapshot.
    NoSnapshot,
    /// There are other inputs beside the snapshot, which is a whole dataset.
    NotAlone,
    /// The snapshot has another format than that of this program.
    OtherFormat {
        /// The version of the program that wrote it.
        program: Box<str>,
        /// Whether the format is a newer one.
        is_newer: bool,
    },
    /// The bytes end too early, or too late.
    WrongLength,
    /// The bytes are not those that were written.
    WrongHash,
    /// A value does not have the form of its type.
    InvalidValue {
        /// The type.
        expected: &'static str,
    },
    /// A key does not lead to a record.
    DanglingKey {
        /// The kind of record.
        record: RecordKind,
    },
    /// Two records have the same id.
    DuplicateId {
        /// The kind of record.
        record: RecordKind,
    },
    /// Two partnerships of one coding pass have the same members.
    DuplicateDyad,
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSnapshot => f.write_str("this is not a snapshot"),
            Self::NotAlone => f.write_str(
                "a snapshot is a whole dataset, and cannot be combined with other inputs",
            ),
            Self::OtherFormat { program, is_newer } => {
                let age = if *is_newer { "a newer" } else { "an older" };
                write!(f, "the snapshot has {age} format, that of interorg {program}")
            }
            Self::WrongLength => f.write_str("the snapshot does not have the length that it states"),
            Self::WrongHash => f.write_str("the snapshot is damaged: its bytes have changed"),
            Self::InvalidValue { expected } => {
                write!(f, "the snapshot is not sound: expected {expected}")
            }
            Self::DanglingKey { record } => {
                write!(f, "the snapshot is not sound: a key leads to no {record}")
            }
            Self::DuplicateId { record } => {
                write!(f, "the snapshot is not sound: two {record}s have the same id")
            }
            Self::DuplicateDyad => f.write_str(
                "the snapshot is not sound: two partnerships of one coding pass have the same members",
            ),
        }
    }
}

impl std::error::Error for SnapshotError {}
