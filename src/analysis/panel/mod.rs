//! Rows for statistics: dyad-years, organization-years, spells, events, participations.
//!
//! Rows are typed values, made one at a time: a million rows take no more memory than one. A field without a value has a
//! reason (see [`Missing`](crate::model::Missing)): that there is none, that it is unknown, that something does not
//! exist, or that the question does not apply. These must not be confused in statistics.

mod dyad_years;
mod events;
mod operation_counts;
mod organization_years;
mod participations;
mod per_term;
mod spells;
mod year;

pub use self::dyad_years::{
    CodedYear, DyadYear, DyadYearOptions, MilestoneCounts, MotiveCounts, dyad_years,
};
pub use self::events::{Event, events};
pub use self::operation_counts::OperationCounts;
pub use self::organization_years::{OrganizationYear, PartnerCounts, organization_years};
pub use self::participations::{ObservedParticipation, participations};
pub use self::per_term::PerTerm;
pub use self::spells::{ObservedSpell, spells};
