//! Ties that follow from shared operations.
//!
//! Many datasets record which organizations take part in which operations (or bodies, treaties, meetings), and no
//! partnerships. Two organizations that take part in one operation at the same time are tied then: the one-mode projection of
//! a two-mode network (Borgatti and Everett 1997, *Network analysis of 2-mode data*, Social Networks 19).

use std::collections::BTreeSet;

use super::knowledge_graph::Graph;
use super::partnership::PartnershipRef;
use super::ties::Ties;
use crate::model::{Dyad, Key, Operation, Partnership};

/// The maximum number of pairs of participations that are compared only to count ties.
const MAX_COMPARED: usize = 200_000;

impl Graph {
    /// Returns what ties organizations in this graph.
    pub fn ties(&self) -> Ties {
        self.ties
    }

    /// Returns the ties that queries read unless they ask for others: the partnerships if the dataset records any, in
    /// whatever coding pass, and otherwise shared operations.
    pub fn default_ties(&self) -> Ties {
        if self.dataset.readings().next().is_none() {
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
        let recorded = match ties {
            Ties::Operations => 0,
            Ties::Partnerships | Ties::Both => self.recorded,
        };
        let all = self.dataset.partnerships();
        let mut partnerships: Vec<Partnership> = all.iter().take(recorded).cloned().collect();
        if ties != Ties::Partnerships {
            let known: BTreeSet<Dyad> = all.dyads().take(recorded).collect();
            let derived = self.dyads_in_operations();
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
        graph
    }

    /// Returns the pairs of organizations that share an operation at some time.
    fn dyads_in_operations(&self) -> BTreeSet<Dyad> {
        let mut dyads = BTreeSet::new();
        for operation in self.dataset.operations().keys() {
            let ties = self.index.joint_participations_in(operation);
            dyads.extend(ties.filter_map(|joint| {
                let [a, b] = joint.participations.map(|one| one.organization);
                Dyad::new(a, b)
            }));
        }
        dyads
    }

    /// Returns `true` if the participants of some operations are too many to compare all of them only to count ties.
    pub(crate) fn has_many_participants(&self, operations: &BTreeSet<Key<Operation>>) -> bool {
        let compared = operations.iter().map(|operation| {
            let count = self.index.participations_in(*operation).len();
            count * count / 2
        });
        compared.sum::<usize>() > MAX_COMPARED
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
