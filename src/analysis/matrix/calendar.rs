//! The years in which a case is counted.

use super::case::{Case, Moment, Time};
use super::dimension::Dimension;
use super::error::MatrixError;
use super::state::{Course, State};
use crate::graph::DayRange;
use crate::model::Day;
use crate::query::Selection;

/// The maximum number of years between the first year of a case and the last year of the matrix.
const MAX_YEARS: i64 = 10_000;

/// The years of the rows or columns.
#[derive(Clone)]
pub(super) struct Calendar<'g> {
    selection: Selection<'g>,
    /// The number of years per heading; `None` if neither rows nor columns are times.
    step: Option<i32>,
    /// `true` if partnerships are also counted in years without a relation: phases and conditions have headings for
    /// that.
    counts_unrelated: bool,
    requested: DayRange,
    /// The last day that is counted: the as-of date, because the dataset does not describe later days. A request for
    /// later days only is counted as requested.
    last: Day,
    /// The first requested year, or else the year of the first spell.
    first_year: i32,
}

/// The year in which a case is counted (the first of a decade), in four bytes: a matrix has one for each case in each year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CountedYear(i32);

impl CountedYear {
    const SELECTION: Self = Self(i32::MIN);
    pub(super) const UNDATED: Self = Self(i32::MIN + 1);

    pub(super) fn of(time: Time) -> Self {
        match time {
            Time::Selection => Self::SELECTION,
            Time::Undated => Self::UNDATED,
            Time::In { year, .. } => Self(year),
        }
    }
}

/// Returns the first day of the record, if the dataset states it: nothing is claimed about earlier years.
pub(super) fn beginning(selection: &Selection<'_>) -> Option<Day> {
    let from = selection.graph().dataset().about().from?;
    from.earliest()
}

impl<'g> Calendar<'g> {
    pub(super) fn new(selection: &Selection<'g>, dimensions: [Dimension; 2]) -> Self {
        let step = match dimensions {
            [Dimension::Year, _] | [_, Dimension::Year] => Some(1),
            [Dimension::Decade, _] | [_, Dimension::Decade] => Some(10),
            _ => None,
        };
        let mut requested = selection.time().days();
        let begin = step.and_then(|_| beginning(selection));
        if let Some(begin) = begin.filter(|begin| *begin <= requested.last) {
            requested.first = requested.first.max(begin);
        }
        let as_of = selection.graph().as_of();
        // If nothing is dated, the dataset describes no day.
        let as_of = as_of.bounded().unwrap_or(Day::MIN);
        let last = as_of.max(requested.first).min(requested.last);
        let spells = selection.iter().flat_map(|selected| selected.spells());
        let starts = spells.map(|spell| spell.dated().days.first);
        let first = match requested.first {
            // Spells with an unknown start have no first year.
            Day::MIN => starts
                .filter(|day| *day != Day::MIN)
                .min()
                .unwrap_or(last)
                .min(last),
            first => first,
        };
        Self {
            selection: selection.clone(),
            step,
            counts_unrelated: dimensions.iter().any(|dimension| dimension.is_state()),
            requested,
            last,
            first_year: first.year(),
        }
    }

    /// Returns the moments at which a case is counted, in order. A partnership that never has a relation may have none.
    ///
    /// # Errors
    /// Fails if the case lasts for too many years.
    pub(super) fn moments(&self, case: &Case<'g>) -> Result<Vec<Moment<'g>>, MatrixError> {
        let Some(step) = self.step else {
            return Ok(vec![self.outside_years(case, Time::Selection)]);
        };
        let Some(days) = case.days(self.selection.graph()) else {
            let mut moments = self.partnership_moments(case)?;
            let is_related = |moment: &Moment<'_>| moment.state.is_some_and(State::is_related);
            moments.retain(|moment| self.counts_unrelated || is_related(moment));
            return Ok(moments);
        };
        // What ended before the record begins is not counted.
        let of_record = days.iter().filter(|days| days.last >= self.requested.first);
        let of_record: Vec<DayRange> = of_record.copied().collect();
        if of_record.is_empty() && !days.is_empty() {
            return Ok(Vec::new());
        }
        let days = of_record;
        let dated = days.iter().filter(|days| days.first != Day::MIN);
        let spans: Vec<(i32, i32)> = dated.map(|days| self.span(*days)).collect();
        if spans.is_empty() {
            return Ok(vec![self.outside_years(case, Time::Undated)]);
        }
        Ok(self.in_years(case, self.years(spans, step)?, step))
    }

    /// Returns the moments of a partnership in all years of the matrix, with a relation or without.
    ///
    /// # Errors
    /// Fails if there are too many years.
    pub(super) fn partnership_moments(
        &self,
        case: &Case<'g>,
    ) -> Result<Vec<Moment<'g>>, MatrixError> {
        if self.last == Day::MIN {
            return Ok(vec![self.outside_years(case, Time::Undated)]);
        }
        let step = self.step.unwrap_or(1);
        let years = self.years([(self.first_year, self.last.year())], step)?;
        Ok(self.in_years(case, years, step))
    }

    /// Returns the first and the last year of a requested period, as far as the dataset describes it; for decades,
    /// their first years. `None` if the period has no start.
    ///
    /// # Errors
    /// Fails if there are too many years.
    pub(super) fn period(&self) -> Result<Option<(i32, i32)>, MatrixError> {
        let Some(step) = self.step.filter(|_| self.requested.first != Day::MIN) else {
            return Ok(None);
        };
        let years = self.years([(self.first_year, self.last.year())], step)?;
        Ok(years.first().copied().zip(years.last().copied()))
    }

    /// Returns the last day that is counted, if the request goes beyond it.
    pub(super) fn cut(&self) -> Option<Day> {
        let is_cut = self.step.is_some() && self.last < self.requested.last;
        (is_cut && self.requested.last != Day::MAX).then_some(self.last)
    }

    /// Returns the first and the last year of some days, as far as they are requested.
    fn span(&self, days: DayRange) -> (i32, i32) {
        let first = days.first.max(self.requested.first);
        let last = days.last.min(self.last).max(first);
        (first.year(), last.year())
    }

    /// Returns the first years of all headings that the spans touch, in order.
    fn years(
        &self,
        spans: impl IntoIterator<Item = (i32, i32)>,
        step: i32,
    ) -> Result<Vec<i32>, MatrixError> {
        let mut years = Vec::new();
        for (first, last) in spans {
            let count = i64::from(self.last.year()) - i64::from(first);
            if count.abs() > MAX_YEARS {
                return Err(MatrixError::TooManyYears { first });
            }
            years.extend((first..=last).map(|year| year - year.rem_euclid(step)));
        }
        years.sort_unstable();
        years.dedup();
        Ok(years)
    }

    fn in_years(&self, case: &Case<'g>, years: Vec<i32>, step: i32) -> Vec<Moment<'g>> {
        let course = self.course(case);
        let moment = |year| self.moment_of(course.as_ref(), year, step);
        years.into_iter().map(moment).collect()
    }

    /// Returns the moment of a case in a year or decade: the last requested day of it on which its partnership exists.
    pub(super) fn in_year(&self, case: &Case<'g>, year: i32, step: i32) -> Moment<'g> {
        self.moment_of(self.course(case).as_ref(), year, step)
    }

    fn course(&self, case: &Case<'g>) -> Option<Course<'g>> {
        let coding = self.selection.coding();
        case.partnership().map(|one| Course::new(one, coding))
    }

    fn moment_of(&self, course: Option<&Course<'g>>, year: i32, step: i32) -> Moment<'g> {
        let last = Day::new(year + step - 1, 12, 31).min(self.last);
        let first = Day::new(year, 1, 1).max(self.requested.first).min(last);
        let days = DayRange { first, last };
        let found = course.map(|course| course.on_last_of(days));
        let day = found.and_then(|(_, day)| day).unwrap_or(last);
        let span = DayRange {
            first: Day::new(year, 1, 1),
            last: Day::new(year + step - 1, 12, 31),
        };
        Moment {
            time: Time::In { year, day },
            days: span
                .intersection(self.selection.time().days())
                .unwrap_or(span),
            min_confidence: self.selection.min_confidence(),
            state: found.map(|(state, _)| state),
        }
    }

    /// Returns the moment of a case that counts at a time.
    pub(super) fn moment(&self, case: &Case<'g>, year: CountedYear) -> Moment<'g> {
        match year {
            CountedYear::SELECTION => self.outside_years(case, Time::Selection),
            CountedYear::UNDATED => self.outside_years(case, Time::Undated),
            CountedYear(year) => self.in_year(case, year, self.step.unwrap_or(1)),
        }
    }

    /// Returns the moment of a case that is not counted in a year.
    pub(super) fn outside_years(&self, case: &Case<'g>, time: Time) -> Moment<'g> {
        let state = |selected| State::at_time_of(&self.selection, selected);
        Moment {
            time,
            days: self.selection.time().days(),
            min_confidence: self.selection.min_confidence(),
            state: case.partnership().map(state),
        }
    }
}
