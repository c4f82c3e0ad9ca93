//! `interorg findings`

use super::data::DataArgs;
use super::error::CliError;
use super::filter::FilterArgs;
use super::output::AnswerArgs;
use super::{Outcome, print};
use interorg::view::{self, FindingsOptions};

/// Test the three observations of the founding study on the data, under each coding
///
/// Are partnerships ever reversed? Are motives both materialist and ideational? What did the field
/// teach? Shares carry exact binomial intervals, durations are Kaplan-Meier estimates in which what
/// still goes on is censored.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg findings
  interorg findings --cases --with AU
  interorg findings --evidence --format markdown
  interorg findings --format json --data my-dataset/")]
pub(super) struct Args {
    /// List the cases behind every number
    #[arg(long)]
    cases: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    answer: AnswerArgs,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let graph = args.data.graph()?;
    let selection = args.filter.filter()?.resolve(graph)?.select();
    if selection.is_empty() {
        return print::nothing(args.answer.format);
    }
    let options = FindingsOptions {
        cases: args.cases,
        evidence: args.answer.evidence,
    };
    print::profile(&view::findings(&selection, options), args.answer.format)
}
