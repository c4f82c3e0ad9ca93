//! The ways to a dataset: from a text, from files, from inputs read elsewhere.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::error::LoadError;
use super::finding::{Finding, Lines, Place, Report};
use super::problem::Problem;
use super::read::{Documents, Input, Locator};
use super::validate::{PendingFinding, validate};
use crate::model::{Dataset, Vocabularies};

/// The largest file that is read, in bytes.
///
/// The parser needs about fifteen times the size of a YAML document in memory.
const MAX_BYTES: u64 = 512 * 1024 * 1024;

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

/// Checks the inputs of one dataset and makes the model from them.
///
/// Where the dataset brings no vocabulary of a kind, the default one is used.
pub fn check(inputs: Vec<Input>) -> Checked {
    let mut read = Documents::read(inputs);
    let lost_ids = std::mem::take(&mut read.lost_ids);
    let broken = !read.findings.is_empty();
    let records = read.take_records();
    let (dataset, pending) = validate(records, &lost_ids, DEFAULTS);
    // What could not be read may have defined or cited anything.
    let pending = pending.into_iter().filter(|finding| {
        let doubtful = matches!(
            finding.problem,
            Problem::EmptyDataset | Problem::UnusedSource { .. }
        );
        !(broken && doubtful)
    });
    let findings = locate(&read, pending);
    let all = std::mem::take(&mut read.findings)
        .into_iter()
        .chain(findings)
        .collect();
    let report = Report::new(read.texts, all);
    Checked {
        dataset: dataset.filter(|_| report.errors() == 0),
        report,
    }
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
    let input = Input {
        name: "dataset".to_owned(),
        bytes: yaml.as_bytes().to_vec(),
    };
    let Checked { dataset, report } = check(vec![input]);
    dataset.ok_or_else(|| LoadError::Invalid(Box::new(report)))
}

/// Loads a dataset from files and directories; what they hold is laid together.
///
/// # Errors
/// Fails with [`LoadError::Io`] or a sibling if something cannot be read, and with
/// [`LoadError::Invalid`] if the check finds an error.
pub fn load(paths: impl IntoIterator<Item = impl AsRef<Path>>) -> Result<Dataset, LoadError> {
    let Checked { dataset, report } = check(read_inputs(paths)?);
    dataset.ok_or_else(|| LoadError::Invalid(Box::new(report)))
}

/// Reads the YAML files at the paths, in order; of a directory all files that end in `.yaml` or
/// `.yml`, and those in the directories below it, in the order of their names.
///
/// # Errors
/// Fails if a path cannot be read, a directory has no YAML file, or a file is over 512 MiB.
pub fn read_inputs(
    paths: impl IntoIterator<Item = impl AsRef<Path>>,
) -> Result<Vec<Input>, LoadError> {
    let mut files = Vec::new();
    for path in paths {
        let path = path.as_ref();
        let metadata = fs::metadata(path).map_err(|error| LoadError::io(path, error))?;
        if metadata.is_dir() {
            let before = files.len();
            yaml_files(path, 0, &mut files)?;
            if files.len() == before {
                return Err(LoadError::NoYaml {
                    path: path.to_owned(),
                });
            }
        } else {
            files.push(path.to_owned());
        }
    }
    files.iter().map(|path| read_file(path)).collect()
}

/// How deep directories may be nested; deeper ones are taken for a loop of links.
const MAX_DEPTH: usize = 32;

fn yaml_files(directory: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), LoadError> {
    let failed = |error| LoadError::io(directory, error);
    let mut entries: Vec<PathBuf> = fs::read_dir(directory)
        .map_err(failed)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(failed)?;
    entries.sort();
    for path in entries {
        let is_yaml = path
            .extension()
            .is_some_and(|ending| ending == "yaml" || ending == "yml");
        if path.is_dir() {
            if depth < MAX_DEPTH {
                yaml_files(&path, depth + 1, files)?;
            }
        } else if is_yaml {
            files.push(path);
        }
    }
    Ok(())
}

fn read_file(path: &Path) -> Result<Input, LoadError> {
    let failed = |error| LoadError::io(path, error);
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(failed)?;
    file.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(LoadError::TooLarge {
            path: path.to_owned(),
            limit: MAX_BYTES,
        });
    }
    Ok(Input {
        name: path.display().to_string(),
        bytes,
    })
}

/// Finds the places of findings that still have paths.
fn locate(read: &Documents, pending: impl Iterator<Item = PendingFinding>) -> Vec<Finding> {
    let mut locator = Locator::new(read);
    let nowhere = read
        .texts
        .first()
        .map(|text| Place::new(0, &text.text, &Lines::default(), 0..0));
    pending
        .map(|finding| Finding {
            problem: finding.problem,
            place: match finding.place {
                Some((document, steps)) => Some(locator.place(document, &steps)),
                None => nowhere.clone(),
            },
            related: finding
                .related
                .map(|((document, steps), label)| (locator.place(document, &steps), label)),
        })
        .collect()
}
