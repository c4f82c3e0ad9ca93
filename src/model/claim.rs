//! What every claim has: its citations, its confidence, and the rival readings.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;
use std::sync::Arc;

use super::date::{Date, DateError};
use super::day::Day;
use super::records::Key;
use super::source::Citation;
use super::text::serde_as_text;
use super::vocabulary::{Condition, Phase};

/// Remarks for readers, in the order of the dataset.
pub type Notes = Box<[Box<str>]>;

/// The evidence of a claim and its certainty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Claim {
    /// The citations that the claim rests on, in the order of the dataset. Claims that cite nothing of their own share
    /// those of their file or dataset.
    pub citations: Arc<[Citation]>,
    /// The confidence in the claim.
    pub confidence: Confidence,
    /// Remarks.
    pub notes: Notes,
    /// Other readings of the same evidence, or of other evidence.
    pub rivals: Box<[Rival]>,
    /// The number of the claim among those of records of more than two organizations, by which it is the same claim in each of
    /// their dyads; `None` for a claim of one dyad.
    pub joint: Option<NonZeroU32>,
    /// When the claim was in the record; `None` if the dataset does not say, so that it counts as always there.
    pub record_time: Option<Box<RecordTime>>,
}

/// When a claim was in the record, as opposed to when it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordTime {
    /// When it was written into the dataset; `None` if the dataset does not say.
    pub recorded: Option<Date>,
    /// When it was withdrawn; `None` if it still counts.
    pub withdrawn: Option<Date>,
}

/// The confidence in a claim, from low to high.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Confidence {
    /// No source that was read states the claim. It is kept so that it can be checked.
    Low,
    /// The claim is inferred from its source, or stated only at second hand.
    Medium,
    /// A source states the claim at the precision given.
    #[default]
    High,
}

/// The reason why a text is not a confidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConfidenceError;

/// Another reading that a scholar may defend.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rival {
    /// The statement of the other reading.
    pub says: Box<str>,
    /// When the claim begins in this reading; `None` if that does not differ.
    pub from: Option<Date>,
    /// When the claim ends in this reading; `None` if that does not differ.
    pub to: Option<End>,
    /// The phase in this reading; `None` if it does not differ.
    pub phase: Option<Key<Phase>>,
    /// The condition in this reading; `None` if it does not differ.
    pub condition: Option<Key<Condition>>,
    /// The citations that the reading rests on; empty if it rests on those of the claim.
    pub citations: Box<[Citation]>,
}

/// The end of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// It goes on (`..`).
    Ongoing,
    /// It has ended, and nobody knows when (`unknown`).
    Unknown,
    /// It ended at this date.
    On(Date),
}

impl RecordTime {
    /// Creates the time of a claim in the record; `None` if nothing is known of it.
    pub(crate) fn new(recorded: Option<Date>, withdrawn: Option<Date>) -> Option<Self> {
        let time = Self {
            recorded,
            withdrawn,
        };
        (recorded.is_some() || withdrawn.is_some()).then_some(time)
    }
}

impl Claim {
    /// Returns when the claim was written into the dataset; `None` if the dataset does not say.
    pub fn recorded(&self) -> Option<Date> {
        self.record_time.as_ref()?.recorded
    }

    /// Returns when the claim was withdrawn; `None` if it still counts.
    pub fn withdrawn(&self) -> Option<Date> {
        self.record_time.as_ref()?.withdrawn
    }

    /// Returns `true` if the claim is in the record as it was on a day, or as it is if there is no day.
    ///
    /// A claim is in the record from the last possible day of its date of record up to the day before the last possible one of
    /// its withdrawal. Without a date of record, it was always there.
    pub(crate) fn is_recorded(&self, day: Option<Day>) -> bool {
        let Some(day) = day else {
            return self.withdrawn().is_none();
        };
        let (recorded, withdrawn) = self.record_days();
        recorded.is_none_or(|recorded| recorded <= day)
            && withdrawn.is_none_or(|withdrawn| day < withdrawn)
    }

    /// Returns the first day on which the claim is in the record, and the first one on which it no longer is; `None` if it was
    /// always there, or still is.
    pub(crate) fn record_days(&self) -> (Option<Day>, Option<Day>) {
        let last = |date: Option<Date>| date.and_then(|date| date.latest().or(date.earliest()));
        (last(self.recorded()), last(self.withdrawn()))
    }

    /// Returns `true` if the claim has a rival reading.
    pub fn is_contested(&self) -> bool {
        !self.rivals.is_empty()
    }

    /// Returns the citations of the claim, followed by those of its rivals.
    pub fn all_citations(&self) -> impl Iterator<Item = &Citation> {
        let rivals = self.rivals.iter().flat_map(|rival| rival.citations.iter());
        self.citations.iter().chain(rivals)
    }
}

impl Confidence {
    /// All grades, from low to high.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// Returns the word for the grade, as the dataset spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl End {
    /// Returns the date of the end; `None` if it is unknown or has not come.
    pub fn date(&self) -> Option<&Date> {
        match self {
            Self::On(date) => Some(date),
            Self::Ongoing | Self::Unknown => None,
        }
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Confidence {
    type Err = ConfidenceError;

    fn from_str(text: &str) -> Result<Self, ConfidenceError> {
        let grade = Self::ALL.into_iter().find(|grade| grade.as_str() == text);
        grade.ok_or(ConfidenceError)
    }
}

impl fmt::Display for ConfidenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected `high`, `medium` or `low`")
    }
}

impl std::error::Error for ConfidenceError {}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ongoing => f.write_str(".."),
            Self::Unknown => f.write_str("unknown"),
            Self::On(date) => date.fmt(f),
        }
    }
}

impl FromStr for End {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        match text {
            ".." => Ok(Self::Ongoing),
            "unknown" => Ok(Self::Unknown),
            date => date.parse().map(Self::On),
        }
    }
}

serde_as_text!(Confidence, End);
