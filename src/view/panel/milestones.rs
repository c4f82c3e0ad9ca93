//! The columns of milestones.

use super::PanelKind;
use super::columns::PanelColumns;
use crate::analysis::Numbered;
use crate::graph::Graph;
use crate::model::{Identified, Milestone, Missing, Value};

/// Returns the columns of [milestones](crate::analysis::milestones).
pub fn milestones(graph: &Graph) -> PanelColumns<'_, Numbered<'_, Milestone>> {
    let kinds = &graph.dataset().vocabularies().milestone_kinds;
    let mut columns = PanelColumns::new(PanelKind::Milestones, &[]);
    columns.record_of_partnership(
        |row: &Numbered<'_, Milestone>| row.partnership,
        |row| row.number,
    );
    columns.date("date", "Date as recorded (EDTF).", |row| row.record.date);
    columns.date(
        "earliest",
        "Earliest day that the date allows. Unknown if that side of it is open.",
        |row| row.record.date.earliest().ok_or(Missing::Unknown),
    );
    columns.date(
        "latest",
        "Latest day that the date allows. Unknown if that side of it is open.",
        |row| row.record.date.latest().ok_or(Missing::Unknown),
    );
    columns.number(
        "year",
        "Calendar year. Unknown if the date covers several years.",
        |row| row.record.date.one_year().ok_or(Missing::Unknown),
    );
    columns.word("kind", "Kind of milestone.", |row| {
        Value::of(kinds, row.record.kind)
    });
    columns.text("title", "Title of the milestone.", |row| &*row.record.title);
    let organizations = graph.dataset().organizations();
    columns.word(
        "actor",
        "Id of the member that acted towards the other. Not applicable if both did.",
        |row| {
            let actor = row.record.actor.ok_or(Missing::NotApplicable)?;
            Ok::<_, Missing>(organizations[actor].id().as_str())
        },
    );
    columns.word("series", "Id of the series that it belongs to.", |row| {
        row.series().map(|series| series.id.as_str())
    });
    columns.claim(graph, |row| &row.record.claim);
    columns.coder(graph, |_| true);
    columns
}
