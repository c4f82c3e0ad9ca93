//! Dossiers: everything that the dataset says about one thing, as typed values.
//!
//! [`crate::view::dossier`] makes tables from them.

mod dyad;
mod motive;
mod operation;
mod organization;
mod source;

pub use self::dyad::{CodedSpell, DyadDossier, course};
pub use self::motive::{Holder, MotiveDossier, NotFound};
pub(super) use self::operation::ParticipationFilter;
pub use self::operation::{OperationDossier, participation_claim};
pub use self::organization::{OrganizationDossier, OrganizationParticipation, PhaseLivedThrough};
pub use self::source::{CitingStatement, SourceDossier};
