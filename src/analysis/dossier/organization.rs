//! The dossier of an organization.

use std::collections::HashSet;

use super::operation::ParticipationFilter;
use crate::analysis::partner::{Partner, partners};
use crate::graph::{DayRange, OperationRef, OrganizationRef, SpellRef, participation_bounds};
use crate::model::{Coding, Date, End, Key, Membership, Organization, Participation};
use crate::query::{SelectedPartnership, Selection};

/// Everything that the dataset says about an organization, as a selection sees it.
///
/// ```
/// use interorg::analysis::dossier::OrganizationDossier;
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let selection = Filter::default().resolve(&graph)?.select();
/// let oau = graph.organization_named("OAU").expect("it is in the dataset");
/// let dossier = OrganizationDossier::new(&selection, oau);
/// // The OAU has no partnership of its own: the dataset records those of its successor, the AU.
/// assert!(dossier.partners.is_empty() && !dossier.lived_through.is_empty());
/// # Ok::<(), interorg::query::QueryError>(())
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct OrganizationDossier<'g> {
    /// The organization.
    pub organization: OrganizationRef<'g>,
    /// What it is a part or a member of at the time of the selection, in the order of the dataset.
    pub memberships: Vec<&'g Membership>,
    /// Its parts and members at the time of the selection, in the order of the dataset.
    pub members: Vec<(OrganizationRef<'g>, &'g Membership)>,
    /// The selected partners, in the order of [`crate::analysis::partners`].
    pub partners: Vec<Partner<'g>>,
    /// The phases of its successors' partnerships that the organization lived through, in the order of the dataset.
    pub lived_through: Vec<PhaseLivedThrough<'g>>,
    /// The participations in operations at the time of the selection, in the order of the dataset. A narrowed selection
    /// has only those that the organization shares with the selected partners.
    pub participations: Vec<OrganizationParticipation<'g>>,
}

/// A phase of a successor's partnership that an organization lived through.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct PhaseLivedThrough<'g> {
    /// The partnership of the successor.
    pub partnership: SelectedPartnership<'g>,
    /// The coding.
    pub coding: Key<Coding>,
    /// The spell.
    pub spell: SpellRef<'g>,
}

/// A participation of an organization, with its dates.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct OrganizationParticipation<'g> {
    /// The operation.
    pub operation: OperationRef<'g>,
    /// The participation.
    pub participation: &'g Participation,
    /// The recorded start, or else that of the operation.
    pub start: Option<Date>,
    /// The recorded end, or else that of the operation or of the organization.
    pub end: End,
}

impl<'g> OrganizationDossier<'g> {
    /// Collects the dossier of an organization.
    pub fn new(selection: &Selection<'g>, organization: OrganizationRef<'g>) -> Self {
        let filter = ParticipationFilter::new(selection, |selected| {
            let dyad = selected.partnership().dyad();
            dyad.contains(organization.key())
        });
        let participations = organization
            .participations()
            .filter(|(operation, participation)| filter.matches(*operation, participation));
        let days = selection.time().days();
        let holds = |membership: &Membership| {
            DayRange::of_membership(membership).overlaps(days)
                && selection.meets_confidence(&membership.claim)
        };
        let memberships = organization.record().memberships.iter();
        let members = organization.members();
        Self {
            organization,
            memberships: memberships.filter(|one| holds(one)).collect(),
            members: members.filter(|(_, one)| holds(one)).collect(),
            partners: partners(selection, organization),
            lived_through: lived_through(selection, organization),
            participations: participations
                .map(|(operation, participation)| dated(organization, operation, participation))
                .collect(),
        }
    }
}

fn lived_through<'g>(
    selection: &Selection<'g>,
    organization: OrganizationRef<'g>,
) -> Vec<PhaseLivedThrough<'g>> {
    let codings = || selection.graph().dataset().vocabularies().codings.keys();
    // Only those of its successors have such phases, so that no other record is read.
    let successors = organization.all_successors().into_iter();
    let successors: HashSet<Key<Organization>> = successors.map(OrganizationRef::key).collect();
    let of_successors = selection.iter().filter(|one| {
        let members = one.partnership().dyad().members();
        members.iter().any(|member| successors.contains(member))
    });
    let phases = of_successors.flat_map(|partnership| {
        codings().flat_map(move |coding| {
            let course = partnership.course(coding);
            course.map(move |spell| PhaseLivedThrough {
                partnership,
                coding,
                spell,
            })
        })
    });
    phases
        .filter(|phase| phase.spell.record().through.contains(&organization.key()))
        .collect()
}

fn dated<'g>(
    organization: OrganizationRef<'g>,
    operation: OperationRef<'g>,
    participation: &'g Participation,
) -> OrganizationParticipation<'g> {
    let (start, end) = participation_bounds(operation.record(), participation);
    let record = organization.record();
    let (founded, dissolved) = (record.founded, record.dissolved);
    // No participation begins before its organization, or outlives it.
    let founded =
        founded.filter(|founded| start.is_some_and(|start| start.is_certainly_before(founded)));
    let outlives = match (end, dissolved) {
        (End::Ongoing, _) => true,
        (End::On(end), End::On(dissolved)) => dissolved.is_certainly_before(&end),
        _ => false,
    };
    OrganizationParticipation {
        operation,
        participation,
        start: founded.or(start.copied()),
        end: if outlives { dissolved } else { end },
    }
}
