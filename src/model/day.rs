//! Single days, as numbers.

use std::fmt;

use super::text::serde_as_text;

/// A day of the proleptic Gregorian calendar, as the number of days since 1970-01-01.
///
/// ```
/// use interorg::model::Day;
///
/// let day: Day = "2003-03-17".parse()?;
/// assert_eq!(day, Day::new(2003, 3, 17));
/// assert!(day < Day::new(2003, 12, 31));
/// assert_eq!(day.plus(15).to_string(), "2003-04-01");
/// # Ok::<(), interorg::model::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// An open start: earlier than every day of a dataset.
    pub const MIN: Self = Self(i32::MIN);
    /// An open end: later than every day of a dataset.
    pub const MAX: Self = Self(i32::MAX);

    /// Returns the day of a year, month (1 to 12) and day of the month.
    ///
    /// A month or day outside the calendar becomes the nearest valid one. A day outside the range of `Day` becomes the
    /// first or last day that is not [`MIN`](Self::MIN) or [`MAX`](Self::MAX).
    pub fn new(year: i32, month: u8, day: u8) -> Self {
        // The algorithm is `days_from_civil` of Howard Hinnant, "chrono-compatible low-level date algorithms" (2013).
        // Its years begin in March, so that the leap day is the last day of a year.
        let month = month.clamp(1, 12);
        let day = i64::from(day.clamp(1, days_in_month(year, month)));
        let (year, month) = if month > 2 {
            (i64::from(year), i64::from(month) - 3)
        } else {
            (i64::from(year) - 1, i64::from(month) + 9)
        };
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        let day_of_year = (153 * month + 2) / 5 + day - 1;
        let days = year * 365 + leap_days + day_of_year - 719_468;
        let (first, last) = (i64::from(i32::MIN) + 1, i64::from(i32::MAX) - 1);
        Self(days.clamp(first, last) as i32)
    }

    /// Returns the number of days since 1970-01-01; the least and the greatest number stand for [`MIN`](Self::MIN) and
    /// [`MAX`](Self::MAX).
    pub(crate) fn number(self) -> i32 {
        self.0
    }

    /// Returns the day with a [number](Self::number).
    pub(crate) fn of_number(number: i32) -> Self {
        Self(number)
    }

    /// Returns the day; `None` if it is an open start or end ([`MIN`](Self::MIN) or [`MAX`](Self::MAX)).
    pub fn bounded(self) -> Option<Self> {
        (self != Self::MIN && self != Self::MAX).then_some(self)
    }

    /// Returns the previous day.
    pub fn previous(self) -> Self {
        self.plus(-1)
    }

    /// Returns the next day.
    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// Returns the day that is a number of days later, or earlier if the number is negative.
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Returns the year.
    pub fn year(self) -> i32 {
        self.year_month_day().0
    }

    /// Returns the year, or `open` for an open start or end.
    pub fn year_or(self, open: i32) -> i32 {
        self.bounded().map_or(open, Self::year)
    }

    /// Returns the number of days until another day, negative if that is earlier.
    pub fn days_until(self, other: Self) -> i64 {
        i64::from(other.0) - i64::from(self.0)
    }

    /// Returns the year, the month (1 to 12) and the day of the month.
    pub fn year_month_day(self) -> (i32, u8, u8) {
        // The algorithm is `civil_from_days`, the inverse of that in `new`. An era has 400 years, or 146,097 days.
        let days = i64::from(self.0) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 {
            march_month + 3
        } else {
            march_month - 9
        };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year as i32, month as u8, day as u8)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.year_month_day();
        let sign = if year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
    }
}

serde_as_text!(Day);

/// Returns the number of days in a month (1 to 12) of a year.
pub(crate) fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_numbered_one_by_one() {
        let mut day = Day::new(1895, 12, 31);
        for _ in 0..80_000 {
            let (year, month, date) = day.year_month_day();
            assert_eq!(Day::new(year, month, date), day);
            assert_eq!(day.to_string().parse(), Ok(day));
            assert!(day.next() > day && day.next().previous() == day);
            day = day.next();
        }
        assert_eq!(Day::new(1970, 1, 1), Day(0));
    }

    #[test]
    fn a_day_out_of_range_becomes_the_first_or_last_one() {
        let first = Day::new(i32::MIN, 1, 1);
        assert!(Day::MIN < first && first < Day::new(-5_000_000, 1, 1));
        let last = Day::new(i32::MAX, 12, 31);
        assert!(Day::new(5_000_000, 1, 1) < last && last < Day::MAX);
        assert!(!first.to_string().is_empty() && !last.to_string().is_empty());
        assert_eq!(Day::new(2000, 3, 1).days_until(Day::new(2000, 2, 29)), -1);
    }
}
