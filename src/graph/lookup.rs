//! From a name, as a person types it, to what it names.

use super::Graph;
use super::motive_codes::motive_codes;
use super::refs::{OperationRef, OrganizationRef, SourceRef};
use crate::model::{Key, Motive, MotiveFamily, Operation, Organization, Records, Source, Vocable};

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
    ///
    /// An id goes before an abbreviation, that before a name, and that before an alias: no alias of one
    /// organization hides another.
    pub fn organization_named(&self, name: &str) -> Option<OrganizationRef<'_>> {
        let organizations = self.dataset.organizations();
        let key = organizations
            .key(name)
            .or_else(|| named(organizations.entries(), name, organization_names));
        key.map(|key| self.organization(key))
    }

    /// Finds an operation by id, abbreviation, name (in any language) or alias, whatever the case, in this
    /// order.
    pub fn operation_named(&self, name: &str) -> Option<OperationRef<'_>> {
        let operations = self.dataset.operations();
        let key = operations
            .key(name)
            .or_else(|| named(operations.entries(), name, operation_names));
        key.map(|key| self.operation(key))
    }

    /// Finds a source by id, or else by its document symbol, such as `S/RES/1769 (2007)`, whatever the case;
    /// of several the first.
    pub fn source_named(&self, name: &str) -> Option<SourceRef<'_>> {
        let sources = self.dataset.sources();
        let wanted = folded(name);
        let has_symbol = |source: &Source| {
            let symbol = source.symbol();
            symbol.is_some_and(|symbol| folds_to(symbol, &wanted))
        };
        let key = sources
            .key(name)
            .or_else(|| sources.key(&name.to_lowercase()))
            .or_else(|| {
                let mut entries = sources.entries();
                entries
                    .find(|(_, source)| has_symbol(source))
                    .map(|(key, _)| key)
            });
        key.map(|key| self.source(key))
    }

    /// Finds whatever has this name: an organization first, then an operation, a motive, a family
    /// of motives, a source.
    pub fn thing_named(&self, name: &str) -> Option<Thing<'_>> {
        let vocabularies = self.dataset.vocabularies();
        let organization = self.organization_named(name).map(Thing::Organization);
        organization
            .or_else(|| self.operation_named(name).map(Thing::Operation))
            .or_else(|| motive_named(&vocabularies.motives, name).map(Thing::Motive))
            .or_else(|| {
                term_named(vocabularies.motive_families.entries(), name).map(Thing::MotiveFamily)
            })
            .or_else(|| self.source_named(name).map(Thing::Source))
    }

    /// Returns the names of all organizations, for suggestions.
    pub(crate) fn organization_names(&self) -> impl Iterator<Item = &str> {
        self.dataset
            .organizations()
            .iter()
            .flat_map(organization_names)
            .map(|(_, name)| name)
    }

    /// Returns the names of all operations, for suggestions.
    pub(crate) fn operation_names(&self) -> impl Iterator<Item = &str> {
        let names = self.dataset.operations().iter().flat_map(operation_names);
        names.map(|(_, name)| name)
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

/// Finds a motive by id or label, or else by its short code, whatever the case.
pub(crate) fn motive_named(motives: &Records<Motive>, name: &str) -> Option<Key<Motive>> {
    let by_code = || {
        let (codes, wanted) = (motive_codes(motives), folded(name));
        let row = codes.iter().position(|code| folded(code) == wanted)?;
        motives.keys().nth(row)
    };
    term_named(motives.entries(), name).or_else(by_code)
}

/// Puts a name into the form in which names are compared: lower case, single spaces.
pub(crate) fn folded(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// Says whether a name has a folded form.
fn folds_to(name: &str, wanted: &str) -> bool {
    // Most names begin otherwise, and need not be folded in order to tell.
    if !name.is_ascii() {
        let mut first = name.trim_start().chars().flat_map(char::to_lowercase);
        return first.next() == wanted.chars().next() && folded(name) == wanted;
    }
    let mut wanted = wanted.split(' ');
    let mut words = name.split_ascii_whitespace();
    let is_next = |word: &str| {
        wanted
            .next()
            .is_some_and(|next| word.eq_ignore_ascii_case(next))
    };
    words.all(is_next) && wanted.next().is_none()
}

/// Finds the record of which a name is the best: of two that have it the one for which it is of the
/// higher rank, or else the first.
fn named<'d, T: 'd, N: Iterator<Item = (Rank, &'d str)>>(
    entries: impl Iterator<Item = (Key<T>, &'d T)>,
    name: &str,
    names: impl Fn(&'d T) -> N,
) -> Option<Key<T>> {
    let wanted = folded(name);
    let ranked = entries.filter_map(|(key, row)| {
        let fitting = names(row).filter(|(_, own)| folds_to(own, &wanted));
        Some((fitting.map(|(rank, _)| rank).min()?, key))
    });
    ranked.min().map(|(_, key)| key)
}

/// What sort of name it is, from the one that goes before all others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Id,
    Abbreviation,
    Name,
    Alias,
}

fn organization_names(organization: &Organization) -> impl Iterator<Item = (Rank, &str)> {
    let own = [
        (Rank::Id, organization.id.as_str()),
        (Rank::Abbreviation, &*organization.abbreviation),
        (Rank::Name, &*organization.name),
    ];
    let names = organization.names.iter().map(|name| &*name.text);
    let aliases = organization.aliases.iter().map(|alias| &**alias);
    own.into_iter()
        .chain(names.map(|name| (Rank::Name, name)))
        .chain(aliases.map(|alias| (Rank::Alias, alias)))
}

fn operation_names(operation: &Operation) -> impl Iterator<Item = (Rank, &str)> {
    let abbreviation = operation.abbreviation.as_deref();
    let names = operation.names.iter().map(|name| &*name.text);
    let aliases = operation.aliases.iter().map(|alias| &**alias);
    [(Rank::Id, operation.id.as_str())]
        .into_iter()
        .chain(abbreviation.map(|abbreviation| (Rank::Abbreviation, abbreviation)))
        .chain([(Rank::Name, &*operation.name)])
        .chain(names.map(|name| (Rank::Name, name)))
        .chain(aliases.map(|alias| (Rank::Alias, alias)))
}
