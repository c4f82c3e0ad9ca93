//! Which operations two organizations share, and when.
//!
//! Two organizations share an operation while a part of the one and a part of the other last at the
//! same time, and the sharing is as sure as the least sure of the two parts and the operation. A part
//! lasts only while its organization exists; an adverse one makes no tie.

use super::index::Lists;
use super::time::DayRange;
use crate::model::{
    Confidence, Dataset, Key, Operation, Organization, Participation, Partnership, Role,
};

/// A part that an organization takes in an operation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DatedParticipation {
    pub(crate) operation: Key<Operation>,
    pub(crate) organization: Key<Organization>,
    pub(crate) role: Key<Role>,
    /// The number of the participation in the record of the operation.
    row: u32,
    pub(crate) days: DayRange,
    /// How sure both the part and its operation are.
    pub(crate) confidence: Confidence,
    pub(crate) is_adverse: bool,
}

/// An operation that two organizations share: a part of each, and the days that both last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct JointParticipation {
    pub(crate) participations: [DatedParticipation; 2],
    pub(crate) days: DayRange,
}

/// The parts of all organizations, and those by which partnerships share operations.
pub(super) struct ParticipationIndex {
    /// All parts, by operation.
    parts: Lists<DatedParticipation>,
    /// The numbers of the parts by which each organization cooperates, in rising order.
    taken: Lists<u32>,
    /// The numbers of the parts that the members of each partnership take at the same time.
    pairs: Lists<[u32; 2]>,
}

impl DatedParticipation {
    /// Returns the record of the part.
    pub(crate) fn record(self, dataset: &Dataset) -> &Participation {
        &dataset.operations()[self.operation].participations[self.row as usize]
    }
}

impl JointParticipation {
    /// Makes the pair of two parts in one operation; `None` if they do not last at the same time.
    pub(crate) fn of(mine: DatedParticipation, theirs: DatedParticipation) -> Option<Self> {
        let days = mine.days.intersection(theirs.days)?;
        let participations = [mine, theirs];
        Some(Self {
            participations,
            days,
        })
    }

    pub(crate) fn operation(self) -> Key<Operation> {
        self.participations[0].operation
    }

    /// Returns how sure it is that the two share the operation.
    pub(crate) fn confidence(self) -> Confidence {
        self.participations[0]
            .confidence
            .min(self.participations[1].confidence)
    }
}

impl ParticipationIndex {
    pub(super) fn new(dataset: &Dataset) -> Self {
        let parts = parts(dataset);
        let taken = taken(&parts, dataset.organizations().len());
        let mut sharing = Self {
            parts,
            taken,
            pairs: Lists::new(),
        };
        for partnership in dataset.partnerships() {
            let [a, b] = partnership.dyad.members();
            let pairs: Vec<[u32; 2]> = sharing.pairs_between(a, b).collect();
            sharing.pairs.items.extend(pairs);
            sharing.pairs.end_list();
        }
        sharing
    }

    pub(super) fn in_operation(&self, operation: Key<Operation>) -> &[DatedParticipation] {
        self.parts.list(operation.index())
    }

    pub(super) fn of_organization(
        &self,
        organization: Key<Organization>,
    ) -> impl Iterator<Item = DatedParticipation> + Clone {
        let numbers = self.taken.list(organization.index()).iter();
        numbers.map(|number| self.part(*number))
    }

    pub(super) fn of_partnership(
        &self,
        partnership: Key<Partnership>,
    ) -> impl Iterator<Item = JointParticipation> + Clone {
        let pairs = self.pairs.list(partnership.index()).iter();
        pairs.filter_map(|pair| self.shared(*pair))
    }

    pub(super) fn joint_participations_between(
        &self,
        a: Key<Organization>,
        b: Key<Organization>,
    ) -> impl Iterator<Item = JointParticipation> {
        self.pairs_between(a, b)
            .filter_map(|pair| self.shared(pair))
    }

    fn part(&self, number: u32) -> DatedParticipation {
        self.parts.items[number as usize]
    }

    fn shared(&self, [mine, theirs]: [u32; 2]) -> Option<JointParticipation> {
        JointParticipation::of(self.part(mine), self.part(theirs))
    }

    /// Pairs the parts of two organizations that last at the same time in one operation.
    ///
    /// It goes along the shorter list and looks each operation up in what is left of the longer, so that
    /// one organization with a thousand partners and operations does not pay for every pair of them.
    fn pairs_between(
        &self,
        a: Key<Organization>,
        b: Key<Organization>,
    ) -> impl Iterator<Item = [u32; 2]> {
        let (left, right) = (self.taken.list(a.index()), self.taken.list(b.index()));
        let turned = left.len() > right.len();
        let (short, mut long) = if turned { (right, left) } else { (left, right) };
        short.iter().flat_map(move |&mine| {
            let operation = self.part(mine).operation;
            long = behind(long, |theirs| self.part(theirs).operation < operation);
            let same = long.iter();
            same.take_while(move |theirs| self.part(**theirs).operation == operation)
                .map(move |&theirs| {
                    if turned {
                        [theirs, mine]
                    } else {
                        [mine, theirs]
                    }
                })
                .filter(|pair| self.shared(*pair).is_some())
        })
    }
}

/// Returns what comes behind the numbers that lie before something, which are the first ones.
fn behind(numbers: &[u32], lies_before: impl Fn(u32) -> bool) -> &[u32] {
    // Mostly it is near.
    const NEAR: usize = 8;
    let mut near = numbers.iter().take(NEAR);
    let first = near.position(|number| !lies_before(*number));
    let first = first.unwrap_or_else(|| numbers.partition_point(|number| lies_before(*number)));
    &numbers[first..]
}

/// Lists all parts by operation.
fn parts(dataset: &Dataset) -> Lists<DatedParticipation> {
    let lives: Vec<DayRange> = dataset
        .organizations()
        .iter()
        .map(DayRange::of_possible_lifetime)
        .collect();
    let mut parts = Lists::new();
    for (key, operation) in dataset.operations().entries() {
        let records = operation.participations.iter().zip(0..);
        let part = |(record, row): (&Participation, u32)| {
            Some(DatedParticipation {
                operation: key,
                organization: record.organization,
                role: record.role,
                row,
                days: DayRange::of_participation(operation, record)?
                    .intersection(lives[record.organization.index()])?,
                confidence: record.claim.confidence.min(operation.claim.confidence),
                is_adverse: dataset.vocabularies().roles[record.role].adverse,
            })
        };
        parts.items.extend(records.filter_map(part));
        parts.end_list();
    }
    parts
}

/// Lists the numbers of the parts of each organization that are not adverse.
fn taken(parts: &Lists<DatedParticipation>, organizations: usize) -> Lists<u32> {
    let cooperating = parts.items.iter().zip(0_u32..);
    let mut numbers: Vec<(Key<Organization>, u32)> = cooperating
        .filter(|(part, _)| !part.is_adverse)
        .map(|(part, number)| (part.organization, number))
        .collect();
    numbers.sort_unstable();
    let mut taken = Lists::new();
    let mut rest = numbers.into_iter().peekable();
    for row in 0..organizations {
        while let Some((_, number)) = rest.next_if(|(key, _)| key.index() == row) {
            taken.items.push(number);
        }
        taken.end_list();
    }
    taken
}
