//! Amounts: how many or how much of something a record is about, and when.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use super::claim::End;
use super::date::Date;
use super::day::Day;
use super::quantity::AmountSummary;
use super::records::Key;
use super::source::Citation;
use super::text::serde_as_text;
use super::value::{Known, Missing};
use super::vocabulary::Quantity;

/// An amount of a quantity, such as 550 troops from 2014 to 2015.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Amount {
    /// The quantity.
    pub what: Key<Quantity>,
    /// The number of units.
    pub value: AmountValue,
    /// Since when; `None` means since the record around it begins.
    pub from: Option<Date>,
    /// Until when; `None` means until the record around it ends.
    pub to: Option<End>,
    /// The citations of the amount; empty if it rests on those of the record around it.
    pub citations: Box<[Citation]>,
}

/// The value of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountValue {
    /// There was an amount, but the source does not say how much. It is not 0.
    Unknown,
    /// A number of units.
    Of(Decimal),
}

/// A number with up to 15 significant digits, which a binary floating-point number keeps without loss. Unless it is 0, its magnitude
/// is from 10^-30 to below 10^30.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decimal(f64);

/// The reason why a text is not a value of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AmountValueError {
    /// The text is not a number, or it has too many digits.
    Malformed,
    /// The number is too large, or too near 0.
    OutOfRange,
}

impl Amount {
    /// Returns the number of units, if it is known.
    pub fn known(&self) -> Known<f64> {
        match self.value {
            AmountValue::Unknown => Err(Missing::Unknown),
            AmountValue::Of(number) => Ok(number.get()),
        }
    }

    /// Returns the period as it is stated, such as `2014..2015`, `2014` and `2014..`; empty if neither end is stated.
    pub fn period(&self) -> String {
        match (self.from, self.to) {
            (None, None) => String::new(),
            (Some(from), Some(End::On(to))) if from == to => from.to_string(),
            (from, to) => {
                let from = from.map(|date| date.to_string()).unwrap_or_default();
                let to = to.filter(|end| *end != End::Ongoing);
                let to = to.map(|end| end.to_string()).unwrap_or_default();
                format!("{from}..{to}")
            }
        }
    }
}

impl Decimal {
    /// The number of significant digits that are kept without loss.
    const MAX_DIGITS: usize = 15;
    /// The magnitudes of numbers other than 0. Sums of them are finite, and none becomes 0.
    const MAGNITUDES: Range<f64> = 1e-30..1e30;

    /// Returns the number.
    pub fn get(self) -> f64 {
        self.0
    }
}

// A decimal is never NaN, so that equality is reflexive.
impl Eq for Decimal {}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Decimal {
    type Err = AmountValueError;

    fn from_str(text: &str) -> Result<Self, AmountValueError> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let is_number =
            |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let digits = format!("{whole}{fraction}");
        let significant = digits.trim_start_matches('0').trim_end_matches('0').len();
        if !is_number(whole) || !is_number(fraction) || significant > Self::MAX_DIGITS {
            return Err(AmountValueError::Malformed);
        }
        let number: f64 = text.parse().map_err(|_| AmountValueError::Malformed)?;
        if significant > 0 && !Self::MAGNITUDES.contains(&number.abs()) {
            return Err(AmountValueError::OutOfRange);
        }
        // Adding 0 turns -0 into 0.
        Ok(Self(number + 0.0))
    }
}

impl fmt::Display for AmountValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("unknown"),
            Self::Of(number) => number.fmt(f),
        }
    }
}

impl FromStr for AmountValue {
    type Err = AmountValueError;

    fn from_str(text: &str) -> Result<Self, AmountValueError> {
        match text {
            "unknown" => Ok(Self::Unknown),
            number => number.parse().map(Self::Of),
        }
    }
}

impl fmt::Display for AmountValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "expected a number of up to 15 digits, or `unknown`",
            Self::OutOfRange => "the number is beyond 10^30, or nearer to 0 than 10^-30",
        })
    }
}

impl std::error::Error for AmountValueError {}

impl AmountSummary {
    /// Returns the summary of the known amounts; [`Missing::Unknown`] if there are none.
    pub fn of<'a>(self, amounts: impl Iterator<Item = &'a Amount>) -> Known<f64> {
        let known = amounts.filter_map(|amount| {
            let start = amount.from.and_then(|date| date.earliest());
            Some((start, amount.known().ok()?))
        });
        let known: Vec<(Option<Day>, f64)> = known.collect();
        self.of_numbers(&known).ok_or(Missing::Unknown)
    }

    /// Returns the summary of numbers, each with its start; `None` if there are none.
    pub(crate) fn of_numbers(self, numbers: &[(Option<Day>, f64)]) -> Option<f64> {
        let values = || numbers.iter().map(|(_, value)| *value);
        let sum = sum(values());
        match self {
            Self::Sum => sum,
            Self::Mean => mean(values()),
            Self::Max => values().reduce(f64::max),
            Self::Last => {
                // Of equal starts, `max_by_key` returns the last one.
                let last = numbers.iter().max_by_key(|(start, _)| *start);
                last.map(|(_, value)| *value)
            }
        }
    }

    /// Returns `true` if the summary of a part of the amounts is at most that of all, as long as none is negative.
    pub fn is_minimum_of_part(self) -> bool {
        matches!(self, Self::Sum | Self::Max)
    }
}

/// Returns the sum of numbers; `None` if there are none.
///
/// The sum of decimals has no more decimals than they have, and is rounded to these: 0.1 and 0.7 are 0.8, which the sum of their
/// binary numbers is not.
pub(crate) fn sum(numbers: impl Iterator<Item = f64> + Clone) -> Option<f64> {
    let sum = numbers.clone().reduce(|sum, number| sum + number)?;
    let decimals = numbers.map(decimals).max().unwrap_or_default();
    if decimals == 0 {
        return Some(sum);
    }
    // Adding 0 turns -0 into 0.
    let rounded = format!("{sum:.decimals$}").parse::<f64>();
    Some(rounded.unwrap_or(sum) + 0.0)
}

/// Returns the mean of numbers, with 15 digits; `None` if there are none.
pub(crate) fn mean(numbers: impl Iterator<Item = f64> + Clone) -> Option<f64> {
    let count = numbers.clone().count();
    sum(numbers).map(|sum| with_digits_of_decimal(sum / count as f64))
}

/// Returns a product or quotient of decimals with 15 digits: if it is a decimal, it is exactly that one.
pub(crate) fn with_digits_of_decimal(number: f64) -> f64 {
    if number.fract() == 0.0 {
        return number;
    }
    let decimals = Decimal::MAX_DIGITS - 1;
    format!("{number:.decimals$e}").parse().unwrap_or(number)
}

/// Returns the number of decimals with which a number is written.
fn decimals(number: f64) -> usize {
    if number.fract() == 0.0 {
        return 0;
    }
    let text = number.to_string();
    text.split_once('.')
        .map_or(0, |(_, decimals)| decimals.len())
}

serde_as_text!(AmountValue);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_written_as_it_was_read() {
        for (text, written) in [
            ("550", "550"),
            ("-1.5", "-1.5"),
            ("0.1", "0.1"),
            ("1.50", "1.5"),
            ("-0", "0"),
            ("123456789012345", "123456789012345"),
            ("1000000000000000000000", "1000000000000000000000"),
        ] {
            let number: Decimal = text.parse().expect(text);
            assert_eq!(number.to_string(), written);
            assert_eq!(written.parse(), Ok(number));
        }
        for text in [
            "",
            "-",
            "1,000",
            "1e3",
            "1.",
            ".5",
            "nan",
            "1234567890123456",
            "0x10",
        ] {
            assert_eq!(
                text.parse::<Decimal>(),
                Err(AmountValueError::Malformed),
                "{text}"
            );
        }
    }

    #[test]
    fn a_number_that_would_become_0_or_infinite_is_refused() {
        let zeros = |count| "0".repeat(count);
        for text in [
            format!("1{}", zeros(30)),
            format!("-1{}", zeros(400)),
            format!("0.{}1", zeros(30)),
            format!("0.{}1", zeros(400)),
        ] {
            let refused = text.parse::<Decimal>();
            assert_eq!(refused, Err(AmountValueError::OutOfRange), "{text}");
        }
        for text in [
            format!("9{}", zeros(29)),
            format!("-0.{}1", zeros(29)),
            format!("0.{}", zeros(400)),
        ] {
            assert!(text.parse::<Decimal>().is_ok(), "{text}");
        }
    }

    #[test]
    fn a_sum_of_decimals_is_exact() {
        for (numbers, expected) in [
            (&[][..], None),
            (&[0.1, 0.7], Some(0.8)),
            (&[0.1, 0.2], Some(0.3)),
            (&[0.1, 0.7, -0.8], Some(0.0)),
            (&[1.25, 2.5, 3.0], Some(6.75)),
            (&[9e20, 1e20], Some(1e21)),
            (&[1e-20, 2e-20], Some(3e-20)),
        ] {
            assert_eq!(sum(numbers.iter().copied()), expected, "{numbers:?}");
        }
        // 7 units on 365 of 730 days, in tenths.
        assert_eq!(with_digits_of_decimal(365.0 * 0.7 / 730.0), 0.35);
        assert_eq!(mean([0.1, 0.7, 0.1].into_iter()), Some(0.3));
        let tenths = sum(std::iter::repeat_n(0.1, 1_000));
        assert_eq!(tenths, Some(100.0));
        assert_eq!(
            sum([-0.5, 0.5].into_iter()).map(f64::is_sign_negative),
            Some(false)
        );
    }

    fn amount(from: &str, value: &str) -> Amount {
        Amount {
            what: Key::new(0),
            value: value.parse().expect("it is a value"),
            from: from.parse().ok(),
            to: None,
            citations: Box::default(),
        }
    }

    #[test]
    fn unknown_amounts_are_not_0() {
        let amounts = [
            amount("2001", "unknown"),
            amount("2003", "400"),
            amount("2002", "100"),
        ];
        let summary = |summary: AmountSummary| summary.of(amounts.iter());
        assert_eq!(summary(AmountSummary::Mean), Ok(250.0));
        assert_eq!(summary(AmountSummary::Sum), Ok(500.0));
        assert_eq!(summary(AmountSummary::Max), Ok(400.0));
        assert_eq!(summary(AmountSummary::Last), Ok(400.0));
        let only_unknown = AmountSummary::Max.of(amounts[..1].iter());
        assert_eq!(only_unknown, Err(Missing::Unknown));
        assert_eq!(AmountSummary::Max.of([].iter()), Err(Missing::Unknown));
    }
}
