//! Results computed from selections, as typed values.

mod chain;
pub mod dossier;
pub mod elements;
mod how_to_cite;
pub mod matrix;
pub mod measure;
pub mod panel;
mod partner;
mod sources;
pub(crate) mod transition;

pub use self::chain::{ChainStep, ChainTie, PartnershipTie, chain_steps, timed_chain_steps};
pub use self::elements::elements;
pub use self::how_to_cite::how_to_cite;
pub use self::matrix::matrix;
pub use self::measure::measures;
pub use self::partner::{Partner, partners};
pub use self::sources::sources;
pub use self::transition::{Transition, TransitionKind, transitions};
