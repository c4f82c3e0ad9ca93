//! Organizations.

use super::Validator;
use super::lineage::Lineage;
use super::path::{Path, RecordPlace};
use crate::dataset::finding::FindingKind;
use crate::dataset::record::{DocumentRecord, Entries, OrganizationRecord, Text};
use crate::model::{Dated, End, Identifier, Key, MembershipKind, Name, Organization};

const LIST: &str = "organizations";

impl Validator<'_> {
    /// Reads all organizations, in the order in which their names were collected, and their lineage.
    pub(super) fn organizations(
        &mut self,
        records: &mut [DocumentRecord],
    ) -> (Vec<Organization>, Lineage) {
        let mut organizations = Vec::new();
        let mut is_complete = true;
        let mut has_all_memberships = Vec::new();
        for (document, contents) in records.iter_mut().enumerate() {
            let root = Path::root(document);
            let list = root.key(LIST);
            let items = std::mem::take(&mut contents.organizations);
            for (index, record) in items.into_iter().enumerate() {
                let predecessors = record.succeeds.len();
                let memberships = record.part_of.len() + record.member_of.len();
                let organization = self.read_organization(record, &list.index(index));
                is_complete &= organization.predecessors.len() == predecessors;
                has_all_memberships.push(organization.memberships.len() == memberships);
                if !organization.existence.is_empty() {
                    self.with_existence.insert(Key::new(organizations.len()));
                }
                organizations.push(organization);
                self.organization_places.push(RecordPlace {
                    document,
                    list: LIST,
                    index,
                });
            }
        }
        let places = self.organization_places.clone();
        self.check_memberships(&organizations, &places, &has_all_memberships);
        self.check_succession(&organizations, &places, |record| &record.predecessors);
        let lineage = Lineage::new(&organizations, is_complete);
        (organizations, lineage)
    }

    fn read_organization(&mut self, record: OrganizationRecord, path: &Path<'_>) -> Organization {
        let existence = self.existence(record.exists, &path.key("exists"));
        let founded = record.founded.map(|leaf| leaf.0);
        let dissolved = record.dissolved.map(|leaf| leaf.0);
        if !existence.is_empty() && (founded.is_some() || dissolved.is_some()) {
            self.find(&path.key("exists"), FindingKind::ExistenceTwice);
        }
        self.check_order(("founded", founded), ("dissolved", dissolved), path);
        self.check_start(founded, Dated::Lifetime, &path.key("founded"));
        self.check_end(dissolved, Dated::Lifetime, &path.key("dissolved"));
        // The dates of the periods have been checked with them.
        let end_key = dissolved.map_or("exists", |_| "dissolved");
        let founded = founded.or(existence.first().and_then(|first| first.from));
        let dissolved = dissolved.or(existence.last().and_then(|last| last.to));
        let covered_from = record.covered_from.map(|leaf| leaf.0);
        self.check_order(("covered-from", covered_from), (end_key, dissolved), path);
        let kinds = &self.vocabularies.organization_kinds;
        let succeeds = path.key("succeeds");
        let predecessors = record.succeeds.into_iter().enumerate();
        let mut memberships = self.memberships(MembershipKind::PartOf, record.part_of, path);
        memberships.extend(self.memberships(MembershipKind::MemberOf, record.member_of, path));
        let abbreviation = self.optional_name(record.abbreviation, "abbreviation", path);
        let name = self.name(record.name, "name", path);
        Organization {
            abbreviation: abbreviation
                .unwrap_or_else(|| Organization::without_abbreviation(&record.id.0, &name)),
            id: record.id.0,
            name,
            names: self.translations(record.names, path),
            aliases: self.names(record.aliases, "aliases", path),
            kind: record
                .kind
                .and_then(|id| self.references.term(kinds, &id, &path.key("kind"))),
            founded,
            dissolved: dissolved.unwrap_or(End::Ongoing),
            existence,
            covered_from,
            seat: record.seat,
            region: self.optional_name(record.region, "region", path),
            predecessors: predecessors
                .filter_map(|(index, name)| self.references.record(&name, &succeeds.index(index)))
                .collect(),
            memberships: memberships.into(),
            identifiers: identifiers(record.identifiers),
            annotations: self.annotations(record.attributes, Box::default(), path),
            citations: self.references.citations(record.cite, &path.key("cite")),
            notes: record.notes.0,
        }
    }

    /// Reads names by language.
    pub(super) fn translations(&mut self, names: Entries<Text>, path: &Path<'_>) -> Box<[Name]> {
        self.references.check_translations(&names, "names", path);
        by_language(names)
    }
}

/// Reads texts by language.
pub(super) fn by_language(texts: Entries<Text>) -> Box<[Name]> {
    let texts = texts.0.into_iter();
    texts
        .map(|(language, text)| Name {
            language: language.into(),
            text: text.into(),
        })
        .collect()
}

/// Reads identifiers by register.
pub(super) fn identifiers(identifiers: Entries<Text>) -> Box<[Identifier]> {
    let identifiers = identifiers.0.into_iter();
    identifiers
        .map(|(scheme, value)| Identifier {
            scheme: scheme.into(),
            value: value.into(),
        })
        .collect()
}
