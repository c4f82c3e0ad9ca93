//! The subcommand `interorg codebook`.

use std::path::PathBuf;

use super::Outcome;
use super::data::DataArgs;
use super::error::CliError;
use super::extension::{Offered, format_of};
use super::given::Given;
use super::output::{to_file, to_stdout};
use super::stamp::{StampArg, Stamped, sha256};
use interorg::analysis::Scope;
use interorg::dataset::write_codebook;
use interorg::export::Format;

/// Print the codebook of a dataset as Markdown
///
/// The codebook contains every field, type, allowed value and rule, the vocabularies with their definitions, an
/// explanation of each finding of `check`, and how to add a record.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg codebook | less
  interorg codebook --data my-dataset/ -o CODEBOOK.md")]
pub(super) struct Args {
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    stamp: StampArg,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    let markdown = [Offered::of(Format::Markdown)];
    format_of(None, args.output.as_deref(), Format::Markdown, &markdown)?;
    let path = args.output.as_deref();
    args.stamp.check(None, path)?;
    let graph = args.data.graph()?;
    let mut bytes = Vec::new();
    write_codebook(graph.dataset(), &mut bytes)?;
    match &args.output {
        Some(path) => to_file(path, &bytes, &args.data.data)?,
        None => to_stdout(&bytes)?,
    }
    let stamped = Stamped::of_graph(given, graph, Scope::Vocabularies);
    let hash = || sha256(&bytes);
    args.stamp
        .write_beside(None, path, hash, &stamped, &args.data.data)?;
    Ok(Outcome::Done)
}
