//! Periods of a filter.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::scalar::Scalar;
use crate::model::{Bound, Date, DateError};

/// A period from one date to another, both included; either side may be open.
///
/// It is parsed, printed and stored as `2003..2010`, `2003-05..` or `..2010`.
///
/// ```
/// use interorg::query::Period;
///
/// let period: Period = "2003..2010".parse()?;
/// assert_eq!(period.start(), Some("2003".parse()?));
/// assert_eq!("2003/2010".parse(), Ok(period), "EDTF spells an interval with a slash");
/// # Ok::<(), interorg::model::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    start: Option<Date>,
    end: Option<Date>,
}

impl Period {
    /// Creates the period between two dates; `None` leaves a side open.
    ///
    /// A date that is an interval itself stands for its outer bound, so that the period can be printed and parsed.
    pub fn new(start: Option<Date>, end: Option<Date>) -> Self {
        Self {
            start: start.and_then(|date| match date {
                Date::Interval { start, .. } => bound_date(start),
                Date::Single(_) => Some(date),
            }),
            end: end.and_then(|date| match date {
                Date::Interval { end, .. } => bound_date(end),
                Date::Single(_) => Some(date),
            }),
        }
    }

    /// Returns the date on which the period begins; `None` if it has no beginning.
    pub fn start(self) -> Option<Date> {
        self.start
    }

    /// Returns the date on which the period ends; `None` if it is open-ended.
    pub fn end(self) -> Option<Date> {
        self.end
    }
}

fn bound_date(bound: Bound) -> Option<Date> {
    bound.date().map(|date| Date::Single(*date))
}

impl FromStr for Period {
    type Err = DateError;

    /// Parses `2003..2010`, `2003..`, `..2010`, `2003/2010`, or one date, which is a period too.
    fn from_str(text: &str) -> Result<Self, DateError> {
        // In an interval of EDTF, two dots are an open side: `../2010`.
        let dotted = text.split_once("..").filter(|_| !text.contains('/'));
        let Some((start, end)) = dotted else {
            let date: Date = text.parse()?;
            return Ok(Self::new(Some(date), Some(date)));
        };
        let parse_side = |side: &str| (!side.is_empty()).then(|| side.parse()).transpose();
        Ok(Self::new(parse_side(start)?, parse_side(end)?))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(start) = self.start {
            write!(f, "{start}")?;
        }
        f.write_str("..")?;
        if let Some(end) = self.end {
            write!(f, "{end}")?;
        }
        Ok(())
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Scalar(text) = Scalar::deserialize(deserializer)?;
        text.parse()
            .map_err(|error| D::Error::custom(format!("`{text}`: {error}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_parsed_in_each_spelling() {
        for (text, printed) in [
            ("2003..2010", "2003..2010"),
            ("2003-05..", "2003-05.."),
            ("..2010", "..2010"),
            ("2003/2010", "2003..2010"),
            ("../2010", "..2010"),
            ("2004", "2004..2004"),
        ] {
            assert_eq!(text.parse::<Period>().expect(text).to_string(), printed);
        }
        for invalid in ["", "a..b", "2003...2010", "2003..2010..2011"] {
            assert!(invalid.parse::<Period>().is_err(), "{invalid}");
        }
    }

    #[test]
    fn an_interval_stands_for_its_outer_bound() {
        let interval = |text: &str| Some(text.parse::<Date>().expect(text));
        let period = Period::new(interval("2003/2004"), interval("2009/2010~"));
        assert_eq!(period.to_string(), "2003..2010~");
        let open = Period::new(interval("../2004"), interval("2009/.."));
        assert_eq!(open.to_string(), "..");
    }
}
