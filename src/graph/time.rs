//! Time: how dates of different precision become days that can be compared.
//!
//! The rule, stated once: what begins at a coarse date begins on its earliest possible day, and
//! what ends at one ends on its latest; a start that is only bounded from above begins on that
//! bound. A spell that says no end lasts until the day before the next begins; where several begin at
//! one coarse date, each begins a day after the one before it, for they followed one another. An end that
//! nobody knows came no later than that of a member. A date that is asked for (`--at 2005`) stands for
//! its last day. An answer rests on an uncertain date if the day asked for lies between the earliest and
//! the latest day of a bound, if the bound is marked as uncertain or approximate and the day lies within
//! one unit of it, or if nobody knows the end. Of a period it is the last day by which something must have
//! begun, and the first on which it must go on.

use crate::model::{Date, Day, End, Operation, Organization, Participation};

/// The time that a question is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeFilter {
    /// The whole record; phases and conditions are those on the dataset's as-of date.
    Always,
    /// One day.
    At(Day),
    /// Any day of a period, both ends included.
    During(Day, Day),
}

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DayRange {
    pub(crate) first: Day,
    pub(crate) last: Day,
}

impl TimeFilter {
    /// Returns the last day that is asked about; `None` if no time is, or no end of it.
    pub fn last_day(self) -> Option<Day> {
        match self {
            Self::Always | Self::During(_, Day::MAX) => None,
            Self::At(day) | Self::During(_, day) => Some(day),
        }
    }

    /// Says whether something that lasts on those days is told of; if no time is asked of, all is, what lasts on
    /// no day among it.
    pub(crate) fn sees(self, days: Option<DayRange>) -> bool {
        self == Self::Always || days.is_some_and(|days| days.overlaps(self.days()))
    }

    /// Returns the days on which phases and conditions are read: those of the filter, or the as-of date.
    pub(crate) fn state_days(self, as_of: Day) -> DayRange {
        match self {
            Self::Always => DayRange::of_day(as_of),
            Self::At(_) | Self::During(..) => self.days(),
        }
    }

    /// Returns the first and the last day that are asked about, the whole of time for `Always`.
    pub(crate) fn days(self) -> DayRange {
        match self {
            Self::Always => DayRange::ALL,
            Self::At(day) => DayRange::of_day(day),
            Self::During(first, last) => DayRange { first, last },
        }
    }
}

impl DayRange {
    /// No day at all.
    pub(crate) const EMPTY: Self = Self {
        first: Day::MAX,
        last: Day::MIN,
    };

    /// All days.
    pub(crate) const ALL: Self = Self {
        first: Day::MIN,
        last: Day::MAX,
    };

    /// Returns the range that holds one day.
    pub(crate) fn of_day(day: Day) -> Self {
        Self {
            first: day,
            last: day,
        }
    }

    /// Returns the days that lie before a day; `None` if there is none.
    pub(crate) fn before(self, day: Day) -> Option<Self> {
        (self.first < day).then(|| Self {
            first: self.first,
            last: self.last.min(day.previous()),
        })
    }

    /// Returns the days that are not among others: those before them and those after.
    pub(crate) fn without(self, other: Self) -> impl Iterator<Item = Self> {
        let before = self.before(other.first);
        let after = (self.last > other.last).then(|| Self {
            first: self.first.max(other.last.next()),
            last: self.last,
        });
        before.into_iter().chain(after)
    }

    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Returns the days that two stretches have in common; `None` if there is none.
    pub(crate) fn intersection(self, other: Self) -> Option<Self> {
        self.overlaps(other).then(|| Self {
            first: self.first.max(other.first),
            last: self.last.min(other.last),
        })
    }

    /// Returns the days of a part in an operation; what the part does not say, the operation does. A part
    /// whose end nobody knows lasts no longer than its operation. `None` if the two contradict each other: the
    /// part ends before its operation begins, or begins after it has ended.
    pub(crate) fn of_participation(operation: &Operation, part: &Participation) -> Option<Self> {
        let (start, end) = participation_bounds(operation, part);
        let end = match end {
            End::Unknown => operation.end,
            end => end,
        };
        let ended = end.date().and_then(Date::latest);
        let begun = start.and_then(Date::earliest);
        let contradicts = begun.zip(ended).is_some_and(|(begun, ended)| ended < begun);
        (!contradicts).then(|| Self::from_bounds(start, end))
    }

    /// Returns the days on which an organization exists, as far as the dataset says.
    pub(crate) fn of_lifetime(organization: &Organization) -> Self {
        Self::from_bounds(organization.founded.as_ref(), organization.dissolved)
    }

    /// Returns the days on which an organization may exist, those of a coarse or open bound among them.
    pub(crate) fn of_possible_lifetime(organization: &Organization) -> Self {
        let founded = organization.founded.and_then(|date| date.earliest());
        let first = founded.unwrap_or(Day::MIN);
        Self {
            first,
            last: end_day(organization.dissolved, first),
        }
    }

    /// Returns the days from a start to an end; what has no start has always been.
    pub(crate) fn from_bounds(start: Option<&Date>, end: End) -> Self {
        let first = start.map_or(Day::MIN, start_day);
        Self {
            first,
            last: end_day(end, first),
        }
    }
}

/// Returns when a part begins and ends; what the part does not say, its operation does.
pub(crate) fn participation_bounds<'d>(
    operation: &'d Operation,
    part: &'d Participation,
) -> (Option<&'d Date>, End) {
    let start = part.from.as_ref().or(operation.start.as_ref());
    (start, part.to.unwrap_or(operation.end))
}

/// Returns the day on which something begins that begins at a date.
pub(crate) fn start_day(date: &Date) -> Day {
    date.earliest().or(date.latest()).unwrap_or(Day::MIN)
}

/// Returns the day on which something ends; an end that nobody knows is not before its start.
pub(crate) fn end_day(end: End, first: Day) -> Day {
    match end {
        End::Ongoing | End::Unknown => Day::MAX,
        End::On(date) => date
            .latest()
            .or(date.earliest())
            .unwrap_or(Day::MAX)
            .max(first),
    }
}

/// Says whether it is uncertain on which side of a date a day lies.
pub(crate) fn is_order_unknown(date: &Date, day: Day) -> bool {
    let (first, last) = (date.earliest(), date.latest());
    let margin = match (date.is_qualified(), first, last) {
        (true, Some(first), Some(last)) => first.days_until(last) + 1,
        _ => 0,
    };
    let after_first = first.is_none_or(|first| day.days_until(first) <= margin);
    let before_last =
        last.is_none_or(|last| day < last || (margin > 0 && last.days_until(day) <= margin));
    after_first && before_last
}

/// Says whether a stretch that does not meet some days would if the dates of its bounds fell otherwise.
pub(crate) fn possibly_overlaps(
    stretch: DayRange,
    start: Option<&Date>,
    end: Option<&Date>,
    days: DayRange,
) -> bool {
    let doubtful = |date: Option<&Date>, day| date.is_some_and(|date| is_order_unknown(date, day));
    let may_have_begun = days.last < stretch.first && doubtful(start, days.last);
    let may_go_on = stretch.last < days.first && doubtful(end, days.first);
    may_have_begun || may_go_on
}

/// Says whether it is uncertain that what begins at a date has begun by the last of some days.
pub(crate) fn possibly_begins_after(date: &Date, days: DayRange) -> bool {
    days.last != Day::MAX && is_order_unknown(date, days.last)
}

/// Says whether it is uncertain that what began at a date and has an end goes on on the first of some days.
pub(crate) fn possibly_ends_before(start: Option<&Date>, end: End, days: DayRange) -> bool {
    days.first != Day::MIN
        && match end {
            End::On(date) => is_order_unknown(&date, days.first),
            End::Unknown => start.is_none_or(|start| start_day(start) < days.first),
            End::Ongoing => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect(text)
    }

    #[test]
    fn what_is_left_of_a_stretch_lies_before_and_after() {
        let days = |first: i32, last: i32| DayRange {
            first: Day::new(first, 1, 1),
            last: Day::new(last, 12, 31),
        };
        let left = |other: DayRange| -> Vec<_> {
            let parts = days(1990, 1999).without(other);
            parts
                .map(|part| (part.first.year(), part.last.year()))
                .collect()
        };
        assert_eq!(left(days(1992, 1995)), [(1990, 1991), (1996, 1999)]);
        assert_eq!(left(days(1980, 1995)), [(1996, 1999)]);
        assert_eq!(left(days(1995, 2005)), [(1990, 1994)]);
        assert_eq!(left(days(1980, 2005)), []);
        assert_eq!(left(days(2001, 2005)), [(1990, 1999)]);
    }

    #[test]
    fn coarse_bounds_are_as_wide_as_they_may_be() {
        assert_eq!(start_day(&date("2004-05")), Day::new(2004, 5, 1));
        assert_eq!(start_day(&date("../2011-11-14")), Day::new(2011, 11, 14));
        let days = DayRange::from_bounds(Some(&date("2003")), End::On(date("2004")));
        assert_eq!(
            (days.first, days.last),
            (Day::new(2003, 1, 1), Day::new(2004, 12, 31))
        );
    }

    #[test]
    fn doubt_lies_between_the_earliest_and_the_latest_day() {
        let may = date("2004-05");
        assert!(is_order_unknown(&may, Day::new(2004, 5, 10)));
        assert!(!is_order_unknown(&may, Day::new(2004, 6, 1)));
        assert!(!is_order_unknown(&may, Day::new(2004, 4, 30)));
        let about = date("2004~");
        assert!(is_order_unknown(&about, Day::new(2005, 6, 1)));
        assert!(is_order_unknown(&about, Day::new(2005, 12, 31)));
        assert!(!is_order_unknown(&about, Day::new(2006, 6, 1)));
        assert!(!is_order_unknown(
            &date("2004-05-12"),
            Day::new(2004, 5, 12)
        ));
        assert!(is_order_unknown(&date("../2011"), Day::new(1990, 1, 1)));
    }
}
