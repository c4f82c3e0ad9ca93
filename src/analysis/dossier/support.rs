//! What claims rest on, if they have no citations of their own.

use crate::graph::{OperationRef, OrganizationRef};
use crate::model::{Citation, Claim, Confidence, Membership, Participation};

/// What a claim rests on: its own citations, or those that it inherits.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Support<'g> {
    /// The citations.
    pub citations: &'g [Citation],
    /// The confidence: with inherited citations, the lower of that of the claim and that of what it inherits them from.
    pub confidence: Confidence,
}

impl<'g> From<&'g Claim> for Support<'g> {
    fn from(claim: &'g Claim) -> Self {
        Self {
            citations: &claim.citations,
            confidence: claim.confidence,
        }
    }
}

/// Returns what a participation rests on: its own citations, or else those of its operation.
pub fn participation_support<'g>(
    operation: OperationRef<'g>,
    participation: &'g Participation,
) -> Support<'g> {
    let own = Support::from(&participation.claim);
    if !own.citations.is_empty() {
        return own;
    }
    let inherited = Support::from(&operation.record().claim);
    Support {
        confidence: own.confidence.min(inherited.confidence),
        ..inherited
    }
}

/// Returns what a membership rests on: its own citations, or else those of the organization that belongs to another one.
pub fn membership_support<'g>(
    member: OrganizationRef<'g>,
    membership: &'g Membership,
) -> Support<'g> {
    let own = Support::from(&membership.claim);
    if !own.citations.is_empty() {
        return own;
    }
    Support {
        citations: &member.record().citations,
        ..own
    }
}
