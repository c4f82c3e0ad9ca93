//! The columns of events.

use super::PanelKind;
use super::columns::{PanelColumns, organization};
use crate::analysis::Event;
use crate::graph::Graph;
use crate::model::{Identified, Missing, Value};

/// Returns the columns of [events](crate::analysis::events).
pub fn events(graph: &Graph) -> PanelColumns<'_, Event<'_>> {
    let kinds = &graph.dataset().vocabularies().milestone_kinds;
    let sources = graph.dataset().sources();
    let mut columns = PanelColumns::new(PanelKind::Events, &[]);
    columns.word(
        "a",
        "The id of the first organization of the dyad.",
        |row: &Event<'_>| organization(row.partnership.members()[0]),
    );
    columns.word("b", "The id of the second organization.", |row| {
        organization(row.partnership.members()[1])
    });
    columns.word(
        "date",
        "When it happened, as the dataset dates it (EDTF).",
        |row| row.milestone.date,
    );
    columns.word(
        "earliest",
        "The earliest day on which it may have happened.",
        |row| row.milestone.date.earliest().ok_or(Missing::Unknown),
    );
    columns.word(
        "latest",
        "The latest day on which it may have happened.",
        |row| row.milestone.date.latest().ok_or(Missing::Unknown),
    );
    columns.number("year", "The year.", |row| {
        row.milestone.date.one_year().ok_or(Missing::Unknown)
    });
    columns.word("kind", "The kind of event.", |row| {
        Value::of(kinds, row.milestone.kind)
    });
    columns.word("title", "What happened.", |row| &*row.milestone.title);
    columns.word("confidence", "How sure the claim is.", |row| {
        row.milestone.claim.confidence.as_str()
    });
    columns.number(
        "contested",
        "1 if a rival reading stands beside it, else 0.",
        |row| row.milestone.claim.is_contested(),
    );
    columns.word(
        "sources",
        "The ids of the sources it cites, joined by semicolons.",
        |row| {
            let citations = row.milestone.claim.citations.iter();
            Value::texts(citations.map(|citation| sources[citation.source].id().as_str()))
        },
    );
    columns
}
