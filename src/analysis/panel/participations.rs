//! One row a participation: who took which part in which operation, and when.

use super::spells::{day, text};
use super::{Datum, Panel, Variable};
use crate::graph::participation_bounds;
use crate::model::{End, Identified};
use crate::query::Query;

const NOTES: [&str; 2] = [
    "A part has the start or the end of its operation where it does not say its own; none begins before its \
     organization or lasts longer. One whose dates contradict those of its operation or organization has an \
     unknown start and stop.",
    "A coarse date is as wide as it may be: from its earliest day, to its latest. A date that is open on one \
     side, such as `../1979` or `1981/..`, counts at its other side.",
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
        Variable::word(
            "stop",
            "Its last day; the as-of date if it goes on, and unknown if it has ended and nobody knows when.",
        ),
        Variable::number(
            "censored",
            "1 if the part goes on at the as-of date, else 0.",
        ),
        Variable::word("as", "The unit or instrument through which it took part."),
        Variable::word(
            "countries",
            "The countries of the operation, joined by semicolons.",
        ),
        Variable::word(
            "from",
            "When it begins, as the dataset dates it (EDTF), the operation if the part has no date of its own.",
        ),
        Variable::word("to", "When it ends, in the same way; `..` if it goes on."),
        Variable::word(
            "confidence",
            "How sure both the part and its operation are.",
        ),
        Variable::number(
            "sources",
            "How many sources the part cites, or else its operation.",
        ),
    ];
    let dataset = graph.dataset();
    let found: Vec<_> = query.participations().collect();
    let rows = found.into_iter().map(move |(operation, part)| {
        let (days, operation) = (operation.participation_days(part), operation.record());
        let (start, end) = participation_bounds(operation, part);
        let is_undated = end == End::Unknown;
        let goes_on = days.is_some_and(|days| days.last > graph.as_of());
        let cited = match part.claim.citations.is_empty() {
            true => &operation.claim.citations,
            false => &part.claim.citations,
        };
        let role = &dataset.vocabularies().roles[part.role];
        let countries = operation.countries.join(";");
        vec![
            Datum::word(operation.id().as_str()),
            Datum::word(dataset.organizations()[part.organization].id().as_str()),
            Datum::word(role.id().as_str()),
            Datum::Number(i64::from(role.adverse)),
            days.map_or(Datum::Unknown, |days| day(days.first)),
            match days.filter(|_| !is_undated) {
                Some(days) => day(days.last.min(graph.as_of())),
                None => Datum::Unknown,
            },
            Datum::Number(i64::from(goes_on && !is_undated)),
            part.through.as_deref().map_or(Datum::None, Datum::word),
            if countries.is_empty() {
                Datum::Unknown
            } else {
                text(countries)
            },
            start.map_or(Datum::Unknown, text),
            match end {
                End::Ongoing => Datum::word(".."),
                End::Unknown => Datum::Unknown,
                End::On(date) => text(date),
            },
            Datum::word(
                part.claim
                    .confidence
                    .min(operation.claim.confidence)
                    .as_str(),
            ),
            Datum::count(cited.len()),
        ]
    });
    Panel {
        name: "participations",
        columns,
        notes: NOTES.to_vec(),
        rows: Box::new(rows),
    }
}
