//! `interorg cite`

use std::path::PathBuf;

use super::Outcome;
use super::data::DataArgs;
use super::error::CliError;
use super::filter::FilterArgs;
use super::output::{to_file, to_stdout};
use super::{print, show};
use interorg::analysis;
use interorg::export::{Style, write_bibliography};
use interorg::graph::Graph;
use interorg::model::Source;
use interorg::query::Filter;

/// Print the bibliography of what an answer rests on
///
/// Without a thing, that of all partnerships that the filters select. With one, or with two
/// organizations, that of their dossier: `cite UN AU --numbered` gives each source the number that
/// `show UN AU --evidence` gives it.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg cite EU NATO --style apa
  interorg cite --with AU --at 2005 --style bibtex -o au.bib
  interorg cite amisom --numbered
  interorg cite --dataset --style csl-json
  interorg cite --styles")]
pub(super) struct Args {
    /// What to cite for, as in `show`; two organizations are a dyad
    #[arg(value_name = "THING", num_args = 0..=2)]
    things: Vec<String>,
    /// bibtex, csl-json, hayagriva, or a style of the Citation Style Language
    #[arg(long, value_name = "STYLE", default_value = DEFAULT)]
    style: String,
    /// Order the entries by the numbers that `show --evidence` gives them, and print the numbers
    #[arg(long)]
    numbered: bool,
    /// Cite the dataset and the program themselves; its coverage is a remark in the exchange formats
    #[arg(long, conflicts_with = "things")]
    dataset: bool,
    /// List the styles
    #[arg(long)]
    styles: bool,
    /// Write to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    data: DataArgs,
}

#[cfg(feature = "cite")]
const DEFAULT: &str = "chicago-author-date";
#[cfg(not(feature = "cite"))]
const DEFAULT: &str = "bibtex";

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    if args.styles {
        let names = Style::names().join("\n");
        to_stdout(format!("{names}\n").as_bytes())?;
        return Ok(Outcome::Done);
    }
    let style: Style = args.style.parse()?;
    let graph = args.data.graph()?;
    let own = analysis::how_to_cite(graph.dataset());
    let filter = args.filter.filter()?;
    filter.resolve(graph)?;
    let sources = match args.dataset {
        true => own.iter().collect(),
        false => sources(graph, &filter, &args.things)?,
    };
    if sources.is_empty() {
        return Ok(print::nothing_matched());
    }
    let mut bytes = Vec::new();
    write_bibliography(&sources, style, args.numbered, &mut bytes)?;
    match &args.output {
        Some(path) => to_file(path, &bytes, &args.data.data)?,
        None => to_stdout(&bytes)?,
    }
    Ok(Outcome::Done)
}

fn sources<'g>(
    graph: &'g Graph,
    filter: &Filter,
    things: &[String],
) -> Result<Vec<&'g Source>, CliError> {
    if things.is_empty() {
        return Ok(analysis::sources(&filter.resolve(graph)?.select()));
    }
    let dossier = show::dossier(graph, filter, things, true)?;
    let cited = dossier.into_iter().flat_map(|dossier| dossier.sources);
    let sources = &graph.dataset().sources();
    Ok(cited
        .filter_map(|reference| sources.find(&reference.id))
        .collect())
}
