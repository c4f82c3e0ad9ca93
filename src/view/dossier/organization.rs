//! The dossier of an organization.

use super::{Dossier, evidence};
use crate::graph::{OrganizationRef, SpellRef, participation_bounds};
use crate::model::{End, Identified};
use crate::query::Selection;
use crate::view::cell::Cell;
use crate::view::evidence::Bibliography;
use crate::view::table::{Column, Table};

/// Makes the dossier of an organization: what it is, its partners as the selection sees them, and
/// its parts in operations at the time, in the order of the dataset; in a narrowed selection, those in
/// operations that it shares with these partners.
pub fn organization(
    selection: &Selection<'_>,
    organization: OrganizationRef<'_>,
    with_evidence: bool,
) -> Dossier {
    let graph = selection.graph();
    let mut list = Bibliography::asked(graph, with_evidence);
    let record = organization.record();
    let title = format!("{} ({})", record.name, organization.label());
    let mut dossier = Dossier::new("organization", title);
    dossier.fact("id", Cell::from(record.id().to_string()));
    let kinds = &graph.dataset().vocabularies().organization_kinds;
    dossier.fact(
        "kind",
        record.kind.map_or(Cell::NONE, |kind| Cell::of(kinds, kind)),
    );
    dossier.fact("founded", Cell::date(record.founded.as_ref()));
    let ended = if record.dissolved == End::Ongoing {
        Cell::NONE
    } else {
        Cell::end(record.dissolved)
    };
    dossier.fact("dissolved", ended);
    dossier.fact("seat", Cell::optional(record.seat.as_deref()));
    dossier.fact("region", Cell::optional(record.region.as_deref()));
    let label = |key| graph.organization(key).label();
    dossier.fact(
        "predecessors",
        Cell::texts(record.predecessors.iter().map(|key| label(*key))),
    );
    dossier.fact(
        "successors",
        Cell::texts(organization.successors().map(OrganizationRef::label)),
    );
    let names = record
        .names
        .iter()
        .map(|name| format!("{} ({})", name.text, name.language));
    dossier.fact("names", Cell::texts(names));
    dossier.fact(
        "aliases",
        Cell::texts(record.aliases.iter().map(|alias| alias.to_string())),
    );
    let identifiers = record
        .identifiers
        .iter()
        .map(|id| format!("{}: {}", id.scheme, id.value));
    dossier.fact("identifiers", Cell::texts(identifiers));
    if let Some(list) = &mut list {
        dossier.fact("evidence", list.citations(&record.citations));
    }
    let mut partners = crate::view::partners(selection, organization, false);
    partners.title = "Partners".to_owned();
    dossier.section(partners);
    dossier.section(lived_through(selection, organization, &mut list));
    dossier.section(participations(selection, organization, &mut list));
    dossier.note(&record.notes);
    dossier
        .notes
        .extend(crate::view::partners::beyond(selection));
    dossier.finished(list)
}

/// Makes the table of the phases of its successors' partnerships that the organization lived through.
fn lived_through(
    selection: &Selection<'_>,
    organization: OrganizationRef<'_>,
    list: &mut Option<Bibliography<'_>>,
) -> Table {
    let columns = [
        Column::new("partnership", "Partnership"),
        Column::new("coding", "Coding"),
        Column::new("phase", "Phase"),
        Column::new("condition", "Condition"),
        Column::new("from", "From"),
    ];
    let words = selection.graph().dataset().vocabularies();
    let title = "Phases that it lived through, told under its successor";
    let mut table = Table::new("lived-through", title, &columns).with_evidence(list);
    for selected in selection.iter() {
        for coding in words.codings.keys() {
            let is_its =
                |spell: &SpellRef<'_>| spell.record().through.contains(&organization.key());
            for spell in selected.course(coding).filter(is_its) {
                let record = spell.record();
                let cells = vec![
                    Cell::from(selected.partnership().label()),
                    Cell::from(words.codings[coding].id().to_string()),
                    Cell::of(&words.phases, record.phase),
                    Cell::of(&words.conditions, record.condition),
                    Cell::from(record.from.to_string()),
                ];
                table.push(cells, evidence(list, "phase", &record.claim));
            }
        }
    }
    table
}

fn participations(
    selection: &Selection<'_>,
    organization: OrganizationRef<'_>,
    list: &mut Option<Bibliography<'_>>,
) -> Table {
    let columns = [
        Column::new("operation", "Operation"),
        Column::new("role", "Role"),
        Column::new("place", "Place"),
        Column::new("start", "Start"),
        Column::new("end", "End"),
    ];
    let roles = &organization.graph().dataset().vocabularies().roles;
    let mut table = Table::new("participations", "Operations", &columns).with_evidence(list);
    let told = super::parts(selection, |selected| {
        let dyad = selected.partnership().dyad();
        dyad.contains(organization.key())
    });
    for (operation, part) in organization.participations() {
        if !told(operation, part) {
            continue;
        }
        let record = operation.record();
        let cells = vec![
            Cell::term(record.id().as_str(), operation.label()),
            Cell::of(roles, part.role),
            Cell::optional(record.place.as_deref()),
            Cell::date(part.from.or(record.start).as_ref()),
            Cell::end(match participation_bounds(record, part).1 {
                // Nothing goes on without its organization.
                End::Ongoing => organization.record().dissolved,
                end => end,
            }),
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
