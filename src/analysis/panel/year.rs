//! Calendar years as the rows of tables.

use crate::graph::{DayRange, Graph};
use crate::model::{Date, Day};

/// Returns the days of a year, both ends included.
pub(super) fn days_of(year: i32) -> DayRange {
    DayRange {
        first: Day::new(year, 1, 1),
        last: Day::new(year, 12, 31),
    }
}

/// Returns the number of whole years from one day to a later one.
///
/// Years are counted as anniversaries: from 2000-05-10, 2001-05-09 is 0 years later and 2001-05-10 is 1.
pub(super) fn whole_years(from: Day, to: Day) -> i32 {
    let (first_year, first_month, first_day) = from.year_month_day();
    let (last_year, last_month, last_day) = to.year_month_day();
    let before_anniversary = (last_month, last_day) < (first_month, first_day);
    last_year - first_year - i32::from(before_anniversary)
}

/// Returns the first year of the record: the earliest start of an organization, a spell or a participation.
///
/// Returns the year of the as-of date if nothing is dated.
pub(super) fn first_year(graph: &Graph) -> i32 {
    let dataset = graph.dataset();
    let organizations = dataset.organizations();
    let founded = organizations.iter().filter_map(|record| record.founded);
    let codings = dataset
        .partnerships()
        .iter()
        .flat_map(|record| &record.codings);
    let spells = codings.flat_map(|coded| coded.spells.iter().map(|spell| spell.from));
    let dated = founded.chain(spells).filter_map(|date: Date| date.year());
    let participations = organizations
        .keys()
        .flat_map(|key| graph.index().participations_of(key));
    // A participation without a start has no first year.
    let started = participations.filter_map(|part| part.days.first.bounded().map(Day::year));
    dated
        .chain(started)
        .min()
        .unwrap_or_else(|| graph.as_of().year())
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
