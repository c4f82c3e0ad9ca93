//! Paths: how two organizations are tied, directly, through partners, or through operations.
//!
//! [`paths`] finds ties that exist at one time, [`paths_in_time`] ties that exist one after another.

mod breadth_first;
mod chain;
mod one_time;
mod ties;
mod timed;
mod timed_ties;

pub use self::chain::{Chain, Link, TimedChain};
pub use self::one_time::paths;
pub use self::timed::paths_in_time;
