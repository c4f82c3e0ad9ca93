//! `interorg stale`

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use interorg::analysis::Stamp;
use interorg::export::{Provenance, find_stamp};
use interorg::graph::Graph;
use interorg::view::{self, StampedFile};

use super::answer::{Context, OutputArgs};
use super::data::DataArgs;
use super::error::{CliError, note};
use super::stamp::{beside, sha256, stamped_file};
use super::{Outcome, print};

/// Report whether files are still what their queries produce
///
/// Each file has a stamp, in it or in a file beside it (see --stamp of the subcommand that wrote it). The stamp states the
/// query and has a fingerprint of the records that the answer rests on. These records are compared with
/// those on which the answer would rest now; networks also rest on which pairs have partnerships, by which they are laid out. Other changes of the dataset do not count, and neither do comments and the order of records.
/// The exit status is 1 if a file is stale, and 2 if one has no stamp.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg stale network.svg dyad-years.csv
  interorg stale network.svg --format json")]
pub(super) struct Args {
    /// The files
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let output = args.output.output(&args.data.data)?;
    let graph = args.data.graph()?;
    let mut files = Vec::new();
    let mut worst = Outcome::Done;
    // The stamp beside a file is listed with the file.
    let stamps: HashSet<PathBuf> = args.files.iter().map(|path| beside(path)).collect();
    for path in args.files.iter().filter(|path| !stamps.contains(*path)) {
        match file(path, graph) {
            Ok(file) => {
                if !file.is_current() {
                    worst = worst.max(Outcome::Negative);
                }
                note_other_dataset(&file, graph);
                files.push(file);
            }
            Err(error) => {
                error.print();
                worst = Outcome::Failed;
            }
        }
    }
    if files.is_empty() {
        return Ok(worst);
    }
    let names: Vec<&str> = files.iter().map(|file| &*file.file).collect();
    let provenance = Provenance::of_graph("stale", graph).with_argument("files", names);
    let context = Context::without_stamp(provenance);
    print::table(view::stale(&files), &context, &output)?;
    Ok(worst)
}

/// Reads the stamp of a file, which may be the path of a stamp beside a file, and compares it with a dataset.
fn file(path: &Path, graph: &Graph) -> Result<StampedFile, CliError> {
    let other = stamped_file(path).filter(|file| file.exists());
    let path = other.as_deref().unwrap_or(path);
    let content = read(path)?;
    let stamp = match find_stamp(&content) {
        Some(stamp) => stamp,
        None => stamp_beside(path)?,
    };
    let is_edited = stamp
        .sha256
        .as_ref()
        .is_some_and(|hash| *hash != sha256(&content));
    Ok(StampedFile {
        file: path.display().to_string(),
        freshness: stamp.freshness(graph),
        stamp,
        is_edited,
    })
}

fn stamp_beside(path: &Path) -> Result<Stamp, CliError> {
    let beside = beside(path);
    let no_stamp = |reason: &str| {
        let message = format!("`{}` has no stamp{reason}", path.display());
        let hint = "Write it with --stamp, which adds one to any format.".to_owned();
        CliError::Usage(message, Some(hint))
    };
    if !beside.exists() {
        return Err(no_stamp(""));
    }
    let stamp = find_stamp(&read(&beside)?);
    stamp.ok_or_else(|| no_stamp(&format!(", and `{}` is none", beside.display())))
}

fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    fs::read(path).map_err(|error| {
        let message = format!("cannot read `{}`: {error}", path.display());
        CliError::Usage(message, None)
    })
}

/// Prints a note if a file was made from a dataset with another title.
fn note_other_dataset(file: &StampedFile, graph: &Graph) {
    let title = graph.dataset().about().title.as_deref();
    let stamped = file.stamp.dataset.title.as_deref();
    if stamped == title {
        return;
    }
    let named = |title: Option<&str>| match title {
        Some(title) => format!("`{title}`"),
        None => "a dataset without a title".to_owned(),
    };
    note(&format!(
        "`{}` was made from {}, and is compared with {}",
        file.file,
        named(stamped),
        named(title)
    ));
}
