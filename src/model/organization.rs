//! International organizations: when they existed, and what they belong to.

use std::fmt;

use super::Id;
use super::annotation::Annotations;
use super::claim::{Claim, End, Notes};
use super::date::Date;
use super::name::{Identifier, Name};
use super::records::{Identified, Key, RecordKind};
use super::source::Citation;
use super::vocabulary::OrganizationKind;

/// An international organization.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Organization {
    /// The id, such as `au`.
    pub id: Id,
    /// The usual abbreviation, such as `AU`; if the dataset gives none, the id in capitals, or the name if the id is long.
    pub abbreviation: Box<str>,
    /// The name in English.
    pub name: Box<str>,
    /// The names in other languages.
    pub names: Box<[Name]>,
    /// Other names and abbreviations by which queries find the organization.
    pub aliases: Box<[Box<str>]>,
    /// The kind of organization.
    pub kind: Option<Key<OrganizationKind>>,
    /// When it was founded; `None` if the dataset does not say.
    pub founded: Option<Date>,
    /// When it was dissolved.
    pub dissolved: End,
    /// The periods in which it existed, in order of time, if the dataset lists them; the first begins when it was founded,
    /// and the last ends when it was dissolved.
    pub existence: Box<[Existence]>,
    /// The date from which on it is recorded what it did, if that is later than [`About::from`](super::About::from).
    pub covered_from: Option<Date>,
    /// The place of its seat; `None` if the dataset does not say.
    pub seat: Option<Box<str>>,
    /// The part of the world that it belongs to, such as `Africa`; `None` if the dataset does not say.
    pub region: Option<Box<str>>,
    /// The organizations that it succeeded.
    pub predecessors: Box<[Key<Organization>]>,
    /// What it is a part or a member of, in the order of the dataset.
    pub memberships: Box<[Membership]>,
    /// Its identifiers in Wikidata and other registers.
    pub identifiers: Box<[Identifier]>,
    /// Its free attributes.
    pub annotations: Annotations,
    /// The citations that the record rests on.
    pub citations: Box<[Citation]>,
    /// Remarks.
    pub notes: Notes,
}

/// The claim that an organization is a part or a member of another one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Membership {
    /// How it belongs to the other one.
    pub kind: MembershipKind,
    /// The organization that it belongs to.
    pub organization: Key<Organization>,
    /// Since when; `None` if the dataset does not say.
    pub from: Option<Date>,
    /// Until when; `None` if the dataset does not say.
    pub to: Option<End>,
    /// The evidence.
    pub claim: Claim,
}

/// How an organization belongs to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MembershipKind {
    /// It is a part or an organ of it, such as a command of an alliance.
    PartOf,
    /// It is a member of it, and an organization of its own.
    MemberOf,
}

/// A period in which an organization existed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Existence {
    /// When it begins; `None` if the dataset does not say.
    pub from: Option<Date>,
    /// When it ends; `None` if the dataset does not say.
    pub to: Option<End>,
}

impl MembershipKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::PartOf, Self::MemberOf];

    /// Returns the name, as the dataset spells it: `part-of` or `member-of`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PartOf => "part-of",
            Self::MemberOf => "member-of",
        }
    }
}

impl fmt::Display for Existence {
    /// Writes the period as an interval of EDTF, such as `1980/1989`, `1995/..` or `/1989`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(from) = self.from {
            write!(f, "{from}")?;
        }
        f.write_str("/")?;
        match self.to.unwrap_or(End::Ongoing) {
            End::Ongoing => f.write_str(".."),
            End::Unknown => Ok(()),
            End::On(to) => write!(f, "{to}"),
        }
    }
}

impl Organization {
    /// Returns the ends and beginnings of the periods around each gap in its existence, in order of time.
    pub(crate) fn gaps(&self) -> impl Iterator<Item = (Date, Date)> {
        let periods = self.existence.windows(2);
        periods.filter_map(|periods| {
            let [before, after] = periods else {
                return None;
            };
            let ended = before.to.as_ref().and_then(End::date);
            Some((*ended?, after.from?))
        })
    }

    /// Returns the short name of an organization without an abbreviation: its id in capitals, or its name if the id is made
    /// from that, and so has a hyphen or many characters.
    pub(crate) fn without_abbreviation(id: &str, name: &str) -> Box<str> {
        const MAX_CHARACTERS: usize = 8;
        if id.contains('-') || id.chars().count() > MAX_CHARACTERS {
            name.into()
        } else {
            id.to_uppercase().into()
        }
    }
}

impl Identified for Organization {
    const KIND: RecordKind = RecordKind::Organization;

    fn id(&self) -> &Id {
        &self.id
    }
}
