//! `interorg motives`

use super::answer::{AnswerArgs, Context};
use super::error::CliError;
use super::given::Given;
use super::limits::{Reads, limits};
use super::{Outcome, print};
use interorg::analysis::Scope;
use interorg::view;

/// List the motives that match, across partnerships: who holds which, since when, in which words
///
/// Motives are those of the partnerships that match, partnership by partnership. Without --at or --during, the answer
/// covers the whole record.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg motives --held-by AU --motive resource-dependence
  interorg motives --motive materialist --at 2005
  interorg motives --between NATO EU --evidence
  interorg motives -o motives.csv")]
pub(super) struct Args {
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    let output = args.answer.output()?;
    args.answer.is_about(&[]);
    let query = args.answer.unweighted_query("the list of motives")?;
    let table = view::motives(&query.select(), args.answer.evidence());
    let mut context = Context::of_query(given, &query, Scope::Partnerships);
    let is_empty = table.rows.is_empty();
    context.note(limits(&query, Reads::States, is_empty, &output));
    print::table(table, &context, &output)
}
