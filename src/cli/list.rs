//! `interorg list`

use super::answer::{Context, OutputArgs};
use super::choice::choice;
use super::data::DataArgs;
use super::error::CliError;
use super::given::Given;
use super::stamp::StampArg;
use super::{Outcome, print};
use interorg::analysis::Scope;
use interorg::analysis::ThingKind;
use interorg::view;

/// List what a dataset contains, with counts: organizations, operations, countries, phases, motives, ...
///
/// Without a kind, the kinds are listed. The ids are the words that filters take.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg list
  interorg list organizations
  interorg list countries
  interorg list motives --format markdown
  interorg list sources -o sources.csv")]
pub(super) struct Args {
    /// What to list
    #[arg(value_name = "KIND",
        value_parser = choice(ThingKind::ALL.iter().copied(), ThingKind::name, ThingKind::description))]
    kind: Option<ThingKind>,
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
    let context = Context::of_graph(given, graph, Scope::Dataset);
    let context = context.with_argument("kind", args.kind.map(ThingKind::name));
    let table = match args.kind {
        Some(kind) => view::inventory(graph, kind),
        None => view::kinds(graph),
    };
    print::table(table, &context, &output)
}
