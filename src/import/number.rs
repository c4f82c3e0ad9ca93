//! Numbers as tables write them.

use super::rules::{DecimalMark, NotANumber};
use crate::model::amount::sum as sum_of;
use crate::model::{AmountValue, Decimal};

/// Reads the numbers of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct NumberReader {
    pub(super) mark: Option<DecimalMark>,
    pub(super) otherwise: Option<NotANumber>,
}

/// A number that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NumberReading {
    /// `None` if the text is left out.
    pub(super) value: Option<AmountValue>,
    /// Why the number differs from its text, if it says something else.
    pub(super) change: Option<&'static str>,
}

const ROUNDED: &str = "a number has up to 15 digits";
const DROPPED: &str = "it is not a number";
const UNKNOWN: &str = "it is not a number, and so an unknown amount";

impl NumberReader {
    /// Reads a number, or returns why the text is none. A text that says so is an unknown amount.
    pub(super) fn read(&self, text: &str) -> Result<NumberReading, String> {
        if let Some(reading) = self.number(text) {
            return Ok(reading);
        }
        let (value, change) = match self.otherwise {
            Some(NotANumber::Drop) => (None, DROPPED),
            Some(NotANumber::Unknown) => (Some(AmountValue::Unknown), UNKNOWN),
            Some(NotANumber::Reject) | None => return Err(format!("`{text}` is not a number")),
        };
        Ok(NumberReading {
            value,
            change: Some(change),
        })
    }

    /// Reads a number, or a text that says that it is unknown; `None` if the text is neither.
    pub(super) fn number(&self, text: &str) -> Option<NumberReading> {
        let text = text.trim();
        let plain = |value| NumberReading {
            value: Some(value),
            change: None,
        };
        if is_unknown(text) {
            return Some(plain(AmountValue::Unknown));
        }
        let digits = self.ungrouped(text)?;
        if let Ok(number) = digits.parse::<Decimal>() {
            return Some(plain(AmountValue::Of(number)));
        }
        let number: f64 = digits.parse().ok()?;
        let (rounded, is_exact) = rounded(number)?;
        Some(NumberReading {
            value: Some(AmountValue::Of(rounded)),
            change: (!is_exact).then_some(ROUNDED),
        })
    }

    /// Returns a number without the signs between thousands, and with a point before its decimals; `None` if it has other signs
    /// than those of numbers.
    fn ungrouped(&self, text: &str) -> Option<String> {
        let (mark, grouping) = match self.mark {
            Some(DecimalMark::Comma) => (',', '.'),
            Some(DecimalMark::Point) | None => ('.', ','),
        };
        let (sign, unsigned) = match text.strip_prefix(['-', '−']) {
            Some(rest) => ("-", rest),
            None => ("", text.strip_prefix('+').unwrap_or(text)),
        };
        if !unsigned.starts_with(|letter: char| letter.is_ascii_digit() || letter == mark) {
            return None;
        }
        let (whole, decimals) = match unsigned.split_once(mark) {
            Some((whole, decimals)) => (whole, Some(decimals)),
            None => (unsigned, None),
        };
        let mut digits = format!("{sign}{}", ungrouped(whole, grouping)?);
        if let Some(decimals) = decimals {
            digits.push('.');
            digits.push_str(decimals);
        }
        Some(digits)
    }
}

/// Returns digits without the signs between groups of three; `None` if the groups are others.
fn ungrouped(whole: &str, grouping: char) -> Option<String> {
    const BLANKS: [char; 4] = [' ', '\u{A0}', '\u{202F}', '\u{2009}'];
    let is_sign = |letter: char| letter == grouping || BLANKS.contains(&letter) || letter == '\'';
    let Some(sign) = whole.chars().find(|letter| is_sign(*letter)) else {
        let whole = if whole.is_empty() { "0" } else { whole };
        return Some(whole.to_owned());
    };
    let mut groups = whole.split(sign);
    let first = groups.next()?;
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let is_grouped = (1..=3).contains(&first.len())
        && is_digits(first)
        && groups.all(|group| group.len() == 3 && is_digits(group));
    is_grouped.then(|| whole.replace(sign, ""))
}

/// Returns the sum of two numbers, with 15 digits; `None` if it is too large for a number.
pub(super) fn sum(one: Decimal, other: Decimal) -> Option<Decimal> {
    let sum = sum_of([one, other].into_iter().map(Decimal::get))?;
    rounded(sum).map(|(sum, _)| sum)
}

/// Returns a number with 15 digits, and whether it has no more; `None` if it is too large, or too near 0.
fn rounded(number: f64) -> Option<(Decimal, bool)> {
    // Adding 0 turns -0 into 0.
    let short = format!("{number:.14e}").parse::<f64>().ok()? + 0.0;
    let decimal = short.to_string().parse().ok()?;
    let is_exact = short.to_bits() == (number + 0.0).to_bits();
    Some((decimal, is_exact))
}

/// Returns `true` if a text says that a number is unknown, such as `size unknown`.
fn is_unknown(text: &str) -> bool {
    let words = text.split(|letter: char| !letter.is_alphabetic());
    let mut words = words.map(str::to_lowercase);
    words.any(|word| matches!(word.as_str(), "unknown" | "unk" | "unspecified"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, mark: Option<DecimalMark>) -> Option<String> {
        let reader = NumberReader {
            mark,
            otherwise: None,
        };
        let value = reader.read(text).ok()?.value?;
        Some(value.to_string())
    }

    #[test]
    fn numbers_have_groups_of_thousands_and_decimals() {
        for (text, expected) in [
            ("550", Some("550")),
            ("1,250", Some("1250")),
            ("1,250,000.5", Some("1250000.5")),
            ("1 250", Some("1250")),
            ("1\u{A0}250", Some("1250")),
            ("1'250", Some("1250")),
            ("-3", Some("-3")),
            ("−3", Some("-3")),
            ("+3", Some("3")),
            (".5", Some("0.5")),
            ("1e3", Some("1000")),
            ("1.5E+06", Some("1500000")),
            ("2.0", Some("2")),
            ("size unknown", Some("unknown")),
            ("12,5", None),
            ("1,25,000", None),
            ("ca. 500", None),
            ("500-600", None),
            ("inf", None),
            ("1e999", None),
            ("0x10", None),
            ("", None),
        ] {
            assert_eq!(read(text, None).as_deref(), expected, "{text}");
        }
        let comma = Some(DecimalMark::Comma);
        assert_eq!(read("1.250,5", comma).as_deref(), Some("1250.5"));
        assert_eq!(read("1.250", comma).as_deref(), Some("1250"));
    }

    #[test]
    fn digits_that_are_lost_are_a_change() {
        let reader = NumberReader::default();
        let reading = |text: &str| reader.read(text).expect(text);
        assert_eq!(reading("0.30000000000000004").change, Some(ROUNDED));
        assert_eq!(reading("1e3").change, None);
        let unknown = NumberReader {
            otherwise: Some(NotANumber::Unknown),
            ..NumberReader::default()
        };
        let reading = unknown.read("ca. 500").expect("a rule allows it");
        assert_eq!(reading.value, Some(AmountValue::Unknown));
    }
}
