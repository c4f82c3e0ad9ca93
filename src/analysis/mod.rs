//! Results computed from selections, as typed values.

mod dyad_record;
mod history;
pub mod matrix;
pub mod measure;
mod panel;
mod partner;
pub(crate) mod transition;

pub use self::history::{PhaseHistory, rung};
pub use self::matrix::matrix;
pub use self::panel::{
    CodedYear, DyadYear, DyadYearOptions, Event, MilestoneCounts, MotiveCounts,
    ObservedParticipation, ObservedSpell, OperationCounts, OrganizationYear, PartnerCounts,
    PerTerm, dyad_years, events, organization_years, participations, spells,
};
pub use self::partner::{Partner, partners};
pub use self::transition::{Transition, TransitionKind, transitions};
