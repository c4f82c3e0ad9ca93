//! Partnerships as YAML.

use super::annotated::{amounts, amounts_by_period, attributes, texts};
use crate::dataset::yaml_value::{Value, date, end, fields, mapping, optional, text};
use crate::import::collection::{Collection, Pair, Period, Remarks, Tie, Way, in_order};
use crate::import::rules::Mirror;
use crate::model::{Date, End};

pub(super) fn pair(pair: &Pair, collection: &Collection, mirror: Mirror) -> Value {
    let [first, second] =
        [pair.first, pair.second].map(|number| collection.organizations.id(number));
    let mut codings: Vec<u32> = Vec::new();
    for tie in &pair.ties {
        if !codings.contains(&tie.coding) {
            codings.push(tie.coding);
        }
    }
    let phases = codings.into_iter().map(|coding| {
        let id = collection.codings.id(coding);
        (id, spells(pair, coding, collection, mirror))
    });
    let phases = phases.filter(|(_, spells)| !spells.is_empty());
    let own = pair.annotated.remarks();
    let of_ties = pair.ties.iter().filter_map(|tie| tie.annotated.remarks());
    let remarks = united(own.into_iter().chain(of_ties));
    fields([
        ("between", Value::List(vec![text(first), text(second)])),
        ("phases", mapping(phases)),
        ("milestones", milestones(pair, collection)),
        ("amounts", amounts(&pair.annotated, collection)),
        ("attributes", attributes(&remarks.attributes, collection)),
        ("notes", texts(&remarks.notes)),
    ])
}

/// Returns the attributes and remarks of all ties of a pair. Spells have no attributes.
fn united<'r>(all: impl Iterator<Item = &'r Remarks>) -> Remarks {
    let mut united = Remarks::default();
    for remarks in all {
        for (name, value) in &remarks.attributes {
            if united.attributes.iter().all(|(known, _)| known != name) {
                united.attributes.push((*name, value.clone()));
            }
        }
        for note in &remarks.notes {
            if !united.notes.contains(note) {
                united.notes.push(note.clone());
            }
        }
    }
    united
}

/// Returns the spells of a pair under a coding, in order of time, whatever their phases.
fn spells(pair: &Pair, coding: u32, collection: &Collection, mirror: Mirror) -> Value {
    let dissolved = dissolution(pair, collection);
    let ties = pair.ties.iter().filter(|tie| tie.coding == coding);
    let mut spells: Vec<(Period, Value)> = ties
        .flat_map(|tie| spells_of_tie((pair, tie), collection, (mirror, dissolved)))
        .collect();
    spells.sort_by(|(one, _), (other, _)| in_order(one, other));
    Value::List(spells.into_iter().map(|(_, spell)| spell).collect())
}

/// Returns the date on which the first member of a pair was dissolved.
fn dissolution(pair: &Pair, collection: &Collection) -> Option<Date> {
    let dates = [pair.first, pair.second].into_iter().filter_map(|number| {
        let entity = collection.organizations.get(number)?;
        entity.end?.date().copied()
    });
    dates.min_by_key(|date| date.latest())
}

fn spells_of_tie(
    (pair, tie): (&Pair, &Tie),
    collection: &Collection,
    (mirror, dissolved): (Mirror, Option<Date>),
) -> Vec<(Period, Value)> {
    let mut times = tie.times(mirror, collection.last_year());
    times.sort_by(|(_, one), (_, other)| in_order(one, other));
    let (ways, periods): (Vec<Way>, Vec<Period>) = times.into_iter().unzip();
    let amounts = amounts_by_period(&tie.annotated, &periods, collection);
    let phase = collection.phases.id(tie.phase);
    let spells = ways.into_iter().zip(periods).zip(amounts);
    let spells = spells.map(|((way, period), amounts)| {
        // A tie cannot outlast its members.
        let to = period
            .to
            .filter(|to| *to != End::Ongoing || dissolved.is_none());
        let actor = match way {
            Way::Both => None,
            Way::Forward => Some(pair.first),
            Way::Backward => Some(pair.second),
        };
        let actor = actor.map(|number| collection.organizations.id(number));
        let spell = fields([
            ("phase", text(phase)),
            ("of", optional(actor)),
            ("from", date(period.start_or_before_end())),
            ("to", end(to.or(dissolved.map(End::On)))),
            ("amounts", amounts),
        ]);
        (period, spell)
    });
    spells.collect()
}

/// Returns `true` if a tie leads one way at some time.
pub(super) fn has_one_way(pair: &Pair, collection: &Collection, mirror: Mirror) -> bool {
    let mut times = pair
        .ties
        .iter()
        .flat_map(|tie| tie.times(mirror, collection.last_year()));
    times.any(|(way, _)| way != Way::Both)
}

fn milestones(pair: &Pair, collection: &Collection) -> Value {
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
            ("of", text(collection.organizations.id(from))),
        ])
    });
    Value::List(events.collect())
}
