//! The table of motives across partnerships.

use super::cell::Cell;
use super::columns::Columns;
use super::dossier::{possible_note, with_remarks, with_times};
use super::evidence::Bibliography;
use super::table::Table;
use super::wording::{any_time, limits, repeated};
use crate::analysis::{NumberedMotive, motives as rows};
use crate::model::ValueType;
use crate::query::Selection;

/// Returns the motives of the partnerships of a selection: who holds which, since when, in which words; also those of
/// which it is unknown whether they are held at the time. They are in the order of
/// [`analysis::motives`](crate::analysis::motives()).
pub fn motives(selection: &Selection<'_>, evidence: bool) -> Table {
    let graph = selection.graph();
    let vocabularies = graph.dataset().vocabularies();
    let (terms, families) = (&vocabularies.motives, &vocabularies.motive_families);
    let columns = Columns::new()
        .partnership(|row: &NumberedMotive<'_>| row.motive.partnership)
        .with(
            "holder",
            "Of",
            "The organization that holds the motive.",
            ValueType::Term,
            |row| Cell::organization(graph.organization(row.motive.record.holder)),
        )
        .with("motive", "Motive", "The motive.", ValueType::Term, |row| {
            Cell::of(terms, row.motive.record.motive)
        })
        .with(
            "family",
            "Family",
            "The family of the motive.",
            ValueType::Term,
            |row| Cell::of(families, terms[row.motive.record.motive].family),
        );
    let columns = with_times(columns, graph, |row| (row.motive.record, row.is_possible))
        .with(
            "statement",
            "Statement",
            "The motive in the words of the dataset.",
            ValueType::Text,
            |row| &*row.motive.record.statement,
        )
        .with(
            "confidence",
            "Confidence",
            "The confidence of the claim.",
            ValueType::Code,
            |row| row.motive.record.claim.confidence.as_str(),
        );
    let columns = with_remarks(columns, graph, |row| &row.motive.record.claim);
    let mut list = Bibliography::asked(graph, evidence);
    let title = format!("Motives{}", any_time(selection));
    let rows: Vec<NumberedMotive<'_>> = rows(selection).collect();
    let repeated = repeated(rows.iter().map(|row| &row.motive.record.claim));
    let is_possible = rows.iter().any(|row| row.is_possible);
    let mut table = columns.cited_table("motives", title, rows, &mut list, |list, row| {
        list.cell_with_rivals("motive", &row.motive.record.claim)
    });
    table.notes.extend(possible_note(is_possible));
    table.notes.extend(repeated);
    table.notes.extend(limits(selection));
    table.finished(list)
}
