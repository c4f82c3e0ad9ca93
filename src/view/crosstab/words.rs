//! What a cross-table says of itself: what a cell counts, and what stands in several cells or in none.

use super::calendar::Calendar;
use super::thing::Thing;
use super::unit::{Dimension, Unit};
use super::{Crosstab, Moment};
use crate::graph::When;
use crate::model::Dyad;
use crate::query::{Query, Selection};

/// Says what is counted, by what, at what time.
pub(super) fn title(selection: &Selection<'_>, unit: Unit, dimensions: [Dimension; 2]) -> String {
    let [rows, columns] = dimensions.map(|dimension| dimension.title().to_lowercase());
    let as_of = selection.graph().as_of();
    let time = match selection.when() {
        When::Always if dimensions.iter().any(|dimension| dimension.is_time()) => {
            format!("to {as_of}")
        }
        When::Always if unit.is_of_dyads() => format!("as of {as_of}"),
        When::Always => format!("whole record to {as_of}"),
        When::At(day) => format!("on {day}"),
        When::During(first, last) => format!("during {}", crate::view::period(first, last)),
    };
    format!("{}: {rows} × {columns}, {time}", unit.title())
}

/// Says what a cell counts, then what needs to be known of the dimensions, then what counts more than
/// once or not at all.
pub(super) fn notes(
    table: &Crosstab<'_>,
    query: &Query<'_>,
    selection: &Selection<'_>,
    calendar: &Calendar<'_>,
) -> Vec<String> {
    let dimensions = [table.rows.dimension, table.columns.dimension];
    let mut notes = vec![format!("Each cell counts {}.", table.unit.meaning())];
    notes.extend(
        dimensions
            .iter()
            .filter_map(|of| of_dimension(*of, table.unit)),
    );
    notes.extend(of_state(selection, dimensions));
    notes.extend(of_time(table.unit, dimensions));
    notes.extend(undated(table, dimensions));
    notes.extend(repeated(table));
    notes.extend(left_out(table, query, selection, calendar));
    notes
}

fn of_dimension(dimension: Dimension, unit: Unit) -> Option<String> {
    let text = match (dimension, unit) {
        (Dimension::Organization, Unit::Motives) => {
            "A motive stands under the organization that holds it."
        }
        (Dimension::Organization, unit) if unit.is_of_dyads() => {
            "What belongs to a dyad stands under both of its members."
        }
        (Dimension::Organization, Unit::Operations) => {
            "An operation stands under every organization that has a part in it."
        }
        (Dimension::Role, Unit::SharedOperations) => {
            "A shared operation stands under every role that one of the two has in it."
        }
        (Dimension::Role, Unit::Operations) => {
            "An operation stands under every role that somebody has in it."
        }
        (Dimension::Motive | Dimension::MotiveFamily, Unit::Partnerships) => {
            "A partnership stands under every motive that one of the two holds."
        }
        (Dimension::Country, Unit::Lessons) => {
            "A lesson stands under the countries of the operation that taught it."
        }
        (Dimension::Country, _) => "An operation in several countries stands under each of them.",
        _ => return None,
    };
    Some(text.to_owned())
}

fn of_state(selection: &Selection<'_>, dimensions: [Dimension; 2]) -> Option<String> {
    if !dimensions.iter().any(|dimension| dimension.is_state()) {
        return None;
    }
    let codings = &selection.graph().dataset().vocabularies.codings;
    let coding = crate::view::uncapitalized(codings.label(selection.coding()));
    let span = dimensions.iter().find(|dimension| dimension.is_time());
    let time = match (span, selection.when()) {
        (Some(span), _) => format!(
            "those on the last day of each {}, or of the time asked of",
            span.name()
        ),
        (None, When::Always) => format!("those on {}", selection.graph().as_of()),
        (None, When::At(day)) => format!("those on {day}"),
        (None, When::During(..)) => "the last in the period that match".to_owned(),
    };
    Some(format!(
        "Phases and conditions of a dyad are {time}; coding: {coding}."
    ))
}

fn of_time(unit: Unit, dimensions: [Dimension; 2]) -> Option<String> {
    let span = match dimensions {
        [Dimension::Year, _] | [_, Dimension::Year] => "year",
        [Dimension::Decade, _] | [_, Dimension::Decade] => "decade",
        _ => return None,
    };
    Some(match unit {
        Unit::Partnerships => format!(
            "A partnership counts in a {span} as it stands on its last day, or on that of the time asked of."
        ),
        Unit::Motives => format!("A motive counts in every {span} in which it is held."),
        Unit::Operations => format!("An operation counts in every {span} in which it runs."),
        Unit::Participations => {
            format!("A participation counts in every {span} in which it lasts.")
        }
        Unit::SharedOperations => {
            format!("A shared operation counts in every {span} with a day on which both take part.")
        }
        Unit::Lessons => format!(
            "A lesson bears no date of its own: it counts in every {span} in which the operation that \
             taught it ran."
        ),
    })
}

/// Counts what has no date.
fn undated(table: &Crosstab<'_>, dimensions: [Dimension; 2]) -> Option<String> {
    if !dimensions.iter().any(|dimension| dimension.is_time()) {
        return None;
    }
    let undated = |entry: &&super::Entry| matches!(entry.moment, Moment::Undated);
    let mut things: Vec<usize> = table
        .entries
        .iter()
        .filter(undated)
        .map(|entry| entry.thing)
        .collect();
    things.sort_unstable();
    things.dedup();
    (!things.is_empty()).then(|| {
        format!(
            "{} of {} have no date of a beginning and stand under “No date”.",
            things.len(),
            table.things.len()
        )
    })
}

/// Says how many things the cells hold, if some stand in several.
fn repeated(table: &Crosstab<'_>) -> Option<String> {
    let (total, distinct) = (table.total(), table.distinct());
    (total > distinct).then(|| {
        format!(
            "{} ({distinct}) may stand in several cells: totals add up the cells ({total}) and are no \
             numbers of different {}.",
            table.unit.title(),
            table.unit.title().to_lowercase()
        )
    })
}

fn left_out(
    table: &Crosstab<'_>,
    query: &Query<'_>,
    selection: &Selection<'_>,
    calendar: &Calendar<'_>,
) -> Vec<String> {
    let dimensions = [table.rows.dimension, table.columns.dimension];
    let timed = dimensions.iter().any(|dimension| dimension.is_time());
    let stated = dimensions.iter().any(|dimension| dimension.is_state());
    let mut notes = Vec::new();
    match table.unit {
        Unit::Partnerships if timed && !stated => {
            let looked_at = selection.len() * calendar.len();
            let mut counted: Vec<_> = table
                .entries
                .iter()
                .map(|e| (e.thing, e.moment.year()))
                .collect();
            counted.sort_unstable();
            counted.dedup();
            let without = looked_at - counted.len();
            notes.extend((without > 0).then(|| {
                format!(
                    "Left out, because there is no relation on the day: {without} of {looked_at}."
                )
            }));
        }
        Unit::SharedOperations => notes.extend(not_shared(query, selection)),
        Unit::Participations => {
            let roles = &selection.graph().dataset().vocabularies.roles;
            let adverse = table.things.iter().filter(
                |thing| matches!(thing, Thing::Participation(_, part) if roles[part.role].adverse),
            );
            let adverse = adverse.count();
            notes.extend((adverse > 0).then(|| {
                format!(
                    "{adverse} of {} are taken against the operation.",
                    table.things.len()
                )
            }));
        }
        _ => {}
    }
    notes
}

/// Counts the pairs in one operation that are no shared operation: of partnerships whose members take
/// part at different times, and of organizations without a recorded partnership.
fn not_shared(query: &Query<'_>, selection: &Selection<'_>) -> Vec<String> {
    let graph = selection.graph();
    let (mut apart, mut unrecorded) = (0_usize, 0_usize);
    for operation in query.operations() {
        let members = operation.members();
        let pairs = members.iter().enumerate().flat_map(|(place, a)| {
            let others = members[place + 1..].iter();
            others.filter_map(move |b| Dyad::new(*a, *b))
        });
        for dyad in pairs {
            match graph.index().partnership(dyad) {
                None => unrecorded += 1,
                Some(key) if selection.keys().binary_search(&key).is_ok() => {
                    let mut shared = graph.index().shared(key);
                    let is_shared = shared.any(|shared| shared.operation() == operation.key());
                    apart += usize::from(!is_shared);
                }
                Some(_) => {}
            }
        }
    }
    let apart = (apart > 0)
        .then(|| format!("Left out, because the two take part at different times: {apart}."));
    let unrecorded = (unrecorded > 0).then(|| {
        format!(
            "Left out, because the dataset records no partnership of the two: {unrecorded} pairs of \
             organizations in one operation."
        )
    });
    apart.into_iter().chain(unrecorded).collect()
}
