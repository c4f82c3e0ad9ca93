//! One row a participation: who took which part in which operation, and when.

use super::spells::{day, text};
use super::{Datum, Panel, Variable};
use crate::graph::Days;
use crate::model::Identified;
use crate::query::Query;

const NOTES: [&str; 2] = [
    "A part without dates of its own has those of its operation; a part whose end nobody knows lasts as \
     long as its operation, and none longer than its organization.",
    "A coarse date is as wide as it may be: from its earliest day, to its latest.",
];

/// Makes the table of the participations that a question selects, operation by operation in the order of
/// the dataset (see [`Query::participations`]).
pub fn participations<'g>(query: &Query<'g>) -> Panel<'g> {
    let graph = query.graph();
    let columns = vec![
        Variable::word("operation", "The id of the operation."),
        Variable::word("organization", "The id of the organization."),
        Variable::word("role", "Its role."),
        Variable::number(
            "adverse",
            "1 if the part is taken against the operation, else 0.",
        ),
        Variable::word(
            "start",
            "The first day of the part, that of the operation if it has none of its own.",
        ),
        Variable::word("stop", "Its last day; the as-of date if it goes on."),
        Variable::number(
            "censored",
            "1 if the part goes on at the as-of date, else 0.",
        ),
        Variable::word("as", "The unit or instrument through which it took part."),
        Variable::word(
            "countries",
            "The countries of the operation, joined by semicolons.",
        ),
    ];
    let dataset = graph.dataset();
    let found: Vec<_> = query.participations().collect();
    let rows = found.into_iter().map(move |(operation, part)| {
        let operation = operation.record();
        let gone = Days::between(None, dataset.organizations[part.organization].dissolved);
        let days = Days::of_part(operation, part);
        let days = Days {
            last: days.last.min(gone.last).max(days.first),
            ..days
        };
        let role = &dataset.vocabularies.roles[part.role];
        let countries = operation.countries.join(";");
        vec![
            Datum::word(operation.id().as_str()),
            Datum::word(dataset.organizations[part.organization].id().as_str()),
            Datum::word(role.id().as_str()),
            Datum::Number(i64::from(role.adverse)),
            day(days.first),
            day(days.last.min(graph.as_of())),
            Datum::Number(i64::from(days.last > graph.as_of())),
            part.through.as_deref().map_or(Datum::None, Datum::word),
            if countries.is_empty() {
                Datum::Unknown
            } else {
                text(countries)
            },
        ]
    });
    Panel {
        name: "participations",
        columns,
        notes: NOTES.to_vec(),
        rows: Box::new(rows),
    }
}
