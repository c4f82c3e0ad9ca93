//! The subcommand `interorg diff`.

use std::path::{Path, PathBuf};

use interorg::dataset;
use interorg::export::Provenance;
use interorg::model::Dataset;
use interorg::view;

use super::answer::{Context, OutputArgs};
use super::data::{LimitArgs, inputs, is_stdin, load};
use super::error::CliError;
use super::progress::during;
use super::{Outcome, print};

/// The name of the dataset that ships with the program.
const SHIPPED: &str = "shipped";

/// Compare two datasets, record by record
///
/// Lists the organizations, partnerships, operations, sources and terms that were added, removed or changed, with each field
/// before and after. Phases, motives, milestones, lessons and participations are compared one by one. The order of records
/// is not a difference, and neither is the way in which they are written or divided into files. Both datasets must pass
/// `check`.
#[derive(clap::Args)]
#[command(after_help = "\
Exit status: 0 the datasets are equal, 1 they differ, 2 error.

Examples:
  interorg diff old/ new/
  interorg diff shipped my-dataset/
  interorg diff - new.yaml < old.yaml
  interorg diff old/ new/ --format markdown > comment.md")]
pub(super) struct Args {
    /// The first dataset: a file or directory, - for standard input, or `shipped` for the shipped dataset
    #[arg(value_name = "BEFORE")]
    before: PathBuf,
    /// The second dataset
    #[arg(value_name = "AFTER")]
    after: PathBuf,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    limit: LimitArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    if is_stdin(&args.before) && is_stdin(&args.after) {
        let message = "standard input can be only one of the datasets".to_owned();
        let hint = "Name a file or directory for the other one.".to_owned();
        return Err(CliError::Usage(message, Some(hint)));
    }
    let paths = [args.before.clone(), args.after.clone()];
    let output = args.output.output(&paths)?;
    let before = dataset_at(&args.before, &args.limit)?;
    let after = dataset_at(&args.after, &args.limit)?;
    let diff = during("comparing", || dataset::diff(&before, &after));
    let [first, second] = [&args.before, &args.after].map(|path| path.to_string_lossy());
    let provenance = Provenance::without_dataset("diff")
        .with_argument("before", &first)
        .with_argument("after", &second);
    let context = Context::without_stamp(provenance);
    print::dossier(view::diff(&diff, &first, &second), &context, &output, false)?;
    if diff.is_empty() {
        Ok(Outcome::Done)
    } else {
        Ok(Outcome::Negative)
    }
}

/// Loads the dataset at a path.
fn dataset_at(path: &Path, limit: &LimitArgs) -> Result<Dataset, CliError> {
    if path == Path::new(SHIPPED) {
        return Ok(dataset::builtin());
    }
    load(inputs(&[path.to_owned()], limit)?)
}
