//! In which years a thing is counted.

use std::collections::BTreeSet;

use super::error::CrosstabError;
use super::thing::{Moment, Thing};
use super::unit::Dimension;
use crate::graph::{Days, Graph};
use crate::model::Day;
use crate::query::Selection;

/// How many years may stand side by side.
const MOST_YEARS: i64 = 10_000;

/// The years that rows or columns may stand for.
pub(super) struct Calendar<'g> {
    graph: &'g Graph,
    /// How many years stand together; `None` if neither rows nor columns are times.
    step: Option<i32>,
    /// Whether a partnership is counted in years without a relation too.
    with_absent: bool,
    asked: Days,
    /// The last day that is looked at.
    limit: Day,
    /// The first year in which one of the partnerships is read.
    first: i32,
}

impl<'g> Calendar<'g> {
    pub(super) fn new(selection: &Selection<'g>, dimensions: [Dimension; 2]) -> Self {
        let graph = selection.graph();
        let step = match dimensions {
            [Dimension::Year, _] | [_, Dimension::Year] => Some(1),
            [Dimension::Decade, _] | [_, Dimension::Decade] => Some(10),
            _ => None,
        };
        let asked = selection.when().days();
        let limit = graph.as_of().min(asked.last);
        let spells = selection.iter().flat_map(|standing| {
            standing
                .spells()
                .map(|spell| spell.window().days.first)
                .filter(|day| *day != Day::MIN)
        });
        let first = spells.min().unwrap_or(limit).max(asked.first).min(limit);
        Self {
            graph,
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
    pub(super) fn moments(&self, thing: &Thing<'_>) -> Result<Vec<Moment>, CrosstabError> {
        let Some(step) = self.step else {
            return Ok(vec![Moment::Whole]);
        };
        let Some(stretches) = thing.days(self.graph) else {
            let years = self.years([(self.first, self.limit.year())], step)?;
            let mut moments = self.at(years, step);
            let is_related = |moment: &Moment| {
                let spell = thing.spell(*moment);
                spell.is_some_and(|spell| !spell.is_absent())
            };
            moments.retain(|moment| self.with_absent || is_related(moment));
            return Ok(moments);
        };
        let known = stretches.iter().filter(|days| days.first != Day::MIN);
        let spans: Vec<(i32, i32)> = known.map(|days| self.span(*days)).collect();
        if spans.is_empty() {
            return Ok(vec![Moment::Undated]);
        }
        Ok(self.at(self.years(spans, step)?, step))
    }

    /// Returns the first and the last year of a stretch of days, as far as they are asked for.
    fn span(&self, days: Days) -> (i32, i32) {
        let first = days.first.max(self.asked.first);
        let last = days.last.min(self.limit).max(first);
        (first.year(), last.year())
    }

    fn years(
        &self,
        spans: impl IntoIterator<Item = (i32, i32)>,
        step: i32,
    ) -> Result<BTreeSet<i32>, CrosstabError> {
        let mut years = BTreeSet::new();
        for (first, last) in spans {
            let count = i64::from(self.limit.year()) - i64::from(first);
            if count.abs() > MOST_YEARS {
                return Err(CrosstabError::TooManyYears { first });
            }
            years.extend((first..=last).map(|year| year - year.rem_euclid(step)));
        }
        Ok(years)
    }

    fn at(&self, years: BTreeSet<i32>, step: i32) -> Vec<Moment> {
        let moment = |year: i32| Moment::In {
            year,
            day: Day::new(year + step - 1, 12, 31).min(self.limit),
        };
        years.into_iter().map(moment).collect()
    }

    /// Returns how many years or decades there are in which a partnership is looked at.
    pub(super) fn len(&self) -> usize {
        let step = self.step.unwrap_or(1);
        let floor = |year: i32| year - year.rem_euclid(step);
        usize::try_from((floor(self.limit.year()) - floor(self.first)) / step + 1).unwrap_or(0)
    }
}
