//! `interorg export`

mod graph;
mod package;
mod property_graph;
mod rdf;
mod tables;

use std::io::{BufWriter, IntoInnerError, Write};
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use interorg::analysis::{self, DyadYearOptions, Scope, Stamp};
use interorg::dataset::{arrange, to_json, to_yaml};
use interorg::export::{self, CsvOptions, ExportError, Format, GraphOptions, Provenance};
use interorg::graph::Graph;
use interorg::model::{Dataset, Key, Source};
use interorg::query::{Filter, Query};
use interorg::view::panel::{self, PanelColumns, PanelKind};

use self::graph::GraphArgs;
use self::rdf::RdfArgs;
use crate::cli::Outcome;
use crate::cli::answer::CsvArgs;
use crate::cli::choice::choice;
use crate::cli::data::{DataArgs, is_stdin};
use crate::cli::error::{CliError, note};
use crate::cli::extension::{Offered, format_of};
use crate::cli::filter::{FilterArgs, confidence, resolve};
use crate::cli::given::Given;
use crate::cli::output::{is_stream, to_file_with, to_stdout_with};
use crate::cli::print::say_that_nothing_matched;
use crate::cli::progress::during;
use crate::cli::stamp::{Hashed, StampArg, Stamped};

/// Write tables for statistics, or graphs for other programs
///
/// Filters select partnerships by any of their phases during the requested time, under any coding unless
/// --coding names one. The time also selects rows: years and participations in it, and milestones up to
/// the date or in the period. Spells are written whole. A missing value is a code in columns of numbers
/// and a word elsewhere, unless --missing says otherwise: 0 or `none`, -9 or `unknown`, -8 or
/// `not-existing`, -7 or `not-applicable`, -6 or `ongoing`. --codebook explains the columns instead. `dataset` writes the whole dataset as one file, in YAML or
/// JSON; --data reads both.
///
/// A graph has the organizations as nodes and the partnerships that the filters select as edges. An edge has its state at
/// the requested time or on the as-of date, and its history: the years, and in GEXF, node-link and nodes-edges the spells.
/// Its weight is the rung of the phase, counted from 1, also of the last phase of an ended partnership (`current` is 0); with --ties operations or both it is the number of shared
/// operations, and --weight names an amount instead. Edges are undirected unless --directed is given. Missing values are
/// left out unless --missing says otherwise.
///
/// `tables` writes the whole dataset as tables that refer to one another by ids, a CSV file per table in a folder. The rules
/// of time are applied in them: days are half-open, and columns for doubt have the days on which it is uncertain whether a
/// record has begun or ended. `sqlite` writes the same tables as a database, with a reason beside every value that is missing
/// (`COLUMN_missing`), and with the views `partnership_phase`, `partnership_year`, `shared_operation` and `evidence`; `package` writes
/// them with a description that programs read and validate (Data Package v2). `export tables
/// --codebook` explains the columns.
///
/// RDF has the whole dataset, or the statements that the filters select with the things and sources that they mention.
/// `interorg schema --rdf vocabulary` prints the definitions of its terms, and `--rdf shapes` shapes of SHACL.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg export dyad-years -o dyad-years.csv
  interorg export dyad-years --directed --with AU --during 2000..2010
  interorg export dyad-years --codebook
  interorg export spells --format json
  interorg export dataset -o whole.yaml
  interorg export dataset -o whole.json
  interorg export -o network.graphml
  interorg export gexf --operations nodes -o network.gexf
  interorg export node-link --at 2005 --ties operations
  interorg export nodes-edges -o for-r
  interorg export graphml --by-year --during 2000..2010 -o waves
  interorg export neo4j -o for-neo4j
  interorg export tables --missing empty -o tables
  interorg export sqlite -o partnerships.sqlite
  interorg export package -o package
  interorg export turtle --base https://example.org/data/ -o partnerships.ttl")]
pub(super) struct Args {
    /// The table or graph format to write; if left out, the graph format of the extension of -o
    #[arg(value_name = "WHAT", value_parser = content())]
    table: Option<Content>,
    /// Dyad-years: one row per direction, because motives and roles have one. Graphs: every edge is an arc, and an
    /// undirected edge becomes a pair of arcs
    #[arg(long)]
    directed: bool,
    /// Also rows for years in which one of the two does not exist
    #[arg(long)]
    balanced: bool,
    /// Also rows for dyads without a partnership in the dataset
    #[arg(long)]
    every_pair: bool,
    /// Explain the columns instead of writing rows
    #[arg(long)]
    codebook: bool,
    /// The format; if left out, that of the file's extension, or csv (yaml for the dataset)
    #[arg(long, value_name = "FORMAT",
        value_parser = choice([Format::Csv, Format::Json, Format::Yaml], Format::name, |_| ""))]
    format: Option<Format>,
    /// Write to this file, in the format of its extension; several files of a graph go to a folder
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    graph: GraphArgs,
    #[command(flatten)]
    rdf: RdfArgs,
    #[command(flatten)]
    csv: CsvArgs,
    #[command(flatten)]
    stamp: StampArg,
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
    Graph(Format),
    Rdf(Format),
    PropertyGraph(Format),
    /// The whole dataset as relational tables.
    Tables(TableFiles),
}

/// How relational tables are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TableFiles {
    /// A CSV file per table, in a folder.
    Csv,
    /// A database of SQLite.
    Sqlite,
    /// A data package of Frictionless, in a folder.
    Package,
}

impl Content {
    const DATASET: &'static str = "dataset";
    const TABLES: &'static str = "tables";
    const PACKAGE: &'static str = "package";

    /// Returns the content that a format of graphs or of RDF stands for.
    fn of_format(format: Format) -> Self {
        if format.holds(export::Content::Tables) {
            Self::Tables(TableFiles::Sqlite)
        } else if format.holds(export::Content::Rdf) {
            Self::Rdf(format)
        } else if format.holds(export::Content::PropertyGraph) {
            Self::PropertyGraph(format)
        } else {
            Self::Graph(format)
        }
    }
}

fn content() -> impl TypedValueParser<Value = Content> {
    let panels = PanelKind::ALL.iter();
    let panels = panels.map(|kind| {
        let value = PossibleValue::new(kind.name()).help(kind.description());
        match kind {
            // The usual name of milestones in event data.
            PanelKind::Milestones => value.alias("events"),
            _ => value,
        }
    });
    let dataset =
        PossibleValue::new(Content::DATASET).help("The dataset as one file, in YAML or JSON");
    let graphs = Format::all_that_hold(export::Content::Graph);
    let graphs = graphs.map(|format| PossibleValue::new(format.name()).help(graph_help(format)));
    let triples = Format::all_that_hold(export::Content::Rdf);
    let triples = triples.map(|format| PossibleValue::new(format.name()).help(rdf_help(format)));
    let property_graphs = Format::all_that_hold(export::Content::PropertyGraph);
    let property_graphs = property_graphs.map(|format| {
        let help = match format {
            Format::Cypher => "A property graph as a script of openCypher",
            _ => "A property graph as CSV for the bulk import of Neo4j, in a folder",
        };
        PossibleValue::new(format.name()).help(help)
    });
    let tables = PossibleValue::new(Content::TABLES)
        .help("The dataset as relational tables for databases, CSV files in a folder");
    let sqlite = PossibleValue::new(Format::Sqlite.name())
        .help("The same tables as a database of SQLite, with views");
    let package = PossibleValue::new(Content::PACKAGE)
        .help("The same tables as a data package of Frictionless, in a folder");
    let names = panels
        .chain([dataset, tables, sqlite, package])
        .chain(graphs)
        .chain(triples)
        .chain(property_graphs);
    PossibleValuesParser::new(names).try_map(|name| match name.as_str() {
        Content::DATASET => Ok(Content::Dataset),
        Content::PACKAGE => Ok(Content::Tables(TableFiles::Package)),
        Content::TABLES => Ok(Content::Tables(TableFiles::Csv)),
        "events" => Ok(Content::Panel(PanelKind::Milestones)),
        name => match name.parse() {
            Ok(format) => Ok(Content::of_format(format)),
            Err(_) => name.parse().map(Content::Panel),
        },
    })
}

fn graph_help(format: Format) -> &'static str {
    match format {
        Format::GraphMl => "A graph as GraphML, for most programs",
        Format::Gexf => {
            "A graph as GEXF 1.3, for Gephi and Gephi Lite, with time, colours and positions"
        }
        Format::NodeLink => "A graph as node-link JSON, for networkx and D3",
        Format::Cytoscape => "A graph as JSON for Cytoscape",
        Format::Gml => "A graph as GML",
        Format::Pajek => "A graph for Pajek, without attributes",
        Format::Dl => "A graph for UCINET, without attributes",
        _ => "A graph as tables of nodes, edges and spells for R, in a folder",
    }
}

fn rdf_help(format: Format) -> &'static str {
    match format {
        Format::Turtle => "The dataset or a selection as RDF in Turtle",
        Format::NTriples => "The same as N-Triples",
        Format::TriG => "The same as TriG, in a named graph",
        _ => "The same as JSON-LD",
    }
}

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    let content = args.content()?;
    let filter = args.filter.filter(&args.data)?;
    refuse_idle_options(&args, content, &filter)?;
    if let Content::Tables(files) = content {
        return tables::run(&args, files);
    }
    if let Content::Graph(format) = content {
        return graph::run(&args, format, given);
    }
    if let Content::Rdf(format) = content {
        return rdf::run(&args, format, given);
    }
    if let Content::PropertyGraph(format) = content {
        return property_graph::run(&args, format, given);
    }
    let table = args.table_options(content)?;
    if content == Content::Dataset && args.data.names_language() {
        let message = "--lang does not apply to `export dataset`".to_owned();
        let hint = "The dataset is written with its labels and names in every language.".to_owned();
        return Err(CliError::Usage(message, Some(hint)));
    }
    let graph = match content {
        // Ties by shared operations are no records.
        Content::Dataset => args.data.graph()?,
        _ => args.filter.graph(&args.data)?,
    };
    let query = resolve(&filter, graph)?;
    let confidence = confidence(&query, || query.select_courses());
    confidence.iter().for_each(|text| note(text));
    let path = args.output.as_deref();
    // A dataset has no place for a stamp.
    let is_panel = !args.codebook && content != Content::Dataset;
    let holder = Some(table.format).filter(|_| is_panel);
    args.stamp.check(holder, path)?;
    let stamped = Stamped::of_query(given, &query, scope(content, &query));
    let stamp = args.stamp.inside(holder, &stamped)?;
    let mut is_empty = false;
    let mut hash = String::new();
    let write = |output: &mut dyn Write| -> Result<(), CliError> {
        let mut output = BufWriter::new(Hashed::new(output));
        is_empty = write_content(&args, content, &table, &query, stamp, &mut output)?;
        let hashed = output.into_inner().map_err(IntoInnerError::into_error)?;
        hash = hashed.sha256();
        Ok(())
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
    args.stamp
        .write_beside(holder, path, || hash, &stamped, &args.data.data)?;
    if is_empty {
        say_that_nothing_matched();
        return Ok(Outcome::Negative);
    }
    Ok(Outcome::Done)
}

/// How a table is written.
struct TableOptions {
    format: Format,
    csv: CsvOptions,
}

impl Args {
    /// Returns what is written: the named content, or else a graph in the format of the file's extension.
    fn content(&self) -> Result<Content, CliError> {
        if let Some(content) = self.table {
            return Ok(content);
        }
        let format = self.output.as_deref().and_then(Format::of_path);
        let format = format.filter(|format| {
            use export::Content::{Graph, PropertyGraph, Rdf, Tables};
            [Graph, Rdf, PropertyGraph, Tables]
                .iter()
                .any(|content| format.holds(*content))
        });
        format.map(Content::of_format).ok_or_else(|| {
            let message = "no table or graph format is named".to_owned();
            let hint = "Name one, such as `interorg export dyad-years`, or a file of a graph, such as `-o network.graphml`.";
            CliError::Usage(message, Some(hint.to_owned()))
        })
    }

    /// Returns how a graph is written.
    ///
    /// # Errors
    /// Fails if an option is given that does not apply to the format.
    fn graph_options(&self, format: Format) -> Result<GraphOptions, CliError> {
        let csv = self.csv.options_of_graph(format)?;
        if self.graph.links_key() && format != Format::NodeLink {
            let message = format!("`--links-key` does not apply to {format}");
            return Err(CliError::Usage(
                message,
                Some("It applies to node-link.".to_owned()),
            ));
        }
        Ok(GraphOptions {
            directed: self.directed,
            missing: csv.missing,
            links_key: self.graph.links_key(),
            raw: csv.raw,
            byte_order_mark: csv.byte_order_mark,
        })
    }

    /// Returns how the content is written.
    ///
    /// # Errors
    /// Fails if the format is not known (see [`format_of`]), or cannot represent the content.
    fn table_options(&self, content: Content) -> Result<TableOptions, CliError> {
        let (content, default) = match content {
            Content::Dataset => (export::Content::Dataset, Format::Yaml),
            _ => (export::Content::Panel, Format::Csv),
        };
        if self.codebook {
            let markdown = [Offered::of(Format::Markdown)];
            format_of(None, self.output.as_deref(), Format::Markdown, &markdown)?;
        } else if let Some(format) = self.format.filter(|format| !format.holds(content)) {
            return Err(ExportError::Unsupported { format, content }.into());
        }
        let offered = Offered::all_that_hold(content);
        let path = self.output.as_deref().filter(|_| !self.codebook);
        let format = format_of(self.format, path, default, &offered)?;
        let csv = self.csv.options(format)?;
        Ok(TableOptions { format, csv })
    }

    fn provenance(&self, kind: PanelKind, query: &Query<'_>) -> Provenance {
        let provenance =
            Provenance::of_every_coding("export", query).with_argument("table", kind.name());
        match kind {
            PanelKind::DyadYears => provenance
                .with_argument("directed", self.directed)
                .with_argument("balanced", self.balanced)
                .with_argument("every_pair", self.every_pair),
            _ => provenance,
        }
    }
}

/// Returns which records the requested content rests on.
fn scope(content: Content, query: &Query<'_>) -> Scope {
    match content {
        Content::Dataset | Content::Tables(_) => Scope::Dataset,
        Content::Graph(_) | Content::Rdf(_) | Content::PropertyGraph(_) => Scope::Organizations,
        Content::Panel(kind) => match kind {
            PanelKind::Spells | PanelKind::Motives | PanelKind::Milestones | PanelKind::Lessons => {
                Scope::Partnerships
            }
            PanelKind::Sources if !query.select().is_restricted() => Scope::Dataset,
            _ => Scope::Organizations,
        },
    }
}

/// Refuses options that would have no effect.
fn refuse_idle_options(args: &Args, content: Content, filter: &Filter) -> Result<(), CliError> {
    if let Some(option) = args
        .rdf
        .given()
        .filter(|_| !matches!(content, Content::Rdf(_)))
    {
        let message = format!("`{option}` applies to formats of RDF only");
        let hint = format!("Leave it out, or run `interorg export turtle {option} …`.");
        return Err(CliError::Usage(message, Some(hint)));
    }
    if let Content::Graph(format) = content {
        return refuse_options_of_tables(args, format);
    }
    if let Content::Rdf(format) | Content::PropertyGraph(format) = content {
        refuse_options_of_tables(args, format)?;
    }
    if let Some(option) = args.graph.given() {
        let message = format!("`{option}` applies to graph formats only");
        let hint = format!("Leave it out, or run `interorg export graphml {option}`.");
        return Err(CliError::Usage(message, Some(hint)));
    }
    let of_dyads = [
        (args.directed, "--directed"),
        (args.balanced, "--balanced"),
        (args.every_pair, "--every-pair"),
    ];
    let given = of_dyads.iter().find(|(given, _)| *given);
    let is_dyad_years = content == Content::Panel(PanelKind::DyadYears);
    if let Some((_, option)) = given.filter(|_| !is_dyad_years) {
        let message = format!("{option} applies to the table of dyad-years only");
        let hint = format!("Leave it out, or run `interorg export dyad-years {option}`.");
        return Err(CliError::Usage(message, Some(hint)));
    }
    if matches!(content, Content::Tables(_)) {
        return tables::refuse_parts(args, filter);
    }
    if content != Content::Dataset {
        return Ok(());
    }
    let is_read_otherwise = args.filter.requested_ties().is_some() || args.filter.names_coder();
    if args.codebook || *filter != Filter::default() || is_read_otherwise {
        let message = "the dataset is written as a whole".to_owned();
        let hint = "Leave out filters and --codebook; `interorg codebook` explains the dataset.";
        return Err(CliError::Usage(message, Some(hint.to_owned())));
    }
    Ok(())
}

/// Refuses options of tables for a graph.
fn refuse_options_of_tables(args: &Args, format: Format) -> Result<(), CliError> {
    let given = [
        (args.balanced, "--balanced"),
        (args.every_pair, "--every-pair"),
        (args.codebook, "--codebook"),
        (args.format.is_some(), "--format"),
    ];
    match given.into_iter().find(|(given, _)| *given) {
        Some((_, option)) => {
            let message = format!("`{option}` does not apply to {format}");
            Err(CliError::Usage(message, Some("Leave it out.".to_owned())))
        }
        None => Ok(()),
    }
}

/// Writes the requested content. Returns `true` if it is a table without rows.
fn write_content(
    args: &Args,
    content: Content,
    table: &TableOptions,
    query: &Query<'_>,
    stamp: Option<Stamp>,
    output: &mut impl Write,
) -> Result<bool, CliError> {
    let graph = query.graph();
    let Content::Panel(kind) = content else {
        let text = match table.format {
            Format::Json => to_json(whole_dataset(graph)),
            _ => canonical(graph),
        };
        output.write_all(text.as_bytes())?;
        return Ok(false);
    };
    let mut provenance = args.provenance(kind, query);
    if let Some(stamp) = stamp {
        provenance = provenance.with_stamp(stamp);
    }
    let mut writer = PanelWriter {
        args,
        table,
        provenance,
        output,
    };
    match kind {
        PanelKind::DyadYears => {
            let options = DyadYearOptions {
                directed: args.directed,
                balanced: args.balanced,
                every_pair: args.every_pair,
            };
            let columns = panel::dyad_years(graph, options.directed);
            writer.write(&columns, analysis::dyad_years(query, options))
        }
        PanelKind::OrganizationYears => {
            let rows = analysis::organization_years(query);
            writer.write(&panel::organization_years(graph), rows)
        }
        PanelKind::Spells => {
            let rows = analysis::spells(&query.select_courses());
            writer.write(&panel::spells(graph), rows)
        }
        PanelKind::Participations => {
            let rows = analysis::participations(query);
            writer.write(&panel::participations(graph), rows)
        }
        PanelKind::Amounts => writer.write(&panel::amounts(graph), analysis::amounts(query)),
        PanelKind::Organizations => {
            writer.write(&panel::organizations(graph), query.organizations())
        }
        PanelKind::Memberships => {
            let rows = analysis::memberships(query).into_iter();
            writer.write(&panel::memberships(graph), rows)
        }
        PanelKind::Operations => writer.write(&panel::operations(graph), query.operations()),
        PanelKind::Motives => {
            let rows = analysis::motives(&query.select_courses());
            writer.write(&panel::motives(graph), rows)
        }
        PanelKind::Milestones => {
            let rows = analysis::milestones(&query.select_courses());
            writer.write(&panel::milestones(graph), rows)
        }
        PanelKind::Lessons => {
            let rows = analysis::lessons(&query.select_courses());
            writer.write(&panel::lessons(graph), rows)
        }
        PanelKind::Sources => writer.write(&panel::sources(graph), sources(query).into_iter()),
        PanelKind::Statements => {
            let rows = analysis::statements(&query.select_courses());
            writer.write(&panel::statements(graph), rows.into_iter())
        }
    }
}

/// Writes tables for statistics, or their codebooks.
struct PanelWriter<'a, W> {
    args: &'a Args,
    table: &'a TableOptions,
    provenance: Provenance,
    output: &'a mut W,
}

impl<W: Write> PanelWriter<'_, W> {
    /// Writes a table or its codebook. Returns `true` if it is a table without rows.
    fn write<'g, R>(
        &mut self,
        columns: &PanelColumns<'g, R>,
        rows: impl Iterator<Item = R>,
    ) -> Result<bool, CliError> {
        let output = &mut self.output;
        if self.args.codebook {
            export::write_panel_codebook(columns, output)?;
            return Ok(false);
        }
        let TableOptions { format, csv } = *self.table;
        let count = export::write_panel(columns, rows, &self.provenance, format, csv, output)?;
        Ok(count == 0)
    }
}

/// Returns the sources that a query rests on, in the order of the dataset; without filters all sources.
fn sources(query: &Query<'_>) -> Vec<Key<Source>> {
    let selection = query.select_courses();
    let records = query.graph().dataset().sources();
    if !selection.is_restricted() {
        return records.keys().collect();
    }
    let cited = analysis::sources(&selection).into_iter();
    let mut keys: Vec<Key<Source>> = cited
        .filter_map(|one| records.key(one.id.as_str()))
        .collect();
    keys.sort_unstable();
    keys
}

/// Returns the dataset to write: with its withdrawn claims, unless it is read as it was recorded on a day.
fn whole_dataset(graph: &Graph) -> &Dataset {
    match graph.record_day() {
        Some(_) => graph.dataset(),
        None => graph.complete_dataset(),
    }
}

/// Returns the whole dataset as `interorg fmt` would write it.
fn canonical(graph: &Graph) -> String {
    let text = to_yaml(whole_dataset(graph));
    arrange("dataset", &text).unwrap_or(text)
}
