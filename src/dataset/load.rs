//! From inputs to a dataset: read the records, validate them, locate the findings.

use std::path::Path;

use super::error::LoadError;
use super::finding::{Finding, FindingKind, Lines, Place, Report};
use super::input::{Input, OnParsed, read_inputs};
use super::snapshot::{self, SnapshotError};
use super::validate::{PendingFinding, Severities, Validated, validate, validate_views};
use super::yaml::locate::Locator;
use super::yaml::read::Documents;
use crate::model::{Dataset, End, NamedView, Severity, Vocabularies};

/// The result of a check.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Checked {
    /// The dataset; `None` if there is an error among the findings.
    pub dataset: Option<Dataset>,
    /// All findings, including warnings.
    pub report: Report,
}

/// The vocabularies for datasets that bring none. The build script, which packs the shipped dataset, has no defaults.
const DEFAULTS: Option<fn() -> Vocabularies> = {
    #[cfg(packed)]
    let defaults: Option<fn() -> Vocabularies> = Some(super::builtin::default_vocabularies);
    #[cfg(not(packed))]
    let defaults: Option<fn() -> Vocabularies> = None;
    defaults
};

/// Checks the inputs of one dataset, and creates the model from them. A [snapshot](crate::graph::Graph::to_snapshot), which was
/// checked before, must be the only input.
///
/// A vocabulary that the dataset leaves out is the default one.
///
/// ```
/// use interorg::dataset::{self, Input};
///
/// let input = Input::new("data.yaml", "organizations: [{id: un, nam: United Nations}]");
/// let report = dataset::check(vec![input]).report;
/// let codes: Vec<_> = report.findings().iter().map(|finding| finding.kind.code()).collect();
/// assert_eq!(codes, ["missing-key", "unknown-key"]);
/// ```
pub fn check(inputs: Vec<Input>) -> Checked {
    check_with_progress(inputs, &|_| {})
}

/// Checks inputs like [`check`], and reports how many bytes were parsed. Parsing is about half of the work.
pub fn check_with_progress(inputs: Vec<Input>, on_parsed: OnParsed<'_>) -> Checked {
    match read(inputs, on_parsed) {
        Read::Texts(documents) => Outcome::new(documents).check(),
        Read::Snapshot(name, dataset) => match snapshot::read_all(&dataset) {
            Ok(()) => Checked {
                dataset: Some(*dataset),
                report: Report::default(),
            },
            Err(error) => {
                let kind = FindingKind::UnreadableSnapshot { error };
                Outcome::new(Documents::of_unread(name, kind)).check()
            }
        },
    }
}

/// Parses one YAML text as a whole dataset.
///
/// # Errors
/// Returns [`LoadError::Invalid`], with all findings, if the check finds an error.
///
/// ```
/// let dataset = interorg::dataset::parse(
///     "organizations:\n  - {id: un, abbreviation: UN, name: United Nations}\n",
/// )?;
/// assert_eq!(dataset.organizations().len(), 1);
/// # Ok::<(), interorg::dataset::LoadError>(())
/// ```
pub fn parse(yaml: &str) -> Result<Dataset, LoadError> {
    Outcome::new(Documents::of_text("dataset", yaml)).into_dataset()
}

/// Loads a dataset from files and directories, whose contents are combined.
///
/// # Errors
/// Returns [`LoadError::Invalid`], with all findings, if the check finds an error, and one of the other errors if
/// something cannot be read.
///
/// ```no_run
/// let dataset = interorg::dataset::load(["my-dataset"])?;
/// println!("{} partnerships", dataset.partnerships().len());
/// # Ok::<(), interorg::dataset::LoadError>(())
/// ```
pub fn load(paths: impl IntoIterator<Item = impl AsRef<Path>>) -> Result<Dataset, LoadError> {
    from_inputs(read_inputs(paths)?)
}

/// Creates a dataset from inputs, and drops the warnings. This is faster than [`check`], which locates all findings.
///
/// # Errors
/// Returns [`LoadError::Invalid`], with all findings, if the check finds an error.
pub fn from_inputs(inputs: Vec<Input>) -> Result<Dataset, LoadError> {
    from_inputs_with_progress(inputs, &|_| {})
}

/// Creates a dataset like [`from_inputs`], and reports how many bytes were parsed. Parsing is about half of the work.
///
/// # Errors
/// Returns [`LoadError::Invalid`], with all findings, if the check finds an error.
pub fn from_inputs_with_progress(
    inputs: Vec<Input>,
    on_parsed: OnParsed<'_>,
) -> Result<Dataset, LoadError> {
    match read(inputs, on_parsed) {
        Read::Texts(documents) => Outcome::new(documents).into_dataset(),
        Read::Snapshot(_, dataset) => Ok(*dataset),
    }
}

/// Reads the named views of inputs, which need not be a dataset. Their other records are read, but not checked.
///
/// # Errors
/// Returns [`LoadError::Invalid`], with all findings, if a view cannot be used or a text cannot be read.
///
/// ```
/// use interorg::dataset::{self, Input};
///
/// let input = Input::new(
///     "views.yaml",
///     "views: [{name: figure-1, view: diagram timeline, options: {at: 2005}, formats: [svg, pdf]}]",
/// );
/// let views = dataset::views(vec![input])?;
/// assert_eq!((&*views[0].subcommand, &*views[0].arguments[0]), ("diagram", "timeline"));
/// assert_eq!(&*views[0].options[0].values[0], "2005");
/// # Ok::<(), dataset::LoadError>(())
/// ```
pub fn views(inputs: Vec<Input>) -> Result<Vec<NamedView>, LoadError> {
    let mut documents = match read(inputs, &|_| {}) {
        Read::Texts(documents) => documents,
        Read::Snapshot(_, dataset) => return Ok(dataset.views().to_vec()),
    };
    let is_complete = documents.findings.is_empty();
    let (views, mut pending) = validate_views(documents.take_records());
    if !is_complete {
        pending.retain(|finding| !depends_on_lost_parts(&finding.kind, documents.is_cut));
    }
    views.filter(|_| is_complete).ok_or_else(|| {
        LoadError::Invalid(Box::new(report(documents, pending, Severities::default())))
    })
}

/// What inputs are.
enum Read {
    /// A snapshot and its name.
    Snapshot(String, Box<Dataset>),
    Texts(Documents<'static>),
}

/// Opens the only input if it is a snapshot, and reads the records of texts. A snapshot that cannot be read is a finding.
fn read(mut inputs: Vec<Input>, on_parsed: OnParsed<'_>) -> Read {
    let is_snapshot = |input: &Input| snapshot::is_snapshot(&input.bytes);
    let Some(row) = inputs.iter().position(is_snapshot) else {
        return Read::Texts(Documents::read(inputs, on_parsed));
    };
    let is_alone = inputs.len() == 1;
    let Input { name, bytes, .. } = inputs.swap_remove(row);
    let opened = if is_alone {
        snapshot::open(bytes)
    } else {
        Err(SnapshotError::NotAlone)
    };
    match opened {
        Ok(dataset) => Read::Snapshot(name, Box::new(dataset)),
        Err(error) => {
            let kind = FindingKind::UnreadableSnapshot { error };
            Read::Texts(Documents::of_unread(name, kind))
        }
    }
}

/// The validated documents, before the places of their findings are known.
struct Outcome<'t> {
    documents: Documents<'t>,
    dataset: Option<Dataset>,
    pending: Vec<PendingFinding>,
    severities: Severities,
}

impl<'t> Outcome<'t> {
    fn new(mut documents: Documents<'t>) -> Self {
        let lost_ids = std::mem::take(&mut documents.lost_ids);
        let is_complete = documents.findings.is_empty();
        let validated = validate(documents.take_records(), &lost_ids, DEFAULTS);
        let Validated {
            dataset,
            findings: mut pending,
            severities,
        } = validated;
        if !is_complete {
            pending.retain(|finding| !depends_on_lost_parts(&finding.kind, documents.is_cut));
        }
        Self {
            documents,
            dataset: dataset.filter(|_| is_complete),
            pending,
            severities,
        }
    }

    fn check(mut self) -> Checked {
        self.documents.find_cut_off_texts();
        let report = report(self.documents, self.pending, self.severities);
        Checked {
            dataset: self.dataset.filter(|_| report.errors() == 0),
            report,
        }
    }

    /// Returns the dataset. Its warnings are not located, which would parse every text again.
    fn into_dataset(mut self) -> Result<Dataset, LoadError> {
        // Texts that are cut off are only looked for in a check, unless the dataset makes them errors.
        let dataset = if self.cut_off_texts_are_errors() {
            let Checked { dataset, report } = self.check();
            return dataset.ok_or_else(|| LoadError::Invalid(Box::new(report)));
        } else {
            self.dataset.take()
        };
        dataset.ok_or_else(|| LoadError::Invalid(Box::new(self.check().report)))
    }

    fn cut_off_texts_are_errors(&self) -> bool {
        let mut severities = self.severities.iter();
        severities.any(|(code, severity)| &**code == "cut-off-text" && *severity == Severity::Error)
    }
}

/// Returns the report of the findings of reading, and of those of validation with their places.
fn report(
    mut documents: Documents<'_>,
    pending: Vec<PendingFinding>,
    severities: Severities,
) -> Report {
    let located = locate(&documents, pending);
    let mut findings = std::mem::take(&mut documents.findings);
    findings.extend(located);
    Report::new(documents.take_texts(), findings, severities)
}

/// Returns `true` if what could not be read may be the reason for a finding. `is_cut` is `true` if the end of a text is
/// unknown.
fn depends_on_lost_parts(finding: &FindingKind, is_cut: bool) -> bool {
    match finding {
        // What was lost may define an organization, cite any source, read a partnership, or be a format.
        FindingKind::EmptyDataset
        | FindingKind::PartialPass { .. }
        | FindingKind::UnusedSource { .. }
        | FindingKind::ViewWithoutFormat { .. } => true,
        // The rest of the text may have similar dates, and a phase that ends the last one before it.
        FindingKind::FarDate { .. }
        | FindingKind::PhaseAfterDissolution {
            until: End::Ongoing,
            ..
        } => is_cut,
        _ => false,
    }
}

/// Finds the places to which the paths of findings lead. A finding of the whole dataset is placed at the start of its
/// first text.
fn locate(documents: &Documents<'_>, pending: Vec<PendingFinding>) -> Vec<Finding> {
    let mut locator = Locator::new(documents);
    let start = documents
        .first_text()
        .map(|text| Place::new(0, text, &Lines::default(), 0..0));
    let pending = pending.into_iter();
    pending
        .map(|finding| Finding {
            kind: finding.kind,
            place: match finding.path {
                Some(path) => Some(locator.place(&path)),
                None => start.clone(),
            },
            related: finding
                .related
                .map(|(path, label)| (locator.place(&path), label)),
        })
        .collect()
}
