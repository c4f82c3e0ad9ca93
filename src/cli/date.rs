//! Dates on the command line: negative years, and `now`.

use std::ffi::{OsStr, OsString};

use clap::{Arg, Command};
use interorg::model::Date;
use interorg::query::Period;

use super::data::DataArgs;
use super::error::CliError;

/// The minus sign of typography. Unlike a hyphen, it does not begin an option.
pub(super) const MINUS: char = '\u{2212}';

/// Returns the arguments of a subcommand such that its parser reads negative years, such as `-0044`, and other texts that look
/// like one, as values.
///
/// The parser of the command line takes an argument that begins with a hyphen for an option. It can make exceptions, but
/// then it also takes an option for a date where the date was forgotten. So such a value of an option is written in one word
/// with it, and dates without an option have a minus sign in place of the hyphen.
pub(super) fn with_negative_years(arguments: Vec<OsString>, subcommand: &Command) -> Vec<OsString> {
    let mut command = subcommand;
    let mut words: Vec<OsString> = Vec::with_capacity(arguments.len());
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        if argument == "--" {
            words.push(argument);
            words.extend(arguments);
            break;
        }
        let Some(date) = argument.to_str().and_then(negative_date) else {
            command = command.find_subcommand(&argument).unwrap_or(command);
            words.push(argument);
            continue;
        };
        match words.last_mut() {
            Some(option) if takes_a_value(command, option) => {
                option.push("=");
                option.push(&argument);
            }
            _ if command.get_positionals().any(is_date) => {
                words.push(format!("{MINUS}{date}").into());
            }
            _ => words.push(argument),
        }
    }
    words
}

/// Returns `true` if a word is an option of the command which takes one value.
fn takes_a_value(command: &Command, word: &OsStr) -> bool {
    let Some(word) = word.to_str() else {
        return false;
    };
    let is_named = |argument: &&Arg| match word.strip_prefix("--") {
        Some(long) => argument.get_long() == Some(long),
        None => {
            let short = argument.get_short().map(|short| format!("-{short}"));
            short.is_some_and(|short| short == word)
        }
    };
    let argument = command.get_arguments().find(is_named);
    argument.is_some_and(|argument| {
        let counts = argument.get_num_args();
        argument.get_action().takes_values() && counts.is_none_or(|counts| counts.max_values() == 1)
    })
}

/// Returns `true` if the values of an argument are dates.
pub(super) fn is_date(argument: &Arg) -> bool {
    let names = argument.get_value_names().unwrap_or_default();
    names.iter().any(|name| is_date_name(name))
}

/// Returns `true` if values of this name are dates.
pub(super) fn is_date_name(name: &str) -> bool {
    ["DATE", "FROM", "TO"].contains(&name)
}

/// Returns what follows the hyphen of a date or period that begins with a negative year; `None` for other arguments.
fn negative_date(argument: &str) -> Option<&str> {
    let date = argument.strip_prefix('-')?;
    let numbers = match date.split_once("..") {
        Some((start, end)) if is_now(end) => start,
        _ => date,
    };
    let is_date = numbers.starts_with(|first: char| first.is_ascii_digit())
        && numbers
            .chars()
            .all(|c| c.is_ascii_digit() || "-./,~?%xX".contains(c));
    is_date.then_some(date)
}

/// A date as it is given on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GivenDate {
    /// A date in EDTF.
    On(Date),
    /// `now` or `today`: the as-of date of the dataset. The clock is not read, so that the answer stays the same.
    Now,
}

impl GivenDate {
    /// Returns the date (see [`DataArgs::now`]).
    pub(super) fn resolve(self, data: &DataArgs) -> Result<Date, CliError> {
        match self {
            Self::On(date) => Ok(date),
            Self::Now => data.now(),
        }
    }
}

/// A period as it is given on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GivenPeriod {
    /// A period between dates in EDTF.
    Between(Period),
    /// A period that ends now; `None` if it has no beginning.
    UntilNow(Option<Date>),
}

impl GivenPeriod {
    /// Returns the period (see [`GivenDate::resolve`]).
    pub(super) fn resolve(self, data: &DataArgs) -> Result<Period, CliError> {
        match self {
            Self::Between(period) => Ok(period),
            Self::UntilNow(start) => {
                let end = GivenDate::Now.resolve(data)?;
                Ok(Period::new(start, Some(end)))
            }
        }
    }
}

/// Parses a date, in either case, such as `199x`.
pub(super) fn parse_date(text: &str) -> Result<GivenDate, String> {
    if is_now(text) {
        return Ok(GivenDate::Now);
    }
    let date = edtf(text).parse();
    date.map(GivenDate::On)
        .map_err(|error| format!("{error} (write 2005, 2005-06, 2005-06-30 or now)"))
}

/// Parses a period, in either case.
pub(super) fn parse_period(text: &str) -> Result<GivenPeriod, String> {
    let until_now = text.split_once("..").filter(|(_, end)| is_now(end));
    let period = match until_now {
        Some(("", _)) => Ok(GivenPeriod::UntilNow(None)),
        Some((start, _)) => edtf(start)
            .parse()
            .map(|start| GivenPeriod::UntilNow(Some(start))),
        None => edtf(text).parse().map(GivenPeriod::Between),
    };
    period.map_err(|error| format!("{error} (write 2003..2010, 2003.., ..2010 or 2003..now)"))
}

pub(super) fn is_now(text: &str) -> bool {
    ["now", "today"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(text))
}

/// Returns a date as EDTF spells it: in capitals, with hyphens.
fn edtf(text: &str) -> String {
    text.to_uppercase().replace(MINUS, "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Vec<String> {
        let option = |name: &'static str| Arg::new(name).long(name);
        let date = Arg::new("from").value_name("FROM");
        let command = Command::new("changes").arg(date).arg(option("at"));
        let command = command.arg(option("during").short('d'));
        let command = command.arg(option("evidence").action(clap::ArgAction::SetTrue));
        let words = words.iter().map(OsString::from).collect();
        let read = with_negative_years(words, &command).into_iter();
        read.map(|word| word.into_string().expect("UTF-8"))
            .collect()
    }

    #[test]
    fn only_negative_dates_without_an_option_get_a_minus_sign() {
        let cases = [
            ("-0044", "−0044"),
            ("-0500..-0400", "−0500..-0400"),
            ("-0500..now", "−0500..now"),
            ("-0044-03-15~", "−0044-03-15~"),
            ("-004x,2003", "−004x,2003"),
            ("-o", "-o"),
            ("--at=-0044", "--at=-0044"),
            ("-", "-"),
            ("-2003.svg", "-2003.svg"),
            ("2003-05", "2003-05"),
        ];
        for (argument, expected) in cases {
            assert_eq!(read(&[argument]), [expected]);
        }
        assert_eq!(read(&["--evidence", "-0044"]), ["--evidence", "−0044"]);
        assert_eq!(read(&["--", "-0044"]), ["--", "-0044"]);
    }

    #[test]
    fn a_value_that_begins_with_a_hyphen_is_in_one_word_with_its_option() {
        assert_eq!(read(&["--at", "-0044", "-99"]), ["--at=-0044", "−99"]);
        assert_eq!(read(&["-d", "-5..-3"]), ["-d=-5..-3"]);
        assert_eq!(read(&["--at", "--evidence"]), ["--at", "--evidence"]);
    }
}
