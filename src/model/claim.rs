//! What every claim carries: its evidence, how sure it is, and what speaks against it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::date::{Date, DateError};
use super::records::Key;
use super::source::Source;
use super::vocabulary::{Condition, Phase};

/// Remarks for the reader, in the order in which they were written.
pub type Notes = Box<[Box<str>]>;

/// The evidence of a claim and what is said about its certainty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Claim {
    /// What the claim rests on, in the order of the dataset.
    pub citations: Box<[Citation]>,
    /// How sure the claim is.
    pub confidence: Confidence,
    /// Remarks.
    pub notes: Notes,
    /// Other readings of the same evidence, or of other evidence.
    pub rivals: Box<[Rival]>,
}

/// A source, the place in it, and perhaps its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The source.
    pub source: Key<Source>,
    /// The locator: page, paragraph, article.
    pub at: Option<Box<str>>,
    /// A short quotation, word for word.
    pub quote: Option<Box<str>>,
}

/// How sure a claim is, from the least to the most.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum Confidence {
    /// No source that was read states it; it is kept so that it can be checked.
    Low,
    /// It is inferred from the source, or stated only at one remove.
    Medium,
    /// A source states it at the precision given.
    #[default]
    High,
}

/// Another reading that somebody may defend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rival {
    /// What the other reading says.
    pub says: Box<str>,
    /// When it lets the claim begin, if that differs.
    pub from: Option<Date>,
    /// When it lets the claim end, if that differs.
    pub to: Option<End>,
    /// The phase that it reads, if that differs.
    pub phase: Option<Key<Phase>>,
    /// The condition that it reads, if that differs.
    pub condition: Option<Key<Condition>>,
    /// What it rests on; empty if it rests on the evidence of the claim.
    pub citations: Box<[Citation]>,
}

/// How something ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum End {
    /// It goes on (`..`).
    Ongoing,
    /// It has ended, and nobody knows when (`unknown`).
    Unknown,
    /// It ended then.
    On(Date),
}

impl Claim {
    /// Says whether a rival reading stands beside the claim.
    pub fn is_contested(&self) -> bool {
        !self.rivals.is_empty()
    }

    /// Returns all citations of the claim and then those of its rivals.
    pub fn all_citations(&self) -> impl Iterator<Item = &Citation> {
        let rivals = self.rivals.iter().flat_map(|rival| rival.citations.iter());
        self.citations.iter().chain(rivals)
    }
}

impl Confidence {
    /// All grades, from the least sure to the most.
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
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|grade| grade.as_str() == text)
            .ok_or(())
    }
}

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
