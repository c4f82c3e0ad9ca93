//! The columns of participations.

use super::PanelKind;
use super::columns::{ATTRIBUTES_NOTE, PanelColumns};
use crate::analysis::ObservedParticipation;
use crate::graph::Graph;
use crate::model::Value;
use crate::view::cell::organization;

const NOTES: [&str; 4] = [
    "A participation without a start or an end of its own has that of its operation. It begins and \
     ends within the lifetime of its organization. If its dates contradict those of the operation \
     or the organization, its start and stop are unknown.",
    "If its organization did not exist in between, a participation has one row per period of \
     existence, numbered in the column `part`; its amounts are those of the whole participation in \
     each. The column is there if the dataset has such organizations.",
    "A coarse date counts as wide as possible: a start from its earliest day, an end to its \
     latest. A date that is open on one side, such as `../1979` or `1981/..`, counts by its other \
     side.",
    ATTRIBUTES_NOTE,
];

/// Returns the columns of [participations](crate::analysis::participations).
pub fn participations(graph: &Graph) -> PanelColumns<'_, ObservedParticipation<'_>> {
    let roles = &graph.dataset().vocabularies().roles;
    let mut columns = PanelColumns::new(PanelKind::Participations, &NOTES);
    columns.word(
        "operation",
        "Id of the operation.",
        |row: &ObservedParticipation<'_>| {
            Value::term(row.operation.record().id.as_str(), row.operation.label())
        },
    );
    columns.word("organization", "Id of the organization.", |row| {
        organization(graph.organization(row.participation.organization))
    });
    columns.word("role", "Role of the organization.", |row| {
        Value::of(roles, row.participation.role)
    });
    columns.word(
        "status",
        "`recorded`, or `unknown` if it is unknown whether the organization participated.",
        |row| row.participation.status.as_str(),
    );
    columns.number(
        "adverse",
        "1 if the role is against the operation, else 0.",
        |row| roles[row.participation.role].adverse,
    );
    columns.number(
        "ties",
        "1 if the participation makes ties to the other organizations of the operation, else 0.",
        |row| roles[row.participation.role].ties && !row.participation.is_unknown(),
    );
    if graph.has_gaps() {
        columns.number(
            "part",
            "Number of the period of existence in which the organization participated, from 1.",
            |row| row.part,
        );
    }
    columns.date("start", "First day.", |row| row.start);
    columns.date(
        "stop",
        "Last day, or the as-of date if the participation goes on. Unknown if it ended on an \
         unknown day.",
        |row| row.stop,
    );
    columns.number(
        "censored",
        "1 if the participation goes on at the as-of date, so that its end is not observed; else 0.",
        |row| row.is_censored,
    );
    columns.text(
        "as",
        "Unit or instrument through which the organization participated.",
        |row| row.participation.through.as_deref(),
    );
    columns.texts(
        "countries",
        "Countries of the operation, joined by semicolons.",
        |row| {
            let countries = row.operation.record().countries.iter();
            Value::texts(countries.map(|country| &**country))
        },
    );
    columns.date(
        "from",
        "Start as recorded (EDTF): that of the operation if the participation has none.",
        |row| row.from,
    );
    columns.date(
        "to",
        "End as recorded (EDTF): that of the operation if the participation has none. Ongoing if \
         it goes on.",
        |row| Value::end(row.to),
    );
    columns.amounts(graph, |row| &row.participation.annotations);
    let operations = graph.dataset().operations().iter();
    let records = operations.flat_map(|operation| &operation.participations);
    columns.attributes(records.map(|record| &record.annotations), |row| {
        &row.participation.annotations
    });
    columns.word(
        "confidence",
        "Confidence of the participation or of its operation, whichever is lower.",
        |row| row.confidence.as_str(),
    );
    columns.number(
        "sources",
        "Number of citations of the participation, or of its operation if it has none.",
        |row| row.citations,
    );
    columns
}
