//! Records in, model out: one pass that resolves every word and collects every finding.

mod claim;
mod lineage;
mod names;
mod operation;
mod organization;
mod partnership;
mod path;
mod phases;
mod source;
mod succession;
mod vocabulary;

use std::collections::HashSet;

use self::lineage::Lineage;
use self::names::Names;
use self::path::{Path, Pending, Steps};
use self::vocabulary::Literature;
use super::finding::Problem;
use super::record::{AboutRecord, DocumentRecord};
use crate::model::{About, Dataset, DatasetParts, Key, Organization, Records, Vocabularies};

pub(super) use self::path::Pending as PendingFinding;

/// What validation knows while it runs.
struct Validator<'v> {
    vocabularies: &'v Vocabularies,
    names: Names,
    /// The ids of records that could not be read; references to them are not called unknown.
    lost_ids: &'v HashSet<String>,
    cited: Vec<bool>,
    found: Vec<Pending>,
    /// The document and the place in its list of each organization, by number.
    organizations: Vec<(usize, usize)>,
    /// How many names an unknown one is still compared with; a text full of them need not be served.
    comparisons_left: usize,
}

/// How many comparisons with known names a dataset is worth for suggestions.
const MAX_COMPARISONS: usize = 300_000;

/// Validates the records of a dataset.
///
/// Returns the model, or `None` if there is an error, and the findings.
pub(super) fn validate(
    mut records: Vec<DocumentRecord>,
    lost_ids: &HashSet<String>,
    defaults: Option<fn() -> Vocabularies>,
) -> (Option<Dataset>, Vec<Pending>) {
    let mut found = Vec::new();
    let names = Names::collect(&records, &mut found);
    let mut cited = vec![false; names.sources()];
    let literature = Literature {
        names: &names,
        lost_ids,
        cited: &mut cited,
    };
    let vocabularies = vocabulary::read(&mut records, defaults, literature, &mut found);
    let mut validator = Validator {
        vocabularies: &vocabularies,
        names,
        lost_ids,
        cited,
        found,
        organizations: Vec::new(),
        comparisons_left: MAX_COMPARISONS,
    };
    let about = validator.about(&mut records);
    let organizations = validator.organizations(&mut records);
    let operations = validator.operations(&mut records, &organizations);
    let lineage = Lineage::of(&organizations);
    let partnerships = validator.partnerships(&mut records, &organizations, &lineage);
    let sources = validator.sources(&mut records);
    let mut found = validator.found;
    let flawed = found.iter().any(Pending::is_error) || !lost_ids.is_empty();
    if organizations.is_empty() && !flawed {
        found.push(Pending::nowhere(Problem::EmptyDataset));
    }
    let sound = !found.iter().any(Pending::is_error);
    let dataset = sound.then(|| {
        Dataset::from_checked(DatasetParts {
            about,
            vocabularies,
            organizations: Records::new(organizations),
            partnerships,
            operations: Records::new(operations),
            sources: Records::new(sources).into(),
        })
    });
    (dataset, found)
}

impl Validator<'_> {
    fn find(&mut self, path: &Path<'_>, problem: Problem) {
        self.found.push(path.finding(problem));
    }

    fn about(&mut self, records: &mut [DocumentRecord]) -> About {
        let mut first: Option<(usize, About)> = None;
        for (document, record) in records.iter_mut().enumerate() {
            let Some(about) = record.dataset.take() else {
                continue;
            };
            let root = Path::root(document);
            let place = root.key("dataset");
            self.link(&place.key("url"), about.url.as_deref());
            match &first {
                None => first = Some((document, read_about(about))),
                Some((other, _)) => {
                    let other = Path::root(*other);
                    let finding = place.finding(Problem::DuplicateDataset);
                    self.found
                        .push(finding.and(&other.key("dataset"), "first described here"));
                }
            }
        }
        first.map(|(_, about)| about).unwrap_or_default()
    }

    /// Returns the place of a value of an organization.
    fn value_of(&self, key: Key<Organization>, name: &'static str) -> Option<Steps> {
        let place = *self.organizations.get(key.index())?;
        Some(succession::place(place, "organizations", name))
    }
}

fn read_about(record: AboutRecord) -> About {
    About {
        title: record.title.map(Into::into),
        version: record.version.map(Into::into),
        as_of: record.as_of.map(|date| date.0),
        description: record.description.map(Into::into),
        coverage: record.coverage.map(Into::into),
        conventions: boxed(record.conventions),
        authors: boxed(record.authors),
        citation: record.citation.map(Into::into),
        licence: record.licence.map(Into::into),
        url: record.url.map(Into::into),
    }
}

/// Turns texts into the form in which the model keeps them.
fn boxed(texts: Vec<String>) -> Box<[Box<str>]> {
    texts.into_iter().map(Into::into).collect()
}
