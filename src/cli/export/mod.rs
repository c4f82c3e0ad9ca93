//! `interorg export`

mod by_name;
mod content;
mod files;
mod graph;
mod package;
mod panels;
mod property_graph;
mod rdf;
mod table;
mod tables;

use std::path::PathBuf;

use interorg::export::{self, Format, GraphOptions};
use interorg::query::{Filter, Query, Selection};
use interorg::view::panel::PanelKind;

use self::by_name::with_other_tables;
pub(super) use self::by_name::{OrTable, listed_tables};
use self::content::{Content, TableFiles, content};
pub(super) use self::files::folder;
use self::graph::GraphArgs;
use self::rdf::RdfArgs;
pub(super) use self::tables::write_folder;
use super::Outcome;
use super::answer::CsvArgs;
use super::choice::choice;
use super::conflicts::all_of;
use super::data::DataArgs;
use super::error::{CliError, note};
use super::filter::{FilterArgs, confidence, other_ties, refuse_idle_weight, resolve};
use super::given::Given;
use super::limits::{Reads, hints};
use super::load::part_number;
use super::output::refuse_folder_of_inputs;
use super::print::say_that_nothing_matched;
use super::stamp::StampArg;

/// Write tables for statistics, or graphs for other programs
///
/// Filters select partnerships by any of their phases during the requested time, under any coding unless
/// --coding names one; a table has the rows that belong to them, to the operations that match, and to the organizations that
/// the filters name. The time also selects rows: years, memberships and participations in it, and milestones up to
/// the date or in the period. Spells are written whole. A table of terms has no rows to select, and takes no filter. A missing value is a code in columns of numbers
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
/// `tables` writes the whole dataset as tables that refer to one another by ids, a CSV file per table in a folder. One table by
/// its name, such as `spell`, has the same columns, and the rows of one coding pass. The rules
/// of time are applied in them: days are half-open, and columns for doubt have the days on which it is uncertain whether a
/// record has begun or ended. `sqlite` writes the same tables as a database, with a reason beside every value that is missing
/// (`COLUMN_missing`), and with the views `partnership_phase`, `partnership_year`, `shared_operation` and `evidence`; `package` writes
/// them with a description that programs read and validate (Data Package v2), with the dataset in Turtle, how to cite it, its licence,
/// metadata for DataCite and schema.org, and checksums. `parquet` writes a file of Apache Parquet per table
/// into a folder, with the same reasons, and `xlsx` a workbook with a sheet per table and the codebook as the last one; both must
/// have been built into the program. `export tables --codebook` explains the columns.
///
/// RDF has the whole dataset, or the statements that the filters select with the things and sources that they mention.
/// `interorg schema --rdf vocabulary` prints the definitions of its terms, and `--rdf shapes` shapes of SHACL.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg export dyad-years -o dyad-years.csv
  interorg export dyad-years --directed --with AU --during 2000..2010
  interorg export dyad-years --codebook
  interorg export spells --between EU NATO
  interorg export motive-kinds --format json
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
    #[arg(value_name = "WHAT", value_parser = content(), long_help = with_other_tables(
        "The table or graph format to write; if left out, the graph format of the extension of -o"
    ))]
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
    /// Explain the columns in Markdown instead of writing rows
    #[arg(long, conflicts_with_all = ["balanced", "every_pair", "format", "part"],
        conflicts_with_all = all_of::<CsvArgs>(), conflicts_with_all = all_of::<FilterArgs>())]
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
    /// Tables, parquet: write the dataset as the part with this number of a larger one (see `interorg load --part`)
    ///
    /// Keys are the same in all parts. Of the rows that several parts have, which are equal but for `ordinal`, keep the one with the lowest
    /// `ordinal`; then number the organizations in the order of their ids, and count `table_size` again.
    #[arg(long, value_name = "N", value_parser = part_number())]
    part: Option<u32>,
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

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    let content = args.content()?;
    if let Some(folder) = args.output.as_deref().filter(|path| path.is_dir()) {
        refuse_folder_of_inputs(folder, &args.data.data)?;
    }
    let filter = args.filter.filter(&args.data)?;
    refuse_idle_options(&args, content, &filter)?;
    match content {
        Content::Table(name) => table::run(&args, name, &filter, given),
        Content::Tables(files) => tables::run(&args, files),
        Content::Graph(format) => graph::run(&args, format, given),
        Content::Rdf(format) => rdf::run(&args, format, given),
        Content::PropertyGraph(format) => property_graph::run(&args, format, given),
        Content::Panel(_) | Content::Dataset => panels::run(&args, content, &filter, given),
    }
}

impl Args {
    /// Returns what is written: the named content, or else a graph in the format of the file's extension.
    fn content(&self) -> Result<Content, CliError> {
        if let Some(content) = self.table {
            return Ok(content);
        }
        use export::Content::{Graph, PropertyGraph, Rdf, Tables};
        // Several formats may have one extension, such as those of JSON.
        let contents = [Graph, Rdf, PropertyGraph, Tables].into_iter();
        let mut offered = contents.flat_map(Format::all_that_hold);
        let format = self
            .output
            .as_deref()
            .and_then(|path| offered.find(|format| format.is_named_by(path)));
        format.map(Content::of_format).ok_or_else(|| {
            let message = "no table or graph format is named".to_owned();
            let hint = "Name one, such as `interorg export dyad-years`, or a file of a graph, such as `-o network.graphml`.";
            CliError::Usage(message, Some(hint.to_owned()))
        })
    }

    /// Returns `true` if a part of the records is requested, or a reading of them other than the usual one.
    fn has_filters(&self, filter: &Filter) -> bool {
        *filter != Filter::default() || self.filter.is_read_otherwise()
    }

    /// Returns how a graph is written.
    ///
    /// # Errors
    /// Fails if an option is given that does not apply to the format.
    fn graph_options(&self, format: Format) -> Result<GraphOptions, CliError> {
        let csv = self.csv.options_outside_csv(format)?;
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
}

/// Refuses options that would have no effect.
fn refuse_idle_options(args: &Args, content: Content, filter: &Filter) -> Result<(), CliError> {
    let has_rdf = matches!(
        content,
        Content::Rdf(_) | Content::Tables(TableFiles::Package)
    );
    if let Some(option) = args.rdf.given().filter(|_| !has_rdf) {
        let message = format!("`{option}` applies to formats of RDF and packages only");
        let hint = format!("Leave it out, or run `interorg export turtle {option} …`.");
        return Err(CliError::Usage(message, Some(hint)));
    }
    if let Content::Graph(format) = content {
        return refuse_options_of_tables(args, format);
    }
    refuse_idle_weight(filter, "this table or format")?;
    if matches!(content, Content::Rdf(_)) && args.data.names_language() {
        let message = "--lang does not apply to RDF".to_owned();
        let hint = "It has labels and names in every language, each with its tag.".to_owned();
        return Err(CliError::Usage(message, Some(hint)));
    }
    if let Content::Rdf(format) | Content::PropertyGraph(format) = content {
        refuse_options_of_tables(args, format)?;
        args.csv.refuse(format.name())?;
    }
    if let Some(option) = args.graph.given() {
        let message = format!("`{option}` applies to graph formats only");
        let hint = format!("Leave it out, or run `interorg export graphml {option}`.");
        return Err(CliError::Usage(message, Some(hint)));
    }
    let is_in_folder = matches!(
        content,
        Content::Tables(TableFiles::Csv | TableFiles::Parquet)
    );
    if args.part.is_some() && !is_in_folder {
        let message = "`--part` applies to `export tables` and `export parquet` only".to_owned();
        let hint = "Leave it out, or run `interorg export tables --part N`.";
        return Err(CliError::Usage(message, Some(hint.to_owned())));
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
    if args.codebook || args.has_filters(filter) {
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
        (args.part.is_some(), "--part"),
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

/// Resolves the filters, and prints the notes on what they leave out.
fn resolved(
    args: &Args,
    select: fn(&Query<'static>) -> Selection<'static>,
) -> Result<Query<'static>, CliError> {
    let graph = args.filter.graph(&args.data)?;
    let query = resolve(&args.filter.filter(&args.data)?, graph)?;
    let notes = confidence(&query, || select(&query));
    let notes = notes.into_iter().chain(other_ties(&query));
    notes.for_each(|text| note(&text));
    Ok(query)
}

/// Returns the outcome, and says so if nothing matched. Prints the notes on what may match the queries too.
fn outcome(queries: &[Query<'_>], reads: Reads, is_empty: bool) -> Outcome {
    if is_empty {
        say_that_nothing_matched();
    }
    let hints = hints(queries, reads, is_empty);
    hints.iter().for_each(|text| note(text));
    if is_empty {
        Outcome::Negative
    } else {
        Outcome::Done
    }
}
