//! Stretches of time with uncertain ends.

use crate::graph::{DayRange, JointParticipationRef, participation_bounds, start_day};
use crate::model::{Date, Day, End};

/// The number of days by which a date that is marked as uncertain or approximate may be off on either side, unless
/// it is coarse anyway, and an open one on its open side: a quarter of a year.
const UNCERTAIN_DAYS: i32 = 91;

/// The days from which a date is too coarse to name its month.
const MONTH_DAYS: i64 = 31;

/// The first and the last day on which something may have happened.
pub(super) type Days = (Day, Day);

/// A stretch of time whose ends may be uncertain. All four days are on the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// The first and the last day on which it may have begun.
    pub start: (Day, Day),
    /// The first and the last day on which it may have ended.
    pub end: (Day, Day),
}

impl Extent {
    /// Returns the part of a stretch that is on an axis; `None` if no day is.
    pub(super) fn clipped(start: Days, end: Days, (first, last): Days) -> Option<Self> {
        if start.0 > last || end.1 < first {
            return None;
        }
        let on_axis = |day: Day| day.clamp(first, last);
        let start = (on_axis(start.0), on_axis(start.1));
        let end = (on_axis(end.0).max(start.0), on_axis(end.1).max(start.1));
        Some(Self { start, end })
    }

    /// Returns `true` if the start or the end is uncertain.
    pub fn is_uncertain(&self) -> bool {
        self.start.0 < self.start.1 || self.end.0 < self.end.1
    }
}

/// Returns the first and the last day that a date may mean.
pub(super) fn possible_days(date: &Date) -> Days {
    let first = start_day(date);
    let last = date.latest().unwrap_or(first).max(first);
    let is_coarse = first.days_until(last) >= i64::from(2 * UNCERTAIN_DAYS);
    let margin = |bound: Option<Day>| {
        let may_be_off = !is_coarse && (date.is_qualified() || bound.is_none());
        if may_be_off { UNCERTAIN_DAYS } else { 0 }
    };
    (
        first.plus(-margin(date.earliest())),
        last.plus(margin(date.latest())),
    )
}

/// Returns the day at which the mark of a date is drawn, and whether that day is a guess.
pub(super) fn mark_day(date: &Date) -> (Day, bool) {
    let first = start_day(date);
    let last = date.latest().unwrap_or(first);
    let is_open = date.earliest().is_none() || date.latest().is_none();
    let is_vague = date.is_qualified() || is_open || first.days_until(last) > MONTH_DAYS;
    let half = first.days_until(last.max(first)) / 2;
    (first.plus(i32::try_from(half).unwrap_or(0)), is_vague)
}

/// Returns the days on which the common time of two participations may have begun, and those on which it may have
/// ended.
pub(super) fn shared_days(shared: JointParticipationRef<'_>) -> (Days, Days) {
    let operation = shared.operation();
    let (record, days) = (operation.record(), shared.days());
    let bounds = shared
        .participations()
        .map(|participation| participation_bounds(record, participation));
    let starts = bounds.map(|(start, _)| start.map_or((Day::MIN, Day::MIN), possible_days));
    let ends = bounds.map(|(_, end)| match (end, record.end) {
        (End::On(date), _) | (End::Unknown, End::On(date)) => possible_days(&date),
        // It has ended, and no source says when.
        (End::Unknown, _) => (days.first, operation.graph().as_of()),
        (End::Ongoing, _) => (Day::MAX, Day::MAX),
    });
    let start = (starts[0].0.max(starts[1].0), starts[0].1.max(starts[1].1));
    let end = (ends[0].0.min(ends[1].0), ends[0].1.min(ends[1].1));
    // The graph knows bounds that the dates do not give: a member may not exist yet, or cease to exist.
    let stated = bounds.map(|(start, end)| match end {
        End::Unknown => DayRange::from_bounds(start, record.end),
        end => DayRange::from_bounds(start, end),
    });
    let begins_later = stated.iter().all(|stated| stated.first < days.first);
    let ends_earlier = stated.iter().all(|stated| stated.last > days.last);
    let first = if begins_later { days.first } else { Day::MIN };
    let last = if ends_earlier { days.last } else { Day::MAX };
    (
        (start.0.max(first), start.1.max(first)),
        (end.0.min(last), end.1.min(last)),
    )
}

/// Returns a date without the part of a period's end that it shares with the start, as ISO 8601-1 allows.
pub(super) fn concise(date: &str) -> String {
    let Some((from, to)) = date.split_once('/') else {
        return date.to_owned();
    };
    let start: Vec<&str> = from.split('-').collect();
    let end: Vec<&str> = to.split('-').collect();
    let shared = start.iter().zip(&end).take_while(|(a, b)| a == b).count();
    if start.len() == end.len() && shared < end.len() {
        format!("{from}/{}", end[shared..].join("-"))
    } else {
        date.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("it is a date")
    }

    #[test]
    fn a_stretch_is_uncertain_if_one_end_is() {
        let [first, second, third] = [1, 2, 3].map(|day| Day::new(2000, 1, day));
        for (start, end, is_uncertain) in [
            ((first, first), (third, third), false),
            ((first, second), (third, third), true),
            ((first, first), (second, third), true),
        ] {
            assert_eq!(Extent { start, end }.is_uncertain(), is_uncertain);
        }
    }

    #[test]
    fn the_end_of_a_period_is_shortened() {
        assert_eq!(concise("2000-04-03/2000-04-04"), "2000-04-03/04");
        assert_eq!(concise("2000-04/2000-05"), "2000-04/05");
        assert_eq!(concise("2000-04-03/2001-01-02"), "2000-04-03/2001-01-02");
        assert_eq!(concise("2000-04-03"), "2000-04-03");
        assert_eq!(concise("../2011"), "../2011");
    }

    #[test]
    fn an_uncertain_date_may_be_off_by_a_quarter_unless_it_is_coarse() {
        let day = Day::new(2003, 3, 17);
        assert_eq!(possible_days(&date("2003-03-17")), (day, day));
        let (first, last) = possible_days(&date("2003-03-17?"));
        assert_eq!((first.days_until(day), day.days_until(last)), (91, 91));
        assert_eq!(
            possible_days(&date("2003~")),
            (Day::new(2003, 1, 1), Day::new(2003, 12, 31))
        );
    }

    #[test]
    fn a_coarse_date_is_marked_in_its_middle() {
        assert_eq!(
            mark_day(&date("2003-03-17")),
            (Day::new(2003, 3, 17), false)
        );
        assert_eq!(mark_day(&date("2003-03")), (Day::new(2003, 3, 16), false));
        assert_eq!(mark_day(&date("2003")), (Day::new(2003, 7, 2), true));
    }

    #[test]
    fn an_open_date_is_vague_on_its_open_side() {
        let (first, last) = (Day::new(1998, 1, 1), Day::new(1997, 12, 31));
        assert_eq!(mark_day(&date("1998/..")), (first, true));
        assert_eq!(mark_day(&date("../1997")), (last, true));
        // 91 days before 1997-12-31 are 31 of December, 30 of November, and 30 of October.
        assert_eq!(
            possible_days(&date("../1997")),
            (Day::new(1997, 10, 1), last)
        );
        // 91 days after 1998-01-01 are 30 of January, 28 of February, 31 of March, and 2 of April.
        assert_eq!(
            possible_days(&date("1998/..")),
            (first, Day::new(1998, 4, 2))
        );
    }
}
