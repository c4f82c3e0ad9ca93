//! Organizations.

use super::path::{Path, RecordPlace};
use super::{Validator, boxed};
use crate::dataset::record::{DocumentRecord, Entries, OrganizationRecord};
use crate::model::{End, Identifier, Name, Organization};

const LIST: &str = "organizations";

impl Validator<'_> {
    /// Reads all organizations, in the order in which their names were collected.
    pub(super) fn organizations(&mut self, records: &mut [DocumentRecord]) -> Vec<Organization> {
        let mut organizations = Vec::new();
        for (document, contents) in records.iter_mut().enumerate() {
            let root = Path::root(document);
            let list = root.key(LIST);
            let items = std::mem::take(&mut contents.organizations);
            for (index, record) in items.into_iter().enumerate() {
                organizations.push(self.read_organization(record, &list.index(index)));
                self.organization_places.push(RecordPlace {
                    document,
                    list: LIST,
                    index,
                });
            }
        }
        let places = self.organization_places.clone();
        self.check_succession(&organizations, &places, |record| &record.predecessors);
        organizations
    }

    fn read_organization(&mut self, record: OrganizationRecord, path: &Path<'_>) -> Organization {
        let founded = record.founded.map(|leaf| leaf.0);
        let dissolved = record.dissolved.map(|leaf| leaf.0);
        self.check_order(("founded", founded), ("dissolved", dissolved), path);
        let kinds = &self.vocabularies.organization_kinds;
        let succeeds = path.key("succeeds");
        let predecessors = record.succeeds.into_iter().enumerate();
        let identifiers = record.identifiers.0.into_iter();
        Organization {
            abbreviation: match record.abbreviation {
                Some(abbreviation) => abbreviation.into(),
                None => record.id.0.to_uppercase().into(),
            },
            id: record.id.0,
            name: self.text(record.name, "name", path),
            names: read_names(record.names),
            aliases: boxed(record.aliases),
            kind: record
                .kind
                .and_then(|id| self.references.term(kinds, &id, &path.key("kind"))),
            founded,
            dissolved: dissolved.unwrap_or(End::Ongoing),
            seat: record.seat.map(Into::into),
            region: record.region.map(Into::into),
            predecessors: predecessors
                .filter_map(|(index, name)| self.references.record(name, &succeeds.index(index)))
                .collect(),
            identifiers: identifiers
                .map(|(scheme, value)| Identifier {
                    scheme: scheme.into(),
                    value: value.into(),
                })
                .collect(),
            citations: self.references.citations(record.cite, &path.key("cite")),
            notes: boxed(record.notes.0),
        }
    }
}

/// Reads names by language.
pub(super) fn read_names(entries: Entries<String>) -> Box<[Name]> {
    let names = entries.0.into_iter();
    names
        .map(|(language, text)| Name {
            language: language.into(),
            text: text.into(),
        })
        .collect()
}
