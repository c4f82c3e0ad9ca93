//! The times in which a tie leads one way, the other way, or both ways.

use super::period::Period;
use super::years::{in_both, without};
use crate::model::Day;

/// The way in which a tie leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Way {
    Both,
    /// From the first organization of the pair to the second.
    Forward,
    /// From the second organization of the pair to the first.
    Backward,
}

/// What a row says of the direction of its tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Direction {
    /// The ties of the table have no directions.
    Undirected,
    /// From the first organization of the row to the second.
    OneWay,
    /// Both ways, in a table whose other ties lead one way.
    BothWays,
}

impl Way {
    fn of(is_forward: bool, is_backward: bool) -> Option<Self> {
        match (is_forward, is_backward) {
            (true, true) => Some(Self::Both),
            (true, false) => Some(Self::Forward),
            (false, true) => Some(Self::Backward),
            (false, false) => None,
        }
    }
}

/// Returns the runs of years in which a tie leads each way, given ordered runs for both directions.
pub(super) fn of_years(forward: &[(i32, i32)], backward: &[(i32, i32)]) -> Vec<(Way, (i32, i32))> {
    let ways = [
        (Way::Both, in_both(forward, backward)),
        (Way::Forward, without(forward, backward)),
        (Way::Backward, without(backward, forward)),
    ];
    let ways = ways.into_iter();
    ways.flat_map(|(way, runs)| runs.into_iter().map(move |run| (way, run)))
        .collect()
}

/// Returns the periods in which a tie leads each way, in order of time. Periods of one direction do not overlap.
///
/// Where a period of the other direction begins or ends within a period, the time is cut there. The part before has no end, as
/// the next part begins then. A part that begins because a period of the other direction ended begins on the day after.
pub(super) fn of_periods(forward: &[Period], backward: &[Period]) -> Vec<(Way, Period)> {
    let all = || forward.iter().chain(backward);
    let mut cuts: Vec<Day> = all()
        .flat_map(|period| [Some(period.first()), day_after(*period)])
        .flatten()
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let parts = cuts.iter().enumerate().filter_map(|(row, first)| {
        let last = cuts.get(row + 1).map_or(Day::MAX, |next| next.previous());
        let is_in = |period: &&Period| period.first() <= *first && last <= period.last();
        let way = Way::of(
            forward.iter().any(|period| is_in(&period)),
            backward.iter().any(|period| is_in(&period)),
        )?;
        let begins = all().filter(is_in).find(|period| period.first() == *first);
        let ends = all().filter(is_in).find(|period| period.last() == last);
        let part = Period {
            from: begins.map_or(Some((*first).into()), |period| period.from),
            to: ends.and_then(|period| period.to),
        };
        Some((way, part))
    });
    parts.collect()
}

/// Returns the first day after a period; `None` if it has no last day.
fn day_after(period: Period) -> Option<Day> {
    let last = period.last();
    (last != Day::MAX).then(|| last.next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        Period {
            from: from.parse().ok(),
            to: to.parse().ok(),
        }
    }

    #[test]
    fn years_of_both_directions_lead_both_ways() {
        let ways = of_years(&[(1950, 1960)], &[(1955, 1965)]);
        assert_eq!(
            ways,
            [
                (Way::Both, (1955, 1960)),
                (Way::Forward, (1950, 1954)),
                (Way::Backward, (1961, 1965)),
            ]
        );
    }

    #[test]
    fn periods_are_cut_where_the_other_direction_begins_or_ends() {
        let ways = of_periods(&[period("1950", "1960")], &[period("1955-03", "1965")]);
        assert_eq!(
            ways,
            [
                (Way::Forward, period("1950", "")),
                (Way::Both, period("1955-03", "1960")),
                (Way::Backward, period("1961-01-01", "1965")),
            ]
        );
    }

    #[test]
    fn periods_of_one_direction_stay_as_they_are() {
        let own = [period("1950", "1960"), period("1961", "..")];
        let ways = of_periods(&own, &[]);
        assert_eq!(ways, own.map(|period| (Way::Forward, period)));
        let both = of_periods(&own[1..], &own[1..]);
        assert_eq!(both, [(Way::Both, own[1])]);
        let unknown = [period("", "1960")];
        assert_eq!(of_periods(&[], &unknown), [(Way::Backward, unknown[0])]);
    }
}
