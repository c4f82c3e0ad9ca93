//! Steps of time, at which a question is asked again and again.

use std::fmt;
use std::str::FromStr;

use super::error::QueryError;
use crate::model::Day;

/// How many dates a series may have: a date a month for two hundred and fifty years.
const MOST: usize = 3_000;

/// A step of time: so many months or years.
///
/// ```
/// use interorg::model::Day;
/// use interorg::query::Every;
///
/// let every: Every = "5y".parse()?;
/// let dates = every.dates(Day::new(1998, 3, 17), Day::new(2010, 6, 1))?;
/// let dates: Vec<String> = dates.iter().map(ToString::to_string).collect();
/// assert_eq!(dates, ["2000-12-31", "2005-12-31", "2010-06-01"]);
/// # Ok::<(), interorg::query::QueryError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TimeStep {
    months: u32,
}

impl TimeStep {
    /// Returns the dates from one day to another: the last days of years that the step divides, or of such
    /// months if it is none of whole years, and at the end the latter day itself.
    ///
    /// # Errors
    /// Fails with [`QueryError::TooManyDates`] if there are more than three thousand.
    pub fn dates(self, first: Day, last: Day) -> Result<Vec<Day>, QueryError> {
        let months = i64::from(self.months);
        let (year, month, _) = first.year_month_day();
        // Months are counted from the beginning of the year 0; a step ends with its last one.
        let begin = i64::from(year) * 12 + i64::from(month) - 1;
        let offset = if self.months.is_multiple_of(12) {
            11
        } else {
            months - 1
        };
        let end = (begin - offset).div_euclid(months) * months + offset;
        let end = if end < begin { end + months } else { end };
        let mut dates = Vec::new();
        for day in (0..).map(|step| last_day(end + step * months)) {
            if dates.len() == MOST {
                return Err(QueryError::TooManyDates { most: MOST });
            }
            if day >= last {
                break;
            }
            dates.push(day);
        }
        dates.push(last);
        Ok(dates)
    }
}

/// Returns the last day of a month, counted from the beginning of the year 0.
fn last_day(months: i64) -> Day {
    let next = months + 1;
    let year = i32::try_from(next.div_euclid(12)).unwrap_or(i32::MAX / 400);
    Day::new(year, next.rem_euclid(12) as u8 + 1, 1).previous()
}

impl FromStr for TimeStep {
    type Err = QueryError;

    /// Parses `1y`, `5y`, `6m`.
    fn from_str(text: &str) -> Result<Self, QueryError> {
        let wrong = || QueryError::NoStep {
            text: text.to_owned(),
        };
        let (number, months) = match (text.strip_suffix('y'), text.strip_suffix('m')) {
            (Some(years), _) => (years, 12),
            (_, Some(months)) => (months, 1),
            _ => return Err(wrong()),
        };
        let number: u16 = number.parse().map_err(|_| wrong())?;
        match number {
            0 => Err(wrong()),
            _ => Ok(Self {
                months: u32::from(number) * months,
            }),
        }
    }
}

impl fmt::Display for TimeStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.months.is_multiple_of(12) {
            true => write!(f, "{}y", self.months / 12),
            false => write!(f, "{}m", self.months),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(every: &str, first: (i32, u8, u8), last: (i32, u8, u8)) -> Vec<String> {
        let day = |(year, month, day)| Day::new(year, month, day);
        let every: TimeStep = every.parse().expect(every);
        let dates = every.dates(day(first), day(last)).expect("they are few");
        dates.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn steps_end_with_whole_years_and_months() {
        let found = dates("1y", (2003, 12, 31), (2005, 12, 31));
        assert_eq!(found, ["2003-12-31", "2004-12-31", "2005-12-31"]);
        let found = dates("6m", (2003, 2, 1), (2004, 1, 15));
        assert_eq!(found, ["2003-06-30", "2003-12-31", "2004-01-15"]);
        assert_eq!(dates("1y", (2003, 1, 1), (2003, 1, 1)), ["2003-01-01"]);
    }

    #[test]
    fn steps_are_read_as_they_are_written() {
        for text in ["1y", "10y", "6m"] {
            assert_eq!(text.parse::<TimeStep>().expect(text).to_string(), text);
        }
        for bad in ["", "y", "0y", "-1y", "5", "5d", "99999y", "1.5y"] {
            assert!(bad.parse::<TimeStep>().is_err(), "{bad}");
        }
    }

    #[test]
    fn all_of_time_gives_no_endless_list() {
        let every: TimeStep = "1m".parse().expect("it is one");
        assert!(every.dates(Day::MIN, Day::MAX).is_err());
    }
}
