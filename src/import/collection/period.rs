//! Periods, and what becomes of several of them.

use std::cmp::Ordering;

use crate::import::rules::Repeated;
use crate::model::{Date, Day, End, year_text};

/// A period as a row states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::import) struct Period {
    /// `None` if the row does not say.
    pub(in crate::import) from: Option<Date>,
    /// `None` if the row does not say.
    pub(in crate::import) to: Option<End>,
}

/// The time of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum When {
    Undated,
    Year(i32),
    Period(Period),
}

impl Period {
    /// Returns the period of something that happened on a date.
    pub(in crate::import) fn on(date: Date) -> Self {
        Self {
            from: Some(date),
            to: Some(End::On(date)),
        }
    }

    /// Returns the first day, or the beginning of time.
    pub(super) fn first(self) -> Day {
        let first = self.from.and_then(|from| from.earliest());
        first.unwrap_or(Day::MIN)
    }

    /// Returns the last day, or the end of time.
    pub(super) fn last(self) -> Day {
        let end = self.to.and_then(|to| to.date().copied());
        end.and_then(|end| end.latest()).unwrap_or(Day::MAX)
    }

    /// Returns `true` if the period ends before it begins, whatever days its dates stand for.
    pub(in crate::import) fn is_reversed(self) -> bool {
        let end = self.to.and_then(|to| to.date().copied());
        matches!((self.from, end), (Some(from), Some(end)) if end.is_certainly_before(&from))
    }

    /// Returns the start; if only the end is known, that it was not later than that.
    pub(in crate::import) fn start_or_before_end(self) -> Option<Date> {
        self.from.or_else(|| {
            let end = self.to?.date().copied()?;
            format!("../{end}").parse().ok()
        })
    }

    /// Returns `true` if the other period begins within this one.
    pub(in crate::import) fn has_start_of(self, other: Self) -> bool {
        (self.first()..=self.last()).contains(&other.first())
    }

    pub(super) fn overlaps(self, other: Self) -> bool {
        self.first() <= other.last() && other.first() <= self.last()
    }

    /// Returns the period from the first start to the last end. What one of the two does not say, the other does.
    fn united(self, other: Self) -> Self {
        let from = match (self.from, other.from) {
            (Some(_), Some(_)) if other.first() < self.first() => other.from,
            (None, from) | (from, _) => from,
        };
        let to = match (self.to, other.to) {
            (Some(End::Ongoing), _) | (_, Some(End::Ongoing)) => Some(End::Ongoing),
            (Some(End::On(_)), Some(End::On(_))) if other.last() > self.last() => other.to,
            (None | Some(End::Unknown), Some(to)) => Some(to),
            (to, _) => to,
        };
        Self { from, to }
    }
}

/// Adds a period to those of other rows. Returns `false` if it became a part of one of them.
pub(in crate::import) fn add(periods: &mut Vec<Period>, new: Period, rule: Repeated) -> bool {
    let twin = match rule {
        Repeated::Keep => periods.iter().position(|period| *period == new),
        Repeated::One => (!periods.is_empty()).then_some(0),
        Repeated::Overlap => periods.iter().position(|period| period.overlaps(new)),
    };
    let Some(index) = twin else {
        // Most participations have one period; the usual growth of a list would take four times its memory.
        if periods.is_empty() {
            periods.reserve_exact(1);
        }
        periods.push(new);
        return true;
    };
    let mut united = periods[index].united(new);
    periods[index] = united;
    // The longer period may reach others.
    if rule == Repeated::Overlap {
        let mut other = 0;
        let mut place = index;
        while other < periods.len() {
            if other != place && periods[other].overlaps(united) {
                united = united.united(periods.remove(other));
                place -= usize::from(other < place);
                periods[place] = united;
                other = 0;
            } else {
                other += 1;
            }
        }
    }
    false
}

/// Orders periods by their first days, and then by their last days.
pub(in crate::import) fn in_order(one: &Period, other: &Period) -> Ordering {
    (one.first(), one.last()).cmp(&(other.first(), other.last()))
}

/// Returns a run of years as a period. A run that reaches the last year of the panel has no known end.
pub(in crate::import) fn run_as_period(
    (first, last): (i32, i32),
    last_year: Option<i32>,
) -> Period {
    let is_open = Some(last) == last_year;
    Period {
        from: year(first),
        to: year(last).filter(|_| !is_open).map(End::On),
    }
}

/// Returns a year as a date.
pub(in crate::import) fn year(year: i32) -> Option<Date> {
    year_text(year.into()).parse().ok()
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
    fn periods_that_overlap_are_united() {
        let mut periods = vec![period("1950", "1955"), period("1960", "1965")];
        assert!(!add(
            &mut periods,
            period("1955", "1957"),
            Repeated::Overlap
        ));
        assert_eq!(periods, [period("1950", "1957"), period("1960", "1965")]);
        assert!(add(&mut periods, period("1980", ".."), Repeated::Overlap));
        assert!(!add(
            &mut periods,
            period("1957", "1970"),
            Repeated::Overlap
        ));
        assert_eq!(periods, [period("1950", "1970"), period("1980", "..")]);
    }

    #[test]
    fn one_period_has_the_first_start_and_the_last_end() {
        let mut periods = vec![period("1960", "")];
        add(&mut periods, period("1950", "1955"), Repeated::One);
        add(&mut periods, period("", ".."), Repeated::One);
        assert_eq!(periods, [period("1950", "..")]);
    }

    #[test]
    fn a_period_for_each_row_is_kept_once() {
        let mut periods = Vec::new();
        assert!(add(&mut periods, period("1950", "1955"), Repeated::Keep));
        assert!(!add(&mut periods, period("1950", "1955"), Repeated::Keep));
        assert!(add(&mut periods, period("1951", "1955"), Repeated::Keep));
    }
}
