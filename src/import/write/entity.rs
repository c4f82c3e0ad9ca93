//! Organizations, operations and participations as YAML.

use std::collections::HashMap;

use super::annotated::{amounts_by_period, attributes, periods, texts};
use crate::dataset::yaml_value::{Value, date, end, fields, id_list, mapping, optional, text};
use crate::import::collection::{Collection, Entity, Part, Period, Register, without};
use crate::model::{End, MembershipKind, Organization, ParticipationStatus};

pub(super) fn organization(
    entity: &Entity,
    collection: &Collection,
    source: Option<&str>,
) -> Value {
    let default = Organization::without_abbreviation(&entity.id, &entity.name);
    let abbreviation = entity.abbreviation.as_deref();
    let cite = source.filter(|_| entity.is_listed);
    let kind = entity
        .kind
        .map(|kind| collection.organization_kinds.id(kind));
    fields([
        ("id", text(&entity.id)),
        (
            "abbreviation",
            optional(abbreviation.filter(|abbreviation| **abbreviation != *default)),
        ),
        ("name", text(&entity.name)),
        ("names", pairs(&entity.names)),
        ("aliases", texts(&entity.aliases)),
        ("kind", optional(kind)),
        ("founded", date(entity.start.filter(|_| !has_gaps(entity)))),
        (
            "dissolved",
            if has_gaps(entity) {
                Value::Null
            } else {
                end_unless_ongoing(entity)
            },
        ),
        ("exists", existence(entity)),
        ("seat", optional(entity.place.as_deref())),
        ("region", optional(entity.region.as_deref())),
        ("succeeds", ids(&entity.succeeds, &collection.organizations)),
        (
            "part-of",
            memberships(entity, MembershipKind::PartOf, collection),
        ),
        (
            "member-of",
            memberships(entity, MembershipKind::MemberOf, collection),
        ),
        ("identifiers", pairs(&entity.identifiers)),
        ("attributes", attributes(&entity.attributes, collection)),
        ("cite", id_list(cite)),
        ("notes", texts(&entity.notes)),
    ])
}

fn has_gaps(entity: &Entity) -> bool {
    entity.lifetimes.len() > 1
}

/// Returns the periods in which an organization existed, if there are several. The first and the last of them may have been
/// widened.
fn existence(entity: &Entity) -> Value {
    if !has_gaps(entity) {
        return Value::Null;
    }
    let last = entity.lifetimes.len() - 1;
    let periods = entity.lifetimes.iter().enumerate();
    let periods = periods.map(|(index, period)| {
        let from = if index == 0 {
            entity.start
        } else {
            period.from
        };
        let to = if index == last { entity.end } else { period.to };
        fields([("from", date(from)), ("to", end(to))])
    });
    Value::List(periods.collect())
}

/// Returns the organizations that one belongs to in a way. One without dates is its id.
fn memberships(entity: &Entity, kind: MembershipKind, collection: &Collection) -> Value {
    let own = entity.memberships.iter().filter(|(own, ..)| *own == kind);
    let own = own.map(|(_, whole, period)| {
        let id = text(collection.organizations.id(*whole));
        if *period == Period::default() {
            return id;
        }
        fields([
            ("organization", id),
            ("from", date(period.from)),
            ("to", end(period.to)),
        ])
    });
    Value::List(own.collect())
}

pub(super) fn operation(
    entity: &Entity,
    collection: &Collection,
    participations: Vec<Value>,
) -> Value {
    let kind = entity.kind.map(|kind| collection.operation_kinds.id(kind));
    fields([
        ("id", text(&entity.id)),
        ("name", text(&entity.name)),
        ("abbreviation", optional(entity.abbreviation.as_deref())),
        ("names", pairs(&entity.names)),
        ("aliases", texts(&entity.aliases)),
        ("kind", optional(kind)),
        ("place", optional(entity.place.as_deref())),
        ("countries", id_list(entity.region.as_deref())),
        ("start", date(entity.start)),
        ("end", end_unless_ongoing(entity)),
        ("succeeds", ids(&entity.succeeds, &collection.operations)),
        ("identifiers", pairs(&entity.identifiers)),
        ("url", optional(entity.url.as_deref())),
        ("attributes", attributes(&entity.attributes, collection)),
        ("participations", Value::List(participations)),
        ("notes", texts(&entity.notes)),
    ])
}

/// Returns the participations in one operation.
pub(super) fn participations(parts: &[&Part], collection: &Collection) -> Vec<Value> {
    let known = parts.iter().filter(|part| !part.key.is_unknown);
    let known: HashMap<(u32, u32), &Part> = known
        .map(|part| ((part.key.organization, part.key.role), *part))
        .collect();
    let own = parts.iter().flat_map(|part| {
        let mut years = part.years.clone().ordered();
        // A year in which a participation is recorded is not unknown.
        if part.key.is_unknown
            && let Some(recorded) = known.get(&(part.key.organization, part.key.role))
        {
            years = without(&years, &recorded.years.clone().ordered());
        }
        records(part, &years, collection)
    });
    own.collect()
}

/// Returns a record per period of a participation.
fn records(part: &Part, years: &[(i32, i32)], collection: &Collection) -> Vec<Value> {
    let organization = collection.organizations.id(part.key.organization);
    let role = collection.roles.id(part.key.role);
    let status = part.key.is_unknown.then_some(ParticipationStatus::Unknown);
    let periods = periods(&part.periods, years, collection);
    let amounts = amounts_by_period(&part.annotated, &periods, collection);
    let mut remarks = part.annotated.remarks();
    let records = periods.into_iter().zip(amounts).map(|(period, amounts)| {
        // They are not said of one of several periods.
        let remarks = remarks.take();
        let attributes = remarks.map(|remarks| attributes(&remarks.attributes, collection));
        let notes = remarks.map(|remarks| texts(&remarks.notes));
        fields([
            ("organization", text(organization)),
            ("role", text(role)),
            ("from", date(period.from)),
            ("to", end(period.to)),
            ("status", optional(status.map(ParticipationStatus::as_str))),
            ("amounts", amounts),
            ("attributes", attributes.unwrap_or(Value::Null)),
            ("notes", notes.unwrap_or(Value::Null)),
        ])
    });
    records.collect()
}

fn end_unless_ongoing(entity: &Entity) -> Value {
    end(entity.end.filter(|end| *end != End::Ongoing))
}

fn ids(numbers: &[u32], register: &Register) -> Value {
    let numbers = numbers.iter();
    Value::List(numbers.map(|number| text(register.id(*number))).collect())
}

fn pairs(pairs: &[(String, String)]) -> Value {
    mapping(pairs.iter().map(|(key, value)| (key.as_str(), text(value))))
}
