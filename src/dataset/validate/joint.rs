//! Records of more than two organizations.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use foldhash::{HashMap, HashMapExt};

use super::Validator;
use super::motive::Side;
use super::passes::{Places, Readings};
use super::path::{Path, PendingFinding, RecordPlace};
use super::record_time::are_recorded_together;
use crate::dataset::finding::FindingKind;
use crate::dataset::record::PartnershipRecord;
use crate::model::{
    Coded, Coder, Dyad, Identified, JointRecord, Key, MotiveClaim, MotiveNotFound, Organization,
    Partnership,
};

impl Validator<'_> {
    /// Reports fields that only a record of two organizations can have: nobody could say which dyad an amount belongs to.
    pub(super) fn check_joint_fields(&mut self, record: &PartnershipRecord, path: &Path<'_>) {
        let fields = [
            ("standard", record.standard.is_some()),
            ("amounts", !record.amounts.is_empty()),
            ("attributes", !record.attributes.0.is_empty()),
        ];
        for (key, is_given) in fields {
            if is_given {
                self.find(&path.key(key), FindingKind::JointField { key });
            }
        }
    }

    /// Adds the claims of records of more than two organizations to the partnerships of their dyads. Dyads without a record of
    /// their own come last, in the order of these records.
    pub(super) fn add_joint_records(
        &mut self,
        readings: &mut Readings,
        places: &mut Places,
        organizations: &[Organization],
    ) {
        let mut joint = std::mem::take(&mut readings.joint);
        let mut next = NonZeroU32::MIN;
        for (record, place) in &mut joint {
            next = record.number_claims(next);
            for series in &mut record.content.series {
                series.is_joint = true;
            }
            for dyad in record.dyads() {
                let coder = record.content.coder;
                places.entry((dyad, coder)).or_insert_with(|| {
                    let mut partnership = Partnership::of_dyad(dyad);
                    partnership.coder = coder;
                    partnership.is_joint = true;
                    readings.push(partnership);
                    *place
                });
            }
        }
        let mut by_dyad: HashMap<(Dyad, Option<Key<Coder>>), &mut Partnership> = HashMap::new();
        if !joint.is_empty() {
            by_dyad.extend(readings.iter_mut().map(|one| ((one.dyad, one.coder), one)));
        }
        for (record, place) in &joint {
            for dyad in record.dyads() {
                let reading = (dyad, record.content.coder);
                if let Some(partnership) = by_dyad.get_mut(&reading) {
                    self.check_codings_once(record, *place, partnership, organizations);
                    if let Some(own) = places.get(&reading).filter(|own| *own != place) {
                        self.check_motives(record, [*place, *own], partnership, organizations);
                    }
                    record.add_to(partnership);
                }
            }
        }
        readings.joint = joint;
    }

    /// Reports phases of a joint record under a coding under which a dyad has phases already.
    fn check_codings_once(
        &mut self,
        record: &JointRecord,
        place: RecordPlace,
        partnership: &Partnership,
        organizations: &[Organization],
    ) {
        for coded in &record.content.codings {
            let mut own = partnership.codings.iter();
            // A spell that was withdrawn before the other one was recorded is in nobody's way.
            let overlaps =
                |own: &Coded| own.coding == coded.coding && are_recorded_together(own, coded);
            if own.any(overlaps) {
                let members = partnership.dyad.members();
                let labels = members.map(|key| {
                    let organization = organizations.get(key.index());
                    organization.map_or("", |one| &one.abbreviation)
                });
                let kind = FindingKind::PhasesTwice {
                    dyad: labels.join("–"),
                    coding: self.vocabularies.codings[coded.coding].id().to_string(),
                };
                self.push(PendingFinding::at(place.key("phases"), kind));
            }
        }
    }

    /// Reports motives that one of two records claims of a side, and that were not found on it according to the other one. The
    /// places are those of the record and of the partnership.
    fn check_motives(
        &mut self,
        record: &JointRecord,
        [place, own]: [RecordPlace; 2],
        partnership: &Partnership,
        organizations: &[Organization],
    ) {
        let content = &record.content;
        let found = sides_in_both(&content.motives, &partnership.motives_not_found);
        let sought = sides_in_both(&partnership.motives, &content.motives_not_found);
        let lists = [
            (
                found,
                "motives",
                "motives-not-found",
                "not found according to this",
            ),
            (sought, "motives-not-found", "motives", "claimed here"),
        ];
        for (sides, list, other, label) in lists {
            for side in sides {
                let kind = self.motive_found_too(side, organizations);
                let finding = PendingFinding::at(place.key(list), kind);
                self.push(finding.and(own.key(other), label));
            }
        }
    }
}

/// Returns the motives that are claimed of a side and were not found on it, each once. What is withdrawn does not count.
fn sides_in_both(claimed: &[MotiveClaim], not_found: &[MotiveNotFound]) -> BTreeSet<Side> {
    if claimed.is_empty() || not_found.is_empty() {
        return BTreeSet::new();
    }
    let claimed = claimed.iter().filter(|one| one.claim.withdrawn().is_none());
    let claimed: BTreeSet<Side> = claimed.map(|one| (one.motive, one.holder)).collect();
    let sought = not_found
        .iter()
        .filter(|one| one.claim.withdrawn().is_none());
    let sought = sought.map(|one| (one.motive, one.holder));
    sought.filter(|side| claimed.contains(side)).collect()
}
