//! Organizations in the JSON of Wikidata, as `Special:EntityData` and its dumps have them.
//!
//! Statements count by their ranks, and none of a deprecated rank does. Items that others name as their kind or seat lend
//! them their labels and are no organizations themselves.

mod entity;
mod property;
mod statement;

use std::collections::{HashMap, HashSet};

use serde_json::Value as Json;

use self::entity::{EntityReader, SCHEME, label};
use self::property::Property;
use self::statement::{StatementValue, value};
use super::accounts::{Outcome, plural};
use super::collection::Collection;
use super::error::ImportError;
use super::mapping::TableRecord;
use super::recorder::Recorder;

/// Returns the entities of a JSON value; `None` if it does not have the form of Wikidata.
pub(super) fn entities(json: &Json) -> Option<Vec<&Json>> {
    let entities: Vec<&Json> = match json.get("entities") {
        Some(Json::Object(by_id)) => by_id.values().collect(),
        Some(Json::Array(list)) => list.iter().collect(),
        _ => match json {
            Json::Array(list) => list.iter().collect(),
            one if is_entity(one) => vec![one],
            _ => return None,
        },
    };
    entities
        .iter()
        .any(|entity| is_entity(entity))
        .then_some(entities)
}

fn is_entity(json: &Json) -> bool {
    json.get("claims").is_some_and(Json::is_object) && json.get("id").is_some_and(Json::is_string)
}

/// Reads entities as organizations, and accounts for each of them and for its statements.
pub(super) fn read(
    name: &str,
    record: &TableRecord,
    entities: &[&Json],
    collection: &mut Collection,
    recorder: &mut Recorder<'_>,
) -> Result<(), ImportError> {
    recorder.begin(name, b"");
    let ids = |entity: &Json| entity["id"].as_str().map(str::to_owned);
    let labels = entities.iter();
    let labels = labels.filter_map(|entity| Some((ids(entity)?, label(entity)?)));
    let named = named_items(entities);
    let kinds = record.values.0.iter().cloned().collect();
    let mut reader = EntityReader {
        collection,
        organizations: HashMap::new(),
        labels: labels.collect(),
        kinds,
        outcomes: Vec::new(),
    };
    let mut numbers = Vec::new();
    for entity in entities {
        numbers.push(organization(&mut reader, entity, &named));
    }
    let mut names = 0;
    for (row, (entity, number)) in (1..).zip(entities.iter().zip(numbers)) {
        let outcome = match number {
            Ok(number) => {
                names += reader.names(number, entity);
                if let Some(claims) = entity["claims"].as_object() {
                    reader.statements(number, claims);
                }
                let id = reader.collection.organizations.id(number);
                Outcome::used(format!("organizations.{id}"), Vec::new())
            }
            Err(outcome) => outcome,
        };
        for (property, outcome) in reader.outcomes.drain(..) {
            recorder.part("statements", row, &property, &outcome)?;
            recorder.count_reasons(&outcome);
        }
        let raw = entity["id"].as_str().unwrap_or_default();
        recorder.row("entities", row, raw.as_bytes(), &outcome)?;
    }
    let names = plural(names, "name");
    let note = format!("{names} in all languages, of which those that differ are carried");
    recorder.file().notes.push(note);
    Ok(())
}

/// Adds the organization of an entity, and returns its number.
fn organization(
    reader: &mut EntityReader<'_>,
    entity: &Json,
    named: &HashSet<String>,
) -> Result<u32, Outcome> {
    let Some(id) = entity["id"].as_str().filter(|_| is_entity(entity)) else {
        return Err(Outcome::rejected("it is not an entity with statements"));
    };
    if !id.starts_with('Q') {
        return Err(Outcome::not_carried("it is not an item"));
    }
    if named.contains(id) {
        let reason = "it is the kind or seat of another entity";
        return Err(Outcome::not_carried(reason));
    }
    let Some(label) = reader.labels.get(id).cloned() else {
        return Err(Outcome::rejected(format!("`{id}` has no label")));
    };
    let found = reader
        .collection
        .organizations
        .find_or_add(id, &label, true);
    if let Some(entity) = reader.collection.organizations.get_mut(found.number) {
        entity.add_identifier(SCHEME, id);
        entity.is_listed = true;
    }
    reader.organizations.insert(id.to_owned(), found.number);
    Ok(found.number)
}

/// Returns the items that entities name as their kind or seat.
fn named_items(entities: &[&Json]) -> HashSet<String> {
    let mut named = HashSet::new();
    for entity in entities {
        let claims = entity["claims"].as_object().into_iter().flatten();
        let claims =
            claims.filter(|(id, _)| matches!(Property::of(id), Property::Kind | Property::Seat));
        for statement in claims.filter_map(|(_, list)| list.as_array()).flatten() {
            if let StatementValue::Item(item) = value(statement) {
                named.insert(item);
            }
        }
    }
    named
}
