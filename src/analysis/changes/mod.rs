//! Changes between two dates.

mod dates;
mod partnership;

pub use self::dates::{UncertainDates, UnknownDates};
pub use self::partnership::{PartnershipChange, PartnershipState};

use crate::graph::{Bound, OperationRef, OrganizationRef, PartnershipRef};
use crate::model::{Coding, Date, Day, End, Key, Milestone, MotiveClaim};
use crate::query::{Query, Selection};

/// The changes after one day and up to another.
///
/// Partnerships are in the order of the dataset, everything else is in order of time.
#[derive(Clone)]
#[non_exhaustive]
pub struct Changes<'g> {
    /// The first day, after which changes count.
    pub from: Day,
    /// The second day, up to which changes count.
    pub to: Day,
    /// The coding under which phases are read; `None` if the dataset has no codings.
    pub coding: Option<Key<Coding>>,
    /// The partnerships whose phase or condition changed, including those that changed and returned.
    pub partnerships: Vec<PartnershipChange<'g>>,
    /// The motives that began or ceased.
    pub motives: Vec<Change<(PartnershipRef<'g>, &'g MotiveClaim)>>,
    /// The operations that began or ended.
    pub operations: Vec<Change<OperationRef<'g>>>,
    /// The organizations that were founded or ended.
    pub organizations: Vec<Change<OrganizationRef<'g>>>,
    /// The milestones between the two days.
    pub milestones: Vec<(PartnershipRef<'g>, &'g Milestone)>,
    /// What began or ended at an unknown time, and so may have changed.
    pub unknown: UnknownDates<'g>,
    /// The number of dates that may be on either side of one of the two days.
    pub uncertain: UncertainDates,
}

/// The beginning or the end of something.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Change<T> {
    /// The motive, operation or organization.
    pub subject: T,
    /// Whether it begins or ends.
    pub kind: ChangeKind,
    /// The date, as precise as the dataset states it.
    pub date: Date,
    /// The day that stands for the date in comparisons: the earliest possible day of a beginning, the latest of an end.
    pub day: Day,
}

/// Whether something begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// It begins.
    Begin,
    /// It ends.
    End,
}

/// The days after the first day up to the second.
#[derive(Clone, Copy)]
struct Interval {
    from: Day,
    to: Day,
}

/// Returns what changed after one day and up to another, in what a query selects.
///
/// The time of the query should be the period between the two days: it decides which partnerships are compared. Motives
/// without dates are in no list, because it is unknown when they arose. Operations and organizations are those of
/// [`Query::operations`] and [`Query::organizations`].
///
/// ```
/// use interorg::analysis::{self, TransitionKind};
/// use interorg::model::Day;
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter { during: Some("2000..2010".parse()?), ..Filter::default() };
/// let (from, to) = (Day::new(2000, 12, 31), Day::new(2010, 12, 31));
/// let changes = analysis::changes(&filter.resolve(&graph)?, from, to);
/// assert_eq!(changes.partnerships.len(), 6);
/// let begun = changes.partnerships.iter().find(|one| one.kind == Some(TransitionKind::Begin));
/// assert!(begun.is_some_and(|one| one.before.spell().is_none()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn changes<'g>(query: &Query<'g>, from: Day, to: Day) -> Changes<'g> {
    let selection = query.select();
    let interval = Interval { from, to };
    Changes {
        from,
        to,
        coding: query.coding(),
        partnerships: selection
            .iter()
            .filter_map(|selected| PartnershipChange::of(&selection, selected, interval))
            .collect(),
        motives: motives(&selection, interval),
        operations: operations(query, interval),
        organizations: organizations(query, interval),
        milestones: milestones(query, interval),
        unknown: UnknownDates::of(query, &selection),
        uncertain: UncertainDates::of(query, &selection, interval),
    }
}

fn motives<'g>(
    selection: &Selection<'g>,
    interval: Interval,
) -> Vec<Change<(PartnershipRef<'g>, &'g MotiveClaim)>> {
    let motives = selection.iter().flat_map(|selected| {
        let partnership = selected.partnership();
        // All motives of the record: the time of the query may exclude one that ceases on the first day.
        let claims = partnership.record().motives.iter();
        let known = claims.filter(move |motive| selected.counts_motive(motive));
        known.map(move |motive| (partnership, motive))
    });
    interval.changes(motives, |(_, motive)| {
        // An attestation shows that a motive was held, not that it began.
        let began = motive.start().filter(|_| !motive.has_unknown_start());
        (began, motive.to.unwrap_or(End::Ongoing))
    })
}

fn operations<'g>(query: &Query<'g>, interval: Interval) -> Vec<Change<OperationRef<'g>>> {
    interval.changes(query.operations(), |operation| {
        (operation.record().start, operation.record().end)
    })
}

fn organizations<'g>(query: &Query<'g>, interval: Interval) -> Vec<Change<OrganizationRef<'g>>> {
    // An organization that vanished for a time began and ended several times.
    let periods = query.organizations().flat_map(|organization| {
        let record = organization.record();
        let whole = record.existence.is_empty();
        let whole = whole.then_some((organization, record.founded, record.dissolved));
        let periods = record.existence.iter();
        let periods = periods.map(move |period| {
            let end = period.to.unwrap_or(End::Ongoing);
            (organization, period.from, end)
        });
        whole.into_iter().chain(periods)
    });
    let changes = interval.changes(periods, |(_, from, to)| (*from, *to));
    let changes = changes.into_iter().map(|change| Change {
        subject: change.subject.0,
        kind: change.kind,
        date: change.date,
        day: change.day,
    });
    changes.collect()
}

/// Returns the milestones of the interval, in order of time. Unless the query filters phases or conditions, they include those
/// of partnerships without a phase.
fn milestones<'g>(
    query: &Query<'g>,
    interval: Interval,
) -> Vec<(PartnershipRef<'g>, &'g Milestone)> {
    let partnerships = query.select_with_or_without_phase();
    let milestones = partnerships.iter().flat_map(|selected| {
        let milestones = selected.partnership().record().milestones();
        milestones
            .filter(move |milestone| selected.meets_confidence(&milestone.claim))
            .map(move |milestone| (selected.partnership(), milestone))
    });
    let mut milestones: Vec<_> = milestones
        .filter(|(_, milestone)| {
            earliest_day(&milestone.date).is_some_and(|day| interval.contains(day))
        })
        .collect();
    milestones.sort_by_key(|(_, milestone)| earliest_day(&milestone.date));
    milestones
}

impl Interval {
    fn contains(self, day: Day) -> bool {
        self.from < day && day <= self.to
    }

    /// Returns `true` if a bound may be on either side of one of the two days.
    fn is_uncertain(self, bound: Bound) -> bool {
        bound.is_in_doubt(self.from) || bound.is_in_doubt(self.to)
    }

    /// Returns the beginnings and ends in the interval, in order of time. Those on one day keep the order of the subjects.
    fn changes<T: Copy>(
        self,
        subjects: impl Iterator<Item = T>,
        bounds: impl Fn(&T) -> (Option<Date>, End),
    ) -> Vec<Change<T>> {
        let changes = subjects.flat_map(|subject| {
            let (start, end) = bounds(&subject);
            let begin = start.and_then(|date| Change::new(subject, ChangeKind::Begin, date));
            let end = end
                .date()
                .and_then(|date| Change::new(subject, ChangeKind::End, *date));
            begin.into_iter().chain(end)
        });
        let mut changes: Vec<Change<T>> = changes
            .filter(|change| self.contains(change.first_day()))
            .collect();
        changes.sort_by_key(|change| change.day);
        changes
    }
}

impl<T> Change<T> {
    /// Creates a change; `None` if nothing is known of the date.
    fn new(subject: T, kind: ChangeKind, date: Date) -> Option<Self> {
        let day = match kind {
            ChangeKind::Begin => earliest_day(&date)?,
            ChangeKind::End => date.latest().or(date.earliest())?,
        };
        Some(Self {
            subject,
            kind,
            date,
            day,
        })
    }

    /// Returns the first day on which the change shows: something that ends on a day still exists on that day.
    fn first_day(&self) -> Day {
        match self.kind {
            ChangeKind::Begin => self.day,
            ChangeKind::End => self.day.next(),
        }
    }
}

/// Returns the earliest possible day of a date, or if it has none, the latest.
fn earliest_day(date: &Date) -> Option<Day> {
    date.earliest().or(date.latest())
}
