//! The table of milestones across partnerships.

use super::cell::Cell;
use super::columns::Columns;
use super::dossier::with_remarks;
use super::evidence::Bibliography;
use super::table::Table;
use super::wording::{any_time, limits, repeated};
use crate::analysis::{Numbered, milestones as rows};
use crate::model::{Milestone, ValueType};
use crate::query::Selection;

/// Returns the milestones of the partnerships of a selection by date; those of one date are in the order of the dataset.
pub fn milestones(selection: &Selection<'_>, evidence: bool) -> Table {
    let graph = selection.graph();
    let kinds = &graph.dataset().vocabularies().milestone_kinds;
    let mut rows: Vec<Numbered<'_, Milestone>> = rows(selection).collect();
    rows.sort_by_key(|row| row.record.date.earliest());
    let repeated = repeated(rows.iter().map(|row| &row.record.claim));
    let columns = Columns::new()
        .with(
            "date",
            "Date",
            "The date of the milestone.",
            ValueType::Date,
            |row: &Numbered<'_, Milestone>| Cell::date(Some(&row.record.date)),
        )
        .partnership(|row| row.partnership)
        .with(
            "kind",
            "Kind",
            "The kind of milestone.",
            ValueType::Term,
            |row| Cell::of(kinds, row.record.kind),
        )
        .with("title", "Title", "What happened.", ValueType::Text, |row| {
            &*row.record.title
        })
        .with(
            "actor",
            "Of",
            "The member that acted towards the other, if only one did.",
            ValueType::Term,
            |row| {
                let actor = row.record.actor.map(|key| graph.organization(key));
                actor.map_or(Cell::NONE, Cell::organization)
            },
        )
        .data(
            "series",
            "The id of the series that it belongs to.",
            ValueType::Code,
            |row| row.series().map(|series| series.id.as_str()),
        )
        .with(
            "confidence",
            "Confidence",
            "The confidence of the claim.",
            ValueType::Code,
            |row| row.record.claim.confidence.as_str(),
        );
    let columns = with_remarks(columns, graph, |row| &row.record.claim);
    let mut list = Bibliography::asked(graph, evidence);
    let title = format!("Milestones{}", any_time(selection));
    let mut table = columns.cited_table("milestones", title, rows, &mut list, |list, row| {
        list.cell_with_rivals("milestone", &row.record.claim)
    });
    table.notes.extend(repeated);
    table.notes.extend(limits(selection));
    table.finished(list)
}
