//! Chains of ties.

use crate::graph::{OperationRef, OrganizationRef, PartnershipRef};
use crate::model::{Day, Key, Organization};
use crate::query::error::QueryError;
use crate::query::names::organization;
use crate::query::resolve::Query;

/// A chain of ties from one organization to another.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Chain<'g> {
    /// The first organization.
    pub start: OrganizationRef<'g>,
    /// The steps, in order; at least one.
    pub links: Vec<Link<'g>>,
}

/// A step of a chain: a tie, and the organization that it leads to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Link<'g> {
    /// A partnership.
    Partnership(PartnershipRef<'g>, OrganizationRef<'g>),
    /// An operation in which both organizations participate at the same time.
    Operation(OperationRef<'g>, OrganizationRef<'g>),
}

/// A chain of ties that exist at one time or one after another.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TimedChain<'g> {
    /// The chain.
    pub chain: Chain<'g>,
    /// For each step a day on which its tie exists, never before the day of the step before.
    ///
    /// If all ties exist on one day, it is the first such day. Otherwise, these are the earliest days that respect the
    /// order. A tie that has always existed has the day [`Day::MIN`].
    pub days: Vec<Day>,
    /// Whether all ties exist on one day.
    pub is_at_once: bool,
}

impl<'g> Link<'g> {
    /// Returns the organization that the step leads to.
    pub fn end(self) -> OrganizationRef<'g> {
        match self {
            Self::Partnership(_, end) | Self::Operation(_, end) => end,
        }
    }
}

/// Finds the two ends of a path.
///
/// # Errors
/// Fails with [`QueryError::Unknown`] if a name is not that of an organization, and with [`QueryError::NotAPair`] if
/// both are names of the same one.
pub(super) fn ends(
    query: &Query<'_>,
    from: &str,
    to: &str,
) -> Result<[Key<Organization>; 2], QueryError> {
    let ends = [
        organization(query.graph, from)?,
        organization(query.graph, to)?,
    ];
    if ends[0] == ends[1] {
        Err(QueryError::NotAPair)
    } else {
        Ok(ends)
    }
}
