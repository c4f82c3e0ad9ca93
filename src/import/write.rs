//! The imported dataset as YAML, record by record.

use std::collections::HashSet;
use std::io::{self, Write};

use serde_json::Value as Json;

use super::collection::{
    Collection, Entity, Pair, Part, Period, Term, Terms, Tie, in_order, run_as_period,
};
use super::rules::Mirror;
use crate::dataset::emit;
use crate::dataset::yaml_value::{Value, date, end, fields, id_list, mapping, optional, text};
use crate::model::{End, Organization};

/// The phase of every imported tie.
const TIED: &str = "tied";

/// The longest name that stands for an organization without an abbreviation.
const MAX_SHORT_NAME: usize = 30;

/// Writes the lists of a dataset.
pub(super) struct DatasetWriter<'w> {
    pub(super) output: &'w mut dyn Write,
    /// The source that every claim cites.
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
        self.entry("vocabularies", vocabularies(collection))?;
        let organizations = collection.organizations.iter();
        let kinds = &collection.kinds;
        let source = self.source.clone();
        let organizations =
            organizations.map(|entity| organization(entity, kinds, source.as_deref()));
        self.list("organizations", organizations)?;
        let mirror = self.mirror;
        let pairs = collection.pairs().iter();
        let pairs = pairs.map(|record| pair(record, collection, source.as_deref(), mirror));
        self.list("partnerships", pairs)?;
        self.operations(collection)
    }

    fn operations(&mut self, collection: &mut Collection) -> io::Result<()> {
        // The participations are in the order of their operations.
        collection.order_parts();
        let collection = &*collection;
        let source = self.source.clone();
        let mut parts = collection.parts().iter().peekable();
        let operations = collection.operations.iter().zip(0_u32..);
        let operations = operations.map(|(entity, number)| {
            let mut own = Vec::new();
            while let Some(part) = parts.next_if(|part| part.operation == number) {
                own.push(part);
            }
            let known = own.iter().filter(|part| !is_fallback(part, collection));
            let known: HashSet<u32> = known.map(|part| part.organization).collect();
            own.retain(|part| {
                !(is_fallback(part, collection) && known.contains(&part.organization))
            });
            let own = own
                .into_iter()
                .flat_map(|part| participations(part, collection));
            operation(entity, own.collect(), source.as_deref())
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

fn vocabularies(collection: &Collection) -> Value {
    let mut phases = Terms::default();
    if !collection.codings.is_empty() {
        phases.declare(Term {
            id: "none".to_owned(),
            label: "No tie".to_owned(),
            definition: "The table records no tie between the two.".to_owned(),
            absent: true,
            ..Term::default()
        });
        phases.declare(Term {
            id: TIED.to_owned(),
            label: "Tied".to_owned(),
            definition: "The table records a tie between the two.".to_owned(),
            ..Term::default()
        });
    }
    let own = [
        ("phases", phases.to_yaml()),
        ("codings", collection.codings.to_yaml()),
        ("roles", collection.roles.to_yaml()),
        ("organization-kinds", collection.kinds.to_yaml()),
        ("milestone-kinds", collection.event_kinds.to_yaml()),
    ];
    if collection.pairs().is_empty() && collection.operations.iter().next().is_some() {
        return without_partnerships(own);
    }
    fields(own)
}

/// Returns the vocabularies of a dataset of organizations and operations alone. The empty ones say that it has no phases and
/// motives; otherwise its tables would have columns for the default ones.
fn without_partnerships(own: [(&'static str, Value); 5]) -> Value {
    let none = [
        "phases",
        "codings",
        "motives",
        "milestone-kinds",
        "lesson-groups",
    ];
    let empty = none.map(|name| (name, Value::List(Vec::new())));
    let own = own.into_iter().filter(|(_, terms)| !terms.is_empty());
    mapping(empty.into_iter().chain(own))
}

fn organization(entity: &Entity, kinds: &Terms, source: Option<&str>) -> Value {
    let default = Organization::without_abbreviation(&entity.id, &entity.name);
    let abbreviation = entity.abbreviation.as_deref();
    let cite = source.filter(|_| entity.is_listed);
    fields([
        ("id", text(&entity.id)),
        (
            "abbreviation",
            optional(abbreviation.filter(|abbreviation| **abbreviation != *default)),
        ),
        ("name", text(&entity.name)),
        ("aliases", texts(&entity.aliases)),
        ("kind", optional(entity.kind.map(|kind| kinds.id(kind)))),
        ("founded", date(entity.start)),
        (
            "dissolved",
            end(entity.end.filter(|end| *end != End::Ongoing)),
        ),
        ("seat", optional(entity.place.as_deref())),
        ("region", optional(entity.region.as_deref())),
        ("identifiers", identifiers(entity)),
        ("cite", id_list(cite)),
        ("notes", texts(&entity.notes)),
    ])
}

fn identifiers(entity: &Entity) -> Value {
    let identifiers = entity.identifiers.iter();
    mapping(identifiers.map(|(scheme, value)| (scheme.as_str(), text(value))))
}

fn operation(entity: &Entity, participations: Vec<Value>, source: Option<&str>) -> Value {
    // Operations have neither kinds nor identifiers yet.
    let identifiers = entity.identifiers.iter();
    let identifiers = identifiers.map(|(scheme, value)| format!("{scheme}: {value}"));
    let notes: Vec<String> = entity.notes.iter().cloned().chain(identifiers).collect();
    fields([
        ("id", text(&entity.id)),
        ("name", text(&entity.name)),
        ("abbreviation", optional(entity.abbreviation.as_deref())),
        ("aliases", texts(&entity.aliases)),
        ("place", optional(entity.place.as_deref())),
        ("countries", id_list(entity.region.as_deref())),
        ("start", date(entity.start)),
        ("end", end(entity.end.filter(|end| *end != End::Ongoing))),
        ("participations", Value::List(participations)),
        ("cite", id_list(source)),
        ("notes", texts(&notes)),
    ])
}

/// Returns `true` if a participation has the role of rows without another one.
fn is_fallback(part: &Part, collection: &Collection) -> bool {
    Some(part.role) == collection.fallback_role
}

fn participations(part: &Part, collection: &Collection) -> Vec<Value> {
    let organization = collection.organizations.id(part.organization);
    let role = collection.roles.id(part.role);
    let periods = periods(&part.periods, &part.years.clone().ordered(), collection);
    let records = periods.into_iter().map(|period| {
        fields([
            ("organization", text(organization)),
            ("role", text(role)),
            ("from", date(period.from)),
            ("to", end(period.to)),
        ])
    });
    records.collect()
}

/// Returns the periods of rows and of runs of years, in order of time.
fn periods(own: &[Period], runs: &[(i32, i32)], collection: &Collection) -> Vec<Period> {
    let runs = runs.iter();
    let runs = runs.map(|run| run_as_period(*run, collection.last_year));
    let mut periods: Vec<Period> = own.iter().copied().chain(runs).collect();
    periods.sort_by(in_order);
    periods
}

fn pair(pair: &Pair, collection: &Collection, source: Option<&str>, mirror: Mirror) -> Value {
    let [first, second] =
        [pair.first, pair.second].map(|number| collection.organizations.id(number));
    let phases = pair.ties.iter().map(|tie| {
        let coding = collection.codings.id(tie.coding);
        (coding, spells(tie, pair, collection, source, mirror))
    });
    let phases = phases.filter(|(_, spells)| !spells.is_empty());
    fields([
        ("between", Value::List(vec![text(first), text(second)])),
        ("phases", mapping(phases)),
        ("milestones", milestones(pair, collection, source)),
        ("notes", texts(&pair.notes)),
    ])
}

fn spells(
    tie: &Tie,
    pair: &Pair,
    collection: &Collection,
    source: Option<&str>,
    mirror: Mirror,
) -> Value {
    let periods = periods(&tie.periods, &tie.years(mirror), collection);
    let dissolved = [pair.first, pair.second].into_iter().filter_map(|number| {
        let entity = collection.organizations.get(number)?;
        entity.end?.date().copied()
    });
    let dissolved = dissolved.min_by_key(|date| date.latest());
    let spells = periods.into_iter().map(|period| {
        // A tie cannot outlast its members.
        let to = period
            .to
            .filter(|to| *to != End::Ongoing || dissolved.is_none());
        fields([
            ("phase", text(TIED)),
            ("from", date(period.start_or_before_end())),
            ("to", end(to.or(dissolved.map(End::On)))),
            ("cite", id_list(source)),
        ])
    });
    Value::List(spells.collect())
}

fn milestones(pair: &Pair, collection: &Collection, source: Option<&str>) -> Value {
    let events = pair.events.iter().map(|event| {
        let (from, to) = if event.is_reversed {
            (pair.second, pair.first)
        } else {
            (pair.first, pair.second)
        };
        let name = |number| {
            let entity = collection.organizations.get(number);
            entity.map_or("", |entity| entity.name.as_str())
        };
        let kind = collection.event_kinds.label(event.kind);
        let title = format!("{} → {}: {kind}", name(from), name(to));
        fields([
            ("date", date(Some(event.date))),
            ("kind", text(collection.event_kinds.id(event.kind))),
            ("title", text(&title)),
            ("cite", id_list(source)),
        ])
    });
    Value::List(events.collect())
}

fn texts(all: &[String]) -> Value {
    Value::List(all.iter().map(|item| text(item)).collect())
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
