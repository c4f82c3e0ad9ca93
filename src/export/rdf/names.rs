//! The names of RDF: namespaces, and the IRIs of records.

use std::fmt::Write as _;

use oxrdf::{IriParseError, NamedNode};

/// A vocabulary of RDF: the prefix, and the IRI that the names of its terms follow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Namespace {
    pub(super) prefix: &'static str,
    pub(super) iri: &'static str,
}

impl Namespace {
    /// Returns the IRI of a term.
    pub(super) fn term(self, name: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{name}", self.iri))
    }
}

macro_rules! namespaces {
    ($($(#[$doc:meta])* $constant:ident = $prefix:literal, $iri:literal;)*) => {
        $($(#[$doc])* pub(super) const $constant: Namespace = Namespace { prefix: $prefix, iri: $iri };)*

        /// All vocabularies, with their prefixes.
        pub(super) const NAMESPACES: &[Namespace] = &[$($constant,)*];
    };
}

namespaces! {
    /// Our own terms, which `vocabulary.ttl` defines. The host is reserved for examples (RFC 2606): it stands for an address that
    /// the project does not have yet.
    IO = "io", "https://example.org/interorg/ns#";
    /// W3C, The Organization Ontology (2014).
    ORG = "org", "http://www.w3.org/ns/org#";
    /// W3C, SKOS Simple Knowledge Organization System Reference (2009).
    SKOS = "skos", "http://www.w3.org/2004/02/skos/core#";
    /// W3C, PROV-O: The PROV Ontology (2013).
    PROV = "prov", "http://www.w3.org/ns/prov#";
    /// W3C, Time Ontology in OWL (2017).
    TIME = "time", "http://www.w3.org/2006/time#";
    /// schema.org.
    SCHEMA = "schema", "https://schema.org/";
    /// DCMI Metadata Terms (2020).
    DCTERMS = "dcterms", "http://purl.org/dc/terms/";
    OWL = "owl", "http://www.w3.org/2002/07/owl#";
    RDF = "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    RDFS = "rdfs", "http://www.w3.org/2000/01/rdf-schema#";
    XSD = "xsd", "http://www.w3.org/2001/XMLSchema#";
}

/// The datatype of dates in EDTF, as the Library of Congress names it.
pub(super) const EDTF: &str = "http://id.loc.gov/datatypes/edtf/EDTF";

/// The IRIs of records.
#[derive(Debug, Clone)]
pub(super) struct Iris {
    base: String,
}

impl Iris {
    /// Creates the IRIs that begin with a base. A base that ends neither with `/` nor with `#` is followed by `/`.
    ///
    /// # Errors
    /// Fails if the base is not an absolute IRI.
    pub(super) fn new(base: &str) -> Result<Self, IriParseError> {
        let mut base = NamedNode::new(base)?.into_string();
        if !base.ends_with(['/', '#']) {
            base.push('/');
        }
        Ok(Self { base })
    }

    /// Returns the IRI of the dataset: the base itself.
    pub(super) fn dataset(&self) -> NamedNode {
        NamedNode::new_unchecked(&self.base)
    }

    /// Returns the IRI of a record, from the kind of record and its id.
    pub(super) fn record(&self, kind: &str, id: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{kind}/{}", self.base, encoded(id)))
    }
}

/// Returns the IRI of a part of a record, from its name and the words that make it different from other parts.
pub(super) fn part(whole: &NamedNode, name: &str, words: &[&str]) -> NamedNode {
    let mut iri = format!("{}/{name}", whole.as_str());
    for (index, word) in words.iter().filter(|word| !word.is_empty()).enumerate() {
        iri.push(if index == 0 { '/' } else { '-' });
        iri.push_str(&encoded(word));
    }
    NamedNode::new_unchecked(iri)
}

/// Returns a text as a segment of an IRI: all but unreserved characters (RFC 3986) are percent-encoded.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").expect("a string accepts all texts");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_have_iris_below_the_base() {
        let iris = Iris::new("https://example.org/data").expect("it is an IRI");
        let un_au = iris.record("partnership", "un-au");
        assert_eq!(un_au.as_str(), "https://example.org/data/partnership/un-au");
        let spell = part(&un_au, "phase", &["formal", "2003~", ""]);
        assert_eq!(
            spell.as_str(),
            "https://example.org/data/partnership/un-au/phase/formal-2003~"
        );
        let milestone = part(&un_au, "milestone", &["../2011?"]);
        assert!(milestone.as_str().ends_with("/milestone/..%2F2011%3F"));
        assert!(NamedNode::new(milestone.as_str()).is_ok());
        assert!(Iris::new("not an IRI").is_err());
        let hash = Iris::new("https://example.org/data#").expect("it is an IRI");
        let un = hash.record("organization", "un");
        assert_eq!(un.as_str(), "https://example.org/data#organization/un");
    }
}
