//! `interorg findings`

use std::slice;

use super::answer::{AnswerArgs, Context};
use super::error::CliError;
use super::filter::{confidence, note_other_ties};
use super::given::Given;
use super::limits::{Reads, hints};
use super::progress::during;
use super::{Outcome, print};
use interorg::analysis::Scope;
use interorg::query::Filter;
use interorg::view::{self, ObservationsOptions};

/// Test the three observations of the founding study on the data, under each coding
///
/// Are partnerships ever reversed? Are motives both materialist and ideational? What did the field
/// teach? Proportions have exact binomial intervals. Durations are Kaplan-Meier estimates; a stay whose
/// end was not observed is censored. If several coding passes read the partnerships, their agreement is
/// measured too: Krippendorff's alpha, weighted kappa, and the transitions that both have.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg findings
  interorg findings --cases --with AU
  interorg findings --evidence --format markdown
  interorg findings --format json --data my-dataset/")]
pub(super) struct Args {
    /// List the cases that each number counts
    #[arg(long)]
    cases: bool,
    #[command(flatten)]
    answer: AnswerArgs,
}

/// What the filter restricts, and what it does not.
const FILTER_SCOPE: &str = "The filter selects the partnerships; phases and conditions also select the years, stays and \
    transitions that are counted. How these begin and end is read from the whole record under each coding; motives are \
    those held at the time.";

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    let output = args.answer.output()?;
    let filter = args.answer.unweighted_filter("the findings")?;
    let selection = filter.resolve(args.answer.graph()?)?.select_courses();
    let options = ObservationsOptions {
        cases: args.cases,
        evidence: args.answer.evidence(),
    };
    let mut observations = during("counting", || view::observations(&selection, options));
    if let Some(filter) = filter_in_words(&filter) {
        let note = format!("Filter: {filter}. {FILTER_SCOPE}");
        observations.notes.insert(0, note);
    }
    let context = Context::of_every_coding(given, selection.query(), Scope::Organizations);
    let mut context = context.comparing_passes();
    let query = selection.query();
    let notes = &mut observations.notes;
    note_other_ties(query, selection.is_empty(), notes, &output, &mut context);
    context.note(confidence(selection.query(), || selection.clone()));
    context.note(hints(
        slice::from_ref(selection.query()),
        Reads::Courses,
        selection.is_empty(),
    ));
    print::dossier(observations, &context, &output, selection.is_empty())
}

/// Returns the filter and its time, such as `with AU · during 2000..2010`; `None` if it restricts nothing.
fn filter_in_words(filter: &Filter) -> Option<String> {
    let at = filter.at.map(|date| format!("on {date}"));
    let during = filter.during.map(|period| format!("during {period}"));
    let words = Some(filter.description()).filter(|words| !words.is_empty());
    let parts: Vec<String> = words.into_iter().chain(at).chain(during).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}
