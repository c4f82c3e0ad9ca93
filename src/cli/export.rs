//! `interorg export`

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use interorg::analysis::{self, DyadYearOptions};
use interorg::dataset::{arrange, to_yaml};
use interorg::export::{self, Format};
use interorg::graph::Graph;
use interorg::query::{Filter, Query};
use interorg::view::panel::{self, PanelColumns, PanelKind};

use super::Outcome;
use super::choice::choice;
use super::data::{DataArgs, is_stdin};
use super::error::CliError;
use super::filter::{FilterArgs, note_confidence, resolve};
use super::output::{is_stream, to_file_with, to_stdout_with};
use super::progress::during;

/// Write tables for statistics, such as one row per dyad and year
///
/// Filters select partnerships by any of their phases during the requested time, under any coding unless
/// --coding names one. The time also selects rows: years and participations in it, and milestones up to
/// the date or in the period. Spells are written whole. A missing value has one of four codes: 0 or
/// `none`, -9 or `unknown`, -8 or `not-existing`, -7 or `not-applicable`. --codebook explains the columns
/// instead. `dataset` writes the whole dataset as one YAML file.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg export dyad-years -o dyad-years.csv
  interorg export dyad-years --directed --with AU --during 2000..2010
  interorg export dyad-years --codebook
  interorg export spells --format json
  interorg export dataset -o whole.yaml")]
pub(super) struct Args {
    /// The table to write
    #[arg(value_name = "TABLE", value_parser = content())]
    table: Content,
    /// One row per direction, because motives and roles have one
    #[arg(long)]
    directed: bool,
    /// Also rows for years in which one of the two does not exist
    #[arg(long)]
    balanced: bool,
    /// Only dyads with a partnership in the dataset, and those of predecessors that lived through one
    #[arg(long)]
    recorded: bool,
    /// Explain the columns instead of writing rows
    #[arg(long)]
    codebook: bool,
    /// The format of the table
    #[arg(long, value_name = "FORMAT", value_parser = choice(Format::all_that_hold(export::Content::Panel), Format::name, |_| ""), default_value = "csv")]
    format: Format,
    /// Write to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    data: DataArgs,
}

/// The content that a user can export.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Panel(PanelKind),
    Dataset,
}

impl Content {
    const DATASET: &'static str = "dataset";
}

fn content() -> impl TypedValueParser<Value = Content> {
    let panels = PanelKind::ALL.iter();
    let panels = panels.map(|kind| PossibleValue::new(kind.name()).help(kind.description()));
    let dataset = PossibleValue::new(Content::DATASET).help("The dataset as one YAML file");
    let names = panels.chain([dataset]);
    PossibleValuesParser::new(names).try_map(|name| match name.as_str() {
        Content::DATASET => Ok(Content::Dataset),
        name => name.parse().map(Content::Panel),
    })
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let filter = args.filter.filter(&args.data)?;
    let query = resolve(&filter, &args.data)?;
    refuse_idle_options(&args, &filter)?;
    note_confidence(&query, || query.select_courses());
    let mut is_empty = false;
    let write = |output: &mut dyn Write| -> Result<(), CliError> {
        let mut output = BufWriter::new(output);
        is_empty = write_content(&args, &query, &mut output)?;
        Ok(output.flush()?)
    };
    match &args.output {
        Some(path) if !is_stdin(path) && !is_stream(path) => {
            during("writing the file", || {
                to_file_with(path, &args.data.data, write)
            })?;
        }
        Some(path) => to_file_with(path, &args.data.data, write)?,
        None => to_stdout_with(write)?,
    }
    if is_empty {
        Ok(super::print::nothing_matched())
    } else {
        Ok(Outcome::Done)
    }
}

/// Refuses options that would have no effect.
fn refuse_idle_options(args: &Args, filter: &Filter) -> Result<(), CliError> {
    let of_dyads = [
        (args.directed, "--directed"),
        (args.balanced, "--balanced"),
        (args.recorded, "--recorded"),
    ];
    let given = of_dyads.iter().find(|(given, _)| *given);
    let is_dyad_years = args.table == Content::Panel(PanelKind::DyadYears);
    if let Some((_, option)) = given.filter(|_| !is_dyad_years) {
        let message = format!("{option} applies to the table of dyad-years only");
        let hint = format!("Leave it out, or run `interorg export dyad-years {option}`.");
        return Err(CliError::Usage(message, Some(hint)));
    }
    if args.table != Content::Dataset {
        return Ok(());
    }
    if args.codebook || *filter != Filter::default() {
        let message = "the dataset is written as a whole".to_owned();
        let hint = "Leave out filters and --codebook; `interorg codebook` explains the dataset.";
        return Err(CliError::Usage(message, Some(hint.to_owned())));
    }
    if args.format != Format::Csv {
        let message = "the dataset is written as YAML only".to_owned();
        let hint = "Leave out --format; only tables are written as csv or json.";
        return Err(CliError::Usage(message, Some(hint.to_owned())));
    }
    Ok(())
}

/// Writes the requested content. Returns `true` if it is a table without rows.
fn write_content(
    args: &Args,
    query: &Query<'_>,
    output: &mut impl Write,
) -> Result<bool, CliError> {
    let graph = query.graph();
    let Content::Panel(kind) = args.table else {
        output.write_all(canonical(graph).as_bytes())?;
        return Ok(false);
    };
    match kind {
        PanelKind::DyadYears => {
            let options = DyadYearOptions {
                directed: args.directed,
                balanced: args.balanced,
                recorded: args.recorded,
            };
            let columns = panel::dyad_years(graph, options.directed);
            write_panel(args, &columns, analysis::dyad_years(query, options), output)
        }
        PanelKind::OrganizationYears => {
            let columns = panel::organization_years(graph);
            write_panel(args, &columns, analysis::organization_years(query), output)
        }
        PanelKind::Spells => {
            let rows = analysis::spells(&query.select_courses());
            write_panel(args, &panel::spells(graph), rows, output)
        }
        PanelKind::Events => {
            let rows = analysis::events(&query.select_courses());
            write_panel(args, &panel::events(graph), rows, output)
        }
        PanelKind::Participations => {
            let columns = panel::participations(graph);
            write_panel(args, &columns, analysis::participations(query), output)
        }
    }
}

/// Writes a table or its codebook. Returns `true` if it is a table without rows.
fn write_panel<'g, R>(
    args: &Args,
    columns: &PanelColumns<'g, R>,
    rows: impl Iterator<Item = R>,
    output: &mut impl Write,
) -> Result<bool, CliError> {
    if args.codebook {
        export::write_panel_codebook(columns, output)?;
        return Ok(false);
    }
    Ok(export::write_panel(columns, rows, args.format, output)? == 0)
}

/// Returns the whole dataset as `interorg fmt` would write it.
fn canonical(graph: &Graph) -> String {
    let text = to_yaml(graph.dataset());
    arrange("dataset", &text).unwrap_or(text)
}
