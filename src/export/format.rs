//! The registry of formats: everything that help texts, file names and writers need to know of each.

use std::ffi::OsStr;
use std::fmt;
use std::path::Path;
use std::str::FromStr;

use crate::choice::UnknownName;
use crate::picture::PictureKind;

/// A format in which the program writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// A table for a terminal.
    Table,
    /// JSON (RFC 8259).
    Json,
    /// Comma-separated values (RFC 4180).
    Csv,
    /// Markdown with tables, as on GitHub.
    Markdown,
    /// YAML, as datasets are written.
    Yaml,
    /// Scalable Vector Graphics.
    Svg,
    /// The Portable Document Format (ISO 32000).
    Pdf,
    /// Portable Network Graphics.
    Png,
    /// Mermaid, which wikis and code hosts render: a flowchart, a Gantt chart or a block diagram.
    Mermaid,
    /// The DOT language of Graphviz.
    Dot,
    /// GraphML.
    GraphMl,
    /// GEXF 1.3, the format of Gephi.
    Gexf,
    /// Node-link JSON, as networkx and D3 read it.
    NodeLink,
    /// The JSON of Cytoscape.
    Cytoscape,
    /// The Graph Modelling Language.
    Gml,
    /// Pajek.
    Pajek,
    /// The data language of UCINET, as a list of edges.
    Dl,
    /// Tables of nodes, edges and spells, for R.
    NodesEdges,
    /// Turtle (RDF 1.1).
    Turtle,
    /// N-Triples (RDF 1.1).
    NTriples,
    /// TriG (RDF 1.1).
    TriG,
    /// JSON-LD 1.1.
    JsonLd,
    /// CSV for the bulk import of Neo4j, a file per label and type.
    Neo4j,
    /// A script of openCypher.
    Cypher,
    /// A database of SQLite 3.
    Sqlite,
    /// Apache Parquet, a file per table.
    Parquet,
    /// A workbook of Excel 2007 and later (ISO/IEC 29500).
    Xlsx,
}

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Content {
    /// A table.
    Table,
    /// A dossier: several tables about one thing.
    Dossier,
    /// The findings of a check.
    Findings,
    /// A table for statistical software, one observation per row.
    Panel,
    /// A whole dataset.
    Dataset,
    /// A picture of a kind.
    Picture(PictureKind),
    /// Nodes and edges.
    Graph,
    /// Triples of RDF.
    Rdf,
    /// Nodes and relationships with properties.
    PropertyGraph,
    /// The relational tables of a dataset.
    Tables,
}

/// The entry of a format in the registry.
struct Entry {
    name: &'static str,
    /// The extensions of file names, the usual one first.
    extensions: &'static [&'static str],
    media_type: &'static str,
    contents: &'static [Content],
}

/// The features of formats with which the program was built.
const FEATURES: &[&str] = &[
    #[cfg(feature = "png")]
    "png",
    #[cfg(feature = "pdf")]
    "pdf",
    #[cfg(feature = "rdf")]
    "rdf",
    #[cfg(feature = "sqlite")]
    "sqlite",
    #[cfg(feature = "parquet")]
    "parquet",
    #[cfg(feature = "xlsx")]
    "xlsx",
];

const TEXT: &[Content] = &[Content::Table, Content::Dossier, Content::Findings];

const MARKDOWN: &[Content] = &[Content::Table, Content::Dossier];

const JSON: &[Content] = &[
    Content::Table,
    Content::Dossier,
    Content::Findings,
    Content::Panel,
    Content::Dataset,
];

const CSV: &[Content] = &[Content::Table, Content::Dossier, Content::Panel];

const DATASETS: &[Content] = &[Content::Dataset];

const PICTURES: &[Content] = &[
    Content::Picture(PictureKind::Network),
    Content::Picture(PictureKind::Timeline),
    Content::Picture(PictureKind::Evolution),
    Content::Picture(PictureKind::Matrix),
];

/// DOT describes nodes and edges, and has neither an axis of time nor cells.
const NETWORKS: &[Content] = &[
    Content::Picture(PictureKind::Network),
    Content::Picture(PictureKind::Evolution),
];

const GRAPHS: &[Content] = &[Content::Graph];

const TRIPLES: &[Content] = &[Content::Rdf];

const PROPERTY_GRAPHS: &[Content] = &[Content::PropertyGraph];

const DATABASES: &[Content] = &[Content::Tables];

impl Format {
    /// All formats, those of data first, then those of pictures, then those of graphs, RDF, property graphs and relational
    /// tables.
    pub const ALL: [Self; 27] = [
        Self::Table,
        Self::Json,
        Self::Csv,
        Self::Markdown,
        Self::Yaml,
        Self::Svg,
        Self::Pdf,
        Self::Png,
        Self::Mermaid,
        Self::Dot,
        Self::GraphMl,
        Self::Gexf,
        Self::NodeLink,
        Self::Cytoscape,
        Self::Gml,
        Self::Pajek,
        Self::Dl,
        Self::NodesEdges,
        Self::Turtle,
        Self::NTriples,
        Self::TriG,
        Self::JsonLd,
        Self::Neo4j,
        Self::Cypher,
        Self::Sqlite,
        Self::Parquet,
        Self::Xlsx,
    ];

    fn entry(self) -> Entry {
        let (name, extensions, media_type, contents): (_, &[_], _, _) = match self {
            Self::Table => ("table", &["txt"], "text/plain; charset=utf-8", TEXT),
            Self::Json => ("json", &["json"], "application/json", JSON),
            Self::Csv => ("csv", &["csv"], "text/csv; charset=utf-8", CSV),
            Self::Markdown => (
                "markdown",
                &["md", "markdown"],
                "text/markdown; charset=utf-8",
                MARKDOWN,
            ),
            Self::Yaml => ("yaml", &["yaml", "yml"], "application/yaml", DATASETS),
            Self::Svg => ("svg", &["svg"], "image/svg+xml", PICTURES),
            Self::Pdf => ("pdf", &["pdf"], "application/pdf", PICTURES),
            Self::Png => ("png", &["png"], "image/png", PICTURES),
            Self::Mermaid => ("mermaid", &["mmd", "mermaid"], "text/vnd.mermaid", PICTURES),
            Self::Dot => ("dot", &["dot", "gv"], "text/vnd.graphviz", NETWORKS),
            Self::GraphMl => ("graphml", &["graphml"], "application/graphml+xml", GRAPHS),
            Self::Gexf => ("gexf", &["gexf"], "application/gexf+xml", GRAPHS),
            Self::NodeLink => ("node-link", &["json"], "application/json", GRAPHS),
            Self::Cytoscape => ("cytoscape", &["cyjs", "json"], "application/json", GRAPHS),
            Self::Gml => ("gml", &["gml"], "text/plain; charset=us-ascii", GRAPHS),
            Self::Pajek => (
                "pajek",
                &["net", "paj"],
                "text/plain; charset=utf-8",
                GRAPHS,
            ),
            Self::Dl => ("dl", &["dl"], "text/plain; charset=utf-8", GRAPHS),
            Self::NodesEdges => ("nodes-edges", &[], "text/csv; charset=utf-8", GRAPHS),
            Self::Turtle => ("turtle", &["ttl"], "text/turtle", TRIPLES),
            Self::NTriples => ("n-triples", &["nt"], "application/n-triples", TRIPLES),
            Self::TriG => ("trig", &["trig"], "application/trig", TRIPLES),
            Self::JsonLd => ("json-ld", &["jsonld"], "application/ld+json", TRIPLES),
            Self::Neo4j => ("neo4j", &[], "text/csv; charset=utf-8", PROPERTY_GRAPHS),
            Self::Cypher => (
                "cypher",
                &["cypher", "cql"],
                "text/plain; charset=utf-8",
                PROPERTY_GRAPHS,
            ),
            Self::Sqlite => (
                "sqlite",
                &["sqlite", "sqlite3", "db"],
                "application/vnd.sqlite3",
                DATABASES,
            ),
            Self::Parquet => ("parquet", &[], "application/vnd.apache.parquet", DATABASES),
            Self::Xlsx => (
                "xlsx",
                &["xlsx"],
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                DATABASES,
            ),
        };
        Entry {
            name,
            extensions,
            media_type,
            contents,
        }
    }

    /// Returns the name, such as the option `--format` takes it.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// Returns the extensions of file names in the format, without the dot, the usual one first.
    pub fn extensions(self) -> &'static [&'static str] {
        self.entry().extensions
    }

    /// Returns the media type.
    pub fn media_type(self) -> &'static str {
        self.entry().media_type
    }

    /// Returns `true` if the format can represent the content.
    ///
    /// ```
    /// use interorg::export::{Content, Format};
    /// use interorg::picture::PictureKind;
    ///
    /// assert!(Format::Svg.holds(Content::Picture(PictureKind::Timeline)));
    /// assert!(!Format::Dot.holds(Content::Picture(PictureKind::Timeline)));
    /// ```
    pub fn holds(self, content: Content) -> bool {
        self.entry().contents.contains(&content)
    }

    /// Returns `true` if the format is one of pictures.
    pub fn is_picture(self) -> bool {
        PictureKind::ALL
            .iter()
            .any(|kind| self.holds(Content::Picture(*kind)))
    }

    /// Returns `true` if the format is not text, so that a terminal cannot show it.
    pub fn is_binary(self) -> bool {
        matches!(
            self,
            Self::Pdf | Self::Png | Self::Sqlite | Self::Parquet | Self::Xlsx
        )
    }

    /// Returns the feature of the crate with which the format is built; `None` if it is always built.
    pub(super) fn feature(self) -> Option<&'static str> {
        match self {
            Self::Png | Self::Pdf | Self::Sqlite | Self::Parquet | Self::Xlsx => Some(self.name()),
            Self::Turtle | Self::NTriples | Self::TriG | Self::JsonLd => Some("rdf"),
            _ => None,
        }
    }

    /// Returns `true` if the program was built with the format.
    pub fn is_built(self) -> bool {
        self.feature()
            .is_none_or(|feature| FEATURES.contains(&feature))
    }

    /// Returns the formats that can represent the content, in the order of [`Format::ALL`].
    pub fn all_that_hold(content: Content) -> impl Iterator<Item = Self> {
        let all = Self::ALL.into_iter();
        all.filter(move |format| format.holds(content))
    }

    /// Returns the format that the extension of a file name stands for; `None` if it stands for no format. If it stands for
    /// several, the first is returned: `.json` is JSON in general.
    ///
    /// ```
    /// use interorg::export::Format;
    ///
    /// assert_eq!(Format::of_path("partnerships.svg"), Some(Format::Svg));
    /// ```
    pub fn of_path(path: impl AsRef<Path>) -> Option<Self> {
        let path = path.as_ref();
        Self::ALL
            .into_iter()
            .find(|format| format.is_named_by(path))
    }

    /// Returns `true` if the extension of a path is one of the format.
    pub fn is_named_by(self, path: impl AsRef<Path>) -> bool {
        let extension = path.as_ref().extension().and_then(OsStr::to_str);
        let extension = extension.map(str::to_ascii_lowercase);
        extension.is_some_and(|extension| self.extensions().contains(&&*extension))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let found = Self::ALL.into_iter().find(|format| format.name() == name);
        found.ok_or_else(|| UnknownName {
            name: name.to_owned(),
            known: Self::ALL.into_iter().map(Self::name).collect(),
        })
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Table => "a table",
            Self::Dossier => "a dossier",
            Self::Findings => "findings",
            Self::Panel => "a table for statistical software",
            Self::Dataset => "a dataset",
            Self::Graph => "a graph",
            Self::Rdf => "triples of RDF",
            Self::PropertyGraph => "a property graph",
            Self::Tables => "relational tables",
            Self::Picture(PictureKind::Network) => "a network",
            Self::Picture(PictureKind::Timeline) => "a timeline",
            Self::Picture(PictureKind::Evolution) => "an evolution",
            Self::Picture(PictureKind::Matrix) => "a matrix",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_name_and_extensions_and_holds_something() {
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
            for extension in format.extensions() {
                let found = Format::of_path(format!("a.{extension}"));
                let is_shared = *extension == "json";
                assert_eq!(found, Some(if is_shared { Format::Json } else { format }));
            }
            assert!(!format.entry().contents.is_empty());
        }
        assert_eq!(Format::of_path("a.docx"), None);
    }
}
