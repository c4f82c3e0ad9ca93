//! Graph formats, written from the elements of a selection.
//!
//! A document (`document.rs`) has the columns and rows that all formats share; each format decides only about syntax. No
//! format builds its text in memory.

mod cell;
mod dl;
mod document;
mod gexf;
mod gml;
mod graphml;
mod json;
mod pajek;
mod tables;
mod unique;
mod xml;

use std::io;

pub use self::document::{GraphDocument, GraphLayout, GraphOptions};
pub use self::tables::{GraphTable, write_graph_table};

use super::error::ExportError;
use super::format::{Content, Format};

/// Writes a graph in a format.
///
/// # Errors
/// Fails if the format cannot represent the graph in one file (see [`write_graph_table`] for tables), or if the output does not
/// accept the bytes.
///
/// ```
/// use interorg::analysis::elements::{ElementOptions, elements};
/// use interorg::export::{Format, GraphDocument, GraphLayout, GraphOptions, write_graph};
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let selection = Filter::default().resolve(&graph)?.select();
/// let elements = elements(&selection, ElementOptions::default());
/// let layout = GraphLayout::new(&selection, &elements);
/// let document = GraphDocument::new(&selection, elements, layout, GraphOptions::default());
/// let mut xml = Vec::new();
/// write_graph(&document, Format::GraphMl, &mut xml)?;
/// assert_eq!(String::from_utf8(xml)?.matches("<edge ").count(), 6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_graph(
    document: &GraphDocument<'_>,
    format: Format,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    match format {
        Format::GraphMl => graphml::write(document, output)?,
        Format::Gexf => gexf::write(document, output)?,
        Format::NodeLink => json::write_node_link(document, output)?,
        Format::Cytoscape => json::write_cytoscape(document, output)?,
        Format::Gml => gml::write(document, output)?,
        Format::Pajek => pajek::write(document, output)?,
        Format::Dl => dl::write(document, output)?,
        format => {
            return Err(ExportError::Unsupported {
                format,
                content: Content::Graph,
            });
        }
    }
    Ok(())
}
