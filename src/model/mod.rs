//! What the program believes: plain typed values that hold their invariants.
//!
//! The model knows nothing of files, graphs or commands. Its values come from
//! [`dataset`](crate::dataset), which lets only checked ones through.

mod bibliography;
mod claim;
mod dataset;
mod date;
mod day;
mod id;
mod operation;
mod organization;
mod partnership;
mod records;
mod source;
mod vocabulary;

pub use bibliography::Bibliography;
pub use claim::{Citation, Claim, Confidence, End, Notes, Rival};
pub(crate) use dataset::DatasetParts;
pub use dataset::{About, Dataset};
pub use date::{Bound, CalendarDate, Date, DateError, Qualifier};
pub use day::Day;
pub use id::{Id, IdError};
pub use operation::{Operation, Participation};
pub use organization::{Identifier, Name, Organization};
pub use partnership::{Coded, Dyad, Lesson, Milestone, MotiveClaim, Partnership, Spell};
pub use records::{Identified, Key, RecordKind, Records};
pub use source::{Parent, Source};
pub(crate) use vocabulary::with_vocabularies;
pub use vocabulary::{
    Coding, Condition, LessonGroup, MilestoneKind, Motive, MotiveFamily, OrganizationKind, Phase,
    Role, SourceTier, Term, Vocable, Vocabularies,
};
