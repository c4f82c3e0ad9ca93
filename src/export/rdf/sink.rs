//! Where triples are written: one serializer per syntax.

use std::io::{self, Write};

use oxjsonld::{JsonLdSerializer, WriterJsonLdSerializer};
use oxrdf::{GraphNameRef, NamedNode, NamedNodeRef, TermRef, TripleRef};
use oxttl::ntriples::WriterNTriplesSerializer;
use oxttl::trig::WriterTriGSerializer;
use oxttl::turtle::WriterTurtleSerializer;
use oxttl::{NTriplesSerializer, TriGSerializer, TurtleSerializer};

use super::names::NAMESPACES;
use crate::export::Format;

/// A serializer of triples. In syntaxes with named graphs, all triples are in one.
pub(super) enum Sink<W: Write> {
    Turtle(WriterTurtleSerializer<W>),
    NTriples(WriterNTriplesSerializer<W>),
    TriG(WriterTriGSerializer<W>, NamedNode),
    JsonLd(WriterJsonLdSerializer<W>),
}

impl<W: Write> Sink<W> {
    /// Creates the serializer of a format; `None` if the format is not one of RDF. `graph` is the name of the named graph.
    pub(super) fn new(format: Format, graph: NamedNode, output: W) -> Option<Self> {
        const VALID: &str = "the namespaces are IRIs";
        let prefixes = || NAMESPACES.iter().map(|one| (one.prefix, one.iri));
        Some(match format {
            Format::Turtle => {
                let mut serializer = TurtleSerializer::new();
                for (prefix, iri) in prefixes() {
                    serializer = serializer.with_prefix(prefix, iri).expect(VALID);
                }
                Self::Turtle(serializer.for_writer(output))
            }
            Format::NTriples => Self::NTriples(NTriplesSerializer::new().for_writer(output)),
            Format::TriG => {
                let mut serializer = TriGSerializer::new();
                for (prefix, iri) in prefixes() {
                    serializer = serializer.with_prefix(prefix, iri).expect(VALID);
                }
                Self::TriG(serializer.for_writer(output), graph)
            }
            Format::JsonLd => {
                let mut serializer = JsonLdSerializer::new();
                for (prefix, iri) in prefixes() {
                    serializer = serializer.with_prefix(prefix, iri).expect(VALID);
                }
                Self::JsonLd(serializer.for_writer(output))
            }
            _ => return None,
        })
    }

    pub(super) fn triple(
        &mut self,
        subject: NamedNodeRef<'_>,
        predicate: NamedNodeRef<'_>,
        object: TermRef<'_>,
    ) -> io::Result<()> {
        let triple = TripleRef::new(subject, predicate, object);
        match self {
            Self::Turtle(serializer) => serializer.serialize_triple(triple),
            Self::NTriples(serializer) => serializer.serialize_triple(triple),
            Self::TriG(serializer, graph) => {
                serializer.serialize_quad(triple.in_graph(graph.as_ref()))
            }
            Self::JsonLd(serializer) => {
                serializer.serialize_quad(triple.in_graph(GraphNameRef::DefaultGraph))
            }
        }
    }

    /// Writes what the syntax needs at the end.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::Turtle(serializer) => serializer.finish().map(drop),
            // Every line is complete.
            Self::NTriples(_) => Ok(()),
            Self::TriG(serializer, _) => serializer.finish().map(drop),
            Self::JsonLd(serializer) => serializer.finish().map(drop),
        }
    }
}
