//! The rules of coding that a check can compare with the records.

use super::records::Key;
use super::vocabulary::{Condition, Phase, Role};

/// Rules by which a dataset codes its phases, as far as a check can compare them with operations and milestones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct CodingRules {
    /// The phases in which the two share no operation.
    pub phases_without_operations: Box<[Key<Phase>]>,
    /// The roles of those who run an operation. An operation counts for a dyad if one of the two runs it.
    pub leading_roles: Box<[Key<Role>]>,
    /// The condition of a relation in which, for two years or more, no milestone and no shared operation is recorded.
    pub silent_condition: Option<Key<Condition>>,
    /// Whether a fall in phase needs a milestone at its beginning: the act that ended what had earned the phase.
    pub falls_need_milestone: bool,
}

impl CodingRules {
    /// Returns `true` if any rule compares phases with operations or milestones.
    pub(crate) fn compare_events(&self) -> bool {
        !self.phases_without_operations.is_empty()
            || self.silent_condition.is_some()
            || self.falls_need_milestone
    }
}
