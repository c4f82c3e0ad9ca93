//! In which years a thing is counted.

use std::collections::BTreeSet;

use super::error::MatrixError;
use super::state::State;
use super::thing::{Moment, Thing, Time};
use super::unit::Dimension;
use crate::graph::DayRange;
use crate::model::Day;
use crate::query::Selection;

/// How many years may stand side by side.
const MOST_YEARS: i64 = 10_000;

/// The years that rows or columns may stand for.
pub(super) struct Calendar<'s, 'g> {
    selection: &'s Selection<'g>,
    /// How many years stand together; `None` if neither rows nor columns are times.
    step: Option<i32>,
    /// Whether a partnership is counted in years without a relation too.
    with_absent: bool,
    asked: DayRange,
    /// The last day that is looked at: the dataset tells of none after its as-of date, unless only such
    /// are asked for.
    limit: Day,
    /// The first year that is asked for, or else the first in which one of the partnerships is read.
    first: i32,
}

impl<'s, 'g> Calendar<'s, 'g> {
    pub(super) fn new(selection: &'s Selection<'g>, dimensions: [Dimension; 2]) -> Self {
        let step = match dimensions {
            [Dimension::Year, _] | [_, Dimension::Year] => Some(1),
            [Dimension::Decade, _] | [_, Dimension::Decade] => Some(10),
            _ => None,
        };
        let asked = selection.time().days();
        let as_of = selection.graph().as_of();
        let limit = as_of.max(asked.first).min(asked.last);
        let spells = selection.iter().flat_map(|selected| {
            selected
                .spells()
                .map(|spell| spell.days().first)
                .filter(|day| *day != Day::MIN)
        });
        let first = match asked.first {
            Day::MIN => spells.min().unwrap_or(limit).min(limit),
            first => first,
        };
        Self {
            selection,
            step,
            with_absent: dimensions.iter().any(|dimension| dimension.is_state()),
            asked,
            limit,
            first: first.year(),
        }
    }

    /// Returns the moments at which a thing is counted, in order; a partnership without a relation at
    /// any of them has none.
    ///
    /// # Errors
    /// Fails if it lasts for more years than can stand side by side.
    pub(super) fn moments(&self, thing: &Thing<'g>) -> Result<Vec<Moment<'g>>, MatrixError> {
        let Some(step) = self.step else {
            return Ok(vec![self.standing_at(thing, Time::Whole)]);
        };
        let Some(stretches) = thing.days(self.selection.graph()) else {
            let mut moments = self.of_partnership(thing)?;
            let is_related = |moment: &Moment<'_>| moment.state.is_some_and(State::is_related);
            moments.retain(|moment| self.with_absent || is_related(moment));
            return Ok(moments);
        };
        let known = stretches.iter().filter(|days| days.first != Day::MIN);
        let spans: Vec<(i32, i32)> = known.map(|days| self.span(*days)).collect();
        if spans.is_empty() {
            return Ok(vec![self.standing_at(thing, Time::Undated)]);
        }
        Ok(self.in_years(thing, self.years(spans, step)?, step))
    }

    /// Returns how a partnership stands in every year that is looked at, with a relation or without.
    ///
    /// # Errors
    /// Fails if these are more years than can stand side by side.
    pub(super) fn of_partnership(&self, thing: &Thing<'g>) -> Result<Vec<Moment<'g>>, MatrixError> {
        let step = self.step.unwrap_or(1);
        let years = self.years([(self.first, self.limit.year())], step)?;
        Ok(self.in_years(thing, years, step))
    }

    /// Returns the first and the last year of a stretch of days, as far as they are asked for.
    fn span(&self, days: DayRange) -> (i32, i32) {
        let first = days.first.max(self.asked.first);
        let last = days.last.min(self.limit).max(first);
        (first.year(), last.year())
    }

    fn years(
        &self,
        spans: impl IntoIterator<Item = (i32, i32)>,
        step: i32,
    ) -> Result<BTreeSet<i32>, MatrixError> {
        let mut years = BTreeSet::new();
        for (first, last) in spans {
            let count = i64::from(self.limit.year()) - i64::from(first);
            if count.abs() > MOST_YEARS {
                return Err(MatrixError::TooManyYears { first });
            }
            years.extend((first..=last).map(|year| year - year.rem_euclid(step)));
        }
        Ok(years)
    }

    fn in_years(&self, thing: &Thing<'g>, years: BTreeSet<i32>, step: i32) -> Vec<Moment<'g>> {
        let moment = |year| self.in_year(thing, year, step);
        years.into_iter().map(moment).collect()
    }

    /// Looks at a thing in a year, on the last day that is asked for and on which its partnership exists.
    fn in_year(&self, thing: &Thing<'g>, year: i32, step: i32) -> Moment<'g> {
        let last = Day::new(year + step - 1, 12, 31).min(self.limit);
        let first = Day::new(year, 1, 1).max(self.asked.first).min(last);
        let coding = self.selection.coding();
        let days = DayRange { first, last };
        let found = thing
            .selected()
            .map(|one| State::last_of(one, coding, days));
        let day = found.and_then(|(_, day)| day).unwrap_or(last);
        Moment {
            time: Time::In { year, day },
            state: found.map(|(state, _)| state),
        }
    }

    /// Looks at a thing at a time that is no year.
    fn standing_at(&self, thing: &Thing<'g>, time: Time) -> Moment<'g> {
        let selected = thing.selected();
        Moment {
            time,
            state: selected.map(|selected| State::whole(selected, self.selection)),
        }
    }

    /// Returns the first and the last year of a period that is asked for, as far as the dataset tells of
    /// it; for decades, those in which they begin. `None` if its beginning is open.
    ///
    /// # Errors
    /// Fails if these are more years than can stand side by side.
    pub(super) fn asked(&self) -> Result<Option<(i32, i32)>, MatrixError> {
        let Some(step) = self.step.filter(|_| self.asked.first != Day::MIN) else {
            return Ok(None);
        };
        let years = self.years([(self.first, self.limit.year())], step)?;
        Ok(years.first().copied().zip(years.last().copied()))
    }

    /// Returns the last day that is looked at, if more is asked for.
    pub(super) fn cut(&self) -> Option<Day> {
        let is_cut = self.step.is_some() && self.limit < self.asked.last;
        (is_cut && self.asked.last != Day::MAX).then_some(self.limit)
    }
}
