//! Records of more than two organizations.

use std::num::NonZeroU32;

use foldhash::{HashMap, HashMapExt};

use super::Validator;
use super::passes::{Places, Readings};
use super::path::{Path, PendingFinding, RecordPlace};
use crate::dataset::finding::FindingKind;
use crate::dataset::record::PartnershipRecord;
use crate::model::{Coded, Coder, Dyad, Identified, JointRecord, Key, Organization, Partnership};

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
                if let Some(partnership) = by_dyad.get_mut(&(dyad, record.content.coder)) {
                    self.check_codings_once(record, *place, partnership, organizations);
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
            // Spells that hold on no day, such as withdrawn ones, are in nobody's way.
            let overlaps = |own: &Coded| {
                own.coding == coded.coding && !own.spells.is_empty() && !coded.spells.is_empty()
            };
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
}
