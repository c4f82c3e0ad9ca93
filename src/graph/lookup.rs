//! Finding records by the names that people type.

use super::knowledge_graph::Graph;
use super::motive_codes::motive_codes;
use super::operation::OperationRef;
use super::organization::OrganizationRef;
use super::source::SourceRef;
use crate::model::{Key, Motive, MotiveFamily, Operation, Organization, Records, Source, Vocable};

/// A record or term that a name refers to.
///
/// ```
/// use interorg::{dataset, graph::{Graph, Thing}};
///
/// let graph = Graph::new(dataset::builtin());
/// assert!(matches!(graph.thing_named("AU"), Some(Thing::Organization(_))));
/// assert!(matches!(graph.thing_named("shared-values"), Some(Thing::Motive(_))));
/// ```
#[derive(Debug, Clone, Copy)]
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
    /// Finds an organization by id, abbreviation, name (in any language) or alias, ignoring case.
    ///
    /// If several match, an id takes precedence over an abbreviation, an abbreviation over a name and a name over an
    /// alias, so that an alias of one organization never hides the name of another.
    ///
    /// ```
    /// use interorg::{dataset, graph::Graph};
    ///
    /// let graph = Graph::new(dataset::builtin());
    /// for name in ["nato", "North Atlantic Treaty Organization"] {
    ///     assert_eq!(graph.organization_named(name).map(|nato| nato.label()), Some("NATO"));
    /// }
    /// assert!(graph.organization_named("Hanseatic League").is_none());
    /// ```
    pub fn organization_named(&self, name: &str) -> Option<OrganizationRef<'_>> {
        let organizations = self.dataset.organizations();
        let key = organizations
            .key(name)
            .or_else(|| best_match(organizations.entries(), name, organization_names));
        key.map(|key| self.organization(key))
    }

    /// Finds an operation by id, abbreviation, name (in any language) or alias, ignoring case, with the precedence of
    /// [`organization_named`](Self::organization_named).
    pub fn operation_named(&self, name: &str) -> Option<OperationRef<'_>> {
        let operations = self.dataset.operations();
        let key = operations
            .key(name)
            .or_else(|| best_match(operations.entries(), name, operation_names));
        key.map(|key| self.operation(key))
    }

    /// Finds a source by id, or else by its document symbol, such as `S/RES/1769 (2007)`, ignoring case; the first one if
    /// several have the symbol.
    pub fn source_named(&self, name: &str) -> Option<SourceRef<'_>> {
        let sources = self.dataset.sources();
        let wanted = normalized(name);
        let has_symbol = |source: &Source| {
            let symbol = source.symbol();
            symbol.is_some_and(|symbol| matches_normalized(symbol, &wanted))
        };
        let by_symbol = || {
            let found = sources.entries().find(|(_, source)| has_symbol(source));
            found.map(|(key, _)| key)
        };
        let key = sources
            .key(name)
            .or_else(|| sources.key(&name.to_lowercase()))
            .or_else(by_symbol);
        key.map(|key| self.source(key))
    }

    /// Finds the record or term with this name: an organization, or else an operation, a motive, a family of motives or
    /// a source.
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
        let organizations = self.dataset.organizations().iter();
        organizations
            .flat_map(organization_names)
            .map(|(_, name)| name)
    }

    /// Returns the names of all operations, for suggestions.
    pub(crate) fn operation_names(&self) -> impl Iterator<Item = &str> {
        let operations = self.dataset.operations().iter();
        operations.flat_map(operation_names).map(|(_, name)| name)
    }
}

/// Finds a term of a vocabulary by id or label, ignoring case.
pub(crate) fn term_named<'v, T: Vocable + 'v>(
    mut terms: impl Iterator<Item = (Key<T>, &'v T)>,
    name: &str,
) -> Option<Key<T>> {
    let wanted = normalized(name);
    let found = terms
        .find(|(_, term)| term.id().as_str() == wanted || normalized(&term.term().label) == wanted);
    found.map(|(key, _)| key)
}

/// Finds a motive by id or label, or else by its short code, ignoring case.
pub(crate) fn motive_named(motives: &Records<Motive>, name: &str) -> Option<Key<Motive>> {
    let by_code = || {
        let wanted = normalized(name);
        let codes = motive_codes(motives);
        let row = codes.iter().position(|code| normalized(code) == wanted)?;
        motives.keys().nth(row)
    };
    term_named(motives.entries(), name).or_else(by_code)
}

/// Returns a name in the form in which names are compared: lower case, with single spaces.
pub(crate) fn normalized(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Returns `true` if the normalized form of a name equals `wanted`.
///
/// A lookup compares the wanted name with every name of the dataset. This function avoids the allocations of
/// [`normalized`] for nearly all of them.
fn matches_normalized(name: &str, wanted: &str) -> bool {
    if !name.is_ascii() {
        let mut lower = name.trim_start().chars().flat_map(char::to_lowercase);
        return lower.next() == wanted.chars().next() && normalized(name) == wanted;
    }
    let mut wanted_words = wanted.split(' ');
    name.split_ascii_whitespace().all(|word| {
        wanted_words
            .next()
            .is_some_and(|wanted| word.eq_ignore_ascii_case(wanted))
    }) && wanted_words.next().is_none()
}

/// Returns the record that a name matches best: the one whose matching name has the highest precedence, and of equals
/// the first.
fn best_match<'d, T: 'd, N: Iterator<Item = (NameKind, &'d str)>>(
    records: impl Iterator<Item = (Key<T>, &'d T)>,
    name: &str,
    names_of: impl Fn(&'d T) -> N,
) -> Option<Key<T>> {
    let wanted = normalized(name);
    let matches = records.filter_map(|(key, record)| {
        let names = names_of(record).filter(|(_, own)| matches_normalized(own, &wanted));
        Some((names.map(|(kind, _)| kind).min()?, key))
    });
    matches.min().map(|(_, key)| key)
}

/// The kinds of name of a record, in the order of their precedence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum NameKind {
    Id,
    Abbreviation,
    Name,
    Alias,
}

fn organization_names(organization: &Organization) -> impl Iterator<Item = (NameKind, &str)> {
    let own = [
        (NameKind::Id, organization.id.as_str()),
        (NameKind::Abbreviation, &*organization.abbreviation),
        (NameKind::Name, &*organization.name),
    ];
    let names = organization.names.iter().map(|name| &*name.text);
    let aliases = organization.aliases.iter().map(|alias| &**alias);
    own.into_iter()
        .chain(names.map(|name| (NameKind::Name, name)))
        .chain(aliases.map(|alias| (NameKind::Alias, alias)))
}

fn operation_names(operation: &Operation) -> impl Iterator<Item = (NameKind, &str)> {
    let abbreviation = operation.abbreviation.as_deref();
    let names = operation.names.iter().map(|name| &*name.text);
    let aliases = operation.aliases.iter().map(|alias| &**alias);
    [(NameKind::Id, operation.id.as_str())]
        .into_iter()
        .chain(abbreviation.map(|abbreviation| (NameKind::Abbreviation, abbreviation)))
        .chain([(NameKind::Name, &*operation.name)])
        .chain(names.map(|name| (NameKind::Name, name)))
        .chain(aliases.map(|alias| (NameKind::Alias, alias)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset;

    const DATA: &str = "\
dataset: {title: Names}
organizations:
  - {id: one, name: First Organization, abbreviation: FO, aliases: [Two, Äußeres  Amt]}
  - {id: two, name: Second Organization, abbreviation: SO, aliases: [one, First  Organization]}
sources: {s: {title: S}}
operations:
  - {id: op, name: Operation, aliases: [FO], cite: [s]}
";

    fn graph() -> Graph {
        Graph::new(dataset::parse(DATA).expect("the dataset is valid"))
    }

    #[test]
    fn ids_take_precedence_over_names_and_names_over_aliases() {
        let graph = graph();
        for (name, label) in [
            ("one", "FO"),
            ("TWO", "SO"),
            ("fo", "FO"),
            ("first  organization ", "FO"),
            ("Äußeres amt", "FO"),
        ] {
            let found = graph.organization_named(name).map(OrganizationRef::label);
            assert_eq!(found, Some(label), "{name}");
        }
        assert!(graph.organization_named("first").is_none());
        assert!(graph.organization_named("").is_none());
    }

    #[test]
    fn things_are_organizations_first() {
        let graph = graph();
        assert!(matches!(
            graph.thing_named("FO"),
            Some(Thing::Organization(_))
        ));
        assert!(matches!(graph.thing_named("op"), Some(Thing::Operation(_))));
        assert!(matches!(graph.thing_named("S"), Some(Thing::Source(_))));
        assert!(matches!(
            graph.thing_named("shared values"),
            Some(Thing::Motive(_))
        ));
        assert!(graph.thing_named("nothing").is_none());
    }

    #[test]
    fn names_match_if_their_normalized_forms_are_equal() {
        for name in [
            "United  Nations",
            " united nations",
            "ÉTAT",
            "état major",
            "İstanbul",
        ] {
            for wanted in ["united nations", "état", "i̇stanbul", "état  major"] {
                let wanted = normalized(wanted);
                assert_eq!(
                    matches_normalized(name, &wanted),
                    normalized(name) == wanted,
                    "{name} {wanted}"
                );
            }
        }
    }
}
