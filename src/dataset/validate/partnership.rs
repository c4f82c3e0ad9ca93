//! Partnerships: members, milestones and their series, lessons.

use std::sync::Arc;

use foldhash::HashMapExt;

use super::Validator;
use super::claim::{ClaimFields, claim_fields};
use super::lineage::Lineage;
use super::passes::Places;
use super::passes::Readings;
use super::path::{Path, RecordPlace};
use crate::dataset::finding::FindingKind;
use crate::dataset::record::{
    DocumentRecord, LessonRecord, MilestoneRecord, PartnershipRecord, SeriesRecord, Text,
};
use crate::model::{
    Dated, Dyad, JointRecord, Key, Lesson, Milestone, MotiveClaim, MotiveNotFound, Operation,
    Organization, Partnership, RecordKind, Series,
};

const LIST: &str = "partnerships";

/// The maximum number of members of a record. Its claims are in each of their dyads, of which there are 2,016 then.
pub(crate) const MAX_PARTIES: usize = 64;

/// The members of a record, with what its findings need.
#[derive(Clone, Copy)]
pub(super) struct Members<'m> {
    /// Two organizations, or more of a joint record; each once.
    pub(super) parties: &'m [Key<Organization>],
    pub(super) organizations: &'m [Organization],
    pub(super) lineage: &'m Lineage,
    pub(super) operations: &'m [Operation],
    /// The path to the names of the members.
    pub(super) between: &'m Path<'m>,
}

impl Members<'_> {
    /// Returns the members by their abbreviations, such as `UN–AU`.
    pub(super) fn label(self) -> String {
        let parties = self.parties.iter();
        let labels: Vec<String> = parties.map(|key| self.abbreviation(*key)).collect();
        labels.join("–")
    }

    /// Returns the abbreviation of an organization; empty if its id is defined twice.
    pub(super) fn abbreviation(self, key: Key<Organization>) -> String {
        let organization = self.organizations.get(key.index());
        organization.map_or_else(String::new, |found| found.abbreviation.to_string())
    }
}

impl Validator<'_> {
    /// Reads all partnerships, and reports a dyad that one coding pass describes twice, in either order.
    pub(super) fn partnerships(
        &mut self,
        records: &mut [DocumentRecord],
        organizations: &[Organization],
        lineage: &Lineage,
        operations: &[Operation],
    ) -> Readings {
        let lists = records.iter().map(|contents| &contents.partnerships);
        let count = lists.map(Vec::len).sum();
        let mut readings = Readings::default();
        let mut places = Places::with_capacity(count);
        self.read_events(records, operations);
        for (document, contents) in records.iter_mut().enumerate() {
            let root = Path::root(document);
            let list = root.key(LIST);
            let items = std::mem::take(&mut contents.partnerships);
            for (index, mut record) in items.into_iter().enumerate() {
                let path = list.index(index);
                let coder = self.coder(record.coder.take(), &path);
                let between = path.key("between");
                let parties = self.parties(&record.between, &between);
                let members = parties.as_deref().map(|parties| Members {
                    parties,
                    organizations,
                    lineage,
                    operations,
                    between: &between,
                });
                if record.between.len() > 2 {
                    self.check_joint_fields(&record, &path);
                }
                let partnership = self.partnership(record, members, &path);
                let (Some(mut partnership), Some(members), Ok(coder)) =
                    (partnership, members, coder)
                else {
                    continue;
                };
                partnership.coder = coder;
                let place = RecordPlace {
                    document,
                    list: LIST,
                    index,
                };
                if members.parties.len() > 2 {
                    let members = members.parties.into();
                    readings.push_joint(
                        JointRecord {
                            members,
                            content: partnership,
                        },
                        place,
                    );
                } else if let Some(first) = places.get(&(partnership.dyad, coder)) {
                    let dyad = members.label();
                    let finding = between.finding(FindingKind::DuplicateDyad { dyad });
                    self.push(finding.and(first.key("between"), "first described here"));
                } else {
                    places.insert((partnership.dyad, coder), place);
                    readings.push(partnership);
                }
            }
        }
        self.add_joint_records(&mut readings, &mut places, organizations);
        self.check_passes(&places);
        readings
    }

    /// Reads a partnership; `None` if its members are not known. Its other fields are checked all the same.
    fn partnership(
        &mut self,
        record: PartnershipRecord,
        members: Option<Members<'_>>,
        path: &Path<'_>,
    ) -> Option<Partnership> {
        let codings = self.codings(record.phases, members, path);
        let list = path.key("motives");
        let motives = record.motives.into_iter().enumerate();
        let motives = motives.filter_map(|(index, motive)| {
            let motive = self.motive(motive, members, &list.index(index))?;
            Some((index, motive))
        });
        let motives: Vec<(usize, MotiveClaim)> = motives.collect();
        let list = path.key("motives-not-found");
        let sought = record.motives_not_found.into_iter().enumerate();
        let sought = sought.filter_map(|(index, one)| {
            let sought = self.motive_not_found(one, members, &list.index(index))?;
            Some((index, sought))
        });
        let not_found: Vec<(usize, MotiveNotFound)> = sought.collect();
        self.check_motives_not_found(&motives, &not_found, members, path);
        let series = self.series(record.series, path);
        let list = path.key("milestones");
        let milestones = record.milestones.into_iter().enumerate();
        let milestones = milestones
            .filter_map(|(index, milestone)| {
                self.milestone(milestone, &series, members, &list.index(index))
            })
            .map(Arc::new)
            .collect();
        let standard = record.standard.and_then(|id| {
            let standards = &self.vocabularies.standards;
            self.references.term(standards, &id, &path.key("standard"))
        });
        let list = path.key("lessons");
        let lessons = record.lessons.into_iter().enumerate();
        let lessons = lessons
            .filter_map(|(index, lesson)| self.lesson(lesson, &list.index(index)))
            .collect();
        let annotations = self.annotations(record.attributes, record.amounts, path);
        let (first, second) = members?.parties.split_first()?;
        Some(Partnership {
            dyad: Dyad::new(*first, *second.first()?)?,
            is_joint: false,
            standard,
            coder: None,
            codings,
            motives: motives.into_iter().map(|(_, motive)| motive).collect(),
            motives_not_found: not_found.into_iter().map(|(_, sought)| sought).collect(),
            milestones,
            series,
            lessons,
            annotations,
            notes: record.notes.0,
        })
    }

    /// Reads the members of a partnership, and reports if they are not at least two different organizations.
    fn parties(&mut self, between: &[Text], path: &Path<'_>) -> Option<Vec<Key<Organization>>> {
        let found = between.len();
        if !(2..=MAX_PARTIES).contains(&found) {
            self.find(path, FindingKind::NotAPair { found });
            return None;
        }
        let names = between.iter().enumerate();
        let members: Vec<Option<Key<Organization>>> = names
            .map(|(index, name)| self.references.record(name, &path.index(index)))
            .collect();
        let members: Vec<Key<Organization>> = members.into_iter().collect::<Option<_>>()?;
        for (index, member) in members.iter().enumerate() {
            if let Some(first) = members[..index].iter().position(|other| other == member) {
                let organization = between[first].to_string();
                let finding = path.index(index);
                let finding = finding.finding(FindingKind::SelfPair { organization });
                self.push(finding.and(path.index(first).owned(), "the same organization"));
                return None;
            }
        }
        Some(members)
    }

    /// Reports an organization that is not a member of the dyad. `kind` makes the finding from its abbreviation and that of the
    /// dyad.
    pub(super) fn check_member(
        &mut self,
        organization: Key<Organization>,
        members: Option<Members<'_>>,
        path: &Path<'_>,
        kind: fn(String, String) -> FindingKind,
    ) {
        if let Some(members) = members
            && !members.parties.contains(&organization)
        {
            let kind = kind(members.abbreviation(organization), members.label());
            let finding = path.finding(kind);
            self.push(finding.and(members.between.owned(), "the members are named here"));
        }
    }

    /// Reads the series of milestones, and reports ids that are defined twice.
    fn series(&mut self, records: Box<[SeriesRecord]>, path: &Path<'_>) -> Box<[Series]> {
        let list = path.key("series");
        let mut all: Vec<Series> = Vec::with_capacity(records.len());
        for (index, record) in records.into_iter().enumerate() {
            let path = list.index(index);
            let series = Series {
                id: record.id.0,
                title: self.text(record.title, "title", &path),
                completeness: self.text(record.completeness, "completeness", &path),
                citations: self.references.citations(record.cite, &path.key("cite")),
                is_joint: false,
            };
            match all.iter().position(|other| other.id == series.id) {
                Some(first) => {
                    let finding = path.key("id").finding(FindingKind::DuplicateId {
                        record: RecordKind::Series,
                        id: series.id.to_string(),
                    });
                    let first = list.index(first).key("id").owned();
                    self.push(finding.and(first, "first defined here"));
                }
                None => all.push(series),
            }
        }
        all.into()
    }

    fn milestone(
        &mut self,
        record: MilestoneRecord,
        series: &[Series],
        members: Option<Members<'_>>,
        path: &Path<'_>,
    ) -> Option<Milestone> {
        let date = Some(record.date.0);
        let date_path = path.key("date");
        if !self.check_start(date, Dated::Event, &date_path) {
            self.check_members_exist(date, members, &date_path);
        }
        let kinds = &self.vocabularies.milestone_kinds;
        let kind = self.references.term(kinds, &record.kind, &path.key("kind"));
        let actor = record.of.and_then(|name| {
            let path = path.key("of");
            let actor = self.references.record(&name, &path)?;
            self.check_member(actor, members, &path, |organization, dyad| {
                FindingKind::ForeignActor { organization, dyad }
            });
            Some(actor)
        });
        let series = record.series.and_then(|id| {
            let ids = || series.iter().map(|series| series.id.as_str());
            let row = ids().position(|other| *other == *id);
            if row.is_none() {
                let path = path.key("series");
                self.references
                    .unknown_id(RecordKind::Series, &id, ids(), &path);
            }
            row
        });
        let claim = self.cited_claim(claim_fields!(record), "milestone", path);
        let title = self.text(record.title, "title", path);
        Some(Milestone {
            date: record.date.0,
            kind: kind?,
            title,
            actor,
            series,
            claim,
        })
    }

    fn lesson(&mut self, record: LessonRecord, path: &Path<'_>) -> Option<Lesson> {
        let groups = &self.vocabularies.lesson_groups;
        let group = self
            .references
            .term(groups, &record.group, &path.key("group"));
        let operation = match record.operation {
            None => Some(None),
            Some(name) => {
                let key = self.references.record(&name, &path.key("operation"));
                key.map(Some)
            }
        };
        let claim = self.cited_claim(claim_fields!(record), "lesson", path);
        let statement = self.text(record.statement, "statement", path);
        Some(Lesson {
            group: group?,
            operation: operation?,
            statement,
            claim,
        })
    }
}
