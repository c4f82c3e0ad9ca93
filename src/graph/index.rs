//! Indexes: what is computed once, so that queries read along arrays.

use foldhash::{HashMap, HashMapExt};

use super::dated::{DatedMotive, DatedSpell, dated_motives, dated_spells, last_common_days};
use super::day_range::DayRange;
use super::lists::Lists;
use super::participations::{DatedParticipation, JointParticipation, ParticipationIndex};
use crate::dataset::{Packed, Reader, SnapshotError, Writer, unpack_many};
use crate::model::{Coding, Dataset, Dyad, Key, Operation, Organization, Partnership};

/// The indexes of a graph.
///
/// Queries that walk over all partnerships need dates as days, and little else. Days are therefore copied out of the
/// records into dense arrays, in the order in which queries read them.
pub(crate) struct Index {
    /// The number of codings, each of which has a list in `spells` per partnership.
    codings: usize,
    spells: Lists<DatedSpell>,
    motives: Lists<DatedMotive>,
    operations: Vec<DayRange>,
    participations: ParticipationIndex,
    dyads: HashMap<Dyad, Key<Partnership>>,
    successors: Lists<Key<Organization>>,
}

impl Index {
    /// Computes the indexes, and calls `visit` with each partnership on the way.
    pub(super) fn new(dataset: &Dataset, mut visit: impl FnMut(&Partnership)) -> Self {
        let operations = dataset.operations().iter();
        let mut index = Self {
            codings: dataset.vocabularies().codings.len(),
            spells: Lists::new(),
            motives: Lists::new(),
            operations: operations
                .map(|operation| DayRange::from_bounds(operation.start.as_ref(), operation.end))
                .collect(),
            participations: ParticipationIndex::new(dataset),
            dyads: HashMap::with_capacity(dataset.partnerships().len()),
            successors: successors(dataset),
        };
        for (row, partnership) in dataset.partnerships().iter().enumerate() {
            index.add_partnership(Key::new(row), partnership, dataset);
            visit(partnership);
        }
        index
    }

    /// Packs the indexes for a snapshot.
    pub(super) fn pack(&self, to: &mut Writer) {
        self.spells.pack(to);
        self.motives.pack(to);
        self.operations.iter().for_each(|days| days.pack(to));
        self.participations.pack(to);
        self.successors.pack(to);
    }

    /// Reads the indexes of a dataset from a snapshot.
    pub(super) fn unpack(
        reader: &mut Reader<'_>,
        dataset: &Dataset,
    ) -> Result<Self, SnapshotError> {
        let codings = dataset.vocabularies().codings.len();
        let partnerships = dataset.partnerships();
        let keyed = partnerships.dyads().zip(0..);
        let dyads: HashMap<Dyad, Key<Partnership>> =
            keyed.map(|(dyad, row)| (dyad, Key::new(row))).collect();
        if dyads.len() != partnerships.len() {
            return Err(SnapshotError::DuplicateDyad);
        }
        Ok(Self {
            codings,
            spells: Lists::unpack(codings * partnerships.len(), reader)?,
            motives: Lists::unpack(partnerships.len(), reader)?,
            operations: unpack_many(dataset.operations().len(), reader)?,
            participations: ParticipationIndex::unpack(reader, dataset)?,
            dyads,
            successors: Lists::unpack(dataset.organizations().len(), reader)?,
        })
    }

    fn add_partnership(
        &mut self,
        key: Key<Partnership>,
        partnership: &Partnership,
        dataset: &Dataset,
    ) {
        let last_common_days = last_common_days(partnership, dataset);
        let codings = || dataset.vocabularies().codings.keys();
        for coding in codings() {
            let spells = partnership.spells(coding);
            self.spells
                .push(dated_spells(spells, &last_common_days, dataset));
        }
        let first_relation = codings()
            .flat_map(|coding| self.spells(key, coding))
            .filter(|spell| !spell.is_absent)
            .map(|spell| spell.days.first)
            .min();
        self.motives
            .push(dated_motives(partnership, first_relation, dataset));
        self.dyads.insert(partnership.dyad, key);
    }

    /// Returns the spells of a partnership under a coding, in order of time; the rows are those of
    /// [`Partnership::spells`]. There are none without a coding.
    pub(crate) fn spells(
        &self,
        partnership: Key<Partnership>,
        coding: impl Into<Option<Key<Coding>>>,
    ) -> &[DatedSpell] {
        coding.into().map_or(&[], |coding| {
            self.spells
                .list(partnership.index() * self.codings + coding.index())
        })
    }

    /// Returns `true` if a partnership has no spells under any coding.
    pub(super) fn has_no_spells(&self, partnership: Key<Partnership>) -> bool {
        let first = partnership.index() * self.codings;
        (first..first + self.codings).all(|row| self.spells.list(row).is_empty())
    }

    /// Returns the motives of a partnership, in the order of its record.
    pub(crate) fn motives(&self, partnership: Key<Partnership>) -> &[DatedMotive] {
        self.motives.list(partnership.index())
    }

    /// Returns the days of an operation.
    pub(crate) fn operation_days(&self, operation: Key<Operation>) -> DayRange {
        self.operations[operation.index()]
    }

    /// Returns the joint participations of the members of a partnership, in the order of the operations; the first of
    /// each pair is that of the first member.
    pub(crate) fn joint_participations(
        &self,
        partnership: Key<Partnership>,
    ) -> impl Iterator<Item = JointParticipation> + Clone {
        self.participations.of_partnership(partnership)
    }

    /// Returns the joint participations in an operation of any two organizations, each pair once.
    pub(crate) fn joint_participations_in(
        &self,
        operation: Key<Operation>,
    ) -> impl Iterator<Item = JointParticipation> {
        self.participations.pairs_in(operation)
    }

    /// Returns the joint participations of any two organizations, in the order of the operations; the first of each pair
    /// is that of `a`.
    pub(crate) fn joint_participations_between(
        &self,
        a: Key<Organization>,
        b: Key<Organization>,
    ) -> impl Iterator<Item = JointParticipation> {
        self.participations.between(a, b)
    }

    /// Returns the pairs of participations by which two organizations would share an operation, if both took part: of at
    /// least one of them this is unknown. The first of each pair is that of `a`.
    pub(crate) fn possible_participations_between(
        &self,
        a: Key<Organization>,
        b: Key<Organization>,
    ) -> impl Iterator<Item = JointParticipation> {
        self.participations.possible_between(a, b)
    }

    /// Returns the participations of an organization that make ties, in the order of the operations.
    pub(crate) fn participations_of(
        &self,
        organization: Key<Organization>,
    ) -> impl Iterator<Item = DatedParticipation> + Clone {
        self.participations.of_organization(organization)
    }

    /// Returns `true` if it is unknown of some participation whether it took place.
    pub(super) fn has_unknown(&self) -> bool {
        self.participations.has_unknown()
    }

    /// Returns all participations of an organization: first those that make ties, then the others, each in the order of
    /// the operations.
    pub(crate) fn all_participations_of(
        &self,
        organization: Key<Organization>,
    ) -> impl Iterator<Item = DatedParticipation> + Clone {
        let without_ties = self.participations.without_ties(organization);
        self.participations_of(organization).chain(without_ties)
    }

    /// Returns all participations in an operation, those that make no ties included, in the order of the
    /// dataset.
    pub(crate) fn participations_in(&self, operation: Key<Operation>) -> &[DatedParticipation] {
        self.participations.in_operation(operation)
    }

    /// Returns the number of participations in all operations.
    pub(super) fn participation_count(&self) -> usize {
        self.participations.count()
    }

    /// Returns the organizations that participate in an operation in a role that makes ties, each once, in the order of
    /// the dataset.
    pub(super) fn participants(&self, operation: Key<Operation>) -> Vec<Key<Organization>> {
        let participations = self.participations_in(operation).iter();
        let mut participants: Vec<Key<Organization>> = participations
            .filter(|participation| participation.makes_tie)
            .map(|participation| participation.organization)
            .collect();
        participants.sort_unstable();
        participants.dedup();
        participants
    }

    /// Returns the partnership of a dyad.
    pub(crate) fn partnership(&self, dyad: Dyad) -> Option<Key<Partnership>> {
        self.dyads.get(&dyad).copied()
    }

    /// Returns `true` if any organization succeeds another.
    pub(crate) fn has_successions(&self) -> bool {
        !self.successors.is_empty()
    }

    /// Returns the organizations that succeed another, in the order of the dataset.
    pub(crate) fn successors(&self, organization: Key<Organization>) -> &[Key<Organization>] {
        self.successors.list(organization.index())
    }
}

/// Lists the successors of each organization; the records name only the predecessors.
fn successors(dataset: &Dataset) -> Lists<Key<Organization>> {
    let organizations = dataset.organizations();
    let mut pairs: Vec<(Key<Organization>, Key<Organization>)> = organizations
        .entries()
        .flat_map(|(successor, record)| {
            let predecessors = record.predecessors.iter();
            predecessors.map(move |predecessor| (*predecessor, successor))
        })
        .collect();
    pairs.sort_unstable();
    Lists::from_sorted_pairs(organizations.keys(), pairs)
}
