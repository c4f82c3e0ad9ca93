//! `interorg cite`

use std::path::PathBuf;
use std::slice;

use super::Outcome;
use super::choice::choice;
use super::conflicts::all_of;
use super::data::DataArgs;
use super::error::{CliError, note};
use super::extension::{Offered, format_of};
use super::filter::{FilterArgs, confidence, refuse_idle_weight};
use super::given::Given;
use super::limits::{Reads, hints, hints_of_dossier};
use super::output::{to_file, to_stdout};
use super::print::say_that_nothing_matched;
use super::progress::during;
#[cfg(feature = "cite")]
use super::screen::visible_lines;
use super::show;
use super::stamp::{StampArg, Stamped, sha256};
use interorg::analysis::{self, Scope};
use interorg::export::{BibliographyOptions, Markup, Style, left_out_fields, write_bibliography};
use interorg::graph::Graph;
use interorg::model::Source;
use interorg::query::{Filter, Query};

/// Print the bibliography that an answer rests on
///
/// Without a thing, it is the bibliography of all partnerships that match the filters; filters on phases, motives
/// or operations narrow it to the sources of what matches. With a thing, or with
/// two organizations, it is that of their dossier: `cite UN AU --numbered` numbers each source as
/// `show UN AU --evidence` does. Of a source, it is its entry. Of a dataset that is only a bibliography, it is all of it.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg cite EU NATO --style apa
  interorg cite --with AU --at 2005 -o au.bib
  interorg cite amisom --numbered
  interorg cite AU --style apa -o au.html
  interorg cite --dataset --style csl-json
  interorg cite --styles")]
pub(super) struct Args {
    /// What to cite for, as in `show`; two organizations name a dyad
    #[arg(value_name = "THING", num_args = 0..=2)]
    things: Vec<String>,
    /// A style of the Citation Style Language, or an exchange format: bibtex, biblatex, ris, csl-json, hayagriva; if left
    /// out, that of the file's extension, or chicago-author-date
    #[arg(long, value_name = "STYLE")]
    style: Option<String>,
    /// How a bibliography in a style is written; if left out, as the file's extension says, or as text
    #[arg(long, value_name = "FORMAT",
        value_parser = choice(Markup::ALL.iter().copied(), Markup::name, Markup::description))]
    format: Option<Markup>,
    /// Number the entries as `show --evidence` does, and sort them by number
    #[arg(long)]
    numbered: bool,
    /// Cite the dataset and the program; exchange formats also state what the dataset covers
    #[arg(long, conflicts_with = "things", conflicts_with_all = all_of::<FilterArgs>())]
    dataset: bool,
    /// List the styles
    #[arg(long, conflicts_with_all = ["things", "style", "format", "numbered", "dataset", "stamp"],
        conflicts_with_all = all_of::<FilterArgs>(), conflicts_with_all = all_of::<DataArgs>())]
    styles: bool,
    /// Write to this file, in the format of its extension
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    stamp: StampArg,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    data: DataArgs,
}

#[cfg(feature = "cite")]
const DEFAULT_STYLE: &str = "chicago-author-date";
#[cfg(not(feature = "cite"))]
const DEFAULT_STYLE: &str = "bibtex";

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    if args.styles {
        return args.list_styles();
    }
    let (style, markup) = args.style_and_markup()?;
    let path = args.output.as_deref();
    args.stamp.check(None, path)?;
    let options = BibliographyOptions {
        numbered: args.numbered,
        markup,
    };
    let graph = args.filter.graph(&args.data)?;
    let own = analysis::how_to_cite(graph.dataset());
    let filter = args.filter.filter(&args.data)?;
    refuse_idle_weight(&filter, "a bibliography")?;
    let selection = filter.resolve(graph)?.select();
    if !args.dataset {
        let confidence = confidence(selection.query(), || selection.clone());
        confidence.iter().for_each(|text| note(text));
    }
    let is_read_otherwise = args.filter.is_read_otherwise();
    show::refuse_filters_of_source(graph, &args.things, &filter, is_read_otherwise)?;
    let sources = if args.dataset {
        own.iter().collect()
    } else {
        sources(graph, &filter, &args.things)?
    };
    let is_empty = sources.is_empty();
    if is_empty {
        say_that_nothing_matched();
    }
    let hints = match args.things.as_slice() {
        _ if args.dataset => Vec::new(),
        [] => hints(slice::from_ref(selection.query()), Reads::States, is_empty),
        things => hints_of_dossier(graph, &filter, &show::basis(graph, things).1, is_empty)?,
    };
    hints.iter().for_each(|text| note(text));
    if is_empty {
        return Ok(Outcome::Negative);
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
    note_what_is_left_out(&sources, style);
    let stamped = args.stamped(given, selection.query());
    let hash = || sha256(&bytes);
    args.stamp
        .write_beside(None, path, hash, &stamped, &args.data.data)?;
    Ok(Outcome::Done)
}

/// What a file of a bibliography contains.
#[derive(Clone, Copy, PartialEq)]
enum Written {
    Exchange(Style),
    Markup(Markup),
}

impl Args {
    fn list_styles(&self) -> Result<Outcome, CliError> {
        let names = format!("{}\n", Style::names().join("\n"));
        let path = self.output.as_deref();
        let text = Offered {
            format: (),
            name: Markup::Text.name().to_owned(),
            extensions: Markup::Text.extensions(),
        };
        format_of(None, path, (), &[text])?;
        match path {
            Some(path) => to_file(path, names.as_bytes(), &[])?,
            None => to_stdout(names.as_bytes())?,
        }
        Ok(Outcome::Done)
    }

    fn stamped<'a>(&self, given: &'a Given, query: &Query<'a>) -> Stamped<'a> {
        if self.dataset {
            return Stamped::of_graph(given, query.graph(), Scope::Dataset);
        }
        let (scope, among) = match self.things.as_slice() {
            [] => (Scope::Partnerships, Filter::default()),
            things => show::basis(query.graph(), things),
        };
        let mut stamped = Stamped::of_query(given, query, scope);
        stamped.among(among);
        stamped
    }

    /// Returns the style and how it is written: as requested, or else as the extension of the file says.
    fn style_and_markup(&self) -> Result<(Style, Markup), CliError> {
        let style: Option<Style> = self.style.as_deref().map(str::parse).transpose()?;
        let exchange = style.filter(|style| style.is_exchange_format());
        if let (Some(style), Some(_)) = (exchange, self.format) {
            let message = format!("`{style}` is an exchange format, and has no other format");
            let hint = "Leave out `--format`, or name a style such as `apa`.";
            return Err(CliError::Usage(message, Some(hint.to_owned())));
        }
        let requested = self.format.map(Written::Markup);
        let requested = requested.or(exchange.map(Written::Exchange));
        let mut offered = offered();
        if style.is_some() && exchange.is_none() {
            offered.retain(|one| matches!(one.format, Written::Markup(_)));
        }
        let path = self.output.as_deref();
        let default = Written::Markup(Markup::default());
        match format_of(requested, path, default, &offered)? {
            Written::Exchange(style) if self.numbered => {
                let message = format!("`{style}` is an exchange format, and has no numbers");
                let hint = "Leave out `--numbered`, or name a style such as `apa`.";
                Err(CliError::Usage(message, Some(hint.to_owned())))
            }
            Written::Exchange(style) => Ok((style, Markup::default())),
            Written::Markup(markup) => {
                let style = style.map_or_else(|| DEFAULT_STYLE.parse(), Ok)?;
                Ok((style, markup))
            }
        }
    }
}

fn offered() -> Vec<Offered<Written>> {
    let exchange = Style::exchange_formats().map(|style| Offered {
        format: Written::Exchange(style),
        name: style.to_string(),
        extensions: style.extensions(),
    });
    let markups = Markup::ALL.iter().map(|markup| Offered {
        format: Written::Markup(*markup),
        name: markup.name().to_owned(),
        extensions: markup.extensions(),
    });
    exchange.chain(markups).collect()
}

/// Prints a note on what an exchange format cannot carry of sources.
fn note_what_is_left_out(sources: &[&Source], style: Style) {
    let fields = left_out_fields(sources, style);
    if fields.is_empty() {
        return;
    }
    let fields = fields.iter().map(|field| match field.sources {
        1 => format!("`{}` of 1 source", field.name),
        count => format!("`{}` of {count} sources", field.name),
    });
    let fields = fields.collect::<Vec<_>>().join(", ");
    note(&format!(
        "{style} leaves out fields, or parts of them: {fields}"
    ));
}

/// Returns the sources of a dossier, or of all partnerships that match.
fn sources<'g>(
    graph: &'g Graph,
    filter: &Filter,
    things: &[String],
) -> Result<Vec<&'g Source>, CliError> {
    if things.is_empty() && graph.dataset().organizations().is_empty() {
        // It is a bibliography alone, such as one that was imported.
        return Ok(graph.dataset().sources().iter().collect());
    }
    if things.is_empty() {
        return Ok(analysis::sources(&filter.resolve(graph)?.select()));
    }
    if let Some(source) = show::source(graph, things) {
        return Ok(vec![source.record()]);
    }
    let dossier = show::dossier(graph, filter, things, true)?;
    let cited = dossier.into_iter().flat_map(|dossier| dossier.sources);
    let sources = graph.dataset().sources();
    Ok(cited
        .filter_map(|reference| sources.find(&reference.id))
        .collect())
}
