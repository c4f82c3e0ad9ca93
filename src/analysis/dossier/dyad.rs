//! The dossier of a dyad.

use crate::graph::{OrganizationRef, SpellRef, Statement, StatementKind};
use crate::model::{Coding, End, Key, Lesson, Milestone, MotiveNotFound, Series};
use crate::query::{MotiveAtTime, SelectedPartnership, Selection, SharedOperation};

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
/// let dossier = DyadDossier::new(&selection, selection.iter().next().expect("the two are partners"));
/// let first = dossier.phases[0].spell;
/// assert_eq!(first.record().from.to_string(), "1958-01-01");
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
    /// The motives of both members that are held at the time, or may be.
    pub motives: Vec<MotiveAtTime<'g>>,
    /// The motives that were looked for and not found.
    pub motives_not_found: Vec<&'g MotiveNotFound>,
    /// The milestones.
    pub milestones: Vec<&'g Milestone>,
    /// The series that milestones belong to.
    pub series: Vec<&'g Series>,
    /// The operations that the members share.
    pub operations: Vec<SharedOperation<'g>>,
    /// The lessons.
    pub lessons: Vec<&'g Lesson>,
    /// The kinds of statements that the filters leave out, with the numbers of those left out.
    pub left_out: Vec<(StatementKind, usize)>,
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
    /// Collects the dossier of a partnership, narrowed by the filters of a selection (see [`Selection::shows`]).
    pub fn new(selection: &Selection<'g>, partnership: SelectedPartnership<'g>) -> Self {
        let graph = partnership.partnership().graph();
        let codings = graph.dataset().vocabularies().codings.keys();
        let days = partnership.state_days();
        let members = partnership.partnership().members().into_iter();
        Self {
            partnership,
            not_existing: members
                .filter(|member| !member.exists_during(days))
                .collect(),
            phases: codings
                .filter(|_| selection.shows(StatementKind::Phase))
                .flat_map(|coding| course(selection, partnership, coding))
                .collect(),
            motives: selection
                .motives_at_time(partnership)
                .filter(|_| selection.shows(StatementKind::Motive))
                .collect(),
            motives_not_found: selection
                .motives_not_found(partnership)
                .filter(|_| selection.shows(StatementKind::MotiveNotFound))
                .collect(),
            milestones: selection.milestones(partnership).collect(),
            series: selection.series(partnership).collect(),
            operations: if selection.shows(StatementKind::Operation) {
                selection.shared_operations(partnership)
            } else {
                Vec::new()
            },
            lessons: selection.lessons(partnership).collect(),
            left_out: left_out(selection, partnership),
        }
    }
}

/// Returns how many statements of each kind the filters leave out, in the order of the dossier.
fn left_out<'g>(
    selection: &Selection<'g>,
    partnership: SelectedPartnership<'g>,
) -> Vec<(StatementKind, usize)> {
    if !selection.narrows_statements() {
        return Vec::new();
    }
    let kinds = [
        StatementKind::Phase,
        StatementKind::Motive,
        StatementKind::MotiveNotFound,
        StatementKind::Milestone,
        StatementKind::Series,
        StatementKind::Operation,
        StatementKind::Lesson,
    ];
    let count = |statements: &mut dyn Iterator<Item = Statement<'g>>, kind| {
        statements
            .filter(|statement| statement.kind() == kind)
            .count()
    };
    let left_out = kinds.into_iter().map(|kind| {
        let all = count(&mut partnership.statements(), kind);
        (
            kind,
            all - count(&mut selection.statements(partnership), kind),
        )
    });
    left_out.filter(|(_, count)| *count > 0).collect()
}

/// Returns the spells of a partnership under a coding that match the filters of a selection, each with its end.
///
/// A spell ends when the next one begins, even if the confidence or the period of the selection excludes the next one:
/// the record says that the phase did not go on.
pub fn course<'g>(
    selection: &Selection<'g>,
    selected: SelectedPartnership<'g>,
    coding: Key<Coding>,
) -> impl Iterator<Item = CodedSpell<'g>> {
    let all: Vec<SpellRef<'g>> = selected.partnership().spells(coding).collect();
    selection.course(selected, coding).map(move |spell| {
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
