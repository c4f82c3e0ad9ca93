//! The dossier of an organization.

use super::annotation::{AMOUNTS, ATTRIBUTES, amounts, attributes};
use super::claim::with_remarks;
use super::{Dossier, EVIDENCE_MEANING};
use crate::analysis::dossier::{
    OrganizationDossier, OrganizationParticipation, PhaseLivedThrough, membership_support,
    participation_support,
};
use crate::graph::OrganizationRef;
use crate::model::{End, Field, Identified, Membership, MembershipKind, Name, Value, ValueType};
use crate::query::Selection;
use crate::view::cell::Cell;
use crate::view::columns::Columns;
use crate::view::evidence::{Bibliography, EVIDENCE};
use crate::view::partners::partners;
use crate::view::table::Table;
use crate::view::wording::limits_of;

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
        let evidence = list.citations(&record.citations);
        dossier.fact("evidence", EVIDENCE_MEANING, EVIDENCE, evidence);
    }
    let mut partners = partners(selection, organization, false);
    partners.title = "Partners".to_owned();
    dossier.section(partners);
    let found = OrganizationDossier::new(selection, organization);
    dossier.section(memberships(&found, &mut list));
    dossier.section(members(&found, &mut list));
    dossier.section(lived_through(&found, &mut list));
    dossier.section(participations(&found, &mut list));
    dossier.note(&record.notes);
    let key = organization.key();
    let own = selection.with_member(key);
    dossier.notes.extend(limits_of(&own, Some(key)));
    dossier.finished(list)
}

/// The type of the periods in which an organization existed.
const PERIODS: ValueType = ValueType::List(&ValueType::Record(&[
    Field::new("from", ValueType::Date, "When the period begins."),
    Field::new("to", ValueType::Date, "When the period ends."),
]));

/// The type of the names in other languages.
pub(super) const NAMES: ValueType = ValueType::List(&ValueType::Record(&[
    Field::new("text", ValueType::Text, "The name."),
    Field::new("language", ValueType::Code, "The language (BCP 47)."),
]));

fn facts(dossier: &mut Dossier, organization: OrganizationRef<'_>) {
    let (graph, record) = (organization.graph(), organization.record());
    let kinds = &graph.dataset().vocabularies().organization_kinds;
    let (text, date) = (ValueType::Text, ValueType::Date);
    dossier.fact(
        "id",
        "The id of the organization.",
        ValueType::Code,
        record.id().as_str(),
    );
    let kind = Cell::of_optional(kinds, record.kind);
    dossier.fact("kind", "The kind of organization.", ValueType::Term, kind);
    let founded = Cell::date(record.founded.as_ref());
    dossier.fact("founded", "The date of founding.", date, founded);
    let dissolved = match record.dissolved {
        End::Ongoing => Cell::from(Value::end(End::Ongoing)),
        end => Cell::end(end),
    };
    dossier.fact(
        "dissolved",
        "The date on which it ceased to exist.",
        date,
        dissolved,
    );
    let periods = record.existence.iter().map(|period| {
        let to = Cell::from(Value::end(period.to.unwrap_or(End::Ongoing)));
        let from = Cell::date(period.from.as_ref());
        let text = match (period.from, period.to.unwrap_or(End::Ongoing)) {
            (Some(from), End::Ongoing) => format!("since {from}"),
            (Some(from), end) => format!("{from} to {end}"),
            (None, end) => format!("until {end}"),
        };
        Cell::record(vec![("from", from), ("to", to)], text)
    });
    dossier.fact(
        "existed",
        "The periods in which it existed, if there were several.",
        PERIODS,
        Cell::list_with_commas(periods),
    );
    let seat = Cell::optional(record.seat.as_deref());
    dossier.fact("seat", "The seat.", text, seat);
    let region = Cell::optional(record.region.as_deref());
    dossier.fact("region", "The region.", text, region);
    let predecessors = record.predecessors.iter();
    let predecessors = predecessors.map(|key| Cell::organization(graph.organization(*key)));
    dossier.fact(
        "predecessors",
        "The organizations that it succeeds.",
        ValueType::TERMS,
        Cell::list(predecessors),
    );
    let successors = Cell::list(organization.successors().map(Cell::organization));
    dossier.fact(
        "successors",
        "The organizations that succeed it.",
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
    dossier.attributes(&record.annotations);
}

pub(super) fn names(names: &[Name]) -> Cell {
    let names = names.iter().map(|name| {
        let fields = vec![
            ("text", Cell::from(&*name.text)),
            ("language", Cell::from(&*name.language)),
        ];
        Cell::record(fields, format!("{} ({})", name.text, name.language))
    });
    Cell::list_with_commas(names)
}

/// Returns what the organization is a part or a member of.
fn memberships(found: &OrganizationDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let graph = found.organization.graph();
    let columns = Columns::new()
        .with(
            "kind",
            "As",
            "`part-of` or `member-of`.",
            ValueType::Code,
            |membership: &&Membership| kind(membership.kind),
        )
        .with(
            "organization",
            "Organization",
            "The organization that it belongs to.",
            ValueType::Term,
            |membership| Cell::organization(graph.organization(membership.organization)),
        );
    let columns = membership_dates(columns, |membership| membership);
    let columns = with_remarks(columns, graph, |membership| &membership.claim);
    let rows = found.memberships.iter().copied();
    let title = "Part or member of";
    columns.cited_table("memberships", title, rows, list, |list, membership| {
        let support = membership_support(found.organization, membership);
        list.cell_with_all("membership", support, &membership.claim.rivals, &[])
    })
}

/// Returns the parts and members of the organization.
fn members(found: &OrganizationDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    type Row<'g> = (OrganizationRef<'g>, &'g Membership);
    let columns = Columns::new()
        .with(
            "organization",
            "Organization",
            "The organization that belongs to it.",
            ValueType::Term,
            |(member, _): &Row<'_>| Cell::organization(*member),
        )
        .with(
            "kind",
            "As",
            "`part-of` or `member-of`.",
            ValueType::Code,
            |(_, membership)| kind(membership.kind),
        );
    let columns = membership_dates(columns, |(_, membership)| membership);
    let graph = found.organization.graph();
    let columns = with_remarks(columns, graph, |(_, membership)| &membership.claim);
    let rows = found.members.iter().copied();
    let title = "Parts and members";
    columns.cited_table(
        "members",
        title,
        rows,
        list,
        |list, (member, membership)| {
            let support = membership_support(*member, membership);
            list.cell_with_all("membership", support, &membership.claim.rivals, &[])
        },
    )
}

/// Creates the cell of a kind of membership: words for people, and the key of the format for programs.
fn kind(kind: MembershipKind) -> Cell {
    Cell::shown(Value::from(kind.as_str()), kind.as_str().replace('-', " "))
}

/// Adds the columns of the dates of a membership.
fn membership_dates<'c, R: 'c>(
    columns: Columns<'c, R>,
    membership: fn(&R) -> &Membership,
) -> Columns<'c, R> {
    columns
        .with("from", "From", "Since when.", ValueType::Date, move |row| {
            Cell::date(membership(row).from.as_ref())
        })
        .with("to", "To", "Until when.", ValueType::Date, move |row| {
            membership(row).to.map_or(Cell::NONE, Cell::end)
        })
}

fn lived_through(found: &OrganizationDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let vocabularies = found.organization.graph().dataset().vocabularies();
    let columns = Columns::new()
        .partnership(|row: &PhaseLivedThrough<'_>| row.partnership.partnership())
        .with(
            "coding",
            "Coding",
            "The coding that reads the phase.",
            ValueType::Code,
            |row| vocabularies.codings[row.coding].id().as_str(),
        )
        .with("phase", "Phase", "The phase.", ValueType::Term, |row| {
            Cell::of(&vocabularies.phases, row.spell.record().phase)
        })
        .with(
            "condition",
            "Condition",
            "The condition.",
            ValueType::Term,
            |row| Cell::of(&vocabularies.conditions, row.spell.record().condition),
        )
        .with(
            "from",
            "From",
            "The date on which the spell begins.",
            ValueType::Date,
            |row| Cell::date(Some(&row.spell.record().from)),
        );
    columns.cited_table(
        "lived_through",
        "Phases that it lived through, recorded under its successor",
        found.lived_through.iter().copied(),
        list,
        |list, row| list.cell_with_rivals("phase", &row.spell.record().claim),
    )
}

fn participations(found: &OrganizationDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let graph = found.organization.graph();
    let roles = &graph.dataset().vocabularies().roles;
    let columns = Columns::new()
        .with(
            "operation",
            "Operation",
            "The operation.",
            ValueType::Term,
            |row: &OrganizationParticipation<'_>| Cell::operation(row.operation),
        )
        .with(
            "role",
            "Role",
            "The role of the organization.",
            ValueType::Term,
            |row| Cell::of(roles, row.participation.role),
        )
        .with(
            "place",
            "Place",
            "The place of the operation.",
            ValueType::Text,
            |row| Cell::optional(row.operation.record().place.as_deref()),
        )
        .with(
            "start",
            "Start",
            "The start of the participation, or else of the operation.",
            ValueType::Date,
            |row| Cell::date(row.start.as_ref()),
        )
        .with(
            "end",
            "End",
            "The end of the participation, or else of the operation or organization.",
            ValueType::Date,
            |row| Cell::end(row.end),
        )
        .with(
            "status",
            "Status",
            "`unknown` if it is unknown whether the organization took part; nothing if it did.",
            ValueType::Code,
            |row| Cell::optional(row.participation.is_unknown().then_some("unknown")),
        )
        .with(
            "amounts",
            "Amounts",
            "How many or how much the record is about.",
            AMOUNTS,
            |row| amounts(graph, &row.participation.annotations),
        )
        .with(
            "attributes",
            "Attributes",
            "Further values of the participation, which nothing interprets.",
            ATTRIBUTES,
            |row| attributes(&row.participation.annotations),
        );
    let columns = with_remarks(columns, graph, |row| &row.participation.claim);
    columns.cited_table(
        "participations",
        "Operations",
        found.participations.iter().copied(),
        list,
        |list, row| {
            let participation = row.participation;
            let support = participation_support(row.operation, participation);
            let amounts = participation.annotations.amounts();
            list.cell_with_all(
                "participation",
                support,
                &participation.claim.rivals,
                amounts,
            )
        },
    )
}
