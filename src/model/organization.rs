//! International organizations.

use serde::{Deserialize, Serialize};

use super::Id;
use super::claim::{Citation, End, Notes};
use super::date::Date;
use super::records::{Identified, Key, RecordKind};
use super::vocabulary::OrganizationKind;

/// An international organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// The id, such as `au`.
    pub id: Id,
    /// The usual abbreviation, such as `AU`; the id in capitals where none was given.
    pub abbreviation: Box<str>,
    /// The name in English.
    pub name: Box<str>,
    /// The names in other languages.
    pub names: Box<[Name]>,
    /// Other names and abbreviations by which it is found.
    pub aliases: Box<[Box<str>]>,
    /// What sort of organization it is.
    pub kind: Option<Key<OrganizationKind>>,
    /// When it was founded; `None` if the dataset does not say.
    pub founded: Option<Date>,
    /// How it ended.
    pub dissolved: End,
    /// Where it has its seat; `None` if the dataset does not say.
    pub seat: Option<Box<str>>,
    /// The part of the world whose organization it is, such as `Africa`; `None` if the dataset does not
    /// say.
    pub region: Option<Box<str>>,
    /// The organizations whose place it took.
    pub predecessors: Box<[Key<Organization>]>,
    /// What others call it: Wikidata and other registers.
    pub identifiers: Box<[Identifier]>,
    /// What the record rests on.
    pub citations: Box<[Citation]>,
    /// Remarks.
    pub notes: Notes,
}

/// A name in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The language, as a BCP 47 tag.
    pub language: Box<str>,
    /// The name.
    pub text: Box<str>,
}

/// A name in a register outside the dataset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifier {
    /// The register, such as `wikidata`.
    pub scheme: Box<str>,
    /// The name there, such as `Q7159`.
    pub value: Box<str>,
}

impl Identified for Organization {
    const KIND: RecordKind = RecordKind::Organization;

    fn id(&self) -> &Id {
        &self.id
    }
}
