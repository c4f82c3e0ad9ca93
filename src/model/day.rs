//! Single days, counted.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
///
/// ```
/// use interorg::model::Day;
///
/// assert_eq!(Day::new(2003, 3, 17).to_string(), "2003-03-17");
/// assert!(Day::new(2003, 3, 17) < Day::new(2003, 12, 31));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(i32);

impl Day {
    /// The day before all days of a dataset: an open beginning.
    pub const MIN: Self = Self(i32::MIN);
    /// The day after all days of a dataset: an open end.
    pub const MAX: Self = Self(i32::MAX);

    /// Counts the day of a year, month (1 to 12) and day of the month.
    ///
    /// A month or day beyond the calendar is moved to the nearest one that exists, and a day too far
    /// from today to be counted to the farthest that can be. Years begin in March, so that the day of a leap year
    /// is their last (Howard Hinnant, "chrono-compatible low-level date algorithms", 2013).
    pub fn new(year: i32, month: u8, day: u8) -> Self {
        let month = month.clamp(1, 12);
        let day = i64::from(day.clamp(1, days_in_month(year, month)));
        let (year, shifted) = if month > 2 {
            (i64::from(year), i64::from(month) - 3)
        } else {
            (i64::from(year) - 1, i64::from(month) + 9)
        };
        let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        let day_of_year = (153 * shifted + 2) / 5 + day - 1;
        let days = year * 365 + leaps + day_of_year - 719_468;
        let (first, last) = (i64::from(i32::MIN) + 1, i64::from(i32::MAX) - 1);
        Self(days.clamp(first, last) as i32)
    }

    /// Returns the day; `None` if it is [`MIN`](Self::MIN) or [`MAX`](Self::MAX), which stand for an open side.
    pub fn bounded(self) -> Option<Self> {
        (self != Self::MIN && self != Self::MAX).then_some(self)
    }

    /// Returns the day before.
    pub fn previous(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// Returns the day after.
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// Returns the day that lies so many days later, or earlier if they are negative.
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Returns the year of the day.
    pub fn year(self) -> i32 {
        self.year_month_day().0
    }

    /// Returns the year of the day, or another where the day stands for an open beginning or end.
    pub fn year_or(self, open: i32) -> i32 {
        match self {
            Self::MIN | Self::MAX => open,
            day => day.year(),
        }
    }

    /// Returns the number of days from this day to the other, negative if the other is earlier.
    pub fn days_until(self, other: Self) -> i64 {
        i64::from(other.0) - i64::from(self.0)
    }

    /// Returns year, month (1 to 12) and day of the month.
    pub fn year_month_day(self) -> (i32, u8, u8) {
        let days = i64::from(self.0) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * shifted + 2) / 5 + 1) as u8;
        let month = (if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        }) as u8;
        let year = (year_of_era + era * 400) as i32 + i32::from(month <= 2);
        (year, month, day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.year_month_day();
        let sign = if year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
    }
}

/// Returns the number of days of a month (1 to 12) of a year.
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
    fn days_count_up_one_by_one() {
        let mut day = Day::new(1895, 12, 31);
        for _ in 0..80_000 {
            let (year, month, date) = day.year_month_day();
            assert_eq!(Day::new(year, month, date), day);
            assert!(day.next() > day && day.next().previous() == day);
            day = day.next();
        }
        assert_eq!(Day::new(1970, 1, 1), Day(0));
    }

    #[test]
    fn days_beyond_the_count_are_moved_to_its_ends() {
        let first = Day::new(i32::MIN, 1, 1);
        assert!(Day::MIN < first && first < Day::new(-5_000_000, 1, 1));
        let last = Day::new(i32::MAX, 12, 31);
        assert!(Day::new(5_000_000, 1, 1) < last && last < Day::MAX);
        assert!(!first.to_string().is_empty() && !last.to_string().is_empty());
        assert_eq!(Day::new(2000, 3, 1).days_until(Day::new(2000, 2, 29)), -1);
    }
}
