//! Finding records by the names that people type.

use unicode_normalization::UnicodeNormalization as _;

use super::knowledge_graph::Graph;
use super::motive_codes::motive_codes;
use super::name_index::NameIndex;
use super::operation::OperationRef;
use super::organization::OrganizationRef;
use super::source::SourceRef;
use crate::model::{
    Identified, Key, Motive, MotiveFamily, Operation, Organization, Records, Source, Vocable,
};
use crate::phrase::{comparable, is_invisible};

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

impl Thing<'_> {
    /// Returns the id of the record or term.
    pub fn id(self, graph: &Graph) -> &str {
        let vocabularies = graph.dataset.vocabularies();
        match self {
            Self::Organization(organization) => {
                graph.dataset.organizations()[organization.key()].id()
            }
            Self::Operation(operation) => graph.dataset.operations()[operation.key()].id(),
            Self::Motive(motive) => vocabularies.motives[motive].id(),
            Self::MotiveFamily(family) => vocabularies.motive_families[family].id(),
            Self::Source(source) => graph.dataset.sources()[source.key()].id(),
        }
        .as_str()
    }
}

impl Graph {
    /// Finds an organization by id, abbreviation, name (in any language) or alias, ignoring case and the forms in which
    /// Unicode can write a letter. Returns `None` if none or several have the name; see
    /// [`organizations_named`](Self::organizations_named).
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
        only(self.organizations_named(name))
    }

    /// Returns the organizations that a name means, in the order of the dataset: none if it is unknown, and several if
    /// they share it.
    ///
    /// An id takes precedence over an abbreviation, an abbreviation over a name and a name over an alias, so that an
    /// alias of one organization never hides the name of another.
    ///
    /// ```
    /// use interorg::{dataset, graph::Graph};
    ///
    /// let graph = Graph::new(dataset::parse(
    ///     "organizations:\n\
    ///     - {id: aa, name: Alpha, aliases: [The Union]}\n\
    ///     - {id: bb, name: Beta, aliases: [The Union]}\n",
    /// )?);
    /// assert_eq!(graph.organizations_named("the union").len(), 2);
    /// assert!(graph.organization_named("the union").is_none());
    /// # Ok::<(), interorg::dataset::LoadError>(())
    /// ```
    pub fn organizations_named(&self, name: &str) -> Vec<OrganizationRef<'_>> {
        let organizations = self.dataset.organizations();
        let index = &self.names.organizations;
        let keys = best_matches(organizations, index, name, organization_names);
        keys.into_iter().map(|key| self.organization(key)).collect()
    }

    /// Finds an operation by id, abbreviation, name (in any language) or alias, as
    /// [`organization_named`](Self::organization_named) finds an organization.
    pub fn operation_named(&self, name: &str) -> Option<OperationRef<'_>> {
        only(self.operations_named(name))
    }

    /// Returns the operations that a name means, with the precedence of
    /// [`organizations_named`](Self::organizations_named).
    pub fn operations_named(&self, name: &str) -> Vec<OperationRef<'_>> {
        let operations = self.dataset.operations();
        let index = &self.names.operations;
        let keys = best_matches(operations, index, name, operation_names);
        keys.into_iter().map(|key| self.operation(key)).collect()
    }

    /// Finds a source by id, or else by its document symbol, such as `S/RES/1769 (2007)`, ignoring case. Returns `None`
    /// if none or several have the symbol.
    pub fn source_named(&self, name: &str) -> Option<SourceRef<'_>> {
        only(self.sources_named(name))
    }

    /// Returns the sources that an id or document symbol means. An id takes precedence.
    pub fn sources_named(&self, name: &str) -> Vec<SourceRef<'_>> {
        let sources = self.dataset.sources();
        let wanted = comparable(name);
        let by_id = sources.key(name).or_else(|| sources.key(&wanted));
        if let Some(key) = by_id {
            return vec![self.source(key)];
        }
        let has_symbol = |source: &Source| {
            let symbol = source.symbol();
            symbol.is_some_and(|symbol| is_comparable_to(symbol, &wanted))
        };
        let found = sources.entries().filter(|(_, source)| has_symbol(source));
        found.map(|(key, _)| self.source(key)).collect()
    }

    /// Finds the record or term with this name: an organization, or else an operation, a motive, a family of motives or
    /// a source. Returns `None` if none or several of a kind have the name.
    pub fn thing_named(&self, name: &str) -> Option<Thing<'_>> {
        only(self.things_named(name))
    }

    /// Returns the records or terms that a name means: organizations, or else operations, motives, families of motives
    /// or sources. All are of one kind.
    pub fn things_named(&self, name: &str) -> Vec<Thing<'_>> {
        let vocabularies = self.dataset.vocabularies();
        let organizations = self.organizations_named(name);
        if !organizations.is_empty() {
            return organizations.into_iter().map(Thing::Organization).collect();
        }
        let operations = self.operations_named(name);
        if !operations.is_empty() {
            return operations.into_iter().map(Thing::Operation).collect();
        }
        let motives = motives_named(&vocabularies.motives, name);
        if !motives.is_empty() {
            return motives.into_iter().map(Thing::Motive).collect();
        }
        let families = terms_named(&vocabularies.motive_families, name);
        if !families.is_empty() {
            return families.into_iter().map(Thing::MotiveFamily).collect();
        }
        let sources = self.sources_named(name).into_iter();
        sources.map(Thing::Source).collect()
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

/// Returns the terms of a vocabulary that an id, or a label in any language, means, ignoring case. An id takes precedence.
pub(crate) fn terms_named<T: Vocable>(terms: &Records<T>, name: &str) -> Vec<Key<T>> {
    let wanted = comparable(name);
    if let Some(key) = terms.key(&wanted) {
        return vec![key];
    }
    let found = terms.entries().filter(|(_, term)| {
        let term = term.term();
        let mut labels = term.labels.iter().map(|name| &name.text);
        is_comparable_to(&term.label, &wanted)
            || labels.any(|label| is_comparable_to(label, &wanted))
    });
    found.map(|(key, _)| key).collect()
}

/// Returns the motives that an id or label means, or else a short code. Codes that differ only in case are found by
/// their exact spelling.
pub(crate) fn motives_named(motives: &Records<Motive>, name: &str) -> Vec<Key<Motive>> {
    let found = terms_named(motives, name);
    if !found.is_empty() {
        return found;
    }
    let codes = motive_codes(motives);
    let with_code = |matches: &dyn Fn(&str) -> bool| -> Vec<Key<Motive>> {
        let coded = motives.keys().zip(&codes);
        let matching = coded.filter(|(_, code)| matches(code));
        matching.map(|(key, _)| key).collect()
    };
    let exact = with_code(&|code| code == name);
    if exact.is_empty() {
        let wanted = comparable(name);
        with_code(&|code| is_comparable_to(code, &wanted))
    } else {
        exact
    }
}

/// Returns the only one of some items; `None` if there are none or several.
fn only<T>(items: Vec<T>) -> Option<T> {
    let mut items = items.into_iter();
    items.next().filter(|_| items.next().is_none())
}

/// Returns `true` if the comparable form of a name is `wanted`.
///
/// A lookup compares the wanted name with every name of the dataset. This function avoids the allocations of
/// [`comparable`] for nearly all of them.
fn is_comparable_to(name: &str, wanted: &str) -> bool {
    if !name.is_ascii() {
        let visible = name
            .chars()
            .filter(|letter| !letter.is_whitespace() && !is_invisible(*letter));
        let first = visible.nfkd().flat_map(char::to_lowercase).next();
        return first == wanted.nfkd().next() && comparable(name) == wanted;
    }
    let mut wanted_words = wanted.split(' ');
    name.split_whitespace().all(|word| {
        wanted_words
            .next()
            .is_some_and(|wanted| word.eq_ignore_ascii_case(wanted))
    }) && wanted_words.next().is_none()
}

/// Returns the records that a name matches best: the one with this id, or else those whose matching names have the
/// highest precedence.
fn best_matches<'d, T: Identified, N: Iterator<Item = (NameKind, &'d str)>>(
    records: &'d Records<T>,
    index: &NameIndex,
    name: &str,
    names_of: impl Fn(&'d T) -> N,
) -> Vec<Key<T>> {
    if let Some(key) = records.key(name) {
        return vec![key];
    }
    let wanted = comparable(name);
    let with_hash = index.rows(&wanted, || {
        let records = records.entries();
        records.flat_map(|(key, record)| names_of(record).map(move |(_, own)| (key.index(), own)))
    });
    let matches = with_hash.filter_map(|row| {
        let key = Key::new(row);
        let names = names_of(&records[key]).filter(|(_, own)| is_comparable_to(own, &wanted));
        Some((names.map(|(kind, _)| kind).min()?, key))
    });
    let mut best = None;
    let mut found = Vec::new();
    for (kind, key) in matches {
        if best.is_none_or(|best| kind < best) {
            best = Some(kind);
            found.clear();
        }
        if best == Some(kind) {
            found.push(key);
        }
    }
    found
}

/// The kinds of name of a record, in the order of their precedence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NameKind {
    Id,
    Abbreviation,
    Name,
    Alias,
}

/// Returns the names by which an organization is found, its id first.
pub(crate) fn organization_names(
    organization: &Organization,
) -> impl Iterator<Item = (NameKind, &str)> {
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

/// Returns the names by which an operation is found, its id first.
pub(crate) fn operation_names(operation: &Operation) -> impl Iterator<Item = (NameKind, &str)> {
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
    fn names_match_if_their_comparable_forms_are_equal() {
        for name in [
            "United  Nations",
            " united nations",
            "ÉTAT",
            "état major",
            "İstanbul",
            "\u{200B}e\u{301}tat",
        ] {
            for wanted in ["united nations", "état", "i̇stanbul", "état  major"] {
                let wanted = comparable(wanted);
                assert_eq!(
                    is_comparable_to(name, &wanted),
                    comparable(name) == wanted,
                    "{name} {wanted}"
                );
            }
        }
    }
}
