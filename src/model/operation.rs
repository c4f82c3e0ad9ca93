//! Peace operations and the participation of organizations in them.

use std::fmt;
use std::str::FromStr;

use super::Id;
use super::annotation::Annotations;
use super::claim::{Claim, End};
use super::date::Date;
use super::name::{Identifier, Name};
use super::organization::Organization;
use super::records::{Identified, Key, RecordKind};
use super::text::serde_as_text;
use super::vocabulary::{OperationKind, Role};

/// A peace operation, or another undertaking in the field.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The id, such as `amisom`.
    pub id: Id,
    /// The name in English.
    pub name: Box<str>,
    /// The usual abbreviation, such as `AMISOM`.
    pub abbreviation: Option<Box<str>>,
    /// The names in other languages.
    pub names: Box<[Name]>,
    /// Other names by which queries find the operation.
    pub aliases: Box<[Box<str>]>,
    /// The kind of operation.
    pub kind: Option<Key<OperationKind>>,
    /// Where it took place, as it is written in a sentence.
    pub place: Option<Box<str>>,
    /// The countries in which, or off which, it took place.
    pub countries: Box<[Box<str>]>,
    /// When it began; `None` if the dataset does not say.
    pub start: Option<Date>,
    /// When it ended.
    pub end: End,
    /// The symbols of the documents that gave it its mandate.
    pub mandate: Box<[Box<str>]>,
    /// The operations that it took over from.
    pub predecessors: Box<[Key<Operation>]>,
    /// Its identifiers in other registers.
    pub identifiers: Box<[Identifier]>,
    /// Its address on the web.
    pub url: Option<Box<str>>,
    /// Its free attributes.
    pub annotations: Annotations,
    /// The participations, in the order of the dataset.
    pub participations: Box<[Participation]>,
    /// The evidence of the record.
    pub claim: Claim,
}

/// The participation of an organization in an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Participation {
    /// The organization.
    pub organization: Key<Organization>,
    /// Its role.
    pub role: Key<Role>,
    /// When the participation began; `None` means with the operation.
    pub from: Option<Date>,
    /// When the participation ended; `None` means with the operation.
    pub to: Option<End>,
    /// Whether the participation is recorded, or it is unknown whether there was one.
    pub status: ParticipationStatus,
    /// The unit or instrument through which the organization took part, such as `UNSOA`.
    pub through: Option<Box<str>>,
    /// Its free attributes and its amounts.
    pub annotations: Annotations,
    /// The evidence. Without citations, it rests on those of the operation.
    pub claim: Claim,
}

/// What is known of a participation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ParticipationStatus {
    /// The organization took part.
    #[default]
    Recorded,
    /// It is unknown whether the organization took part in this role. It makes no tie, and counts as unknown, never as 0.
    Unknown,
}

/// The reason why a text is not the status of a participation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParticipationStatusError;

impl Participation {
    /// Returns `true` if it is unknown whether the organization took part.
    pub fn is_unknown(&self) -> bool {
        self.status == ParticipationStatus::Unknown
    }
}

impl ParticipationStatus {
    /// All statuses.
    pub const ALL: [Self; 2] = [Self::Recorded, Self::Unknown];

    /// Returns the word for the status, as the dataset spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for ParticipationStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for ParticipationStatus {
    type Err = ParticipationStatusError;

    fn from_str(text: &str) -> Result<Self, ParticipationStatusError> {
        let status = Self::ALL.into_iter().find(|one| one.as_str() == text);
        status.ok_or(ParticipationStatusError)
    }
}

impl fmt::Display for ParticipationStatusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected `recorded` or `unknown`")
    }
}

impl std::error::Error for ParticipationStatusError {}

serde_as_text!(ParticipationStatus);

impl Operation {
    /// Returns the abbreviation, or the name if there is no abbreviation.
    pub fn label(&self) -> &str {
        self.abbreviation.as_deref().unwrap_or(&self.name)
    }
}

impl Identified for Operation {
    const KIND: RecordKind = RecordKind::Operation;

    fn id(&self) -> &Id {
        &self.id
    }
}
