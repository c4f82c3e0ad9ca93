//! The subcommand `interorg init`.

use std::fs;
use std::path::PathBuf;

use super::Outcome;
use super::error::CliError;
use super::output::{replace, to_stdout};
use interorg::dataset;

const SCHEMA_NAME: &str = "interorg.schema.json";
const DATASET_NAME: &str = "dataset.yaml";

/// The contents of a new dataset.
const DATASET: &str = include_str!("init.yaml");

/// Start a dataset in a new or empty directory
///
/// Writes a small commented dataset that passes `check`, with two organizations, one partnership and one source, and the
/// JSON Schema with which an editor completes and explains the keys.
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
    if directory.exists() {
        let mut entries = fs::read_dir(directory).map_err(failed)?;
        if entries.next().is_some() {
            let hint = "Name a directory that is empty or does not exist.";
            let message = format!("the directory `{shown}` is not empty");
            return Err(CliError::Usage(message, Some(hint.to_owned())));
        }
    }
    fs::create_dir_all(directory).map_err(failed)?;
    let schema = dataset::schema(dataset::builtin().vocabularies());
    replace(
        &directory.join(SCHEMA_NAME),
        format!("{schema}\n").as_bytes(),
    )?;
    replace(&directory.join(DATASET_NAME), DATASET.as_bytes())?;
    let mut next = Vec::new();
    for name in [DATASET_NAME, SCHEMA_NAME] {
        next.extend_from_slice(directory.join(name).as_os_str().as_encoded_bytes());
        next.push(b'\n');
    }
    next.extend_from_slice(b"Next: interorg check ");
    next.extend_from_slice(directory.as_os_str().as_encoded_bytes());
    next.push(b'\n');
    to_stdout(&next)?;
    Ok(Outcome::Done)
}
