//! `interorg milestones`

use super::answer::{AnswerArgs, Context};
use super::error::CliError;
use super::given::Given;
use super::limits::{Reads, limits};
use super::{Outcome, print};
use interorg::analysis::Scope;
use interorg::view;

/// List the milestones of the partnerships that match, by date
///
/// Filters choose partnerships; all their milestones are listed, up to --at or within --during. A partnership matches if
/// it does so on any day of that time.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg milestones --during 2003..2005
  interorg milestones --between NATO EU
  interorg milestones --condition stalled --evidence
  interorg milestones --with AU -o au-milestones.csv")]
pub(super) struct Args {
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    let output = args.answer.output()?;
    args.answer.is_about(&[]);
    let query = args.answer.unweighted_query("the list of milestones")?;
    let table = view::milestones(&query.select_courses(), args.answer.evidence());
    let mut context = Context::of_every_coding(given, &query, Scope::Partnerships);
    let is_empty = table.rows.is_empty();
    context.note(limits(&query, Reads::Courses, is_empty, &output));
    print::table(table, &context, &output)
}
