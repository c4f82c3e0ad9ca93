//! The columns of participations.

use super::PanelKind;
use super::columns::{PanelColumns, organization};
use crate::analysis::ObservedParticipation;
use crate::graph::Graph;
use crate::model::{End, Missing, Value};

/// How rows are selected and counted.
const NOTES: [&str; 2] = [
    "A part has the start or the end of its operation where it does not say its own; none begins before its \
     organization or lasts longer. One whose dates contradict those of its operation or organization has an \
     unknown start and stop.",
    "A coarse date is as wide as it may be: from its earliest day, to its latest. A date that is open on one \
     side, such as `../1979` or `1981/..`, counts at its other side.",
];

/// Returns the columns of [participations](crate::analysis::participations).
pub fn participations(graph: &Graph) -> PanelColumns<'_, ObservedParticipation<'_>> {
    let roles = &graph.dataset().vocabularies().roles;
    let mut columns = PanelColumns::new(PanelKind::Participations, &NOTES);
    columns.word(
        "operation",
        "The id of the operation.",
        |row: &ObservedParticipation<'_>| {
            Value::term(row.operation.record().id.as_str(), row.operation.label())
        },
    );
    columns.word("organization", "The id of the organization.", |row| {
        organization(graph.organization(row.participation.organization))
    });
    columns.word("role", "Its role.", |row| {
        Value::of(roles, row.participation.role)
    });
    columns.number(
        "adverse",
        "1 if the part is taken against the operation, else 0.",
        |row| roles[row.participation.role].adverse,
    );
    columns.word(
        "start",
        "The first day of the part, that of the operation if it has none of its own.",
        |row| row.start,
    );
    columns.word(
        "stop",
        "Its last day; the as-of date if it goes on, and unknown if it has ended and nobody knows when.",
        |row| row.stop,
    );
    columns.number(
        "censored",
        "1 if the part goes on at the as-of date, else 0.",
        |row| row.is_censored,
    );
    columns.word(
        "as",
        "The unit or instrument through which it took part.",
        |row| row.participation.through.as_deref(),
    );
    columns.word(
        "countries",
        "The countries of the operation, joined by semicolons.",
        |row| {
            let countries = &row.operation.record().countries;
            if countries.is_empty() {
                Err(Missing::Unknown)
            } else {
                Ok(Value::texts(countries.iter().map(|country| &**country)))
            }
        },
    );
    columns.word(
        "from",
        "When it begins, as the dataset dates it (EDTF), the operation if the part has no date of its own.",
        |row| row.from,
    );
    columns.word(
        "to",
        "When it ends, in the same way; `..` if it goes on.",
        |row| match row.to {
            End::Unknown => Value::UNKNOWN,
            end => Value::end(end),
        },
    );
    columns.word(
        "confidence",
        "How sure both the part and its operation are.",
        |row| row.confidence.as_str(),
    );
    columns.number(
        "sources",
        "How many sources the part cites, or else its operation.",
        |row| row.citations,
    );
    columns
}
