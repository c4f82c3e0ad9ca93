//! How organizations belong to other organizations, and when organizations existed.

use super::claim::{Claim, End};
use super::date::Date;
use super::organization::Organization;
use super::records::Key;

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
