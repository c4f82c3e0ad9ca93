//! What a cross-table says of itself: what a cell counts, and what stands in several cells or in none.

use std::collections::BTreeSet;

use super::Matrix;
use super::thing::{Thing, Time};
use super::unit::{Dimension, Unit};
use crate::graph::TimeFilter;
use crate::model::{Key, Partnership};
use crate::query::{Query, Selection};

/// Says what is counted, by what, at what time.
pub(super) fn title(selection: &Selection<'_>, unit: Unit, dimensions: [Dimension; 2]) -> String {
    let [rows, columns] = dimensions.map(|dimension| dimension.title().to_lowercase());
    let as_of = selection.graph().as_of();
    let time = match selection.time() {
        TimeFilter::Always if dimensions.iter().any(|dimension| dimension.is_time()) => {
            format!("to {as_of}")
        }
        TimeFilter::Always if is_state(unit, dimensions) => format!("as of {as_of}"),
        TimeFilter::Always => format!("whole record to {as_of}"),
        TimeFilter::At(day) => format!("on {day}"),
        TimeFilter::During(first, last) => format!(
            "during {}",
            crate::phrase::period(first.bounded(), last.bounded())
        ),
    };
    format!("{}: {rows} × {columns}, {time}", unit.title())
}

/// Says whether without a time asked of the table shows one day alone: partnerships in their phases and
/// conditions. Whatever else is counted is that of the whole record, motives that have ceased among it.
fn is_state(unit: Unit, dimensions: [Dimension; 2]) -> bool {
    let is_motive = |of: &Dimension| matches!(of, Dimension::Motive | Dimension::MotiveFamily);
    unit == Unit::Partnerships
        && dimensions.iter().any(|of| of.is_state())
        && !dimensions.iter().any(is_motive)
}

/// Says what a cell counts, then what needs to be known of the dimensions, then what counts more than
/// once or is uncertain.
pub(super) fn notes<'g>(
    table: &Matrix<'g>,
    query: &Query<'g>,
    selection: &Selection<'g>,
) -> Vec<String> {
    let dimensions = [table.rows.dimension, table.columns.dimension];
    let mut notes = vec![format!("Each cell counts {}.", table.unit.meaning())];
    notes.extend(
        dimensions
            .iter()
            .filter_map(|of| of_dimension(*of, table.unit)),
    );
    notes.extend(of_state(selection, dimensions));
    notes.extend(of_headings(table));
    notes.extend(of_time(table.unit, dimensions));
    notes.extend(undated(table));
    notes.extend(repeated(table));
    notes.extend(doubted(table, query, selection));
    notes.extend(adverse(table, selection));
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
    let codings = &selection.graph().dataset().vocabularies().codings;
    let coding = crate::phrase::uncapitalized(codings.label(selection.coding()));
    let span = dimensions.iter().find(|dimension| dimension.is_time());
    let time = match (span, selection.time()) {
        (Some(span), _) => format!(
            "those on the last day of each {} that is asked of and on which both members exist",
            span.name()
        ),
        (None, TimeFilter::Always) => format!("those on {}", selection.graph().as_of()),
        (None, TimeFilter::At(day)) => format!("those on {day}"),
        (None, TimeFilter::During(..)) => "the last in the period that match".to_owned(),
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
            "A partnership counts in a {span} as it stands on the last day of it that is asked of and on \
             which both members exist."
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
fn undated(table: &Matrix<'_>) -> Option<String> {
    let undated = |entry: &&super::Entry<'_>| entry.moment.time == Time::Undated;
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
fn repeated(table: &Matrix<'_>) -> Option<String> {
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

/// Says how many parts are taken against the operation.
fn adverse(table: &Matrix<'_>, selection: &Selection<'_>) -> Option<String> {
    let roles = &selection.graph().dataset().vocabularies().roles;
    let adverse = table
        .things
        .iter()
        .filter(|thing| matches!(thing, Thing::Participation(_, part) if roles[part.role].adverse));
    let (adverse, all) = (adverse.count(), table.things.len());
    (adverse > 0).then(|| format!("{adverse} of {all} are taken against the operation."))
}

/// Says what the headings mean under which a partnership has no phase, if there are any.
fn of_headings(table: &Matrix<'_>) -> Option<String> {
    let axes = [&table.rows, &table.columns].into_iter();
    let mut stated = axes.filter(|axis| axis.dimension.is_state());
    let is_needed = stated.any(|axis| axis.headings.iter().any(|heading| heading.is_missing));
    is_needed.then(|| {
        "A dyad has no relation if the coding reads it and has no phase then; nothing is said if the \
         coding does not read it, or not surely enough; it does not exist unless both members do, or \
         predecessors through which it was lived."
            .to_owned()
    })
}

/// Counts the partnerships, in years or decades each of them, whose phase rests on an uncertain date.
fn doubted<'g>(table: &Matrix<'g>, query: &Query<'g>, selection: &Selection<'g>) -> Option<String> {
    let has_time = table.is_timed() || selection.time() != TimeFilter::Always;
    if !(table.is_stated() || table.unit == Unit::Partnerships && has_time) {
        return None;
    }
    let seen = table.entries.iter().filter_map(|entry| {
        entry.moment.state?.spell()?;
        let selected = table.things[entry.thing].selected()?;
        Some((entry.moment.time, selected.partnership().key()))
    });
    let seen: BTreeSet<(Time, Key<Partnership>)> = seen.collect();
    let (all, seen) = (seen.len(), seen.into_iter().collect::<Vec<_>>());
    let doubted = seen.chunk_by(|a, b| a.0 == b.0).map(|at_once| {
        let selection = match at_once[0].0 {
            Time::In { day, .. } => query.at(day).select(),
            Time::Whole | Time::Undated => selection.clone(),
        };
        let keys = at_once.iter().map(|(_, key)| *key);
        let doubted = keys.filter(|key| selection.selected(*key).is_uncertain());
        doubted.count()
    });
    let doubted: usize = doubted.sum();
    let unit = match table.is_timed() {
        true => format!("partnership-{}s", table.span()),
        false => "partnerships".to_owned(),
    };
    (doubted > 0).then(|| format!("{doubted} of {all} {unit} rest on an uncertain date."))
}
