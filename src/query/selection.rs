//! Selections: the answers to queries.

use std::collections::{BTreeMap, BTreeSet};

use super::minimum::Minimum;
use super::resolve::Query;
use super::selected::SelectedPartnership;
use crate::graph::{
    DayRange, Graph, JointParticipationRef, OperationRef, OrganizationRef, TimeFilter,
};
use crate::model::{Claim, Coding, Confidence, Key, Operation, Organization, Partnership, Role};

/// A set of partnerships, seen at the time and under the coding of a query.
///
/// Selections of one graph can be joined, intersected and narrowed. The result has the query of the first one.
///
/// ```
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let select = |organization: &str| {
///     let filter = Filter { with: vec![organization.into()], ..Filter::default() };
///     Ok::<_, interorg::query::QueryError>(filter.resolve(&graph)?.select())
/// };
/// let both = select("EU")?.intersection(&select("AU")?);
/// let labels: Vec<String> = both.iter().map(|one| one.partnership().label()).collect();
/// assert_eq!(labels, ["EU–AU"]);
/// # Ok::<(), interorg::query::QueryError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Selection<'g> {
    query: Query<'g>,
    /// In rising order, each once.
    partnerships: Vec<Key<Partnership>>,
    /// The row of the spell that matched, for queries with a period. A date has at most one spell.
    matched: BTreeMap<Key<Partnership>, usize>,
}

impl<'g> Query<'g> {
    /// Returns the partnerships that match, in the order of the dataset.
    pub fn select(&self) -> Selection<'g> {
        let mut partnerships = self.candidates();
        partnerships.retain(|key| self.partnership_matches(*key));
        let matched = match self.time {
            TimeFilter::During(..) => partnerships
                .iter()
                .filter_map(|key| Some((*key, self.last_matching_spell(*key)?)))
                .collect(),
            TimeFilter::Always | TimeFilter::At(_) => BTreeMap::new(),
        };
        Selection {
            query: self.clone(),
            partnerships,
            matched,
        }
    }

    /// Returns the partnerships that match, and unless there is a filter on phases or conditions, also those that have no
    /// phase at the time of the query; in the order of the dataset.
    pub(crate) fn select_with_or_without_phase(&self) -> Selection<'g> {
        let mut selection = self.select();
        if !self.filters_spells() {
            let mut partnerships = self.candidates();
            partnerships.retain(|key| self.other_filters_match(*key));
            selection.partnerships = partnerships;
        }
        selection
    }

    /// Returns the partnerships that match on any day, for analyses of their whole course instead of a state; in the order
    /// of the dataset.
    ///
    /// A spell matches at any time within the query, under the coding that it names, or under any if it names none. A minimum
    /// confidence hides claims, but excludes no partnership.
    pub fn select_courses(&self) -> Selection<'g> {
        let mut partnerships = self.candidates();
        partnerships.retain(|key| self.course_matches(*key));
        Selection {
            query: self.clone(),
            partnerships,
            matched: BTreeMap::new(),
        }
    }
}

impl<'g> Selection<'g> {
    /// Returns the query that the selection answers; of a combined selection, that of the first one.
    pub fn query(&self) -> &Query<'g> {
        &self.query
    }

    /// Returns the graph that the selection belongs to.
    pub fn graph(&self) -> &'g Graph {
        self.query.graph
    }

    /// Returns the time at which the selection is seen.
    pub fn time(&self) -> TimeFilter {
        self.query.time
    }

    /// Returns the days on which phases and conditions are read: those of the time filter, or the as-of date.
    pub(crate) fn state_days(&self) -> DayRange {
        self.query.state_days()
    }

    /// Returns the coding under which the selection is seen; `None` if the dataset has no codings.
    pub fn coding(&self) -> Option<Key<Coding>> {
        self.query.coding
    }

    /// Returns the minimum confidence of the claims that count.
    pub(crate) fn min_confidence(&self) -> Confidence {
        self.query.min_confidence()
    }

    /// Returns `true` if the query has any filter other than time, coding and confidence.
    pub fn is_narrowed(&self) -> bool {
        self.query.is_narrowed()
    }

    /// Returns `true` if the query has any filter other than coding.
    pub fn is_restricted(&self) -> bool {
        self.is_narrowed()
            || self.time() != TimeFilter::Always
            || self.query.minimum() != Minimum::NONE
    }

    /// Returns `true` if the query accepts an organization as a holder of motives.
    pub fn is_holder(&self, organization: Key<Organization>) -> bool {
        let holders = &self.query.held_by;
        holders.is_empty() || holders.contains(&organization)
    }

    /// Returns `true` if the query accepts a participation in this operation and role.
    pub(crate) fn is_named_participation(&self, key: Key<Operation>, role: Key<Role>) -> bool {
        self.query.is_named_operation(key) && self.query.role_matches(role)
    }

    /// Returns `true` if a claim has the minimum confidence.
    pub(crate) fn meets_confidence(&self, claim: &Claim) -> bool {
        self.query.minimum.accepts(claim)
    }

    /// Returns `true` if a joint participation overlaps the time of the selection, or else the as-of date, and has the
    /// minimum confidence.
    pub(crate) fn includes_joint_participation(&self, joint: JointParticipationRef<'g>) -> bool {
        joint.days().overlaps(self.state_days()) && joint.confidence() >= self.min_confidence()
    }

    /// Returns the number of partnerships.
    pub fn len(&self) -> usize {
        self.partnerships.len()
    }

    /// Returns `true` if no partnership matches.
    pub fn is_empty(&self) -> bool {
        self.partnerships.is_empty()
    }

    /// Returns the keys of the partnerships, in the order of the dataset.
    pub fn keys(&self) -> &[Key<Partnership>] {
        &self.partnerships
    }

    /// Returns the partnerships, in the order of the dataset.
    pub fn iter(
        &self,
    ) -> impl DoubleEndedIterator<Item = SelectedPartnership<'g>> + ExactSizeIterator {
        self.partnerships.iter().map(|key| self.selected(*key))
    }

    /// Returns a partnership as it is at the time of the selection, which need not contain it.
    pub fn selected(&self, key: Key<Partnership>) -> SelectedPartnership<'g> {
        SelectedPartnership {
            partnership: self.query.graph.partnership(key),
            time: self.query.time,
            coding: self.query.coding,
            minimum: self.query.minimum,
            matched: self.matched.get(&key).copied(),
        }
    }

    /// Returns the members of the partnerships, each once, in the order of the dataset.
    pub fn organizations(&self) -> impl Iterator<Item = OrganizationRef<'g>> {
        let members = self
            .iter()
            .flat_map(|selected| selected.partnership().dyad().members());
        let members: BTreeSet<Key<Organization>> = members.collect();
        let graph = self.query.graph;
        members.into_iter().map(move |key| graph.organization(key))
    }

    /// Returns the operations that the partnerships share at the time of the selection and that match its filters, each
    /// once, in the order of the dataset.
    pub fn operations(&self) -> impl Iterator<Item = OperationRef<'g>> {
        let pairs = self
            .iter()
            .flat_map(|selected| self.joint_participations(selected));
        let keys: BTreeSet<Key<Operation>> = pairs.map(|pair| pair.operation().key()).collect();
        let graph = self.query.graph;
        keys.into_iter().map(move |key| graph.operation(key))
    }

    /// Returns the partnerships that match another query of the same graph too.
    pub fn narrow(&self, query: &Query<'g>) -> Self {
        self.intersection(&query.select())
    }

    /// Returns the partnerships of either selection.
    pub fn union(&self, other: &Self) -> Self {
        let mut partnerships = [self.keys(), other.keys()].concat();
        partnerships.sort_unstable();
        partnerships.dedup();
        let mut union = self.with_partnerships(partnerships);
        for (key, spell) in &other.matched {
            union.matched.entry(*key).or_insert(*spell);
        }
        union
    }

    /// Returns the partnerships of both selections.
    pub fn intersection(&self, other: &Self) -> Self {
        self.retain(|key| other.contains(key))
    }

    /// Returns the partnerships of this selection that are not in the other one.
    pub fn difference(&self, other: &Self) -> Self {
        self.retain(|key| !other.contains(key))
    }

    /// Returns the partnerships that have an organization as a member.
    pub fn with_member(&self, organization: Key<Organization>) -> Self {
        let graph = self.query.graph;
        self.retain(|key| graph.partnership(key).dyad().contains(organization))
    }

    /// Returns the partnerships among the organizations that can be reached from one in a maximum number of steps, itself
    /// included.
    ///
    /// A step is a partnership of the selection that is a relation at its time.
    pub fn around(&self, organization: Key<Organization>, max_steps: usize) -> Self {
        let ties: Vec<[Key<Organization>; 2]> = self
            .iter()
            .filter(|selected| selected.is_tie())
            .map(|selected| selected.partnership().dyad().members())
            .collect();
        let mut reached = BTreeSet::from([organization]);
        for _ in 0..max_steps {
            let next: Vec<Key<Organization>> = ties
                .iter()
                .filter(|members| members.iter().any(|member| reached.contains(member)))
                .flatten()
                .copied()
                .collect();
            let before = reached.len();
            reached.extend(next);
            if reached.len() == before {
                break;
            }
        }
        self.retain(|key| {
            let members = self.query.graph.partnership(key).dyad().members();
            members.iter().all(|member| reached.contains(member))
        })
    }

    /// Returns `true` if the selection has a partnership.
    pub fn contains(&self, key: Key<Partnership>) -> bool {
        self.partnerships.binary_search(&key).is_ok()
    }

    fn retain(&self, keep: impl Fn(Key<Partnership>) -> bool) -> Self {
        let keys = self.partnerships.iter().copied();
        self.with_partnerships(keys.filter(|key| keep(*key)).collect())
    }

    fn with_partnerships(&self, partnerships: Vec<Key<Partnership>>) -> Self {
        Self {
            partnerships,
            ..self.clone()
        }
    }
}
