//! Ties of another kind than a query reads.

use std::collections::{BTreeSet, HashMap};

use super::resolve::Query;
use crate::graph::{Graph, JointParticipation, Ties};
use crate::model::{Dyad, Key, Operation};

/// How many pairs share operations, and have no partnership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherTies {
    /// Their number.
    Counted(usize),
    /// There are too many participants to compare all of them only to count.
    Many,
}

impl Query<'_> {
    /// Returns the pairs of organizations that match, share operations at the time of the query and have no recorded
    /// partnership, if the query does not read them; `None` if it does, or if there are none.
    ///
    /// Filters on phases, conditions, motives and codings exclude all of them, as they do where a query reads them.
    ///
    /// ```
    /// use interorg::query::{Filter, OtherTies};
    /// use interorg::{dataset, graph::Graph};
    ///
    /// let dataset = dataset::parse("\
    /// organizations: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]
    /// partnerships: [{between: [a, c]}]
    /// operations:
    ///   - {id: o, name: O, start: 2001, cite: [s], participations: [{organization: a, role: lead}, {organization: b, role: lead}]}
    /// sources: {s: {title: S}}
    /// ")?;
    /// let graph = Graph::new(dataset);
    /// let query = Filter::default().resolve(&graph)?;
    /// assert_eq!(query.other_ties(), Some(OtherTies::Counted(1)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn other_ties(&self) -> Option<OtherTies> {
        let reads_partnerships = self.graph.ties() == Ties::Partnerships;
        if !reads_partnerships || self.filters_partnerships() || self.names_coding {
            return None;
        }
        let operations = self.operations_of_members();
        if self.graph.has_many_participants(&operations) {
            return Some(OtherTies::Many);
        }
        let count = self.pairs_without_partnership(&operations);
        (count > 0).then_some(OtherTies::Counted(count))
    }

    /// Returns the operations that the query accepts, of those in which the members that it names take part.
    fn operations_of_members(&self) -> BTreeSet<Key<Operation>> {
        let index = self.graph.index();
        let operations: BTreeSet<Key<Operation>> = match self.named_members() {
            Some(members) => {
                let participations = members.iter().flat_map(|key| index.participations_of(*key));
                participations.map(|one| one.operation).collect()
            }
            None => self.graph.dataset().operations().keys().collect(),
        };
        let operations = operations.into_iter();
        operations
            .filter(|key| self.is_named_operation(*key))
            .collect()
    }

    fn pairs_without_partnership(&self, operations: &BTreeSet<Key<Operation>>) -> usize {
        let graph: &Graph = self.graph;
        let days = self.time.days();
        let mut shared: HashMap<Dyad, Vec<JointParticipation>> = HashMap::new();
        for operation in operations {
            for joint in graph.index().joint_participations_in(*operation) {
                let members = joint.participations.map(|one| one.organization);
                let is_match = self.members_match(members)
                    && joint.days.overlaps(days)
                    && self.joint_participation_matches(joint);
                let dyad = is_match
                    .then(|| Dyad::new(members[0], members[1]))
                    .flatten();
                if let Some(dyad) = dyad.filter(|dyad| !graph.records(*dyad)) {
                    shared.entry(dyad).or_default().push(joint);
                }
            }
        }
        let matching = shared.values();
        matching
            .filter(|joint| self.joint_tie_matches(joint))
            .count()
    }

    /// Returns the number of ties by shared operations that a query reads, and that it leaves out only because they have no
    /// phase, condition, motive or coding.
    pub fn ties_without_claims(&self) -> usize {
        if self.graph.ties() == Ties::Partnerships
            || !(self.filters_partnerships() || self.names_coding)
        {
            return 0;
        }
        let any = Self {
            phases: Vec::new(),
            min_phase: None,
            conditions: Vec::new(),
            motives: None,
            held_by: Vec::new(),
            names_coding: false,
            ..self.clone()
        };
        let selection = any.select();
        let derived = selection
            .iter()
            .filter(|one| one.partnership().is_derived());
        derived.count()
    }
}
