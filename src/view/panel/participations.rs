//! One row a participation: who took which part in which operation, and when.

use super::spells::{day, text};
use super::{Datum, Panel, Variable};
use crate::graph::Graph;
use crate::model::Identified;

/// Makes the table of all participations, operation by operation in the order of the dataset.
pub fn participations(graph: &Graph) -> Panel<'_> {
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
    let rows = dataset
        .operations
        .entries()
        .flat_map(move |(key, operation)| {
            graph.index().parts_in(key).iter().map(move |part| {
                let countries = operation.countries.join(";");
                let through = part.record(dataset).through.as_deref();
                vec![
                    Datum::word(operation.id().as_str()),
                    Datum::word(dataset.organizations[part.organization].id().as_str()),
                    Datum::word(dataset.vocabularies.roles[part.role].id().as_str()),
                    Datum::Number(i64::from(part.is_adverse)),
                    day(part.days.first),
                    day(part.days.last.min(graph.as_of())),
                    Datum::Number(i64::from(part.days.last > graph.as_of())),
                    through.map_or(Datum::None, Datum::word),
                    if countries.is_empty() {
                        Datum::Unknown
                    } else {
                        text(countries)
                    },
                ]
            })
        });
    Panel {
        name: "participations",
        columns,
        rows: Box::new(rows),
    }
}
