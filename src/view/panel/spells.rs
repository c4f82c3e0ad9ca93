//! The columns of spells.

use super::PanelKind;
use super::columns::{PanelColumns, organization};
use crate::analysis::ObservedSpell;
use crate::graph::Graph;
use crate::model::Value;

/// How rows are selected and counted.
const NOTES: [&str; 2] = [
    "A spell lasts from its first day to its last, both included; what begins at a coarse date begins on its \
     earliest day, and what ends at one ends on its latest.",
    "A spell whose condition alone changed ends in a setback or recovery and stays in its phase: for time \
     spent in a phase, join the spells of a dyad and coding that follow one another in it.",
];

/// Returns the columns of [spells](crate::analysis::spells), for event-history analysis.
pub fn spells(graph: &Graph) -> PanelColumns<'_, ObservedSpell<'_>> {
    let vocabularies = graph.dataset().vocabularies();
    let mut columns = PanelColumns::new(PanelKind::Spells, &NOTES);
    columns.word(
        "a",
        "The id of the first organization of the dyad.",
        |row: &ObservedSpell<'_>| organization(row.partnership.members()[0]),
    );
    columns.word("b", "The id of the second organization.", |row| {
        organization(row.partnership.members()[1])
    });
    columns.word("coding", "The coding that reads the spell.", |row| {
        Value::of(&vocabularies.codings, row.coding)
    });
    columns.number(
        "number",
        "The number of the spell within dyad and coding, from 1.",
        |row| row.number,
    );
    columns.word("phase", "The phase.", |row| {
        Value::of(&vocabularies.phases, row.spell.record().phase)
    });
    columns.number(
        "rung",
        "The phase as a number, from 0 (no relation) up.",
        |row| row.rung,
    );
    columns.word(
        "condition",
        "The condition; not applicable without a relation.",
        |row| {
            row.condition
                .map(|condition| Value::of(&vocabularies.conditions, condition))
        },
    );
    columns.word(
        "from",
        "When the spell begins, as the dataset dates it (EDTF).",
        |row| row.spell.record().from,
    );
    columns.word(
        "start",
        "The earliest day on which it begins; unknown if only a bound is known.",
        |row| row.start,
    );
    columns.word(
        "start_latest",
        "The latest day on which it may begin.",
        |row| row.start_latest,
    );
    columns.word(
        "stop",
        "The last day of the spell; the as-of date if it is censored, and unknown if it has ended and nobody knows when.",
        |row| row.stop,
    );
    columns.number(
        "days",
        "How many days it lasts, up to the as-of date; unknown if its start or its stop is.",
        |row| row.days,
    );
    columns.word(
        "event",
        "What ended it: advance, reversal, setback, recovery, end, dissolution of a member; begin after a spell without a relation; none if it is censored, if only its label changed, or if nothing follows a spell without a relation; unknown if what follows is less sure than was asked for.",
        |row| row.event.map(|event| event.name()),
    );
    columns.number(
        "censored",
        "1 if the spell goes on at the as-of date, else 0.",
        |row| row.is_censored,
    );
    columns.word("confidence", "How sure the claim is.", |row| {
        row.spell.record().claim.confidence.as_str()
    });
    columns.number("sources", "How many sources the claim cites.", |row| {
        row.spell.record().claim.citations.len()
    });
    columns
}
