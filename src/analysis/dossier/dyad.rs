//! The dossier of a dyad.

use crate::graph::{OrganizationRef, SpellRef};
use crate::model::{Coding, End, Key, Lesson, Milestone, MotiveClaim};
use crate::query::{SelectedPartnership, SharedOperation};

/// Everything that the dataset says about a dyad, as a selection sees it.
///
/// Phases, milestones and lessons are those of a requested period, or those up to a requested date. Motives and shared
/// operations are those at the requested time. Each list is in the order of the dataset.
///
/// ```
/// use interorg::analysis::dossier::DyadDossier;
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter { between: vec!["EU".into(), "NATO".into()], ..Filter::default() };
/// let selection = filter.resolve(&graph)?.select();
/// let dossier = DyadDossier::new(selection.iter().next().expect("the two are partners"));
/// let first = dossier.phases[0].spell;
/// assert_eq!(first.record().from.to_string(), "1993-11-01");
/// assert!(dossier.not_existing.is_empty());
/// # Ok::<(), interorg::query::QueryError>(())
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct DyadDossier<'g> {
    /// The partnership, with its state at the time of the selection.
    pub partnership: SelectedPartnership<'g>,
    /// The members that do not exist at that time.
    pub not_existing: Vec<OrganizationRef<'g>>,
    /// The spells under every coding.
    pub phases: Vec<CodedSpell<'g>>,
    /// The motives of both members.
    pub motives: Vec<&'g MotiveClaim>,
    /// The milestones.
    pub milestones: Vec<&'g Milestone>,
    /// The operations that the members share.
    pub operations: Vec<SharedOperation<'g>>,
    /// The lessons.
    pub lessons: Vec<&'g Lesson>,
}

/// A spell under a coding.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct CodedSpell<'g> {
    /// The coding.
    pub coding: Key<Coding>,
    /// The spell.
    pub spell: SpellRef<'g>,
    /// The recorded end, or else the start of the next spell.
    pub end: End,
}

impl<'g> DyadDossier<'g> {
    /// Collects the dossier of a partnership.
    pub fn new(partnership: SelectedPartnership<'g>) -> Self {
        let graph = partnership.partnership().graph();
        let codings = graph.dataset().vocabularies().codings.keys();
        let days = partnership.state_days();
        let members = partnership.partnership().members().into_iter();
        Self {
            partnership,
            not_existing: members
                .filter(|member| !member.lifetime().overlaps(days))
                .collect(),
            phases: codings
                .flat_map(|coding| course(partnership, coding))
                .collect(),
            motives: partnership.motives().collect(),
            milestones: partnership.milestones().collect(),
            operations: partnership.shared_operations(),
            lessons: partnership.lessons().collect(),
        }
    }
}

/// Returns the spells of a partnership under a coding, each with its end.
///
/// A spell ends when the next one begins, even if the confidence or the period of the selection excludes the next one:
/// the record says that the phase did not go on.
pub fn course<'g>(
    selected: SelectedPartnership<'g>,
    coding: Key<Coding>,
) -> impl Iterator<Item = CodedSpell<'g>> {
    let all: Vec<SpellRef<'g>> = selected.partnership().spells(coding).collect();
    selected.course(coding).map(move |spell| {
        let is_same = |other: &SpellRef<'_>| std::ptr::eq(other.record(), spell.record());
        let index = all.iter().position(is_same);
        let next = index.and_then(|index| all.get(index + 1));
        let next = next.map(|next| End::On(next.record().from));
        CodedSpell {
            coding,
            spell,
            end: spell.record().to.or(next).unwrap_or(End::Ongoing),
        }
    })
}
