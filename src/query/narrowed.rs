//! What a selection shows of its partnerships.
//!
//! A filter on motives, operations, phases or conditions selects partnerships, and it also narrows what is shown of them:
//! of the motives the matching ones, of the operations the matching ones, and so on. Statements of the other kinds are
//! left out of dossiers and bibliographies. The state of a partnership (since when, phase, condition) is never narrowed.

use std::collections::HashSet;

use super::selected::{HeldMotive, MotiveAtTime, SelectedPartnership, SharedOperation};
use super::selection::Selection;
use crate::graph::{Content, JointParticipationRef, SpellRef, Statement, StatementKind};
use crate::model::{
    Claim, Coding, Confidence, Key, Lesson, Milestone, Motive, MotiveClaim, MotiveNotFound,
    Organization, Series, once,
};

impl<'g> Selection<'g> {
    /// Returns `true` if statements of a kind are shown. Without filters on phases, conditions, motives or operations,
    /// all are; otherwise only those of the kinds that have a filter.
    ///
    /// ```
    /// use interorg::graph::StatementKind;
    /// use interorg::{dataset, graph::Graph, query::Filter};
    ///
    /// let graph = Graph::new(dataset::builtin());
    /// let selection = Filter { countries: vec!["Somalia".into()], ..Filter::default() }.resolve(&graph)?.select();
    /// assert!(selection.shows(StatementKind::Participation) && !selection.shows(StatementKind::Motive));
    /// # Ok::<(), interorg::query::QueryError>(())
    /// ```
    pub fn shows(&self, kind: StatementKind) -> bool {
        let [phases, motives, operations] = self.statement_filters();
        if !self.narrows_statements() {
            return true;
        }
        match kind {
            StatementKind::Phase => phases,
            StatementKind::Motive | StatementKind::MotiveNotFound => motives,
            // A lesson may be one of a matching operation.
            StatementKind::Operation | StatementKind::Participation | StatementKind::Lesson => {
                operations
            }
            _ => false,
        }
    }

    /// Returns `true` if there is a filter on phases, conditions, motives or operations.
    pub(crate) fn narrows_statements(&self) -> bool {
        self.statement_filters() != [false; 3]
    }

    /// Returns whether there are filters on phases and conditions, on motives, and on operations.
    fn statement_filters(&self) -> [bool; 3] {
        let query = self.query();
        [
            query.filters_spells(),
            query.filters_motives(),
            query.filters_operations(),
        ]
    }

    /// Returns the spells of a partnership under a coding that match the filters on phases and conditions, within the
    /// period of the selection or up to its date; in order of time.
    pub fn course(
        &self,
        selected: SelectedPartnership<'g>,
        coding: Key<Coding>,
    ) -> impl Iterator<Item = SpellRef<'g>> {
        let query = self.query();
        let course = selected.course(coding);
        course.filter(|spell| !query.filters_spells() || query.state_matches(&spell.dated()))
    }

    /// Returns the motives of a partnership that match the filters on motives and holders, at the time of the selection;
    /// in the order of the dataset.
    pub fn motives(
        &self,
        selected: SelectedPartnership<'g>,
    ) -> impl Iterator<Item = &'g MotiveClaim> {
        let motives = selected.motives();
        motives.filter(|claim| self.query().is_named_motive(claim.motive, claim.holder))
    }

    /// Returns the motives of a partnership that match the filters on motives and holders and are held at the time of the
    /// selection, or of which it is unknown whether they are; in the order of the dataset.
    pub fn motives_at_time(
        &self,
        selected: SelectedPartnership<'g>,
    ) -> impl Iterator<Item = MotiveAtTime<'g>> {
        let motives = selected.motives_at_time();
        motives.filter(|one| {
            self.query()
                .is_named_motive(one.claim.motive, one.claim.holder)
        })
    }

    /// Returns the motives of a partnership that were looked for and not found, and match the filters on motives and holders;
    /// in the order of the dataset.
    pub fn motives_not_found(
        &self,
        selected: SelectedPartnership<'g>,
    ) -> impl Iterator<Item = &'g MotiveNotFound> {
        let sought = selected.motives_not_found();
        sought.filter(|sought| self.query().is_named_motive(sought.motive, sought.holder))
    }

    /// Returns the series of milestones of a partnership, if milestones are shown.
    pub fn series(&self, selected: SelectedPartnership<'g>) -> impl Iterator<Item = &'g Series> {
        let is_shown = self.shows(StatementKind::Milestone);
        selected.series().filter(move |_| is_shown)
    }

    /// Returns the motives of one side that match the filters, each once, in the order of the vocabulary.
    pub fn held_motives(
        &self,
        selected: SelectedPartnership<'g>,
        side: Key<Organization>,
    ) -> Vec<HeldMotive> {
        let claims = self.motives(selected).filter(|claim| claim.holder == side);
        selected.held(&claims.collect::<Vec<_>>())
    }

    /// Returns the motives of one side of which it is unknown whether they are held at the time of the selection, and that no
    /// other claim shows to be held; each once, in the order of the vocabulary. They match the filters.
    pub fn possible_motives(
        &self,
        selected: SelectedPartnership<'g>,
        side: Key<Organization>,
    ) -> Vec<Key<Motive>> {
        let held = self.held_motives(selected, side);
        let claims = selected.possible_motives();
        let matching = claims.filter(|claim| {
            claim.holder == side && self.query().is_named_motive(claim.motive, claim.holder)
        });
        let mut motives: Vec<Key<Motive>> = matching.map(|claim| claim.motive).collect();
        motives.retain(|motive| held.iter().all(|held| held.motive != *motive));
        motives.sort_unstable();
        motives.dedup();
        motives
    }

    /// Returns the joint participations of the members that match the filters on operations, countries and roles, at the
    /// time of the selection; in the order of the operations.
    pub fn joint_participations(
        &self,
        selected: SelectedPartnership<'g>,
    ) -> impl Iterator<Item = JointParticipationRef<'g>> {
        let pairs = selected.joint_participations();
        pairs.filter(|pair| self.query().joint_participation_matches(pair.dated()))
    }

    /// Returns the shared operations that match the filters, each with its matching joint participations; in the order of
    /// the dataset.
    pub fn shared_operations(&self, selected: SelectedPartnership<'g>) -> Vec<SharedOperation<'g>> {
        let pairs: Vec<_> = self.joint_participations(selected).collect();
        selected.by_operation(&pairs)
    }

    /// Returns the milestones of a partnership, if they are shown.
    pub fn milestones(
        &self,
        selected: SelectedPartnership<'g>,
    ) -> impl Iterator<Item = &'g Milestone> {
        let is_shown = self.shows(StatementKind::Milestone);
        selected.milestones().filter(move |_| is_shown)
    }

    /// Returns the lessons of a partnership: with filters on operations, those of matching operations; with other filters,
    /// none.
    pub fn lessons(&self, selected: SelectedPartnership<'g>) -> impl Iterator<Item = &'g Lesson> {
        let is_shown = self.shows(StatementKind::Lesson);
        let lessons = selected.lessons().filter(move |_| is_shown);
        let key = selected.partnership().key();
        lessons.filter(move |lesson| self.query().lesson_matches(key, lesson))
    }

    /// Returns the statements that are shown of a partnership, in the order of its dossier (see
    /// [`SelectedPartnership::statements`]).
    pub fn statements(
        &self,
        selected: SelectedPartnership<'g>,
    ) -> impl Iterator<Item = Statement<'g>> {
        let codings = self.graph().dataset().vocabularies().codings.keys();
        let phases = codings.flat_map(move |coding| {
            let course = self.course(selected, coding);
            course.map(move |spell| Content::Phase(coding, spell))
        });
        let partnership = selected.partnership();
        let operations = self.shared_operations(selected).into_iter();
        phases
            .chain(self.motives(selected).map(Content::Motive))
            .chain(
                self.motives_not_found(selected)
                    .map(Content::MotiveNotFound),
            )
            .chain(self.milestones(selected).map(Content::Milestone))
            .chain(self.series(selected).map(Content::Series))
            .chain(self.lessons(selected).map(Content::Lesson))
            .map(move |content| partnership.statement(content))
            .chain(operations.flat_map(|shared| shared.statements()))
            .filter(|statement| self.shows(statement.kind()))
    }

    /// Returns the claims that a row on a partnership rests on, each with what it supports: the phase, then the motives
    /// and joint participations that are shown.
    pub fn claims(
        &self,
        selected: SelectedPartnership<'g>,
    ) -> impl Iterator<Item = (&'static str, &'g Claim)> {
        let spell = selected
            .spell()
            .map(|spell| ("phase", &spell.record().claim));
        spell
            .into_iter()
            .chain(
                self.motives(selected)
                    .map(|motive| ("motive", &motive.claim)),
            )
            .chain(
                self.joint_participations(selected)
                    .flat_map(JointParticipationRef::claims),
            )
    }

    /// Returns the number of claims on the selected partnerships that are left out because of the minimum confidence, each once: one
    /// in a record of more than two organizations, or on an operation, may be about several partnerships.
    pub fn below_confidence(&self) -> usize {
        let minimum = self.min_confidence();
        if minimum == Confidence::Low {
            return 0;
        }
        let partnerships = self.iter().map(SelectedPartnership::of_any_confidence);
        let claims =
            partnerships.flat_map(|selected| selected.statements().filter_map(Statement::claim));
        let claims = claims.filter(|claim| claim.confidence < minimum);
        let claims = once(claims, |claim| Some(*claim)).map(std::ptr::from_ref);
        claims.collect::<HashSet<*const Claim>>().len()
    }

    /// Returns the number of motives of the selected partnerships that are left out because of the minimum strength.
    pub fn below_strength(&self) -> usize {
        if self.query().min_strength().is_none() {
            return 0;
        }
        let partnerships = self.iter();
        let counts = partnerships.map(|selected| {
            selected.of_any_strength().motives().count() - selected.motives().count()
        });
        counts.sum()
    }
}
