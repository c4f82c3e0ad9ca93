//! The subcommand `interorg init`.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::error::CliError;
use super::hidden::is_hidden_name;
use super::output::{replace, to_stdout, together};
use interorg::dataset;

const SCHEMA_NAME: &str = "interorg.schema.json";
const DATASET_NAME: &str = "dataset.yaml";

/// The contents of a new dataset.
const DATASET: &str = include_str!("init.yaml");

/// Start a dataset in a new or empty directory
///
/// Writes a small commented dataset that passes `check`, with two organizations, one partnership and one source, and the
/// JSON Schema with which an editor completes and explains the keys. The directory may have `.git`, and what an interrupted
/// `init` wrote.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg init my-dataset
  interorg check my-dataset && interorg diagram --data my-dataset -o my-dataset.svg")]
pub(super) struct Args {
    /// The directory, which must be empty or must not exist yet
    #[arg(value_name = "DIR")]
    directory: PathBuf,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let directory = &args.directory;
    let shown = directory.display();
    let failed =
        |error: std::io::Error| CliError::Usage(format!("cannot use `{shown}`: {error}"), None);
    let schema = dataset::schema(dataset::builtin().vocabularies());
    let schema = format!("{schema}\n");
    let files = [(DATASET_NAME, DATASET), (SCHEMA_NAME, &schema)];
    if directory.exists() {
        for entry in fs::read_dir(directory).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name();
            if !may_be_there(directory, &name, &files) {
                let name = Path::new(&name).display();
                let hint = "Name a directory that is empty, has `.git` alone, or does not exist.";
                let message = format!("the directory `{shown}` is not empty: it has `{name}`");
                return Err(CliError::Usage(message, Some(hint.to_owned())));
            }
        }
    }
    fs::create_dir_all(directory).map_err(failed)?;
    together(|| {
        let mut files = files.iter();
        files.try_for_each(|(name, text)| replace(&directory.join(name), text.as_bytes()))
    })?;
    let mut next = Vec::new();
    for (name, _) in files {
        next.extend_from_slice(directory.join(name).as_os_str().as_encoded_bytes());
        next.push(b'\n');
    }
    next.extend_from_slice(b"Next: interorg check ");
    next.extend_from_slice(directory.as_os_str().as_encoded_bytes());
    next.push(b'\n');
    to_stdout(&next)?;
    Ok(Outcome::Done)
}

/// Returns `true` if a directory may have an entry before the files are written: that of a new repository of Git, or what
/// an interrupted `init` left behind.
fn may_be_there(directory: &Path, name: &OsStr, files: &[(&str, &str)]) -> bool {
    if name == ".git" || name.to_str().is_some_and(is_hidden_name) {
        return true;
    }
    let written = files.iter().find(|(file, _)| name == *file);
    written.is_some_and(|(_, text)| {
        let found = fs::read(directory.join(name));
        found.is_ok_and(|found| found == text.as_bytes())
    })
}
