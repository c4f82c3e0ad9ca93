//! `interorg findings`

use super::data::DataArgs;
use super::error::CliError;
use super::filter::FilterArgs;
use super::output::AnswerArgs;
use super::{Outcome, print};
use interorg::view::{self, ObservationsOptions};

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

/// What a selection does to findings.
const COURSES: &str = "It chooses the partnerships, whose transitions, years and stays are counted over the \
    whole record under each coding; motives are those held at the time.";

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let graph = args.data.graph()?;
    let filter = args.filter.filter()?;
    let selection = filter.resolve(graph)?.select_courses();
    if selection.is_empty() {
        return print::nothing(args.answer.format);
    }
    let options = ObservationsOptions {
        cases: args.cases,
        evidence: args.answer.evidence,
    };
    let mut findings = view::observations(&selection, options);
    let time = filter.at.map(|date| format!("on {date}"));
    let time = time.or_else(|| filter.during.map(|period| format!("during {period}")));
    let words = Some(filter.description()).filter(|words| !words.is_empty());
    let asked: Vec<String> = words.into_iter().chain(time).collect();
    if !asked.is_empty() {
        let asked = asked.join(" · ");
        findings
            .notes
            .insert(0, format!("Asked for: {asked}. {COURSES}"));
    }
    print::dossier(&findings, args.answer.format)
}
