//! Calendar years as the rows of tables.

use crate::graph::{Graph, OrganizationRef};
use crate::model::{Date, Dated, Day, Key, MotiveClaim, Organization};

/// Returns the number of whole years from one day to a later one.
///
/// Years are counted as anniversaries: from 2000-05-10, 2001-05-09 is 0 years later and 2001-05-10 is 1.
pub(super) fn whole_years(from: Day, to: Day) -> i32 {
    let (first_year, first_month, first_day) = from.year_month_day();
    let (last_year, last_month, last_day) = to.year_month_day();
    let before_anniversary = (last_month, last_day) < (first_month, first_day);
    last_year - first_year - i32::from(before_anniversary)
}

/// The years in which the record begins: that of the dataset, and those of its organizations.
///
/// A date that is more than 50 years from all others is probably wrong, or stands for a missing value. It begins no
/// record, because it would add thousands of rows of which nothing is known.
pub(super) struct FirstYears {
    /// The first year of the dataset; `None` if nothing is dated.
    dataset: Option<i32>,
    /// For each organization, the first year in which something is recorded of it.
    organizations: Vec<Option<i32>>,
    /// The year in which the record begins by its own account; `None` if the dataset does not say.
    begin: Option<i32>,
}

impl FirstYears {
    pub(super) fn new(graph: &Graph) -> Self {
        let organizations = graph.dataset().organizations();
        let mut first = Self {
            dataset: None,
            organizations: vec![None; organizations.len()],
            begin: graph.dataset().about().from.and_then(|date| date.year()),
        };
        let years = graph.recorded_years();
        let is_credible = |year: &i32| years.is_credible(*year);
        for partnership in graph.dataset().partnerships() {
            let spells = partnership.codings.iter().flat_map(|coded| &coded.spells);
            let spells = spells.map(|spell| spell.from);
            let motives = partnership.motives.iter().filter_map(MotiveClaim::start);
            let milestones = partnership.milestones();
            let milestones = milestones.map(|milestone| milestone.date);
            let dates = spells.chain(motives).chain(milestones);
            let year = dates
                .filter_map(|date: Date| date.year())
                .filter(is_credible)
                .min();
            for member in partnership.dyad.members() {
                first.add(member, year);
            }
        }
        for (key, organization) in organizations.entries() {
            let participations = graph.index().all_participations_of(key);
            // A participation without a start has no first year.
            let starts = participations.filter_map(|part| part.days.first.bounded());
            first.add(key, starts.map(Day::year).filter(is_credible).min());
            let founded = organization.founded.and_then(|date| date.year());
            let is_far = |year: &i32| years.others_far_from(*year, Dated::Lifetime).is_some();
            first.add_to_dataset(founded.filter(|year| !is_far(year)));
        }
        first
    }

    fn add(&mut self, organization: Key<Organization>, year: Option<i32>) {
        let first = &mut self.organizations[organization.index()];
        *first = [*first, year].into_iter().flatten().min();
        self.add_to_dataset(year);
    }

    fn add_to_dataset(&mut self, year: Option<i32>) {
        self.dataset = [self.dataset, year].into_iter().flatten().min();
    }

    /// Returns the first year of the dataset: the earliest in which an organization was founded or something is recorded.
    /// Returns the year of the as-of date if only later dates are known, and `None` if there are none at all.
    pub(super) fn of_dataset(&self, graph: &Graph) -> Option<i32> {
        let as_of = graph.as_of().bounded()?;
        let first = self.dataset.unwrap_or_else(|| as_of.year());
        Some(self.begin.map_or(first, |begin| begin.max(first)))
    }

    /// Returns the year from which on the record of an organization is meant to be complete; `None` if the dataset does
    /// not say.
    pub(super) fn begin_of(&self, organization: OrganizationRef<'_>) -> Option<i32> {
        let own = organization.record().covered_from;
        self.begin.max(own.and_then(|date| date.year()))
    }

    /// Returns the year in which the rows of an organization begin: that of its founding, or else the first in which
    /// something is recorded of it, or else the first year of the dataset; but never a year before its record begins.
    pub(super) fn of_organization(&self, organization: OrganizationRef<'_>) -> Option<i32> {
        let founded = organization.lifetime().first.bounded();
        let first = founded
            .map(Day::year)
            .or(self.organizations[organization.key().index()])
            .or_else(|| self.of_dataset(organization.graph()))?;
        Some(
            self.begin_of(organization)
                .map_or(first, |begin| begin.max(first)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_whole_on_its_anniversary() {
        let from = Day::new(2000, 5, 10);
        let years = |year, month, day| whole_years(from, Day::new(year, month, day));
        assert_eq!(years(2000, 5, 10), 0);
        assert_eq!(years(2001, 5, 9), 0);
        assert_eq!(years(2001, 5, 10), 1);
        assert_eq!(years(2010, 12, 31), 10);
        // A leap day has its anniversary on 1 March in other years.
        assert_eq!(whole_years(Day::new(2000, 2, 29), Day::new(2001, 2, 28)), 0);
        assert_eq!(whole_years(Day::new(2000, 2, 29), Day::new(2001, 3, 1)), 1);
    }
}
