//! From the names in a question to what they stand for.

use super::error::QueryError;
use crate::graph::{Graph, motive_named};
use crate::model::{Identified, Key, Motive, Operation, Organization, Records, Vocable};
use crate::phrase::nearest_or_few;

pub(super) fn organizations(
    graph: &Graph,
    names: &[String],
) -> Result<Vec<Key<Organization>>, QueryError> {
    names.iter().map(|name| organization(graph, name)).collect()
}

/// Finds an organization by any of its names.
pub(super) fn organization(graph: &Graph, name: &str) -> Result<Key<Organization>, QueryError> {
    let found = graph
        .organization_named(name)
        .map(|organization| organization.key());
    found.ok_or_else(|| QueryError::unknown_organization(graph, name))
}

pub(super) fn operations(
    graph: &Graph,
    names: &[String],
) -> Result<Vec<Key<Operation>>, QueryError> {
    let find = |name: &String| {
        let found = graph.operation_named(name).map(|operation| operation.key());
        found.ok_or_else(|| unknown("operation", name, graph.operation_names()))
    };
    names.iter().map(find).collect()
}

/// Finds countries by name, whatever the case; they are compared in lower case.
pub(super) fn countries(graph: &Graph, names: &[String]) -> Result<Vec<String>, QueryError> {
    let known = || {
        graph
            .dataset()
            .operations()
            .iter()
            .flat_map(|o| o.countries.iter())
    };
    let find = |name: &String| {
        let lower = name.to_lowercase();
        match known().any(|country| country.to_lowercase() == lower) {
            true => Ok(lower),
            false => Err(unknown("country", name, known().map(|country| &**country))),
        }
    };
    names.iter().map(find).collect()
}

/// Finds motives by id, label or short code, and all motives of a family by the name of the family.
pub(super) fn motives(
    graph: &Graph,
    names: &[String],
) -> Result<Option<Vec<Key<Motive>>>, QueryError> {
    let vocabularies = graph.dataset().vocabularies();
    let mut found = Vec::new();
    for name in names {
        if let Ok(family) = term(&vocabularies.motive_families, name) {
            let of_family = vocabularies
                .motives
                .entries()
                .filter(|(_, row)| row.family == family);
            found.extend(of_family.map(|(key, _)| key));
        } else if let Some(motive) = motive_named(&vocabularies.motives, name) {
            found.push(motive);
        } else {
            let families = vocabularies
                .motive_families
                .iter()
                .map(|row| row.id().as_str());
            let all = vocabularies
                .motives
                .iter()
                .map(|row| row.id().as_str())
                .chain(families);
            return Err(unknown("motive", name, all));
        }
    }
    Ok((!names.is_empty()).then_some(found))
}

pub(super) fn terms<T: Vocable>(
    table: &Records<T>,
    names: &[String],
) -> Result<Vec<Key<T>>, QueryError> {
    names.iter().map(|name| term(table, name)).collect()
}

pub(super) fn term<T: Vocable>(table: &Records<T>, name: &str) -> Result<Key<T>, QueryError> {
    let found = crate::graph::term_named(table.entries(), name);
    found.ok_or_else(|| {
        unknown(
            T::KIND.as_str(),
            name,
            table.iter().map(|row| row.id().as_str()),
        )
    })
}

fn unknown<'n>(kind: &'static str, name: &str, known: impl Iterator<Item = &'n str>) -> QueryError {
    QueryError::Unknown {
        kind,
        name: name.to_owned(),
        candidates: nearest_or_few(name, known),
    }
}
