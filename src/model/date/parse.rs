//! Dates and days from text.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use super::super::day::{Day, days_in_month};
use super::{Bound, CalendarDate, Date, Qualifier, Unspecified, year_text};

/// The last year that a date can have, before and after year 0. Years beyond it would exceed the range of [`Day`].
const MAX_YEAR: i32 = 5_000_000;

/// The reason why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateError {
    /// The text does not have the form of a date.
    Malformed,
    /// The month is not one of 01 to 12, nor a season (21 to 24).
    NoSuchMonth(u32),
    /// The month of that year has no such day.
    NoSuchDay {
        /// The year.
        year: i32,
        /// The month, 1 to 12.
        month: u8,
        /// The day that the month does not have.
        day: u32,
    },
    /// The text has a time of day, which the program does not keep.
    TimeOfDay,
    /// The interval ends before it begins.
    Reversed,
    /// The year is before -5,000,000 or after 5,000,000.
    YearOutOfRange,
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let Some((start, end)) = text.split_once('/') else {
            return Ok(Self::Single(text.parse()?));
        };
        let (start, end): (Bound, Bound) = (start.parse()?, end.parse()?);
        match (start.date(), end.date()) {
            // An interval without any date says nothing.
            (None, None) => Err(DateError::Malformed),
            (Some(first), Some(last)) if last.latest() < first.earliest() => {
                Err(DateError::Reversed)
            }
            _ => Ok(Self::Interval { start, end }),
        }
    }
}

impl FromStr for Bound {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        match text {
            ".." => Ok(Self::Open),
            "" => Ok(Self::Unknown),
            date => date.parse().map(Self::At),
        }
    }
}

impl FromStr for CalendarDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let (text, qualifier) = split_qualifier(text);
        if text.starts_with(|first: char| first.is_ascii_digit()) && text.contains('T') {
            return Err(DateError::TimeOfDay);
        }
        let (year, unspecified, rest) = parse_year(text)?;
        let date = Self {
            year,
            month: 0,
            day: 0,
            unspecified,
            qualifier,
        };
        match rest {
            None => Ok(date),
            Some(rest) if unspecified == Unspecified::Nothing => date.with_month_and_day(rest),
            // `199X-05` is EDTF level 2.
            Some(_) => Err(DateError::Malformed),
        }
    }
}

impl CalendarDate {
    /// Adds the rest of a date after its year, such as `05` or `05-12`.
    fn with_month_and_day(mut self, rest: &str) -> Result<Self, DateError> {
        let (month, day) = match rest.split_once('-') {
            None => (rest, None),
            Some((month, day)) => (month, Some(day)),
        };
        if month == "XX" {
            self.unspecified = match day {
                None => Unspecified::Month,
                Some("XX") => Unspecified::MonthAndDay,
                Some(_) => return Err(DateError::Malformed),
            };
            return Ok(self);
        }
        self.month = match digits(month, 2..=2)? {
            month @ (1..=12 | 21..=24) => month as u8,
            other => return Err(DateError::NoSuchMonth(other)),
        };
        match day {
            None => Ok(self),
            // A season has no days.
            Some(_) if self.month > 12 => Err(DateError::Malformed),
            Some("XX") => Ok(Self {
                unspecified: Unspecified::Day,
                ..self
            }),
            Some(day) => {
                self.day = parse_day(day, self.year, self.month)?;
                Ok(self)
            }
        }
    }
}

impl FromStr for Day {
    type Err = DateError;

    /// Parses what `Display` writes of the years from -5,000,000 to 5,000,000: a year of four digits or more, a month and a day.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let mut parts = text.rsplitn(3, '-');
        let mut next = || parts.next().ok_or(DateError::Malformed);
        let (day, month, year) = (next()?, next()?, next()?);
        let (sign, year) = split_sign(year);
        let year = sign * in_range(digits(year, 4..=9)?)?;
        let month = match digits(month, 2..=2)? {
            month @ 1..=12 => month as u8,
            other => return Err(DateError::NoSuchMonth(other)),
        };
        Ok(Self::new(year, month, parse_day(day, year, month)?))
    }
}

fn split_qualifier(text: &str) -> (&str, Qualifier) {
    let qualifier = match text.chars().next_back() {
        Some('?') => Qualifier::Uncertain,
        Some('~') => Qualifier::Approximate,
        Some('%') => Qualifier::UncertainAndApproximate,
        _ => return (text, Qualifier::Plain),
    };
    (&text[..text.len() - 1], qualifier)
}

fn split_sign(text: &str) -> (i32, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    }
}

/// Splits `2003-05` into its year, the unspecified digits of the year, and the rest (`05`).
fn parse_year(text: &str) -> Result<(i32, Unspecified, Option<&str>), DateError> {
    if let Some(long) = text.strip_prefix('Y') {
        return Ok((parse_long_year(long)?, Unspecified::Nothing, None));
    }
    let (sign, text) = split_sign(text);
    let (year, rest) = match text.split_once('-') {
        Some((year, rest)) => (year, Some(rest)),
        None => (text, None),
    };
    if year.len() != 4 {
        return Err(DateError::Malformed);
    }
    let known = year.trim_end_matches('X');
    let (unspecified, factor) = match known.len() {
        4 => (Unspecified::Nothing, 1),
        3 => (Unspecified::YearOfDecade, 10),
        2 => (Unspecified::YearOfCentury, 100),
        _ => return Err(DateError::Malformed),
    };
    match digits(known, 2..=4)? as i32 * factor {
        // Year 0 has no sign.
        0 if sign < 0 => Err(DateError::Malformed),
        year => Ok((sign * year, unspecified, rest)),
    }
}

/// Parses a year of more than four digits, which is written after a `Y`.
fn parse_long_year(text: &str) -> Result<i32, DateError> {
    let (sign, text) = split_sign(text);
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    if text.len() < 5 || text.starts_with('0') || !is_number {
        return Err(DateError::Malformed);
    }
    let year = text.parse().map_err(|_| DateError::YearOutOfRange)?;
    Ok(sign * in_range(year)?)
}

/// Parses a day of a month (1 to 12).
fn parse_day(text: &str, year: i32, month: u8) -> Result<u8, DateError> {
    match digits(text, 2..=2)? {
        day if (1..=u32::from(days_in_month(year, month))).contains(&day) => Ok(day as u8),
        day => Err(DateError::NoSuchDay { year, month, day }),
    }
}

fn in_range(year: u32) -> Result<i32, DateError> {
    let year = i32::try_from(year).ok();
    let year = year.filter(|year| *year <= MAX_YEAR);
    year.ok_or(DateError::YearOutOfRange)
}

/// Parses a number of ASCII digits. `str::parse` alone would accept a sign.
fn digits(text: &str, length: RangeInclusive<usize>) -> Result<u32, DateError> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && length.contains(&text.len()) {
        text.parse().map_err(|_| DateError::Malformed)
    } else {
        Err(DateError::Malformed)
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed => f.write_str("not a date of EDTF level 0 or 1"),
            Self::NoSuchMonth(month) => write!(f, "there is no month {month:02}"),
            Self::NoSuchDay { year, month, day } => {
                let year = year_text(i64::from(*year));
                write!(f, "{year}-{month:02} has no day {day:02}")
            }
            Self::TimeOfDay => f.write_str("a time of day is not supported"),
            Self::Reversed => f.write_str("the interval ends before it begins"),
            Self::YearOutOfRange => f.write_str("the year is beyond 5,000,000"),
        }
    }
}

impl std::error::Error for DateError {}
