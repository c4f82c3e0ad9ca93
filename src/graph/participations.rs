//! Participations with their days, and the operations that two organizations share.
//!
//! Two organizations share an operation while a participation of the one overlaps a participation of the other. A
//! participation lasts only while its organization exists; one across a gap in its existence is listed once per period.
//! Participations in a role that makes no tie, such as an adverse one, are listed all the same.

use std::rc::Rc;

use super::day_range::DayRange;
use super::lists::Lists;
use crate::dataset::{Reader, SnapshotError, Writer, packed_records};
use crate::model::{
    Confidence, Dataset, Key, Operation, Organization, Participation, Partnership, Role,
};

/// The participation of an organization in an operation, with its days.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DatedParticipation {
    pub(crate) operation: Key<Operation>,
    pub(crate) organization: Key<Organization>,
    pub(crate) role: Key<Role>,
    /// The position of the participation in the record of the operation.
    row: u32,
    pub(crate) days: DayRange,
    /// The lower of the confidences of the participation and of its operation.
    pub(crate) confidence: Confidence,
    /// Whether the participation makes ties to the other organizations.
    pub(crate) makes_tie: bool,
    /// Whether it is unknown if the organization took part. It would make ties if its role does.
    pub(crate) is_unknown: bool,
}

/// Two participations in one operation that overlap, one of each of two organizations.
#[derive(Debug, Clone, Copy)]
pub(crate) struct JointParticipation {
    pub(crate) participations: [DatedParticipation; 2],
    /// The days on which both participate.
    pub(crate) days: DayRange,
}

/// The participations of all operations, by operation, by organization and by partnership.
///
/// Participations are numbered operation by operation, so that lists of rising numbers are in the order of the
/// operations.
pub(super) struct ParticipationIndex {
    by_operation: Lists<DatedParticipation>,
    /// The numbers of the participations that make ties, in rising order.
    by_organization: Lists<u32>,
    /// The numbers of the other participations, in rising order.
    without_ties: Lists<u32>,
    /// The numbers of those that would make ties if the organization took part, which is unknown; in rising order.
    unknown: Lists<u32>,
    /// The numbers of the joint participations of the two members.
    by_partnership: Lists<[u32; 2]>,
}

impl DatedParticipation {
    /// Returns the record of the participation.
    pub(crate) fn record(self, dataset: &Dataset) -> &Participation {
        &dataset.operations()[self.operation].participations[self.row as usize]
    }
}

packed_records! {
    DatedParticipation { operation, organization, role, row, days, confidence, makes_tie, is_unknown }
}

impl JointParticipation {
    /// Creates the pair of two participations in one operation; `None` if they do not overlap.
    pub(crate) fn of(mine: DatedParticipation, theirs: DatedParticipation) -> Option<Self> {
        Some(Self {
            days: mine.days.intersection(theirs.days)?,
            participations: [mine, theirs],
        })
    }

    /// Returns the operation.
    pub(crate) fn operation(self) -> Key<Operation> {
        self.participations[0].operation
    }

    /// Returns the lower confidence of the two.
    pub(crate) fn confidence(self) -> Confidence {
        let [mine, theirs] = self.participations;
        mine.confidence.min(theirs.confidence)
    }
}

impl ParticipationIndex {
    pub(super) fn new(dataset: &Dataset) -> Self {
        let by_operation = by_operation(dataset);
        let mut index = Self {
            by_organization: by_organization(&by_operation, dataset, |one| one.makes_tie),
            without_ties: by_organization(&by_operation, dataset, |one| !one.makes_tie),
            unknown: by_organization(&by_operation, dataset, |one| {
                one.is_unknown && dataset.vocabularies().roles[one.role].ties
            }),
            by_operation,
            by_partnership: Lists::new(),
        };
        for dyad in dataset.partnerships().dyads() {
            let [a, b] = dyad.members();
            let pairs: Vec<[u32; 2]> = index.joint_pairs(a, b).collect();
            index.by_partnership.push(pairs);
        }
        index
    }

    /// Packs the lists for a snapshot.
    pub(super) fn pack(&self, to: &mut Writer) {
        self.by_operation.pack(to);
        for numbers in [&self.by_organization, &self.without_ties, &self.unknown] {
            numbers.pack(to);
        }
        self.by_partnership.pack(to);
    }

    /// Reads the lists of a dataset from a snapshot.
    pub(super) fn unpack(
        reader: &mut Reader<'_>,
        dataset: &Dataset,
    ) -> Result<Self, SnapshotError> {
        let organizations = dataset.organizations().len();
        let index = Self {
            by_operation: Lists::unpack(dataset.operations().len(), reader)?,
            by_organization: Lists::unpack(organizations, reader)?,
            without_ties: Lists::unpack(organizations, reader)?,
            unknown: Lists::unpack(organizations, reader)?,
            by_partnership: Lists::unpack(dataset.partnerships().len(), reader)?,
        };
        if index.is_sound(dataset) {
            Ok(index)
        } else {
            let expected = "the number of a participation";
            Err(SnapshotError::InvalidValue { expected })
        }
    }

    /// Returns `true` if every number leads to a participation, and every participation to its record.
    fn is_sound(&self, dataset: &Dataset) -> bool {
        let all = self.by_operation.items();
        let numbers = [&self.by_organization, &self.without_ties, &self.unknown];
        let numbers = numbers.into_iter().flat_map(Lists::items);
        let mut numbers = numbers.chain(self.by_partnership.items().as_flattened());
        numbers.all(|number| (*number as usize) < all.len())
            && all.iter().all(|one| {
                let records = &dataset.operations()[one.operation].participations;
                (one.row as usize) < records.len()
            })
    }

    /// Returns the number of all participations.
    pub(super) fn count(&self) -> usize {
        self.by_operation.items().len()
    }

    pub(super) fn has_unknown(&self) -> bool {
        self.by_operation.items().iter().any(|one| one.is_unknown)
    }

    /// Returns all participations in an operation, in the order of the dataset.
    pub(super) fn in_operation(&self, operation: Key<Operation>) -> &[DatedParticipation] {
        self.by_operation.list(operation.index())
    }

    /// Returns the participations of an organization that make ties, in the order of the operations.
    pub(super) fn of_organization(
        &self,
        organization: Key<Organization>,
    ) -> impl Iterator<Item = DatedParticipation> + Clone {
        let numbers = self.by_organization.list(organization.index()).iter();
        numbers.map(|number| self.numbered(*number))
    }

    /// Returns the participations of an organization that make no ties, in the order of the operations.
    pub(super) fn without_ties(
        &self,
        organization: Key<Organization>,
    ) -> impl Iterator<Item = DatedParticipation> + Clone {
        let numbers = self.without_ties.list(organization.index()).iter();
        numbers.map(|number| self.numbered(*number))
    }

    /// Returns the joint participations of the members of a partnership, in the order of the operations.
    pub(super) fn of_partnership(
        &self,
        partnership: Key<Partnership>,
    ) -> impl Iterator<Item = JointParticipation> + Clone {
        let pairs = self.by_partnership.list(partnership.index()).iter();
        pairs.filter_map(|pair| self.joint(*pair))
    }

    /// Returns the joint participations of two organizations, in the order of the operations.
    pub(super) fn between(
        &self,
        a: Key<Organization>,
        b: Key<Organization>,
    ) -> impl Iterator<Item = JointParticipation> {
        self.joint_pairs(a, b).filter_map(|pair| self.joint(pair))
    }

    /// Returns the joint participations in an operation of any two organizations; the first of each pair is the first in the
    /// record.
    pub(super) fn pairs_in(
        &self,
        operation: Key<Operation>,
    ) -> impl Iterator<Item = JointParticipation> {
        let all = self.in_operation(operation);
        let all = all.iter().filter(|one| one.makes_tie);
        let all: Rc<[DatedParticipation]> = all.copied().collect();
        (0..all.len()).flat_map(move |row| {
            let (mine, all) = (all[row], all.clone());
            let others = (row + 1..all.len()).map(move |other| all[other]);
            let others = others.filter(move |one| one.organization != mine.organization);
            others.filter_map(move |theirs| JointParticipation::of(mine, theirs))
        })
    }

    /// Returns the pairs of participations by which two organizations would share an operation, if both took part: of at
    /// least one of them this is unknown. They are in the order of the operations within each of three parts: unknown for
    /// `a`, for `b`, for both.
    pub(super) fn possible_between(
        &self,
        a: Key<Organization>,
        b: Key<Organization>,
    ) -> impl Iterator<Item = JointParticipation> {
        let known = |one: Key<Organization>| self.by_organization.list(one.index());
        let unknown = |one: Key<Organization>| self.unknown.list(one.index());
        let lists = [
            (unknown(a), known(b)),
            (known(a), unknown(b)),
            (unknown(a), unknown(b)),
        ];
        let pairs = lists
            .into_iter()
            .filter(|(own, others)| !own.is_empty() && !others.is_empty())
            .flat_map(|(own, others)| self.pairs_of(own, others));
        pairs.filter_map(|pair| self.joint(pair))
    }

    fn numbered(&self, number: u32) -> DatedParticipation {
        self.by_operation.items()[number as usize]
    }

    fn joint(&self, [mine, theirs]: [u32; 2]) -> Option<JointParticipation> {
        JointParticipation::of(self.numbered(mine), self.numbered(theirs))
    }

    /// Returns the numbers of the joint participations of two organizations, in the order of the operations.
    ///
    /// Both lists are in the order of the operations. The search walks along the shorter list and skips ahead in the
    /// longer one, so it takes O(s log l) steps for lists of s and l participations. A plain merge would walk along the
    /// longer list too, and an organization with thousands of participations would pay for all of them once per partner.
    fn joint_pairs(
        &self,
        a: Key<Organization>,
        b: Key<Organization>,
    ) -> impl Iterator<Item = [u32; 2]> {
        let own = self.by_organization.list(a.index());
        let others = self.by_organization.list(b.index());
        self.pairs_of(own, others)
    }

    /// Returns the pairs of a number of each of two lists whose participations overlap in one operation.
    fn pairs_of<'p>(
        &'p self,
        own: &'p [u32],
        others: &'p [u32],
    ) -> impl Iterator<Item = [u32; 2]> + use<'p> {
        let is_swapped = own.len() > others.len();
        let (short, mut long) = if is_swapped {
            (others, own)
        } else {
            (own, others)
        };
        let operation_of = |number: u32| self.numbered(number).operation;
        let is_same = move |one: &u32, other: &u32| operation_of(*one) == operation_of(*other);
        let pairs = short.chunk_by(is_same).flat_map(move |run| {
            let operation = operation_of(run[0]);
            // The operations of the short list rise too, so what is skipped is never needed again.
            long = skip_while(long, |other| operation_of(other) < operation);
            let same_operation = long.iter();
            let same_operation =
                same_operation.take_while(|other| operation_of(**other) == operation);
            let same_operation = &long[..same_operation.count()];
            // The pairs of an operation are in the order of the first organization, whichever list is the shorter one: other
            // operations must not change the order of evidence.
            let (own, others) = if is_swapped {
                (same_operation, run)
            } else {
                (run, same_operation)
            };
            own.iter()
                .flat_map(move |mine| others.iter().map(move |theirs| [*mine, *theirs]))
        });
        pairs.filter(|pair| self.joint(*pair).is_some())
    }
}

/// Returns the numbers from the first one on that is not skipped; those to skip come first.
fn skip_while(numbers: &[u32], is_skipped: impl Fn(u32) -> bool) -> &[u32] {
    // The number is usually among the next few, where a linear scan is faster than a binary search.
    const LINEAR_SCAN: usize = 8;
    let first = numbers
        .iter()
        .take(LINEAR_SCAN)
        .position(|number| !is_skipped(*number))
        .unwrap_or_else(|| numbers.partition_point(|number| is_skipped(*number)));
    &numbers[first..]
}

/// Lists the participations of each operation, without those whose dates contradict their operation or their
/// organization.
fn by_operation(dataset: &Dataset) -> Lists<DatedParticipation> {
    let roles = &dataset.vocabularies().roles;
    let mut lists = Lists::new();
    for (key, operation) in dataset.operations().entries() {
        let records = operation.participations.iter().zip(0..);
        lists.push(records.flat_map(|(record, row)| {
            let organization = &dataset.organizations()[record.organization];
            let parts = DayRange::parts_of_participation(operation, record, organization);
            parts.into_iter().map(move |days| DatedParticipation {
                operation: key,
                organization: record.organization,
                role: record.role,
                row,
                days,
                confidence: record.claim.confidence.min(operation.claim.confidence),
                makes_tie: roles[record.role].ties && !record.is_unknown(),
                is_unknown: record.is_unknown(),
            })
        }));
    }
    lists
}

/// Lists the numbers of the participations of each organization that match.
fn by_organization(
    by_operation: &Lists<DatedParticipation>,
    dataset: &Dataset,
    is_listed: impl Fn(&DatedParticipation) -> bool,
) -> Lists<u32> {
    let numbered = by_operation.items().iter().zip(0_u32..);
    let mut owners: Vec<(Key<Organization>, u32)> = numbered
        .filter(|(participation, _)| is_listed(participation))
        .map(|(participation, number)| (participation.organization, number))
        .collect();
    owners.sort_unstable();
    Lists::from_sorted_pairs(dataset.organizations().keys(), owners)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset;
    use crate::graph::Graph;
    use std::fmt::Write as _;

    /// Creates the graph of 30 operations: A leads all of them until 2010, B participates twice in every seventh, C supports
    /// the last one, and D is an adversary in all of them.
    fn graph() -> Graph {
        let mut yaml = "\
dataset: {title: Many operations}
vocabularies:
  roles:
    - {id: lead, label: Lead, definition: It leads.}
    - {id: support, label: Support, definition: It supports.}
    - {id: opponent, label: Opponent, definition: It opposes., adverse: true}
organizations:
  - {id: a, name: A}
  - {id: b, name: B}
  - {id: c, name: C}
  - {id: d, name: D}
sources: {s: {title: S}}
operations:
"
        .to_owned();
        for number in 0..30 {
            let mut participations = vec![
                "{organization: A, role: lead, to: 2010}".to_owned(),
                "{organization: D, role: opponent}".to_owned(),
            ];
            if number % 7 == 0 {
                // In operations with an odd number, B comes after A has left.
                let from = 2000 + number % 2 * 20;
                participations.push(format!("{{organization: B, role: support, from: {from}}}"));
                participations.push(format!("{{organization: B, role: lead, from: {from}}}"));
            }
            if number == 29 {
                participations.push("{organization: C, role: support}".to_owned());
            }
            writeln!(
                yaml,
                "  - {{id: o{number}, name: O{number}, start: 2000, end: 2030, cite: [s], participations: [{}]}}",
                participations.join(", ")
            )
            .expect("a string can be written to");
        }
        Graph::new(dataset::parse(&yaml).expect("the dataset is valid"))
    }

    /// Returns the numbers of the operations in which two organizations participate jointly, one per pair.
    fn joint(graph: &Graph, a: usize, b: usize) -> Vec<usize> {
        let index = graph.index();
        let found = index.joint_participations_between(Key::new(a), Key::new(b));
        found
            .inspect(|joint| {
                let organizations = joint.participations.map(|one| one.organization.index());
                assert_eq!(organizations, [a, b], "the order is that of the question");
            })
            .map(|joint| joint.operation().index())
            .collect()
    }

    #[test]
    fn joint_participations_are_found_from_either_side() {
        let graph = graph();
        // B participates twice in each of its operations, but in odd ones only after A has left.
        let expected = [0, 0, 14, 14, 28, 28];
        assert_eq!(joint(&graph, 0, 1), expected);
        assert_eq!(joint(&graph, 1, 0), expected);
        assert_eq!(joint(&graph, 2, 0), [29]);
        assert_eq!(joint(&graph, 1, 2), [0; 0]);
    }

    /// Returns the pairs of roles, in order, in which A and B share the operation O, if each takes part in some other operations.
    fn roles_in_o(others_of_a: usize, others_of_b: usize) -> Vec<[u32; 2]> {
        let others = [("a", others_of_a), ("b", others_of_b)].into_iter();
        let others = others.flat_map(|(id, count)| (0..count).map(move |number| (id, number)));
        let others: String = others
            .map(|(id, number)| {
                format!(
                    "  - {{id: {id}{number}, name: X, start: 2000, cite: [s], participations: [{{organization: {id}, role: lead}}]}}\n"
                )
            })
            .collect();
        let yaml = format!(
            "\
organizations: [{{id: a, name: A}}, {{id: b, name: B}}]
operations:
  - id: o
    name: O
    start: 2000
    cite: [s]
    participations:
      - {{organization: a, role: lead}}
      - {{organization: b, role: support}}
      - {{organization: a, role: funding}}
      - {{organization: b, role: training}}
{others}sources: {{s: {{title: S}}}}
"
        );
        let graph = Graph::new(dataset::parse(&yaml).expect("the dataset is valid"));
        let index = graph.index();
        let found = index.joint_participations_between(Key::new(0), Key::new(1));
        let rows = found.map(|joint| joint.participations.map(|one| one.row));
        rows.collect()
    }

    #[test]
    fn other_operations_do_not_change_the_order_of_pairs() {
        let expected = [[0_u32, 1], [0, 3], [2, 1], [2, 3]];
        assert_eq!(roles_in_o(0, 0), expected);
        assert_eq!(roles_in_o(5, 0), expected);
        assert_eq!(roles_in_o(0, 5), expected);
    }

    #[test]
    fn adverse_participations_are_listed_but_create_no_tie() {
        let graph = graph();
        assert_eq!(joint(&graph, 0, 3), [0; 0]);
        assert_eq!(graph.index().participations_of(Key::new(3)).count(), 0);
        let in_first = graph.index().participations_in(Key::new(0));
        assert_eq!(in_first.iter().filter(|one| !one.makes_tie).count(), 1);
    }
}
