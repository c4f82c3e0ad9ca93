//! The dossier of an operation.

use super::Dossier;
use super::claim::{rivals, with_remarks};
use crate::analysis::dossier::{OperationDossier, participation_claim};
use crate::graph::OperationRef;
use crate::model::{Identified, Participation};
use crate::query::Selection;
use crate::view::cell::Cell;
use crate::view::columns::Columns;
use crate::view::evidence::Bibliography;
use crate::view::table::Table;

/// Returns the dossier of an operation: place and time, mandate, and the participations at the time, in the order of
/// the dataset. A narrowed selection has only the participations by which the members of a selected partnership share
/// the operation.
pub fn operation(
    selection: &Selection<'_>,
    operation: OperationRef<'_>,
    with_evidence: bool,
) -> Dossier {
    let graph = selection.graph();
    let mut list = Bibliography::asked(graph, with_evidence);
    let record = operation.record();
    let mut dossier = Dossier::new("operation", &*record.name);
    dossier.fact("id", record.id().as_str());
    dossier.fact(
        "abbreviation",
        Cell::optional(record.abbreviation.as_deref()),
    );
    dossier.fact("place", Cell::optional(record.place.as_deref()));
    dossier.fact("countries", Cell::texts(record.countries.iter().cloned()));
    dossier.fact("start", Cell::date(record.start.as_ref()));
    dossier.fact("end", Cell::end(record.end));
    dossier.fact("mandate", Cell::texts(record.mandate.iter().cloned()));
    let predecessors = record.predecessors.iter();
    dossier.fact(
        "predecessors",
        Cell::texts(predecessors.map(|key| graph.operation(*key).label())),
    );
    dossier.fact(
        "successors",
        Cell::texts(operation.successors().map(OperationRef::label)),
    );
    dossier.fact("confidence", record.claim.confidence.as_str());
    if let Some(list) = &mut list {
        dossier.fact(
            "evidence",
            list.cell_with_rivals("operation", &record.claim),
        );
    }
    dossier.fact("rivals", rivals(graph, &record.claim));
    let found = OperationDossier::new(selection, operation);
    dossier.section(participations(&found, &mut list));
    dossier.note(&record.claim.notes);
    dossier.finished(list)
}

fn participations(found: &OperationDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let graph = found.operation.graph();
    let roles = &graph.dataset().vocabularies().roles;
    let columns = Columns::new()
        .with(
            "organization",
            "Organization",
            "The organization that takes part.",
            |row: &&Participation| Cell::organization(graph.organization(row.organization)),
        )
        .with("role", "Role", "The role of the organization.", |row| {
            Cell::of(roles, row.role)
        })
        .with(
            "as",
            "As",
            "The mission or body through which the organization takes part.",
            |row| Cell::optional(row.through.as_deref()),
        )
        .with("from", "From", "The start of the participation.", |row| {
            Cell::date(row.from.as_ref())
        })
        .with("to", "To", "The end of the participation.", |row| {
            row.to.map_or(Cell::NONE, Cell::end)
        })
        .with(
            "confidence",
            "Confidence",
            "The confidence of the claim.",
            |row| row.claim.confidence.as_str(),
        );
    let columns = with_remarks(columns, graph, |row| &row.claim);
    let rows = found.participations.iter().copied();
    columns.cited_table(
        "participations",
        "Participations",
        rows,
        list,
        |list, row| {
            let claim = participation_claim(found.operation, row);
            list.cell_with_rivals("participation", claim)
        },
    )
}
