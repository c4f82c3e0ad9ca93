//! Organizations.

use super::super::record::{DocumentRecord, Entries, OrganizationRecord};
use super::path::Path;
use super::{Validator, boxed, succession};
use crate::model::{End, Identifier, Key, Name, Organization};

impl Validator<'_> {
    /// Reads all organizations, in the order in which their names were numbered.
    pub(super) fn organizations(&mut self, records: &mut [DocumentRecord]) -> Vec<Organization> {
        let mut organizations = Vec::new();
        let mut places = Vec::new();
        for (document, record) in records.iter_mut().enumerate() {
            let root = Path::root(document);
            let list = root.key("organizations");
            for (index, record) in std::mem::take(&mut record.organizations)
                .into_iter()
                .enumerate()
            {
                organizations.push(self.read_organization(record, &list.index(index)));
                places.push((document, index));
            }
        }
        let predecessors = |key: Key<Organization>| &*organizations[key.index()].predecessors;
        let id = |key: Key<Organization>| organizations[key.index()].id.to_string();
        self.found.extend(succession::find_cycle(
            "organization",
            organizations.len(),
            predecessors,
            id,
            |row, key| succession::place(places[row], "organizations", key),
        ));
        self.organizations = places;
        organizations
    }

    fn read_organization(&mut self, record: OrganizationRecord, place: &Path<'_>) -> Organization {
        let vocabularies = self.vocabularies;
        let founded = record.founded.as_ref().map(|leaf| leaf.0);
        self.ordered(
            founded.as_ref(),
            record.dissolved.as_ref(),
            place,
            "dissolved",
        );
        let kind = record.kind.as_deref();
        let succeeds = place.key("succeeds");
        Organization {
            abbreviation: match record.abbreviation {
                Some(abbreviation) => abbreviation.into(),
                None => record.id.0.as_str().to_uppercase().into(),
            },
            id: record.id.0,
            name: self.text(record.name, "name", place),
            names: names(record.names),
            aliases: boxed(record.aliases),
            kind: kind
                .and_then(|id| self.term(&vocabularies.organization_kinds, id, &place.key("kind"))),
            founded,
            dissolved: record.dissolved.map_or(End::Ongoing, |leaf| leaf.0),
            seat: record.seat.map(Into::into),
            region: record.region.map(Into::into),
            predecessors: record
                .succeeds
                .into_iter()
                .enumerate()
                .filter_map(|(index, name)| self.organization(name, &succeeds.index(index)))
                .collect(),
            identifiers: record
                .identifiers
                .0
                .into_iter()
                .map(|(scheme, value)| Identifier {
                    scheme: scheme.into(),
                    value: value.into(),
                })
                .collect(),
            citations: self.citations(record.cite, &place.key("cite")),
            notes: boxed(record.notes.0),
        }
    }
}

/// Reads names by language.
pub(super) fn names(entries: Entries<String>) -> Box<[Name]> {
    let name = |(language, text): (String, String)| Name {
        language: language.into(),
        text: text.into(),
    };
    entries.0.into_iter().map(name).collect()
}
