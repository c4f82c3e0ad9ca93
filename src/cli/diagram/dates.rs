//! The dates of an evolution for which none are given.

use interorg::graph::TimeFilter;
use interorg::model::Day;
use interorg::query::{Selection, TimeStep};

/// The intervals that are tried, the shortest first.
const INTERVALS: [&str; 8] = ["1y", "2y", "5y", "10y", "20y", "50y", "100y", "500y"];

/// The maximum number of networks: two rows of four fit a landscape page.
const MAX_COUNT: usize = 8;

/// Returns the first and the last day to draw: from the first relation of the selection to the as-of date, within
/// the period of the selection.
pub(super) fn bounds(selection: &Selection<'_>) -> (Day, Day) {
    let as_of = selection.graph().as_of();
    let starts = selection.iter().filter_map(|selected| {
        let first = selected.spells().find(|spell| !spell.is_absent())?;
        first.record().from.earliest()
    });
    let start = starts.min().unwrap_or(as_of);
    let (first, last) = match selection.time() {
        TimeFilter::During(first, last) => (first.max(start), last.min(as_of)),
        TimeFilter::Always | TimeFilter::At(_) => (start, as_of),
    };
    (first.min(last), last)
}

/// Returns dates at the shortest interval that gives few enough of them; only the last day if none does.
pub(super) fn a_few(first: Day, last: Day) -> Vec<Day> {
    let dates = INTERVALS.iter().filter_map(|interval| {
        let interval: TimeStep = interval.parse().ok()?;
        interval.dates(first, last).ok()
    });
    let mut few = dates.filter(|dates| dates.len() <= MAX_COUNT);
    few.next().unwrap_or_else(|| vec![last])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_period_gets_few_dates_that_end_with_its_last_day() {
        for year in [-4_000, 1, 1945, 1990, 2003, 2026] {
            let (first, last) = (Day::new(year, 1, 1), Day::new(2026, 2, 28));
            let dates = a_few(first.min(last), last);
            assert!(!dates.is_empty() && dates.len() <= MAX_COUNT, "{year}");
            assert_eq!(dates.last(), Some(&last), "{year}");
        }
    }
}
