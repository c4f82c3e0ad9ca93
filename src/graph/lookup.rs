//! From a name, as a person types it, to what it names.

use super::Graph;
use super::refs::{OperationRef, OrganizationRef, SourceRef};
use crate::model::{Key, Motive, MotiveFamily, Operation, Organization, Vocable};

/// What a name can stand for.
#[derive(Clone, Copy)]
pub enum Thing<'g> {
    /// An organization.
    Organization(OrganizationRef<'g>),
    /// An operation.
    Operation(OperationRef<'g>),
    /// A motive.
    Motive(Key<Motive>),
    /// A family of motives.
    MotiveFamily(Key<MotiveFamily>),
    /// A source.
    Source(SourceRef<'g>),
}

impl Graph {
    /// Finds an organization by id, abbreviation, name (in any language) or alias, whatever the case.
    pub fn organization_named(&self, name: &str) -> Option<OrganizationRef<'_>> {
        let organizations = &self.dataset.organizations;
        let key = organizations.key(name).or_else(|| {
            let wanted = folded(name);
            let mut entries = organizations.entries();
            entries
                .find(|(_, row)| organization_names(row).any(|n| folded(n) == wanted))
                .map(|e| e.0)
        });
        key.map(|key| self.organization(key))
    }

    /// Finds an operation by id, abbreviation, name (in any language) or alias, whatever the case.
    pub fn operation_named(&self, name: &str) -> Option<OperationRef<'_>> {
        let operations = &self.dataset.operations;
        let key = operations.key(name).or_else(|| {
            let wanted = folded(name);
            let mut entries = operations.entries();
            entries
                .find(|(_, row)| operation_names(row).any(|n| folded(n) == wanted))
                .map(|e| e.0)
        });
        key.map(|key| self.operation(key))
    }

    /// Finds a source by id.
    pub fn source_named(&self, name: &str) -> Option<SourceRef<'_>> {
        let sources = &self.dataset.sources;
        let key = sources
            .key(name)
            .or_else(|| sources.key(&name.to_lowercase()));
        key.map(|key| self.source(key))
    }

    /// Finds whatever has this name: an organization first, then an operation, a motive, a family
    /// of motives, a source.
    pub fn thing_named(&self, name: &str) -> Option<Thing<'_>> {
        let vocabularies = &self.dataset.vocabularies;
        let organization = self.organization_named(name).map(Thing::Organization);
        organization
            .or_else(|| self.operation_named(name).map(Thing::Operation))
            .or_else(|| term_named(vocabularies.motives.entries(), name).map(Thing::Motive))
            .or_else(|| {
                term_named(vocabularies.motive_families.entries(), name).map(Thing::MotiveFamily)
            })
            .or_else(|| self.source_named(name).map(Thing::Source))
    }

    /// Returns the names of all organizations, for suggestions.
    pub(crate) fn organization_names(&self) -> impl Iterator<Item = &str> {
        self.dataset
            .organizations
            .iter()
            .flat_map(organization_names)
    }

    /// Returns the names of all operations, for suggestions.
    pub(crate) fn operation_names(&self) -> impl Iterator<Item = &str> {
        self.dataset.operations.iter().flat_map(operation_names)
    }
}

/// Finds the term of a vocabulary by id or label, whatever the case.
pub(crate) fn term_named<'v, T: Vocable + 'v>(
    mut terms: impl Iterator<Item = (Key<T>, &'v T)>,
    name: &str,
) -> Option<Key<T>> {
    let wanted = folded(name);
    let fits = |term: &T| term.id().as_str() == wanted || folded(&term.term().label) == wanted;
    terms.find(|(_, term)| fits(term)).map(|(key, _)| key)
}

/// Puts a name into the form in which names are compared: lower case, single spaces.
pub(crate) fn folded(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

fn organization_names(organization: &Organization) -> impl Iterator<Item = &str> {
    [
        organization.id.as_str(),
        &organization.abbreviation,
        &organization.name,
    ]
    .into_iter()
    .chain(organization.names.iter().map(|name| &*name.text))
    .chain(organization.aliases.iter().map(|alias| &**alias))
}

fn operation_names(operation: &Operation) -> impl Iterator<Item = &str> {
    [operation.id.as_str(), &operation.name]
        .into_iter()
        .chain(operation.abbreviation.as_deref())
        .chain(operation.names.iter().map(|name| &*name.text))
        .chain(operation.aliases.iter().map(|alias| &**alias))
}
