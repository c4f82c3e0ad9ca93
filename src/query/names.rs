//! Resolving the names of a filter.

use super::error::{NameKind, QueryError, ids};
use crate::graph::{Graph, OrganizationRef, Searched, Thing, motives_named, terms_named};
use crate::model::{Coder, Identified, Key, Motive, Operation, Organization, Records, Vocable};
use crate::phrase::{comparable, nearest_or_few};

/// Finds an organization by any of its names.
///
/// # Errors
/// Fails with [`QueryError::Ambiguous`] if several organizations share the name, and with another error if none has it.
///
/// ```
/// use interorg::{dataset, graph::Graph, query};
///
/// let graph = Graph::new(dataset::builtin());
/// assert_eq!(query::organization_named(&graph, "European Union")?.label(), "EU");
/// assert!(query::organization_named(&graph, "Hanseatic League").is_err());
/// # Ok::<(), interorg::query::QueryError>(())
/// ```
pub fn organization_named<'g>(
    graph: &'g Graph,
    name: &str,
) -> Result<OrganizationRef<'g>, QueryError> {
    let found = graph.organizations_named(name);
    match found.as_slice() {
        [only] => Ok(*only),
        [] => Err(QueryError::unknown_organization(graph, name)),
        several => {
            let ids = several.iter().map(|found| found.record().id().as_str());
            Err(QueryError::ambiguous(NameKind::Organization, name, ids))
        }
    }
}

/// Finds the record or term with a name, as [`Graph::thing_named`] does.
///
/// # Errors
/// Fails with [`QueryError::Ambiguous`] if several things share the name, and with [`QueryError::Unknown`] if none has
/// it.
pub fn thing_named<'g>(graph: &'g Graph, name: &str) -> Result<Thing<'g>, QueryError> {
    let found = graph.things_named(name);
    match found.as_slice() {
        [only] => Ok(*only),
        [] => Err(QueryError::unknown_thing(graph, name)),
        several => {
            let ids = several.iter().map(|thing| thing.id(graph));
            Err(QueryError::ambiguous(NameKind::Thing, name, ids))
        }
    }
}

/// Finds a coding pass by id or label.
///
/// # Errors
/// Fails with [`QueryError::Ambiguous`] if several passes share the label, and with [`QueryError::Unknown`] if none has it.
///
/// ```
/// use interorg::{dataset, graph::Graph, query};
///
/// let graph = Graph::new(dataset::builtin());
/// assert!(query::coder_named(&graph, "Second pass").is_ok());
/// assert!(query::coder_named(&graph, "third-pass").is_err());
/// ```
pub fn coder_named(graph: &Graph, name: &str) -> Result<Key<Coder>, QueryError> {
    term(
        NameKind::Coder,
        &graph.dataset().vocabularies().coders,
        name,
    )
}

pub(super) fn organizations(
    graph: &Graph,
    names: &[String],
) -> Result<Vec<Key<Organization>>, QueryError> {
    names.iter().map(|name| organization(graph, name)).collect()
}

/// Finds the key of an organization by any of its names.
pub(super) fn organization(graph: &Graph, name: &str) -> Result<Key<Organization>, QueryError> {
    organization_named(graph, name).map(OrganizationRef::key)
}

pub(super) fn operations(
    graph: &Graph,
    names: &[String],
) -> Result<Vec<Key<Operation>>, QueryError> {
    names.iter().map(|name| operation(graph, name)).collect()
}

fn operation(graph: &Graph, name: &str) -> Result<Key<Operation>, QueryError> {
    let found = graph.operations_named(name);
    match found.as_slice() {
        [only] => Ok(only.key()),
        [] => {
            let error = unknown(NameKind::Operation, name, graph.operation_names());
            Err(error.or_found(graph, name, |record| match record {
                Searched::Operation(one) => Some(one.record().id().to_string()),
                _ => None,
            }))
        }
        several => {
            let ids = several.iter().map(|found| found.record().id().as_str());
            Err(QueryError::ambiguous(NameKind::Operation, name, ids))
        }
    }
}

/// Finds countries by name, ignoring case, and returns them in the form in which they are compared.
pub(super) fn countries(graph: &Graph, names: &[String]) -> Result<Vec<String>, QueryError> {
    let known = || {
        let operations = graph.dataset().operations().iter();
        operations.flat_map(|operation| operation.countries.iter().map(|country| &**country))
    };
    let country = |name: &String| {
        let wanted = comparable(name);
        if known().any(|country| comparable(country) == wanted) {
            Ok(wanted)
        } else {
            let error = unknown(NameKind::Country, name, known());
            Err(error.or_found(graph, name, |record| match record {
                Searched::Operation(one) => one.record().countries.first().map(ToString::to_string),
                _ => None,
            }))
        }
    };
    names.iter().map(country).collect()
}

/// Finds motives by id, label or short code; the name of a family stands for all its motives. `None` if no name is
/// given.
pub(super) fn motives(
    graph: &Graph,
    names: &[String],
) -> Result<Option<Vec<Key<Motive>>>, QueryError> {
    let vocabularies = graph.dataset().vocabularies();
    let mut found = Vec::new();
    for name in names {
        let families = &vocabularies.motive_families;
        let named = terms_named(families, name);
        if let Some(family) = only_term(NameKind::Motive, families, &named, name)? {
            let motives = vocabularies.motives.entries();
            let of_family = motives.filter(|(_, motive)| motive.family == family);
            found.extend(of_family.map(|(key, _)| key));
            continue;
        }
        let motives = &vocabularies.motives;
        let named = motives_named(motives, name);
        let motive = only_term(NameKind::Motive, motives, &named, name)?;
        found.push(motive.ok_or_else(|| {
            let known = ids(motives).chain(ids(families));
            unknown(NameKind::Motive, name, known)
        })?);
    }
    // A family without motives is a filter that nothing matches, unlike the lack of a filter.
    Ok((!names.is_empty()).then_some(found))
}

pub(super) fn terms<T: Vocable>(
    kind: NameKind,
    terms: &Records<T>,
    names: &[String],
) -> Result<Vec<Key<T>>, QueryError> {
    names.iter().map(|name| term(kind, terms, name)).collect()
}

/// Finds a term of a vocabulary by id or label.
pub(super) fn term<T: Vocable>(
    kind: NameKind,
    terms: &Records<T>,
    name: &str,
) -> Result<Key<T>, QueryError> {
    only_term(kind, terms, &terms_named(terms, name), name)?
        .ok_or_else(|| unknown(kind, name, ids(terms)))
}

/// Returns the only term that a name means; `None` if it means none.
fn only_term<T: Vocable>(
    kind: NameKind,
    terms: &Records<T>,
    found: &[Key<T>],
    name: &str,
) -> Result<Option<Key<T>>, QueryError> {
    match found {
        [] => Ok(None),
        [only] => Ok(Some(*only)),
        several => {
            let ids = several.iter().map(|key| terms[*key].id().as_str());
            Err(QueryError::ambiguous(kind, name, ids))
        }
    }
}

fn unknown<'n>(kind: NameKind, name: &str, known: impl Iterator<Item = &'n str>) -> QueryError {
    QueryError::Unknown {
        kind,
        name: name.to_owned(),
        candidates: nearest_or_few(name, known),
    }
}
