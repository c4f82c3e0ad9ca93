//! The subcommand `interorg build`.

use std::path::PathBuf;

use super::Outcome;
use super::data::{LimitArgs, inputs, load};
use super::error::CliError;
use super::extension::{Offered, format_of};
use super::output::{refuse_on_terminal, to_file};
use super::progress::during;
use interorg::dataset;
use interorg::graph::Graph;

/// Build a snapshot of a dataset, from which questions are answered at once
///
/// Give it to --data of any subcommand. The answers are those of the files that it was built from, but most questions on
/// ten thousand partnerships take milliseconds instead of half a second. A snapshot has no lines, comments and warnings
/// of its files, so keep these. A program of another version may refuse it: build it again.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg build -o atlas.interorg --data my-dataset/
  interorg links --evidence --data atlas.interorg
  interorg check atlas.interorg")]
pub(super) struct Args {
    /// The file to write, such as atlas.interorg; - is standard output
    #[arg(short, long, value_name = "FILE", required = true)]
    output: PathBuf,
    /// Build from this file or directory instead of the shipped dataset; - is standard input
    ///
    /// Can be repeated: the contents are combined, and a conflict between them is an error.
    #[arg(long, value_name = "PATH")]
    data: Vec<PathBuf>,
    #[command(flatten)]
    limit: LimitArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    refuse_on_terminal("a snapshot", Some(&args.output))?;
    let snapshot = Offered {
        format: (),
        name: "a snapshot".to_owned(),
        extensions: &["interorg"],
    };
    format_of(Some(()), Some(&args.output), (), &[snapshot])?;
    let dataset = if args.data.is_empty() {
        dataset::builtin()
    } else {
        load(inputs(&args.data, &args.limit)?)?
    };
    let snapshot = during("building the snapshot", || {
        Graph::new(dataset).to_snapshot()
    });
    to_file(&args.output, &snapshot, &args.data)?;
    Ok(Outcome::Done)
}
