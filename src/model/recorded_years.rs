//! The years of the dates of a dataset, and which of them are far from all others.
//!
//! Most dates that are far from all others are errors of typing, such as 0203 or 3003 for 2003, or stand for a missing
//! value, such as 0001-01-01. They must not decide up to which day evidence was read.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::date::Date;
use super::day::Day;

/// The number of years between a date and the nearest other one from which on the date is far from all others.
const FAR: i32 = 50;

/// What a date dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dated {
    /// The founding or dissolution of an organization.
    Lifetime,
    /// Anything that happened to an organization, or between organizations.
    Event,
}

/// The years of dates while they are collected.
#[derive(Debug, Default)]
pub(crate) struct YearCollector(BTreeMap<i32, RecordedYear>);

/// The years of dates, with what is far from the others.
#[derive(Debug)]
pub(crate) struct RecordedYears {
    years: BTreeMap<i32, RecordedYear>,
    /// The years that are near to others, from the first to the last; `None` if no years are, or only those of
    /// lifetimes. Then no year is far from the others either, because it is unknown where the others are.
    main: Option<(i32, i32)>,
}

#[derive(Debug, Clone, Copy)]
struct RecordedYear {
    has_event: bool,
    /// The last day in the year to which a date may refer.
    last: Day,
    /// Whether another year is near.
    has_neighbour: bool,
}

impl YearCollector {
    /// Adds the years of the first and the last day to which a date may refer.
    pub(crate) fn add(&mut self, date: &Date, dated: Dated) {
        for day in [date.earliest(), date.latest()].into_iter().flatten() {
            let year = self.0.entry(day.year()).or_insert(RecordedYear {
                has_event: false,
                last: day,
                has_neighbour: false,
            });
            year.has_event |= dated == Dated::Event;
            year.last = year.last.max(day);
        }
    }

    /// Finds the years that are near to others.
    pub(crate) fn finish(mut self) -> RecordedYears {
        let mut has_event = false;
        let mut main: Option<(i32, i32)> = None;
        let mut previous: Option<(i32, &mut RecordedYear)> = None;
        for (year, recorded) in &mut self.0 {
            if let Some((before, other)) = previous
                && year - before <= FAR
            {
                has_event |= other.has_event || recorded.has_event;
                other.has_neighbour = true;
                recorded.has_neighbour = true;
                main = Some((main.map_or(before, |(first, _)| first), *year));
            }
            previous = Some((*year, recorded));
        }
        RecordedYears {
            main: main.filter(|_| has_event),
            years: self.0,
        }
    }
}

impl RecordedYears {
    /// Returns `true` if a year is near to a recorded one that is near to another one, or if no year is far from the others.
    ///
    /// The year need not be recorded: rival readings add no years.
    pub(crate) fn is_credible(&self, year: i32) -> bool {
        let near = year.saturating_sub(FAR)..=year.saturating_add(FAR);
        let mut near = self.years.range(near);
        self.main.is_none() || near.any(|(_, recorded)| recorded.has_neighbour)
    }

    /// Returns the first and the last of the years that are near to others, if a year is far from all of them.
    pub(crate) fn others_far_from(&self, year: i32, dated: Dated) -> Option<(i32, i32)> {
        let (first, last) = self.main?;
        if self.is_credible(year) {
            return None;
        }
        // Some organizations are centuries older than everything that is recorded of them.
        let is_old_founding = dated == Dated::Lifetime && year < last;
        (!is_old_founding).then_some((first, last))
    }

    /// Returns the last day to which a date may refer, without the years that are far from all others; `None` if there is
    /// no date.
    pub(crate) fn last_day(&self) -> Option<Day> {
        let mut latest_first = self.years.iter().rev();
        let last = latest_first.find(|(year, _)| self.is_credible(**year));
        last.map(|(_, recorded)| recorded.last)
    }
}

/// Returns the years in a range from which a year differs by one slip: two digits exchanged, one digit wrong, or one digit
/// too many.
pub(crate) fn years_one_slip_away(year: i32, range: RangeInclusive<i32>) -> Vec<i32> {
    let digits = format!("{:04}", year.unsigned_abs()).into_bytes();
    let exchanged = (1..digits.len()).map(|at| {
        let mut digits = digits.clone();
        digits.swap(at - 1, at);
        digits
    });
    let corrected = (0..digits.len()).flat_map(|at| {
        (b'0'..=b'9').map({
            let digits = &digits;
            move |digit| {
                let mut digits = digits.clone();
                digits[at] = digit;
                digits
            }
        })
    });
    let shortened = (0..digits.len()).filter(|_| digits.len() > 4).map(|at| {
        let mut digits = digits.clone();
        digits.remove(at);
        digits
    });
    let slips = exchanged.chain(corrected).chain(shortened);
    let mut years: Vec<i32> = Vec::new();
    for digits in slips {
        let number = String::from_utf8(digits).ok();
        let found = number.and_then(|number| number.parse().ok());
        years.extend(
            found.filter(|found| *found != year && range.contains(found) && !years.contains(found)),
        );
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(events: &[&str], lifetimes: &[&str]) -> RecordedYears {
        let mut collector = YearCollector::default();
        for (texts, dated) in [(events, Dated::Event), (lifetimes, Dated::Lifetime)] {
            for text in texts {
                collector.add(&text.parse().expect("EDTF"), dated);
            }
        }
        collector.finish()
    }

    /// Returns the last year that counts.
    fn last(events: &[&str], lifetimes: &[&str]) -> Option<i32> {
        years(events, lifetimes).last_day().map(Day::year)
    }

    #[test]
    fn a_year_more_than_fifty_years_from_all_others_is_far() {
        let years = years(
            &["1950", "1951", "2001", "2026", "0203-05-12", "3003", "2077"],
            &[],
        );
        for year in [203, 3003, 2077] {
            assert_eq!(
                years.others_far_from(year, Dated::Event),
                Some((1950, 2026)),
                "{year}"
            );
        }
        for year in [1950, 2001, 2026] {
            assert_eq!(years.others_far_from(year, Dated::Event), None, "{year}");
        }
    }

    #[test]
    fn a_far_year_does_not_become_the_last_one() {
        assert_eq!(last(&["2001", "2101"], &["1990", "1991"]), Some(2001));
        assert_eq!(
            last(&["2001", "2051"], &["1990", "1991"]),
            Some(2051),
            "exactly fifty years"
        );
        assert_eq!(
            last(&["2001", "2203-05-12", "2203-05-12"], &["1990"]),
            Some(2001)
        );
        assert_eq!(last(&["2001", "3003", "0203"], &["1990"]), Some(2001));
    }

    #[test]
    fn a_year_that_is_not_recorded_is_far_by_its_distance_to_the_recorded_ones() {
        // 0203 is far from all others, so that no year is credible for being near to it.
        let years = years(&["1950", "1951", "2001", "0203"], &[]);
        for (year, is_far) in [
            (1900, false),
            (1899, true),
            (1980, false),
            (2051, false),
            (2052, true),
            (204, true),
        ] {
            let others = years.others_far_from(year, Dated::Event);
            assert_eq!(others, is_far.then_some((1950, 2001)), "{year}");
        }
    }

    #[test]
    fn few_dates_have_no_far_year() {
        assert_eq!(last(&[], &[]), None);
        assert_eq!(last(&["2001"], &[]), Some(2001));
        assert_eq!(last(&["2001"], &["1945"]), Some(2001));
        assert_eq!(
            last(&["2001"], &["1945", "1948"]),
            Some(2001),
            "only lifetimes are near each other"
        );
        assert_eq!(last(&["-0400", "-0380", "1990", "2000"], &[]), Some(2000));
    }

    #[test]
    fn an_old_founding_is_not_far() {
        let years = years(&["1960", "2001"], &["1815", "0203", "2203"]);
        assert_eq!(years.others_far_from(1815, Dated::Lifetime), None);
        assert_eq!(years.others_far_from(203, Dated::Lifetime), None);
        assert!(years.others_far_from(2203, Dated::Lifetime).is_some());
        assert!(years.others_far_from(1815, Dated::Event).is_some());
    }

    #[test]
    fn a_slip_leads_to_the_years_that_were_meant() {
        for (typed, meant) in [
            (203, 2003),
            (3003, 2003),
            (2203, 2003),
            (2101, 2001),
            (20003, 2003),
        ] {
            let found = years_one_slip_away(typed, 1950..=2026);
            assert!(found.contains(&meant), "{typed}: {found:?}");
        }
        assert_eq!(years_one_slip_away(203, 1950..=2026), [2003]);
        assert!(years_one_slip_away(1234, 1950..=2026).is_empty());
    }
}
