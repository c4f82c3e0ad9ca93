//! Operations as tables count them.

use super::per_term::PerTerm;
use crate::graph::{DatedParticipation, JointParticipation};
use crate::model::{Confidence, Key, Known, Missing, Operation, Records, Role};
use crate::query::Query;

/// The number of operations in a row.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OperationCounts {
    /// The number of operations with a role that makes ties, as far as is known. An operation counts once, however many
    /// participations it has.
    pub total: usize,
    /// The number of further operations of which it is unknown whether they count.
    pub unknown: usize,
    /// The number of operations per role that occurs in them, as far as is known.
    pub by_role: PerTerm<Role, usize>,
    /// The roles that occur only where it is unknown whether an operation counts.
    unknown_roles: Vec<Key<Role>>,
}

impl OperationCounts {
    /// Counts operations by the roles that occur in them. Repeated pairs count once. Operations with no role that makes
    /// ties are not in the total. `possible` are participations of which it is unknown whether they took place.
    pub(super) fn new<'p>(
        roles: &Records<Role>,
        participations: impl Iterator<Item = &'p DatedParticipation>,
        possible: impl Iterator<Item = &'p DatedParticipation>,
    ) -> Self {
        let pairs = distinct(participations);
        let by_role = if pairs.is_empty() {
            PerTerm::same(0)
        } else {
            PerTerm::each(roles, |role| {
                pairs.iter().filter(|pair| pair.1 == role).count()
            })
        };
        let makes_tie = |pair: &&(Key<Operation>, Key<Role>)| roles[pair.1].ties;
        let by_operation = pairs.chunk_by(|one, other| one.0 == other.0);
        let tied = by_operation.filter(|pairs| pairs.iter().any(|pair| makes_tie(&pair)));
        let tied: Vec<Key<Operation>> = tied.map(|pairs| pairs[0].0).collect();
        let possible = distinct(possible);
        let mut unknown: Vec<Key<Operation>> = possible
            .iter()
            .filter(makes_tie)
            .map(|pair| pair.0)
            .collect();
        unknown.retain(|operation| tied.binary_search(operation).is_err());
        unknown.dedup();
        let mut unknown_roles: Vec<Key<Role>> = possible.iter().map(|pair| pair.1).collect();
        unknown_roles.retain(|role| by_role[*role] == 0);
        Self {
            total: tied.len(),
            unknown: unknown.len(),
            by_role,
            unknown_roles,
        }
    }

    /// Returns the number of operations. It is unknown if none is known, and some may count: unknown is not 0.
    pub fn known_total(&self) -> Known<usize> {
        if self.total == 0 && self.unknown > 0 {
            Err(Missing::Unknown)
        } else {
            Ok(self.total)
        }
    }

    /// Returns the number of operations in which a role occurs. It is unknown if none is known, and some may count.
    pub fn known_in_role(&self, role: Key<Role>) -> Known<usize> {
        if self.unknown_roles.contains(&role) {
            Err(Missing::Unknown)
        } else {
            Ok(self.by_role[role])
        }
    }
}

/// Returns the pairs of operations and roles that occur, each once, in the order of the operations.
fn distinct<'p>(
    participations: impl Iterator<Item = &'p DatedParticipation>,
) -> Vec<(Key<Operation>, Key<Role>)> {
    let mut pairs: Vec<_> = participations
        .map(|one| (one.operation, one.role))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The operations, roles and confidence that a query requests.
pub(super) struct OperationFilter {
    /// Only these operations; all operations if it is `None`.
    operations: Option<Vec<Key<Operation>>>,
    /// Only these roles; all roles if it is empty.
    roles: Vec<Key<Role>>,
    /// Whether both of two organizations must have a requested role.
    both_sides: bool,
    min_confidence: Confidence,
}

impl OperationFilter {
    pub(super) fn new(query: &Query<'_>) -> Self {
        Self {
            operations: query.named_operations(),
            roles: query.named_roles().to_vec(),
            both_sides: query.both_sides(),
            min_confidence: query.min_confidence(),
        }
    }

    /// Returns `true` if a participation counts.
    pub(super) fn matches(&self, participation: &DatedParticipation) -> bool {
        participation.confidence >= self.min_confidence
            && self.matches_operation(participation.operation)
            && self.matches_role(participation.role)
    }

    /// Returns `true` if a shared operation counts. One of the two organizations must have a requested role, or both.
    pub(super) fn matches_shared(&self, shared: JointParticipation) -> bool {
        let roles = shared.participations.iter().map(|one| one.role);
        let mut matches = roles.map(|role| self.matches_role(role));
        shared.confidence() >= self.min_confidence
            && self.matches_operation(shared.operation())
            && if self.both_sides {
                matches.all(|matches| matches)
            } else {
                matches.any(|matches| matches)
            }
    }

    fn matches_operation(&self, operation: Key<Operation>) -> bool {
        let operations = self.operations.as_ref();
        operations.is_none_or(|operations| operations.contains(&operation))
    }

    fn matches_role(&self, role: Key<Role>) -> bool {
        self.roles.is_empty() || self.roles.contains(&role)
    }
}
