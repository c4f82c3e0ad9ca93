//! The organizations and participations that a selection shows.

use crate::analysis::dossier::ParticipationFilter;
use crate::graph::OperationRef;
use crate::model::{Key, Organization, Participation};
use crate::query::Selection;

/// A participation that is shown, and its number within its operation, counted from 1.
pub(super) type Shown<'g> = (OperationRef<'g>, usize, &'g Participation);

/// Returns the participations that are shown, in the order of the dataset.
pub(super) fn participations<'g>(selection: &Selection<'g>) -> Vec<Shown<'g>> {
    let filter = ParticipationFilter::new(selection, |_| true);
    let operations = selection.graph().operations();
    let all = operations.flat_map(|operation| {
        let participations = operation.record().participations.iter().zip(1..);
        participations.map(move |(participation, number)| (operation, number, participation))
    });
    all.filter(|(operation, _, participation)| filter.matches(*operation, participation))
        .collect()
}

/// Returns the organizations of a selection, in the order of the dataset.
pub(super) fn organizations<'g>(
    selection: &Selection<'g>,
    participations: &[Shown<'g>],
) -> Vec<Key<Organization>> {
    if !selection.is_narrowed() {
        return selection.graph().dataset().organizations().keys().collect();
    }
    let members = selection.organizations().map(|member| member.key());
    let participants = participations
        .iter()
        .map(|(_, _, participation)| participation.organization);
    let mut keys: Vec<Key<Organization>> = members.chain(participants).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
