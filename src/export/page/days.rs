//! Days as numbers, which a script compares without knowing the rules by which dates become days.

use serde::Serialize;

use crate::graph::{Bound, DayRange, start_day};
use crate::model::{Date, Day, End, Spell};

/// The number of an open side: later than every day, and with a minus before every day.
pub(super) const OPEN: i64 = 99_999_999;

/// A range of days, both included.
pub(super) type Span = [i64; 2];

/// Returns a day as the number of days since 1970-01-01.
pub(super) fn number(day: Day) -> i64 {
    match day {
        Day::MIN => -OPEN,
        Day::MAX => OPEN,
        day => Day::new(1970, 1, 1)
            .days_until(day)
            .clamp(1 - OPEN, OPEN - 1),
    }
}

pub(super) fn span(days: DayRange) -> Span {
    [number(days.first), number(days.last)]
}

/// Returns the dates that a record states, such as `2003 to 2004-05`; `None` if it states none.
pub(super) fn dates_in_words(from: Option<Date>, to: Option<End>) -> Option<String> {
    Some(match (from, to) {
        (None, None) => return None,
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("to {to}"),
        (Some(from), Some(to)) => format!("{from} to {to}"),
    })
}

/// The days on which it is unknown whether a record holds.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(super) struct Doubt {
    /// By its start: those of which one is the last of the time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    start: Vec<Span>,
    /// By its end: those of which one is the first of the time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    end: Vec<Span>,
}

impl Doubt {
    /// Returns the doubt that dates leave whether a record holds that overlaps the time; `None` if they leave none.
    pub(super) fn of<'d>(
        bounds: impl IntoIterator<Item = (Option<&'d Date>, End)>,
    ) -> Option<Self> {
        let mut doubt = Self::default();
        for (start, end) in bounds {
            let started = start.copied().map(Bound::Start);
            doubt
                .start
                .extend(started.and_then(Bound::days_in_doubt).map(span));
            doubt.end.extend(days_of_unknown_end(start, end).map(span));
        }
        doubt.if_any()
    }

    /// Returns the doubt that the dates of a spell leave. One without an end ends where the next one begins.
    pub(super) fn of_spell(spell: &Spell, next: Option<Date>) -> Option<Self> {
        let end = spell.to.unwrap_or(End::Ongoing);
        let mut doubt = Self::of([(Some(&spell.from), end)]).unwrap_or_default();
        let begun = next.filter(|_| end == End::Ongoing).map(Bound::Start);
        doubt
            .end
            .extend(begun.and_then(Bound::days_in_doubt).map(span));
        doubt.if_any()
    }

    /// Returns the doubt with only those days of the end that are after a day.
    pub(super) fn ending_after(mut self, last: Option<Day>) -> Option<Self> {
        let first = last.map_or(-OPEN, |last| number(last.next()));
        self.end = within(self.end, [first, OPEN]);
        self.if_any()
    }

    /// Returns the days on which a record that holds on some days may hold too, before and after them.
    pub(super) fn beyond(held: DayRange, start: Option<&Date>, end: Option<End>) -> Option<Self> {
        let started = start.copied().map(Bound::Start);
        let started = started.and_then(Bound::days_in_doubt).map(span);
        let ended = match end {
            Some(End::On(date)) => Bound::End(date).days_in_doubt(),
            Some(End::Unknown) if held != DayRange::EMPTY => Some(DayRange::ALL),
            _ => None,
        };
        let (first, last) = (number(held.first), number(held.last));
        let doubt = Self {
            start: within(started.into_iter().collect(), [-OPEN, first - 1]),
            end: within(ended.map(span).into_iter().collect(), [last + 1, OPEN]),
        };
        doubt.if_any()
    }

    fn if_any(self) -> Option<Self> {
        (self != Self::default()).then_some(self)
    }
}

/// Returns the days on which it is unknown whether a record has ended before them.
fn days_of_unknown_end(start: Option<&Date>, end: End) -> Option<DayRange> {
    match end {
        End::On(date) => Bound::End(date).days_in_doubt(),
        End::Unknown => Some(DayRange {
            first: start.map_or(Day::MIN, |start| start_day(start).next()),
            last: Day::MAX,
        }),
        End::Ongoing => None,
    }
}

fn within(spans: Vec<Span>, [first, last]: Span) -> Vec<Span> {
    let cut = spans
        .into_iter()
        .map(|[from, to]| [from.max(first), to.min(last)]);
    cut.filter(|[from, to]| from <= to).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_cut_to_another_one() {
        assert_eq!(within(vec![[1, 5], [7, 9]], [3, 8]), [[3, 5], [7, 8]]);
        assert_eq!(within(vec![[1, 2], [8, 9]], [3, 8]), [[8, 8]]);
        assert!(within(vec![], [3, 8]).is_empty());
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(number(Day::new(1970, 1, 1)), 0);
        assert_eq!(number(Day::new(1969, 12, 31)), -1);
        assert_eq!(number(Day::new(2000, 3, 1)), 11_017);
        assert_eq!([number(Day::MIN), number(Day::MAX)], [-OPEN, OPEN]);
    }

    #[test]
    fn a_coarse_date_leaves_the_days_in_it_in_doubt() {
        let may: Date = "1970-05".parse().expect("it is a date");
        let doubt = Doubt::of([(Some(&may), End::Ongoing)]).expect("the start is coarse");
        // On the last day of May, it has started.
        assert_eq!((doubt.start, doubt.end), (vec![[120, 149]], vec![]));
        // On the first one, it has not ended.
        let doubt = Doubt::of([(None, End::On(may))]).expect("the end is coarse");
        assert_eq!((doubt.start, doubt.end), (vec![], vec![[121, 150]]));
        let day: Date = "1970-05-02".parse().expect("it is a date");
        assert_eq!(Doubt::of([(Some(&day), End::Ongoing)]), None);
    }
}
