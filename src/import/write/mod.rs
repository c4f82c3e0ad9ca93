//! The imported dataset as YAML, record by record.

mod annotated;
mod entity;
mod pair;

use std::collections::HashSet;
use std::io::{self, Write};

use serde_json::Value as Json;

use self::entity::{operation, organization, participations};
use self::pair::{has_one_way, pair};
use super::collection::{Collection, Part};
use super::rules::Mirror;
use crate::dataset::emit;
use crate::dataset::yaml_value::{Value, fields, mapping, text};

/// The longest name that stands for an organization without an abbreviation.
const MAX_SHORT_NAME: usize = 30;

/// Writes the lists of a dataset.
pub(super) struct DatasetWriter<'w> {
    pub(super) output: &'w mut dyn Write,
    /// The source of the records that do not inherit that of the dataset.
    pub(super) source: Option<String>,
    pub(super) mirror: Mirror,
}

impl DatasetWriter<'_> {
    /// Writes one entry of the document, unless it is empty.
    pub(super) fn entry(&mut self, key: &str, value: Value) -> io::Result<()> {
        if value.is_empty() {
            return Ok(());
        }
        let text = emit(&mapping([(key, value)]));
        self.output.write_all(text.as_bytes())
    }

    /// Writes the vocabularies, organizations, partnerships and operations.
    pub(super) fn collection(&mut self, collection: &mut Collection) -> io::Result<()> {
        abbreviate(collection);
        // The participations are in the order of their operations.
        collection.order_parts();
        let collection = &*collection;
        let is_directed = self.has_directed_phases(collection);
        self.entry("vocabularies", vocabularies(collection, is_directed))?;
        let source = self.source.clone();
        let organizations = collection.organizations.iter();
        let organizations =
            organizations.map(|entity| organization(entity, collection, source.as_deref()));
        self.list("organizations", organizations)?;
        let mirror = self.mirror;
        let pairs = collection.pairs().iter();
        self.list(
            "partnerships",
            pairs.map(|record| pair(record, collection, mirror)),
        )?;
        self.operations(collection)
    }

    /// Returns `true` if a tie leads one way at some time.
    fn has_directed_phases(&self, collection: &Collection) -> bool {
        let mut pairs = collection.pairs().iter();
        pairs.any(|record| has_one_way(record, collection, self.mirror))
    }

    fn operations(&mut self, collection: &Collection) -> io::Result<()> {
        let mut parts = collection.ordered_parts().peekable();
        let operations = collection.operations.iter().zip(0_u32..);
        let operations = operations.map(|(entity, number)| {
            let mut own = Vec::new();
            while let Some(part) = parts.next_if(|part| part.key.operation == number) {
                own.push(part);
            }
            let known = own.iter().filter(|part| !is_fallback(part, collection));
            let known: HashSet<u32> = known.map(|part| part.key.organization).collect();
            own.retain(|part| {
                !(is_fallback(part, collection) && known.contains(&part.key.organization))
            });
            operation(entity, collection, participations(&own, collection))
        });
        self.list("operations", operations)
    }

    /// Writes a list item by item, so that only one item is in memory.
    fn list(&mut self, key: &str, items: impl Iterator<Item = Value>) -> io::Result<()> {
        for (index, item) in items.enumerate() {
            if index == 0 {
                writeln!(self.output, "{key}:")?;
            }
            let text = emit(&Value::List(vec![item]));
            self.output.write_all(text.as_bytes())?;
        }
        Ok(())
    }
}

/// Gives short names to the organizations without an abbreviation, which are otherwise shown by their ids.
fn abbreviate(collection: &mut Collection) {
    let count = u32::try_from(collection.organizations.len()).unwrap_or(u32::MAX);
    for number in 0..count {
        let name = collection.organizations.get(number);
        let name = name.map(|entity| entity.name.clone()).unwrap_or_default();
        if name.chars().count() <= MAX_SHORT_NAME {
            collection.organizations.abbreviate(number, &name);
        }
    }
}

fn vocabularies(collection: &Collection, is_directed: bool) -> Value {
    let own = [
        ("phases", collection.phases.to_yaml_of_phases(is_directed)),
        ("codings", collection.codings.to_yaml()),
        ("roles", collection.roles.to_yaml()),
        (
            "organization-kinds",
            collection.organization_kinds.to_yaml(),
        ),
        ("operation-kinds", collection.operation_kinds.to_yaml()),
        ("milestone-kinds", collection.event_kinds.to_yaml()),
        ("amounts", collection.quantities.to_yaml()),
    ];
    if collection.pairs().is_empty() && collection.operations.iter().next().is_some() {
        return without_partnerships(own);
    }
    fields(own)
}

/// Returns the vocabularies of a dataset of organizations and operations alone. The empty ones say that it has no phases and
/// motives; otherwise its tables would have columns for the default ones.
fn without_partnerships(own: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let none = [
        "phases",
        "codings",
        "motives",
        "milestone-kinds",
        "lesson-groups",
    ];
    let empty = none.map(|name| (name, Value::List(Vec::new())));
    let own = own
        .into_iter()
        .filter(|(name, terms)| !terms.is_empty() && !none.contains(name));
    mapping(empty.into_iter().chain(own))
}

/// Returns `true` if a participation has the role of rows without another one.
fn is_fallback(part: &Part, collection: &Collection) -> bool {
    Some(part.key.role) == collection.fallback_role
}

/// Returns fields of a mapping file as YAML. Numbers are written without quotes.
pub(super) fn json_to_yaml(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Word(flag.to_string()),
        Json::Number(number) => Value::Word(number.to_string()),
        Json::String(word) => text(word),
        Json::Array(items) => Value::List(items.iter().map(json_to_yaml).collect()),
        Json::Object(entries) => {
            let entries = entries.iter();
            mapping(entries.map(|(key, value)| (key.as_str(), json_to_yaml(value))))
        }
    }
}
