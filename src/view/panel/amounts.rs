//! The columns of amounts.

use super::PanelKind;
use super::columns::PanelColumns;
use crate::analysis::{AmountHolder, HeldAmount};
use crate::graph::Graph;
use crate::model::{Identified, Missing, Value};
use crate::view::cell::organization;

const NOTES: [&str; 2] = [
    "A stock is what is there on a day, such as troops. Its values at two times must not be added up. \
     A flow is what passes in a period, such as payments.",
    "An unknown amount is not 0. Its `value` is unknown, and `known` is 0.",
];

/// Returns the columns of [amounts](crate::analysis::amounts).
pub fn amounts(graph: &Graph) -> PanelColumns<'_, HeldAmount<'_>> {
    let dataset = graph.dataset();
    let (vocabularies, sources) = (dataset.vocabularies(), dataset.sources());
    let quantities = &vocabularies.amounts;
    let mut columns = PanelColumns::new(PanelKind::Amounts, &NOTES);
    columns.word(
        "record",
        "The record that the amount belongs to: `participation`, `spell` or `partnership`.",
        |row: &HeldAmount<'_>| row.holder.kind(),
    );
    add_record(&mut columns, graph);
    columns.number(
        "number",
        "Number of the amount in the record, from 1.",
        |row| row.number,
    );
    columns.word("amount", "What there is an amount of.", |row| {
        Value::of(quantities, row.amount.what)
    });
    columns.real("value", "Number of units.", |row| {
        row.amount.known().map(Value::number)
    });
    columns.number(
        "known",
        "1 if the number of units is known, else 0.",
        |row| row.amount.known().is_ok(),
    );
    columns.text("unit", "Unit.", move |row| {
        quantities[row.amount.what].unit.as_deref()
    });
    columns.word("kind", "`stock` or `flow`.", move |row| {
        quantities[row.amount.what].kind.as_str()
    });
    columns.date(
        "from",
        "Since when, as recorded (EDTF): since the record begins if the amount does not say.",
        |row| row.dates().0.ok_or(Missing::Unknown),
    );
    columns.date(
        "to",
        "Until when, as recorded (EDTF): until the record ends if the amount does not say.",
        |row| row.dates().1.map_or(Value::UNKNOWN, Value::end),
    );
    columns.words("sources", "Ids of the cited sources.", |row| {
        let citations = row.citations().iter();
        Value::texts(citations.map(|citation| sources[citation.source].id().as_str()))
    });
    columns.coder(graph, |row| row.holder.partnership().is_some());
    columns
}

/// Adds the columns of the record that an amount belongs to.
fn add_record<'g>(columns: &mut PanelColumns<'g, HeldAmount<'g>>, graph: &'g Graph) {
    const NOT_APPLICABLE: Value<'static> = Value::Missing(Missing::NotApplicable);
    let vocabularies = graph.dataset().vocabularies();
    columns.word("operation", "Id of the operation.", |row| {
        match row.holder {
            AmountHolder::Participation(operation, _) => {
                Value::term(operation.record().id.as_str(), operation.label())
            }
            _ => NOT_APPLICABLE,
        }
    });
    columns.word(
        "organization",
        "Id of the organization that participates.",
        |row| match row.holder {
            AmountHolder::Participation(operation, participation) => {
                organization(operation.graph().organization(participation.organization))
            }
            _ => NOT_APPLICABLE,
        },
    );
    columns.word("role", "Role of the organization.", |row| {
        match row.holder {
            AmountHolder::Participation(_, participation) => {
                Value::of(&vocabularies.roles, participation.role)
            }
            _ => NOT_APPLICABLE,
        }
    });
    for (name, meaning, side) in [
        ("a", "Id of the first member of the partnership.", 0),
        ("b", "Id of the second member of the partnership.", 1),
    ] {
        columns.word(name, meaning, move |row| {
            let partnership = row.holder.partnership();
            partnership.map_or(NOT_APPLICABLE, |one| organization(one.members()[side]))
        });
    }
    columns.word("coding", "Coding of the spell.", |row| match row.holder {
        AmountHolder::Spell(_, coding, _) => Value::of(&vocabularies.codings, coding),
        _ => NOT_APPLICABLE,
    });
}
