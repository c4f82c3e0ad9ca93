//! The table of operations, with who takes part and how.

use super::cell::Cell;
use super::columns::Columns;
use super::evidence::Bibliography;
use super::table::Table;
use super::wording::{any_time, limits};
use crate::analysis::dossier::{Support, participation_support};
use crate::graph::OperationRef;
use crate::model::{Field, Participation, Value, ValueType};
use crate::phrase::uncapitalized;
use crate::query::Query;

/// Returns the operations of a query: where and when, and who takes part in which role. They are in the order of
/// [`Query::operations`]; participations are those of [`Query::participations_in`].
pub fn operations(query: &Query<'_>, evidence: bool) -> Table {
    let kinds = &query.graph().dataset().vocabularies().operation_kinds;
    let columns = Columns::new()
        .with(
            "operation",
            "Operation",
            "The operation.",
            ValueType::Term,
            |row: &Row<'_>| Cell::operation(row.operation),
        )
        .data(
            "name",
            "The name of the operation.",
            ValueType::Text,
            |row| &*row.operation.record().name,
        )
        .with(
            "kind",
            "Kind",
            "The kind of operation.",
            ValueType::Term,
            |row| Cell::of_optional(kinds, row.operation.record().kind),
        )
        .with("place", "Place", "The place.", ValueType::Text, |row| {
            Cell::optional(row.operation.record().place.as_deref())
        })
        .data("countries", "The countries.", ValueType::TEXTS, |row| {
            Value::texts(row.operation.record().countries.iter().map(|one| &**one))
        })
        .with("start", "Start", "The start.", ValueType::Date, |row| {
            Cell::date(row.operation.record().start.as_ref())
        })
        .with("end", "End", "The end.", ValueType::Date, |row| {
            Cell::end(row.operation.record().end)
        })
        .with(
            "participations",
            "Who takes part",
            "Who takes part, in which role and when.",
            ValueType::List(&PARTICIPATION),
            |row| {
                let participations = row.participations.iter();
                Cell::list(participations.map(|one| participation(row.operation, one)))
            },
        )
        .with(
            "confidence",
            "Confidence",
            "The confidence of the claim on the operation.",
            ValueType::Code,
            |row| row.operation.record().claim.confidence.as_str(),
        );
    let rows = query.operations().map(|operation| Row {
        operation,
        participations: query.participations_in(operation).collect(),
    });
    let selection = query.select();
    let mut list = Bibliography::asked(query.graph(), evidence);
    let title = format!("Operations{}", any_time(&selection));
    let mut table = columns.cited_table("operations", title, rows, &mut list, |list, row| {
        let operation = ("operation", Support::from(&row.operation.record().claim));
        let participations = row.participations.iter();
        let participations =
            participations.map(|one| ("participation", participation_support(row.operation, one)));
        list.cell(std::iter::once(operation).chain(participations))
    });
    table.notes.extend(limits(&selection));
    table.finished(list)
}

/// An operation with the participations that match.
struct Row<'g> {
    operation: OperationRef<'g>,
    participations: Vec<&'g Participation>,
}

/// The type of a participation.
const PARTICIPATION: ValueType = ValueType::Record(&[
    Field::new("organization", ValueType::Term, "The organization."),
    Field::new("role", ValueType::Term, "The role of the organization."),
    Field::new(
        "status",
        ValueType::Code,
        "`recorded`, or `unknown` if it is unknown whether it takes part.",
    ),
    Field::new(
        "through",
        ValueType::Text,
        "The mission or body through which it takes part.",
    ),
    Field::new(
        "from",
        ValueType::Date,
        "The start, if it is not that of the operation.",
    ),
    Field::new(
        "to",
        ValueType::Date,
        "The end, if it is not that of the operation.",
    ),
]);

/// Creates the cell of a participation, such as `EU: funding (2007..)`.
fn participation(operation: OperationRef<'_>, one: &Participation) -> Cell {
    let graph = operation.graph();
    let roles = &graph.dataset().vocabularies().roles;
    let organization = graph.organization(one.organization);
    let role = Cell::of(roles, one.role);
    let to = one.to.map_or(Cell::NONE, Cell::end);
    let dates = match (one.from, one.to) {
        (None, None) => String::new(),
        (from, _) => {
            let from = from.map(|from| from.to_string()).unwrap_or_default();
            format!(" ({from}..{})", to.text())
        }
    };
    let status = if one.is_unknown() { ", unknown" } else { "" };
    let text = format!(
        "{}: {}{dates}{status}",
        organization.label(),
        uncapitalized(&role.text())
    );
    let fields = vec![
        ("organization", Cell::organization(organization)),
        ("role", role),
        ("status", Cell::from(one.status.as_str())),
        ("through", Cell::optional(one.through.as_deref())),
        ("from", Cell::date(one.from.as_ref())),
        ("to", to),
    ];
    Cell::record(fields, text)
}
