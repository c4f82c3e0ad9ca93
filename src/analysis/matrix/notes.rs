//! The title of a matrix, and the notes that explain its counts.

use super::calendar::{CountedYear, beginning};
use super::case::Case;
use super::dimension::Dimension;
use super::readings::ReadingCounts;
use super::result::{Matrix, count_distinct};
use super::unit::Unit;
use crate::graph::TimeFilter;
use crate::model::Role;
use crate::phrase;
use crate::query::{Query, Selection};

/// Returns the title: what is counted, by which dimensions, at what time.
pub(super) fn title(selection: &Selection<'_>, unit: Unit, dimensions: [Dimension; 2]) -> String {
    let [rows, columns] = dimensions.map(|dimension| dimension.title().to_lowercase());
    let time = match (selection.time(), selection.graph().as_of().bounded()) {
        (TimeFilter::Always, Some(as_of)) if dimensions.into_iter().any(Dimension::is_time) => {
            format!(", to {as_of}")
        }
        (TimeFilter::Always, Some(as_of)) if is_of_one_day(unit, dimensions) => {
            format!(", as of {as_of}")
        }
        (TimeFilter::Always, Some(as_of)) => format!(", whole record to {as_of}"),
        // Nothing in the dataset is dated.
        (TimeFilter::Always, None) => String::new(),
        (TimeFilter::At(day), _) => format!(", on {day}"),
        (TimeFilter::During(first, last), _) => {
            let period = phrase::period(first.bounded(), last.bounded());
            format!(", during {period}")
        }
    };
    format!("{}: {rows} × {columns}{time}", unit.title())
}

/// Returns `true` if a matrix without a time shows the as-of date: partnerships by phase or condition. Everything else
/// covers the whole record, for example motives that are no longer held.
fn is_of_one_day(unit: Unit, dimensions: [Dimension; 2]) -> bool {
    unit == Unit::Partnerships
        && dimensions.into_iter().any(Dimension::is_state)
        && !dimensions.into_iter().any(Dimension::is_motive)
}

/// Returns the notes: what a cell counts, what each dimension means, which cases count more than once, what is
/// uncertain, and what is left out.
pub(super) fn notes<'g>(
    matrix: &Matrix<'g>,
    query: &Query<'g>,
    selection: &Selection<'g>,
) -> Vec<String> {
    let mut notes = vec![format!("Each cell counts {}.", matrix.unit.meaning())];
    let dimensions = matrix.dimensions().into_iter();
    let of_dimensions = dimensions.filter_map(|dimension| of_dimension(dimension, matrix.unit));
    notes.extend(of_dimensions.map(str::to_owned));
    notes.extend(of_state(matrix, selection));
    notes.extend(of_missing_states(matrix));
    notes.extend(of_time(matrix));
    notes.extend(before(matrix, selection));
    notes.extend(undated(matrix));
    notes.extend(repeated(matrix));
    notes.extend(uncertain(matrix, selection));
    notes.extend(without_ties(matrix));
    notes.extend(of_unknown(matrix, query));
    notes.extend(matrix.left_out.iter().map(ToString::to_string));
    notes
}

fn of_dimension(dimension: Dimension, unit: Unit) -> Option<&'static str> {
    match (dimension, unit) {
        (Dimension::Organization, Unit::Motives) => {
            Some("A motive counts under the organization that holds it.")
        }
        (Dimension::Organization, unit) if unit.belongs_to_dyad() => {
            Some("Everything that belongs to a dyad counts under both members.")
        }
        (Dimension::Organization, Unit::Operations) => {
            Some("An operation counts under every organization that takes part in it.")
        }
        (Dimension::Role, Unit::SharedOperations) => {
            Some("A shared operation counts under every role of either member.")
        }
        (Dimension::Role, Unit::Operations) => {
            Some("An operation counts under every role of any participation in it.")
        }
        (Dimension::Motive | Dimension::MotiveFamily, Unit::Partnerships) => {
            Some("A partnership counts under every motive of either member.")
        }
        (Dimension::Country, Unit::Lessons) => {
            Some("A lesson counts under the countries of its operation.")
        }
        (Dimension::Country, _) => {
            Some("An operation in several countries counts under each of them.")
        }
        _ => None,
    }
}

/// Explains on which day phases and conditions are read, and under which coding.
fn of_state(matrix: &Matrix<'_>, selection: &Selection<'_>) -> Option<String> {
    if !matrix.has_state() {
        return None;
    }
    let codings = &selection.graph().dataset().vocabularies().codings;
    let coding = phrase::uncapitalized(codings.label(selection.coding()?));
    let time = match selection.time() {
        _ if matrix.has_time() => format!(
            "those on the last requested day of each {} on which both members exist",
            matrix.span()
        ),
        TimeFilter::Always => format!("those on {}", selection.graph().as_of().bounded()?),
        TimeFilter::At(day) => format!("those on {day}"),
        TimeFilter::During(..) => "the last ones in the period that match the filters".to_owned(),
    };
    Some(format!(
        "Phases and conditions of a dyad are {time}; coding: {coding}."
    ))
}

/// Explains the headings for partnerships without a phase, if there are any.
fn of_missing_states(matrix: &Matrix<'_>) -> Option<String> {
    let axes = [&matrix.rows, &matrix.columns].into_iter();
    let mut of_states = axes.filter(|axis| axis.dimension.is_state());
    let is_needed = of_states.any(|axis| axis.headings.iter().any(|heading| heading.is_missing));
    is_needed.then(|| {
        "A dyad has no relation if the coding covers it but has no phase then. Its phase and condition are unknown if \
         the coding does not cover it, or only with less confidence than requested. It does not exist unless both \
         members do, or predecessors through which the partnership was lived."
            .to_owned()
    })
}

/// Explains in which years or decades a case counts.
fn of_time(matrix: &Matrix<'_>) -> Option<String> {
    if !matrix.has_time() {
        return None;
    }
    let span = matrix.span();
    Some(match matrix.unit {
        Unit::Partnerships => format!(
            "A partnership counts in a {span} as it is on the last requested day of it on which both members exist."
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
            "A lesson has no date of its own: it counts in every {span} in which its operation ran."
        ),
    })
}

/// Returns a note that years before the record begins are left out, if they are requested.
fn before(matrix: &Matrix<'_>, selection: &Selection<'_>) -> Option<String> {
    let begin = beginning(selection).filter(|_| matrix.has_time())?;
    let is_cut = selection.time().days().first < begin;
    is_cut.then(|| format!("The record begins on {begin}; nothing is claimed about earlier days."))
}

/// Counts the cases without a date.
fn undated(matrix: &Matrix<'_>) -> Option<String> {
    let entries = matrix.entries.iter();
    let undated = count_distinct(entries.filter(|entry| entry.year == CountedYear::UNDATED));
    (undated > 0).then(|| {
        format!(
            "{undated} of {} have no start date and count under “No date”.",
            matrix.cases.len()
        )
    })
}

/// Warns that totals exceed the number of cases, if some cases are in several cells.
fn repeated(matrix: &Matrix<'_>) -> Option<String> {
    let (total, distinct) = (matrix.total(), matrix.distinct());
    (total > distinct).then(|| {
        format!(
            "{} ({distinct}) may count in several cells, so the total ({total}) is not the number of different {}.",
            matrix.unit.title(),
            matrix.unit.title().to_lowercase()
        )
    })
}

/// Counts the partnerships, in each year or decade, whose phase depends on an uncertain date.
fn uncertain(matrix: &Matrix<'_>, selection: &Selection<'_>) -> Option<String> {
    let is_at_time = matrix.has_time() || selection.time() != TimeFilter::Always;
    if !(matrix.has_state() || matrix.unit == Unit::Partnerships && is_at_time) {
        return None;
    }
    let ReadingCounts { all, uncertain } = matrix.readings;
    let unit = if matrix.has_time() {
        format!("partnership-{}", matrix.span())
    } else {
        "partnership".to_owned()
    };
    let all = phrase::counted(all, [&unit, &format!("{unit}s")]);
    let rest = phrase::plural(uncertain, ["rests", "rest"]);
    (uncertain > 0).then(|| format!("{uncertain} of {all} {rest} on an uncertain date."))
}

/// Counts the participations of which it is unknown whether they took place.
fn of_unknown(matrix: &Matrix<'_>, query: &Query<'_>) -> Option<String> {
    if matrix.unit != Unit::Participations {
        return None;
    }
    let unknown = query.participations().filter(|(_, one)| one.is_unknown());
    let count = unknown.count();
    (count > 0).then(|| format!("Not counted: unknown whether it took place ({count})."))
}

/// Counts the participations against an operation, and the others that make no ties.
fn without_ties(matrix: &Matrix<'_>) -> Vec<String> {
    let vocabulary = &matrix.graph.dataset().vocabularies().roles;
    let cases = matrix.cases.iter();
    let roles = cases.filter_map(|case| match case {
        Case::Participation(_, participation) => Some(&vocabulary[participation.role]),
        _ => None,
    });
    let roles: Vec<&Role> = roles.filter(|role| !role.ties).collect();
    let adverse = roles.iter().filter(|role| role.adverse).count();
    let all = phrase::counted(matrix.cases.len(), ["participation", "participations"]);
    let others = roles.len() - adverse;
    let in_role = phrase::plural(others, ["in a role that makes", "in roles that make"]);
    let counts = [
        (adverse, "against the operation".to_owned()),
        (others, format!("{in_role} no tie")),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let notes = counts.map(|(count, what)| {
        let are = phrase::plural(count, ["is", "are"]);
        format!("{count} of {all} {are} {what}.")
    });
    notes.collect()
}
