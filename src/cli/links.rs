//! `interorg links`

use super::answer::{AnswerArgs, Context};
use super::error::CliError;
use super::filter::{limits, note_other_ties, possible_matches, successors};
use super::given::Given;
use super::{Outcome, print};
use interorg::analysis::Scope;
use interorg::view;

/// List the partnerships that match
///
/// The partnerships are in the order of the dataset. Without --at or --during, the answer covers the whole
/// record; phase, condition and weight are those on the as-of date of the dataset. Filters on motives and
/// operations also narrow the motives and operations that are listed.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg links
  interorg links --at 2010 --min-phase formalized
  interorg links --condition stalled --during 2004..
  interorg links --country Somalia --role funding --format json")]
pub(super) struct Args {
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    let output = args.answer.output()?;
    args.answer.is_about(&[]);
    let query = args.answer.query()?;
    let mut table = view::links(&query.select(), args.answer.evidence());
    let mut context = Context::of_query(given, &query, Scope::Organizations);
    let is_empty = table.rows.is_empty();
    context.note(limits(&query, is_empty, &output, || query.select()));
    if is_empty {
        context.note(successors(query.named_organizations()));
    }
    context.note(possible_matches(&query, None));
    note_other_ties(&query, is_empty, &mut table.notes, &output, &mut context);
    print::table(table, &context, &output)
}
