//! Dates at equal steps, at which a question is asked again and again.

use std::fmt;
use std::str::FromStr;

use super::Ties;
use super::network::first_tie;
use crate::graph::{Days, When};
use crate::model::Day;
use crate::query::{Query, QueryError};

/// How many dates a series may have: a date a month for two hundred and fifty years.
const MOST: usize = 3_000;

/// The step of a series: a number of months or years.
///
/// ```
/// use interorg::model::Day;
/// use interorg::query::measure::Every;
///
/// let every: Every = "5y".parse()?;
/// let dates = every.dates(Day::new(1999, 3, 17), Day::new(2010, 6, 1))?;
/// let dates: Vec<String> = dates.iter().map(ToString::to_string).collect();
/// assert_eq!(dates, ["1999-12-31", "2004-12-31", "2009-12-31"]);
/// # Ok::<(), interorg::query::QueryError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Every {
    months: u32,
}

impl Every {
    /// Returns the dates from one day to another: the last day of the calendar year, or month, of the
    /// first, and of each one a step later; the last of them is no later than the last day.
    ///
    /// # Errors
    /// Fails with [`QueryError::TooManyDates`] if there are more than three thousand.
    pub fn dates(self, first: Day, last: Day) -> Result<Vec<Day>, QueryError> {
        let (year, month, _) = first.year_month_day();
        let whole_years = self.months.is_multiple_of(12);
        let begin = i64::from(year) * 12 + if whole_years { 0 } else { i64::from(month) - 1 };
        let unit: i64 = if whole_years { 12 } else { 1 };
        let mut dates = Vec::new();
        for step in (0..).map(|step: i64| begin + step * i64::from(self.months)) {
            if first_day(step) > last || dates.last() == Some(&last) {
                break;
            }
            if dates.len() == MOST {
                return Err(QueryError::TooManyDates { most: MOST });
            }
            dates.push(first_day(step + unit).previous().min(last));
        }
        Ok(dates)
    }
}

/// Returns the first day of a month, counted from the beginning of the year 0.
fn first_day(months: i64) -> Day {
    let year = i32::try_from(months.div_euclid(12)).unwrap_or(i32::MAX / 400);
    Day::new(year, months.rem_euclid(12) as u8 + 1, 1)
}

impl FromStr for Every {
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

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.months.is_multiple_of(12) {
            true => write!(f, "{}y", self.months / 12),
            false => write!(f, "{}m", self.months),
        }
    }
}

impl<'g> Query<'g> {
    /// Returns the dates of a series over the period asked of, in order.
    ///
    /// Where the period is open, or none is asked of, it begins with the first tie and ends on the as-of
    /// date, and none goes beyond that: of what comes after it the dataset says nothing. A question about
    /// one date has a series of that date. Without any tie there is no date.
    ///
    /// # Errors
    /// Fails with [`QueryError::TooManyDates`] if there are more than three thousand.
    pub fn series(&self, of: Ties, every: Every) -> Result<Vec<Day>, QueryError> {
        let Days { first, last } = match self.when {
            When::At(day) => return Ok(vec![day]),
            When::Always | When::During(..) => self.when.days(),
        };
        let last = last.min(self.graph.as_of());
        let first = match first {
            Day::MIN => first_tie(self, of),
            first => Some(first),
        };
        match first.filter(|first| *first <= last) {
            Some(first) => every.dates(first, last),
            None => Ok(Vec::new()),
        }
    }
}
