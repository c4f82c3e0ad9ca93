//! Dates and names of entries, as the formats of bibliographies need them.

use crate::model::{CalendarDate, Date, Qualifier};

/// The date of a source, as far as it is known.
pub(super) struct Issued {
    pub(super) year: i32,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
    /// `true` if the date is approximate, uncertain or an interval.
    pub(super) is_circa: bool,
}

impl Issued {
    /// Returns the date; `None` if not even the year is known.
    pub(super) fn of(date: &Date) -> Option<Self> {
        let day = representative(date)?;
        let is_exact = matches!(date, Date::Single(_)) && day.qualifier() == Qualifier::Plain;
        Some(Self {
            year: day.known_year()?,
            month: day.month(),
            day: day.day(),
            is_circa: !is_exact,
        })
    }
}

/// Returns the one date that stands for a date: the end of an interval, or else its start.
///
/// A source that appeared over several years is usually cited by the year in which it was complete.
fn representative(date: &Date) -> Option<&CalendarDate> {
    match date {
        Date::Single(day) => Some(day),
        Date::Interval { start, end } => end.date().or_else(|| start.date()),
    }
}

/// Splits the name of a person, "Last, First", into family name and given name. An organization has no comma, and no
/// given name.
pub(super) fn person(name: &str) -> (&str, Option<&str>) {
    match name.split_once(", ") {
        Some((family, given)) => (family, Some(given)),
        None => (name, None),
    }
}
