//! Steps of time, for series of dates.

use std::fmt;
use std::str::FromStr;

use super::error::QueryError;
use crate::model::Day;

/// The maximum number of dates in a series: one per month for 250 years.
const MAX_DATES: usize = 3_000;

const MONTHS_PER_YEAR: u32 = 12;

/// A step of time: a number of months or years.
///
/// ```
/// use interorg::model::Day;
/// use interorg::query::TimeStep;
///
/// let step: TimeStep = "5y".parse()?;
/// let dates = step.dates(Day::new(1998, 3, 17), Day::new(2010, 6, 1))?;
/// let dates: Vec<String> = dates.iter().map(ToString::to_string).collect();
/// assert_eq!(dates, ["2000-12-31", "2005-12-31", "2010-06-01"]);
/// # Ok::<(), interorg::query::QueryError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TimeStep {
    months: u32,
}

impl TimeStep {
    /// Returns the dates from one day to another: the last days of the years that the step divides, and finally the last
    /// day itself. If the step is not a number of whole years, they are the last days of months, counted in the same
    /// way.
    ///
    /// Years that the step divides are round (2000, 2005), and series that start in different years have dates in
    /// common.
    ///
    /// # Errors
    /// Fails with [`QueryError::TooManyDates`] if there are more than 3,000 dates.
    pub fn dates(self, first: Day, last: Day) -> Result<Vec<Day>, QueryError> {
        let months = i64::from(self.months);
        let mut end = self.first_end_from(first);
        let mut dates = Vec::new();
        loop {
            let day = last_day_of_month(end);
            if day >= last {
                break;
            }
            dates.push(day);
            if dates.len() == MAX_DATES {
                return Err(QueryError::TooManyDates { maximum: MAX_DATES });
            }
            end += months;
        }
        dates.push(last);
        Ok(dates)
    }

    /// Returns the number of the first month that is not before a day and ends a step.
    fn first_end_from(self, day: Day) -> i64 {
        let step = i64::from(self.months);
        let (year, month, _) = day.year_month_day();
        let start = i64::from(year) * i64::from(MONTHS_PER_YEAR) + i64::from(month) - 1;
        // The number of the first month that ends a step. Steps of years end in December.
        let offset = if self.is_whole_years() { 11 } else { step - 1 };
        let end = (start - offset).div_euclid(step) * step + offset;
        if end < start { end + step } else { end }
    }

    fn is_whole_years(self) -> bool {
        self.months.is_multiple_of(MONTHS_PER_YEAR)
    }
}

/// Returns the last day of a month; months are numbered from January of the year 0.
fn last_day_of_month(number: i64) -> Day {
    let next = number + 1;
    let months_per_year = i64::from(MONTHS_PER_YEAR);
    // Beyond all years that can be counted, any day is after the last one of a series.
    let year = i32::try_from(next.div_euclid(months_per_year)).unwrap_or(i32::MAX / 400);
    Day::new(year, next.rem_euclid(months_per_year) as u8 + 1, 1).previous()
}

impl FromStr for TimeStep {
    type Err = QueryError;

    /// Parses `1y`, `5y`, `6m`.
    fn from_str(text: &str) -> Result<Self, QueryError> {
        let parse = || -> Option<Self> {
            let (number, unit) = match (text.strip_suffix('y'), text.strip_suffix('m')) {
                (Some(years), _) => (years, MONTHS_PER_YEAR),
                (_, Some(months)) => (months, 1),
                _ => return None,
            };
            // `parse` alone would accept a sign.
            let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
            let number: u16 = number.parse().ok().filter(|_| is_number)?;
            (number > 0).then(|| Self {
                months: u32::from(number) * unit,
            })
        };
        parse().ok_or_else(|| QueryError::InvalidStep {
            text: text.to_owned(),
        })
    }
}

impl fmt::Display for TimeStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_whole_years() {
            write!(f, "{}y", self.months / MONTHS_PER_YEAR)
        } else {
            write!(f, "{}m", self.months)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(step: &str, first: (i32, u8, u8), last: (i32, u8, u8)) -> Vec<String> {
        let day = |(year, month, day)| Day::new(year, month, day);
        let step: TimeStep = step.parse().expect(step);
        let dates = step.dates(day(first), day(last)).expect("they are few");
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
    fn steps_are_printed_as_they_are_parsed() {
        for text in ["1y", "10y", "6m"] {
            assert_eq!(text.parse::<TimeStep>().expect(text).to_string(), text);
        }
        for invalid in ["", "y", "0y", "-1y", "+5y", "5", "5d", "99999y", "1.5y"] {
            assert!(invalid.parse::<TimeStep>().is_err(), "{invalid}");
        }
    }

    #[test]
    fn a_series_over_all_time_is_refused() {
        let monthly: TimeStep = "1m".parse().expect("it is a step");
        assert_eq!(
            monthly.dates(Day::MIN, Day::MAX),
            Err(QueryError::TooManyDates { maximum: MAX_DATES })
        );
    }
}
