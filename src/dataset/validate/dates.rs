//! Implausible dates: far from all others, after the as-of date, or before those existed who acted.

use super::Validator;
use super::lineage::Lineage;
use super::partnership::Members;
use super::path::Path;
use super::years::is_dated;
use crate::dataset::finding::FindingKind;
use crate::model::{Date, Dated, Day, End, Key, Operation, Organization};

impl Validator<'_> {
    /// Reports a start that is far from all other dates, or else after the as-of date. Returns `true` if there is a
    /// finding.
    pub(super) fn check_start(
        &mut self,
        date: Option<Date>,
        dated: Dated,
        path: &Path<'_>,
    ) -> bool {
        self.check_distance(date, dated, path) || self.check_as_of(date, path)
    }

    /// Reports an end that is far from all other dates. An end may be planned, and so be after the as-of date.
    pub(super) fn check_end(&mut self, end: Option<End>, dated: Dated, path: &Path<'_>) {
        let date = end.and_then(|end| end.date().copied());
        self.check_distance(date, dated, path);
    }

    /// Reports a date that is certainly after the as-of date. Returns `true` if it is.
    pub(super) fn check_as_of(&mut self, date: Option<Date>, path: &Path<'_>) -> bool {
        self.check_not_after(date, path, |date, as_of| FindingKind::DateAfterAsOf {
            date,
            as_of,
        })
    }

    /// Reports a date of record or withdrawal that is certainly after the as-of date.
    pub(super) fn check_recorded(&mut self, date: Option<Date>, path: &Path<'_>) {
        self.check_not_after(date, path, |date, as_of| FindingKind::RecordedAfterAsOf {
            date,
            as_of,
        });
    }

    fn check_not_after(
        &mut self,
        date: Option<Date>,
        path: &Path<'_>,
        kind: fn(Date, Date) -> FindingKind,
    ) -> bool {
        let (Some(as_of), Some(date)) = (&self.as_of, date) else {
            return false;
        };
        if !as_of.date.is_certainly_before(&date) {
            return false;
        }
        let finding = path.finding(kind(date, as_of.date));
        let finding = finding.and(as_of.path.clone(), "the evidence was read until here");
        self.push(finding);
        true
    }

    /// Reports a date that is far from all others. Returns `true` if it is.
    fn check_distance(&mut self, date: Option<Date>, dated: Dated, path: &Path<'_>) -> bool {
        let Some(date) = date.filter(is_dated) else {
            return false;
        };
        let Some((year, others)) = self.far_year(&date, dated) else {
            return false;
        };
        self.find(path, FindingKind::FarDate { date, year, others });
        true
    }

    /// Returns the year of a date that is far from all other years, with the first and the last of those.
    fn far_year(&self, date: &Date, dated: Dated) -> Option<(i32, (i32, i32))> {
        let parts = match date {
            Date::Single(date) => [Some(date), None],
            Date::Interval { start, end } => [start.date(), end.date()],
        };
        parts.into_iter().flatten().find_map(|part| {
            // A decade or century may reach the other dates.
            let far = |day: Day| self.recorded_years.others_far_from(day.year(), dated);
            let others = far(part.earliest()).and(far(part.latest()))?;
            Some((part.earliest().year(), others))
        })
    }

    /// Reports what happened in a partnership, according to its date, certainly before a member or a predecessor of it
    /// existed.
    pub(super) fn check_members_exist(
        &mut self,
        date: Option<Date>,
        members: Option<Members<'_>>,
        path: &Path<'_>,
    ) {
        let (Some(date), Some(members)) = (date, members) else {
            return;
        };
        let sides = members.parties.iter().copied();
        let missing = sides
            .filter(|side| members.lineage.is_certainly_before(&date, *side))
            .find_map(|side| Some((side, founded(members.organizations, side)?)));
        if let Some((side, founded)) = missing {
            let organization = members.abbreviation(side);
            self.before_founding(date, organization, (side, founded), path);
        }
    }

    /// Reports an operation that certainly began before any of its participants, or a predecessor of one, existed.
    pub(super) fn check_participants_exist(
        &mut self,
        operation: &Operation,
        organizations: &[Organization],
        lineage: &Lineage,
        path: &Path<'_>,
    ) {
        let Some(start) = operation.start else { return };
        if self.far_year(&start, Dated::Event).is_some() {
            return;
        }
        let participants = || {
            let participations = operation.participations.iter();
            participations.map(|participation| participation.organization)
        };
        if !participants().all(|key| lineage.is_certainly_before(&start, key)) {
            return;
        }
        let founded = participants().filter_map(|key| Some((key, founded(organizations, key)?)));
        if let Some((first, date)) = founded.min_by_key(|(_, date)| date.earliest()) {
            let organization = &organizations[first.index()];
            let name = organization.abbreviation.to_string();
            self.before_founding(start, name, (first, date), path);
        }
    }

    fn before_founding(
        &mut self,
        date: Date,
        organization: String,
        (key, founded): (Key<Organization>, Date),
        path: &Path<'_>,
    ) {
        let finding = path.finding(FindingKind::DateBeforeFounding {
            date,
            organization,
            founded,
        });
        let other = self.organization_value(key, "founded");
        self.push(finding.and_known(other, "founded here"));
    }
}

/// Returns when an organization was founded; `None` if that is unknown, or if its id is defined twice.
fn founded(organizations: &[Organization], key: Key<Organization>) -> Option<Date> {
    organizations.get(key.index())?.founded
}
