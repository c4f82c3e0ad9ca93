//! Steps of time, by which a question is asked again and again.

use std::fmt;
use std::str::FromStr;

use crate::model::Day;

/// How many dates a series has at most.
const MOST: usize = 10_000;

/// A step of time: so many months or years.
///
/// ```
/// use interorg::model::Day;
/// use interorg::query::Step;
///
/// let step: Step = "5y".parse()?;
/// let days = step.days(Day::new(1998, 3, 1), Day::new(2010, 6, 30));
/// assert_eq!(days.last(), Some(&Day::new(2010, 6, 30)));
/// assert_eq!(days[0], Day::new(2000, 12, 31));
/// # Ok::<(), interorg::query::StepError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Step {
    months: u16,
}

/// A text that is no step of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepError;

impl Step {
    /// Returns the last days of the steps from one day to another, in order, and the latter day itself:
    /// steps of years end with years that the step divides, steps of months with such months. At most ten
    /// thousand.
    pub fn days(self, first: Day, last: Day) -> Vec<Day> {
        let months = i32::from(self.months);
        let (year, month, _) = first.year_month_day();
        // Months are counted from year 0; the step that holds the first day ends with its last month.
        let count = year.saturating_mul(12).saturating_add(i32::from(month) - 1);
        let offset = if months % 12 == 0 { 11 } else { months - 1 };
        let end = (count - offset).div_euclid(months) * months + offset;
        let end = if end < count { end + months } else { end };
        let ends = (0..).map(|step| last_of_month(end.saturating_add(months.saturating_mul(step))));
        let mut days: Vec<Day> = ends.take_while(|day| *day < last).take(MOST).collect();
        days.push(last);
        days
    }
}

fn last_of_month(count: i32) -> Day {
    let next = count.saturating_add(1);
    Day::new(next.div_euclid(12), next.rem_euclid(12) as u8 + 1, 1).previous()
}

impl FromStr for Step {
    type Err = StepError;

    /// Parses `1y`, `5y`, `6m`.
    fn from_str(text: &str) -> Result<Self, StepError> {
        let (number, months) = match text.strip_suffix('y') {
            Some(number) => (number, 12),
            None => (text.strip_suffix('m').ok_or(StepError)?, 1),
        };
        let count: u16 = number.parse().map_err(|_| StepError)?;
        let months = count.checked_mul(months).filter(|months| *months > 0);
        months.map(|months| Self { months }).ok_or(StepError)
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.months % 12 {
            0 => write!(f, "{}y", self.months / 12),
            _ => write!(f, "{}m", self.months),
        }
    }
}

impl fmt::Display for StepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a step is so many years or months, such as 5y or 6m")
    }
}

impl std::error::Error for StepError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(step: &str, first: (i32, u8, u8), last: (i32, u8, u8)) -> Vec<String> {
        let day = |(year, month, day)| Day::new(year, month, day);
        let step: Step = step.parse().expect(step);
        step.days(day(first), day(last))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn steps_end_with_whole_years_and_months() {
        let found = days("5y", (1998, 3, 1), (2010, 6, 30));
        assert_eq!(found, ["2000-12-31", "2005-12-31", "2010-06-30"]);
        let found = days("1y", (2003, 12, 31), (2005, 12, 31));
        assert_eq!(found, ["2003-12-31", "2004-12-31", "2005-12-31"]);
        let found = days("6m", (2003, 2, 1), (2004, 1, 15));
        assert_eq!(found, ["2003-06-30", "2003-12-31", "2004-01-15"]);
        assert_eq!(days("1y", (2003, 1, 1), (2003, 1, 1)), ["2003-01-01"]);
    }

    #[test]
    fn steps_are_read_as_they_are_written() {
        for text in ["1y", "10y", "6m"] {
            assert_eq!(text.parse::<Step>().expect(text).to_string(), text);
        }
        assert_eq!("24m".parse::<Step>().expect("it is one").to_string(), "2y");
        for bad in ["", "y", "0y", "-1y", "5", "5d", "99999y", "6000y", "1.5y"] {
            assert!(bad.parse::<Step>().is_err(), "{bad}");
        }
    }

    #[test]
    fn all_of_time_gives_no_endless_list() {
        let step: Step = "1m".parse().expect("it is one");
        assert!(step.days(Day::MIN, Day::MAX).len() <= MOST + 1);
    }
}
