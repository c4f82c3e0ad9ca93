//! The dates of a series, at which a question is asked again and again.

use super::Ties;
use super::network::first_tie;
use crate::graph::{DayRange, TimeFilter};
use crate::model::Day;
use crate::query::{Query, QueryError, TimeStep};

impl<'g> Query<'g> {
    /// Returns the dates of a series over the period asked of, in order.
    ///
    /// Where the period is open, or none is asked of, it begins with the first tie and ends on the as-of
    /// date, and none goes beyond that: of what comes after it the dataset says nothing. A question about
    /// one date has a series of that date. Without any tie there is no date.
    ///
    /// # Errors
    /// Fails with [`QueryError::TooManyDates`] if there are more than three thousand.
    pub fn series(&self, of: Ties, every: TimeStep) -> Result<Vec<Day>, QueryError> {
        let DayRange { first, last } = match self.time() {
            TimeFilter::At(day) => return Ok(vec![day]),
            TimeFilter::Always | TimeFilter::During(..) => self.time().days(),
        };
        let last = last.min(self.graph().as_of());
        let first = match first {
            Day::MIN => first_tie(self, of),
            first => Some(first),
        };
        match first.filter(|first| *first <= last) {
            Some(first) => every.dates(first, last),
            None => Ok(Vec::new()),
        }
    }
}
