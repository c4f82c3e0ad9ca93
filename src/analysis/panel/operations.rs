//! Operations as tables count them.

use super::per_term::PerTerm;
use crate::graph::{DatedParticipation, JointParticipation};
use crate::model::{Confidence, Key, Operation, Records, Role};
use crate::query::Query;

/// The number of operations in a row.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OperationCounts {
    /// The number of operations with a role that makes ties. An operation counts once, however many participations it
    /// has.
    pub total: usize,
    /// The number of operations per role that occurs in them.
    pub by_role: PerTerm<Role, usize>,
}

impl OperationCounts {
    /// Counts operations by the roles that occur in them. Repeated pairs count once. Operations with no role that makes
    /// ties are not in the total.
    pub(super) fn new<'p>(
        roles: &Records<Role>,
        participations: impl Iterator<Item = &'p DatedParticipation>,
    ) -> Self {
        let pairs = participations.map(|one| (one.operation, one.role));
        let mut pairs: Vec<(Key<Operation>, Key<Role>)> = pairs.collect();
        pairs.sort_unstable();
        pairs.dedup();
        let by_role = if pairs.is_empty() {
            PerTerm::same(0)
        } else {
            PerTerm::each(roles, |role| {
                pairs.iter().filter(|pair| pair.1 == role).count()
            })
        };
        let by_operation = pairs.chunk_by(|one, other| one.0 == other.0);
        let tied = by_operation.filter(|pairs| pairs.iter().any(|pair| roles[pair.1].ties));
        Self {
            total: tied.count(),
            by_role,
        }
    }
}

/// The operations, roles and confidence that a query requests.
pub(super) struct OperationFilter {
    /// Only these operations; all operations if it is `None`.
    operations: Option<Vec<Key<Operation>>>,
    /// Only these roles; all roles if it is empty.
    roles: Vec<Key<Role>>,
    min_confidence: Confidence,
}

impl OperationFilter {
    pub(super) fn new(query: &Query<'_>) -> Self {
        Self {
            operations: query.named_operations(),
            roles: query.named_roles().to_vec(),
            min_confidence: query.min_confidence(),
        }
    }

    /// Returns `true` if a participation counts.
    pub(super) fn matches(&self, participation: &DatedParticipation) -> bool {
        participation.confidence >= self.min_confidence
            && self.matches_operation(participation.operation)
            && self.matches_role(participation.role)
    }

    /// Returns `true` if a shared operation counts. One of the two organizations must have a requested role.
    pub(super) fn matches_shared(&self, shared: JointParticipation) -> bool {
        shared.confidence() >= self.min_confidence
            && self.matches_operation(shared.operation())
            && shared
                .participations
                .iter()
                .any(|participation| self.matches_role(participation.role))
    }

    fn matches_operation(&self, operation: Key<Operation>) -> bool {
        let operations = self.operations.as_ref();
        operations.is_none_or(|operations| operations.contains(&operation))
    }

    fn matches_role(&self, role: Key<Role>) -> bool {
        self.roles.is_empty() || self.roles.contains(&role)
    }
}
