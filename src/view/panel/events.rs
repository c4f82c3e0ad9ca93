//! The columns of events.

use super::PanelKind;
use super::columns::PanelColumns;
use crate::analysis::Event;
use crate::graph::Graph;
use crate::model::{Identified, Missing, Value};

/// Returns the columns of [events](crate::analysis::events).
pub fn events(graph: &Graph) -> PanelColumns<'_, Event<'_>> {
    let kinds = &graph.dataset().vocabularies().milestone_kinds;
    let sources = graph.dataset().sources();
    let mut columns = PanelColumns::new(PanelKind::Events, &[]);
    columns.members(|row: &Event<'_>| row.partnership);
    columns.date("date", "Date as recorded (EDTF).", |row| row.milestone.date);
    columns.date(
        "earliest",
        "Earliest day that the date allows. Unknown if that side of it is open.",
        |row| row.milestone.date.earliest().ok_or(Missing::Unknown),
    );
    columns.date(
        "latest",
        "Latest day that the date allows. Unknown if that side of it is open.",
        |row| row.milestone.date.latest().ok_or(Missing::Unknown),
    );
    columns.number(
        "year",
        "Calendar year. Unknown if the date covers several years.",
        |row| row.milestone.date.one_year().ok_or(Missing::Unknown),
    );
    columns.word("kind", "Kind of milestone.", |row| {
        Value::of(kinds, row.milestone.kind)
    });
    columns.text("title", "Title of the milestone.", |row| {
        &*row.milestone.title
    });
    columns.word("confidence", "Confidence of the claim.", |row| {
        row.milestone.claim.confidence.as_str()
    });
    columns.number("contested", "1 if the claim is contested, else 0.", |row| {
        row.milestone.claim.is_contested()
    });
    columns.words(
        "sources",
        "Ids of the cited sources, joined by semicolons.",
        |row| {
            let citations = row.milestone.claim.citations.iter();
            Value::texts(citations.map(|citation| sources[citation.source].id().as_str()))
        },
    );
    columns
}
