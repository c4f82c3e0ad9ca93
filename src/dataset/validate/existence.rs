//! When organizations existed, and what they belong to.

use super::Validator;
use super::claim::{ClaimFields, claim_fields};
use super::path::{OwnedPath, Path, PendingFinding, RecordPlace};
use super::succession::find_circles;
use crate::dataset::finding::FindingKind;
use crate::dataset::record::{ExistenceRecord, MembershipRecord};
use crate::dataset::yaml::node::Step;
use crate::model::{
    Date, Dated, Day, End, Existence, Key, Membership, MembershipKind, Organization,
};

impl Validator<'_> {
    /// Reads the periods in which an organization existed, and reports those that are not in order.
    pub(super) fn existence(
        &mut self,
        records: Box<[ExistenceRecord]>,
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
        records: Box<[MembershipRecord]>,
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

    /// Reports organizations that are parts or members of themselves, that are listed twice, or that did not exist then.
    /// `has_all` are `true` for the organizations of which every membership could be read: those of others have lost their
    /// numbers in the lists.
    pub(super) fn check_memberships(
        &mut self,
        organizations: &[Organization],
        places: &[RecordPlace],
        has_all: &[bool],
    ) {
        self.check_circles(organizations, places, &[MembershipKind::PartOf]);
        self.check_circles(organizations, places, &MembershipKind::ALL);
        let complete = organizations.iter().enumerate();
        for (row, organization) in complete.filter(|(row, _)| has_all[*row]) {
            let mut indexes = [0; MembershipKind::ALL.len()];
            for (number, membership) in organization.memberships.iter().enumerate() {
                let index = &mut indexes[membership.kind as usize];
                let place = MembershipPlace {
                    organization: places[row],
                    list: membership.kind.as_str(),
                    index: *index,
                };
                *index += 1;
                let earlier = &organization.memberships[..number];
                self.check_listed_once(earlier, membership, organizations, place);
                let whole = organizations.get(membership.organization.index());
                for one in [Some(organization), whole].into_iter().flatten() {
                    self.check_exists(one, membership, place);
                }
            }
        }
    }

    /// Reports circles of memberships of some kinds. Those that are withdrawn do not count. A circle of nothing but parts is
    /// reported only if parts are the only kind.
    fn check_circles(
        &mut self,
        organizations: &[Organization],
        places: &[RecordPlace],
        kinds: &[MembershipKind],
    ) {
        let memberships = organizations.iter().map(|organization| {
            let own = organization.memberships.iter();
            let own =
                own.filter(|one| kinds.contains(&one.kind) && one.claim.withdrawn().is_none());
            own.collect::<Vec<&Membership>>()
        });
        let memberships: Vec<Vec<&Membership>> = memberships.collect();
        let wholes = memberships
            .iter()
            .map(|own| own.iter().map(|one| one.organization));
        let wholes: Vec<Vec<Key<Organization>>> = wholes.map(Iterator::collect).collect();
        for circle in find_circles(wholes.len(), |row| &wholes[row]) {
            // The kind of the membership of one row of the circle in the next.
            let link = |place: usize| {
                let (row, next) = (circle[place], circle[(place + 1) % circle.len()]);
                let mut own = memberships[row].iter();
                let found = own.find(|one| one.organization.index() == next);
                found.map_or(MembershipKind::PartOf, |one| one.kind)
            };
            let is_of_parts = (0..circle.len()).all(|place| link(place) == MembershipKind::PartOf);
            if is_of_parts && kinds.len() > 1 {
                continue;
            }
            let ids = circle.iter().chain(&circle[..1]);
            let ids = ids.map(|row| organizations[*row].id.to_string()).collect();
            let kind = if is_of_parts {
                FindingKind::PartOfItself { ids }
            } else {
                FindingKind::MemberOfItself { ids }
            };
            let path = |place: usize| places[circle[place]].key(link(place).as_str());
            let finding = PendingFinding::at(path(0), kind);
            let last = circle.len() - 1;
            self.push(match last {
                0 => finding,
                _ => finding.and(path(last), "the circle closes here"),
            });
        }
    }

    /// Reports a membership that is listed earlier too, for a time that overlaps.
    fn check_listed_once(
        &mut self,
        earlier: &[Membership],
        membership: &Membership,
        organizations: &[Organization],
        place: MembershipPlace,
    ) {
        // Nobody belongs to the same organization many times, so that few are compared.
        const MAX_COMPARED: usize = 1_000;
        let mut earlier = earlier.iter().rev().take(MAX_COMPARED);
        if earlier.any(|other| is_same(other, membership)) {
            let whole = organizations.get(membership.organization.index());
            let organization = whole.map_or_else(String::new, |one| one.abbreviation.to_string());
            let list = place.list;
            let kind = FindingKind::DuplicateMembership { list, organization };
            self.push(PendingFinding::at(place.path(None), kind));
        }
    }

    /// Reports a membership that begins or ends when an organization certainly did not exist.
    fn check_exists(
        &mut self,
        organization: &Organization,
        membership: &Membership,
        place: MembershipPlace,
    ) {
        let to = membership.to.and_then(|to| to.date().copied());
        for (key, date) in [("from", membership.from), ("to", to)] {
            if let Some((date, bound)) =
                date.and_then(|date| Some((date, bound(organization, date)?)))
            {
                let kind = FindingKind::MembershipOutside {
                    date: End::On(date),
                    organization: organization.abbreviation.to_string(),
                    bound,
                };
                self.push(PendingFinding::at(place.path(Some(key)), kind));
                return;
            }
        }
        if let (Some(End::Ongoing), End::On(bound)) = (membership.to, organization.dissolved) {
            let kind = FindingKind::MembershipOutside {
                date: End::Ongoing,
                organization: organization.abbreviation.to_string(),
                bound,
            };
            self.push(PendingFinding::at(place.path(Some("to")), kind));
        }
    }
}

/// The place of a membership in the lists of an organization.
#[derive(Clone, Copy)]
struct MembershipPlace {
    organization: RecordPlace,
    list: &'static str,
    index: usize,
}

impl MembershipPlace {
    /// Returns the path to the membership, or to the value of one of its keys.
    fn path(self, key: Option<&'static str>) -> OwnedPath {
        let mut path = self.organization.key(self.list);
        path.steps.push(Step::Index(self.index));
        path.steps.extend(key.map(Step::Key));
        path
    }
}

/// Returns `true` if two memberships are the same one for times that certainly overlap. Those that are withdrawn do not count.
fn is_same(one: &Membership, other: &Membership) -> bool {
    let begins_before_end = |one: &Membership, other: &Membership| match (one.from, other.to) {
        (Some(from), Some(End::On(to))) => from.is_certainly_before(&to),
        (_, Some(End::Unknown)) => false,
        _ => true,
    };
    let overlap = begins_before_end(one, other) && begins_before_end(other, one);
    (one.kind, one.organization) == (other.kind, other.organization)
        && (overlap || (one.from, one.to) == (other.from, other.to))
        && [one, other]
            .iter()
            .all(|one| one.claim.withdrawn().is_none())
}

/// Returns the founding, the end or the end before a gap of an organization that certainly did not exist at a date; `None` if it
/// may have existed.
fn bound(organization: &Organization, date: Date) -> Option<Date> {
    let founded = organization
        .founded
        .filter(|founded| date.is_certainly_before(founded));
    let dissolved = organization.dissolved.date().copied();
    let dissolved = dissolved.filter(|dissolved| dissolved.is_certainly_before(&date));
    let gap = || {
        let (first, last) = date.latest().zip(date.earliest())?;
        gap_between(organization, first, last).map(|(ended, _)| ended)
    };
    founded.or(dissolved).or_else(gap)
}

/// Returns the first gap in the existence of an organization that certainly has a day of a period: the period has begun by its
/// `first` day, and goes on until its `last` one.
pub(super) fn gap_between(
    organization: &Organization,
    first: Day,
    last: Day,
) -> Option<(Date, Date)> {
    organization.gaps().find(|(ended, resumed)| {
        let vanished = ended.latest().map(Day::next);
        let back = resumed.earliest().map(Day::previous);
        vanished
            .zip(back)
            .is_some_and(|(vanished, back)| vanished <= back && first <= back && vanished <= last)
    })
}
