//! Observed participations of organizations in operations.

use crate::graph::{DayRange, OperationRef, participation_bounds};
use crate::model::{Confidence, Date, Day, End, Known, Missing, Participation};
use crate::query::Query;

/// A participation of an organization in an operation, as observed up to the as-of date.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct ObservedParticipation<'g> {
    /// The operation.
    pub operation: OperationRef<'g>,
    /// The participation.
    pub participation: &'g Participation,
    /// The recorded start: that of the operation if the participation has none.
    pub from: Known<Date>,
    /// The recorded end: that of the operation if the participation has none.
    pub to: End,
    /// The number of the part, from 1: across gaps in the existence of its organization, a participation has several.
    pub part: usize,
    /// The first day within the lifetime of the organization. Unknown if no start is recorded, or if the dates
    /// contradict those of the operation or the organization.
    pub start: Known<Day>,
    /// The last day within the lifetime of the organization, or the as-of date if the participation goes on.
    /// Unknown if it ended on an unknown day, or if the dates contradict those of the operation or the
    /// organization.
    pub stop: Known<Day>,
    /// Whether the participation goes on at the as-of date, so that its end was not observed.
    pub is_censored: bool,
    /// The confidence of the participation or of its operation, whichever is lower.
    pub confidence: Confidence,
    /// The number of citations of the participation, or of its operation if it has none.
    pub citations: usize,
}

/// Returns the participations of a query, operation by operation in the order of the dataset (see
/// [`Query::participations`]). One across gaps in the existence of its organization is returned once per period of existence,
/// if that is within the time of the query.
///
/// ```
/// use interorg::analysis::participations;
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter { with: vec!["AU".to_owned()], ..Filter::default() };
/// let query = filter.resolve(&graph)?;
/// assert!(participations(&query).any(|row| row.is_censored));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn participations<'g>(
    query: &Query<'g>,
) -> impl Iterator<Item = ObservedParticipation<'g>> + use<'g> {
    let participations: Vec<_> = query.participations().collect();
    let time = query.time();
    participations
        .into_iter()
        .flat_map(move |(operation, participation)| {
            let parts = ObservedParticipation::parts(operation, participation);
            let parts = parts
                .into_iter()
                .filter(move |(days, _)| time.includes(days.as_slice()));
            parts.map(|(_, part)| part)
        })
}

impl<'g> ObservedParticipation<'g> {
    /// Returns the parts of a participation in order of time, each with its days. One whose dates contradict those of the
    /// operation or the organization is a single part without days.
    pub(crate) fn parts(
        operation: OperationRef<'g>,
        participation: &'g Participation,
    ) -> Vec<(Option<DayRange>, Self)> {
        let days = operation.participation_days(participation);
        if days.is_empty() {
            return vec![(None, Self::new(operation, participation, None))];
        }
        let last = days.len() - 1;
        let parts = days.into_iter().enumerate();
        let parts = parts.map(|(row, days)| {
            let mut part = Self::new(operation, participation, Some(days));
            part.part = row + 1;
            if row < last {
                // The organization ceased to exist, whenever the participation ended.
                part.stop = days.last.bounded().ok_or(Missing::Unknown);
                part.is_censored = false;
            }
            (Some(days), part)
        });
        parts.collect()
    }

    fn new(
        operation: OperationRef<'g>,
        participation: &'g Participation,
        days: Option<DayRange>,
    ) -> Self {
        let as_of = operation.graph().as_of();
        let (from, to) = participation_bounds(operation.record(), participation);
        let days = days.ok_or(Missing::Unknown);
        let has_unknown_end = to == End::Unknown;
        let (own, inherited) = (&participation.claim, &operation.record().claim);
        let citations = if own.citations.is_empty() {
            &inherited.citations
        } else {
            &own.citations
        };
        Self {
            operation,
            participation,
            from: from.copied().ok_or(Missing::Unknown),
            to,
            part: 1,
            start: days.and_then(|days| days.first.bounded().ok_or(Missing::Unknown)),
            stop: days
                .ok()
                .filter(|_| !has_unknown_end)
                .and_then(|days| days.last.min(as_of).bounded())
                .ok_or(Missing::Unknown),
            is_censored: !has_unknown_end && days.is_ok_and(|days| days.last > as_of),
            confidence: own.confidence.min(inherited.confidence),
            citations: citations.len(),
        }
    }
}
