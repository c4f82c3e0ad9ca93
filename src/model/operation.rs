//! Peace operations and the participation of organizations in them.

use super::Id;
use super::claim::{Claim, End};
use super::date::Date;
use super::organization::{Name, Organization};
use super::records::{Identified, Key, RecordKind};
use super::vocabulary::Role;

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
    /// The unit or instrument through which the organization took part, such as `UNSOA`.
    pub through: Option<Box<str>>,
    /// The evidence. Without citations, it rests on those of the operation.
    pub claim: Claim,
}

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
