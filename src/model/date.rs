//! Dates as coarse as the evidence: EDTF (ISO 8601-2:2019), levels 0 and 1.
//!
//! A [`Date`] is what a scholar writes: `2003`, `2003-05`, `2003-05-12`, `2003~`, `199X`,
//! `2003-09-01/2003-09-03`, `../2011`. Dates of different precision are compared by the
//! earliest and the latest [`Day`] that they may stand for, never by their text.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::day::{Day, days_in_month};

/// A date or time interval in EDTF, level 0 or 1.
///
/// As the date of an event, an interval says the bounds within which the event lies:
/// `../2011-11-14` is "not later than 14 November 2011".
///
/// ```
/// use interorg::model::Date;
///
/// let may: Date = "2003-05".parse()?;
/// assert_eq!(may.earliest().map(|day| day.to_string()).as_deref(), Some("2003-05-01"));
/// assert_eq!(may.latest().map(|day| day.to_string()).as_deref(), Some("2003-05-31"));
/// assert!("2003-02-30".parse::<Date>().is_err());
/// # Ok::<(), interorg::model::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Date {
    /// One date, as coarse as it is known.
    Single(CalendarDate),
    /// An interval between two bounds, both included.
    Interval {
        /// Where the interval begins.
        start: Bound,
        /// Where the interval ends.
        end: Bound,
    },
}

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Bound {
    /// The interval is bounded by this date.
    At(CalendarDate),
    /// The interval is open on this side (`..`).
    Open,
    /// The interval has a bound on this side, and nobody knows it (an empty side).
    Unknown,
}

/// A year, month, season or day, with what EDTF lets one say about its certainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CalendarDate {
    year: i32,
    month: u8,
    day: u8,
    unspecified: Unspecified,
    qualifier: Qualifier,
}

/// Which digits of a date are unspecified (`X`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
enum Unspecified {
    Nothing,
    YearOfDecade,
    YearOfCentury,
    Month,
    MonthAndDay,
    Day,
}

/// What is said about the certainty of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Qualifier {
    /// Nothing: the date is as certain as its source.
    Plain,
    /// `?`: the date itself is doubted.
    Uncertain,
    /// `~`: the date is an estimate.
    Approximate,
    /// `%`: the date is both doubted and an estimate.
    UncertainAndApproximate,
}

impl From<Day> for Date {
    /// Makes the date that stands for one day.
    fn from(day: Day) -> Self {
        let (year, month, day) = day.year_month_day();
        Self::Single(CalendarDate {
            year,
            month,
            day,
            unspecified: Unspecified::Nothing,
            qualifier: Qualifier::Plain,
        })
    }
}

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateError {
    /// The text has not the form of a date.
    Malformed,
    /// The month is not one of 01 to 12 (or a season, 21 to 24).
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
    /// The text has a time of day, which this program does not keep.
    TimeOfDay,
    /// The interval ends before it begins.
    Reversed,
    /// The year lies beyond what the program can count (±5,000,000).
    YearOutOfRange,
}

impl Date {
    /// Returns the first day that the date may stand for; `None` where that side is open or unknown.
    pub fn earliest(&self) -> Option<Day> {
        match self {
            Self::Single(date) => Some(date.earliest()),
            Self::Interval { start, .. } => start.date().map(CalendarDate::earliest),
        }
    }

    /// Returns the last day that the date may stand for; `None` where that side is open or unknown.
    pub fn latest(&self) -> Option<Day> {
        match self {
            Self::Single(date) => Some(date.latest()),
            Self::Interval { end, .. } => end.date().map(CalendarDate::latest),
        }
    }

    /// Says whether the date is marked as uncertain or approximate, in any of its parts.
    pub fn is_qualified(&self) -> bool {
        match self {
            Self::Single(date) => date.is_qualified(),
            Self::Interval { start, end } => [start, end]
                .into_iter()
                .filter_map(Bound::date)
                .any(CalendarDate::is_qualified),
        }
    }

    /// Returns the year of the date, or of the side of an interval that is bounded; the first wins.
    pub fn year(&self) -> Option<i32> {
        self.earliest().or(self.latest()).map(Day::year)
    }

    /// Returns the year of the date if it lies in one year, whatever day it stands for.
    pub fn one_year(&self) -> Option<i32> {
        let years = [self.earliest()?.year(), self.latest()?.year()];
        (years[0] == years[1]).then_some(years[0])
    }

    /// Says whether the date lies before the other whatever days the two stand for.
    pub fn is_certainly_before(&self, other: &Self) -> bool {
        matches!((self.latest(), other.earliest()), (Some(mine), Some(theirs)) if mine < theirs)
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
            season @ 21..=24 => season_start(season),
            month => month,
        };
        Day::new(year, month, self.day.max(1))
    }

    /// Returns the last day that the date may stand for.
    pub fn latest(&self) -> Day {
        let (_, year) = self.years();
        let (year, month) = match self.month {
            0 => (year, 12),
            24 => (year + 1, 2),
            season @ 21..=23 => (year, season_start(season) + 2),
            month => (year, month),
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

    /// Returns the month, 1 to 12; `None` if the date is coarser, a season among others.
    pub fn month(&self) -> Option<u8> {
        (1..=12).contains(&self.month).then_some(self.month)
    }

    /// Returns the day of the month; `None` if the date is coarser.
    pub fn day(&self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// Returns what is said about the certainty of the date.
    pub fn qualifier(&self) -> Qualifier {
        self.qualifier
    }

    /// Returns the first and the last year that the date may stand for.
    fn years(&self) -> (i32, i32) {
        let width = match self.unspecified {
            Unspecified::YearOfDecade => 9,
            Unspecified::YearOfCentury => 99,
            _ => 0,
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

/// Returns the first month of a season of EDTF, read as a meteorological season of the northern
/// hemisphere (spring is March to May; winter runs into February of the next year).
fn season_start(season: u8) -> u8 {
    (season - 20) * 3
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let Some((start, end)) = text.split_once('/') else {
            return Ok(Self::Single(text.parse()?));
        };
        let (start, end): (Bound, Bound) = (start.parse()?, end.parse()?);
        if start.date().is_none() && end.date().is_none() {
            return Err(DateError::Malformed);
        }
        let date = Self::Interval { start, end };
        match (start.date(), end.date()) {
            (Some(first), Some(last)) if last.latest() < first.earliest() => {
                Err(DateError::Reversed)
            }
            _ => Ok(date),
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
        if text.contains('T') {
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
            Some(_) if unspecified != Unspecified::Nothing => Err(DateError::Malformed),
            Some(rest) => date.with_month_and_day(rest),
        }
    }
}

impl CalendarDate {
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
        self.month = match two_digits(month)? {
            month @ (1..=12 | 21..=24) => month as u8,
            other => return Err(DateError::NoSuchMonth(other)),
        };
        match day {
            None => Ok(self),
            Some(_) if self.month > 12 => Err(DateError::Malformed),
            Some("XX") => Ok(Self {
                unspecified: Unspecified::Day,
                ..self
            }),
            Some(day) => self.with_day(two_digits(day)?),
        }
    }

    fn with_day(mut self, day: u32) -> Result<Self, DateError> {
        if day == 0 || day > u32::from(days_in_month(self.year, self.month)) {
            return Err(DateError::NoSuchDay {
                year: self.year,
                month: self.month,
                day,
            });
        }
        self.day = day as u8;
        Ok(self)
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

/// Splits `2003-05` into its year, the digits of it that are unspecified, and the rest (`05`).
fn parse_year(text: &str) -> Result<(i32, Unspecified, Option<&str>), DateError> {
    if let Some(long) = text.strip_prefix('Y') {
        return Ok((parse_long_year(long)?, Unspecified::Nothing, None));
    }
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let (year, rest) = match digits.split_once('-') {
        Some((year, rest)) => (year, Some(rest)),
        None => (digits, None),
    };
    if year.len() != 4 || (sign < 0 && year == "0000") {
        return Err(DateError::Malformed);
    }
    let (known, unspecified) = match year.trim_end_matches('X') {
        known if known.len() == 4 => (known, Unspecified::Nothing),
        known if known.len() == 3 => (known, Unspecified::YearOfDecade),
        known if known.len() == 2 => (known, Unspecified::YearOfCentury),
        _ => return Err(DateError::Malformed),
    };
    let value = digits_only(known)? * 10i32.pow(4 - known.len() as u32);
    Ok((sign * value, unspecified, rest))
}

/// Parses a year of more than four digits, written after a `Y`.
fn parse_long_year(text: &str) -> Result<i32, DateError> {
    const LIMIT: i64 = 5_000_000;
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    if digits.len() < 5 || digits.starts_with('0') || !plain {
        return Err(DateError::Malformed);
    }
    match digits.parse::<i64>() {
        Ok(year) if year <= LIMIT => Ok((sign * year) as i32),
        _ => Err(DateError::YearOutOfRange),
    }
}

fn two_digits(text: &str) -> Result<u32, DateError> {
    if text.len() != 2 {
        return Err(DateError::Malformed);
    }
    digits_only(text).map(|value| value as u32)
}

fn digits_only(text: &str) -> Result<i32, DateError> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().map_err(|_| DateError::Malformed)
    } else {
        Err(DateError::Malformed)
    }
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
        let (sign, year) = (
            if self.year < 0 { "-" } else { "" },
            self.year.unsigned_abs(),
        );
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

/// Writes a number below 100; dates are written so often that the machinery of formats is felt.
fn write_two_digits(f: &mut fmt::Formatter<'_>, number: u32) -> fmt::Result {
    let digit = |digit: u32| char::from_digit(digit, 10).unwrap_or_default();
    f.write_char(digit(number / 10))?;
    f.write_char(digit(number % 10))
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed => f.write_str("not a date of EDTF level 0 or 1"),
            Self::NoSuchMonth(month) => write!(f, "there is no month {month:02}"),
            Self::NoSuchDay { year, month, day } => {
                write!(f, "{year:04}-{month:02} has no day {day:02}")
            }
            Self::TimeOfDay => f.write_str("a time of day is not kept"),
            Self::Reversed => f.write_str("the interval ends before it begins"),
            Self::YearOutOfRange => f.write_str("the year is beyond 5,000,000"),
        }
    }
}

impl std::error::Error for DateError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> (String, String) {
        let date: Date = text.parse().expect(text);
        let show = |day: Option<Day>| day.map_or("..".to_owned(), |day| day.to_string());
        (show(date.earliest()), show(date.latest()))
    }

    #[test]
    fn extents_follow_precision() {
        let cases = [
            ("2003", "2003-01-01", "2003-12-31"),
            ("2004-02", "2004-02-01", "2004-02-29"),
            ("2003-05-12", "2003-05-12", "2003-05-12"),
            ("199X", "1990-01-01", "1999-12-31"),
            ("19XX", "1900-01-01", "1999-12-31"),
            ("2004-XX", "2004-01-01", "2004-12-31"),
            ("1985-04-XX", "1985-04-01", "1985-04-30"),
            ("1985-XX-XX", "1985-01-01", "1985-12-31"),
            ("2001-21", "2001-03-01", "2001-05-31"),
            ("2003-24", "2003-12-01", "2004-02-29"),
            ("../2011", "..", "2011-12-31"),
            ("2003/", "2003-01-01", ".."),
            ("-199X", "-1999-01-01", "-1990-12-31"),
            ("-0044-03", "-0044-03-01", "-0044-03-31"),
            ("Y17000", "17000-01-01", "17000-12-31"),
        ];
        for (text, earliest, latest) in cases {
            assert_eq!(
                days(text),
                (earliest.to_owned(), latest.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_read_is_written() {
        for text in [
            "2003",
            "2003-05",
            "2003-05-12",
            "2003~",
            "2003-05?",
            "2003-05-12%",
            "199X",
            "20XX",
            "2004-XX",
            "2004-XX-XX",
            "2004-02-XX",
            "2001-22",
            "../2011",
            "2003/..",
            "2003-01/",
            "/2003",
            "2003~/2004-05-06?",
            "-0044",
            "Y17000",
            "Y-17000",
            "0000",
        ] {
            assert_eq!(text.parse::<Date>().expect(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "20",
            "20031",
            "2003-13",
            "2003-00",
            "2003-02-30",
            "2003-5",
            "2003-05-1",
            "+2003",
            "2003-05-12T10:00:00",
            "2004/2003",
            "../..",
            "/",
            "/..",
            "20X3",
            "XXXX",
            "2003-XX-12",
            "2001-21-05",
            "Y2003",
            "Y99999999999",
            "-0000",
            "２００３",
            "2003-05-12-01",
            "199X-05",
            "2003 ",
            "2003??",
            "2003/2004/2005",
            "é003",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text:?}");
        }
    }
}
