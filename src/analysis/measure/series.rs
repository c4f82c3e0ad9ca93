//! The dates of a series.

use super::network::first_tie;
use crate::graph::Ties;
use crate::graph::{DayRange, TimeFilter};
use crate::model::Day;
use crate::query::{Query, QueryError, TimeStep};

impl<'g> Query<'g> {
    /// Returns the dates of a series over the requested period, in order.
    ///
    /// If the period is open, or none is requested, the series begins with the first tie and ends on the as-of date. It
    /// never goes beyond the as-of date, because the dataset does not describe later days. A query of one date has a
    /// series of that date. Without ties, the series is empty.
    ///
    /// # Errors
    /// Fails with [`QueryError::TooManyDates`] if there are more than three thousand dates.
    ///
    /// ```
    /// use interorg::graph::Ties;
    /// use interorg::{dataset, graph::Graph, query::Filter};
    ///
    /// let graph = Graph::new(dataset::builtin());
    /// let query = Filter { during: Some("2000..2002".parse()?), ..Filter::default() }.resolve(&graph)?;
    /// let dates = query.series(Ties::Partnerships, "1y".parse()?)?;
    /// let dates: Vec<String> = dates.iter().map(ToString::to_string).collect();
    /// assert_eq!(dates, ["2000-12-31", "2001-12-31", "2002-12-31"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn series(&self, ties: Ties, every: TimeStep) -> Result<Vec<Day>, QueryError> {
        let DayRange { first, last } = match self.time() {
            TimeFilter::At(day) => return Ok(vec![day]),
            TimeFilter::Always | TimeFilter::During(..) => self.time().days(),
        };
        let last = last.min(self.graph().as_of());
        let first = match first {
            Day::MIN => first_tie(self, ties),
            first => Some(first),
        };
        match first.filter(|first| *first <= last) {
            Some(first) => every.dates(first, last),
            None => Ok(Vec::new()),
        }
    }
}
