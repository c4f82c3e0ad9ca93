//! What a check reports.

pub(crate) mod codes;
mod problem;
mod render;
mod report;
pub(crate) mod wording;

pub use self::codes::EXPLANATIONS;
pub use self::problem::{Limit, Problem, Severity};
pub(crate) use self::report::Lines;
pub use self::report::{Finding, Place, Report, SourceText};
