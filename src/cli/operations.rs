//! `interorg operations`

use super::answer::{AnswerArgs, Context};
use super::error::CliError;
use super::given::Given;
use super::limits::{Reads, limits};
use super::{Outcome, print};
use interorg::analysis::Scope;
use interorg::view;

/// List the operations that match: where, when, and who takes part in which role
///
/// The operations are in the order of the dataset. They need not be shared by two partners. With --with, these are the
/// operations of an organization, with --between those of two; of all participants those are listed that match --role.
/// With a filter on phases, conditions or motives, with --min-shared or --min-weight, these are operations that a matching
/// partnership shares. Without --at or --during, the answer covers the whole record.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg operations --at 2008
  interorg operations --between NATO EU
  interorg operations --country Somalia --role funding --evidence
  interorg operations --with AU --during 2010.. -o au.csv")]
pub(super) struct Args {
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    let output = args.answer.output()?;
    args.answer.is_about(&[]);
    let query = args.answer.unweighted_query("the list of operations")?;
    let table = view::operations(&query, args.answer.evidence());
    let mut context = Context::of_query(given, &query, Scope::Organizations);
    let is_empty = table.rows.is_empty();
    context.note(limits(&query, Reads::Operations, is_empty, &output));
    print::table(table, &context, &output)
}
