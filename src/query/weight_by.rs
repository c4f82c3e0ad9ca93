//! What the weight of a tie is, by name.

use super::error::{NameKind, QueryError};
use super::names::term;
use crate::graph::Graph;
use crate::model::{Key, Quantity};

/// What the weight of a tie is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightBy {
    /// The number of shared operations.
    SharedOperations,
    /// An amount.
    Amount(Key<Quantity>),
}

impl WeightBy {
    /// The name of [`SharedOperations`](Self::SharedOperations).
    pub const SHARED_OPERATIONS: &'static str = "shared-operations";

    /// Finds an amount of the vocabulary by id or label, or the number of shared operations by its name.
    pub(super) fn named(graph: &Graph, name: &str) -> Result<Self, QueryError> {
        let amounts = &graph.dataset().vocabularies().amounts;
        match term(NameKind::Amount, amounts, name) {
            Ok(key) => Ok(Self::Amount(key)),
            Err(QueryError::Unknown { .. }) if name == Self::SHARED_OPERATIONS => {
                Ok(Self::SharedOperations)
            }
            Err(error) => Err(error),
        }
    }
}
