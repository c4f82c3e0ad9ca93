//! The statements that a selected partnership rests on.

use std::collections::HashSet;

use super::selected::{SelectedPartnership, SharedOperation};
use crate::graph::{Content, Statement};
use crate::model::Participation;

impl<'g> SelectedPartnership<'g> {
    /// Returns the statements about the partnership, with at least the requested confidence, as its dossier shows them:
    /// phases under each coding, motives, motives that were not found, milestones, their series and lessons; then the statements that each shared operation rests
    /// on (see [`SharedOperation::statements`]).
    ///
    /// Phases, milestones and lessons are those of a requested period, or those up to a requested date. Motives and
    /// shared operations are those at the requested time. Each kind is in the order of the dataset.
    ///
    /// ```
    /// use interorg::graph::StatementKind;
    /// use interorg::{dataset, graph::Graph, query::Filter};
    ///
    /// let graph = Graph::new(dataset::builtin());
    /// let filter = Filter { between: vec!["UN".into(), "AU".into()], ..Filter::default() };
    /// let selection = filter.resolve(&graph)?.select();
    /// let un_au = selection.iter().next().expect("the two are partners");
    /// let milestones = un_au.statements().filter(|one| one.kind() == StatementKind::Milestone);
    /// assert_eq!(milestones.count(), un_au.milestones().count());
    /// # Ok::<(), interorg::query::QueryError>(())
    /// ```
    pub fn statements(self) -> impl Iterator<Item = Statement<'g>> {
        let codings = self
            .partnership
            .graph()
            .dataset()
            .vocabularies()
            .codings
            .keys();
        let phases = codings.flat_map(move |coding| {
            let course = self.course(coding);
            course.map(move |spell| Content::Phase(coding, spell))
        });
        let contents = phases
            .chain(self.motives().map(Content::Motive))
            .chain(self.motives_not_found().map(Content::MotiveNotFound))
            .chain(self.milestones().map(Content::Milestone))
            .chain(self.series().map(Content::Series))
            .chain(self.lessons().map(Content::Lesson));
        let shared = self.shared_operations().into_iter();
        contents
            .map(move |content| self.partnership.statement(content))
            .chain(shared.flat_map(|shared| shared.statements()))
    }
}

impl<'g> SharedOperation<'g> {
    /// Returns the statements that the sharing rests on: the operation, then the participations of each overlapping
    /// pair, each statement once.
    pub fn statements(&self) -> Vec<Statement<'g>> {
        let mut seen: HashSet<*const Participation> = HashSet::new();
        let participations = self.pairs.iter().flat_map(|pair| pair.participations());
        let participations = participations
            .filter(|participation| seen.insert(std::ptr::from_ref(*participation)))
            .map(Content::Participation);
        std::iter::once(Content::Operation(self.operation))
            .chain(participations)
            .map(|content| self.operation.statement(content))
            .collect()
    }
}
