//! What a dataset contains, kind by kind, with counts.

use std::collections::BTreeMap;

use crate::choice::choices;
use crate::graph::{Content, Graph, Statement};
use crate::model::{Identified, Key, Records, Vocable};

choices! {
    /// A kind of thing that a dataset contains.
    pub enum ThingKind {
        /// Counted by their partnerships.
        Organizations = "organizations": "Organizations, with their partnerships",
        /// Counted by their participants.
        Operations = "operations": "Operations, with their participations",
        /// Counted by their operations.
        Countries = "countries": "Countries, with their operations",
        /// Counted by the partnerships that they read.
        Codings = "codings": "Codings, with the partnerships that they read",
        /// Counted by the partnerships that they read.
        Coders = "coders": "Coding passes, with the partnerships that they read",
        /// Counted by their spells, under all codings.
        Phases = "phases": "Phases, with their spells under all codings",
        /// Counted by their spells, under all codings.
        Conditions = "conditions": "Conditions, with their spells under all codings",
        /// Counted by the claims of them.
        Motives = "motives": "Motives, with the claims of them",
        /// Counted by the motives that have them.
        Strengths = "strengths": "Strengths of motives, with the claims that have them",
        /// Counted by the participations in them.
        Roles = "roles": "Roles in operations, with the participations in them",
        /// Counted by the milestones of them.
        MilestoneKinds = "milestone-kinds": "Kinds of milestone, with their milestones",
        /// Counted by the lessons of them.
        LessonGroups = "lesson-groups": "Groups of lessons, with their lessons",
        /// Counted by the partnerships that meet them.
        Standards = "standards": "Standards of recording, with their partnerships",
        /// Counted by the citations of them.
        Sources = "sources": "Sources, with the citations of them",
    }
}

/// A thing that a dataset contains.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listed<'g> {
    /// The id, or the name of a country.
    pub id: &'g str,
    /// The label.
    pub label: &'g str,
    /// What it is: the name of an organization or operation, the definition of a term, the title of a source.
    pub about: &'g str,
    /// How many of what [`ThingKind`] says there are.
    pub count: usize,
}

impl ThingKind {
    /// Returns what is counted, such as `partnerships`.
    pub fn counted(self) -> &'static str {
        match self {
            Self::Organizations | Self::Codings | Self::Coders | Self::Standards => "partnerships",
            Self::Operations | Self::Roles => "participations",
            Self::Countries => "operations",
            Self::Phases | Self::Conditions => "spells",
            Self::Motives | Self::Strengths => "claims",
            Self::MilestoneKinds => "milestones",
            Self::LessonGroups => "lessons",
            Self::Sources => "citations",
        }
    }
}

/// Returns the things of a kind in the order of the dataset; countries in alphabetical order.
///
/// ```
/// use interorg::analysis::{ThingKind, inventory};
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let codings = inventory(&graph, ThingKind::Codings);
/// assert_eq!(codings[0].id, "formal");
/// assert_eq!(codings[0].count, 6);
/// ```
pub fn inventory(graph: &Graph, kind: ThingKind) -> Vec<Listed<'_>> {
    let vocabularies = graph.dataset().vocabularies();
    match kind {
        ThingKind::Organizations => organizations(graph),
        ThingKind::Operations => operations(graph),
        ThingKind::Countries => countries(graph),
        ThingKind::Codings => {
            let read = graph.partnerships().flat_map(|partnership| {
                let codings = partnership.record().codings.iter();
                codings.map(|coded| coded.coding)
            });
            terms(&vocabularies.codings, read)
        }
        ThingKind::Coders => {
            let read = graph.dataset().heads().filter_map(|one| one.coder);
            terms(&vocabularies.coders, read)
        }
        ThingKind::Phases => {
            let spells = graph
                .different_statements()
                .filter_map(|one| match one.content() {
                    Content::Phase(_, spell) => Some(spell.record().phase),
                    _ => None,
                });
            terms(&vocabularies.phases, spells)
        }
        ThingKind::Conditions => {
            let spells = graph
                .different_statements()
                .filter_map(|one| match one.content() {
                    Content::Phase(_, spell) if !spell.is_absent() => {
                        Some(spell.record().condition)
                    }
                    _ => None,
                });
            terms(&vocabularies.conditions, spells)
        }
        ThingKind::Motives => {
            let claims = graph
                .different_statements()
                .filter_map(|one| match one.content() {
                    Content::Motive(claim) => Some(claim.motive),
                    _ => None,
                });
            terms(&vocabularies.motives, claims)
        }
        ThingKind::Strengths => {
            let claims = graph
                .different_statements()
                .filter_map(|one| match one.content() {
                    Content::Motive(claim) => claim.strength,
                    _ => None,
                });
            terms(&vocabularies.strengths, claims)
        }
        ThingKind::Standards => {
            let standards = graph.partnerships().filter_map(|one| one.standard());
            terms(&vocabularies.standards, standards)
        }
        ThingKind::Roles => {
            let participations =
                graph
                    .different_statements()
                    .filter_map(|one| match one.content() {
                        Content::Participation(one) => (!one.is_unknown()).then_some(one.role),
                        _ => None,
                    });
            terms(&vocabularies.roles, participations)
        }
        ThingKind::MilestoneKinds => {
            let milestones = graph
                .different_statements()
                .filter_map(|one| match one.content() {
                    Content::Milestone(milestone) => Some(milestone.kind),
                    _ => None,
                });
            terms(&vocabularies.milestone_kinds, milestones)
        }
        ThingKind::LessonGroups => {
            let lessons = graph
                .different_statements()
                .filter_map(|one| match one.content() {
                    Content::Lesson(lesson) => Some(lesson.group),
                    _ => None,
                });
            terms(&vocabularies.lesson_groups, lessons)
        }
        ThingKind::Sources => sources(graph),
    }
}

fn organizations(graph: &Graph) -> Vec<Listed<'_>> {
    let members = graph.partnerships().flat_map(|one| one.dyad().members());
    let counts = counted(members);
    let organizations = graph.organizations().map(|one| Listed {
        id: one.record().id().as_str(),
        label: one.label(),
        about: &one.record().name,
        count: counts.get(&one.key()).copied().unwrap_or(0),
    });
    organizations.collect()
}

fn operations(graph: &Graph) -> Vec<Listed<'_>> {
    let operations = graph.operations().map(|one| Listed {
        id: one.record().id().as_str(),
        label: one.label(),
        about: &one.record().name,
        count: {
            let participations = one.record().participations.iter();
            participations.filter(|one| !one.is_unknown()).count()
        },
    });
    operations.collect()
}

fn countries(graph: &Graph) -> Vec<Listed<'_>> {
    let operations = graph.dataset().operations().iter();
    let countries = operations.flat_map(|operation| operation.countries.iter());
    let counts = counted(countries.map(|country| &**country));
    let countries = counts.into_iter().map(|(country, count)| Listed {
        id: country,
        label: country,
        about: "",
        count,
    });
    countries.collect()
}

fn sources(graph: &Graph) -> Vec<Listed<'_>> {
    let citations = graph.different_statements().flat_map(Statement::citations);
    let counts = counted(citations.map(|citation| citation.source));
    let sources = graph.dataset().sources().entries();
    let sources = sources.map(|(key, source)| Listed {
        id: source.id().as_str(),
        label: &source.title,
        about: &source.kind,
        count: counts.get(&key).copied().unwrap_or(0),
    });
    sources.collect()
}

/// Returns the terms of a vocabulary with the number of their uses.
fn terms<T: Vocable>(
    vocabulary: &Records<T>,
    uses: impl Iterator<Item = Key<T>>,
) -> Vec<Listed<'_>> {
    let counts = counted(uses);
    let terms = vocabulary.entries().map(|(key, record)| Listed {
        id: record.id().as_str(),
        label: &record.term().label,
        about: &record.term().definition,
        count: counts.get(&key).copied().unwrap_or(0),
    });
    terms.collect()
}

fn counted<K: Ord>(items: impl Iterator<Item = K>) -> BTreeMap<K, usize> {
    let mut counts = BTreeMap::new();
    for item in items {
        *counts.entry(item).or_default() += 1;
    }
    counts
}
