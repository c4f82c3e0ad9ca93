//! `interorg changes`

use super::data::DataArgs;
use super::error::CliError;
use super::filter::{FilterArgs, note_time_beyond_record};
use super::output::AnswerArgs;
use super::{Outcome, print};
use interorg::model::Date;
use interorg::query::{Filter, Period, QueryError};
use interorg::view;

/// Tell what changed between two dates
///
/// Phases and conditions that moved, motives that began or ceased, operations that began and ended,
/// organizations founded or ended, and the milestones between. A date stands for its last day.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg changes 2000 2010
  interorg changes 2003 2005 --with AU --coding activity --evidence
  interorg changes 2014 2024 --between EU NATO --format json")]
pub(super) struct Args {
    /// The date before
    #[arg(value_name = "FROM", value_parser = super::filter::parse_date)]
    from: Date,
    /// The date after
    #[arg(value_name = "TO", value_parser = super::filter::parse_date)]
    to: Date,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    answer: AnswerArgs,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let filter = args.filter.filter()?;
    if filter.at.is_some() || filter.during.is_some() {
        let message = "`changes` takes its two dates as they stand".to_owned();
        let hint = "Leave out --at and --during, as in `interorg changes 2000 2010`.";
        return Err(CliError::Usage(message, Some(hint.to_owned())));
    }
    let graph = args.data.graph()?;
    let last_day = |date: Date| date.latest().ok_or(QueryError::OpenEnded { date });
    let (from, to) = (last_day(args.from)?, last_day(args.to)?);
    if from >= to {
        let message = format!("`{}` is not before `{}`", args.from, args.to);
        let hint = "Name the earlier date first.".to_owned();
        return Err(CliError::Usage(message, Some(hint)));
    }
    let query = Filter {
        during: Some(Period::new(Some(args.from), Some(args.to))),
        ..filter
    }
    .resolve(graph)?;
    note_time_beyond_record(&query);
    let dossier = view::changes(&query, from, to, args.answer.evidence);
    match dossier.sections.is_empty() {
        true => print::nothing(args.answer.format),
        false => print::dossier(&dossier, args.answer.format),
    }
}
