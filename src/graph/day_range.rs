//! Ranges of days.

use crate::dataset::packed_records;
use crate::model::Day;

/// A range of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DayRange {
    pub(crate) first: Day,
    pub(crate) last: Day,
}

impl DayRange {
    /// The range without any day, for records whose dates contradict one another.
    ///
    /// It overlaps [`ALL`](Self::ALL) and nothing else, so that only queries without a time return such a record.
    pub(crate) const EMPTY: Self = Self {
        first: Day::MAX,
        last: Day::MIN,
    };

    /// The range of all days.
    pub(crate) const ALL: Self = Self {
        first: Day::MIN,
        last: Day::MAX,
    };

    /// Creates the range of one day.
    pub(crate) fn of_day(day: Day) -> Self {
        Self {
            first: day,
            last: day,
        }
    }

    /// Creates the range of the days of a year.
    pub(crate) fn of_year(year: i32) -> Self {
        Self {
            first: Day::new(year, 1, 1),
            last: Day::new(year, 12, 31),
        }
    }

    /// Returns `true` if the two ranges have a day in common.
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Returns `true` if all days of the other range are in this one.
    pub(crate) fn contains(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Returns the range from the first to the last day of ranges in order of time; `None` if there are none.
    pub(crate) fn hull_of(parts: &[Self]) -> Option<Self> {
        Some(Self {
            first: parts.first()?.first,
            last: parts.last()?.last,
        })
    }

    /// Returns the range from the first to the last day that is in none of some other ranges; `None` if all days are.
    pub(crate) fn hull_without(self, ranges: impl IntoIterator<Item = Self>) -> Option<Self> {
        Self::hull_of(&self.parts_without(ranges))
    }

    /// Returns the parts of the range that are in none of some other ranges, in order of time.
    pub(crate) fn parts_without(self, ranges: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut parts = vec![self];
        for range in ranges {
            let rest = parts.into_iter().flat_map(|part| {
                let is_apart = !part.overlaps(range);
                let whole = is_apart.then_some(part);
                let cut = (!is_apart).then(|| part.without(range));
                whole.into_iter().chain(cut.into_iter().flatten())
            });
            parts = rest.collect();
        }
        parts
    }

    /// Returns the days that are in both ranges; `None` if there are none.
    pub(crate) fn intersection(self, other: Self) -> Option<Self> {
        self.overlaps(other).then(|| Self {
            first: self.first.max(other.first),
            last: self.last.min(other.last),
        })
    }

    /// Returns the days of the range before a day; `None` if there are none.
    pub(crate) fn before(self, day: Day) -> Option<Self> {
        (self.first < day).then(|| Self {
            first: self.first,
            last: self.last.min(day.previous()),
        })
    }

    /// Returns the days of the range that are not in another one: those before it, then those after it.
    pub(crate) fn without(self, other: Self) -> impl Iterator<Item = Self> {
        let after = (self.last > other.last).then(|| Self {
            first: self.first.max(other.last.next()),
            last: self.last,
        });
        self.before(other.first).into_iter().chain(after)
    }
}

packed_records! {
    DayRange { first, last }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Creates a range of whole years.
    fn years(first: i32, last: i32) -> DayRange {
        DayRange {
            first: Day::new(first, 1, 1),
            last: Day::new(last, 12, 31),
        }
    }

    #[test]
    fn a_difference_has_up_to_two_ranges() {
        let nineties_without = |other: DayRange| -> Vec<(i32, i32)> {
            let rest = years(1990, 1999).without(other);
            rest.map(|range| (range.first.year(), range.last.year()))
                .collect()
        };
        assert_eq!(
            nineties_without(years(1992, 1995)),
            [(1990, 1991), (1996, 1999)]
        );
        assert_eq!(nineties_without(years(1980, 1995)), [(1996, 1999)]);
        assert_eq!(nineties_without(years(1995, 2005)), [(1990, 1994)]);
        assert_eq!(nineties_without(years(1980, 2005)), []);
        assert_eq!(nineties_without(years(2001, 2005)), [(1990, 1999)]);
    }

    #[test]
    fn ranges_overlap_if_they_have_a_day_in_common() {
        let nineties = years(1990, 1999);
        let last_day = DayRange::of_day(nineties.last);
        assert_eq!(nineties.intersection(last_day), Some(last_day));
        assert_eq!(nineties.intersection(years(2000, 2001)), None);
        assert_eq!(DayRange::ALL.intersection(nineties), Some(nineties));
        assert_eq!(nineties.before(nineties.first), None);
    }

    #[test]
    fn the_empty_range_overlaps_only_all_days() {
        assert!(DayRange::EMPTY.overlaps(DayRange::ALL));
        assert!(!DayRange::EMPTY.overlaps(years(-4000, 4000)));
    }
}
