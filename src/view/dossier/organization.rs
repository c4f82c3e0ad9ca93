//! The dossier of an organization.

use super::Dossier;
use crate::analysis::dossier::{
    OrganizationDossier, OrganizationParticipation, PhaseLivedThrough, participation_claim,
};
use crate::graph::OrganizationRef;
use crate::model::{End, Identified};
use crate::query::Selection;
use crate::view::cell::Cell;
use crate::view::columns::Columns;
use crate::view::evidence::Bibliography;
use crate::view::partners::partners;
use crate::view::table::Table;
use crate::view::wording::limits;

/// Returns the dossier of an organization: its record, its partners in the selection, the phases of its successors'
/// partnerships that it lived through, and its participations in operations at the time, in the order of the dataset.
/// A narrowed selection has only the participations in operations that it shares with the selected partners.
pub fn organization(
    selection: &Selection<'_>,
    organization: OrganizationRef<'_>,
    with_evidence: bool,
) -> Dossier {
    let mut list = Bibliography::asked(selection.graph(), with_evidence);
    let record = organization.record();
    let title = format!("{} ({})", record.name, organization.label());
    let mut dossier = Dossier::new("organization", title);
    facts(&mut dossier, organization);
    if let Some(list) = &mut list {
        dossier.fact("evidence", list.citations(&record.citations));
    }
    let mut partners = partners(selection, organization, false);
    partners.title = "Partners".to_owned();
    dossier.section(partners);
    let found = OrganizationDossier::new(selection, organization);
    dossier.section(lived_through(&found, &mut list));
    dossier.section(participations(&found, &mut list));
    dossier.note(&record.notes);
    dossier.notes.extend(limits(selection));
    dossier.finished(list)
}

fn facts(dossier: &mut Dossier, organization: OrganizationRef<'_>) {
    let graph = organization.graph();
    let record = organization.record();
    let kinds = &graph.dataset().vocabularies().organization_kinds;
    dossier.fact("id", record.id().as_str());
    dossier.fact("kind", Cell::of_optional(kinds, record.kind));
    dossier.fact("founded", Cell::date(record.founded.as_ref()));
    if record.dissolved != End::Ongoing {
        dossier.fact("dissolved", Cell::end(record.dissolved));
    }
    dossier.fact("seat", Cell::optional(record.seat.as_deref()));
    dossier.fact("region", Cell::optional(record.region.as_deref()));
    let predecessors = record.predecessors.iter();
    dossier.fact(
        "predecessors",
        Cell::texts(predecessors.map(|key| graph.organization(*key).label())),
    );
    dossier.fact(
        "successors",
        Cell::texts(organization.successors().map(OrganizationRef::label)),
    );
    let names = record.names.iter();
    dossier.fact(
        "names",
        Cell::texts(names.map(|name| format!("{} ({})", name.text, name.language))),
    );
    dossier.fact("aliases", Cell::texts(record.aliases.iter().cloned()));
    let identifiers = record.identifiers.iter();
    dossier.fact(
        "identifiers",
        Cell::texts(identifiers.map(|id| format!("{}: {}", id.scheme, id.value))),
    );
}

fn lived_through(found: &OrganizationDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let vocabularies = found.organization.graph().dataset().vocabularies();
    let columns = Columns::new()
        .with(
            "partnership",
            "Partnership",
            "The partnership of the successor.",
            |row: &PhaseLivedThrough<'_>| row.partnership.partnership().label(),
        )
        .with(
            "coding",
            "Coding",
            "The coding that reads the phase.",
            |row| vocabularies.codings[row.coding].id().as_str(),
        )
        .with("phase", "Phase", "The phase.", |row| {
            Cell::of(&vocabularies.phases, row.spell.record().phase)
        })
        .with("condition", "Condition", "The condition.", |row| {
            Cell::of(&vocabularies.conditions, row.spell.record().condition)
        })
        .with(
            "from",
            "From",
            "The date on which the spell begins.",
            |row| Cell::date(Some(&row.spell.record().from)),
        );
    columns.cited_table(
        "lived-through",
        "Phases that it lived through, recorded under its successor",
        found.lived_through.iter().copied(),
        list,
        |list, row| list.cell_with_rivals("phase", &row.spell.record().claim),
    )
}

fn participations(found: &OrganizationDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let roles = &found.organization.graph().dataset().vocabularies().roles;
    let columns = Columns::new()
        .with(
            "operation",
            "Operation",
            "The operation.",
            |row: &OrganizationParticipation<'_>| Cell::operation(row.operation),
        )
        .with("role", "Role", "The role of the organization.", |row| {
            Cell::of(roles, row.participation.role)
        })
        .with("place", "Place", "The place of the operation.", |row| {
            Cell::optional(row.operation.record().place.as_deref())
        })
        .with(
            "start",
            "Start",
            "The start of the participation, or else of the operation.",
            |row| Cell::date(row.start.as_ref()),
        )
        .with(
            "end",
            "End",
            "The end of the participation, or else of the operation or organization.",
            |row| Cell::end(row.end),
        );
    columns.cited_table(
        "participations",
        "Operations",
        found.participations.iter().copied(),
        list,
        |list, row| {
            let claim = participation_claim(row.operation, row.participation);
            list.cell_with_rivals("participation", claim)
        },
    )
}
