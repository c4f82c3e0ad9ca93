//! Partnerships: members, motives, milestones, lessons.

use foldhash::{HashMap, HashMapExt};

use super::super::record::{
    DocumentRecord, LessonRecord, MilestoneRecord, MotiveRecord, PartnershipRecord,
};
use super::claim::{ClaimFields, claim_fields};
use super::lineage::Lineage;
use super::path::Path;
use super::{Validator, boxed};
use crate::dataset::finding::Problem;
use crate::model::{Dyad, Key, Lesson, Milestone, MotiveClaim, Organization, Partnership};

/// The dyad that a record is about, for findings.
#[derive(Clone, Copy)]
pub(super) struct Members<'m> {
    pub(super) dyad: Dyad,
    pub(super) organizations: &'m [Organization],
    pub(super) lineage: &'m Lineage,
    /// Where the members are named.
    pub(super) between: &'m Path<'m>,
}

impl Members<'_> {
    /// Names the dyad as readers know it, such as `UN–AU`.
    pub(super) fn label(self) -> String {
        let [a, b] = self.dyad.members();
        format!("{}–{}", self.name(a), self.name(b))
    }

    pub(super) fn name(self, key: Key<Organization>) -> String {
        let organization = self.organizations.get(key.index());
        organization.map_or_else(String::new, |found| found.abbreviation.to_string())
    }
}

impl Validator<'_> {
    /// Reads all partnerships; a dyad that is described twice, in either order, is a finding.
    pub(super) fn partnerships(
        &mut self,
        records: &mut [DocumentRecord],
        organizations: &[Organization],
        lineage: &Lineage,
    ) -> Vec<Partnership> {
        let count = records.iter().map(|record| record.partnerships.len()).sum();
        let mut partnerships = Vec::with_capacity(count);
        let mut places: HashMap<Dyad, (usize, usize)> = HashMap::with_capacity(count);
        for (document, record) in records.iter_mut().enumerate() {
            let root = Path::root(document);
            let list = root.key("partnerships");
            for (index, record) in std::mem::take(&mut record.partnerships)
                .into_iter()
                .enumerate()
            {
                let place = list.index(index);
                let between = place.key("between");
                let Some(partnership) = self.partnership(record, organizations, lineage, &place)
                else {
                    continue;
                };
                let dyad = partnership.dyad;
                if let Some((document, index)) = places.get(&dyad) {
                    let members = Members {
                        dyad,
                        organizations,
                        lineage,
                        between: &between,
                    };
                    let dyad = members.label();
                    let other = Path::root(*document);
                    let other = other.key("partnerships");
                    let other = other.index(*index);
                    let finding = between.finding(Problem::DuplicateDyad { dyad });
                    self.found
                        .push(finding.and(&other.key("between"), "first described here"));
                } else {
                    places.insert(dyad, (document, index));
                    partnerships.push(partnership);
                }
            }
        }
        partnerships
    }

    fn partnership(
        &mut self,
        record: PartnershipRecord,
        organizations: &[Organization],
        lineage: &Lineage,
        place: &Path<'_>,
    ) -> Option<Partnership> {
        // Without its members nothing can be said of the rest, but its words can be checked; a dyad
        // of the first organization with itself stands in and is thrown away.
        let between = place.key("between");
        let dyad = self.dyad(record.between, &between);
        let members = dyad.map(|dyad| Members {
            dyad,
            organizations,
            lineage,
            between: &between,
        });
        let codings = self.codings(record.phases, members, place);
        let motives = place.key("motives");
        let motives = record
            .motives
            .into_iter()
            .enumerate()
            .filter_map(|(index, motive)| self.motive(motive, members, &motives.index(index)));
        let motives = motives.collect();
        let list = place.key("milestones");
        let milestones = record.milestones.into_iter().enumerate();
        let milestones = milestones
            .filter_map(|(index, milestone)| self.milestone(milestone, &list.index(index)))
            .collect();
        let list = place.key("lessons");
        let lessons = record.lessons.into_iter().enumerate();
        let lessons = lessons
            .filter_map(|(index, lesson)| self.lesson(lesson, &list.index(index)))
            .collect();
        Some(Partnership {
            dyad: dyad?,
            codings,
            motives,
            milestones,
            lessons,
            notes: boxed(record.notes.0),
        })
    }

    fn dyad(&mut self, between: Vec<String>, place: &Path<'_>) -> Option<Dyad> {
        let found = between.len();
        if found != 2 {
            self.find(place, Problem::NotAPair { found });
        }
        let organization = between.first().cloned().unwrap_or_default();
        let members: Vec<_> = between
            .into_iter()
            .enumerate()
            .map(|(index, name)| self.organization(name, &place.index(index)))
            .collect();
        let [Some(a), Some(b)] = members.as_slice() else {
            return None;
        };
        let dyad = Dyad::new(*a, *b);
        if dyad.is_none() {
            let finding = place.index(1).finding(Problem::SelfPair { organization });
            self.found
                .push(finding.and(&place.index(0), "the same organization"));
        }
        dyad
    }

    fn motive(
        &mut self,
        record: MotiveRecord,
        members: Option<Members<'_>>,
        place: &Path<'_>,
    ) -> Option<MotiveClaim> {
        let vocabularies = self.vocabularies;
        let motive = self.term(&vocabularies.motives, &record.motive, &place.key("motive"));
        let holder = self.organization(record.of, &place.key("of"));
        if let (Some(holder), Some(members)) = (holder, members)
            && !members.dyad.contains(holder)
        {
            let (organization, dyad) = (members.name(holder), members.label());
            let problem = Problem::ForeignMotive { organization, dyad };
            let finding = place.key("of").finding(problem);
            self.found
                .push(finding.and(members.between, "the members are named here"));
        }
        let from = record.from.as_ref().map(|leaf| leaf.0);
        self.ordered(from.as_ref(), record.to.as_ref(), place, "to");
        let to = record.to.as_ref().map(|leaf| leaf.0);
        let claim = self.cited_claim(claim_fields!(record), "motive", place);
        let statement = self.text(record.statement, "statement", place);
        Some(MotiveClaim {
            motive: motive?,
            holder: holder?,
            statement,
            from,
            to,
            claim,
        })
    }

    fn milestone(&mut self, record: MilestoneRecord, place: &Path<'_>) -> Option<Milestone> {
        let vocabularies = self.vocabularies;
        let kind = self.term(
            &vocabularies.milestone_kinds,
            &record.kind,
            &place.key("kind"),
        );
        let claim = self.cited_claim(claim_fields!(record), "milestone", place);
        Some(Milestone {
            date: record.date.0,
            kind: kind?,
            title: self.text(record.title, "title", place),
            claim,
        })
    }

    fn lesson(&mut self, record: LessonRecord, place: &Path<'_>) -> Option<Lesson> {
        let vocabularies = self.vocabularies;
        let group = self.term(
            &vocabularies.lesson_groups,
            &record.group,
            &place.key("group"),
        );
        let operation = match record.operation {
            None => Some(None),
            Some(name) => self.operation(name, &place.key("operation")).map(Some),
        };
        let claim = self.cited_claim(claim_fields!(record), "lesson", place);
        Some(Lesson {
            group: group?,
            operation: operation?,
            statement: self.text(record.statement, "statement", place),
            claim,
        })
    }
}
