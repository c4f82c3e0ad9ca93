//! When organizations existed, and what they belong to.

use super::Validator;
use super::claim::{ClaimFields, claim_fields};
use super::path::{Path, PendingFinding, RecordPlace};
use super::succession::find_circle;
use crate::dataset::finding::FindingKind;
use crate::dataset::record::{ExistenceRecord, MembershipRecord};
use crate::model::{Dated, Existence, Key, Membership, MembershipKind, Organization};

impl Validator<'_> {
    /// Reads the periods in which an organization existed, and reports those that are not in order.
    pub(super) fn existence(
        &mut self,
        records: Vec<ExistenceRecord>,
        path: &Path<'_>,
    ) -> Box<[Existence]> {
        let mut periods: Vec<Existence> = Vec::with_capacity(records.len());
        for (index, record) in records.into_iter().enumerate() {
            let path = path.index(index);
            let from = record.from.map(|leaf| leaf.0);
            let to = record.to.map(|leaf| leaf.0);
            self.check_order(("from", from), ("to", to), &path);
            self.check_start(from, Dated::Lifetime, &path.key("from"));
            self.check_end(to, Dated::Lifetime, &path.key("to"));
            let end_before = periods
                .last()
                .map(|last| last.to.and_then(|to| to.date().copied()));
            let is_after = end_before.is_none_or(|end| {
                let gap = end.zip(from);
                gap.is_some_and(|(end, from)| end.is_certainly_before(&from))
            });
            if !is_after {
                self.find(&path, FindingKind::ExistenceOutOfOrder);
            }
            periods.push(Existence { from, to });
        }
        periods.into()
    }

    /// Reads what an organization belongs to.
    pub(super) fn memberships(
        &mut self,
        kind: MembershipKind,
        records: Vec<MembershipRecord>,
        path: &Path<'_>,
    ) -> Vec<Membership> {
        let list = path.key(kind.as_str());
        let mut memberships = Vec::with_capacity(records.len());
        for (index, MembershipRecord(record)) in records.into_iter().enumerate() {
            let path = list.index(index);
            let organization = self
                .references
                .record(&record.organization, &path.key("organization"));
            let from = record.from.map(|leaf| leaf.0);
            let to = record.to.map(|leaf| leaf.0);
            self.check_period((from, to), &path);
            let claim = self.claim(claim_fields!(record), &path);
            memberships.extend(organization.map(|organization| Membership {
                kind,
                organization,
                from,
                to,
                claim,
            }));
        }
        memberships
    }

    /// Reports an organization that is, over one or more steps, a part of itself.
    pub(super) fn check_parts(&mut self, organizations: &[Organization], places: &[RecordPlace]) {
        let wholes: Vec<Vec<Key<Organization>>> = organizations.iter().map(wholes_of).collect();
        let Some(circle) = find_circle(wholes.len(), |row| &wholes[row]) else {
            return;
        };
        let (first, last) = (circle[0], circle[circle.len() - 1]);
        let ids = circle.iter().chain([&first]);
        let kind = FindingKind::PartOfItself {
            ids: ids.map(|row| organizations[*row].id.to_string()).collect(),
        };
        let finding = PendingFinding::at(places[first].key("part-of"), kind);
        let finding = if circle.len() > 1 {
            finding.and(places[last].key("part-of"), "the circle closes here")
        } else {
            finding
        };
        self.push(finding);
    }
}

/// Returns the organizations of which an organization is a part.
fn wholes_of(organization: &Organization) -> Vec<Key<Organization>> {
    let memberships = organization.memberships.iter();
    let parts = memberships.filter(|one| one.kind == MembershipKind::PartOf);
    parts.map(|one| one.organization).collect()
}
