//! `interorg path`

use std::slice;

use super::answer::{AnswerArgs, Context};
use super::error::CliError;
use super::filter::confidence;
use super::given::Given;
use super::limits::{Reads, hints};
use super::progress::during;
use super::{Outcome, print};
use interorg::analysis::Scope;
use interorg::graph::{OrganizationRef, TimeFilter};
use interorg::model::Identified;
use interorg::query::{Query, organization_named, paths, paths_in_time};
use interorg::view;

/// Show how two organizations are tied: directly, through operations, through partners
///
/// The partnership and the shared operations come first, then the chains over one common partner. If there
/// are none of these, the shortest chains follow. Ties are those at the time of --at or --during, or else on
/// the as-of date of the dataset; `--during ..` searches all time. Every tie matches the filters: with
/// --with, one of its ends is that organization; with a phase, condition or motive, it is a partnership.
///
/// --respect-time finds only chains from A to B whose ties exist on one day or one after another. Each tie
/// has a date on which it exists (a partnership while there is a relation, an operation while both take
/// part), and no date precedes that of the previous tie. The dates are printed with the chain. Chains have a
/// direction: from B to A there may be others, or none. Without --at or --during, all time is searched. If
/// all chains over a common partner exist only one after another, chains that exist on one day follow them.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg path NATO AU
  interorg path NATO AU --at 2006
  interorg path ECOWAS NATO --during .. --limit 5 --format json
  interorg path NATO AU --at 2010 --with UN
  interorg path WEU OAU --during .. --limit 3
  interorg path OAU NATO --respect-time")]
pub(super) struct Args {
    /// The organization at one end
    #[arg(value_name = "A")]
    from: String,
    /// The organization at the other end
    #[arg(value_name = "B")]
    to: String,
    /// Only chains whose ties exist on one day or one after another
    #[arg(long)]
    respect_time: bool,
    /// Show at most this many chains, up to 100000
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = limit)]
    limit: usize,
    #[command(flatten)]
    answer: AnswerArgs,
}

/// The maximum number of chains. Each takes some ten kilobytes of memory in a table.
const MAX_CHAINS: usize = 100_000;

/// Reads a number of chains.
fn limit(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("expected a number from 1 on".to_owned()),
        Ok(limit) if limit <= MAX_CHAINS => Ok(limit),
        Ok(_) => Err(format!("at most {MAX_CHAINS} chains are shown")),
        Err(_) => Err("expected a whole number".to_owned()),
    }
}

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    let output = args.answer.output()?;
    args.answer.unweighted_filter("a chain")?;
    let query = args.answer.recorded_query()?;
    let [from, to] = [&args.from, &args.to].map(|name| organization_named(query.graph(), name));
    let mut context = Context::of_query(given, &query, Scope::Organizations)
        .with_argument("from", from?.record().id().as_str())
        .with_argument("to", to?.record().id().as_str())
        .with_argument("respect_time", args.respect_time)
        .with_argument("limit", args.limit);
    if !output.has_place_for_notes() {
        context.note(confidence(&query, || query.select()));
    }
    if args.respect_time {
        let chains = during("searching", || {
            paths_in_time(&query, &args.from, &args.to, args.limit)
        })?;
        let table = view::timed_chains(&query.select(), &chains, args.answer.evidence());
        if chains.is_empty() {
            // Without a time, ties are searched on all days.
            let reads = match query.time() {
                TimeFilter::Always => Reads::Courses,
                _ => Reads::States,
            };
            context.note(hints(slice::from_ref(&query), reads, true));
        }
        return print::table(table, &context, &output);
    }
    let chains = during("searching", || {
        paths(&query, &args.from, &args.to, args.limit)
    })?;
    let table = view::chains(&query.select(), &chains, args.answer.evidence());
    if chains.is_empty() {
        let ends = [&args.from, &args.to].into_iter();
        let ends = ends.filter_map(|name| query.graph().organization_named(name));
        context.note(ends.filter_map(|end| acting(&query, end)));
        context.note(hints(slice::from_ref(&query), Reads::States, true));
    }
    print::table(table, &context, &output)
}

/// Returns a note on the predecessor that acted for an organization that did not exist at the time.
fn acting(query: &Query<'_>, organization: OrganizationRef<'_>) -> Option<String> {
    let actor = query.actor_of(organization);
    (actor.key() != organization.key()).then(|| {
        let (later, acting) = (organization.label(), actor.label());
        format!("at that time {acting} acted for the later {later}")
    })
}
