//! Selections: the answers to questions.

use std::collections::{BTreeMap, BTreeSet};

use super::resolve::Query;
use super::selected::SelectedPartnership;
use crate::graph::{
    DayRange, Graph, JointParticipationRef, OperationRef, OrganizationRef, TimeFilter,
};
use crate::model::{Claim, Coding, Confidence, Key, Operation, Organization, Partnership, Role};

/// A set of partnerships, cut at a date or period and read under a coding.
///
/// Selections of one graph can be joined, cut with one another and narrowed; time and coding are
/// those of the first.
#[derive(Clone)]
pub struct Selection<'g> {
    graph: &'g Graph,
    time: TimeFilter,
    coding: Key<Coding>,
    min_confidence: Confidence,
    /// In rising order, each once.
    partnerships: Vec<Key<Partnership>>,
    /// The numbers of the spells that matched, where a period was asked for.
    matched: BTreeMap<Key<Partnership>, usize>,
    /// Whether more was asked for than a time, a coding and a confidence.
    is_narrowed: bool,
    /// Whose motives were asked for; anybody's if it is empty.
    holders: Vec<Key<Organization>>,
    /// The operations that were asked for, by themselves or by their country; all if it is `None`.
    operations: Option<Vec<Key<Operation>>>,
    /// The roles that were asked for; all if it is empty.
    roles: Vec<Key<Role>>,
}

impl<'g> Selection<'g> {
    pub(super) fn new(
        query: &Query<'g>,
        partnerships: Vec<Key<Partnership>>,
        matched: BTreeMap<Key<Partnership>, usize>,
    ) -> Self {
        Self {
            graph: query.graph,
            time: query.time,
            coding: query.coding,
            min_confidence: query.min_confidence,
            partnerships,
            matched,
            is_narrowed: query.is_narrowed(),
            holders: query.held_by.clone(),
            operations: query.named_operations(),
            roles: query.named_roles().to_vec(),
        }
    }

    /// Returns the graph that the selection belongs to.
    pub fn graph(&self) -> &'g Graph {
        self.graph
    }

    /// Returns the time at which the selection is cut.
    pub fn time(&self) -> TimeFilter {
        self.time
    }

    /// Returns the days on which phases and conditions are read: those of the time filter, or the as-of date.
    pub(crate) fn state_days(&self) -> DayRange {
        self.time.state_days(self.graph.as_of())
    }

    /// Returns the coding under which it is read.
    pub fn coding(&self) -> Key<Coding> {
        self.coding
    }

    /// Returns how sure a claim must be to be counted.
    pub(crate) fn min_confidence(&self) -> Confidence {
        self.min_confidence
    }

    /// Says whether more was asked for than a time, a coding and a confidence: organizations, phases,
    /// motives, operations and the like.
    pub fn is_narrowed(&self) -> bool {
        self.is_narrowed
    }

    /// Says whether the motives of an organization were asked for, its own or those of all.
    pub fn is_holder(&self, organization: Key<Organization>) -> bool {
        self.holders.is_empty() || self.holders.contains(&organization)
    }

    /// Says whether a part in an operation in a role is one of those that were asked for.
    pub(crate) fn participation_matches(&self, operation: Key<Operation>, role: Key<Role>) -> bool {
        let operations = self.operations.as_ref();
        operations.is_none_or(|operations| operations.contains(&operation))
            && (self.roles.is_empty() || self.roles.contains(&role))
    }

    /// Says whether a claim is as sure as was asked for.
    pub(crate) fn meets_confidence(&self, claim: &Claim) -> bool {
        claim.confidence >= self.min_confidence
    }

    /// Says whether two organizations share an operation at the time of the selection, or without one on
    /// the as-of date, and that is as sure as was asked for.
    pub(crate) fn includes_joint_participation(&self, shared: JointParticipationRef<'g>) -> bool {
        let days = self.state_days();
        shared.days().overlaps(days) && shared.confidence() >= self.min_confidence
    }

    /// Returns the number of partnerships.
    pub fn len(&self) -> usize {
        self.partnerships.len()
    }

    /// Says whether no partnership matched.
    pub fn is_empty(&self) -> bool {
        self.partnerships.is_empty()
    }

    /// Returns the keys of the partnerships, in the order of the dataset.
    pub fn keys(&self) -> &[Key<Partnership>] {
        &self.partnerships
    }

    /// Returns the partnerships as they stand, in the order of the dataset.
    pub fn iter(
        &self,
    ) -> impl DoubleEndedIterator<Item = SelectedPartnership<'g>> + ExactSizeIterator {
        self.partnerships.iter().map(|key| self.selected(*key))
    }

    /// Returns how a partnership stands at the time of the selection, whether it is part of it or not.
    pub fn selected(&self, key: Key<Partnership>) -> SelectedPartnership<'g> {
        SelectedPartnership {
            partnership: self.graph.partnership(key),
            time: self.time,
            coding: self.coding,
            min_confidence: self.min_confidence,
            matched: self.matched.get(&key).copied(),
        }
    }

    /// Returns the members of the partnerships, each once, in the order of the dataset.
    pub fn organizations(&self) -> impl Iterator<Item = OrganizationRef<'g>> {
        let dyads = self
            .iter()
            .flat_map(|selected| selected.partnership().dyad().members());
        let mut found: Vec<Key<Organization>> = dyads.collect();
        found.sort_unstable();
        found.dedup();
        let graph = self.graph;
        found.into_iter().map(move |key| graph.organization(key))
    }

    /// Returns the operations that the partnerships share at the time, each once, in the order of
    /// the dataset.
    pub fn operations(&self) -> impl Iterator<Item = OperationRef<'g>> {
        let mut found: Vec<Key<Operation>> = self
            .iter()
            .flat_map(SelectedPartnership::operations)
            .map(|operation| operation.key())
            .collect();
        found.sort_unstable();
        found.dedup();
        let graph = self.graph;
        found.into_iter().map(move |key| graph.operation(key))
    }

    /// Keeps the partnerships that another query of the same graph selects too.
    pub fn narrow(&self, query: &Query<'g>) -> Self {
        self.intersection(&query.select())
    }

    /// Returns the partnerships of either selection.
    pub fn union(&self, other: &Self) -> Self {
        let mut joined = [self.keys(), other.keys()].concat();
        joined.sort_unstable();
        joined.dedup();
        let mut union = self.with_partnerships(joined);
        for (key, spell) in &other.matched {
            union.matched.entry(*key).or_insert(*spell);
        }
        union
    }

    /// Returns the partnerships of both selections.
    pub fn intersection(&self, other: &Self) -> Self {
        self.retain(|key| other.partnerships.binary_search(&key).is_ok())
    }

    /// Returns the partnerships of this selection that are not in the other.
    pub fn difference(&self, other: &Self) -> Self {
        self.retain(|key| other.partnerships.binary_search(&key).is_err())
    }

    /// Keeps the partnerships among the organizations that one is tied to in at most so many steps, over
    /// partnerships of the selection that stand at its time; itself is no step away.
    pub fn around(&self, organization: Key<Organization>, steps: usize) -> Self {
        let tied: Vec<[Key<Organization>; 2]> = self
            .iter()
            .filter(|selected| selected.spell().is_some_and(|spell| !spell.is_absent()))
            .map(|selected| selected.partnership().dyad().members())
            .collect();
        let mut near = BTreeSet::from([organization]);
        for _ in 0..steps {
            let before = near.len();
            let reached = tied
                .iter()
                .filter(|ends| ends.iter().any(|end| near.contains(end)));
            let reached: Vec<_> = reached.flatten().copied().collect();
            near.extend(reached);
            if near.len() == before {
                break;
            }
        }
        self.retain(|key| {
            let members = self.graph.partnership(key).dyad().members();
            members.iter().all(|member| near.contains(member))
        })
    }

    fn retain(&self, keep: impl Fn(Key<Partnership>) -> bool) -> Self {
        self.with_partnerships(
            self.partnerships
                .iter()
                .copied()
                .filter(|key| keep(*key))
                .collect(),
        )
    }

    fn with_partnerships(&self, partnerships: Vec<Key<Partnership>>) -> Self {
        Self {
            partnerships,
            ..self.clone()
        }
    }
}
