//! Dates of entries, whose years, months and days are separate fields or words.

use crate::model::{Date, year_text};

/// The least digits of a year. `98` may be of any century.
const MIN_YEAR_DIGITS: usize = 3;

/// Returns a year as EDTF; `None` if the text is not just one year.
pub(super) fn plain_year(text: &str) -> Option<String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_clear = digits.len() >= MIN_YEAR_DIGITS || digits.len() < text.len();
    let year = text.parse().ok().filter(|_| is_number && is_clear)?;
    Some(year_text(year))
}

/// Returns the number of a month or season in EDTF, from its number or its English name.
pub(super) fn month(text: &str) -> Option<u8> {
    const NAMES: [(&str, u8); 17] = [
        ("spring", 21),
        ("summer", 22),
        ("autumn", 23),
        ("fall", 23),
        ("winter", 24),
        ("jan", 1),
        ("feb", 2),
        ("mar", 3),
        ("apr", 4),
        ("may", 5),
        ("jun", 6),
        ("jul", 7),
        ("aug", 8),
        ("sep", 9),
        ("oct", 10),
        ("nov", 11),
        ("dec", 12),
    ];
    let text = text.trim().to_lowercase();
    let named = NAMES.iter().find(|(name, _)| text.starts_with(name));
    let number = named.map(|(_, number)| *number);
    let number = number.filter(|_| text.trim_end_matches('.').chars().all(char::is_alphabetic));
    number.or_else(|| text.parse().ok().filter(|number| (1..=12).contains(number)))
}

/// Returns a month, and the day that may stand beside its name: `January 5`.
pub(super) fn month_and_day(text: &str) -> Option<(u8, Option<u8>)> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| word.parse::<u8>().is_ok();
    match words[..] {
        [one] => Some((month(one)?, None)),
        [name, day] | [day, name] if is_number(day) && !is_number(name) => {
            Some((month(name)?, day.parse().ok()))
        }
        _ => None,
    }
}

/// Returns the most precise date that a year in EDTF, a month and a day make, and how many of the two are in it.
pub(super) fn assembled(year: &str, month: Option<u8>, day: Option<u8>) -> (String, usize) {
    let with_month = month.map(|month| format!("{year}-{month:02}"));
    let with_day = with_month
        .as_ref()
        .zip(day)
        .map(|(month, day)| format!("{month}-{day:02}"));
    let is_date = |text: &String| text.parse::<Date>().is_ok();
    if let Some(text) = with_day.filter(is_date) {
        return (text, 2);
    }
    match with_month.filter(is_date) {
        Some(text) => (text, 1),
        None => (year.to_owned(), 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_have_four_digits() {
        for (text, year) in [
            ("2005", Some("2005")),
            ("800", Some("0800")),
            ("-43", Some("-0043")),
            ("12005", Some("Y12005")),
            ("98", None),
            ("+2005", None),
            ("1998/1999", None),
            ("", None),
        ] {
            assert_eq!(plain_year(text).as_deref(), year, "{text}");
        }
    }

    #[test]
    fn months_have_numbers_and_names() {
        for (text, expected) in [
            ("5", Some((5, None))),
            ("13", None),
            ("Sept.", Some((9, None))),
            ("Fall", Some((23, None))),
            ("January\u{A0}5", Some((1, Some(5)))),
            ("10~January", Some((1, Some(10)))),
            ("Jan/Feb", None),
            ("1 2", None),
            ("next", None),
        ] {
            assert_eq!(month_and_day(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_in_the_calendar_is_left_out() {
        for (month, day, expected) in [
            (Some(2), Some(28), ("2005-02-28", 2)),
            (Some(2), Some(35), ("2005-02", 1)),
            (Some(21), Some(3), ("2005-21", 1)),
            (None, Some(3), ("2005", 0)),
        ] {
            let (text, parts) = assembled("2005", month, day);
            assert_eq!((text.as_str(), parts), expected);
        }
    }
}
