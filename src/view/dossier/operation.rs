//! The dossier of an operation.

use super::annotation::{AMOUNTS, ATTRIBUTES, amounts, attributes};
use super::claim::{RIVALS, rivals, with_remarks};
use super::organization::{NAMES, names};
use super::{Dossier, EVIDENCE_MEANING};
use crate::analysis::dossier::{OperationDossier, participation_support};
use crate::graph::OperationRef;
use crate::model::{Identified, Participation, ValueType};
use crate::query::Selection;
use crate::view::cell::Cell;
use crate::view::columns::Columns;
use crate::view::evidence::{Bibliography, EVIDENCE};
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
    facts(&mut dossier, operation);
    if let Some(list) = &mut list {
        let claim = &record.claim;
        let amounts = record.annotations.amounts();
        let evidence = list.cell_with_all("operation", claim.into(), &claim.rivals, amounts);
        dossier.fact("evidence", EVIDENCE_MEANING, EVIDENCE, evidence);
    }
    let found = OperationDossier::new(selection, operation);
    dossier.section(participations(&found, &mut list));
    dossier.note(&record.claim.notes);
    dossier.finished(list)
}

fn facts(dossier: &mut Dossier, operation: OperationRef<'_>) {
    let (graph, record) = (operation.graph(), operation.record());
    let text = ValueType::Text;
    dossier.fact(
        "id",
        "The id of the operation.",
        ValueType::Code,
        record.id().as_str(),
    );
    let abbreviation = Cell::optional(record.abbreviation.as_deref());
    dossier.fact(
        "abbreviation",
        "The usual abbreviation.",
        text,
        abbreviation,
    );
    let kinds = &graph.dataset().vocabularies().operation_kinds;
    let kind = Cell::of_optional(kinds, record.kind);
    dossier.fact("kind", "The kind of operation.", ValueType::Term, kind);
    let place = Cell::optional(record.place.as_deref());
    dossier.fact("place", "The place of the operation.", text, place);
    let countries = Cell::texts(record.countries.iter().cloned());
    dossier.fact(
        "countries",
        "The countries of the operation.",
        ValueType::TEXTS,
        countries,
    );
    let start = Cell::date(record.start.as_ref());
    dossier.fact(
        "start",
        "The start of the operation.",
        ValueType::Date,
        start,
    );
    dossier.fact(
        "end",
        "The end of the operation.",
        ValueType::Date,
        Cell::end(record.end),
    );
    let mandate = Cell::texts(record.mandate.iter().cloned());
    dossier.fact(
        "mandate",
        "The documents of the mandate.",
        ValueType::TEXTS,
        mandate,
    );
    let predecessors = record.predecessors.iter();
    let predecessors = predecessors.map(|key| Cell::operation(graph.operation(*key)));
    dossier.fact(
        "predecessors",
        "The operations that it succeeds.",
        ValueType::TERMS,
        Cell::list(predecessors),
    );
    let successors = Cell::list(operation.successors().map(Cell::operation));
    dossier.fact(
        "successors",
        "The operations that succeed it.",
        ValueType::TERMS,
        successors,
    );
    dossier.fact(
        "names",
        "The names in other languages.",
        NAMES,
        names(&record.names),
    );
    let aliases = Cell::texts(record.aliases.iter().cloned());
    dossier.fact("aliases", "Other names.", ValueType::TEXTS, aliases);
    dossier.identifiers(&record.identifiers);
    let url = Cell::optional(record.url.as_deref());
    dossier.fact("url", "The address on the web.", text, url);
    dossier.attributes(&record.annotations);
    let confidence = record.claim.confidence.as_str();
    dossier.fact(
        "confidence",
        "The confidence of the claim.",
        ValueType::Code,
        confidence,
    );
    let rivals = rivals(graph, &record.claim);
    dossier.fact("rivals", "Rival readings of its dates.", RIVALS, rivals);
}

fn participations(found: &OperationDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let graph = found.operation.graph();
    let roles = &graph.dataset().vocabularies().roles;
    let columns = Columns::new()
        .with(
            "organization",
            "Organization",
            "The organization that takes part.",
            ValueType::Term,
            |row: &&Participation| Cell::organization(graph.organization(row.organization)),
        )
        .with(
            "role",
            "Role",
            "The role of the organization.",
            ValueType::Term,
            |row| Cell::of(roles, row.role),
        )
        .with(
            "through",
            "As",
            "The mission or body through which the organization takes part.",
            ValueType::Text,
            |row| Cell::optional(row.through.as_deref()),
        )
        .with(
            "from",
            "From",
            "The start of the participation.",
            ValueType::Date,
            |row| Cell::date(row.from.as_ref()),
        )
        .with(
            "to",
            "To",
            "The end of the participation.",
            ValueType::Date,
            |row| row.to.map_or(Cell::NONE, Cell::end),
        )
        .with(
            "confidence",
            "Confidence",
            "The confidence of the claim.",
            ValueType::Code,
            |row| row.claim.confidence.as_str(),
        )
        .with(
            "status",
            "Status",
            "`unknown` if it is unknown whether the organization took part; nothing if it did.",
            ValueType::Code,
            |row| Cell::optional(row.is_unknown().then_some("unknown")),
        )
        .with(
            "amounts",
            "Amounts",
            "How many or how much the record is about.",
            AMOUNTS,
            |row| amounts(graph, &row.annotations),
        )
        .with(
            "attributes",
            "Attributes",
            "Further values of the participation, which nothing interprets.",
            ATTRIBUTES,
            |row| attributes(&row.annotations),
        );
    let columns = with_remarks(columns, graph, |row| &row.claim);
    let rows = found.participations.iter().copied();
    columns.cited_table(
        "participations",
        "Participations",
        rows,
        list,
        |list, row| {
            let support = participation_support(found.operation, row);
            let amounts = row.annotations.amounts();
            list.cell_with_all("participation", support, &row.claim.rivals, amounts)
        },
    )
}
