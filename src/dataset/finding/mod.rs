//! What a check reports.

mod kind;
mod render;
mod report;
mod rule;
mod wording;

pub use self::kind::{FindingKind, Limit};
pub(crate) use self::report::Lines;
pub use self::report::{ChangedSeverity, CodeCount, Finding, Place, Report, SourceText};
pub use self::rule::Rule;
pub use self::wording::{NameFlaw, SyntaxCause, ValueType};
