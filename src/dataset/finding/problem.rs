//! What can be wrong with a dataset: every finding has one of these problems.

use super::codes::CODES;
use crate::model::{Date, DateError, End};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The dataset can be used; something in it deserves a look.
    Warning,
    /// The dataset cannot be used.
    Error,
}

impl Severity {
    /// Returns the word for the severity.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A limit that keeps a hostile text from filling the memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// How deep values may be nested.
    Depth,
    /// How much aliases may repeat.
    Repetition,
}

/// A problem with a dataset, as values; its words are in its `Display` and its hint.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Problem {
    /// The bytes are not UTF-8.
    NotUtf8 {
        /// How many bytes are good.
        valid_up_to: usize,
    },
    /// The text is not YAML.
    Syntax {
        /// What the parser says.
        detail: String,
    },
    /// The text is nested deeper, or repeats more by aliases, than it may.
    BeyondLimit {
        /// Which limit.
        limit: Limit,
    },
    /// There is no organization and no partnership.
    EmptyDataset,
    /// A mapping has a key that is not known there.
    UnknownKey {
        /// The key.
        key: String,
        /// The nearest known keys.
        candidates: Vec<String>,
        /// Every key that is known there.
        known: Vec<String>,
    },
    /// A mapping lacks a key.
    MissingKey {
        /// The key.
        key: String,
    },
    /// A mapping has a key twice.
    DuplicateKey {
        /// The key.
        key: String,
    },
    /// A value is of the wrong type.
    WrongType {
        /// The types that are expected.
        expected: String,
        /// The type that is there.
        found: String,
    },
    /// A value is not among those allowed.
    InvalidChoice {
        /// The value.
        value: String,
        /// The values that are allowed.
        allowed: Vec<String>,
    },
    /// A text is not a date.
    InvalidDate {
        /// The text.
        text: String,
        /// Why not.
        error: DateError,
    },
    /// A text is not an id.
    InvalidId {
        /// The text.
        text: String,
        /// The nearest id.
        suggestion: Option<String>,
    },
    /// The loader refuses a record for a reason that the other checks did not find.
    Malformed {
        /// What the loader says.
        detail: String,
    },
    /// Two records of one kind have the same id, or an organization answers to the id or
    /// abbreviation of another.
    DuplicateId {
        /// What kind of record.
        kind: &'static str,
        /// The id.
        id: String,
    },
    /// A name or alias of one record also means another.
    AmbiguousName {
        /// What else it means, such as `another organization`.
        other: String,
        /// The name.
        name: String,
    },
    /// Two partnerships are between the same organizations.
    DuplicateDyad {
        /// The dyad, as the second record spells it.
        dyad: String,
    },
    /// The dataset describes itself twice.
    DuplicateDataset,
    /// A partnership is between an organization and itself.
    SelfPair {
        /// The organization.
        organization: String,
    },
    /// A partnership is not between two organizations.
    NotAPair {
        /// How many there are.
        found: usize,
    },
    /// A word refers to nothing.
    Unknown {
        /// What kind of thing it should refer to.
        kind: &'static str,
        /// The word.
        id: String,
        /// The nearest words that refer to something.
        candidates: Vec<String>,
    },
    /// Something ends before it starts.
    EndBeforeStart {
        /// The end.
        end: End,
        /// The start.
        start: Date,
    },
    /// A spell begins before the one before it ends.
    OverlappingPhases {
        /// When the later spell begins.
        from: Date,
        /// When the earlier one ends.
        to: End,
    },
    /// A spell begins before the one before it begins.
    PhasesOutOfOrder {
        /// When the spell begins.
        from: Date,
        /// When the one before it begins.
        previous: Date,
    },
    /// A spell begins before a member was founded.
    PhaseBeforeFounding {
        /// When the spell begins.
        from: Date,
        /// The member.
        organization: String,
        /// When it was founded.
        founded: Date,
    },
    /// A spell goes on after a member has ended.
    PhaseAfterDissolution {
        /// The day or date on which the spell is still there.
        until: String,
        /// The member.
        organization: String,
        /// When it ended.
        dissolved: Date,
    },
    /// A spell runs through an organization that is no predecessor of a member.
    NotAPredecessor {
        /// The organization.
        organization: String,
        /// The dyad.
        dyad: String,
    },
    /// A motive is held by an organization outside the dyad.
    ForeignMotive {
        /// The organization.
        organization: String,
        /// The dyad.
        dyad: String,
    },
    /// A text that must say something is empty.
    EmptyText {
        /// The key under which it stands.
        key: &'static str,
    },
    /// A claim cites nothing.
    UncitedClaim {
        /// What kind of claim.
        claim: &'static str,
    },
    /// A source is never cited.
    UnusedSource {
        /// The source.
        source: String,
    },
    /// Two sources have one address and the same numbers.
    DuplicateSource {
        /// The later source.
        source: String,
        /// The earlier one.
        other: String,
    },
    /// A link is not http or https, or contains characters that no address has.
    UnsafeLink {
        /// The link.
        link: String,
        /// The first character that no address has; `None` if it is no http or https address.
        letter: Option<char>,
    },
    /// Records succeed one another in a circle.
    SuccessionCycle {
        /// What kind of record.
        kind: &'static str,
        /// The ids along the circle.
        ids: Vec<String>,
    },
    /// A participation lies outside its operation.
    ParticipationOutside {
        /// What is outside: the start or the end of the participation.
        date: String,
        /// The bound of the operation that it crosses.
        bound: String,
        /// What it reaches beyond: the operation or the organization.
        of: &'static str,
    },
}

impl Problem {
    /// Returns the severity: an error, but for what only deserves a look.
    pub fn severity(&self) -> Severity {
        match self {
            Self::AmbiguousName { .. }
            | Self::DuplicateSource { .. }
            | Self::UnusedSource { .. }
            | Self::ParticipationOutside { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// Returns the code, a word in kebab case under which the codebook explains the problem.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotUtf8 { .. } => "not-utf8",
            Self::Syntax { .. } => "syntax",
            Self::BeyondLimit { .. } => "beyond-limit",
            Self::EmptyDataset => "empty-dataset",
            Self::UnknownKey { .. } => "unknown-key",
            Self::MissingKey { .. } => "missing-key",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::WrongType { .. } => "wrong-type",
            Self::InvalidChoice { .. } => "invalid-choice",
            Self::InvalidDate { .. } => "invalid-date",
            Self::InvalidId { .. } => "invalid-id",
            Self::Malformed { .. } => "malformed",
            Self::DuplicateId { .. } => "duplicate-id",
            Self::AmbiguousName { .. } => "ambiguous-name",
            Self::DuplicateDyad { .. } => "duplicate-dyad",
            Self::DuplicateDataset => "duplicate-dataset",
            Self::SelfPair { .. } => "self-pair",
            Self::NotAPair { .. } => "not-a-pair",
            Self::Unknown { kind, .. } => unknown_code(kind),
            Self::EndBeforeStart { .. } => "end-before-start",
            Self::OverlappingPhases { .. } => "overlapping-phases",
            Self::PhasesOutOfOrder { .. } => "phases-out-of-order",
            Self::PhaseBeforeFounding { .. } => "phase-before-founding",
            Self::PhaseAfterDissolution { .. } => "phase-after-dissolution",
            Self::NotAPredecessor { .. } => "not-a-predecessor",
            Self::ForeignMotive { .. } => "foreign-motive",
            Self::UncitedClaim { .. } => "uncited-claim",
            Self::UnusedSource { .. } => "unused-source",
            Self::DuplicateSource { .. } => "duplicate-source",
            Self::UnsafeLink { .. } => "unsafe-link",
            Self::EmptyText { .. } => "empty-text",
            Self::SuccessionCycle { .. } => "succession-cycle",
            Self::ParticipationOutside { .. } => "participation-outside",
        }
    }

    /// Every code there is, in the order in which the codebook explains them.
    pub const CODES: [&'static str; CODES.len()] = CODES;
}

/// Returns the code of an unknown word that should refer to something of this kind.
fn unknown_code(kind: &str) -> &'static str {
    match kind {
        "organization" => "unknown-organization",
        "operation" => "unknown-operation",
        "source" => "unknown-source",
        "phase" => "unknown-phase",
        "condition" => "unknown-condition",
        "coding" => "unknown-coding",
        "motive" => "unknown-motive",
        "motive family" => "unknown-motive-family",
        "role" => "unknown-role",
        "lesson group" => "unknown-lesson-group",
        "source tier" => "unknown-source-tier",
        _ => "unknown-kind",
    }
}
