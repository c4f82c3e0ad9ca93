//! Motives: those that are claimed, and those that were looked for and not found.

use std::collections::HashMap;

use super::Validator;
use super::claim::{ClaimFields, claim_fields};
use super::partnership::Members;
use super::path::Path;
use crate::dataset::finding::FindingKind;
use crate::dataset::record::{CounterEvidenceRecord, MotiveNotFoundRecord, MotiveRecord};
use crate::model::{
    CounterEvidence, Date, Dated, End, Identified as _, Key, Motive, MotiveClaim, MotiveNotFound,
    Organization,
};

/// A motive and the side that holds it, or on which it was looked for.
pub(super) type Side = (Key<Motive>, Key<Organization>);

impl Validator<'_> {
    pub(super) fn motive(
        &mut self,
        record: MotiveRecord,
        members: Option<Members<'_>>,
        path: &Path<'_>,
    ) -> Option<MotiveClaim> {
        let motive = self.motive_term(&record.motive, path);
        let holder = self.holder(&record.of, members, path);
        let from = record.from.map(|leaf| leaf.0);
        let to = record.to.map(|leaf| leaf.0);
        if !self.check_period((from, to), path) {
            self.check_members_exist(from, members, &path.key("from"));
        }
        let attested = record.attested.0;
        self.check_attested(&attested, (from, to), members, &path.key("attested"));
        let strength = record.strength.and_then(|id| {
            let strengths = &self.vocabularies.strengths;
            self.references.term(strengths, &id, &path.key("strength"))
        });
        let counter_evidence = self.counter_evidence(record.counter_evidence, path);
        let claim = self.cited_claim(claim_fields!(record), "motive", path);
        let statement = self.text(record.statement, "statement", path);
        Some(MotiveClaim {
            motive: motive?,
            holder: holder?,
            statement,
            attested: attested.into(),
            from,
            to,
            strength,
            counter_evidence,
            claim,
        })
    }

    pub(super) fn motive_not_found(
        &mut self,
        record: MotiveNotFoundRecord,
        members: Option<Members<'_>>,
        path: &Path<'_>,
    ) -> Option<MotiveNotFound> {
        let motive = self.motive_term(&record.motive, path);
        let holder = self.holder(&record.of, members, path);
        let searched = self.text(record.searched, "searched", path);
        // Nothing needs to be cited where nothing was found.
        let claim = self.claim(claim_fields!(record), path);
        Some(MotiveNotFound {
            motive: motive?,
            holder: holder?,
            searched,
            claim,
        })
    }

    /// Reports motives that were not found on a side of which they are claimed too. Both lists come with the numbers of their
    /// items in the record.
    pub(super) fn check_motives_not_found(
        &mut self,
        claimed: &[(usize, MotiveClaim)],
        not_found: &[(usize, MotiveNotFound)],
        members: Option<Members<'_>>,
        path: &Path<'_>,
    ) {
        let Some(members) = members.filter(|_| !not_found.is_empty()) else {
            return;
        };
        let current = claimed
            .iter()
            .filter(|(_, one)| one.claim.withdrawn().is_none());
        let sides = current.map(|(index, one)| ((one.motive, one.holder), *index));
        let sides: HashMap<Side, usize> = sides.collect();
        for (index, sought) in not_found
            .iter()
            .filter(|(_, one)| one.claim.withdrawn().is_none())
        {
            let side = (sought.motive, sought.holder);
            let Some(claimed) = sides.get(&side) else {
                continue;
            };
            let list = path.key("motives-not-found");
            let kind = self.motive_found_too(side, members.organizations);
            let finding = list.index(*index).key("motive").finding(kind);
            let list = path.key("motives");
            let other = list.index(*claimed).key("motive").owned();
            self.push(finding.and(other, "claimed here"));
        }
    }

    /// Creates the finding on a motive that is claimed of a side on which it was not found.
    pub(super) fn motive_found_too(
        &self,
        (motive, holder): Side,
        organizations: &[Organization],
    ) -> FindingKind {
        let holder = organizations.get(holder.index());
        FindingKind::MotiveFoundToo {
            motive: self.vocabularies.motives[motive].id().to_string(),
            organization: holder.map_or_else(String::new, |one| one.abbreviation.to_string()),
        }
    }

    fn motive_term(&mut self, id: &str, path: &Path<'_>) -> Option<Key<Motive>> {
        let motives = &self.vocabularies.motives;
        self.references.term(motives, id, &path.key("motive"))
    }

    /// Reads the holder of a motive, and reports one that is not a member.
    fn holder(
        &mut self,
        name: &str,
        members: Option<Members<'_>>,
        path: &Path<'_>,
    ) -> Option<Key<Organization>> {
        let path = path.key("of");
        let holder = self.references.record(name, &path)?;
        self.check_member(holder, members, &path, |organization, dyad| {
            FindingKind::ForeignMotive { organization, dyad }
        });
        Some(holder)
    }

    /// Reports dates at which a motive is attested although it is certainly not held then, and implausible ones.
    fn check_attested(
        &mut self,
        attested: &[Date],
        (from, to): (Option<Date>, Option<End>),
        members: Option<Members<'_>>,
        path: &Path<'_>,
    ) {
        let end = to.and_then(|to| to.date().copied());
        for (index, date) in attested.iter().enumerate() {
            let path = &path.index(index);
            let is_early = from.is_some_and(|from| date.is_certainly_before(&from));
            let is_late = end.is_some_and(|end| end.is_certainly_before(date));
            if is_early || is_late {
                self.find(path, FindingKind::AttestedOutside { date: *date });
            } else if !self.check_start(Some(*date), Dated::Event, path) {
                self.check_members_exist(Some(*date), members, path);
            }
        }
    }

    fn counter_evidence(
        &mut self,
        records: Box<[CounterEvidenceRecord]>,
        path: &Path<'_>,
    ) -> Box<[CounterEvidence]> {
        let list = path.key("counter-evidence");
        let records = records.into_iter().enumerate();
        let evidence = records.map(|(index, record)| {
            let path = list.index(index);
            let date = record.date.map(|leaf| leaf.0);
            self.check_start(date, Dated::Event, &path.key("date"));
            CounterEvidence {
                statement: self.text(record.statement, "statement", &path),
                date,
                citations: self.references.citations(record.cite, &path.key("cite")),
            }
        });
        evidence.collect()
    }
}
