//! Ties that follow from shared operations.
//!
//! Many datasets record which organizations take part in which operations (or bodies, treaties, meetings), and no
//! partnerships. Two organizations that take part in one operation at the same time are tied then: the one-mode projection of
//! a two-mode network (Borgatti and Everett 1997, *Network analysis of 2-mode data*, Social Networks 19).

use std::collections::BTreeSet;

use super::knowledge_graph::Graph;
use super::operation::OperationRef;
use super::participations::DatedParticipation;
use super::partnership::PartnershipRef;
use super::ties::Ties;
use crate::model::{Dyad, Key, Operation, Organization, Partnership};

/// The maximum number of pairs of participations that are compared only to count ties.
const MAX_COMPARED: usize = 200_000;
/// The number of pairs of participations that are compared for each tie that is allowed. The same pairs are in many operations.
const COMPARED_PER_TIE: usize = 64;

impl Graph {
    /// Returns what ties organizations in this graph.
    pub fn ties(&self) -> Ties {
        self.ties
    }

    /// Returns the ties that queries read unless they ask for others: the partnerships if the dataset records any, in
    /// whatever coding pass, and otherwise shared operations.
    pub fn default_ties(&self) -> Ties {
        let (first, others) = (self.dataset.partnerships(), self.dataset.other_readings());
        if first.is_empty() && others.is_empty() {
            Ties::Operations
        } else {
            Ties::Partnerships
        }
    }

    /// Returns a graph of the same dataset with other ties. Those that follow from shared operations are partnerships without
    /// phases, motives and milestones, after those that the dataset records, in the order of their members.
    ///
    /// These ties are among the partnerships of [`dataset`](Self::dataset) too, so write a dataset from the graph that it was
    /// read into.
    ///
    /// The pairs of participants of every operation are compared, so the time grows with the squares of their numbers.
    ///
    /// ```
    /// use interorg::graph::{Graph, Ties};
    /// use interorg::{dataset, query::Filter};
    ///
    /// let dataset = dataset::parse("\
    /// organizations: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
    /// operations:
    ///   - {id: o, name: O, start: 2001, cite: [s], participations: [{organization: a, role: lead}, {organization: b, role: lead}]}
    /// sources: {s: {title: S}}
    /// ")?;
    /// let graph = Graph::new(dataset).with_ties(Ties::Operations);
    /// let links = Filter::default().resolve(&graph)?.select();
    /// let tie = links.iter().next().expect("A and B share an operation");
    /// assert_eq!((tie.partnership().label(), tie.partnership().is_derived()), ("A–B".to_owned(), true));
    /// assert_eq!(tie.since().map(|since| since.to_string()).as_deref(), Some("2001"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_ties(&self, ties: Ties) -> Self {
        self.with_at_most_ties(ties, usize::MAX, None)
            .expect("there are not that many organizations")
    }

    /// Returns a graph of the same dataset [with other ties](Self::with_ties); `None` if more than `max_ties` follow from shared
    /// operations, or if many times as many pairs of participations had to be compared.
    ///
    /// With organizations, only the ties of these follow from shared operations. That is enough for questions about them.
    ///
    /// ```
    /// use interorg::dataset;
    /// use interorg::graph::{Graph, Ties};
    ///
    /// let dataset = dataset::parse("\
    /// organizations: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
    /// operations:
    ///   - id: o
    ///     name: O
    ///     start: 2001
    ///     cite: [s]
    ///     participations: [{organization: a, role: lead}, {organization: b, role: lead}, {organization: c, role: lead}]
    /// sources: {s: {title: S}}
    /// ")?;
    /// let graph = Graph::new(dataset);
    /// assert!(graph.with_at_most_ties(Ties::Operations, 3, None).is_some());
    /// assert!(graph.with_at_most_ties(Ties::Operations, 2, None).is_none());
    /// let a = graph.organization_named("A").expect("it is in the dataset").key();
    /// let of_a = graph.with_at_most_ties(Ties::Operations, 2, Some(&[a].into()));
    /// assert_eq!(of_a.map(|graph| graph.partnerships().count()), Some(2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_at_most_ties(
        &self,
        ties: Ties,
        max_ties: usize,
        of: Option<&BTreeSet<Key<Organization>>>,
    ) -> Option<Self> {
        let recorded = match ties {
            Ties::Operations => 0,
            Ties::Partnerships | Ties::Both => self.recorded,
        };
        let all = self.dataset.partnerships();
        let mut partnerships: Vec<Partnership> = all.iter().take(recorded).cloned().collect();
        if ties != Ties::Partnerships {
            let known: BTreeSet<Dyad> = all.dyads().take(recorded).collect();
            let derived = self.dyads_in_operations(max_ties, of)?;
            let derived = derived.difference(&known).copied();
            partnerships.extend(derived.map(Partnership::of_dyad));
        }
        let mut graph = Self::of_current(self.dataset.with_partnerships(partnerships));
        graph.continues(self);
        // Partnerships that are left out have dates too.
        graph.as_of = self.as_of;
        graph.ties = ties;
        graph.coder = self.coder;
        graph.recorded = recorded;
        Some(graph)
    }

    /// Returns `true` if at most `max_ties` ties follow from shared operations, all or those of some organizations (see
    /// [`with_at_most_ties`](Self::with_at_most_ties)).
    pub fn has_at_most_ties(
        &self,
        max_ties: usize,
        of: Option<&BTreeSet<Key<Organization>>>,
    ) -> bool {
        let operations = self.dataset.operations().keys();
        self.count_pairs(operations) <= max_ties || self.dyads_in_operations(max_ties, of).is_some()
    }

    /// Returns the pairs of organizations that share an operation at some time; `None` if there are too many.
    fn dyads_in_operations(
        &self,
        max_ties: usize,
        of: Option<&BTreeSet<Key<Organization>>>,
    ) -> Option<BTreeSet<Dyad>> {
        let mut dyads = BTreeSet::new();
        let mut left = max_ties.saturating_mul(COMPARED_PER_TIE);
        for operation in self.dataset.operations().keys() {
            let all = self.index.participations_in(operation);
            let all = all.iter().filter(|one| one.makes_tie);
            let all: Vec<DatedParticipation> = all.copied().collect();
            for (row, mine) in all.iter().enumerate() {
                let others = match of {
                    None => &all[row + 1..],
                    Some(of) if of.contains(&mine.organization) => &all[..],
                    Some(_) => continue,
                };
                left = left.checked_sub(others.len())?;
                let tied = others
                    .iter()
                    .filter(|theirs| mine.days.intersection(theirs.days).is_some());
                dyads.extend(
                    tied.filter_map(|theirs| Dyad::new(mine.organization, theirs.organization)),
                );
                if dyads.len() > max_ties {
                    return None;
                }
            }
        }
        Some(dyads)
    }

    /// Returns the operation with the most participations; `None` if there is no operation.
    pub fn largest_operation(&self) -> Option<OperationRef<'_>> {
        let size = |one: &OperationRef<'_>| self.index.participations_in(one.key()).len();
        self.operations().max_by_key(size)
    }

    /// Returns `true` if the participants of some operations are too many to compare all of them only to count ties.
    pub(crate) fn has_many_participants(&self, operations: &BTreeSet<Key<Operation>>) -> bool {
        self.count_pairs(operations.iter().copied()) > MAX_COMPARED
    }

    /// Returns about how many pairs of participations some operations have, and never less.
    fn count_pairs(&self, operations: impl Iterator<Item = Key<Operation>>) -> usize {
        let pairs = operations.map(|operation| {
            let count = self.index.participations_in(operation).len();
            count * count / 2
        });
        pairs.sum()
    }

    /// Returns `true` if the dataset records a partnership of two organizations.
    pub(crate) fn records(&self, dyad: Dyad) -> bool {
        let found = self.index.partnership(dyad);
        found.is_some_and(|key| key.index() < self.recorded)
    }
}

impl PartnershipRef<'_> {
    /// Returns `true` if the dataset records no such partnership, and the two are tied because they share operations.
    pub fn is_derived(self) -> bool {
        self.key().index() >= self.graph().recorded
    }

    /// Returns `true` if no coding has a phase of the partnership, so that nothing says when it began and how far it goes.
    pub fn has_no_phases(self) -> bool {
        self.graph().index().has_no_spells(self.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn participants_of_more_than_200_000_pairs_are_many() {
        for (count, are_many) in [(632, false), (633, true)] {
            let numbers = 0..count;
            let organizations = numbers
                .clone()
                .map(|n| format!("  - {{id: o{n}, name: Number {n}}}\n"));
            let participations = numbers.map(|n| format!("{{organization: o{n}, role: lead}}, "));
            let text = format!(
                "dataset: {{title: T, cite: [s]}}\nsources: {{s: {{title: S}}}}\norganizations:\n{}operations: [{{id: op, name: O, participations: [{}]}}]\n",
                organizations.collect::<String>(),
                participations.collect::<String>(),
            );
            let graph = Graph::new(crate::dataset::parse(&text).expect("the dataset is sound"));
            let operations: BTreeSet<_> = graph.operations().map(|one| one.key()).collect();
            // Half of 632 squared is 199,712, and half of 633 squared 200,344.
            assert_eq!(
                graph.has_many_participants(&operations),
                are_many,
                "{count}"
            );
        }
    }
}
