//! Datasets as property graphs: CSV for the bulk import of Neo4j, and scripts of openCypher.
//!
//! Organizations, partnerships, operations and sources are nodes. So is every claim, because it has evidence of its own: a spell is
//! joined to its partnership, a motive also to its holder, a participation to its organization and operation, and all of them to the
//! sources that they cite.

mod claims;
mod csv;
mod cypher;
mod labels;
mod rows;
mod table;
mod values;

use std::io::Write;

pub use self::csv::write_property_table;
pub use self::rows::property_graph;
pub use self::table::{PropertyGraph, PropertyTable};
use super::ExportError;

/// The character between the items of a list in CSV. It occurs in no text: the bulk import of Neo4j cannot escape it.
pub const LIST_SEPARATOR: char = '\u{1f}';

/// Writes a property graph as a script of openCypher: constraints, then nodes, then relationships, one statement per line.
///
/// # Errors
/// Fails if the output does not accept the bytes.
pub fn write_cypher(graph: &PropertyGraph, output: impl Write) -> Result<(), ExportError> {
    cypher::write(graph, output)
}
