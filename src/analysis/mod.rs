//! Results computed from selections, as typed values.

pub mod matrix;
pub mod measure;
pub mod panel;
pub(crate) mod transition;

pub use self::matrix::matrix;
pub use self::transition::{Transition, TransitionKind, transitions};
