//! Results computed from selections, as typed values.

pub mod changes;
pub mod coverage;
mod dyad_record;
mod history;
pub mod matrix;
pub mod measure;
pub mod observations;
pub mod panel;
mod partner;
mod proportion;
pub mod survival;
pub(crate) mod transition;

pub use self::changes::{Changes, changes};
pub use self::coverage::{Coverage, Weakness, coverage};
pub use self::history::{PhaseHistory, rung};
pub use self::matrix::matrix;
pub use self::observations::{Observations, observations};
pub use self::partner::{Partner, partners};
pub use self::proportion::Proportion;
pub use self::transition::{Transition, TransitionKind, transitions};
