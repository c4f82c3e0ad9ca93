//! The columns of spells.

use super::PanelKind;
use super::columns::PanelColumns;
use crate::analysis::{ObservedSpell, TransitionKind};
use crate::graph::Graph;
use crate::model::Value;
use crate::view::cell::organization;

const NOTES: [&str; 2] = [
    "A spell covers the days from its first to its last, both included. A coarse start counts from \
     its earliest day, a coarse end to its latest.",
    "A spell that ends in a setback or a recovery stays in its phase. For the time that a \
     partnership spends in a phase, join consecutive spells of one coding in that phase.",
];

/// Returns the columns of [spells](crate::analysis::spells), for event-history analysis.
pub fn spells(graph: &Graph) -> PanelColumns<'_, ObservedSpell<'_>> {
    let vocabularies = graph.dataset().vocabularies();
    let mut columns = PanelColumns::new(PanelKind::Spells, &NOTES);
    columns.members(|row: &ObservedSpell<'_>| row.partnership);
    columns.word("coding", "Coding of the spell.", |row| {
        Value::of(&vocabularies.codings, row.coding)
    });
    columns.number(
        "number",
        "Number of the spell within partnership and coding, from 1.",
        |row| row.number,
    );
    columns.word("phase", "Phase.", |row| {
        Value::of(&vocabularies.phases, row.spell.record().phase)
    });
    if vocabularies.has_directed_phases() {
        columns.word(
            "actor",
            "Id of the member from which the phase leads to the other. None if it holds for both.",
            |row| row.spell.actor().map_or(Value::NONE, organization),
        );
    }
    columns.number(
        "rung",
        "Rung of the phase, from 0 (no relation) upwards.",
        |row| row.rung,
    );
    columns.word(
        "condition",
        "Condition. Not applicable without a relation.",
        |row| {
            row.condition
                .map(|condition| Value::of(&vocabularies.conditions, condition))
        },
    );
    columns.amounts(graph, |row| &row.spell.record().annotations);
    columns.date("from", "Start as recorded (EDTF).", |row| {
        row.spell.record().from
    });
    columns.date(
        "start",
        "First day: the earliest that the recorded start and the previous spell allow. Unknown if \
         the start has only a latest day.",
        |row| row.start,
    );
    columns.date(
        "start_latest",
        "Latest day that the recorded start allows. Unknown if the start has only an earliest day.",
        |row| row.start_latest,
    );
    columns.date(
        "stop",
        "Last day, or the as-of date if the spell goes on. Unknown if the spell ended on an \
         unknown day.",
        |row| row.stop,
    );
    columns.number(
        "days",
        "Number of days from start to stop, both included. Unknown if one of them is.",
        |row| row.days,
    );
    let kinds = TransitionKind::ALL.map(TransitionKind::name).join(", ");
    columns.word(
        "event",
        format!(
            "Transition that ended the spell: {kinds}. A spell without a relation ends with a \
             begin. None if the spell goes on, if the next one has the same phase and condition, \
             or if it is without a relation and no other follows. Unknown if the next spell is \
             below the requested confidence."
        ),
        |row| row.event.map(|event| event.name()),
    );
    columns.number(
        "censored",
        "1 if the spell goes on at the as-of date, so that its end is not observed; else 0.",
        |row| row.is_censored,
    );
    columns.word("confidence", "Confidence of the claim.", |row| {
        row.spell.record().claim.confidence.as_str()
    });
    columns.number("sources", "Number of citations of the claim.", |row| {
        row.spell.record().claim.citations.len()
    });
    columns.coder(graph, |_| true);
    columns
}
