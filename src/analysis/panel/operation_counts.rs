//! Counts of operations, in all and by role.

use super::per_term::PerTerm;
use crate::model::{Key, Operation, Records, Role};

/// How many operations a row counts.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OperationCounts {
    /// The number of operations, each counted once, however many roles there are in it.
    pub total: usize,
    /// The number of operations in which the role occurs.
    pub by_role: PerTerm<Role, usize>,
}

impl OperationCounts {
    /// Counts operations by the roles that occur in them; a pair may be given repeatedly.
    pub(super) fn new(
        roles: &Records<Role>,
        pairs: impl Iterator<Item = (Key<Operation>, Key<Role>)>,
    ) -> Self {
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
        Self {
            total: pairs.chunk_by(|one, other| one.0 == other.0).count(),
            by_role,
        }
    }
}
