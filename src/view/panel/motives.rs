//! The columns of motives.

use super::PanelKind;
use super::columns::PanelColumns;
use crate::analysis::NumberedMotive;
use crate::graph::Graph;
use crate::model::{End, Identified, Missing, Value};

const NOTES: [&str; 2] = [
    "A motive is held from its first day up to the day before its end day. Without a start it is held from the first \
     relation on, and never before its holder was founded or after it was dissolved.",
    "`from` and `to` are the dates as recorded; they are unknown if the record does not state them. A motive without `from` \
     that is attested is held from its first attestation on, and it is unknown whether it was held before.",
];

/// Returns the columns of [motives](crate::analysis::motives).
pub fn motives(graph: &Graph) -> PanelColumns<'_, NumberedMotive<'_>> {
    let vocabularies = graph.dataset().vocabularies();
    let organizations = graph.dataset().organizations();
    let mut columns = PanelColumns::new(PanelKind::Motives, &NOTES);
    columns.record_of_partnership(
        |row: &NumberedMotive<'_>| row.motive.partnership,
        |row| row.motive.number,
    );
    columns.word("holder", "Id of the organization that holds it.", |row| {
        organizations[row.motive.record.holder].id().as_str()
    });
    columns.word("motive", "Motive.", |row| {
        Value::of(&vocabularies.motives, row.motive.record.motive)
    });
    columns.number(
        "motive_ordinal",
        "Place of the motive in the vocabulary, from 1.",
        |row| row.motive.record.motive.index() + 1,
    );
    columns.word("family", "Family of the motive.", |row| {
        let motive = &vocabularies.motives[row.motive.record.motive];
        Value::of(&vocabularies.motive_families, motive.family)
    });
    columns.text("statement", "The motive in a sentence.", |row| {
        &*row.motive.record.statement
    });
    columns.words(
        "attested",
        "Dates at which evidence speaks of the motive (EDTF).",
        |row| {
            Value::List(
                row.motive
                    .record
                    .attested
                    .iter()
                    .map(|date| (*date).into())
                    .collect(),
            )
        },
    );
    columns.date("from", "Start as recorded (EDTF).", |row| {
        row.motive.record.from.ok_or(Missing::Unknown)
    });
    columns.date("to", "End as recorded (EDTF).", |row| {
        row.motive.record.to.map_or(Value::UNKNOWN, Value::end)
    });
    columns.word(
        "strength",
        "How directly the evidence gives the motive.",
        |row| {
            let strength = row.motive.record.strength;
            strength.map(|key| Value::of(&vocabularies.strengths, key))
        },
    );
    columns.number(
        "is_possible",
        "Whether it is unknown if the motive is held at the requested time.",
        |row| row.is_possible,
    );
    columns.days(|row| {
        let to = row.motive.record.to.unwrap_or(End::Ongoing);
        (row.days, to)
    });
    columns.claim(graph, |row| &row.motive.record.claim);
    columns.coder(graph, |_| true);
    columns
}
