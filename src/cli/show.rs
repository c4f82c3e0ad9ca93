//! `interorg show`

use super::answer::{AnswerArgs, Context};
use super::error::CliError;
use super::filter::{note_time_beyond_record, other_ties, successors};
use super::given::Given;
use super::limits::hints_of_dossier;
use super::{Outcome, print};
use interorg::analysis::Scope;
use interorg::graph::{Graph, SourceRef, Thing};
use interorg::model::Identified as _;
use interorg::query::{self, Filter, Selection};
use interorg::view::Dossier;
use interorg::view::dossier;

/// Show everything about an organization, a dyad, an operation, a motive or a source
///
/// A thing is named by id, abbreviation, name or alias; two organizations name a dyad. A dyad is shown if
/// it matches the filters. Filters on phases, motives or operations narrow its dossier to what matches, and a
/// note counts the rest. Of other things, the partners, participations and motives that match are shown. A
/// source takes no filters. As CSV, a dossier is one long table of section, row, column and value.
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
    /// What to show; two organizations name a dyad
    #[arg(value_name = "THING", required = true, num_args = 1..=2)]
    things: Vec<String>,
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    let output = args.answer.output()?;
    args.answer.is_about_things(&args.things);
    let filter = args.answer.unweighted_filter("a dossier")?;
    let graph = args.answer.graph()?;
    refuse_filters_of_source(
        graph,
        &args.things,
        &filter,
        args.answer.is_read_otherwise(),
    )?;
    let found = dossier(graph, &filter, &args.things, args.answer.evidence())?;
    let (scope, among) = basis(graph, &args.things);
    let hints = hints_of_dossier(graph, &filter, &among, found.is_none())?;
    let context = Context::of_query(given, &filter.resolve(graph)?, scope).among(among);
    let mut context = context.with_argument("things", &args.things);
    context.note(hints);
    match found {
        Some(dossier) => print::dossier(dossier, &context, &output, false),
        None => {
            let named = args.things.iter();
            context.note(shared_operations(graph, &filter, &args.things)?);
            context.note(successors(
                named.filter_map(|name| graph.organization_named(name)),
            ));
            print::dossier(dossier::nothing(), &context, &output, true)
        }
    }
}

/// Returns a note if the two organizations of a dyad without a dossier share operations.
fn shared_operations(
    graph: &Graph,
    filter: &Filter,
    things: &[String],
) -> Result<Option<String>, CliError> {
    let [a, b] = things else {
        return Ok(None);
    };
    if !filter.between.is_empty() {
        return Ok(None);
    }
    let of_pair = Filter {
        between: vec![a.clone(), b.clone()],
        ..filter.clone()
    };
    Ok(other_ties(&of_pair.resolve(graph)?))
}

/// Returns which records the dossier of things rests on: a scope, and a filter that selects the partnerships.
pub(super) fn basis(graph: &Graph, things: &[String]) -> (Scope, Filter) {
    let id = |name: &String| {
        graph
            .organization_named(name)
            .map(|one| one.record().id().to_string())
    };
    let members = match things {
        [one] => pair(graph, one).map(|names| names.map(str::to_owned)),
        [a, b] => Some([a.clone(), b.clone()]),
        _ => None,
    };
    let ids = members.iter().flatten().filter_map(id);
    let ids: Vec<String> = ids.collect();
    let mut among = Filter::default();
    if !ids.is_empty() {
        among.between = ids;
        return (Scope::Partnerships, among);
    }
    let named = things.first().map(|name| graph.things_named(name));
    let Some([thing]) = named.as_deref() else {
        return (Scope::Dataset, among);
    };
    match thing {
        Thing::Organization(organization) => {
            // Partnerships of its successors may record phases that it lived through.
            let successors = organization.all_successors().into_iter();
            let all = std::iter::once(*organization).chain(successors);
            among.with = all.map(|one| one.record().id().to_string()).collect();
        }
        Thing::Operation(_) => among.operations = vec![thing.id(graph).to_owned()],
        Thing::Motive(_) | Thing::MotiveFamily(_) => {
            // Partnerships for which it was looked for and not found are in its dossier too.
            among.motives = vec![thing.id(graph).to_owned()];
            return (Scope::Dataset, among);
        }
        Thing::Source(_) => return (Scope::Dataset, among),
    }
    (Scope::Organizations, among)
}

/// Returns the dossier of one thing or of a dyad; `None` if nothing in it matches the filters, or if the dataset does
/// not record the dyad.
pub(super) fn dossier(
    graph: &Graph,
    filter: &Filter,
    things: &[String],
    evidence: bool,
) -> Result<Option<Dossier>, CliError> {
    let query = filter.resolve(graph)?;
    note_time_beyond_record(&query);
    let selection = query.select();
    match things {
        [one] => match pair(graph, one) {
            Some([a, b]) => dyad(&selection, a, b, evidence),
            None => thing(&selection, one, evidence),
        },
        [a, b, ..] => dyad(&selection, a, b, evidence),
        [] => Ok(None),
    }
}

/// Splits the name of a dyad, such as `UN–AU`, into the names of its members; `None` if it is the name of a thing, or if
/// no split gives two organizations.
///
/// Names of organizations may contain hyphens themselves, so every hyphen is tried.
fn pair<'n>(graph: &Graph, name: &'n str) -> Option<[&'n str; 2]> {
    if !graph.things_named(name).is_empty() {
        return None;
    }
    let dashes = name
        .char_indices()
        .filter(|(_, character)| matches!(character, '-' | '–'));
    let mut pairs = dashes.map(|(start, dash)| [&name[..start], &name[start + dash.len_utf8()..]]);
    pairs.find(|pair| {
        pair.iter()
            .all(|name| !graph.organizations_named(name).is_empty())
    })
}

fn thing(
    selection: &Selection<'_>,
    name: &str,
    evidence: bool,
) -> Result<Option<Dossier>, CliError> {
    let graph = selection.graph();
    let dossier = match query::thing_named(graph, name)? {
        Thing::Organization(one) => dossier::organization(selection, one, evidence),
        Thing::Operation(operation) => dossier::operation(selection, operation, evidence),
        Thing::Motive(motive) => dossier::motive(selection, motive, evidence),
        Thing::MotiveFamily(family) => dossier::motive_family(selection, family, evidence),
        Thing::Source(source) => dossier::source(source),
    };
    // With filters, the facts of the record are not an answer by themselves.
    let is_empty = selection.is_narrowed() && dossier.is_empty();
    Ok((!is_empty).then_some(dossier))
}

/// Refuses filters, ties and coding passes for the dossier of a source.
pub(super) fn refuse_filters_of_source(
    graph: &Graph,
    things: &[String],
    filter: &Filter,
    is_read_otherwise: bool,
) -> Result<(), CliError> {
    let has_filters = *filter != Filter::default() || is_read_otherwise;
    if source(graph, things).is_none() || !has_filters {
        return Ok(());
    }
    let message = "a source is shown with every claim that cites it, without filters".to_owned();
    let hint =
        "Leave out the filters, or show what cites it: an organization, a dyad, an operation.";
    Err(CliError::Usage(message, Some(hint.to_owned())))
}

/// Returns the source that things are, if they are one.
pub(super) fn source<'g>(graph: &'g Graph, things: &[String]) -> Option<SourceRef<'g>> {
    let [name] = things else { return None };
    match query::thing_named(graph, name) {
        Ok(Thing::Source(source)) => Some(source),
        _ => None,
    }
}

/// Returns the dossier of a dyad; `None` if it does not match the filters, or is not recorded.
fn dyad(
    selection: &Selection<'_>,
    a: &str,
    b: &str,
    evidence: bool,
) -> Result<Option<Dossier>, CliError> {
    let pair = Filter {
        between: vec![a.to_owned(), b.to_owned()],
        ..Filter::default()
    };
    let found = pair.resolve(selection.graph())?.select();
    let found = if selection.is_narrowed() {
        found.intersection(selection)
    } else {
        // A time alone excludes no dossier: that of a dyad without a relation says so.
        found
    };
    let selected = found.keys().first().map(|key| selection.selected(*key));
    Ok(selected.map(|selected| dossier::dyad(selection, selected, evidence)))
}
