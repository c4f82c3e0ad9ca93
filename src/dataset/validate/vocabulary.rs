//! The vocabularies: those of the dataset, and the default ones where it brings none.

use std::collections::HashMap;

use super::super::problem::Problem;
use super::super::record::{DocumentRecord, TermRecord, VocabulariesRecord};
use super::super::suggest::nearest_or_few;
use super::MAX_COMPARISONS;
use super::path::{Path, Pending, Steps};
use crate::model::{
    Coding, Condition, Id, Identified, LessonGroup, MilestoneKind, Motive, MotiveFamily,
    OrganizationKind, Phase, Role, SourceTier, Table, Term, Vocable, Vocabularies,
};

/// Takes the vocabularies out of the records.
pub(super) fn read(
    records: &mut [DocumentRecord],
    defaults: Option<fn() -> Vocabularies>,
    found: &mut Vec<Pending>,
) -> Vocabularies {
    let own: Vec<VocabulariesRecord> = records
        .iter_mut()
        .map(|record| std::mem::take(&mut record.vocabularies))
        .collect();
    let mut reader = Reader {
        found,
        documents: own,
    };
    let own = reader.read();
    match defaults {
        Some(defaults) if own.lacks_any() => own.completed(defaults()),
        _ => own,
    }
}

struct Reader<'r> {
    found: &'r mut Vec<Pending>,
    documents: Vec<VocabulariesRecord>,
}

impl Reader<'_> {
    fn read(&mut self) -> Vocabularies {
        let motive_families =
            self.plain("motive-families", |v| &mut v.motive_families, MotiveFamily);
        Vocabularies {
            phases: self.terms(
                "phases",
                |v| &mut v.phases,
                |record| Phase {
                    term: term(record.id.0, record.label, record.definition),
                    rule: record.rule.map(Into::into),
                    absent: record.absent,
                },
            ),
            conditions: self.plain("conditions", |v| &mut v.conditions, Condition),
            codings: self.plain("codings", |v| &mut v.codings, Coding),
            motives: self.motives(&motive_families),
            motive_families,
            roles: self.terms(
                "roles",
                |v| &mut v.roles,
                |record| Role {
                    term: term(record.id.0, record.label, record.definition),
                    adverse: record.adverse,
                },
            ),
            organization_kinds: self.plain(
                "organization-kinds",
                |v| &mut v.organization_kinds,
                OrganizationKind,
            ),
            milestone_kinds: self.plain(
                "milestone-kinds",
                |v| &mut v.milestone_kinds,
                MilestoneKind,
            ),
            lesson_groups: self.plain("lesson-groups", |v| &mut v.lesson_groups, LessonGroup),
            source_tiers: self.plain("source-tiers", |v| &mut v.source_tiers, SourceTier),
        }
    }

    fn plain<T: Vocable>(
        &mut self,
        name: &'static str,
        list: fn(&mut VocabulariesRecord) -> &mut Vec<TermRecord>,
        make: fn(Term) -> T,
    ) -> Table<T> {
        self.terms(name, list, |record| {
            make(term(record.id.0, record.label, record.definition))
        })
    }

    fn terms<R, T: Vocable>(
        &mut self,
        name: &'static str,
        list: fn(&mut VocabulariesRecord) -> &mut Vec<R>,
        make: impl Fn(R) -> T,
    ) -> Table<T> {
        let mut rows = Vec::new();
        let mut seen: HashMap<Id, Steps> = HashMap::new();
        for (document, vocabularies) in self.documents.iter_mut().enumerate() {
            let root = Path::root(document);
            let (vocabulary, terms) =
                (root.key("vocabularies"), std::mem::take(list(vocabularies)));
            let place = vocabulary.key(name);
            for (index, record) in terms.into_iter().enumerate() {
                let row = make(record);
                let here = place.index(index);
                let here = here.key("id");
                match seen.get(row.id()) {
                    None => {
                        seen.insert(row.id().clone(), here.steps());
                        rows.push(row);
                    }
                    Some(other) => {
                        let id = row.id().to_string();
                        let finding = here.finding(Problem::DuplicateId { kind: T::KIND, id });
                        self.found
                            .push(finding.and_steps(other.clone(), "first defined here"));
                    }
                }
            }
        }
        Table::new(rows)
    }

    fn motives(&mut self, families: &Table<MotiveFamily>) -> Table<Motive> {
        let mut left = MAX_COMPARISONS;
        for (document, vocabularies) in self.documents.iter_mut().enumerate() {
            let root = Path::root(document);
            let place = root.key("vocabularies");
            let place = place.key("motives");
            let mut index = 0;
            vocabularies.motives.retain(|record| {
                let here = place.index(index);
                index += 1;
                let known = families.key(&record.family).is_some();
                if !known {
                    let words = families.iter().map(|family| family.id().as_str());
                    let candidates = match left {
                        0 => Vec::new(),
                        _ => nearest_or_few(&record.family, words),
                    };
                    left = left.saturating_sub(families.len());
                    let id = record.family.clone();
                    let problem = Problem::Unknown {
                        kind: MotiveFamily::KIND,
                        id,
                        candidates,
                    };
                    self.found.push(here.key("family").finding(problem));
                }
                known
            });
        }
        self.terms(
            "motives",
            |v| &mut v.motives,
            |record| Motive {
                term: term(record.id.0, record.label, record.definition),
                family: families
                    .key(&record.family)
                    .expect("motives of unknown families were left out"),
            },
        )
    }
}

fn term(id: Id, label: String, definition: String) -> Term {
    Term {
        id,
        label: label.into(),
        definition: definition.into(),
    }
}

impl Vocabularies {
    fn lacks_any(&self) -> bool {
        self.phases.is_empty()
            || self.conditions.is_empty()
            || self.codings.is_empty()
            || self.motives.is_empty()
            || self.roles.is_empty()
            || self.organization_kinds.is_empty()
            || self.milestone_kinds.is_empty()
            || self.lesson_groups.is_empty()
            || self.source_tiers.is_empty()
    }

    /// Fills every vocabulary that is empty from the default ones.
    fn completed(self, defaults: Self) -> Self {
        fn pick<T>(own: Table<T>, default: Table<T>) -> Table<T> {
            if own.is_empty() { default } else { own }
        }
        // Motives point into the families, so the two come together.
        let (motives, motive_families) = if self.motives.is_empty() {
            (defaults.motives, defaults.motive_families)
        } else {
            (self.motives, self.motive_families)
        };
        Self {
            phases: pick(self.phases, defaults.phases),
            conditions: pick(self.conditions, defaults.conditions),
            codings: pick(self.codings, defaults.codings),
            motive_families,
            motives,
            roles: pick(self.roles, defaults.roles),
            organization_kinds: pick(self.organization_kinds, defaults.organization_kinds),
            milestone_kinds: pick(self.milestone_kinds, defaults.milestone_kinds),
            lesson_groups: pick(self.lesson_groups, defaults.lesson_groups),
            source_tiers: pick(self.source_tiers, defaults.source_tiers),
        }
    }
}
