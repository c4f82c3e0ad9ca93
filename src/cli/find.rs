//! `interorg find`

use super::answer::{Context, OutputArgs};
use super::data::DataArgs;
use super::error::CliError;
use super::given::Given;
use super::stamp::StampArg;
use super::{Outcome, print};
use interorg::analysis::Scope;
use interorg::view;

/// Search everything that a dataset records: names, titles, statements, places, remarks, sources
///
/// Case, accents and punctuation do not count. A match begins at the start of a word. Several words match together, or
/// else each of them in one field. The closest matches come first: names, then titles and statements, then remarks and
/// quotations.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg find Berlin Plus
  interorg find Somalia --limit 100
  interorg find \"union africaine\" --format json
  interorg find S/RES/1744")]
pub(super) struct Args {
    /// The text; several words are one text
    #[arg(value_name = "TEXT", required = true)]
    text: Vec<String>,
    /// Show at most this many records
    #[arg(long, value_name = "N", default_value = "30", value_parser = clap::value_parser!(u64).range(1..))]
    limit: u64,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    stamp: StampArg,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    let output = args.output.output(&args.data.data)?.stamped(args.stamp)?;
    let graph = args.data.graph()?;
    let text = args.text.join(" ");
    let context = Context::of_graph(given, graph, Scope::Dataset)
        .with_argument("text", &text)
        .with_argument("limit", args.limit);
    let limit = usize::try_from(args.limit).unwrap_or(usize::MAX);
    let table = view::found(graph, &text, limit);
    print::table(table, &context, &output)
}
