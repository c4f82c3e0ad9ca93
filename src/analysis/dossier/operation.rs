//! The dossier of an operation, and the participations that a selection shows.

use std::collections::HashSet;

use crate::graph::{JointParticipationRef, OperationRef};
use crate::model::Participation;
use crate::query::{SelectedPartnership, Selection};

/// Everything that the dataset says about an operation, as a selection sees it.
///
/// ```
/// use interorg::analysis::dossier::OperationDossier;
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter { between: vec!["EU".into(), "AU".into()], ..Filter::default() };
/// let selection = filter.resolve(&graph)?.select();
/// let amisom = graph.operation_named("amisom").expect("it is in the dataset");
/// let dossier = OperationDossier::new(&selection, amisom);
/// let labels = dossier.participations.iter().map(|one| graph.organization(one.organization).label());
/// assert!(labels.into_iter().all(|label| ["EU", "AU"].contains(&label)));
/// # Ok::<(), interorg::query::QueryError>(())
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct OperationDossier<'g> {
    /// The operation.
    pub operation: OperationRef<'g>,
    /// The participations at the time of the selection, in the order of the dataset. A narrowed selection has only those
    /// by which the members of a selected partnership share the operation.
    pub participations: Vec<&'g Participation>,
}

impl<'g> OperationDossier<'g> {
    /// Collects the dossier of an operation.
    pub fn new(selection: &Selection<'g>, operation: OperationRef<'g>) -> Self {
        let filter = ParticipationFilter::new(selection, |_| true);
        let participations = operation.record().participations.iter();
        Self {
            operation,
            participations: participations
                .filter(|participation| filter.matches(operation, participation))
                .collect(),
        }
    }
}

/// The participations that dossiers show.
///
/// A selection that is not narrowed shows every participation at its time. A narrowed one is about partnerships, and
/// shows the participations by which their members share operations, as far as they have a requested role.
pub(in crate::analysis) struct ParticipationFilter<'g> {
    selection: Selection<'g>,
    /// The shared participations, by address; `None` if the selection is not narrowed.
    shared: Option<HashSet<*const Participation>>,
}

impl<'g> ParticipationFilter<'g> {
    /// Creates the filter for the selected partnerships that fulfil a condition.
    pub(in crate::analysis) fn new(
        selection: &Selection<'g>,
        is_relevant: impl Fn(SelectedPartnership<'g>) -> bool,
    ) -> Self {
        let partnerships = selection.iter().filter(|selected| is_relevant(*selected));
        let shared = partnerships
            .flat_map(SelectedPartnership::joint_participations)
            .flat_map(JointParticipationRef::participations);
        Self {
            selection: selection.clone(),
            shared: selection
                .is_narrowed()
                .then(|| shared.map(std::ptr::from_ref).collect()),
        }
    }

    /// Returns `true` if dossiers show the participation.
    pub(in crate::analysis) fn matches(
        &self,
        operation: OperationRef<'g>,
        participation: &'g Participation,
    ) -> bool {
        let selection = &self.selection;
        match &self.shared {
            Some(shared) => {
                let is_shared = shared.contains(&std::ptr::from_ref(participation));
                is_shared && selection.is_named_participation(operation.key(), participation.role)
            }
            None => {
                let days = operation.participation_days(participation);
                selection.meets_confidence(&participation.claim) && selection.time().includes(&days)
            }
        }
    }
}
