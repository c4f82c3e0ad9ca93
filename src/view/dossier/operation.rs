//! The dossier of an operation.

use super::{Dossier, evidence, remarks, rivals};
use crate::graph::OperationRef;
use crate::model::Identified;
use crate::query::Selection;
use crate::view::cell::Cell;
use crate::view::evidence::Bibliography;
use crate::view::table::{Column, Table};

/// Makes the dossier of an operation: place and time, mandate, who took part in which role at the time, in
/// the order of the dataset; in a narrowed selection, those who share it in one of these partnerships.
pub fn operation(
    selection: &Selection<'_>,
    operation: OperationRef<'_>,
    with_evidence: bool,
) -> Dossier {
    let graph = selection.graph();
    let mut list = Bibliography::asked(graph, with_evidence);
    let record = operation.record();
    let mut dossier = Dossier::new("operation", record.name.to_string());
    dossier.fact("id", Cell::from(record.id().to_string()));
    dossier.fact(
        "abbreviation",
        Cell::optional(record.abbreviation.as_deref()),
    );
    dossier.fact("place", Cell::optional(record.place.as_deref()));
    dossier.fact(
        "countries",
        Cell::texts(record.countries.iter().map(ToString::to_string)),
    );
    dossier.fact("start", Cell::date(record.start.as_ref()));
    dossier.fact("end", Cell::end(record.end));
    dossier.fact(
        "mandate",
        Cell::texts(record.mandate.iter().map(ToString::to_string)),
    );
    let label = |key| graph.operation(key).label();
    dossier.fact(
        "predecessors",
        Cell::texts(record.predecessors.iter().map(|key| label(*key))),
    );
    dossier.fact(
        "successors",
        Cell::texts(operation.successors().map(OperationRef::label)),
    );
    dossier.fact(
        "confidence",
        Cell::from(record.claim.confidence.to_string()),
    );
    if let Some(cell) = evidence(&mut list, "operation", &record.claim) {
        dossier.fact("evidence", cell);
    }
    dossier.fact("rivals", Cell::list(rivals(graph, &record.claim)));
    dossier.section(participations(selection, operation, &mut list));
    dossier.note(&record.claim.notes);
    dossier.finished(list)
}

fn participations(
    selection: &Selection<'_>,
    operation: OperationRef<'_>,
    list: &mut Option<Bibliography<'_>>,
) -> Table {
    let columns = [
        Column::new("organization", "Organization"),
        Column::new("role", "Role"),
        Column::new("as", "As"),
        Column::new("from", "From"),
        Column::new("to", "To"),
        Column::new("confidence", "Confidence"),
        Column::new("remarks", "Remarks"),
        Column::new("rivals", "Rival readings"),
    ];
    let graph = operation.graph();
    let record = operation.record();
    let mut table = Table::new("participations", "Participations", &columns).with_evidence(list);
    let told = super::parts(selection, |_| true);
    let parts = record.participations.iter();
    for part in parts.filter(|part| told(operation, part)) {
        let organization = graph.organization(part.organization);
        let [remarks, rivals] = remarks(graph, &part.claim);
        let cells = vec![
            Cell::term(organization.record().id().as_str(), organization.label()),
            Cell::of(&graph.dataset().vocabularies().roles, part.role),
            Cell::optional(part.through.as_deref()),
            Cell::date(part.from.as_ref()),
            part.to.map_or(Cell::NONE, Cell::end),
            Cell::from(part.claim.confidence.to_string()),
            remarks,
            rivals,
        ];
        let claim = if part.claim.citations.is_empty() {
            &record.claim
        } else {
            &part.claim
        };
        table.push(cells, evidence(list, "participation", claim));
    }
    table
}
