//! One row a participation: who took which part in which operation, and when.

use super::spells::{day, text};
use super::{Datum, Panel, Variable};
use crate::graph::Days;
use crate::model::{End, Identified};
use crate::query::Query;

const NOTES: [&str; 2] = [
    "A part without dates of its own has those of its operation; none lasts longer than its organization.",
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
        let operation = operation.record();
        let gone = Days::between(None, dataset.organizations[part.organization].dissolved);
        let days = Days::of_part(operation, part);
        let days = Days {
            last: days.last.min(gone.last).max(days.first),
            ..days
        };
        let end = match part.to {
            None | Some(End::Ongoing) => operation.end,
            Some(end) => end,
        };
        let is_undated = end == End::Unknown;
        let goes_on = days.last > graph.as_of();
        let start = part.from.or(operation.start);
        let cited = match part.claim.citations.is_empty() {
            true => &operation.claim.citations,
            false => &part.claim.citations,
        };
        let role = &dataset.vocabularies.roles[part.role];
        let countries = operation.countries.join(";");
        vec![
            Datum::word(operation.id().as_str()),
            Datum::word(dataset.organizations[part.organization].id().as_str()),
            Datum::word(role.id().as_str()),
            Datum::Number(i64::from(role.adverse)),
            day(days.first),
            match is_undated {
                true => Datum::Unknown,
                false => day(days.last.min(graph.as_of())),
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
