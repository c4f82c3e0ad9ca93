//! The dataset, organizations, operations, partnerships and sources.

use std::io::{self, Write};

use oxrdf::NamedNode;

use super::names::{DCTERMS, IO, ORG, OWL, PROV, SCHEMA, SKOS, part};
use super::terms::concept;
use super::writer::TripleWriter;
use crate::graph::{OperationRef, OrganizationRef, PartnershipRef};
use crate::model::{
    AmountValue, Annotations, End, Identifier, Key, Operation, Organization, Source,
};

/// The register of identifiers whose entries have IRIs of their own.
const WIKIDATA: &str = "wikidata";

impl<W: Write> TripleWriter<'_, W> {
    pub(super) fn organization_iri(&self, organization: &Organization) -> NamedNode {
        self.iris.record("organization", organization.id.as_str())
    }

    pub(super) fn operation_iri(&self, operation: &Operation) -> NamedNode {
        self.iris.record("operation", operation.id.as_str())
    }

    pub(super) fn partnership_iri(&self, partnership: PartnershipRef<'_>) -> NamedNode {
        self.iris.record("partnership", &partnership.unique_id())
    }

    /// Returns the IRI of a source.
    pub(super) fn source_iri(&self, source: Key<Source>) -> NamedNode {
        self.iris
            .record("source", self.graph.dataset().sources().id(source).as_str())
    }

    /// Writes what the data are.
    pub(super) fn about(&mut self) -> io::Result<()> {
        let about = self.graph.dataset().about();
        let dataset = self.iris.dataset();
        self.types(&dataset, &[SCHEMA.term("Dataset"), PROV.term("Entity")])?;
        self.optional(&dataset, DCTERMS.term("title"), about.title.as_deref())?;
        self.optional(&dataset, SCHEMA.term("version"), about.version.as_deref())?;
        self.optional(
            &dataset,
            DCTERMS.term("description"),
            about.description.as_deref(),
        )?;
        self.texts(&dataset, &DCTERMS.term("creator"), &about.authors)?;
        self.optional(&dataset, SCHEMA.term("license"), about.licence.as_deref())?;
        self.optional_date(&dataset, IO.term("recordFrom"), about.from.as_ref())?;
        self.optional_date(&dataset, IO.term("asOf"), about.as_of.as_ref())?;
        if let Some(coder) = self.graph.coder() {
            let coders = &self.graph.dataset().vocabularies().coders;
            let coder = concept(&self.iris, "coders", coders, coder);
            self.link(&dataset, IO.term("coder"), &coder)?;
        }
        self.address(&dataset, about.url.as_deref())
    }

    pub(super) fn organization(&mut self, organization: OrganizationRef<'_>) -> io::Result<()> {
        let record = organization.record();
        let iri = self.organization_iri(record);
        self.types(
            &iri,
            &[ORG.term("FormalOrganization"), SCHEMA.term("Organization")],
        )?;
        self.text(&iri, SKOS.term("notation"), record.id.as_str())?;
        self.text(&iri, SKOS.term("prefLabel"), &record.name)?;
        self.names(&iri, &SKOS.term("prefLabel"), &record.names)?;
        self.text(&iri, SKOS.term("altLabel"), &record.abbreviation)?;
        self.texts(&iri, &SKOS.term("altLabel"), &record.aliases)?;
        if let Some(kind) = record.kind {
            let kinds = &self.graph.dataset().vocabularies().organization_kinds;
            let kind = concept(&self.iris, "organization-kinds", kinds, kind);
            self.link(&iri, ORG.term("classification"), &kind)?;
        }
        self.optional_date(&iri, SCHEMA.term("foundingDate"), record.founded.as_ref())?;
        match &record.dissolved {
            End::On(date) => self.date(&iri, SCHEMA.term("dissolutionDate"), date)?,
            End::Unknown => self.link(&iri, IO.term("end"), &IO.term("UnknownEnd"))?,
            End::Ongoing => {}
        }
        for (number, period) in record.existence.iter().enumerate() {
            let existence = part(&iri, "existence", &[&(number + 1).to_string()]);
            self.link(&iri, IO.term("existence"), &existence)?;
            self.period(&existence, (period.from, period.to), None)?;
        }
        self.optional(&iri, IO.term("seat"), record.seat.as_deref())?;
        self.optional(&iri, IO.term("region"), record.region.as_deref())?;
        self.optional_date(&iri, IO.term("recordFrom"), record.covered_from.as_ref())?;
        for predecessor in &record.predecessors {
            let before = self.graph.organization(*predecessor);
            self.succession(&iri, before.record())?;
        }
        self.identifiers(&iri, &record.identifiers)?;
        self.annotations(&iri, &record.annotations)?;
        self.cited(&iri, &record.citations)?;
        self.texts(&iri, &SKOS.term("note"), &record.notes)
    }

    /// Writes that an organization took the place of another one.
    fn succession(&mut self, after: &NamedNode, before: &Organization) -> io::Result<()> {
        let change = part(after, "succession", &[before.id.as_str()]);
        let before = self.organization_iri(before);
        self.types(&change, &[ORG.term("ChangeEvent")])?;
        self.link(&change, ORG.term("originalOrganization"), &before)?;
        self.link(&change, ORG.term("resultingOrganization"), after)
    }

    pub(super) fn partnership(&mut self, partnership: PartnershipRef<'_>) -> io::Result<()> {
        let record = partnership.record();
        let iri = self.partnership_iri(partnership);
        self.types(
            &iri,
            &[
                IO.term("Partnership"),
                ORG.term("OrganizationalCollaboration"),
            ],
        )?;
        self.text(&iri, SKOS.term("prefLabel"), &partnership.label())?;
        for member in partnership.members() {
            let member = self.organization_iri(member.record());
            self.link(&iri, IO.term("member"), &member)?;
        }
        if let Some(standard) = record.standard {
            let standards = &self.graph.dataset().vocabularies().standards;
            let standard = concept(&self.iris, "standards", standards, standard);
            self.link(&iri, IO.term("standard"), &standard)?;
        }
        self.annotations(&iri, &record.annotations)?;
        self.texts(&iri, &SKOS.term("note"), &record.notes)
    }

    /// Writes an operation without its dates, which are part of its claim.
    pub(super) fn operation(&mut self, operation: OperationRef<'_>) -> io::Result<()> {
        let record = operation.record();
        let iri = self.operation_iri(record);
        self.types(&iri, &[IO.term("Operation"), SCHEMA.term("Event")])?;
        self.text(&iri, SKOS.term("notation"), record.id.as_str())?;
        self.text(&iri, SKOS.term("prefLabel"), &record.name)?;
        self.names(&iri, &SKOS.term("prefLabel"), &record.names)?;
        self.optional(&iri, SKOS.term("altLabel"), record.abbreviation.as_deref())?;
        self.texts(&iri, &SKOS.term("altLabel"), &record.aliases)?;
        if let Some(kind) = record.kind {
            let kinds = &self.graph.dataset().vocabularies().operation_kinds;
            let kind = concept(&self.iris, "operation-kinds", kinds, kind);
            self.link(&iri, DCTERMS.term("type"), &kind)?;
        }
        self.optional(&iri, IO.term("place"), record.place.as_deref())?;
        self.texts(&iri, &IO.term("country"), &record.countries)?;
        self.texts(&iri, &IO.term("mandate"), &record.mandate)?;
        for predecessor in &record.predecessors {
            let before = self.operation_iri(self.graph.operation(*predecessor).record());
            self.link(&iri, IO.term("follows"), &before)?;
        }
        self.identifiers(&iri, &record.identifiers)?;
        self.annotations(&iri, &record.annotations)?;
        self.address(&iri, record.url.as_deref())
    }

    pub(super) fn source(&mut self, key: Key<Source>) -> io::Result<()> {
        let dataset = self.graph.dataset();
        let source = &dataset.sources()[key];
        let iri = self.source_iri(key);
        self.types(&iri, &[SCHEMA.term("CreativeWork"), PROV.term("Entity")])?;
        self.text(&iri, DCTERMS.term("title"), &source.title)?;
        self.texts(&iri, &DCTERMS.term("creator"), &source.authors)?;
        self.optional_date(&iri, DCTERMS.term("date"), source.date.as_ref())?;
        self.optional(&iri, DCTERMS.term("publisher"), source.publisher.as_deref())?;
        self.text(&iri, DCTERMS.term("type"), &source.kind)?;
        for (scheme, number) in &source.serial_numbers {
            let text = format!("{scheme}:{number}");
            self.text(&iri, DCTERMS.term("identifier"), &text)?;
        }
        self.text(
            &iri,
            DCTERMS.term("bibliographicCitation"),
            &source.reference(),
        )?;
        self.optional_date(&iri, IO.term("accessed"), source.visited.as_ref())?;
        self.optional(&iri, IO.term("readAt"), source.read_at.as_deref())?;
        if let Some(tier) = source.tier {
            let tiers = &dataset.vocabularies().source_tiers;
            let tier = concept(&self.iris, "source-tiers", tiers, tier);
            self.link(&iri, IO.term("tier"), &tier)?;
        }
        self.optional(&iri, SKOS.term("note"), source.note.as_deref())?;
        self.address(&iri, source.url.as_deref())
    }

    /// Writes an address on the web, as a link if it is an IRI.
    fn address(&mut self, subject: &NamedNode, address: Option<&str>) -> io::Result<()> {
        match address.map(|address| (NamedNode::new(address), address)) {
            Some((Ok(address), _)) => self.link(subject, SCHEMA.term("url"), &address),
            Some((Err(_), address)) => self.text(subject, SCHEMA.term("url"), address),
            None => Ok(()),
        }
    }

    /// Writes identifiers in registers, as their scheme and value; those of Wikidata as links too.
    fn identifiers(&mut self, subject: &NamedNode, identifiers: &[Identifier]) -> io::Result<()> {
        for Identifier { scheme, value } in identifiers {
            let text = format!("{scheme}:{value}");
            self.text(subject, DCTERMS.term("identifier"), &text)?;
            let is_item = value.starts_with('Q') && value[1..].chars().all(|c| c.is_ascii_digit());
            if &**scheme == WIKIDATA && is_item {
                let item = format!("http://www.wikidata.org/entity/{value}");
                let item = NamedNode::new_unchecked(item);
                self.link(subject, OWL.term("sameAs"), &item)?;
            }
        }
        Ok(())
    }

    /// Writes free attributes and amounts.
    pub(super) fn annotations(
        &mut self,
        subject: &NamedNode,
        annotations: &Annotations,
    ) -> io::Result<()> {
        for attribute in annotations.attributes() {
            let iri = part(subject, "attribute", &[attribute.name.as_str()]);
            self.link(subject, IO.term("attribute"), &iri)?;
            self.text(&iri, SCHEMA.term("name"), attribute.name.as_str())?;
            self.text(&iri, SCHEMA.term("value"), &attribute.value)?;
        }
        let quantities = &self.graph.dataset().vocabularies().amounts;
        for (number, amount) in annotations.amounts().iter().enumerate() {
            let what = concept(&self.iris, "amounts", quantities, amount.what);
            let iri = part(subject, "amount", &[&(number + 1).to_string()]);
            self.link(subject, IO.term("amount"), &iri)?;
            self.types(&iri, &[IO.term("Amount")])?;
            self.link(&iri, IO.term("what"), &what)?;
            match amount.value {
                AmountValue::Of(value) => {
                    self.decimal(&iri, IO.term("value"), &value.to_string())?
                }
                AmountValue::Unknown => self.link(&iri, IO.term("value"), &IO.term("Unknown"))?,
            }
            self.period(&iri, (amount.from, amount.to), None)?;
            self.cited(&iri, &amount.citations)?;
        }
        Ok(())
    }
}
