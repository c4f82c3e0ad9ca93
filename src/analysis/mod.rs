//! Results computed from selections, as typed values.

pub mod matrix;
pub mod measure;
pub mod panel;
mod partner;
pub(crate) mod transition;

pub use self::matrix::matrix;
pub use self::partner::{Partner, partners};
pub use self::transition::{Transition, TransitionKind, transitions};
