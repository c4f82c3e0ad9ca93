//! Motives: those that are claimed, and those that were looked for and not found.

use super::Validator;
use super::claim::{ClaimFields, claim_fields};
use super::partnership::Members;
use super::path::Path;
use crate::dataset::finding::FindingKind;
use crate::dataset::record::{CounterEvidenceRecord, MotiveNotFoundRecord, MotiveRecord};
use crate::model::{
    CounterEvidence, Date, Dated, End, Key, Motive, MotiveClaim, MotiveNotFound, Organization,
};

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
        for date in attested {
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
        records: Vec<CounterEvidenceRecord>,
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
