//! Dates that do not show whether something changed between two days, because they are unknown or not precise enough.

use super::Interval;
use crate::analysis::Proportion;
use crate::graph::{Bound, OperationRef, OrganizationRef, PartnershipRef};
use crate::model::{Date, End, MotiveClaim, Operation, Organization};
use crate::query::{Query, SelectedPartnership, Selection};

/// What began or ended at an unknown time, and is therefore in no list of changes.
#[derive(Clone)]
#[non_exhaustive]
pub struct UnknownDates<'g> {
    /// The motives without dates, among all motives at the time of the query.
    pub undated_motives: Proportion,
    /// The partnerships that ended at an unknown time.
    pub partnerships_ended: Vec<PartnershipRef<'g>>,
    /// The motives that are only attested, so that they began at an unknown time.
    pub motives_begun: Vec<(PartnershipRef<'g>, &'g MotiveClaim)>,
    /// The motives that ceased at an unknown time.
    pub motives_ceased: Vec<(PartnershipRef<'g>, &'g MotiveClaim)>,
    /// The operations that began at an unknown time.
    pub operations_begun: Vec<OperationRef<'g>>,
    /// The operations that ended at an unknown time.
    pub operations_ended: Vec<OperationRef<'g>>,
    /// The organizations that were founded at an unknown time.
    pub organizations_founded: Vec<OrganizationRef<'g>>,
    /// The organizations that ended at an unknown time.
    pub organizations_ended: Vec<OrganizationRef<'g>>,
}

/// The number of dates that may be on either side of one of the two days.
///
/// The lists of changes include them: a beginning by its earliest possible day, an end by its latest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct UncertainDates {
    /// Dates of spells.
    pub phases: usize,
    /// Dates of motives.
    pub motives: usize,
    /// Dates of operations.
    pub operations: usize,
    /// Dates of milestones.
    pub milestones: usize,
}

impl<'g> UnknownDates<'g> {
    pub(super) fn of(query: &Query<'g>, selection: &Selection<'g>) -> Self {
        let ended = selection.iter().filter(|selected| {
            let last = selected.spells().next_back();
            last.is_some_and(|spell| spell.record().to == Some(End::Unknown))
        });
        let motives = || {
            selection.iter().flat_map(|selected| {
                let partnership = selected.partnership();
                selected.motives().map(move |motive| (partnership, motive))
            })
        };
        let undated =
            |(_, motive): &(_, &MotiveClaim)| motive.start().is_none() && motive.to.is_none();
        Self {
            undated_motives: Proportion {
                cases: motives().filter(undated).count(),
                total: motives().count(),
            },
            partnerships_ended: ended.map(SelectedPartnership::partnership).collect(),
            motives_begun: motives()
                .filter(|(_, motive)| motive.has_unknown_start())
                .collect(),
            motives_ceased: motives()
                .filter(|(_, motive)| motive.to == Some(End::Unknown))
                .collect(),
            operations_begun: operations(query, |record| record.start.is_none()),
            operations_ended: operations(query, |record| record.end == End::Unknown),
            organizations_founded: organizations(query, |record| record.founded.is_none()),
            organizations_ended: organizations(query, |record| record.dissolved == End::Unknown),
        }
    }
}

fn operations<'g>(query: &Query<'g>, is_unknown: fn(&Operation) -> bool) -> Vec<OperationRef<'g>> {
    let operations = query.operations();
    operations
        .filter(|operation| is_unknown(operation.record()))
        .collect()
}

fn organizations<'g>(
    query: &Query<'g>,
    is_unknown: fn(&Organization) -> bool,
) -> Vec<OrganizationRef<'g>> {
    let organizations = query.organizations();
    organizations
        .filter(|organization| is_unknown(organization.record()))
        .collect()
}

impl UncertainDates {
    pub(super) fn of(query: &Query<'_>, selection: &Selection<'_>, interval: Interval) -> Self {
        let count = |bounds: &mut dyn Iterator<Item = Bound>| {
            bounds.filter(|bound| interval.is_uncertain(*bound)).count()
        };
        let spells = selection.iter().flat_map(SelectedPartnership::spells);
        let motives = selection.iter().flat_map(SelectedPartnership::motives);
        let milestones = selection.iter().flat_map(|selected| {
            let milestones = selected.partnership().record().milestones();
            milestones.filter(move |milestone| selected.meets_confidence(&milestone.claim))
        });
        Self {
            phases: count(
                &mut spells.flat_map(|spell| bounds(Some(spell.record().from), spell.record().to)),
            ),
            motives: count(&mut motives.flat_map(|motive| {
                let start = motive.start().filter(|_| !motive.has_unknown_start());
                bounds(start, motive.to)
            })),
            operations: count(&mut query.operations().flat_map(|operation| {
                bounds(operation.record().start, Some(operation.record().end))
            })),
            milestones: count(&mut milestones.map(|milestone| Bound::Start(milestone.date))),
        }
    }
}

/// Returns the bounds with a known date.
fn bounds(start: Option<Date>, end: Option<End>) -> impl Iterator<Item = Bound> {
    let end = end.and_then(|end| end.date().copied());
    start
        .map(Bound::Start)
        .into_iter()
        .chain(end.map(Bound::End))
}
