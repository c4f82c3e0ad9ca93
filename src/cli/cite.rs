//! `interorg cite`

use std::path::PathBuf;

use super::Outcome;
use super::choice::choice;
use super::data::DataArgs;
use super::error::CliError;
use super::filter::{FilterArgs, note_confidence, note_near_misses};
use super::output::{to_file, to_stdout};
use super::progress::during;
#[cfg(feature = "cite")]
use super::screen::visible_lines;
use super::{print, show};
use interorg::analysis;
use interorg::export::{BibliographyOptions, Markup, Style, write_bibliography};
use interorg::graph::Graph;
use interorg::model::Source;
use interorg::query::Filter;

/// Print the bibliography that an answer rests on
///
/// Without a thing, it is the bibliography of all partnerships that match the filters; filters on phases, motives
/// or operations narrow it to the sources of what matches. With a thing, or with
/// two organizations, it is that of their dossier: `cite UN AU --numbered` numbers each source as
/// `show UN AU --evidence` does.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg cite EU NATO --style apa
  interorg cite --with AU --at 2005 --style bibtex -o au.bib
  interorg cite amisom --numbered
  interorg cite AU --format html -o au.html
  interorg cite --dataset --style csl-json
  interorg cite --styles")]
pub(super) struct Args {
    /// What to cite for, as in `show`; two organizations name a dyad
    #[arg(value_name = "THING", num_args = 0..=2)]
    things: Vec<String>,
    /// A style of the Citation Style Language, or an exchange format: bibtex, biblatex, ris, csl-json, hayagriva
    #[arg(long, value_name = "STYLE", default_value = DEFAULT_STYLE)]
    style: String,
    /// How a bibliography in a style is written
    #[arg(long, value_name = "FORMAT",
        value_parser = choice(Markup::ALL.iter().copied(), Markup::name, Markup::description))]
    format: Option<Markup>,
    /// Number the entries as `show --evidence` does, and sort them by number
    #[arg(long)]
    numbered: bool,
    /// Cite the dataset and the program; exchange formats also state what the dataset covers
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
const DEFAULT_STYLE: &str = "chicago-author-date";
#[cfg(not(feature = "cite"))]
const DEFAULT_STYLE: &str = "bibtex";

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    if args.styles {
        let names = Style::names().join("\n");
        to_stdout(format!("{names}\n").as_bytes())?;
        return Ok(Outcome::Done);
    }
    let style: Style = args.style.parse()?;
    if args.format.is_some() && style.is_exchange_format() {
        let message = format!("`{style}` is an exchange format, and has no other format");
        let hint = "Leave out `--format`, or name a style such as `apa`.";
        return Err(CliError::Usage(message, Some(hint.to_owned())));
    }
    let options = BibliographyOptions {
        numbered: args.numbered,
        markup: args.format.unwrap_or_default(),
    };
    let graph = args.data.graph()?;
    let own = analysis::how_to_cite(graph.dataset());
    let filter = args.filter.filter(&args.data)?;
    // Unknown names in filters are errors, even where the filters are not used.
    let selection = filter.resolve(graph)?.select();
    if !args.dataset {
        note_confidence(selection.query(), || selection.clone());
    }
    let sources = if args.dataset {
        own.iter().collect()
    } else {
        sources(graph, &filter, &args.things)?
    };
    if sources.is_empty() {
        if args.things.is_empty() {
            note_near_misses(selection.query(), None);
        }
        return Ok(print::nothing_matched());
    }
    let mut bytes = Vec::new();
    during("setting the bibliography", || {
        write_bibliography(&sources, style, options, &mut bytes)
    })?;
    #[cfg(feature = "cite")]
    if matches!(style, Style::Csl(_)) {
        // A text for people, unlike the exchange formats, which keep every character.
        bytes = visible_lines(&String::from_utf8_lossy(&bytes)).into_bytes();
    }
    match &args.output {
        Some(path) => to_file(path, &bytes, &args.data.data)?,
        None => to_stdout(&bytes)?,
    }
    Ok(Outcome::Done)
}

/// Returns the sources of a dossier, or of all partnerships that match.
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
    let sources = graph.dataset().sources();
    Ok(cited
        .filter_map(|reference| sources.find(&reference.id))
        .collect())
}
