//! Vocabularies as concept schemes of SKOS.

use std::io::{self, Write};

use oxrdf::NamedNode;
use oxrdf::vocab::rdf;

use super::names::{IO, Iris, PROV, SKOS, part};
use super::writer::TripleWriter;
use crate::model::{Key, Records, Term, Vocable, Vocabularies};

/// The vocabularies whose terms have an order.
const ORDERED: [&str; 3] = ["phases", "conditions", "strengths"];

/// Returns the IRI of a term.
pub(super) fn concept<T: Vocable>(
    iris: &Iris,
    vocabulary: &'static str,
    terms: &Records<T>,
    key: Key<T>,
) -> NamedNode {
    iris.record(vocabulary, terms[key].id().as_str())
}

impl<W: Write> TripleWriter<'_, W> {
    /// Writes all vocabularies that have terms.
    pub(super) fn vocabularies(&mut self, vocabularies: &Vocabularies) -> io::Result<()> {
        for name in Vocabularies::NAMES {
            let terms = vocabularies.terms(name);
            if terms.is_empty() {
                continue;
            }
            let scheme = self.iris.record("vocabulary", name);
            self.types(&scheme, &[SKOS.term("ConceptScheme")])?;
            self.text(&scheme, SKOS.term("prefLabel"), &name.replace('-', " "))?;
            if ORDERED.contains(&name) {
                self.order(name, &scheme, &terms)?;
            }
            for term in terms {
                self.term(name, &scheme, term)?;
            }
        }
        self.own_fields(vocabularies)
    }

    /// Writes the order of the terms of a scheme, from the lowest or first.
    fn order(&mut self, name: &str, scheme: &NamedNode, terms: &[&Term]) -> io::Result<()> {
        let collection = part(scheme, "order", &[]);
        self.link(&collection, SKOS.term("inScheme"), scheme)?;
        self.types(&collection, &[SKOS.term("OrderedCollection")])?;
        let cell = |number: usize| part(&collection, &number.to_string(), &[]);
        for term in terms {
            let concept = self.iris.record(name, term.id.as_str());
            self.link(&collection, SKOS.term("member"), &concept)?;
        }
        self.link(&collection, SKOS.term("memberList"), &cell(1))?;
        for (number, term) in terms.iter().enumerate() {
            let concept = self.iris.record(name, term.id.as_str());
            self.link(&cell(number + 1), rdf::FIRST.into_owned(), &concept)?;
            let rest = if number + 1 == terms.len() {
                rdf::NIL.into_owned()
            } else {
                cell(number + 2)
            };
            self.link(&cell(number + 1), rdf::REST.into_owned(), &rest)?;
        }
        Ok(())
    }

    fn term(&mut self, name: &str, scheme: &NamedNode, term: &Term) -> io::Result<()> {
        let concept = self.iris.record(name, term.id.as_str());
        self.types(&concept, &[SKOS.term("Concept")])?;
        self.link(&concept, SKOS.term("inScheme"), scheme)?;
        self.text(&concept, SKOS.term("notation"), term.id.as_str())?;
        self.text(&concept, SKOS.term("prefLabel"), &term.label)?;
        self.names(&concept, &SKOS.term("prefLabel"), &term.labels)?;
        self.text(&concept, SKOS.term("definition"), &term.definition)?;
        for citation in &term.citations {
            let source = self.source_iri(citation.source);
            self.link(&concept, PROV.term("wasDerivedFrom"), &source)?;
        }
        Ok(())
    }

    /// Writes what the terms of some vocabularies have beside label and definition.
    fn own_fields(&mut self, vocabularies: &Vocabularies) -> io::Result<()> {
        let phases = &vocabularies.phases;
        for (rung, (key, phase)) in phases.entries().enumerate() {
            let concept = concept(&self.iris, "phases", phases, key);
            self.number(&concept, IO.term("rung"), rung)?;
            self.optional(&concept, IO.term("entryRule"), phase.rule.as_deref())?;
            if phase.absent {
                self.flag(&concept, IO.term("absent"))?;
            }
            if phase.directed {
                self.flag(&concept, IO.term("directed"))?;
            }
        }
        for (key, motive) in vocabularies.motives.entries() {
            let narrower = concept(&self.iris, "motives", &vocabularies.motives, key);
            let families = &vocabularies.motive_families;
            let broader = concept(&self.iris, "motive-families", families, motive.family);
            self.link(&narrower, SKOS.term("broader"), &broader)?;
        }
        for (key, strength) in vocabularies.strengths.entries() {
            if strength.weak {
                let concept = concept(&self.iris, "strengths", &vocabularies.strengths, key);
                self.flag(&concept, IO.term("weak"))?;
            }
        }
        for (key, role) in vocabularies.roles.entries() {
            let concept = concept(&self.iris, "roles", &vocabularies.roles, key);
            if role.adverse {
                self.flag(&concept, IO.term("adverse"))?;
            }
            if !role.ties {
                self.flag(&concept, IO.term("withoutTie"))?;
            }
        }
        for (key, quantity) in vocabularies.amounts.entries() {
            let concept = concept(&self.iris, "amounts", &vocabularies.amounts, key);
            self.optional(&concept, IO.term("unit"), quantity.unit.as_deref())?;
            self.text(&concept, IO.term("amountKind"), quantity.kind.as_str())?;
        }
        Ok(())
    }
}
