//! Entities of Wikidata become organizations.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value as Json};

use super::property::Property;
use super::statement::{Rank, StatementValue, period, rank, value};
use crate::import::accounts::Outcome;
use crate::import::collection::{Collection, Entity, PARTS_OF_ONE_ANOTHER};
use crate::model::{End, MembershipKind};

/// The name of the attribute for the address on the web.
const WEBSITE: &str = "website";

/// The register of items.
pub(super) const SCHEME: &str = "wikidata";

/// What the entities of a file are read into.
pub(super) struct EntityReader<'r> {
    pub(super) collection: &'r mut Collection,
    /// The organizations by the ids of their items.
    pub(super) organizations: HashMap<String, u32>,
    /// The labels of all items of the file.
    pub(super) labels: HashMap<String, String>,
    /// The kinds that a mapping names, by the ids of their items.
    pub(super) kinds: HashMap<String, String>,
    /// The statements, each with what became of it.
    pub(super) outcomes: Vec<(String, Outcome)>,
}

impl EntityReader<'_> {
    /// Adds the names of an entity. Returns how many there are.
    pub(super) fn names(&mut self, number: u32, json: &Json) -> u64 {
        let Some(entity) = self.collection.organizations.get_mut(number) else {
            return 0;
        };
        let mut count = 0;
        for (language, label) in texts(&json["labels"]) {
            count += 1;
            if *label != entity.name && !matches!(language, "en" | "mul") {
                entity.names.push((language.to_owned(), label.to_owned()));
            }
        }
        let lists = json["aliases"].as_object().into_iter().flatten();
        for alias in lists.filter_map(|(_, list)| list.as_array()).flatten() {
            if let Some(alias) = alias["value"].as_str() {
                count += 1;
                entity.add_alias(alias);
            }
        }
        count
    }

    /// Reads the statements of an entity.
    pub(super) fn statements(&mut self, number: u32, claims: &Map<String, Json>) {
        for (id, statements) in claims {
            let property = Property::of(id);
            let statements = statements.as_array().into_iter().flatten();
            let statements: Vec<&Json> = statements.collect();
            let best = self.best(property, &statements);
            for (index, statement) in statements.into_iter().enumerate() {
                let outcome = match property {
                    Property::NotCarried(reason) => Outcome::not_carried(reason),
                    _ if rank(statement) == Rank::Deprecated => {
                        Outcome::not_carried("its rank is deprecated")
                    }
                    _ if property.is_single() && best != Some(index) => {
                        Outcome::not_carried("another statement of the property counts")
                    }
                    _ => self.statement(number, property, statement),
                };
                self.outcomes.push((id.clone(), outcome));
            }
        }
    }

    /// Returns the statement that counts if only one can: one in English before others, the one with the highest rank, or else
    /// the first one.
    fn best(&self, property: Property, statements: &[&Json]) -> Option<usize> {
        let sound = statements
            .iter()
            .enumerate()
            .filter(|(_, statement)| rank(statement) != Rank::Deprecated);
        let weight = |statement: &Json| {
            let is_english = match value(statement) {
                StatementValue::Worded { language, .. } => language == "en",
                _ => false,
            };
            (
                property == Property::ShortName && is_english,
                rank(statement),
            )
        };
        // Of equal ones, `max_by_key` would return the last one.
        let best = sound.rev().max_by_key(|(_, statement)| weight(statement));
        best.map(|(index, _)| index)
    }

    /// Reads one statement.
    fn statement(&mut self, number: u32, property: Property, statement: &Json) -> Outcome {
        let id = self.collection.organizations.id(number).to_owned();
        let record = |key: &str| Outcome::used(format!("organizations.{id}.{key}"), Vec::new());
        match (property, &value(statement)) {
            (_, StatementValue::Unread(reason)) => Outcome::not_carried(reason.clone()),
            (_, StatementValue::None) => Outcome::not_carried("it says that there is no value"),
            (Property::Dissolved, StatementValue::Unknown) => {
                self.with_entity(number, |entity| entity.end = Some(End::Unknown));
                record("dissolved")
            }
            (_, StatementValue::Unknown) => Outcome::not_carried("its value is unknown"),
            (Property::Founded, StatementValue::Time(date)) => {
                self.with_entity(number, |entity| entity.start = Some(*date));
                record("founded")
            }
            (Property::Dissolved, StatementValue::Time(date)) => {
                self.with_entity(number, |entity| entity.end = Some(End::On(*date)));
                record("dissolved")
            }
            (Property::ShortName, StatementValue::Worded { text, .. }) => {
                if self.collection.organizations.abbreviate(number, text) {
                    return record("abbreviation");
                }
                self.with_entity(number, |entity| entity.add_alias(text));
                record("aliases")
            }
            (Property::Website, StatementValue::Text(url)) => {
                let name = self.collection.attribute_names.find_or_add(WEBSITE, "");
                self.with_entity(number, |entity| entity.attributes.push((name, url.clone())));
                record("attributes")
            }
            (Property::Identifier(scheme), StatementValue::Text(text)) => {
                self.with_entity(number, |entity| entity.add_identifier(scheme, text));
                record("identifiers")
            }
            (_, StatementValue::Item(item)) => self.item(number, property, item, statement),
            _ => Outcome::not_carried("its value is of another type than the property has"),
        }
    }

    /// Reads a statement whose value is an item.
    fn item(&mut self, number: u32, property: Property, item: &str, statement: &Json) -> Outcome {
        let other = self.organizations.get(item).copied();
        match (property, other) {
            (Property::Kind, _) => self.kind(number, item),
            (Property::Seat, _) => match self.labels.get(item).cloned() {
                Some(label) => {
                    self.with_entity(number, |entity| entity.place = Some(label));
                    self.used(number, "seat")
                }
                None => Outcome::not_carried("the item that it names is not in the file"),
            },
            (Property::Replaces, Some(other)) => self.succession(number, other),
            (Property::ReplacedBy, Some(other)) => self.succession(other, number),
            (Property::Belongs(kind), Some(other)) => {
                self.membership(kind, (number, other), statement)
            }
            (Property::Has, Some(other)) => {
                self.membership(MembershipKind::PartOf, (other, number), statement)
            }
            (
                Property::Replaces | Property::ReplacedBy | Property::Belongs(_) | Property::Has,
                None,
            ) => Outcome::not_carried("the item that it names is not in the file"),
            _ => Outcome::not_carried("its value is of another type than the property has"),
        }
    }

    /// Gives an organization a kind, by the name in the mapping, or the label of its item, or the id.
    fn kind(&mut self, number: u32, item: &str) -> Outcome {
        let named = self.kinds.get(item).or_else(|| self.labels.get(item));
        let name = named.map_or(item, String::as_str);
        let definition = format!("{item} in Wikidata.");
        let kinds = &mut self.collection.organization_kinds;
        let kind = kinds.find_or_add(name, &definition);
        self.with_entity(number, |entity| entity.kind = Some(kind));
        self.used(number, "kind")
    }

    fn succession(&mut self, successor: u32, predecessor: u32) -> Outcome {
        if successor == predecessor {
            return Outcome::not_carried("an organization cannot succeed itself");
        }
        let organizations = &self.collection.organizations;
        let before = organizations.get(predecessor);
        if before.is_some_and(|entity| entity.succeeds.contains(&successor)) {
            return Outcome::not_carried("another statement says that it is the other way round");
        }
        let mut is_new = false;
        self.with_entity(successor, |entity| {
            is_new = !entity.succeeds.contains(&predecessor);
            if is_new {
                entity.succeeds.push(predecessor);
            }
        });
        let outcome = self.used(successor, "succeeds");
        if is_new {
            outcome
        } else {
            Outcome::merged(outcome.record, Vec::new())
        }
    }

    /// Adds that an organization belongs to another one.
    fn membership(
        &mut self,
        kind: MembershipKind,
        (part, whole): (u32, u32),
        statement: &Json,
    ) -> Outcome {
        let (period, changes) = period(statement);
        if period.is_reversed() {
            return Outcome::not_carried("it ends before it begins");
        }
        let id = self.collection.organizations.id(part);
        let record = format!("organizations.{id}.{}", kind.as_str());
        match self.collection.belong(kind, (part, whole), period) {
            Some(true) => Outcome::used(record, changes),
            Some(false) => Outcome::merged(record, changes),
            None => Outcome::not_carried(PARTS_OF_ONE_ANOTHER),
        }
    }

    fn used(&self, number: u32, key: &str) -> Outcome {
        let id = self.collection.organizations.id(number);
        Outcome::used(format!("organizations.{id}.{key}"), Vec::new())
    }

    fn with_entity(&mut self, number: u32, change: impl FnOnce(&mut Entity)) {
        if let Some(entity) = self.collection.organizations.get_mut(number) {
            change(entity);
        }
    }
}

/// Returns the label of an entity: in English, or in all languages, or in the first one.
pub(super) fn label(json: &Json) -> Option<String> {
    let labels: BTreeMap<&str, &str> = texts(&json["labels"]).collect();
    let known = ["en", "mul", "en-gb", "en-us"];
    let known = known.iter().find_map(|language| labels.get(language));
    let label = known.or_else(|| labels.values().next());
    label.map(|label| (*label).to_owned())
}

/// Returns the texts by language.
fn texts(json: &Json) -> impl Iterator<Item = (&str, &str)> {
    let entries = json.as_object().into_iter().flatten();
    entries.filter_map(|(language, text)| Some((language.as_str(), text["value"].as_str()?)))
}
