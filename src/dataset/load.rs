//! The ways to a dataset: from a text, from files, from inputs read elsewhere.

use std::io::Read;
use std::path::Path;

use super::error::LoadError;
use super::files::{files, read_file};
use super::finding::{Finding, FindingKind, Lines, Place, Report};
use super::validate::{PendingFinding, validate};
use super::yaml::read::{Documents, Input, Locator};
use crate::model::{Dataset, Vocabularies};

/// The largest file that is read, in bytes.
///
/// The parser needs fifteen to thirty times the size of a YAML document in memory; a large one that is a plain
/// block mapping is read in pieces, which takes about five times its size.
pub const MAX_BYTES: u64 = 512 * 1024 * 1024;

/// What a check comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The dataset; `None` if there is an error among the findings.
    pub dataset: Option<Dataset>,
    /// The findings, warnings among them.
    pub report: Report,
}

/// The vocabularies for datasets that bring none; the build script, which packs them, has none.
const DEFAULTS: Option<fn() -> Vocabularies> = {
    #[cfg(packed)]
    let defaults: Option<fn() -> Vocabularies> = Some(super::builtin::default_vocabularies);
    #[cfg(not(packed))]
    let defaults: Option<fn() -> Vocabularies> = None;
    defaults
};

/// What the inputs of a dataset come to, before the places of its findings are looked up.
struct Outcome<'t> {
    read: Documents<'t>,
    dataset: Option<Dataset>,
    pending: Vec<PendingFinding>,
}

impl<'t> Outcome<'t> {
    fn of(mut read: Documents<'t>) -> Self {
        let lost_ids = std::mem::take(&mut read.lost_ids);
        let broken = !read.findings.is_empty();
        let records = read.take_records();
        let (dataset, mut pending) = validate(records, &lost_ids, DEFAULTS);
        if broken {
            // What could not be read may have defined or cited anything.
            pending.retain(|finding| {
                let kind = &finding.kind;
                !matches!(
                    kind,
                    FindingKind::EmptyDataset | FindingKind::UnusedSource { .. }
                )
            });
        }
        Self {
            read,
            dataset: dataset.filter(|_| !broken),
            pending,
        }
    }

    fn check(mut self) -> Checked {
        let located = locate(&self.read, self.pending);
        let mut findings = std::mem::take(&mut self.read.findings);
        findings.extend(located);
        Checked {
            dataset: self.dataset,
            report: Report::new(self.read.take_texts(), findings),
        }
    }

    /// Gives the dataset without looking up where its warnings stand.
    fn dataset(mut self) -> Result<Dataset, LoadError> {
        let dataset = self.dataset.take();
        dataset.ok_or_else(|| LoadError::Invalid(Box::new(self.check().report)))
    }
}

/// Checks the inputs of one dataset and makes the model from them.
///
/// Where the dataset brings no vocabulary of a kind, the default one is used.
pub fn check(inputs: Vec<Input>) -> Checked {
    Outcome::of(Documents::read(inputs)).check()
}

/// Parses one YAML text as a whole dataset.
///
/// # Errors
/// Fails with [`LoadError::Invalid`] if the check finds an error; the report tells all of them.
///
/// ```
/// let dataset = interorg::dataset::parse(
///     "organizations:\n  - {id: un, abbreviation: UN, name: United Nations}\n",
/// )?;
/// assert_eq!(dataset.organizations.len(), 1);
/// # Ok::<(), interorg::dataset::LoadError>(())
/// ```
pub fn parse(yaml: &str) -> Result<Dataset, LoadError> {
    Outcome::of(Documents::of_text("dataset", yaml)).dataset()
}

/// Loads a dataset from files and directories; what they hold is laid together.
///
/// # Errors
/// Fails with [`LoadError::Io`] or a sibling if something cannot be read, and with
/// [`LoadError::Invalid`] if the check finds an error.
pub fn load(paths: impl IntoIterator<Item = impl AsRef<Path>>) -> Result<Dataset, LoadError> {
    from_inputs(read_inputs(paths)?)
}

/// Makes a dataset of inputs that were read elsewhere, without the warnings about them.
///
/// # Errors
/// Fails with [`LoadError::Invalid`] if the check finds an error; the report tells all findings.
pub fn from_inputs(inputs: Vec<Input>) -> Result<Dataset, LoadError> {
    Outcome::of(Documents::read(inputs)).dataset()
}

/// Reads one input to its end, such as the standard input.
///
/// # Errors
/// Fails if it cannot be read or is over [`MAX_BYTES`].
pub fn read_input(name: impl Into<String>, from: impl Read) -> Result<Input, LoadError> {
    read_input_up_to(MAX_BYTES, name, from)
}

/// Reads one input of at most so many bytes to its end.
///
/// # Errors
/// Fails if it cannot be read or is larger.
pub fn read_input_up_to(
    limit: u64,
    name: impl Into<String>,
    from: impl Read,
) -> Result<Input, LoadError> {
    let name = name.into();
    let mut bytes = Vec::new();
    from.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| LoadError::io(Path::new(&name), error))?;
    if bytes.len() as u64 > limit {
        return Err(LoadError::TooLarge {
            path: name.into(),
            limit,
        });
    }
    Ok(Input { name, bytes })
}

/// Reads the YAML files at the paths, in order; see [`files`].
///
/// # Errors
/// Fails if a path cannot be read, a directory has no YAML file, or a file is over [`MAX_BYTES`].
pub fn read_inputs(
    paths: impl IntoIterator<Item = impl AsRef<Path>>,
) -> Result<Vec<Input>, LoadError> {
    let files = files(paths)?;
    files.iter().map(read_file).collect()
}

/// Finds the places of findings that still have paths.
fn locate(read: &Documents<'_>, pending: Vec<PendingFinding>) -> Vec<Finding> {
    let mut locator = Locator::new(read);
    let nowhere = read
        .first_text()
        .map(|text| Place::new(0, text, &Lines::default(), 0..0));
    pending
        .into_iter()
        .map(|finding| Finding {
            kind: finding.kind,
            place: match finding.path {
                Some(path) => Some(locator.place(&path)),
                None => nowhere.clone(),
            },
            related: finding
                .related
                .map(|(path, label)| (locator.place(&path), label)),
        })
        .collect()
}
