//! The dataset as it was recorded at a time: without claims that were withdrawn, or not yet written.

use std::sync::Arc;

use super::claim::{Claim, RecordTime};
use super::dataset::{Dataset, DatasetParts};
use super::day::Day;
use super::joint::retain;
use super::operation::Operation;
use super::partnership::{Coded, Partnership, Spell};
use super::partnerships::Partnerships;
use super::records::{Key, Records};

impl Dataset {
    /// Returns the dataset with the claims that are in the record as it was on a day, or as it is if there is no day; `None` if
    /// these are all claims.
    pub(crate) fn as_recorded(&self, day: Option<Day>) -> Option<Self> {
        let counts = |claim: &Claim| claim.is_recorded(day);
        // A withdrawn spell that counts on the day is set aside until it is put back.
        if !self.has_withdrawn() && (day.is_none() || self.all_claims().all(counts)) {
            return None;
        }
        let mut organizations: Vec<_> = self.organizations().iter().cloned().collect();
        for organization in &mut organizations {
            retain(&mut organization.memberships, |one| counts(&one.claim));
            let memberships = organization.memberships.iter_mut();
            memberships.for_each(|one| forget_withdrawal(&mut one.claim));
        }
        let (operations, keys) = kept_operations(self.operations(), day);
        let keys: Arc<[Option<Key<Operation>>]> = keys.into();
        let recorded = |all: &Partnerships| {
            let keys = keys.clone();
            all.changed(move |partnership| keep_recorded(partnership, &keys, day))
        };
        let mut joint_records = self.joint_records().to_vec();
        for joint in &mut joint_records {
            keep_recorded(&mut joint.content, &keys, day);
        }
        Some(Self::from_checked(DatasetParts {
            about: self.about().clone(),
            vocabularies: self.vocabularies().clone(),
            organizations: Records::new(organizations),
            partnerships: recorded(self.partnerships()),
            other_readings: recorded(self.other_readings()),
            joint_records,
            operations,
            sources: self.sources().clone(),
            views: self.views().to_vec(),
            has_withdrawn: false,
        }))
    }

    /// Returns every claim of the dataset.
    pub(crate) fn all_claims(&self) -> impl Iterator<Item = &Claim> {
        let partnerships = self.readings().flat_map(Partnership::claims);
        let operations = self.operations().iter().flat_map(|operation| {
            let participations = operation.participations.iter();
            std::iter::once(&operation.claim).chain(participations.map(|one| &one.claim))
        });
        let organizations = self.organizations().iter();
        let memberships = organizations.flat_map(|organization| &organization.memberships);
        let memberships = memberships.map(|membership| &membership.claim);
        partnerships.chain(operations).chain(memberships)
    }
}

/// Returns the operations that are in the record, and the new key of each of all.
fn kept_operations(
    all: &Records<Operation>,
    day: Option<Day>,
) -> (Records<Operation>, Vec<Option<Key<Operation>>>) {
    let mut count = 0;
    let keys = all.iter().map(|operation| {
        let is_kept = operation.claim.is_recorded(day);
        let key = Key::new(count);
        count += usize::from(is_kept);
        is_kept.then_some(key)
    });
    let keys: Vec<Option<Key<Operation>>> = keys.collect();
    let kept = all.entries().filter(|(key, _)| keys[key.index()].is_some());
    let records = kept.map(|(_, operation)| {
        let mut operation = operation.clone();
        retain(&mut operation.participations, |one| {
            one.claim.is_recorded(day)
        });
        forget_withdrawal(&mut operation.claim);
        let participations = operation.participations.iter_mut();
        participations.for_each(|one| forget_withdrawal(&mut one.claim));
        let predecessors = operation.predecessors.iter();
        let predecessors = predecessors.filter_map(|key| keys[key.index()]);
        operation.predecessors = predecessors.collect();
        operation
    });
    (Records::new(records.collect()), keys)
}

/// Keeps the claims of a partnership that are in the record. `keys` are the new keys of the operations.
fn keep_recorded(record: &mut Partnership, keys: &[Option<Key<Operation>>], day: Option<Day>) {
    for coded in &mut record.codings {
        keep_recorded_spells(coded, day);
    }
    retain(&mut record.motives, |one| one.claim.is_recorded(day));
    retain(&mut record.motives_not_found, |one| {
        one.claim.is_recorded(day)
    });
    retain(&mut record.milestones, |one| one.claim.is_recorded(day));
    retain(&mut record.lessons, |one| one.claim.is_recorded(day));
    for lesson in &mut record.lessons {
        lesson.operation = lesson.operation.and_then(|key| keys[key.index()]);
    }
    if record.claims().any(|claim| claim.withdrawn().is_some()) {
        record.claims_mut().for_each(forget_withdrawal);
    }
}

/// Removes the date on which a claim that counts was withdrawn: that was later.
fn forget_withdrawal(claim: &mut Claim) {
    let recorded = claim.recorded();
    claim.record_time = RecordTime::new(recorded, None).map(Box::new);
}

/// Keeps the spells that are in the record, those that were set aside because they are withdrawn today among them. The others
/// stay in their order, which may be one that uncertain dates do not show.
fn keep_recorded_spells(coded: &mut Coded, day: Option<Day>) {
    let is_recorded = |spell: &&Spell| spell.claim.is_recorded(day);
    let mut spells: Vec<Spell> = coded.spells.iter().filter(is_recorded).cloned().collect();
    let set_aside = coded.set_aside.iter().filter(is_recorded).cloned();
    let (set_aside, withdrawn_later): (Vec<Spell>, Vec<Spell>) =
        set_aside.partition(Spell::ends_before_start);
    let start = |spell: &Spell| spell.from.earliest().or(spell.from.latest());
    for spell in withdrawn_later {
        let mut others = spells.iter();
        let place = others.position(|other| start(other) > start(&spell));
        spells.insert(place.unwrap_or(spells.len()), spell);
    }
    coded.spells = spells.into();
    coded.set_aside = set_aside.into();
}
