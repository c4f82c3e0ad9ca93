//! Dates as coarse as the evidence: EDTF (ISO 8601-2:2019), levels 0 and 1.
//!
//! A [`Date`] is what a scholar writes: `2003`, `2003-05`, `2003-05-12`, `2003~`, `199X`, `2003-09-01/2003-09-03`,
//! `../2011`. Dates of different precision are compared by the earliest and the latest [`Day`] that they may stand for,
//! never by their text.

mod parse;
mod suggest;
#[cfg(test)]
mod tests;

use std::fmt::{self, Write as _};

use super::day::{Day, days_in_month};
use super::text::serde_as_text;

pub use self::parse::DateError;
pub(crate) use self::suggest::possible_dates;

/// Returns a year as dates write it: with four digits, or with more after a `Y`.
pub(crate) fn year_text(year: i64) -> String {
    let sign = if year < 0 { "-" } else { "" };
    match year.unsigned_abs() {
        digits @ 0..=9999 => format!("{sign}{digits:04}"),
        digits => format!("Y{sign}{digits}"),
    }
}

/// A date or time interval in EDTF, level 0 or 1.
///
/// As the date of an event, an interval gives the bounds within which the event happened: `../2011-11-14` is "not later
/// than 14 November 2011".
///
/// ```
/// use interorg::model::{Date, Day};
///
/// let may: Date = "2003-05".parse()?;
/// assert_eq!(may.earliest(), Some(Day::new(2003, 5, 1)));
/// assert_eq!(may.latest(), Some(Day::new(2003, 5, 31)));
/// assert!("2003-02-30".parse::<Date>().is_err());
/// # Ok::<(), interorg::model::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Date {
    /// One date, as coarse as it is known.
    Single(CalendarDate),
    /// An interval between two bounds, both included.
    Interval {
        /// The first bound.
        start: Bound,
        /// The last bound.
        end: Bound,
    },
}

/// One side of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// The interval starts or ends with this date.
    At(CalendarDate),
    /// The interval is open on this side (`..`).
    Open,
    /// The interval has a bound on this side, which is unknown (an empty text).
    Unknown,
}

/// A year, month, season or day, with its certainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CalendarDate {
    /// The year; if digits are unspecified, the year with zeros in their place.
    year: i32,
    /// The month (1 to 12) or season (21 to 24); 0 if the date is a year.
    month: u8,
    /// The day of the month; 0 if the date is coarser.
    day: u8,
    unspecified: Unspecified,
    qualifier: Qualifier,
}

/// The digits of a date that are unspecified (`X`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Unspecified {
    Nothing,
    YearOfDecade,
    YearOfCentury,
    Month,
    MonthAndDay,
    Day,
}

/// The certainty of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// No qualifier: the date is as certain as its source.
    Plain,
    /// `?`: the date is doubted.
    Uncertain,
    /// `~`: the date is an estimate.
    Approximate,
    /// `%`: the date is both doubted and an estimate.
    UncertainAndApproximate,
}

impl Date {
    /// Returns the first day that the date may stand for; `None` if the date has no known start.
    pub fn earliest(&self) -> Option<Day> {
        match self {
            Self::Single(date) => Some(date.earliest()),
            Self::Interval { start, .. } => start.date().map(CalendarDate::earliest),
        }
    }

    /// Returns the last day that the date may stand for; `None` if the date has no known end.
    pub fn latest(&self) -> Option<Day> {
        match self {
            Self::Single(date) => Some(date.latest()),
            Self::Interval { end, .. } => end.date().map(CalendarDate::latest),
        }
    }

    /// Returns the date that bounds it above: the date itself, or the end of an interval. An interval without a known end is
    /// used by its start; `None` if it has neither.
    pub fn upper_bound(&self) -> Option<CalendarDate> {
        match self {
            Self::Single(date) => Some(*date),
            Self::Interval { start, end } => end.date().or(start.date()).copied(),
        }
    }

    /// Returns `true` if a part of the date is marked as uncertain or approximate.
    pub fn is_qualified(&self) -> bool {
        match self {
            Self::Single(date) => date.is_qualified(),
            Self::Interval { start, end } => [start, end]
                .into_iter()
                .filter_map(Bound::date)
                .any(CalendarDate::is_qualified),
        }
    }

    /// Returns the year of the earliest day, or of the latest day if there is no earliest.
    pub fn year(&self) -> Option<i32> {
        self.earliest().or(self.latest()).map(Day::year)
    }

    /// Returns the year of the date; `None` if the days that it may stand for are in different years.
    pub fn one_year(&self) -> Option<i32> {
        let (first, last) = (self.earliest()?.year(), self.latest()?.year());
        (first == last).then_some(first)
    }

    /// Returns `true` if the date is before another, whatever days the two stand for.
    ///
    /// ```
    /// use interorg::model::Date;
    ///
    /// let [may, june, year] = ["2003-05", "2003-06", "2003"].map(|text| text.parse::<Date>().expect("EDTF"));
    /// assert!(may.is_certainly_before(&june));
    /// assert!(!may.is_certainly_before(&year));
    /// ```
    pub fn is_certainly_before(&self, other: &Self) -> bool {
        matches!((self.latest(), other.earliest()), (Some(last), Some(first)) if last < first)
    }
}

impl From<Day> for Date {
    /// Returns the date that stands for one day. EDTF cannot write the days of a year of more than four digits, so one of these
    /// becomes its year.
    fn from(day: Day) -> Self {
        let (year, month, day) = match day.year_month_day() {
            (year, _, _) if year.unsigned_abs() > 9999 => (year, 0, 0),
            date => date,
        };
        Self::Single(CalendarDate {
            year,
            month,
            day,
            unspecified: Unspecified::Nothing,
            qualifier: Qualifier::Plain,
        })
    }
}

impl Bound {
    /// Returns the date of the bound; `None` if it is open or unknown.
    pub fn date(&self) -> Option<&CalendarDate> {
        match self {
            Self::At(date) => Some(date),
            Self::Open | Self::Unknown => None,
        }
    }
}

impl CalendarDate {
    /// Returns the first day that the date may stand for.
    pub fn earliest(&self) -> Day {
        let (year, _) = self.years();
        let month = match self.month {
            0 => 1,
            season @ 21..=24 => first_month(season),
            month => month,
        };
        Day::new(year, month, self.day.max(1))
    }

    /// Returns the last day that the date may stand for.
    pub fn latest(&self) -> Day {
        let (_, last_year) = self.years();
        let (year, month) = match self.month {
            0 => (last_year, 12),
            24 => (last_year + 1, 2),
            season @ 21..=23 => (last_year, first_month(season) + 2),
            month => (last_year, month),
        };
        let day = if self.day == 0 {
            days_in_month(year, month)
        } else {
            self.day
        };
        Day::new(year, month, day)
    }

    /// Returns the year; `None` if some of its digits are unspecified.
    pub fn known_year(&self) -> Option<i32> {
        let (first, last) = self.years();
        (first == last).then_some(first)
    }

    /// Returns the month, 1 to 12; `None` if the date is coarser, or a season.
    pub fn month(&self) -> Option<u8> {
        (1..=12).contains(&self.month).then_some(self.month)
    }

    /// Returns the season: 1 is spring, 4 is winter. `None` if the date is a year, month or day.
    pub fn season(&self) -> Option<u8> {
        (21..=24).contains(&self.month).then(|| self.month - 20)
    }

    /// Returns the day of the month; `None` if the date is coarser.
    pub fn day(&self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// Returns the certainty of the date.
    pub fn qualifier(&self) -> Qualifier {
        self.qualifier
    }

    /// Returns the first and the last year that the date may stand for.
    fn years(&self) -> (i32, i32) {
        let width = match self.unspecified {
            Unspecified::YearOfDecade => 9,
            Unspecified::YearOfCentury => 99,
            Unspecified::Nothing
            | Unspecified::Month
            | Unspecified::MonthAndDay
            | Unspecified::Day => 0,
        };
        if self.year < 0 {
            (self.year - width, self.year)
        } else {
            (self.year, self.year + width)
        }
    }

    fn is_qualified(&self) -> bool {
        self.qualifier != Qualifier::Plain
    }
}

/// Returns the first month of a season.
///
/// EDTF leaves the months of a season open. It is read as a meteorological season of the northern hemisphere: spring is
/// March to May, and winter lasts until February of the next year.
fn first_month(season: u8) -> u8 {
    (season - 20) * 3
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Single(date) => date.fmt(f),
            Self::Interval { start, end } => write!(f, "{start}/{end}"),
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(date) => date.fmt(f),
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

impl fmt::Display for CalendarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        let year = self.year.unsigned_abs();
        match self.unspecified {
            Unspecified::YearOfDecade => write!(f, "{sign}{:03}X", year / 10)?,
            Unspecified::YearOfCentury => write!(f, "{sign}{:02}XX", year / 100)?,
            _ if year > 9999 => write!(f, "Y{sign}{year}")?,
            _ => {
                f.write_str(sign)?;
                write_two_digits(f, year / 100)?;
                write_two_digits(f, year % 100)?;
            }
        }
        match self.unspecified {
            Unspecified::Month => f.write_str("-XX")?,
            Unspecified::MonthAndDay => f.write_str("-XX-XX")?,
            _ if self.month > 0 => {
                f.write_char('-')?;
                write_two_digits(f, self.month.into())?;
            }
            _ => {}
        }
        match self.unspecified {
            Unspecified::Day => f.write_str("-XX")?,
            _ if self.day > 0 => {
                f.write_char('-')?;
                write_two_digits(f, self.day.into())?;
            }
            _ => {}
        }
        f.write_str(match self.qualifier {
            Qualifier::Plain => "",
            Qualifier::Uncertain => "?",
            Qualifier::Approximate => "~",
            Qualifier::UncertainAndApproximate => "%",
        })
    }
}

/// Writes a number below 100 with two digits. Answers contain many dates, and `{:02}` is noticeably slower.
fn write_two_digits(f: &mut fmt::Formatter<'_>, number: u32) -> fmt::Result {
    for digit in [number / 10, number % 10] {
        f.write_char(char::from_digit(digit, 10).unwrap_or_default())?;
    }
    Ok(())
}

serde_as_text!(Date, Bound, CalendarDate);
