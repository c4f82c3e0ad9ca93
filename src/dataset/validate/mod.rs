//! Records in, model out: one pass resolves every reference and collects every finding.

mod annotation;
mod claim;
mod coding_rules;
mod dates;
mod existence;
mod joint;
mod lineage;
mod motive;
mod names;
mod operation;
mod organization;
mod partnership;
mod passes;
mod path;
mod phases;
mod record_time;
mod references;
mod severities;
mod source;
mod succession;
mod texts;
mod views;
mod vocabulary;
mod years;

pub(super) use self::partnership::MAX_PARTIES;
use std::collections::HashSet;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _};

use self::names::Names;
use self::path::{Path, RecordPlace};
use self::references::References;
use super::finding::FindingKind;
use super::record::{AboutRecord, DocumentRecord, LabelsRecord};
use crate::model::{
    About, Citation, CodingRules, Dataset, DatasetParts, Date, Dated, Dyad, End, Id, Key, Labels,
    NamedView, Organization, RecordedYears, Records, Vocabularies,
};

pub(super) use self::path::{OwnedPath, PendingFinding};
pub(super) use self::severities::Severities;

/// The state of validation.
struct Validator<'v> {
    vocabularies: &'v Vocabularies,
    references: References<'v>,
    /// The place of each organization, by its number.
    organization_places: Vec<RecordPlace>,
    /// The organizations whose founding and dissolution are under `exists`.
    with_existence: HashSet<Key<Organization>>,
    /// The ids of the coding passes that the dataset defines itself, with their places.
    coder_places: Vec<(Id, OwnedPath)>,
    /// The years of all dates but those of sources.
    recorded_years: RecordedYears,
    as_of: Option<AsOf>,
    /// The rules of coding that the dataset states for itself.
    rules: CodingRules,
    /// The dates of the milestones of each dyad, of all its records; empty if no rule of coding is about events.
    milestones: HashMap<Dyad, Vec<Date>>,
    /// The rows of the operations that hold in which each organization takes part, in rising order; empty if no rule of coding is
    /// about events.
    operations: HashMap<Key<Organization>, Vec<usize>>,
    /// Whether a claim is withdrawn.
    has_withdrawn: bool,
    /// For each document, the citations that its claims rest on if they cite nothing of their own.
    default_citations: Vec<Arc<[Citation]>>,
}

/// The result of validation.
pub(super) struct Validated {
    /// The model; `None` if there is an error.
    pub(super) dataset: Option<Dataset>,
    pub(super) findings: Vec<PendingFinding>,
    /// The severities that the dataset changes.
    pub(super) severities: Severities,
}

/// Validates the records of a dataset.
///
/// `lost_ids` are the ids of records that could not be read, in lower case.
pub(super) fn validate(
    mut records: Vec<DocumentRecord>,
    lost_ids: &HashSet<String>,
    defaults: Option<fn() -> Vocabularies>,
) -> Validated {
    let mut found = Vec::new();
    let names = Names::collect(&records, &mut found);
    let mut references = References::new(names, lost_ids, found);
    let recorded_years = years::recorded(&records);
    let coder_places = passes::defined(&records);
    let vocabularies = vocabulary::read(&mut records, defaults, &mut references);
    let mut validator = Validator {
        vocabularies: &vocabularies,
        references,
        organization_places: Vec::new(),
        with_existence: HashSet::new(),
        coder_places,
        recorded_years,
        as_of: None,
        rules: CodingRules::default(),
        milestones: HashMap::new(),
        operations: HashMap::new(),
        has_withdrawn: false,
        default_citations: Vec::new(),
    };
    let about = validator.about(&mut records);
    validator.read_default_citations(&mut records, &about);
    let (organizations, lineage) = validator.organizations(&mut records);
    let operations = validator.operations(&mut records, &organizations, &lineage);
    let readings = validator.partnerships(&mut records, &organizations, &lineage, &operations);
    // Sources come last: whether one is cited is known once all citations are read.
    let sources = validator.sources(&mut records);
    let has_withdrawn = validator.has_withdrawn;
    let mut found = validator.references.found;
    if organizations.is_empty() {
        // A bibliography alone is there to be cited elsewhere.
        found.retain(|finding| !matches!(finding.kind, FindingKind::UnusedSource { .. }));
    }
    let views = views::read(&mut records, &mut found);
    let severities = about.checks.clone();
    let has_errors = found.iter().any(|finding| finding.is_error(&severities));
    let is_empty = organizations.is_empty() && sources.is_empty();
    if is_empty && !has_errors && lost_ids.is_empty() {
        found.push(PendingFinding::of_dataset(FindingKind::EmptyDataset));
    }
    let has_errors = has_errors || is_empty;
    let dataset = (!has_errors).then(|| {
        Dataset::from_checked(DatasetParts {
            about,
            vocabularies,
            organizations: Records::new(organizations),
            partnerships: readings.first.into(),
            other_readings: readings.others.into(),
            joint_records: readings
                .joint
                .into_iter()
                .map(|(record, _)| record)
                .collect(),
            operations: Records::new(operations),
            sources: Records::new(sources).into(),
            views,
            has_withdrawn,
        })
    });
    Validated {
        dataset,
        findings: found,
        severities,
    }
}

/// Validates the named views alone. Returns them, or `None` if there is an error, and the findings.
pub(super) fn validate_views(
    mut records: Vec<DocumentRecord>,
) -> (Option<Vec<NamedView>>, Vec<PendingFinding>) {
    let mut found = Vec::new();
    let views = views::read(&mut records, &mut found);
    let is_sound = !found.iter().any(|finding| finding.is_error(&[]));
    (is_sound.then_some(views), found)
}

/// The as-of date of the dataset, and its place.
struct AsOf {
    date: Date,
    path: OwnedPath,
}

impl Validator<'_> {
    /// Adds a finding.
    fn find(&mut self, path: &Path<'_>, kind: FindingKind) {
        self.push(path.finding(kind));
    }

    /// Adds a finding that already has its path.
    fn push(&mut self, finding: PendingFinding) {
        self.references.found.push(finding);
    }

    /// Reads the description of the dataset, and reports a second one.
    fn about(&mut self, records: &mut [DocumentRecord]) -> About {
        let mut first: Option<(usize, About)> = None;
        for (document, record) in records.iter_mut().enumerate() {
            let Some(mut about) = record.dataset.take() else {
                continue;
            };
            let root = Path::root(document);
            let path = root.key("dataset");
            self.check_link(about.url.as_deref(), &path.key("url"));
            match &first {
                None => {
                    let cite = std::mem::take(&mut about.cite);
                    let citations = self.references.shared_citations(cite, &path.key("cite"));
                    let checks = std::mem::take(&mut about.checks);
                    let checks =
                        severities::read(checks, &mut self.references, &path.key("checks"));
                    let rules = self.read_rules(about.rules.take(), &path.key("rules"));
                    self.rules = rules.clone();
                    let about = About {
                        citations,
                        rules,
                        checks,
                        ..read_about(about)
                    };
                    let end = about.as_of.map(End::On);
                    self.check_order(("from", about.from), ("as-of", end), &path);
                    self.read_as_of(about.as_of, &path.key("as-of"));
                    first = Some((document, about));
                }
                Some((other, _)) => {
                    let other = Path::root(*other).key("dataset").owned();
                    let finding = path.finding(FindingKind::DuplicateDataset);
                    self.push(finding.and(other, "first described here"));
                }
            }
        }
        first.map(|(_, about)| about).unwrap_or_default()
    }

    /// Reads the citations that the claims of each document rest on if they cite nothing of their own.
    fn read_default_citations(&mut self, records: &mut [DocumentRecord], about: &About) {
        for (document, record) in records.iter_mut().enumerate() {
            let cite = std::mem::take(&mut record.cite);
            let citations = if cite.is_empty() {
                about.citations.clone()
            } else {
                let root = Path::root(document);
                self.references.shared_citations(cite, &root.key("cite"))
            };
            self.default_citations.push(citations);
        }
    }

    /// Reads the as-of date, and reports one that is far from all other dates.
    fn read_as_of(&mut self, date: Option<Date>, path: &Path<'_>) {
        // If the as-of date itself is wrong, it says nothing about the other dates.
        if !self.check_start(date, Dated::Event, path) {
            let path = path.owned();
            self.as_of = date.map(|date| AsOf { date, path });
        }
    }

    /// Returns the path to the founding or dissolution of an organization, or to its periods; `None` if its id is defined twice.
    fn organization_value(&self, key: Key<Organization>, name: &'static str) -> Option<OwnedPath> {
        let place = self.organization_places.get(key.index())?;
        let is_in_period = self.with_existence.contains(&key);
        Some(place.key(if is_in_period { "exists" } else { name }))
    }
}

fn read_about(record: AboutRecord) -> About {
    About {
        title: record.title,
        version: record.version,
        from: record.from.map(|date| date.0),
        as_of: record.as_of.map(|date| date.0),
        citations: Arc::default(),
        description: record.description,
        coverage: record.coverage,
        conventions: boxed(record.conventions),
        authors: boxed(record.authors),
        citation: record.citation,
        labels: record.labels.map(read_labels).unwrap_or_default(),
        rules: CodingRules::default(),
        checks: Severities::default(),
        licence: record.licence,
        url: record.url,
    }
}

fn read_labels(record: LabelsRecord) -> Labels {
    Labels {
        operation: record.operation,
        operations: record.operations,
        participation: record.participation,
    }
}

/// Turns texts into the form in which the model keeps them.
fn boxed(texts: impl IntoIterator<Item = impl Into<Box<str>>>) -> Box<[Box<str>]> {
    texts.into_iter().map(Into::into).collect()
}
