//! Results computed from selections, as typed values.

pub mod agreement;
mod basis;
mod beta;
mod chain;
pub mod changes;
pub mod coverage;
pub mod dossier;
mod dyad_record;
pub mod elements;
mod history;
mod how_to_cite;
mod inventory;
pub mod matrix;
pub mod measure;
pub mod observations;
mod panel;
mod partner;
mod proportion;
pub(crate) mod random;
mod sources;
mod stamp;
pub mod survival;
pub mod tables;
pub(crate) mod transition;

pub use self::agreement::agreement;
pub use self::basis::{Basis, Scope};
pub use self::chain::{ChainStep, ChainTie, PartnershipTie, chain_steps, timed_chain_steps};
pub use self::changes::{Changes, changes};
pub use self::coverage::{Coverage, Weakness, coverage};
pub use self::elements::elements;
pub use self::history::{PhaseHistory, rung};
pub use self::how_to_cite::how_to_cite;
pub use self::inventory::{Listed, ThingKind, inventory};
pub use self::matrix::matrix;
pub use self::measure::measures;
pub use self::observations::{Observations, observations};
pub(crate) use self::panel::panel_years;
pub use self::panel::{
    CodedYear, DyadYear, DyadYearOptions, MembershipRow, MilestoneCounts, MotiveCounts, Numbered,
    NumberedMotive, ObservedParticipation, ObservedSpell, OperationCounts, OrganizationYear,
    PartnerCounts, PerTerm, dyad_years, lessons, memberships, milestones, motives,
    organization_years, participations, spells, statements,
};
pub use self::partner::{Partner, partners};
pub use self::proportion::Proportion;
pub use self::sources::sources;
pub use self::stamp::{ChangedRecord, Freshness, Stamp, StampedDataset};
pub use self::transition::{Transition, TransitionKind, transitions};
