//! Dossiers: everything that the dataset says about one thing, as typed values.
//!
//! [`crate::view::dossier`] makes tables from them.

mod dyad;
mod motive;
mod operation;
mod organization;
mod source;
mod support;

pub use self::dyad::{CodedSpell, DyadDossier, course};
pub use self::motive::{Holder, MotiveDossier, NotFound};
pub use self::operation::OperationDossier;
pub(super) use self::operation::ParticipationFilter;
pub use self::organization::{OrganizationDossier, OrganizationParticipation, PhaseLivedThrough};
pub use self::source::{CitingStatement, SourceDossier};
pub use self::support::{Support, membership_support, participation_support};
