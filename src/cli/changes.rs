//! `interorg changes`

use std::slice;

use super::answer::{AnswerArgs, Context};
use super::date::{GivenDate, parse_date};
use super::error::CliError;
use super::filter::confidence;
use super::given::Given;
use super::limits::{Reads, possible_matches};
use super::{Outcome, print};
use interorg::analysis::Scope;
use interorg::model::{Date, Day};
use interorg::query::{Filter, Period, QueryError};
use interorg::view;

/// Show what changed between two dates
///
/// Lists the phases and conditions that changed, the motives that began or ceased, the operations that
/// began or ended, the organizations that were founded or ended, and the milestones in between. A date
/// stands for its last day, and now for the as-of date of the dataset.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg changes 2000 2010
  interorg changes 2003 2005 --with AU --coding activity --evidence
  interorg changes 2014 2024 --between EU NATO --format json")]
pub(super) struct Args {
    /// The earlier date
    #[arg(value_name = "FROM", value_parser = parse_date)]
    from: GivenDate,
    /// The later date
    #[arg(value_name = "TO", value_parser = parse_date)]
    to: GivenDate,
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    args.answer.is_about(&[]);
    let filter = args.answer.unweighted_filter("changes")?;
    if filter.at.is_some() || filter.during.is_some() {
        let message = "--at and --during cannot be used with `changes`".to_owned();
        let hint = "Give the two dates alone, as in `interorg changes 2000 2010`.";
        return Err(CliError::Usage(message, Some(hint.to_owned())));
    }
    let (earlier, later) = (args.answer.date(args.from)?, args.answer.date(args.to)?);
    let (from, to) = days(earlier, later)?;
    let filter = Filter {
        during: Some(Period::new(Some(earlier), Some(later))),
        ..filter
    };
    let output = args.answer.output()?;
    let query = args.answer.resolve(&filter)?;
    let mut dossier = view::changes(&query, from, to, args.answer.evidence());
    let mut context = Context::of_query(given, &query, Scope::Organizations)
        .with_argument("from", earlier.to_string())
        .with_argument("to", later.to_string())
        .at_any_time();
    context.note(confidence(&query, || query.select()));
    context.note(possible_matches(slice::from_ref(&query), Reads::States));
    let is_empty = dossier.is_empty();
    if is_empty {
        // Unknown and uncertain dates may hide changes.
        context.note(std::mem::take(&mut dossier.notes));
    }
    print::dossier(dossier, &context, &output, is_empty)
}

/// Returns the days that the two dates stand for: their last ones.
fn days(from: Date, to: Date) -> Result<(Day, Day), CliError> {
    let last_day = |date: Date| date.latest().ok_or(QueryError::OpenEnded { date });
    let (first, second) = (last_day(from)?, last_day(to)?);
    if first >= second {
        let message = format!("`{from}` is not before `{to}`");
        let hint = "Give the earlier date first.".to_owned();
        return Err(CliError::Usage(message, Some(hint)));
    }
    Ok((first, second))
}
