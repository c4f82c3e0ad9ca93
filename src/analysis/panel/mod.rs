//! Rows of tables for statistics: dyad-years, organization-years, spells, participations, and records as rows.
//!
//! Rows are typed values, made one at a time: a million rows take no more memory than one. A field without a value
//! holds the reason (see [`Missing`](crate::model::Missing)). Statistics must not confuse "no cooperation" with
//! "unknown", or with years in which an organization did not exist.

mod dyad_year;
mod dyad_years;
mod operations;
mod organization_years;
mod pairs;
mod participations;
mod per_term;
mod records;
mod spells;
mod year;
mod year_motives;

pub use self::dyad_year::{CodedYear, DyadYear, MilestoneCounts, MotiveCounts};
pub(crate) use self::dyad_years::panel_years;
pub use self::dyad_years::{DyadYearOptions, dyad_years};
pub use self::operations::OperationCounts;
pub use self::organization_years::{OrganizationYear, PartnerCounts, organization_years};
pub use self::participations::{ObservedParticipation, participations};
pub use self::per_term::PerTerm;
pub use self::records::{
    MembershipRow, Numbered, NumberedMotive, lessons, memberships, milestones, motives, statements,
};
pub(super) use self::spells::observed_spells;
pub use self::spells::{ObservedSpell, spells};
