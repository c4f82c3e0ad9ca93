//! The meanings of the values of cells.

use std::collections::HashMap;

use super::cell::whole_number;
use crate::import::collection::{Period, year_date};
use crate::import::date::{DateReader, Value};
use crate::import::mapping::TableRecord;
use crate::import::number::NumberReader;
use crate::model::{AmountValue, End, MembershipKind};
use crate::phrase::comparable;

/// The role of participations in a table without roles.
pub(super) const DEFAULT_ROLE: &str = "participant";

/// The definition of that role.
pub(super) const DEFAULT_ROLE_DEFINITION: &str =
    "The table records that the organization takes part.";

/// Why nothing is recorded of a value.
pub(super) const NONE: &str = "the value says that there is none";
pub(super) const NOT_EXISTING: &str = "the value says that one of the two did not exist";

/// The meanings that a mapping gives to values.
#[derive(Debug, Default)]
pub(super) struct Values(HashMap<String, Meaning>);

/// What a value means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A participation or tie, in this role or of this kind.
    Role(String),
    /// A participation or tie without a role.
    Yes,
    /// A participation or tie for a period.
    Period(Period),
    /// A participation or tie with a number.
    Amount(AmountValue),
    /// The first organization of a pair belongs to the second one.
    Membership(MembershipKind),
    /// No participation or tie.
    None,
    /// It is not known whether there is one.
    Unknown,
    /// One of the two did not exist.
    NotExisting,
}

/// Returns `true` if the meaning of a value is a role or phase.
pub(super) fn is_role(meaning: &str) -> bool {
    !matches!(
        meaning,
        "none" | "unknown" | "not-existing" | "yes" | "part-of" | "member-of"
    )
}

impl Values {
    pub(super) fn new(record: &TableRecord) -> Self {
        let values = record.values.0.iter().map(|(value, meaning)| {
            let meaning = match meaning.as_str() {
                "none" => Meaning::None,
                "unknown" => Meaning::Unknown,
                "not-existing" => Meaning::NotExisting,
                "yes" => Meaning::Yes,
                "part-of" => Meaning::Membership(MembershipKind::PartOf),
                "member-of" => Meaning::Membership(MembershipKind::MemberOf),
                role => Meaning::Role(role.to_owned()),
            };
            (comparable(value), meaning)
        });
        Self(values.collect())
    }

    /// Returns the meaning that the mapping gives to a value.
    pub(super) fn named(&self, value: &str) -> Option<&Meaning> {
        if self.0.is_empty() {
            return None;
        }
        let whole = whole_number(value);
        let named = self.0.get(value).or_else(|| self.0.get(whole));
        named.or_else(|| self.0.get(&comparable(whole)))
    }

    /// Returns how the first organization of a pair belongs to the second one, if a value means that.
    pub(super) fn membership(&self, value: &str) -> Option<MembershipKind> {
        match self.named(value) {
            Some(Meaning::Membership(kind)) => Some(*kind),
            _ => None,
        }
    }

    /// Returns the meaning of a cell where an organization and an operation meet: a mark, a year, a number or a role.
    ///
    /// # Errors
    /// Returns why a value has no meaning without a mapping: a negative number is a code.
    pub(super) fn of_cell(
        &self,
        value: &str,
        dates: &DateReader,
        numbers: &NumberReader,
    ) -> Result<Meaning, String> {
        if let Some(meaning) = self.named(value) {
            return Ok(meaning.clone());
        }
        match comparable(whole_number(value)).as_str() {
            "" | "0" | "no" | "n" | "false" | "-" | "–" | "—" | "none" => {
                return Ok(Meaning::None);
            }
            "1" | "x" | "yes" | "y" | "true" | "✓" | "✔" | "✗" | "☑" | "•" | "●" | "*" =>
            {
                return Ok(Meaning::Yes);
            }
            _ => {}
        }
        if let Some(period) = period(value, dates) {
            return Ok(Meaning::Period(period));
        }
        match numbers.number(value).and_then(|reading| reading.value) {
            Some(AmountValue::Of(number)) if number.get() < 0.0 => Err(format!(
                "`{value}` is a code; name its meaning under `values`"
            )),
            Some(number) => Ok(Meaning::Amount(number)),
            None => Ok(Meaning::Role(value.to_owned())),
        }
    }
}

/// Returns a year, a date or a range such as `2003-2008` as a period.
fn period(value: &str, dates: &DateReader) -> Option<Period> {
    let is_year = |text: &str| {
        let number = whole_number(text).parse::<i32>().ok()?;
        (1000..=2200).contains(&number).then_some(number)
    };
    let bounds = value.split_once(['–', '—', '-']);
    if let Some((first, last)) = bounds
        && let Some(first) = is_year(first.trim())
    {
        let last = last.trim();
        let to = match (last, is_year(last)) {
            ("" | "present" | "now", _) => End::Ongoing,
            (_, Some(last)) => End::On(year_date(last)?),
            _ => return date_only(value, dates),
        };
        return Some(Period {
            from: year_date(first),
            to: Some(to),
        });
    }
    match is_year(value) {
        Some(year) => Some(Period {
            from: year_date(year),
            to: None,
        }),
        None => date_only(value, dates),
    }
}

fn date_only(value: &str, dates: &DateReader) -> Option<Period> {
    let has_shape = value.len() >= 6 && value.chars().filter(char::is_ascii_digit).count() >= 4;
    let reading = dates.read(value).ok().filter(|_| has_shape)?;
    match reading.value {
        Value::On(date) => Some(Period {
            from: Some(date),
            to: None,
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_may_hold_a_mark_a_year_an_amount_or_a_role() {
        let values = Values::default();
        let dates = DateReader::default();
        let numbers = NumberReader::default();
        let meaning = |value: &str| values.of_cell(value, &dates, &numbers);
        for mark in ["X", "✓", "1", "yes", "1.0", "1.00"] {
            assert_eq!(meaning(mark), Ok(Meaning::Yes), "{mark}");
        }
        for nothing in ["", "0", "0.00", "no", "–"] {
            assert_eq!(meaning(nothing), Ok(Meaning::None), "{nothing}");
        }
        let from = |from: &str, to: Option<&str>| {
            let to = to.and_then(|to| to.parse().ok());
            let from = from.parse().ok();
            Ok(Meaning::Period(Period { from, to }))
        };
        assert_eq!(meaning("1995"), from("1995", None));
        assert_eq!(meaning("1995-06-06"), from("1995-06-06", None));
        assert_eq!(meaning("2003–2008"), from("2003", Some("2008")));
        assert_eq!(meaning("2003-"), from("2003", Some("..")));
        let amount = |value: &str| {
            value
                .parse()
                .map(Meaning::Amount)
                .map_err(|_| String::new())
        };
        assert_eq!(meaning("550"), amount("550"));
        assert_eq!(meaning("1,250"), amount("1250"));
        assert_eq!(
            meaning("observer"),
            Ok(Meaning::Role("observer".to_owned()))
        );
        assert!(meaning("-9").is_err());
    }
}
