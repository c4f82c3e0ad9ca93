//! Resolving the names of a filter.

use super::error::{NameKind, QueryError, ids};
use crate::graph::{Graph, motive_named, term_named};
use crate::model::{Key, Motive, Operation, Organization, Records, Vocable};
use crate::phrase::nearest_or_few;

pub(super) fn organizations(
    graph: &Graph,
    names: &[String],
) -> Result<Vec<Key<Organization>>, QueryError> {
    names.iter().map(|name| organization(graph, name)).collect()
}

/// Finds an organization by any of its names.
pub(super) fn organization(graph: &Graph, name: &str) -> Result<Key<Organization>, QueryError> {
    match graph.organization_named(name) {
        Some(organization) => Ok(organization.key()),
        None => Err(QueryError::unknown_organization(graph, name)),
    }
}

pub(super) fn operations(
    graph: &Graph,
    names: &[String],
) -> Result<Vec<Key<Operation>>, QueryError> {
    let operation = |name: &String| match graph.operation_named(name) {
        Some(operation) => Ok(operation.key()),
        None => Err(unknown(NameKind::Operation, name, graph.operation_names())),
    };
    names.iter().map(operation).collect()
}

/// Finds countries by name, ignoring case, and returns them in lower case, in which they are compared.
pub(super) fn countries(graph: &Graph, names: &[String]) -> Result<Vec<String>, QueryError> {
    let known = || {
        let operations = graph.dataset().operations().iter();
        operations.flat_map(|operation| operation.countries.iter().map(|country| &**country))
    };
    let country = |name: &String| {
        let lower = name.to_lowercase();
        if known().any(|country| country.to_lowercase() == lower) {
            Ok(lower)
        } else {
            Err(unknown(NameKind::Country, name, known()))
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
        if let Some(family) = term_named(vocabularies.motive_families.entries(), name) {
            let motives = vocabularies.motives.entries();
            let of_family = motives.filter(|(_, motive)| motive.family == family);
            found.extend(of_family.map(|(key, _)| key));
        } else if let Some(motive) = motive_named(&vocabularies.motives, name) {
            found.push(motive);
        } else {
            let known = ids(&vocabularies.motives).chain(ids(&vocabularies.motive_families));
            return Err(unknown(NameKind::Motive, name, known));
        }
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
    term_named(terms.entries(), name).ok_or_else(|| unknown(kind, name, ids(terms)))
}

fn unknown<'n>(kind: NameKind, name: &str, known: impl Iterator<Item = &'n str>) -> QueryError {
    QueryError::Unknown {
        kind,
        name: name.to_owned(),
        candidates: nearest_or_few(name, known),
    }
}
