//! Time: how dates of different precision become days, by the rule that [`TimeFilter`] states.

use super::day_range::DayRange;
use crate::model::{Date, Day, End, Membership, Operation, Organization, Participation};

/// The time of a query.
///
/// # How dates are compared
///
/// Dates are as coarse as the evidence: `2003`, `2003-05~`, `../2011`. Records are compared by days, and each record
/// gets the widest range of days that its dates allow:
///
/// - **Start.** A record starts on the earliest possible day of its start date. If only an upper bound is known
///   (`../2011`), it starts on that bound. Without a start date, it has always existed.
/// - **End.** A record ends on the latest possible day of its end date. If only a lower bound is known, it ends on that
///   bound. If it is ongoing or its end is unknown, it is open-ended.
/// - **Spells.** A spell ends at the latest on the day before the next one starts. Spells that start on the same coarse
///   date follow one another: each starts at least one day after the one before it. A spell with an unknown end lasts
///   at most as long as both members exist.
/// - **Participations.** A participation takes the bounds that it does not state from its operation. One with an unknown
///   end ends with its operation. Each is cut to the possible lifetime of its organization, without the gaps in it.
/// - **Motives.** A motive without a start that is attested is held from its first attestation on; before that, it is unknown
///   whether it is. One without any date is held from the first relation of its partnership on. Each ends with its holder at
///   the latest.
/// - **Predecessors.** Before an organization is founded, its predecessors act for it.
/// - **Filters.** A date in a filter (`--at 2005`) stands for its last day. A period runs from the earliest possible day of its
///   first date to the latest possible day of its last one.
///
/// Whether a record has started by a day, and whether it goes on on a day, are questions with three answers: yes, no, and
/// unknown. What starts in `2004` has not started on 2003-12-31, has started on 2004-12-31, and on the days between it is
/// *unknown*. What ends in `2004` goes on on 2004-01-01, because the last day belongs to it, does not on 2005-01-01, and
/// on the days between it is unknown. If the date is uncertain or approximate (`2003?`, `2003~`), it is also unknown
/// within one more unit of its precision on either side. What overlaps by the rule above is *certain* if the answers for the
/// decisive days are known, and uncertain otherwise. What does not overlap may still be *possible*. For a period, the decisive
/// days are its last one, by which a record must have started, and its first one, on which it must not have ended.
///
/// # Example
///
/// ```
/// use interorg::{graph::TimeFilter, model::Day, query::Filter};
///
/// let filter = Filter { at: Some("2005-06".parse()?), ..Filter::default() };
/// assert_eq!(filter.time()?, TimeFilter::At(Day::new(2005, 6, 30)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeFilter {
    /// The whole record; phases and conditions are those on the as-of date of the dataset.
    Always,
    /// One day.
    At(Day),
    /// Any day of a period, from its first to its last day.
    During(Day, Day),
}

impl TimeFilter {
    /// Returns the last day of the filter; `None` if it is open-ended.
    pub fn last_day(self) -> Option<Day> {
        match self {
            Self::Always | Self::During(_, Day::MAX) => None,
            Self::At(day) | Self::During(_, day) => Some(day),
        }
    }

    /// Returns `true` if a record with these ranges of days is visible. One without any day is visible only if there is no time
    /// filter.
    pub(crate) fn includes(self, ranges: &[DayRange]) -> bool {
        self == Self::Always || ranges.iter().any(|days| days.overlaps(self.days()))
    }

    /// Returns the days on which phases and conditions are read: those of the filter, or the as-of date.
    pub(crate) fn state_days(self, as_of: Day) -> DayRange {
        match self {
            Self::Always => DayRange::of_day(as_of),
            Self::At(_) | Self::During(..) => self.days(),
        }
    }

    /// Returns the days of the filter, all days for `Always`.
    pub(crate) fn days(self) -> DayRange {
        match self {
            Self::Always => DayRange::ALL,
            Self::At(day) => DayRange::of_day(day),
            Self::During(first, last) => DayRange { first, last },
        }
    }
}

impl DayRange {
    /// Creates the range from a start to an end.
    pub(crate) fn from_bounds(start: Option<&Date>, end: End) -> Self {
        let first = start.map_or(Day::MIN, start_day);
        Self {
            first,
            last: end_day(end, first),
        }
    }

    /// Returns the days of a participation in an operation; `None` if the two contradict each other: the participation
    /// ends before the operation starts, or starts after it has ended.
    pub(crate) fn of_participation(
        operation: &Operation,
        participation: &Participation,
    ) -> Option<Self> {
        let (start, end) = participation_bounds(operation, participation);
        let end = match end {
            End::Unknown => operation.end,
            end => end,
        };
        let latest_end = end.date().and_then(Date::latest);
        let earliest_start = start.and_then(Date::earliest);
        let contradicts = earliest_start
            .zip(latest_end)
            .is_some_and(|(start, end)| end < start);
        (!contradicts).then(|| Self::from_bounds(start, end))
    }

    /// Returns the days of a participation on which its organization may exist, one range per period of existence; none if
    /// the dates of the operation, the participation and the organization contradict one another.
    pub(crate) fn parts_of_participation(
        operation: &Operation,
        participation: &Participation,
        organization: &Organization,
    ) -> Vec<Self> {
        let lifetime = Self::of_possible_lifetime(organization);
        let days = Self::of_participation(operation, participation);
        let days = days.and_then(|days| days.intersection(lifetime));
        days.map_or_else(Vec::new, |days| {
            days.parts_without(Self::gaps(organization))
        })
    }

    /// Returns the days on which an organization is a part or member of another one.
    pub(crate) fn of_membership(membership: &Membership) -> Self {
        let end = membership.to.unwrap_or(End::Ongoing);
        Self::from_bounds(membership.from.as_ref(), end)
    }

    /// Returns the days on which an organization exists.
    pub(crate) fn of_lifetime(organization: &Organization) -> Self {
        Self::from_bounds(organization.founded.as_ref(), organization.dissolved)
    }

    /// Returns the days between the periods in which an organization exists, in order of time.
    pub(crate) fn gaps(organization: &Organization) -> impl Iterator<Item = Self> {
        organization.gaps().filter_map(|(ended, resumed)| {
            let first = end_day(End::On(ended), Day::MIN).next();
            let last = start_day(&resumed).previous();
            (first <= last).then_some(Self { first, last })
        })
    }

    /// Returns the days on which an organization may exist: as [`of_lifetime`](Self::of_lifetime), but an organization
    /// with only an upper bound of its foundation (`../1950`) may always have existed.
    pub(crate) fn of_possible_lifetime(organization: &Organization) -> Self {
        let founded = organization.founded.and_then(|date| date.earliest());
        let first = founded.unwrap_or(Day::MIN);
        Self {
            first,
            last: end_day(organization.dissolved, first),
        }
    }
}

/// Returns the start and the end of a participation; bounds that it does not state are those of its operation.
pub(crate) fn participation_bounds<'d>(
    operation: &'d Operation,
    participation: &'d Participation,
) -> (Option<&'d Date>, End) {
    let start = participation.from.as_ref().or(operation.start.as_ref());
    (start, participation.to.unwrap_or(operation.end))
}

/// Returns the day on which a record with this start date starts.
pub(crate) fn start_day(date: &Date) -> Day {
    date.earliest().or(date.latest()).unwrap_or(Day::MIN)
}

/// Returns the day on which a record that starts on `first` ends, never before it starts.
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

/// The date of the bound of a record, as far as it is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// The record starts on this date, or the one before it ends because it does.
    Start(Date),
    /// The record ends on this date, which belongs to it.
    End(Date),
}

impl Bound {
    /// Returns the days of which it is unknown whether they are before or after the bound; `None` if there are none. A start
    /// has come on its last possible day, and an end has not passed on its first one.
    pub(crate) fn days_in_doubt(self) -> Option<DayRange> {
        let (Self::Start(date) | Self::End(date)) = self;
        let (first, last) = (date.earliest(), date.latest());
        // The precision of the date, in days: 365 or 366 for a year.
        let margin = match (date.is_qualified(), first, last) {
            (true, Some(first), Some(last)) => first.days_until(last) + 1,
            _ => 0,
        };
        let margin = i32::try_from(margin).unwrap_or(i32::MAX);
        let (after_first, before_last) = match self {
            Self::Start(_) => (0, i32::from(margin == 0)),
            Self::End(_) => (1, 0),
        };
        let days = DayRange {
            first: first.map_or(Day::MIN, |first| first.plus(after_first - margin)),
            last: last.map_or(Day::MAX, |last| last.plus(margin - before_last)),
        };
        (days.first <= days.last).then_some(days)
    }

    /// Returns `true` if it is unknown whether a day is before or after the bound.
    pub(crate) fn is_in_doubt(self, day: Day) -> bool {
        let days = self.days_in_doubt();
        days.is_some_and(|days| days.contains(DayRange::of_day(day)))
    }
}

/// Returns `true` if a range that does not overlap some days would overlap them if its bounds were other possible days.
pub(crate) fn possibly_overlaps(
    range: DayRange,
    start: Option<&Date>,
    end: Option<Bound>,
    days: DayRange,
) -> bool {
    let is_in_doubt = |bound: Option<Bound>, day| bound.is_some_and(|bound| bound.is_in_doubt(day));
    let start = start.copied().map(Bound::Start);
    let may_have_started = days.last < range.first && is_in_doubt(start, days.last);
    let may_go_on = range.last < days.first && is_in_doubt(end, days.first);
    may_have_started || may_go_on
}

/// Returns `true` if it is unknown whether a record with this start date has started by the last of some days.
pub(crate) fn possibly_starts_after(start: &Date, days: DayRange) -> bool {
    days.last != Day::MAX && Bound::Start(*start).is_in_doubt(days.last)
}

/// Returns `true` if it is unknown whether a record has ended before the first of some days.
pub(crate) fn possibly_ends_before(start: Option<&Date>, end: End, days: DayRange) -> bool {
    days.first != Day::MIN
        && match end {
            End::On(date) => Bound::End(date).is_in_doubt(days.first),
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
    fn ranges_are_as_wide_as_their_dates_allow() {
        assert_eq!(start_day(&date("2004-05")), Day::new(2004, 5, 1));
        assert_eq!(start_day(&date("../2011-11-14")), Day::new(2011, 11, 14));
        let days = DayRange::from_bounds(Some(&date("2003")), End::On(date("2004")));
        assert_eq!(
            (days.first, days.last),
            (Day::new(2003, 1, 1), Day::new(2004, 12, 31))
        );
        assert_eq!(DayRange::from_bounds(None, End::Unknown), DayRange::ALL);
    }

    #[test]
    fn the_order_is_unknown_between_the_earliest_and_the_latest_day() {
        let may = date("2004-05");
        let doubt = |bound: Bound| bound.days_in_doubt().map(|days| [days.first, days.last]);
        let day = |day| Day::new(2004, 5, day);
        assert_eq!(doubt(Bound::Start(may)), Some([day(1), day(30)]));
        assert_eq!(doubt(Bound::End(may)), Some([day(2), day(31)]));
        let exact = date("2004-05-12");
        assert_eq!(doubt(Bound::Start(exact)), None);
        assert_eq!(doubt(Bound::End(exact)), None);
        let by_then = date("../2004-05-12");
        assert_eq!(doubt(Bound::Start(by_then)), Some([Day::MIN, day(11)]));
        assert_eq!(doubt(Bound::End(by_then)), Some([Day::MIN, day(12)]));
    }

    #[test]
    fn the_order_is_unknown_within_one_more_unit_of_a_qualified_date() {
        // The year has 366 days, so that there are as many before and after it.
        let about = date("2004~");
        let last = Day::new(2006, 1, 1);
        for (bound, first) in [
            (Bound::Start(about), Day::new(2002, 12, 31)),
            (Bound::End(about), Day::new(2003, 1, 1)),
        ] {
            assert_eq!(bound.days_in_doubt(), Some(DayRange { first, last }));
        }
    }

    #[test]
    fn a_range_possibly_overlaps_days_next_to_its_coarse_bounds() {
        let (start, end) = (date("2004~"), date("2008"));
        let range = DayRange::from_bounds(Some(&start), End::On(end));
        let possibly = |year| {
            let days = DayRange::of_day(Day::new(year, 6, 1));
            possibly_overlaps(range, Some(&start), Some(Bound::End(end)), days)
        };
        assert!(possibly(2003), "it may have started a year earlier");
        assert!(!possibly(2002));
        assert!(!possibly(2006), "it overlaps for certain");
        assert!(!possibly(2009), "its end is not qualified");
    }

    #[test]
    fn without_a_time_filter_every_record_is_visible() {
        let day = Day::new(2005, 12, 31);
        let before = DayRange::of_day(day.previous());
        assert!(TimeFilter::Always.includes(&[]));
        assert!(!TimeFilter::At(day).includes(&[]));
        assert!(!TimeFilter::At(day).includes(&[before]));
        assert!(TimeFilter::During(day.previous(), Day::MAX).includes(&[before]));
        assert_eq!(TimeFilter::During(day, Day::MAX).last_day(), None);
        assert_eq!(TimeFilter::Always.state_days(day), DayRange::of_day(day));
    }
}
