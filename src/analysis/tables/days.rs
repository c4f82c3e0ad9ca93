//! Days as engines compare them: half-open, and with a first and a last day of all time instead of open ends.

use crate::graph::{Bound, DayRange, OperationRef, SpellRef, participation_bounds, start_day};
use crate::model::{Date, Day, End, MotiveClaim, Participation, Value};

/// A range of days from its first day to the day before its end, from 0001-01-01 to 9999-12-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    first: Day,
    end: Day,
}

/// The days on which it is unknown whether a record has begun, and on which it is unknown whether it has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Doubts {
    pub(super) start: Span,
    pub(super) end: Span,
}

impl Span {
    /// The range without any day.
    const EMPTY: Self = Self {
        first: Day::MIN,
        end: Day::MIN,
    };

    /// The days of a record whose dates contradict one another: every day is before the first one and after the last one.
    const CONTRADICTORY: Self = Self {
        first: Day::MAX,
        end: Day::MIN,
    };

    /// Returns the first day, for a column of days.
    pub(super) fn first(self) -> Value<'static> {
        shown(self.first)
    }

    /// Returns the day after the last one, for a column of days.
    pub(super) fn end(self) -> Value<'static> {
        shown(self.end)
    }
}

/// Returns a day as a value; open ends are the first and the last day of the calendar of engines.
fn shown(day: Day) -> Value<'static> {
    Value::Date(clamped(day).into())
}

/// Returns a day for a column of days in which an open end is unknown; days outside the calendar of engines are its first and last one.
pub(super) fn within_calendar(day: Day) -> Day {
    day.bounded().map_or(day, clamped)
}

fn clamped(day: Day) -> Day {
    day.clamp(Day::new(1, 1, 1), Day::new(9999, 12, 31))
}

impl From<DayRange> for Span {
    fn from(days: DayRange) -> Self {
        if days.first > days.last {
            return Self::CONTRADICTORY;
        }
        Self {
            first: days.first,
            end: days.last.next(),
        }
    }
}

impl From<Option<DayRange>> for Span {
    fn from(days: Option<DayRange>) -> Self {
        days.map_or(Self::CONTRADICTORY, Self::from)
    }
}

impl Doubts {
    /// Returns the doubts of two dates.
    pub(super) fn of(start: Option<&Date>, end: End) -> Self {
        let unknown = |bound: Bound| bound.days_in_doubt().map_or(Span::EMPTY, Span::from);
        Self {
            start: start.map_or(Span::EMPTY, |start| unknown(Bound::Start(*start))),
            end: match end {
                End::Ongoing => Span::EMPTY,
                End::On(date) => unknown(Bound::End(date)),
                // It may have ended on any day after it began.
                End::Unknown => Span {
                    first: start.map_or(Day::MIN, |start| start_day(start).next()),
                    end: Day::MAX,
                },
            },
        }
    }

    /// Returns the doubts of a spell. One without an end ends where the next one begins.
    pub(super) fn of_spell(spell: SpellRef<'_>, next: Option<Date>) -> Self {
        let record = spell.record();
        let mut doubts = Self::of(Some(&record.from), record.to.unwrap_or(End::Ongoing));
        let begun = next.and_then(|next| Bound::Start(next).days_in_doubt());
        match record.to {
            Some(End::On(_)) => {}
            Some(End::Unknown) => {
                // Until the next spell is certain to have begun.
                let begun = begun.map_or(Day::MIN, |days| days.last.next());
                doubts.end.end = begun.max(spell.days().last.next());
            }
            None | Some(End::Ongoing) => doubts.end = begun.map_or(Span::EMPTY, Span::from),
        }
        doubts
    }

    /// Returns the doubts of a motive with these days. What evidence speaks of has not ended.
    pub(super) fn of_motive(claim: &MotiveClaim, held: DayRange) -> Self {
        let start = claim.start();
        let mut doubts = match claim.to {
            Some(end @ End::On(_)) => Self::of(start.as_ref(), end),
            _ => Self::of(start.as_ref(), End::Ongoing),
        };
        if held == DayRange::EMPTY {
            return doubts;
        }
        if claim.has_unknown_end() {
            doubts.end = Span {
                first: held.last.next(),
                end: Day::MAX,
            };
        }
        if let Some(attested) = claim.last_attested() {
            let first = attested.next().min(held.last.next());
            doubts.end.first = doubts.end.first.max(first);
        }
        doubts
    }

    /// Returns the doubts of a participation.
    pub(super) fn of_participation(
        operation: OperationRef<'_>,
        participation: &Participation,
    ) -> Self {
        let (start, end) = participation_bounds(operation.record(), participation);
        Self::of(start, end)
    }
}
