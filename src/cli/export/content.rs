//! What `interorg export` writes, by its names on the command line.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use interorg::export::{self, Format};
use interorg::view::panel::PanelKind;

use super::by_name::{OrTable, listed_tables};

/// The content that a user can export.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Panel(PanelKind),
    /// A relational table, by its name.
    Table(&'static str),
    Dataset,
    Graph(Format),
    Rdf(Format),
    PropertyGraph(Format),
    /// The whole dataset as relational tables.
    Tables(TableFiles),
}

/// How relational tables are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TableFiles {
    /// A CSV file per table, in a folder.
    Csv,
    /// A database of SQLite.
    Sqlite,
    /// A workbook of Excel.
    Xlsx,
    /// A file of Parquet per table, in a folder.
    Parquet,
    /// A data package of Frictionless, in a folder.
    Package,
}

impl Content {
    const DATASET: &'static str = "dataset";
    const TABLES: &'static str = "tables";
    const PACKAGE: &'static str = "package";

    /// Returns the content that a format of tables, graphs or RDF stands for.
    pub(super) fn of_format(format: Format) -> Self {
        if format.holds(export::Content::Tables) {
            Self::Tables(match format {
                Format::Parquet => TableFiles::Parquet,
                Format::Xlsx => TableFiles::Xlsx,
                _ => TableFiles::Sqlite,
            })
        } else if format.holds(export::Content::Rdf) {
            Self::Rdf(format)
        } else if format.holds(export::Content::PropertyGraph) {
            Self::PropertyGraph(format)
        } else {
            Self::Graph(format)
        }
    }
}

pub(super) fn content() -> impl TypedValueParser<Value = Content> {
    let panels = PanelKind::ALL.iter();
    let panels = panels.map(|kind| PossibleValue::new(kind.name()).help(kind.description()));
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
    let xlsx = PossibleValue::new(Format::Xlsx.name())
        .help("The same tables as a workbook of Excel, a sheet per table");
    let parquet = PossibleValue::new(Format::Parquet.name())
        .help("The same tables in Apache Parquet, a file per table in a folder");
    let package = PossibleValue::new(Content::PACKAGE)
        .help("The same tables as a data package of Frictionless, in a folder");
    let names = panels
        .chain(listed_tables())
        .chain([dataset, tables, sqlite, xlsx, parquet, package])
        .chain(graphs)
        .chain(triples)
        .chain(property_graphs);
    let others = PossibleValuesParser::new(names).try_map(|name| match name.as_str() {
        Content::DATASET => Ok(Content::Dataset),
        Content::PACKAGE => Ok(Content::Tables(TableFiles::Package)),
        Content::TABLES => Ok(Content::Tables(TableFiles::Csv)),
        name => match name.parse() {
            Ok(format) => Ok(Content::of_format(format)),
            Err(_) => name.parse().map(Content::Panel),
        },
    });
    OrTable::new(Content::Table, others)
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
