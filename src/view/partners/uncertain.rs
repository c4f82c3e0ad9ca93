//! What rests on an uncertain date, as data.

use super::row::Row;
use crate::model::{Field, Id, Identified, Value, ValueType};

/// The type of what rests on an uncertain date.
pub(super) const UNCERTAIN: ValueType = ValueType::Record(&[
    Field::new(
        "kind",
        ValueType::Code,
        "`start` or `end` of the phase, `motive` or `operation`.",
    ),
    Field::new(
        "id",
        ValueType::Code,
        "The id of the phase, motive or operation.",
    ),
    Field::new(
        "holder",
        ValueType::Code,
        "The organization that holds the motive.",
    ),
    Field::new("date", ValueType::Date, "The uncertain bound of the phase."),
]);

/// Returns everything that rests on an uncertain date: a bound of the phase, motives, operations.
pub(super) fn uncertain<'g>(row: &Row<'g>) -> Vec<Value<'g>> {
    let vocabularies = row.vocabularies();
    let phase = row
        .partnership
        .spell()
        .zip(row.partnership.uncertain_bound());
    let phase = phase.map(|(spell, bound)| {
        let phase = vocabularies.phases[spell.record().phase].id();
        uncertain_record(bound.name(), phase, Value::NONE, bound.date().into())
    });
    let motives = row.sides().flat_map(|(side, held)| {
        let uncertain = held.iter().filter(|held| held.is_uncertain);
        uncertain.map(move |held| {
            let motive = vocabularies.motives[held.motive].id();
            let holder = Value::text(side.record().id().as_str());
            uncertain_record("motive", motive, holder, Value::NONE)
        })
    });
    let operations = row.operations.iter().filter(|shared| shared.is_uncertain);
    let operations = operations.map(|shared| {
        let operation = shared.operation.record().id();
        uncertain_record("operation", operation, Value::NONE, Value::NONE)
    });
    phase.into_iter().chain(motives).chain(operations).collect()
}

/// The type of a motive of which it is unknown whether it is held.
pub(super) const POSSIBLE_MOTIVE: ValueType = ValueType::Record(&[
    Field::new(
        "holder",
        ValueType::Code,
        "The organization that may hold the motive.",
    ),
    Field::new("id", ValueType::Code, "The id of the motive."),
]);

/// Returns the motives of which it is unknown whether they are held at the time.
pub(super) fn possible_motives<'g>(row: &Row<'g>) -> Vec<Value<'g>> {
    let vocabularies = row.vocabularies();
    let motives = row.possible_sides().flat_map(|(side, motives)| {
        motives.iter().map(move |motive| {
            Value::Record(vec![
                ("holder", Value::text(side.record().id().as_str())),
                (
                    "id",
                    Value::text(vocabularies.motives[*motive].id().as_str()),
                ),
            ])
        })
    });
    motives.collect()
}

fn uncertain_record<'g>(
    kind: &'static str,
    id: &'g Id,
    holder: Value<'g>,
    date: Value<'g>,
) -> Value<'g> {
    Value::Record(vec![
        ("kind", Value::text(kind)),
        ("id", Value::text(id.as_str())),
        ("holder", holder),
        ("date", date),
    ])
}
