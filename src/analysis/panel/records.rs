//! The records of partnerships as rows: motives, milestones, lessons; and the statements of a selection.

use std::collections::HashSet;

use crate::graph::{Content, DayRange, OrganizationRef, PartnershipRef, Statement};
use crate::model::{
    Key, Lesson, Membership, Milestone, MotiveClaim, Operation, Participation, Series,
};
use crate::query::{MotiveAtTime, Query, SelectedPartnership, Selection};

/// A record of a partnership, with its place in the list of such records.
#[derive(Debug, PartialEq)]
#[non_exhaustive]
pub struct Numbered<'g, T> {
    /// The partnership.
    pub partnership: PartnershipRef<'g>,
    /// The number of the record among those of its kind in the partnership, from 1.
    pub number: usize,
    /// The record.
    pub record: &'g T,
}

impl<'g> Numbered<'g, Milestone> {
    /// Returns the series that the milestone belongs to; `None` if it belongs to none.
    pub fn series(&self) -> Option<&'g Series> {
        self.partnership.record().series.get(self.record.series?)
    }
}

/// A motive with the days on which it is held.
#[derive(Debug, PartialEq)]
#[non_exhaustive]
pub struct NumberedMotive<'g> {
    /// The motive.
    pub motive: Numbered<'g, MotiveClaim>,
    /// Whether it is unknown if the motive is held at the time of the selection.
    pub is_possible: bool,
    pub(crate) days: DayRange,
}

/// Returns the motives of a selection that are held at its time, or may be; dyad by dyad in the order of the dataset.
pub fn motives<'g>(
    selection: &Selection<'g>,
) -> impl Iterator<Item = NumberedMotive<'g>> + use<'g> {
    let rows = selection.iter().flat_map(|selected| {
        let partnership = selected.partnership();
        let days: Vec<DayRange> = partnership.motives().map(|(_, days)| days).collect();
        let shown: Vec<MotiveAtTime<'g>> = selection.motives_at_time(selected).collect();
        let claims = shown.iter().map(|one| one.claim);
        let rows = numbered(selected, &partnership.record().motives, claims);
        let rows = rows.zip(shown.iter().map(|one| one.is_possible));
        rows.map(|(motive, is_possible)| NumberedMotive {
            days: days[motive.number - 1],
            is_possible,
            motive,
        })
        .collect::<Vec<_>>()
    });
    rows.collect::<Vec<_>>().into_iter()
}

/// Returns the milestones of a selection, dyad by dyad in the order of the dataset.
///
/// ```
/// use interorg::analysis::milestones;
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter { during: Some("2003".parse()?), ..Filter::default() };
/// let selection = filter.resolve(&graph)?.select_courses();
/// assert!(milestones(&selection).any(|row| row.record.title.contains("Berlin Plus")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn milestones<'g>(
    selection: &Selection<'g>,
) -> impl Iterator<Item = Numbered<'g, Milestone>> + use<'g> {
    let rows = selection.iter().flat_map(|selected| {
        let all = selected.partnership().record().milestones();
        numbered(selected, all, selected.milestones())
    });
    rows.collect::<Vec<_>>().into_iter()
}

/// Returns the lessons of a selection, dyad by dyad in the order of the dataset.
pub fn lessons<'g>(
    selection: &Selection<'g>,
) -> impl Iterator<Item = Numbered<'g, Lesson>> + use<'g> {
    let rows = selection.iter().flat_map(|selected| {
        let all = &selected.partnership().record().lessons;
        let shown: Vec<&Lesson> = selection.lessons(selected).collect();
        numbered(selected, all, shown)
    });
    rows.collect::<Vec<_>>().into_iter()
}

/// Numbers the records that are shown. Both lists are in the order of the dataset.
fn numbered<'g, T: 'g>(
    selected: SelectedPartnership<'g>,
    all: impl IntoIterator<Item = &'g T>,
    shown: impl IntoIterator<Item = &'g T>,
) -> impl Iterator<Item = Numbered<'g, T>> {
    let mut shown = shown.into_iter().peekable();
    let partnership = selected.partnership();
    all.into_iter()
        .enumerate()
        .filter_map(move |(index, record)| {
            shown.next_if(|next| std::ptr::eq(*next, record))?;
            Some(Numbered {
                partnership,
                number: index + 1,
                record,
            })
        })
}

/// An organization that is a part or member of another one.
#[derive(Debug, PartialEq)]
#[non_exhaustive]
pub struct MembershipRow<'g> {
    /// The organization that belongs to the other one.
    pub member: OrganizationRef<'g>,
    /// What it belongs to, since when, on what evidence.
    pub membership: &'g Membership,
}

/// Returns the memberships of the organizations of a query at its time, in the order of the dataset.
pub fn memberships<'g>(query: &Query<'g>) -> Vec<MembershipRow<'g>> {
    let days = query.time().days();
    let minimum = query.minimum();
    let rows = query.organizations().flat_map(|member| {
        let memberships = member.record().memberships.iter();
        memberships.map(move |membership| MembershipRow { member, membership })
    });
    rows.filter(|row| {
        DayRange::of_membership(row.membership).overlaps(days)
            && minimum.accepts(&row.membership.claim)
    })
    .collect()
}

/// Returns the statements of a selection: those of each partnership that its filters show, then those of the shared
/// operations, each once. A selection without filters has every statement of the dataset instead (see
/// [`Graph::statements`](crate::graph::Graph::statements)).
pub fn statements<'g>(selection: &Selection<'g>) -> Vec<Statement<'g>> {
    if !selection.is_restricted() {
        return selection.graph().statements().collect();
    }
    let mut seen: HashSet<(Key<Operation>, Option<*const Participation>)> = HashSet::new();
    let statements = selection.iter().flat_map(|one| selection.statements(one));
    let (of_operations, of_partnerships): (Vec<_>, Vec<_>) =
        statements.partition(|one| operation_key(one).is_some());
    let of_operations = of_operations
        .into_iter()
        .filter(|one| operation_key(one).is_some_and(|key| seen.insert(key)));
    of_partnerships.into_iter().chain(of_operations).collect()
}

/// Returns what identifies a statement about an operation; `None` for one about something else.
fn operation_key(
    statement: &Statement<'_>,
) -> Option<(Key<Operation>, Option<*const Participation>)> {
    let operation = statement.operation()?.key();
    let participation = match statement.content() {
        Content::Participation(participation) => Some(std::ptr::from_ref(participation)),
        _ => None,
    };
    Some((operation, participation))
}
