//! The vocabularies: those of the dataset, and the default ones where it brings none.

use std::collections::{HashMap, HashSet};

use super::super::record::{
    CitationRecord, DocumentRecord, MotiveTermRecord, PhaseRecord, RoleRecord, TermRecord,
    VocabulariesRecord,
};
use super::MAX_COMPARISONS;
use super::names::Names;
use super::path::{Path, Pending, Steps};
use crate::dataset::finding::Problem;
use crate::model::{
    Citation, Coding, Condition, Id, Identified, LessonGroup, MilestoneKind, Motive, MotiveFamily,
    OrganizationKind, Phase, Records, Role, SourceTier, Term, Vocable, Vocabularies,
};
use crate::phrase::nearest_or_few;

/// Takes the vocabularies out of the records.
pub(super) fn read(
    records: &mut [DocumentRecord],
    defaults: Option<fn() -> Vocabularies>,
    literature: Literature<'_>,
    found: &mut Vec<Pending>,
) -> Vocabularies {
    let own: Vec<VocabulariesRecord> = records
        .iter_mut()
        .map(|record| std::mem::take(&mut record.vocabularies))
        .collect();
    let mut reader = Reader {
        found,
        documents: own,
        literature,
        comparisons_left: MAX_COMPARISONS,
    };
    let mut documents = reader.documents.iter();
    let has_motives = documents.clone().any(|words| !words.motives.is_empty());
    let has_families = documents.any(|words| !words.motive_families.is_empty());
    let families = defaults.filter(|_| has_motives && !has_families);
    let families = families.map(|defaults| defaults().motive_families.without_literature());
    let own = reader.read(families);
    match defaults {
        Some(defaults) if own.lacks_any() => own.completed(defaults()),
        _ => own,
    }
}

/// What the citations of terms are read with.
pub(super) struct Literature<'r> {
    pub(super) names: &'r Names,
    pub(super) lost_ids: &'r HashSet<String>,
    pub(super) cited: &'r mut [bool],
}

struct Reader<'r> {
    found: &'r mut Vec<Pending>,
    documents: Vec<VocabulariesRecord>,
    literature: Literature<'r>,
    comparisons_left: usize,
}

/// A record of a term, taken apart.
trait TermParts {
    /// Returns the term and what it cites, and leaves what the record has beyond them.
    fn take_term(&mut self) -> (Term, Vec<CitationRecord>);
}

macro_rules! term_parts {
    ($($record:ident),*) => {$(
        impl TermParts for $record {
            fn take_term(&mut self) -> (Term, Vec<CitationRecord>) {
                let term = Term {
                    id: self.id.0.clone(),
                    label: std::mem::take(&mut self.label).into(),
                    definition: std::mem::take(&mut self.definition).into(),
                    citations: Box::default(),
                };
                (term, std::mem::take(&mut self.cite))
            }
        }
    )*};
}

term_parts!(TermRecord, PhaseRecord, MotiveTermRecord, RoleRecord);

impl Reader<'_> {
    /// Reads the vocabularies; where the dataset brings no families, its motives are of those given.
    fn read(&mut self, families: Option<Records<MotiveFamily>>) -> Vocabularies {
        let motive_families = families.unwrap_or_else(|| {
            self.plain("motive-families", |v| &mut v.motive_families, MotiveFamily)
        });
        Vocabularies {
            phases: self.terms(
                "phases",
                |v| &mut v.phases,
                |record, term| Phase {
                    term,
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
                |record, term| Role {
                    term,
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
    ) -> Records<T> {
        self.terms(name, list, |_, term| make(term))
    }

    fn terms<R: TermParts, T: Vocable>(
        &mut self,
        name: &'static str,
        list: fn(&mut VocabulariesRecord) -> &mut Vec<R>,
        make: impl Fn(R, Term) -> T,
    ) -> Records<T> {
        let mut rows = Vec::new();
        let mut seen: HashMap<Id, Steps> = HashMap::new();
        for (document, vocabularies) in self.documents.iter_mut().enumerate() {
            let root = Path::root(document);
            let (vocabulary, terms) =
                (root.key("vocabularies"), std::mem::take(list(vocabularies)));
            let place = vocabulary.key(name);
            for (index, mut record) in terms.into_iter().enumerate() {
                let here = place.index(index);
                let (mut term, cite) = record.take_term();
                for (key, text) in [("label", &term.label), ("definition", &term.definition)] {
                    if text.trim().is_empty() {
                        let problem = Problem::EmptyText { key };
                        self.found.push(here.key(key).finding(problem));
                    }
                }
                term.citations = self.literature.read(
                    cite,
                    &here.key("cite"),
                    &mut self.comparisons_left,
                    self.found,
                );
                let row = make(record, term);
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
        Records::new(rows)
    }

    fn motives(&mut self, families: &Records<MotiveFamily>) -> Records<Motive> {
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
                    let candidates = match self.comparisons_left {
                        0 => Vec::new(),
                        _ => nearest_or_few(&record.family, words),
                    };
                    self.comparisons_left = self.comparisons_left.saturating_sub(families.len());
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
            |record, term| Motive {
                term,
                family: families
                    .key(&record.family)
                    .expect("motives of unknown families were left out"),
            },
        )
    }
}

impl Literature<'_> {
    /// Reads what a term cites; a citation of an unknown source is a finding.
    fn read(
        &mut self,
        records: Vec<CitationRecord>,
        place: &Path<'_>,
        comparisons_left: &mut usize,
        found: &mut Vec<Pending>,
    ) -> Box<[Citation]> {
        let (citations, unknown) = self.names.citations(records, self.cited);
        for (index, id) in unknown {
            let problem = self
                .names
                .unknown("source", id, self.lost_ids, comparisons_left);
            found.extend(problem.map(|problem| place.index(index).finding(problem)));
        }
        citations
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

    /// Fills every vocabulary that is empty from the default ones, whose sources are not in the dataset.
    fn completed(self, defaults: Self) -> Self {
        fn pick<T: Vocable>(own: Records<T>, default: Records<T>) -> Records<T> {
            match own.is_empty() {
                true => default.without_literature(),
                false => own,
            }
        }
        // Motives point into the families, so the two come together.
        let (motives, motive_families) = if self.motives.is_empty() {
            let families = defaults.motive_families.without_literature();
            (defaults.motives.without_literature(), families)
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
