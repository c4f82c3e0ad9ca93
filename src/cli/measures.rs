//! `interorg measures`

use std::collections::BTreeSet;

use interorg::analysis::Scope;
use interorg::analysis::measure::{Level, Measure, MeasuresOptions, Sources};
use interorg::export::Provenance;
use interorg::graph::{Graph, OrganizationRef, Ties};
use interorg::query::TimeStep;
use interorg::view;

use super::answer::{Context, OutputArgs};
use super::choice::choice;
use super::conflicts::all_of;
use super::data::{DataArgs, assert_few_ties};
use super::error::CliError;
use super::filter::{FilterArgs, confidence, refuse_idle_weight, resolve};
use super::given::Given;
use super::limits::{Reads, hints};
use super::progress::during;
use super::stamp::StampArg;
use super::thinning::ThinningArgs;
use super::{Outcome, print};

/// Measure the network: centrality, cohesion, brokerage
///
/// The table has one row per organization; with --network, one row for the network; with --motives, one row
/// per motive. Every organization that exists at the time belongs to the network, with ties or without,
/// because shares depend on the ties that would have been possible. Before an organization is founded, a
/// predecessor that acts for it has its ties. --between limits the network to the named organizations,
/// --with to the named ones and their partners. Without --at or --during, partnerships and motives are
/// those on the as-of date of the dataset, and shared operations those of the whole record, but with --weight
/// or --min-weight also those on the as-of date. --weight weighs ties by an amount: of a sum with unknown
/// weights, the known part is shown as a minimum. --backbone and --min-degree thin out the network first.
/// In CSV and JSON, every row states network, coding and date. --definitions prints the definition and the
/// source of each measure.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg measures --at 2005
  interorg measures --ties operations --measure betweenness --measure core
  interorg measures --network --every 1y --format csv
  interorg measures --every 5y --during 1990..2020 --measure weighted-degree --coding activity
  interorg measures --ties operations --backbone 0.05 --measure degree,communities
  interorg measures --motives
  interorg measures --definitions --format markdown")]
pub(super) struct Args {
    /// Show only this measure
    #[arg(long, value_name = "NAME", value_parser = choice(Measure::ALL.to_vec(), Measure::name, |_| ""), num_args = 1.., value_delimiter = ',')]
    measure: Vec<Measure>,
    /// One row for the network as a whole
    #[arg(long)]
    network: bool,
    /// One row per motive and family of motives: how often both sides hold it
    #[arg(long, conflicts_with = "network")]
    motives: bool,
    /// Measure at every step, such as 1y, 5y or 6m, from the first tie or over --during
    #[arg(long, value_name = "STEP", value_parser = super::filter::parse_time_step, conflicts_with = "at")]
    every: Option<TimeStep>,
    /// Search the shortest paths for betweenness and closeness from this many organizations of each component, drawn at random
    /// but always the same, or from all; if left out, from all unless that takes long, and else from 1,000
    ///
    /// From a sample, the values are estimates, and a note says so.
    #[arg(long, value_name = "N|all", value_parser = parse_sources)]
    sources: Option<Sources>,
    /// Print the definition and the source of each measure, or of those of --measure
    #[arg(long, conflicts_with_all = ["network", "motives", "every", "sources", "stamp"],
        conflicts_with_all = all_of::<ThinningArgs>(), conflicts_with_all = all_of::<FilterArgs>())]
    definitions: bool,
    #[command(flatten)]
    thinning: ThinningArgs,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    stamp: StampArg,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    let output = args.output.output(&args.data.data)?.stamped(args.stamp)?;
    if args.definitions {
        let provenance = Provenance::of_graph(given.subcommand(), args.data.graph()?);
        let context = Context::without_stamp(provenance.with_argument("definitions", true));
        return print::table(view::definitions(&args.measure), &context, &output);
    }
    // The measures find the ties of shared operations by themselves.
    let graph = args.filter.read_graph(&args.data)?;
    let ties = args.filter.ties(graph);
    let level = level(&args, graph, ties)?;
    let filter = args.filter.filter(&args.data)?;
    if level == Level::Motives {
        args.refuse_options_of_networks()?;
        refuse_idle_weight(&filter, "the table of motives")?;
    }
    let query = resolve(&filter, graph)?;
    if ties != Ties::Partnerships {
        let named = query.named_organizations();
        let named: BTreeSet<_> = named.map(OrganizationRef::key).collect();
        assert_few_ties(graph, (!named.is_empty()).then_some(&named))?;
    }
    let mut context = Context::of_query(given, &query, Scope::Organizations)
        .with_argument("ties", ties.name())
        .with_argument("level", level.name());
    if let Some(every) = args.every {
        context = context.with_argument("every", every.to_string());
    }
    // What an answer leaves out is a part of the question.
    let thinning = args.thinning.thinning();
    if let Some(level) = thinning.backbone {
        context = context.with_argument("backbone", level.get());
    }
    if let Some(degree) = thinning.min_degree {
        context = context.with_argument("min_degree", degree);
    }
    match args.sources {
        Some(Sources::All) => context = context.with_argument("sources", "all"),
        Some(Sources::Sample(count)) => context = context.with_argument("sources", count),
        Some(Sources::Fitting) | None => {}
    }
    if !args.measure.is_empty() {
        let names: Vec<&str> = args.measure.iter().map(|measure| measure.name()).collect();
        context = context.with_argument("measures", names);
    }
    context.note(confidence(&query, || query.select()));
    if ties != Ties::Operations {
        let measured = match args.every {
            Some(every) => query
                .series(ties, every)?
                .iter()
                .map(|day| query.at(*day))
                .collect(),
            None => vec![query.clone()],
        };
        let is_empty =
            ties == Ties::Partnerships && measured.iter().all(|query| query.select().is_empty());
        context.note(hints(&measured, Reads::States, is_empty));
    }
    let options = MeasuresOptions {
        ties,
        level,
        measures: args.measure,
        every: args.every,
        thinning,
        sources: args.sources.unwrap_or_default(),
    };
    let table = during("measuring", || view::measures(&query, &options))?;
    if !output.has_place_for_notes() {
        let estimates = table.notes.iter();
        let estimates = estimates.filter(|note| note.starts_with(view::ESTIMATES));
        context.note(estimates.cloned());
    }
    print::table(table, &context, &output)
}

impl Args {
    /// Refuses options that say how a network is measured.
    fn refuse_options_of_networks(&self) -> Result<(), CliError> {
        let thinning = self.thinning.thinning();
        let options = [
            ("--backbone", thinning.backbone.is_some()),
            ("--min-degree", thinning.min_degree.is_some()),
            ("--sources", self.sources.is_some()),
        ];
        match options.into_iter().find(|(_, is_given)| *is_given) {
            None => Ok(()),
            Some((option, _)) => Err(CliError::Usage(
                format!("`{option}` does not apply to the table of motives"),
                Some("It applies to organizations and to the network.".to_owned()),
            )),
        }
    }
}

/// Reads a number of organizations from which paths are searched, or `all`.
fn parse_sources(text: &str) -> Result<Sources, String> {
    match text.parse::<usize>() {
        _ if text == "all" => Ok(Sources::All),
        Ok(count @ 1..) => Ok(Sources::Sample(count)),
        _ => Err("expected a number from 1, or `all`".to_owned()),
    }
}

/// Returns the requested level, or else the first that has all requested measures.
fn level(args: &Args, graph: &Graph, ties: Ties) -> Result<Level, CliError> {
    let requested = match (args.network, args.motives) {
        (true, _) => Some(Level::Network),
        (_, true) => Some(Level::Motives),
        _ => None,
    };
    let candidates = match requested {
        Some(level) => vec![level],
        // Motives come before the network, because `--measure reciprocity` alone asks for a row per motive.
        None => vec![Level::Organizations, Level::Motives, Level::Network],
    };
    let fits = |level: &Level| args.measure.iter().all(|measure| level.has(*measure));
    let level = candidates.into_iter().find(fits);
    let level = level.ok_or_else(|| no_level(&args.measure, requested))?;
    let of_arcs = args.measure.iter().find(|measure| {
        let directed = [
            Measure::InDegree,
            Measure::OutDegree,
            Measure::TieReciprocity,
        ];
        directed.contains(measure)
    });
    let has_arcs = ties != Ties::Operations && graph.dataset().vocabularies().has_directed_phases();
    if let Some(measure) = of_arcs.filter(|_| !has_arcs) {
        return Err(CliError::Usage(
            format!("`{}` needs directed ties, and there are none", measure.name()),
            Some(
                "Ties lead one way only where the dataset declares a phase to be `directed`. Shared operations never do."
                    .to_owned(),
            ),
        ));
    }
    let of_motives = level == Level::Motives || args.measure.contains(&Measure::Reciprocity);
    if of_motives && ties == Ties::Operations {
        return Err(CliError::Usage(
            "operations have no motives, and so no reciprocity".to_owned(),
            Some("Use `--ties partnerships`.".to_owned()),
        ));
    }
    Ok(level)
}

/// Returns the error for measures that no level, or not the requested one, has together.
fn no_level(measures: &[Measure], requested: Option<Level>) -> CliError {
    let lacking = measures
        .iter()
        .filter(|measure| requested.is_none_or(|level| !level.has(**measure)));
    let names: Vec<&str> = lacking.map(|measure| measure.name()).collect();
    let table = match requested {
        Some(Level::Network) => "the table of the whole network does not have",
        Some(Level::Motives) => "the table of motives does not have",
        _ => "no table has all of these measures:",
    };
    CliError::Usage(
        format!("{table} {}", names.join(", ")),
        Some("`interorg measures --definitions` shows which table has which measure.".to_owned()),
    )
}
