//! The subcommand `interorg schema`.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use interorg::analysis::tables::Projection;
use interorg::dataset;
use interorg::export::{Answer, Format, SHAPES, VOCABULARY, panel_schema, projected_schema};
use interorg::graph::Graph;
use interorg::view::panel::{self, PanelKind};
use serde_json::Value as Json;

use super::Outcome;
use super::choice::choice;
use super::conflicts::all_of;
use super::data::DataArgs;
use super::error::CliError;
use super::export::{OrTable, listed_tables};
use super::extension::{Offered, format_of};
use super::output::{to_file, to_stdout};

/// Print the JSON Schema of the files of a dataset, or of an answer
///
/// The schema is draft-07. With --data, its terms are those of that dataset. An editor with a YAML language server uses
/// the schema if a file begins with a line such as `# yaml-language-server: $schema=interorg.schema.json`. With --of or
/// --table, it is the schema of what is printed with --format json.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg schema -o interorg.schema.json
  interorg schema --data my-dataset/ -o my-dataset/interorg.schema.json
  interorg schema --of partners
  interorg schema --table dyad-years
  interorg schema --rdf vocabulary -o interorg.ttl")]
pub(super) struct Args {
    /// Print the schema of what a subcommand answers as JSON
    #[arg(long, value_name = "ANSWER",
        value_parser = choice(Answer::ALL.iter().copied(), Answer::name, Answer::description))]
    of: Option<Answer>,
    /// Print the schema of a table of `export` as JSON
    #[arg(long, value_name = "TABLE", conflicts_with = "of", value_parser = table())]
    table: Option<Table>,
    /// Print the terms of the formats of RDF as Turtle: their definitions, or the shapes of SHACL that data satisfy
    #[arg(long, value_name = "WHAT", conflicts_with_all = ["of", "table"],
        conflicts_with_all = all_of::<DataArgs>(), value_enum)]
    rdf: Option<Rdf>,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
}

/// A table of `export`.
#[derive(Clone, Copy)]
enum Table {
    Panel(PanelKind),
    /// A relational table, by its name.
    Projected(&'static str),
}

/// What is printed on RDF.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Rdf {
    /// The definitions of the terms
    Vocabulary,
    /// The shapes that data satisfy
    Shapes,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    if let Some(rdf) = args.rdf {
        let turtle = [Offered::of(Format::Turtle)];
        format_of(None, args.output.as_deref(), Format::Turtle, &turtle)?;
        return print(
            &args,
            match rdf {
                Rdf::Vocabulary => VOCABULARY,
                Rdf::Shapes => SHAPES,
            },
        );
    }
    let json = [Offered::of(Format::Json)];
    format_of(None, args.output.as_deref(), Format::Json, &json)?;
    let graph = args.data.graph()?;
    let schema = match (args.of, args.table) {
        (Some(answer), _) => format!("{:#}", answer.schema()),
        (None, Some(Table::Panel(kind))) => format!("{:#}", of_panel(kind, graph)),
        (None, Some(Table::Projected(name))) => format!("{:#}", of_table(name, graph)),
        (None, None) => dataset::schema(graph.dataset().vocabularies()),
    };
    print(&args, &format!("{schema}\n"))
}

fn print(args: &Args, text: &str) -> Result<Outcome, CliError> {
    match &args.output {
        Some(path) => to_file(path, text.as_bytes(), &args.data.data)?,
        None => to_stdout(text.as_bytes())?,
    }
    Ok(Outcome::Done)
}

/// Returns a parser for the tables of `export`.
fn table() -> impl TypedValueParser<Value = Table> {
    let panels = PanelKind::ALL.iter();
    let panels = panels.map(|kind| PossibleValue::new(kind.name()).help(kind.description()));
    let names = panels.chain(listed_tables());
    let panels = PossibleValuesParser::new(names).try_map(|name| name.parse().map(Table::Panel));
    OrTable::new(Table::Projected, panels)
}

/// Returns the schema of a relational table.
fn of_table(name: &str, graph: &Graph) -> Json {
    let projection = Projection::new(graph);
    let tables = projection.tables();
    let table = tables.iter().find(|table| table.definition().name == name);
    let table = table.expect("the name was parsed as that of a table");
    projected_schema(table.definition())
}

fn of_panel(kind: PanelKind, graph: &Graph) -> Json {
    match kind {
        PanelKind::DyadYears => {
            panel_schema(&[false, true].map(|directed| panel::dyad_years(graph, directed)))
        }
        PanelKind::OrganizationYears => panel_schema(&[panel::organization_years(graph)]),
    }
}
