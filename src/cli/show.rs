//! `interorg show`

use super::data::DataArgs;
use super::error::CliError;
use super::filter::FilterArgs;
use super::output::AnswerArgs;
use super::{Outcome, print};
use interorg::graph::{Graph, Thing};
use interorg::query::{Query, QueryError};
use interorg::{view, view::Profile};

/// Show all that is known about an organization, a dyad, an operation, a motive or a source
///
/// Two organizations are a dyad. A thing is named by id, abbreviation, name or alias. As CSV, a dossier is
/// one long table of section, row, column and value.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg show AU
  interorg show UN AU --evidence
  interorg show amisom
  interorg show resource-dependence --format markdown
  interorg show UN AU --format csv
  interorg show EU NATO --coding activity --at 2010")]
pub(super) struct Args {
    /// What to show; two organizations are a dyad
    #[arg(value_name = "THING", required = true, num_args = 1..=2)]
    things: Vec<String>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    answer: AnswerArgs,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let graph = args.data.graph()?;
    let query = args.filter.filter().resolve(&graph)?;
    match profile(&graph, &query, &args.things, args.answer.evidence)? {
        Some(profile) => print::profile(&profile, args.answer.format),
        None => print::nothing(args.answer.format),
    }
}

/// Makes the dossier of one thing or of a dyad; `None` if the dataset says nothing of the dyad.
pub(super) fn profile(
    graph: &Graph,
    query: &Query<'_>,
    things: &[String],
    evidence: bool,
) -> Result<Option<Profile>, CliError> {
    match things {
        [one] => thing(graph, query, one, evidence).map(Some),
        [a, b, ..] => dyad(graph, query, a, b, evidence),
        [] => Ok(None),
    }
}

fn thing(
    graph: &Graph,
    query: &Query<'_>,
    name: &str,
    evidence: bool,
) -> Result<Profile, CliError> {
    let selection = query.select();
    let Some(thing) = graph.thing_named(name) else {
        return Err(QueryError::unknown_thing(graph, name).into());
    };
    Ok(match thing {
        Thing::Organization(organization) => view::organization(&selection, organization, evidence),
        Thing::Operation(operation) => view::operation(&selection, operation, evidence),
        Thing::Motive(motive) => view::motive(&selection, motive, evidence),
        Thing::MotiveFamily(family) => view::motive_family(&selection, family, evidence),
        Thing::Source(source) => view::source(graph, source),
    })
}

/// Makes the dossier of a dyad; `None` if the dataset says nothing of it.
fn dyad(
    graph: &Graph,
    query: &Query<'_>,
    a: &str,
    b: &str,
    evidence: bool,
) -> Result<Option<Profile>, CliError> {
    let members = [a.to_owned(), b.to_owned()];
    let pair = interorg::query::Filter {
        between: members.into(),
        ..Default::default()
    };
    let found = pair.resolve(graph)?.select();
    let selection = query.select();
    let standing = found.keys().first().map(|key| selection.standing(*key));
    Ok(standing.map(|standing| view::dyad(&selection, standing, evidence)))
}
