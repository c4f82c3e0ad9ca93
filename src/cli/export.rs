//! `interorg export`

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use super::Outcome;
use super::data::DataArgs;
use super::error::CliError;
use super::filter::{FilterArgs, note_time_beyond_record};
use super::output::to_file_with;
use interorg::analysis::panel::{self, DyadYears, Panel};
use interorg::dataset::arrange;
use interorg::dataset::to_yaml;
use interorg::export::{self, Format};
use interorg::graph::{Graph, TimeFilter};
use interorg::model::{Dyad, Key, Organization};
use interorg::query::{Filter, Query};

/// Write tables for statistics, one row a dyad and year among others
///
/// Filters choose partnerships, by any of their phases at the time asked of and under any coding unless
/// one is named; spells are then written whole, events up to the date or in the period, and rows of its
/// years alone. What is not a value is one of four codes: 0 or `none`, -9 or `unknown`, -8 or `not-existing`, -7 or
/// `not-applicable`. With --codebook the columns are explained instead. `dataset` writes the whole
/// dataset as one YAML file.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg export dyad-years -o dyad-years.csv
  interorg export dyad-years --directed --with AU --during 2000..2010
  interorg export dyad-years --codebook
  interorg export spells --format json
  interorg export dataset -o whole.yaml")]
pub(super) struct Args {
    /// The table
    #[arg(value_name = "TABLE", value_enum)]
    table: What,
    /// One row for each direction: motives and roles have a direction
    #[arg(long)]
    directed: bool,
    /// Rows also for years in which one of the two does not exist
    #[arg(long)]
    balanced: bool,
    /// Only dyads of which the dataset has a partnership, and those of predecessors that lived through one
    #[arg(long)]
    recorded: bool,
    /// Explain the columns
    #[arg(long)]
    codebook: bool,
    /// The format of the table
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "csv")]
    format: TableFormat,
    /// Write to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// One row a dyad and year of common existence
    DyadYears,
    /// One row an organization and year
    OrganizationYears,
    /// One row a spell of a phase, for event-history analysis
    Spells,
    /// One row a milestone
    Events,
    /// One row a part that an organization takes in an operation
    Participations,
    /// The dataset as one YAML file
    Dataset,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum TableFormat {
    Csv,
    Json,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let graph = args.data.graph()?;
    let filter = args.filter.clone().filter()?;
    let query = filter.resolve(graph)?;
    note_time_beyond_record(&query);
    refuse_what_does_not_apply(&args, &filter)?;
    let format = match args.format {
        TableFormat::Csv => Format::Csv,
        TableFormat::Json => Format::Json,
    };
    let options = DyadYears {
        min_confidence: Some(query.min_confidence()),
        operations: query.named_operations(),
        roles: query.named_roles().to_vec(),
        directed: args.directed,
        balanced: args.balanced,
        years: years(query.time(), graph),
        only: only(&filter, args.recorded, &query),
        with: organizations(&filter.with, graph),
        between: organizations(&filter.between, graph),
    };
    let mut is_empty = false;
    let mut write = |output: &mut dyn Write| -> Result<(), CliError> {
        let mut output = BufWriter::new(output);
        if args.table == What::Dataset {
            output.write_all(canonical(graph).as_bytes())?;
        } else {
            let mut panel = panel(args.table, graph, &query, &options);
            if args.codebook {
                export::write_panel_codebook(&panel, &mut output)?;
            } else {
                let mut rows = panel.rows.peekable();
                is_empty = rows.peek().is_none();
                panel.rows = Box::new(rows);
                export::write_panel(panel, format, &mut output)?;
            }
        }
        Ok(output.flush()?)
    };
    match &args.output {
        Some(path) => to_file_with(path, &args.data.data, write)?,
        None => write(&mut io::stdout().lock())?,
    }
    match is_empty {
        true => Ok(super::print::nothing_matched()),
        false => Ok(Outcome::Done),
    }
}

/// Refuses options that would be passed over in silence.
fn refuse_what_does_not_apply(args: &Args, filter: &Filter) -> Result<(), CliError> {
    let of_dyads = [
        (args.directed, "--directed"),
        (args.balanced, "--balanced"),
        (args.recorded, "--recorded"),
    ];
    let given = of_dyads.iter().find(|(given, _)| *given);
    if let Some((_, option)) = given.filter(|_| args.table != What::DyadYears) {
        let message = format!("{option} is for the table of dyad-years");
        let hint = format!("Leave it out, or ask for `interorg export dyad-years {option}`.");
        return Err(CliError::Usage(message, Some(hint)));
    }
    if args.table == What::Dataset && (args.codebook || *filter != Filter::default()) {
        let message = "the dataset is written as a whole".to_owned();
        let hint = "Leave out filters and --codebook; `interorg codebook` explains the dataset.";
        return Err(CliError::Usage(message, Some(hint.to_owned())));
    }
    if args.table == What::Dataset && args.format == TableFormat::Json {
        let message = "the dataset is written as YAML alone".to_owned();
        let hint = "Leave out --format; the tables are written as csv or json.";
        return Err(CliError::Usage(message, Some(hint.to_owned())));
    }
    Ok(())
}

/// Returns the dyads of the partnerships that match, if the filters ask for more than organizations
/// and times; else all dyads are meant, those without a partnership too.
fn only(filter: &Filter, recorded: bool, query: &Query<'_>) -> Option<Vec<Dyad>> {
    let bare = Filter {
        with: filter.with.clone(),
        between: filter.between.clone(),
        at: filter.at,
        during: filter.during,
        coding: filter.coding.clone(),
        min_confidence: filter.min_confidence,
        ..Filter::default()
    };
    let dyads = || {
        query
            .select_courses()
            .iter()
            .map(|selected| selected.partnership().dyad())
            .collect()
    };
    (recorded || *filter != bare).then(dyads)
}

/// Writes the whole dataset as `interorg fmt` would have it.
fn canonical(graph: &Graph) -> String {
    let text = to_yaml(graph.dataset());
    arrange("dataset", &text).unwrap_or(text)
}

/// Returns the years of a time; its open sides are those of the record.
fn years(when: TimeFilter, graph: &Graph) -> Option<(i32, i32)> {
    match when {
        TimeFilter::Always => None,
        TimeFilter::At(day) => Some((day.year(), day.year())),
        TimeFilter::During(first, last) => {
            let now = graph.as_of().year();
            Some((
                first.year_or(panel::first_year(graph)),
                last.year_or(now).min(now),
            ))
        }
    }
}

/// Finds organizations by names that the query has found already.
fn organizations(names: &[String], graph: &Graph) -> Vec<Key<Organization>> {
    let found = names
        .iter()
        .filter_map(|name| graph.organization_named(name));
    found.map(|organization| organization.key()).collect()
}

fn panel<'g>(table: What, graph: &'g Graph, query: &Query<'g>, options: &DyadYears) -> Panel<'g> {
    match table {
        What::DyadYears | What::Dataset => panel::dyad_years(graph, options),
        What::OrganizationYears => panel::organization_years(query),
        What::Spells => panel::spells(&query.select_courses()),
        What::Events => panel::events(&query.select_courses()),
        What::Participations => panel::participations(query),
    }
}
