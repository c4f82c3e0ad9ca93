//! `interorg path`

use super::data::DataArgs;
use super::error::{CliError, note};
use super::filter::{FilterArgs, note_possible_matches, note_time_beyond_record};
use super::output::AnswerArgs;
use super::{Outcome, print};
use interorg::graph::OrganizationRef;
use interorg::query::Query;
use interorg::{query, view};

/// Show how two organizations are tied: directly, through operations, through partners
///
/// First the partnership and the shared operations, then the chains over one common partner; where
/// there is none of these, the shortest chains there are. Ties are those of --at or --during, else
/// those of the dataset's date; `--during ..` asks for those of all time. Every tie is as the filters
/// ask: with --with, one of its ends is that organization; with a phase, condition or motive, it is a
/// partnership.
///
/// With --respect-time, only chains from A to B whose ties exist at one date or one after another: there
/// are dates, none before the one of the step before, on which each tie exists (a partnership while there
/// is a relation, an operation while both take part). They are printed with the chain, and have a
/// direction: from B to A there may be others, or none. Without --at or --during all time is searched. If the
/// chains over a common partner hold one after another alone, those that exist at one date follow them.
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
    /// Only chains of ties that exist at one date or one after another
    #[arg(long)]
    respect_time: bool,
    /// Show at most this many chains
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    answer: AnswerArgs,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let graph = args.data.graph()?;
    let question = args.filter.filter()?.resolve(graph)?;
    note_time_beyond_record(&question);
    if args.respect_time {
        let chains = query::paths_in_time(&question, &args.from, &args.to, args.limit)?;
        let table = view::timed_chains(&question.select(), &chains, args.answer.evidence);
        return print::table(&table, args.answer.format);
    }
    let chains = query::paths(&question, &args.from, &args.to, args.limit)?;
    let table = view::chains(&question.select(), &chains, args.answer.evidence);
    let outcome = print::table(&table, args.answer.format)?;
    if chains.is_empty() {
        let ends = [&args.from, &args.to].into_iter();
        ends.filter_map(|name| graph.organization_named(name))
            .for_each(|end| tell_actor(&question, end));
        note_possible_matches(&question, None);
    }
    Ok(outcome)
}

/// Says who acted for an organization that did not exist at the time asked of.
fn tell_actor(question: &Query<'_>, organization: OrganizationRef<'_>) {
    let actor = question.actor_of(organization);
    if actor.key() != organization.key() {
        let (later, acting) = (organization.label(), actor.label());
        note(&format!(
            "at that time {acting} acted for the later {later}"
        ));
    }
}
