//! Dates as tables write them.

use std::collections::HashSet;

use super::rules::{DateOrder, ImpossibleDate};
use crate::model::{Date, DateError};

/// Reads the dates of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct DateReader {
    pub(super) order: Option<DateOrder>,
    pub(super) impossible: Option<ImpossibleDate>,
    /// The texts that mean that something goes on.
    pub(super) open: HashSet<String>,
    /// The texts that mean that a date is not known.
    pub(super) unknown: HashSet<String>,
}

/// A date that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) value: Value,
    /// Why the date differs from its text, if it says something else.
    pub(super) change: Option<&'static str>,
}

/// The meaning of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// No date is recorded.
    None,
    /// The text that means that something goes on.
    Open,
    /// The text that means that a date is not known.
    Unknown,
    On(Date),
}

const COARSENED: &str = "the day does not exist";
const DROPPED: &str = "the date does not exist";
const WITHOUT_TIME: &str = "the time of day is left out";
const DECADE: &str = "it may mean the century and is read as the decade";

impl DateReader {
    /// Reads a date, or returns why the text is none.
    pub(super) fn read(&self, text: &str) -> Result<Reading, String> {
        let text = text.trim();
        let plain = |value| {
            Ok(Reading {
                value,
                change: None,
            })
        };
        if text.is_empty() {
            return plain(Value::None);
        }
        if self.open.contains(text) {
            return plain(Value::Open);
        }
        if self.unknown.contains(text) {
            return plain(Value::Unknown);
        }
        let error = match text.parse::<Date>() {
            Ok(date) => return plain(Value::On(date)),
            Err(error) => error,
        };
        let other = range(text)
            .or_else(|| compact(text))
            .or_else(|| approximate(text));
        if let Some(date) = other {
            return plain(Value::On(date));
        }
        if let Some(date) = decade(text) {
            let change = text.ends_with("00s").then_some(DECADE);
            let value = Value::On(date);
            return Ok(Reading { value, change });
        }
        if let Some((day, has_time)) = without_time(text)
            && let Ok(Reading { value, .. }) = self.read(day)
        {
            let change = has_time.then_some(WITHOUT_TIME);
            return Ok(Reading { value, change });
        }
        match self.parts(text)? {
            Some(parts) => self.date_of(parts, text),
            None => Err(format!("`{text}` is not a date: {error}")),
        }
    }

    /// Reads a year, such as `1945` or `1945.0`.
    pub(super) fn year(text: &str) -> Result<i32, String> {
        let text = text.trim();
        let whole = text.strip_suffix(".0").unwrap_or(text);
        let date = whole.parse::<Date>().ok();
        let year = date.and_then(|date| date.one_year());
        year.ok_or_else(|| format!("`{text}` is not a year"))
    }

    /// Returns the date of a year, month and day, of which the last may not exist.
    fn date_of(&self, parts: Parts, text: &str) -> Result<Reading, String> {
        let Parts { year, month, day } = parts;
        let full = match (month, day) {
            (None, _) => format!("{year:04}"),
            (Some(month), None) => format!("{year:04}-{month:02}"),
            (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        };
        let error = match full.parse::<Date>() {
            Ok(date) => {
                return Ok(Reading {
                    value: Value::On(date),
                    change: None,
                });
            }
            Err(error) => error,
        };
        match self.impossible {
            Some(ImpossibleDate::Coarsen) => {
                let coarser = match error {
                    DateError::NoSuchDay { .. } => full.get(..7),
                    _ => full.get(..4),
                };
                let date = coarser.and_then(|coarser| coarser.parse().ok());
                date.map(|date| Reading {
                    value: Value::On(date),
                    change: Some(COARSENED),
                })
                .ok_or_else(|| format!("`{text}` is not a date"))
            }
            Some(ImpossibleDate::Drop) => Ok(Reading {
                value: Value::None,
                change: Some(DROPPED),
            }),
            _ => Err(format!("`{text}` is not a date: {error}")),
        }
    }

    /// Takes a date apart; `None` if it does not have the form of one.
    fn parts(&self, text: &str) -> Result<Option<Parts>, String> {
        if let Some(parts) = named_month(text) {
            return Ok(Some(parts));
        }
        let Some((sign, numbers)) = numbers(text) else {
            return Ok(None);
        };
        let is_year = |text: &str| text.len() == 4;
        let [first, second, third] = numbers[..] else {
            return Ok(month_and_year(&numbers));
        };
        if is_year(first) {
            return Ok(Parts::new(first, second, third));
        }
        if !is_year(third) {
            return Ok(None);
        }
        match (sign, self.order) {
            // Dots are written in countries that begin with the day.
            ('.', None) | (_, Some(DateOrder::DayFirst)) => Ok(Parts::new(third, second, first)),
            (_, Some(DateOrder::MonthFirst)) => Ok(Parts::new(third, first, second)),
            _ if first == second => Ok(Parts::new(third, first, second)),
            _ => Err(format!(
                "`{text}` has an unknown order; name it (`dmy` or `mdy`)"
            )),
        }
    }
}

/// A date in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Parts {
    year: u32,
    month: Option<u32>,
    day: Option<u32>,
}

impl Parts {
    fn new(year: &str, month: &str, day: &str) -> Option<Self> {
        Some(Self {
            year: year.parse().ok()?,
            month: Some(month.parse().ok()?),
            day: Some(day.parse().ok()?),
        })
    }
}

/// Returns the numbers of a date and the sign between them.
fn numbers(text: &str) -> Option<(char, Vec<&str>)> {
    let sign = text
        .chars()
        .find(|letter| matches!(letter, '.' | '/' | '-'))?;
    let numbers: Vec<&str> = text.split(sign).map(str::trim).collect();
    let are_numbers = numbers.iter().all(|number| {
        (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    are_numbers.then_some((sign, numbers))
}

/// Returns `10/1947` and `1947/10` as parts.
fn month_and_year(numbers: &[&str]) -> Option<Parts> {
    let [first, second] = numbers else {
        return None;
    };
    let (year, month) = match (first.len(), second.len()) {
        (4, 1..=2) => (first, second),
        (1..=2, 4) => (second, first),
        _ => return None,
    };
    Some(Parts {
        year: year.parse().ok()?,
        month: Some(month.parse().ok()?),
        day: None,
    })
}

/// The names of the months, of which three letters are enough.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Returns dates with the English name of a month, such as `24 October 1945` and `Oct 24, 1945`.
fn named_month(text: &str) -> Option<Parts> {
    let words = text
        .split([' ', ',', '-', '.'])
        .filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    let month_of = |word: &str| {
        let is_named = |month: &str| word.len() >= 3 && month.starts_with(word);
        MONTHS.iter().position(|month| is_named(month))
    };
    let named = words.iter().position(|word| month_of(word).is_some())?;
    let month = month_of(&words[named])? as u32 + 1;
    let mut numbers = words.iter().enumerate().filter(|(at, _)| *at != named);
    let (first, second) = (numbers.next()?.1, numbers.next().map(|(_, word)| word));
    let number = |word: &str| {
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
        digits.parse::<u32>().ok()
    };
    let (year, day) = match second {
        Some(year) => (year, Some(number(first)?)),
        None => (first, None),
    };
    (words.len() <= 3 && year.len() == 4).then_some(Parts {
        year: year.parse().ok()?,
        month: Some(month),
        day,
    })
}

/// Returns `a..b`, as tables write an interval of EDTF.
fn range(text: &str) -> Option<Date> {
    let (first, last) = text.split_once("..")?;
    format!("{}/{}", first.trim(), last.trim()).parse().ok()
}

/// Returns a day of eight digits, such as `20030512`.
fn compact(text: &str) -> Option<Date> {
    let is_day = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_day {
        return None;
    }
    format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])
        .parse()
        .ok()
}

/// Returns a decade such as `1990s`.
fn decade(text: &str) -> Option<Date> {
    let decade = text.strip_suffix("0s")?;
    let is_decade = decade.len() == 3;
    is_decade.then(|| format!("{decade}X").parse().ok())?
}

/// Returns an approximate date such as `c. 1990`.
fn approximate(text: &str) -> Option<Date> {
    let lower = text.to_lowercase();
    let words = ["circa", "approx.", "about", "ca.", "c.", "ca"];
    let date = words.iter().find_map(|word| lower.strip_prefix(word))?;
    format!("{}~", date.trim()).parse().ok()
}

/// Returns the day of a date with a time, and whether the time says anything: midnight does not.
fn without_time(text: &str) -> Option<(&str, bool)> {
    let (day, time) = text.split_once(['T', ' '])?;
    let is_time = time.contains(':') && time.starts_with(|first: char| first.is_ascii_digit());
    let digits = time.chars().filter(char::is_ascii_digit);
    let is_midnight = digits.into_iter().all(|digit| digit == '0');
    is_time.then_some((day, !is_midnight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_a_colon_and_begins_with_a_digit() {
        for (text, expected) in [
            ("1990-05-01T00:00:00", Some(("1990-05-01", false))),
            ("1990-05-01 13:30", Some(("1990-05-01", true))),
            ("1990-05-01 (p.m.: late)", None),
            ("1990-05-01 12", None),
            ("1990-05-01", None),
        ] {
            assert_eq!(without_time(text), expected, "{text}");
        }
    }

    fn read(reader: &DateReader, text: &str) -> String {
        match reader.read(text) {
            Ok(Reading {
                value: Value::On(date),
                ..
            }) => date.to_string(),
            Ok(reading) => format!("{:?}", reading.value),
            Err(error) => error,
        }
    }

    #[test]
    fn dates_are_read_as_tables_write_them() {
        for (text, expected) in [
            ("1945-10-24", "1945-10-24"),
            ("1945", "1945"),
            ("1945-10", "1945-10"),
            ("1995-06-06?", "1995-06-06?"),
            ("30.10.1947", "1947-10-30"),
            ("3.9.1947", "1947-09-03"),
            ("1947-9-3", "1947-09-03"),
            ("1947/09/03", "1947-09-03"),
            ("10/1947", "1947-10"),
            ("24 October 1945", "1945-10-24"),
            ("Oct 24, 1945", "1945-10-24"),
            ("October 1945", "1945-10"),
            ("1990-05..1990-06", "1990-05/1990-06"),
            ("1945-10-24T00:00:00Z", "1945-10-24"),
            ("1945-10-24 12:30", "1945-10-24"),
            ("19451024", "1945-10-24"),
            ("1990s", "199X"),
            ("1900s", "190X"),
            ("c. 1990", "1990~"),
            ("circa 1990-05", "1990-05~"),
            ("", "None"),
        ] {
            assert_eq!(read(&DateReader::default(), text), expected, "{text}");
        }
        let noon = DateReader::default().read("1945-10-24 12:30");
        assert_eq!(noon.map(|noon| noon.change), Ok(Some(WITHOUT_TIME)));
        for (text, change) in [("1900s", Some(DECADE)), ("1910s", None)] {
            let reading = DateReader::default().read(text);
            assert_eq!(reading.map(|reading| reading.change), Ok(change), "{text}");
        }
    }

    #[test]
    fn the_order_of_day_and_month_is_never_guessed() {
        let unnamed = DateReader::default();
        assert!(read(&unnamed, "03/04/2005").contains("unknown order"));
        for (order, expected) in [
            (DateOrder::DayFirst, "2005-04-03"),
            (DateOrder::MonthFirst, "2005-03-04"),
        ] {
            let order = Some(order);
            let reader = DateReader {
                order,
                ..DateReader::default()
            };
            assert_eq!(read(&reader, "03/04/2005"), expected);
        }
    }

    #[test]
    fn dates_that_do_not_exist_follow_the_rule() {
        let reader = |impossible| DateReader {
            impossible,
            ..DateReader::default()
        };
        let refused = read(&reader(None), "1976-06-31");
        assert_eq!(refused, "`1976-06-31` is not a date: 1976-06 has no day 31");
        let coarsened = reader(Some(ImpossibleDate::Coarsen));
        assert_eq!(read(&coarsened, "1976-06-31"), "1976-06");
        assert_eq!(read(&coarsened, "2020-99-99"), "2020");
        assert_eq!(
            read(&reader(Some(ImpossibleDate::Drop)), "1976-06-31"),
            "None"
        );
    }

    #[test]
    fn named_texts_have_a_meaning() {
        let reader = DateReader {
            open: ["9999-12-31".to_owned()].into(),
            unknown: ["0001-01-01".to_owned()].into(),
            ..DateReader::default()
        };
        assert_eq!(read(&reader, "9999-12-31"), "Open");
        assert_eq!(read(&reader, "0001-01-01"), "Unknown");
    }
}
