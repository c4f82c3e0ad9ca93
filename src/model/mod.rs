//! What the program believes: plain typed values that hold their invariants.
//!
//! The model knows nothing of files, graphs or commands. Its values come from [`dataset`](crate::dataset), which lets
//! only checked ones through. Leaf values such as [`Date`] and [`Id`] can be parsed anywhere, since they check themselves.

pub(crate) mod amount;
mod annotation;
mod bibliography;
mod claim;
mod coding_rules;
mod contributor;
mod dataset;
mod date;
mod day;
mod id;
mod joint;
mod labels;
mod language;
mod motive;
mod name;
mod named_view;
mod operation;
mod organization;
mod partnership;
mod partnerships;
mod quantity;
mod record_time;
mod recorded_years;
mod records;
mod severity;
mod source;
mod text;
mod value;
mod vocabulary;

pub use amount::{Amount, AmountValue, AmountValueError, Decimal};
pub use annotation::{Annotations, Attribute};
pub use bibliography::Bibliography;
pub use claim::{Claim, Confidence, ConfidenceError, End, Notes, RecordTime, Rival};
pub use coding_rules::CodingRules;
pub use contributor::{Contributor, PersonName};
pub use dataset::{About, Dataset};
pub(crate) use dataset::{DatasetParts, StoredBytes};
pub use date::{Bound, CalendarDate, Date, DateError, Qualifier};
pub(crate) use date::{possible_dates, year_text};
pub use day::Day;
pub use id::{Id, IdError};
pub use joint::JointRecord;
pub(crate) use joint::once;
pub use labels::Labels;
pub(crate) use language::NamedRecords;
pub use language::is_language_tag;
pub use motive::{CounterEvidence, MotiveClaim, MotiveNotFound};
pub use name::{Identifier, Name};
pub use named_view::{NamedView, ViewOption};
pub use operation::{Operation, Participation, ParticipationStatus, ParticipationStatusError};
pub use organization::{Existence, Membership, MembershipKind, Organization};
pub use partnership::{Coded, Dyad, Lesson, Milestone, Partnership, Series, Spell};
pub(crate) use partnerships::StoredPartnerships;
pub use partnerships::{Iter, PartnershipHead, Partnerships};
pub use quantity::{AmountKind, AmountSummary, AmountWordError};
pub(crate) use recorded_years::{Dated, RecordedYears, YearCollector, years_one_slip_away};
pub use records::{Identified, Key, RecordKind, Records};
pub use severity::{Severity, SeverityError};
pub use source::{Affiliation, Citation, Parent, Source};
pub use value::{Field, Known, Missing, Value, ValueType};
pub(crate) use vocabulary::with_vocabularies;
pub use vocabulary::{
    Coder, Coding, Condition, LessonGroup, MilestoneKind, Motive, MotiveFamily, OperationKind,
    OrganizationKind, Phase, Quantity, Role, SourceTier, Standard, Strength, Term, Vocable,
    Vocabularies,
};
