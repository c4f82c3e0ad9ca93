//! Datasets in RDF 1.1: Turtle, N-Triples, TriG and JSON-LD.
//!
//! The data use terms of others where there are some: organizations are those of the W3C Organization Ontology, vocabularies are
//! concept schemes of SKOS (phases, conditions and strengths as ordered collections), times are intervals and instants of OWL-Time
//! with the dates as texts in EDTF beside them, and evidence is derivation in PROV-O. All other terms are our own:
//! [`VOCABULARY`] defines them. [`SHAPES`] are shapes of SHACL that the data satisfy.

#[cfg(feature = "rdf")]
mod all;
#[cfg(feature = "rdf")]
mod claims;
#[cfg(feature = "rdf")]
mod names;
#[cfg(feature = "rdf")]
mod sink;
#[cfg(feature = "rdf")]
mod terms;
#[cfg(feature = "rdf")]
mod things;
#[cfg(feature = "rdf")]
mod writer;

use std::io::Write;

#[cfg(feature = "rdf")]
use self::all::write;
use super::{ExportError, Format};
use crate::query::Selection;

/// The IRI that those of records begin with if neither the user nor the dataset names one. The host is reserved for examples
/// (RFC 2606).
pub const DEFAULT_BASE: &str = "https://example.org/interorg/";

/// Our own terms in RDF, with definitions, as Turtle.
pub const VOCABULARY: &str = include_str!("vocabulary.ttl");

/// The shapes of SHACL that the data satisfy, as Turtle.
pub const SHAPES: &str = include_str!("shapes.ttl");

/// Writes a selection in RDF.
///
/// A selection without filters is the whole dataset. Otherwise, these are the statements that the filters show (see
/// [`statements`](crate::analysis::statements)), with the organizations, operations and sources that they mention, and all vocabularies. `base` is the IRI that
/// those of records begin with; they are made of ids, so that they stay the same when records are added.
///
/// The order depends only on the dataset and the selection. There are no blank nodes.
///
/// # Errors
/// Fails if the format is not one of RDF, if the base is not an absolute IRI, or if the output does not accept the bytes.
///
/// ```
/// use interorg::export::{self, Format};
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter { between: vec!["UN".into(), "AU".into()], ..Filter::default() };
/// let selection = filter.resolve(&graph)?.select();
/// let mut turtle = Vec::new();
/// export::write_rdf(&selection, Format::Turtle, "https://example.org/", &mut turtle)?;
/// let turtle = String::from_utf8(turtle)?;
/// assert!(turtle.contains("<https://example.org/partnership/un--au> a io:Partnership"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_rdf<W: Write>(
    selection: &Selection<'_>,
    format: Format,
    base: &str,
    output: W,
) -> Result<(), ExportError> {
    #[cfg(feature = "rdf")]
    return write(selection, format, base, output);
    #[cfg(not(feature = "rdf"))]
    {
        let _ = (selection, base, output);
        Err(ExportError::NotBuilt { format })
    }
}
